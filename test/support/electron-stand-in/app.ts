/** `app`, `protocol` and `dialog`: what exists once per program. */
import { emitPreventable, RecordingEmitter } from './emitter.ts';
import type { AppSlice, DialogSlice, ProtocolSlice } from './real.ts';
import type { Recorder } from './recorder.ts';

export class StandInApp extends RecordingEmitter implements AppSlice {
  isPackaged = false;
  /** What `requestSingleInstanceLock` answers. */
  isFirstInstance = true;
  readonly exited: Promise<number>;
  readonly commandLine: AppSlice['commandLine'];
  /** Filled by `BrowserWindow`. */
  readonly openWindows = new Set<{ close(): void }>();
  readonly #recorder: Recorder;
  readonly #ready: Promise<void>;
  #becomeReady!: () => void;
  #exit!: (code: number) => void;
  #isReady = false;

  constructor(recorder: Recorder) {
    super(recorder, 'App');
    this.#recorder = recorder;
    this.#ready = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
    this.commandLine = {
      appendSwitch: (name, value) => {
        this.#beforeReady('app.commandLine.appendSwitch');
        recorder.record('switch', value === undefined ? [name] : [name, value]);
      },
    };
  }

  get ready(): boolean {
    return this.#isReady;
  }

  /** Electron decides when; here the test does. */
  becomeReady(): void {
    this.#isReady = true;
    this.#recorder.record('app.ready');
    this.#becomeReady();
  }

  enableSandbox(): void {
    this.#beforeReady('app.enableSandbox');
    this.#recorder.record('app.enableSandbox');
  }

  requestSingleInstanceLock(): boolean {
    this.#recorder.record('app.requestSingleInstanceLock');
    return this.isFirstInstance;
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  /** As Electron: `before-quit` may refuse; then every window closes, and the program ends. */
  quit(): void {
    this.#recorder.record('app.quit');
    if (emitPreventable(this, 'before-quit')) return;
    for (const window of [...this.openWindows]) window.close();
    this.exit(0);
  }

  exit(code = 0): void {
    this.#recorder.record('app.exit', code);
    this.#exit(code);
  }

  #beforeReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} after the app was ready has no effect`);
  }
}

export function standInProtocol(app: StandInApp, recorder: Recorder): ProtocolSlice {
  return {
    registerSchemesAsPrivileged: (schemes) => {
      if (app.ready)
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      recorder.record('protocol.registerSchemesAsPrivileged', schemes);
    },
  };
}

/** Dialogs answer what the test queued, in order; with nothing queued the user cancelled. */
export class StandInDialogs {
  readonly #answers: (readonly string[])[] = [];
  readonly dialog: DialogSlice;

  constructor(recorder: Recorder) {
    const next = () => this.#answers.shift() ?? null;
    this.dialog = {
      showOpenDialog: async (...args: unknown[]) => {
        recorder.record('dialog.open', args.at(-1));
        const paths = next();
        return { canceled: paths === null, filePaths: [...(paths ?? [])] };
      },
      showSaveDialog: async (...args: unknown[]) => {
        recorder.record('dialog.save', args.at(-1));
        const paths = next();
        return { canceled: paths === null, filePath: paths?.[0] ?? '' };
      },
      showMessageBox: async (...args: unknown[]) => {
        recorder.record('dialog.message', args.at(-1));
        return { response: 0, checkboxChecked: false };
      },
      showErrorBox: (title, content) => recorder.record('dialog.error', { title, content }),
    };
  }

  willAnswer(...paths: readonly string[]): void {
    this.#answers.push(paths);
  }
}
