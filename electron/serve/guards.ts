/**
 * Who may speak to the loopback server. Any program and any web page on this machine can reach 127.0.0.1, so three
 * things must be right: the Host header (a foreign name that resolves here is DNS rebinding), the Origin if there is
 * one (another page's script), and the session's token for everything but the window's own files.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { TOKEN_HEADER } from '../../shared/ipc/bridge.ts';

export interface Door {
  readonly port: number;
  readonly token: string;
}

export type Refusal = 'host' | 'origin' | 'token';

/** Null when the request may pass. @param needsToken false for the window's files, which carry no evidence */
export function refusal(headers: IncomingHttpHeaders, door: Door, needsToken: boolean): Refusal | null {
  const host = `127.0.0.1:${door.port}`;
  if (headers.host !== host) return 'host';
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  // `none` is the user's own doing (address bar, xdg-open); `cross-site` may only ever open the page itself.
  if (needsToken && site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin';
  if (needsToken && !sameText(headers[TOKEN_HEADER], door.token)) return 'token';
  return null;
}

function sameText(given: string | string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
