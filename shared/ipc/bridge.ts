/**
 * How the window reaches its host, in names. Electron: `window[BRIDGE_KEY]` is a `Bridge`. Loopback server: POST /rpc
 * `{method, args}` -> WireResponse, GET /events (text/event-stream of PushEvent), PUT /upload?name= -> `{token}`, each
 * with the session token of the URL's fragment (`#token=…`) in `TOKEN_HEADER`.
 */
import type { PushEvent, WireResponse } from './contract.ts';

export const BRIDGE_KEY = 'throughline';
export const TOKEN_HEADER = 'x-throughline-token';

/** Everything that the preload shows to the page, frozen. Never rejects for a failure: that is a `WireResponse`. */
export interface Bridge {
  call(method: string, args: unknown): Promise<WireResponse>;
  /** Returns what ends the subscription. */
  onEvent(listener: (event: PushEvent) => void): () => void;
  /** Tokens for files that the user dropped on the window, in their order; files without a path on disk are left out. */
  tokensForFiles(files: readonly unknown[]): Promise<readonly string[]>;
}

/** The closed list of IPC channels between the preload and Electron's main process. */
export const CHANNELS = {
  /** invoke(method, args) -> WireResponse */
  call: 'throughline:call',
  /** invoke(paths of dropped files) -> tokens */
  tokensForFiles: 'throughline:tokens-for-files',
  /** send(PushEvent), main to window */
  event: 'throughline:event',
} as const;
