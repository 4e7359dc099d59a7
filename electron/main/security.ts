/**
 * Everything that is switched off (security.md 1A and 1H). The content security policy does not stop navigation,
 * `window.open`, forms of speculation or WebRTC, so each of those has its own lock here, and the proxy that does not
 * exist is the last wall. Values are written out even where they are Electron's defaults: defaults change.
 */
import { app, type Session, type WebContents, type WebPreferences } from 'electron';
import { APP_URL, isAppUrl } from './app-url.ts';

/** Command line switches, all before the app is ready. */
export const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['proxy-server', 'http://127.0.0.1:9'],
  ['proxy-bypass-list', '<-loopback>'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  // Chromium renamed this switch; the old name alone let STUN through (test/e2e/egress.spec.ts).
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
];

/** In memory only: no `persist:` prefix, and `cache: false` where the session is made. */
export const SESSION_PARTITION = 'throughline';

export function lockApp(): void {
  app.enableSandbox();
  for (const [name, value] of SWITCHES) {
    if (value === undefined) app.commandLine.appendSwitch(name);
    else app.commandLine.appendSwitch(name, value);
  }
}

export function webPreferences(preload: string, session: Session, packaged: boolean): WebPreferences {
  return {
    preload,
    session,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    devTools: !packaged,
    disableBlinkFeatures: 'Auxclick',
  };
}

export async function lockSession(session: Session, packaged: boolean): Promise<void> {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, decide) =>
    decide({ cancel: !mayLoad(details.url, packaged) }),
  );
  session.on('will-download', (event) => event.preventDefault());
  await session.setProxy({ proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' });
}

/** Only the window's own files; developer tools load their own where they are allowed at all. */
export function mayLoad(url: string, packaged: boolean): boolean {
  return isAppUrl(url) || (!packaged && url.startsWith('devtools://devtools/'));
}

/** For every web contents that ever comes into being, the window's and any other. */
export function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    // The window has one frame and one page: going to itself is a reload, anything else is not ours.
    if (!details.isMainFrame || details.url !== APP_URL) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
