/** Chooses the transport: the preload's bridge where there is one, else the loopback server that served this page. */
import { BRIDGE_KEY, type Bridge } from '../../shared/ipc/bridge.ts';
import type { Client } from './client.ts';
import { httpClient } from './http.ts';
import { ipcClient } from './ipc.ts';

const STORED_TOKEN = 'throughline.token';

/** The token stands in the address once; afterwards it lives in this tab only, so that a copied address opens nothing. */
export function takeToken(location: Location, history: History, storage: Storage): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return storage.getItem(STORED_TOKEN) ?? '';
  storage.setItem(STORED_TOKEN, token);
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}

export function connect(scope: Window & { readonly [BRIDGE_KEY]?: Bridge }): Client {
  const bridge = scope[BRIDGE_KEY];
  if (bridge !== undefined) return ipcClient(bridge);
  return httpClient(takeToken(scope.location, scope.history, scope.sessionStorage));
}
