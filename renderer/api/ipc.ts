/** The client under Electron: the preload's three functions. */
import type { Args, Method, PushEvent, Result, WireResponse } from '../../shared/ipc/contract.ts';
import { type Client, unwrap } from './client.ts';

/** What the preload exposes as `window.throughline`. */
export interface Bridge {
  call(method: Method, args: unknown): Promise<WireResponse>;
  onEvent(listener: (event: PushEvent) => void): () => void;
  tokensForFiles(files: readonly File[]): Promise<string[]>;
}

export function ipcClient(bridge: Bridge): Client {
  return {
    walksFolders: false,
    call: async <M extends Method>(method: M, args: Args<M>): Promise<Result<M>> =>
      unwrap<M>(await bridge.call(method, args)),
    onEvent: (listener) => bridge.onEvent(listener),
    tokensFor: (files) => bridge.tokensForFiles(files.map((dropped) => dropped.file)),
  };
}
