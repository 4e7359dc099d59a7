/** The `app:` scheme: answers from the table of the window's files and from nothing else; all other schemes are dead. */
import { protocol, type Session } from 'electron';
import type { Assets } from '../host/assets.ts';
import { APP_SCHEME, APP_URL, isAppUrl } from './app-url.ts';

/** Must run before the app is ready. Not `bypassCSP`, not `allowServiceWorkers`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Schemes that Chromium would serve by itself. `ws:` and `data:` have no handler; the request filter ends them. */
const DEAD_SCHEMES = ['file', 'http', 'https'] as const;

export function serveApp(session: Session, assets: Assets): void {
  session.protocol.handle(APP_SCHEME, (request) => respond(assets, request));
  for (const scheme of DEAD_SCHEMES)
    session.protocol.handle(scheme, () => new Response(null, { status: 403 }));
}

/** Pure: the same request always gets the same answer, and no request reaches the disk. */
export function respond(
  assets: Assets,
  request: { readonly method: string; readonly url: string },
): Response {
  const pathname = isAppUrl(request.url) ? request.url.slice(APP_URL.length - 1) : '';
  const { status, headers, body } = assets.respond(request.method, pathname);
  return new Response(body === null ? null : new Uint8Array(body), { status, headers: { ...headers } });
}
