/** `webContents`, its frames, and both ends of IPC: messages are cloned on their way, as between real processes. */
import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { RecordingEmitter } from './emitter.ts';
import type { ContentsSlice, FrameSlice, IpcMainSlice, IpcRendererSlice } from './real.ts';
import type { Recorder } from './recorder.ts';

export class StandInFrame implements FrameSlice {
  url: string;
  readonly parent: StandInFrame | null;

  constructor(url: string, parent: StandInFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export class StandInContents extends RecordingEmitter implements ContentsSlice {
  readonly mainFrame = new StandInFrame('');
  openHandler: OpenHandler | null = null;
  destroyed = false;
  /** What `reload` does; set by the window once a page exists. */
  reloadPage: () => void = () => {};
  /** Listeners of the preload's `ipcRenderer`. */
  readonly preloadListeners = new Map<string, Set<(event: unknown, ...args: unknown[]) => void>>();
  readonly #recorder: Recorder;

  constructor(recorder: Recorder) {
    super(recorder, 'WebContents');
    this.#recorder = recorder;
  }

  send(channel: string, ...args: unknown[]): void {
    const copy = structuredClone(args);
    for (const listener of this.preloadListeners.get(channel) ?? []) listener({ sender: 'preload' }, ...copy);
  }

  reload(): void {
    this.#recorder.record('webContents.reload');
    this.reloadPage();
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: Parameters<WebContents['setWebRTCIPHandlingPolicy']>[0]): void {
    this.#recorder.record('webContents.setWebRTCIPHandlingPolicy', policy);
  }
}

type InvokeHandler = Parameters<IpcMainSlice['handle']>[1];

export class StandInIpcMain implements IpcMainSlice {
  readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, listener: InvokeHandler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, listener);
  }

  async invoke(
    channel: string,
    sender: StandInContents,
    senderFrame: StandInFrame | null,
    args: readonly unknown[],
  ): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = { sender, senderFrame } as unknown as IpcMainInvokeEvent;
    return structuredClone(await handler(event, ...structuredClone(args)));
  }
}

/** The preload's end. @param frame asked at each message: a page that navigated away is another sender */
export function standInIpcRenderer(
  main: StandInIpcMain,
  contents: StandInContents,
  frame: () => StandInFrame | null = () => contents.mainFrame,
): IpcRendererSlice {
  const renderer = {
    invoke: (channel: string, ...args: unknown[]) => main.invoke(channel, contents, frame(), args),
    on: (channel: string, listener: (event: never, ...args: never[]) => void) => {
      const listeners = contents.preloadListeners.get(channel) ?? new Set();
      listeners.add(listener as (event: unknown, ...args: unknown[]) => void);
      contents.preloadListeners.set(channel, listeners);
      return renderer;
    },
    off: (channel: string, listener: (event: never, ...args: never[]) => void) => {
      contents.preloadListeners
        .get(channel)
        ?.delete(listener as (event: unknown, ...args: unknown[]) => void);
      return renderer;
    },
  };
  return renderer as unknown as IpcRendererSlice;
}
