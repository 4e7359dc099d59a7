/** The client under Electron: the preload's three functions. */
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Args, Method, Result } from '../../shared/ipc/contract.ts';
import { type Client, unwrap } from './client.ts';

export function ipcClient(bridge: Bridge): Client {
  return {
    walksFolders: false,
    call: async <M extends Method>(method: M, args: Args<M>): Promise<Result<M>> =>
      unwrap<M>(await bridge.call(method, args)),
    onEvent: (listener) => bridge.onEvent(listener),
    tokensFor: (files) => bridge.tokensForFiles(files.map((dropped) => dropped.file)),
  };
}
