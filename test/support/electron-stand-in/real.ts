/**
 * The slices of Electron's own types that the stand-in has to fill. A member that Electron renames or drops stops this
 * file from compiling; a signature that changes stops the classes that implement these slices.
 */
import type {
  App,
  BrowserWindow,
  CommandLine,
  ContextBridge,
  Dialog,
  IpcMain,
  IpcRenderer,
  Menu,
  Protocol,
  Session,
  UtilityProcess,
  WebContents,
  WebFrameMain,
  WebRequest,
  WebUtils,
} from 'electron';

export type RealModule = typeof import('electron');

/** Overloaded `on` and `once` are the emitter's; their event names are checked against electron.d.ts by a test. */
export type AppSlice = Pick<
  App,
  'enableSandbox' | 'requestSingleInstanceLock' | 'quit' | 'exit' | 'whenReady' | 'isPackaged'
> & { readonly commandLine: Pick<CommandLine, 'appendSwitch'> };

export type WindowSlice = Pick<
  BrowserWindow,
  'show' | 'focus' | 'close' | 'destroy' | 'isDestroyed' | 'loadURL'
> & {
  readonly webContents: ContentsSlice;
};

export type ContentsSlice = Pick<
  WebContents,
  'send' | 'reload' | 'isDestroyed' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
> & { readonly mainFrame: FrameSlice };

export type FrameSlice = Pick<WebFrameMain, 'url'> & { readonly parent: FrameSlice | null };

export type SessionSlice = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
> & { readonly protocol: Pick<Protocol, 'handle'>; readonly webRequest: Pick<WebRequest, 'onBeforeRequest'> };

export type ProtocolSlice = Pick<Protocol, 'registerSchemesAsPrivileged'>;
export type DialogSlice = Pick<
  Dialog,
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'
>;
export type IpcMainSlice = Pick<IpcMain, 'handle'>;
export type IpcRendererSlice = Pick<IpcRenderer, 'invoke' | 'on' | 'off'>;
export type ContextBridgeSlice = Pick<ContextBridge, 'exposeInMainWorld'>;
export type WebUtilsSlice = Pick<WebUtils, 'getPathForFile'>;
export type MenuSlice = {
  readonly buildFromTemplate: (typeof Menu)['buildFromTemplate'];
  readonly setApplicationMenu: (typeof Menu)['setApplicationMenu'];
};
export type UtilitySlice = Pick<UtilityProcess, 'postMessage' | 'kill' | 'pid' | 'stderr'>;
