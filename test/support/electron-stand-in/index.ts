/**
 * Stands in for the `electron` module where its runtime is not to be had (a test's alias puts it there): the program's
 * own main and preload run unchanged, what they do is recorded, and windows are pages of a real Chromium when
 * `standIn.browser` is set. What only the real runtime can show: the system's sandbox, real permission prompts, the
 * dead proxy beside `app:`, killing a utility process, archive integrity.
 */
import type { BrowserWindowConstructorOptions, FromPartitionOptions } from 'electron';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { StandInApp, StandInDialogs, standInProtocol } from './app.ts';
import { openPage } from './chromium-page.ts';
import { StandInContents, StandInIpcMain, standInIpcRenderer } from './contents.ts';
import { RecordingEmitter } from './emitter.ts';
import type {
  ContextBridgeSlice,
  IpcRendererSlice,
  MenuSlice,
  RealModule,
  WebUtilsSlice,
  WindowSlice,
} from './real.ts';
import { Recorder } from './recorder.ts';
import { StandInSession } from './session.ts';
import { standInUtilityProcess } from './utility-process.ts';

const recorder = new Recorder();
const standInApp = new StandInApp(recorder);
const dialogs = new StandInDialogs(recorder);
const main = new StandInIpcMain();
const utility = standInUtilityProcess(recorder);
const sessions = new Map<string, StandInSession>();
const windows: StandInWindow[] = [];
const droppedPaths = new Map<string, string>();
const exposed = new Map<string, Readonly<Record<string, unknown>>>();

/** What tests look at and set. */
export const standIn = {
  recorder,
  app: standInApp,
  dialogs,
  ipcMain: main,
  sessions,
  windows,
  /** Worlds that a preload imported as a module exposed. */
  exposed,
  engines: utility.running,
  /** Where dropped files lie, by name. */
  droppedPaths,
  /** Null: windows load nothing. */
  browser: null as Browser | null,
  /** Sees the context of each window before its page exists. */
  onContext: async (_context: BrowserContext): Promise<void> => {},
};

class StandInWindow extends RecordingEmitter implements WindowSlice {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new StandInContents(recorder);
  page: Page | null = null;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(recorder, 'BrowserWindow');
    this.options = options;
    recorder.record('BrowserWindow', options);
    windows.push(this);
    standInApp.openWindows.add(this);
    standInApp.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    recorder.record('window.loadURL', url);
    this.webContents.mainFrame.url = url;
    const { browser } = standIn;
    const { preload, session } = this.options.webPreferences ?? {};
    if (browser === null || preload === undefined) return;
    const opened = await openPage({
      browser,
      contents: this.webContents,
      session: session as unknown as StandInSession,
      ipcMain: main,
      recorder,
      preload,
      droppedPaths,
      onContext: standIn.onContext,
    });
    this.page = opened.page;
    await opened.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    recorder.record('window.show');
  }

  focus(): void {
    recorder.record('window.focus');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.destroyed = true;
    standInApp.openWindows.delete(this);
    // The browser may be closing at the same moment, which closes its pages as well.
    void this.page
      ?.context()
      .close()
      .catch(() => {});
    this.emit('closed');
    if (standInApp.openWindows.size === 0) standInApp.emit('window-all-closed');
  }
}

export type { StandInWindow };

const menu: MenuSlice = {
  buildFromTemplate: (template) => {
    recorder.record('menu', template);
    return {} as ReturnType<MenuSlice['buildFromTemplate']>;
  },
  setApplicationMenu: () => recorder.record('menu.set'),
};

// ---- the module's exports, each named and typed as Electron's ---------------------------------------------------

type Export<K extends keyof RealModule> = RealModule[K];

export const app = standInApp as unknown as Export<'app'>;
export const protocol = standInProtocol(standInApp, recorder) as unknown as Export<'protocol'>;
export const dialog = dialogs.dialog as unknown as Export<'dialog'>;
export const ipcMain = main as unknown as Export<'ipcMain'>;
export const BrowserWindow = StandInWindow as unknown as Export<'BrowserWindow'>;
export const Menu = menu as unknown as Export<'Menu'>;
export const utilityProcess = { fork: utility.fork } as unknown as Export<'utilityProcess'>;
export const session = {
  fromPartition: (partition: string, options?: FromPartitionOptions) => {
    recorder.record('session.fromPartition', { partition, options });
    const known = sessions.get(partition) ?? new StandInSession(recorder);
    sessions.set(partition, known);
    return known;
  },
} as unknown as Export<'session'>;

const bridge: ContextBridgeSlice = {
  exposeInMainWorld: (key, api) => exposed.set(key, api as Readonly<Record<string, unknown>>),
};
export const contextBridge = bridge as Export<'contextBridge'>;
/** A preload imported as a module speaks for a window that never loaded anything: main must refuse it. */
export const preloadContents = new StandInContents(recorder);
export const ipcRenderer: IpcRendererSlice = standInIpcRenderer(main, preloadContents);
const files: WebUtilsSlice = { getPathForFile: (file) => droppedPaths.get(file.name) ?? '' };
export const webUtils = files as Export<'webUtils'>;
