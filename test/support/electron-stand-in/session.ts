/** A session keeps the handlers it is given, so that tests and the window can call them. */
import type { OnBeforeRequestListenerDetails } from 'electron';
import { RecordingEmitter } from './emitter.ts';
import type { SessionSlice } from './real.ts';
import type { Recorder } from './recorder.ts';

type Handler<K extends keyof SessionSlice> = SessionSlice[K] extends (
  handler: infer H,
  ...rest: never[]
) => unknown
  ? H
  : never;
type SchemeHandler = Parameters<SessionSlice['protocol']['handle']>[1];

type RequestFilter = (
  details: OnBeforeRequestListenerDetails,
  decide: (answer: { cancel?: boolean }) => void,
) => void;

export class StandInSession extends RecordingEmitter implements SessionSlice {
  readonly schemes = new Map<string, SchemeHandler>();
  permissionRequest: Handler<'setPermissionRequestHandler'> = null;
  permissionCheck: Handler<'setPermissionCheckHandler'> = null;
  devicePermission: Handler<'setDevicePermissionHandler'> = null;
  displayMedia: Handler<'setDisplayMediaRequestHandler'> = null;
  readonly protocol: SessionSlice['protocol'];
  readonly webRequest: SessionSlice['webRequest'];
  readonly #recorder: Recorder;
  #beforeRequest: RequestFilter | null = null;

  constructor(recorder: Recorder) {
    super(recorder, 'Session');
    this.#recorder = recorder;
    this.protocol = {
      handle: (scheme, handler) => {
        if (this.schemes.has(scheme)) throw new Error(`${scheme} has a handler already`);
        this.schemes.set(scheme, handler);
      },
    };
    this.webRequest = {
      onBeforeRequest: (...args: unknown[]) => {
        this.#beforeRequest = args.at(-1) as RequestFilter;
      },
    };
  }

  setPermissionRequestHandler(handler: Handler<'setPermissionRequestHandler'>): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: Handler<'setPermissionCheckHandler'>): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: Handler<'setDevicePermissionHandler'>): void {
    this.devicePermission = handler;
  }

  setDisplayMediaRequestHandler(handler: Handler<'setDisplayMediaRequestHandler'>): void {
    this.displayMedia = handler;
  }

  setSpellCheckerEnabled(enable: boolean): void {
    this.#recorder.record('session.setSpellCheckerEnabled', enable);
  }

  async setProxy(config: Parameters<SessionSlice['setProxy']>[0]): Promise<void> {
    this.#recorder.record('session.setProxy', config);
  }

  /** Asks the request filter as Chromium would before anything is fetched. */
  isCancelled(url: string): boolean {
    let cancelled = false;
    this.#beforeRequest?.({ url } as OnBeforeRequestListenerDetails, (answer) => {
      cancelled = answer.cancel === true;
    });
    return cancelled;
  }
}
