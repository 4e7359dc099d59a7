/** What main switches off, seen from the stand-in: constructor options, handlers, switches and their order. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebContents } from 'electron';
import { beforeAll, expect, test, vi } from 'vitest';
import { start } from '../../../electron/main/start.ts';
import { emitPreventable } from '../../support/electron-stand-in/emitter.ts';
import { standIn } from '../../support/electron-stand-in/index.ts';
import { windowDouble } from '../../support/window-double.ts';

const TYPES = readFileSync(join(import.meta.dirname, '../../../node_modules/electron/electron.d.ts'), 'utf8');
const { recorder } = standIn;

const layout = vi.hoisted(() => ({ current: null as unknown }));
vi.mock('../../../electron/host/layout.ts', async (original) => {
  const real = await original<typeof import('../../../electron/host/layout.ts')>();
  return { findLayout: () => layout.current ?? real.findLayout() };
});

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  layout.current = windowDouble(folder);
  start();
  standIn.app.becomeReady();
  await vi.waitUntil(() => recorder.of('window.loadURL').length === 1, { timeout: 60_000 });
  rmSync(folder, { recursive: true });
});

const session = () => standIn.sessions.get('throughline')!;
const contents = () => standIn.windows[0]!.webContents;

test('the sandbox, the switches and the scheme come before the app is ready', () => {
  const ready = recorder.placeOf('app.ready');
  for (const what of [
    'app.enableSandbox',
    'switch',
    'protocol.registerSchemesAsPrivileged',
    'app.requestSingleInstanceLock',
  ]) {
    expect(recorder.placeOf(what), what).toBeGreaterThanOrEqual(0);
    expect(recorder.placeOf(what), what).toBeLessThan(ready);
  }
});

test('exactly these switches', () => {
  expect(recorder.of('switch')).toEqual([
    ['proxy-server', 'http://127.0.0.1:9'],
    ['proxy-bypass-list', '<-loopback>'],
    ['host-resolver-rules', 'MAP * ~NOTFOUND'],
    ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    ['disable-background-networking'],
    ['disable-component-update'],
    ['disable-domain-reliability'],
  ]);
});

test('one window with exactly these web preferences', () => {
  expect(standIn.windows).toHaveLength(1);
  const { preload, session: used, ...rest } = standIn.windows[0]!.options.webPreferences!;
  expect(preload).toMatch(/[\\/]dist[\\/]preload[\\/]index\.cjs$/);
  expect(used).toBe(session());
  expect(rest).toEqual({
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
    devTools: true,
    disableBlinkFeatures: 'Auxclick',
  });
});

test('a packaged program has no developer tools', async () => {
  const { webPreferences } = await import('../../../electron/main/security.ts');
  expect(webPreferences('p', {} as never, true).devTools).toBe(false);
});

test('the session keeps nothing and knows no network', () => {
  expect(recorder.of('session.fromPartition')).toEqual([
    { partition: 'throughline', options: { cache: false } },
  ]);
  expect(recorder.of('session.setProxy')).toEqual([
    { proxyRules: 'http://127.0.0.1:9', proxyBypassRules: '<-loopback>' },
  ]);
  expect(recorder.of('session.setSpellCheckerEnabled')).toEqual([false]);
  expect(recorder.of('webContents.setWebRTCIPHandlingPolicy')).toEqual(['disable_non_proxied_udp']);
});

test('every permission that Electron knows is refused, asked either way', () => {
  const union = /setPermissionCheckHandler\(handler: \(\(webContents: [^,]+, permission: ([^,]+),/.exec(
    TYPES,
  )![1]!;
  const names = [...union.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    expect(session().permissionCheck!(null, name as 'usb', 'app://throughline', {} as never), name).toBe(
      false,
    );
    let granted: boolean | null = null;
    session().permissionRequest!(
      {} as WebContents,
      name as 'usb',
      (answer) => (granted = answer),
      {} as never,
    );
    expect(granted, name).toBe(false);
  }
  expect(session().devicePermission!({} as never)).toBe(false);
  let streams: unknown = 'not asked';
  session().displayMedia!({} as never, (answer) => (streams = answer));
  expect(streams).toBeNull();
});

test('a download is refused', () => {
  expect(emitPreventable(session(), 'will-download')).toBe(true);
});

/** Forty ways to leave. None is the window's own address as Chromium writes it. */
const HOSTILE_URLS = [
  'app://throughline@evil.example/',
  'app://throughline:x@throughline/',
  'app://evil.example/',
  'app://throughline.evil.example/',
  'app://throughline:8080/',
  'app://evil@throughline/',
  'APP://throughline/',
  'app://THROUGHLINE/',
  'app:/throughline/',
  'app:throughline',
  'app://',
  'app:///throughline/',
  'app://throughline',
  ' app://throughline/',
  'app://throughline/ ',
  '\tapp://throughline/',
  'a\npp://throughline/',
  'app://throughline\\@evil.example/',
  'app://throughline/../',
  'app://throughline/./x',
  'apps://throughline/',
  'http://throughline/',
  'https://throughline/',
  'http://127.0.0.1:9/',
  'https://evil.example/?next=app://throughline/',
  'ws://throughline/',
  'wss://evil.example/',
  'ftp://evil.example/',
  'file:///etc/passwd',
  'file://attacker/share/x',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:app://throughline/1234',
  'filesystem:app://throughline/x',
  'view-source:app://throughline/',
  'chrome://gpu/',
  'about:blank',
  'about:srcdoc',
  '',
];

test.each(HOSTILE_URLS.map((url) => [url]))('navigation to %j is refused', (url) => {
  expect(emitPreventable(contents(), 'will-navigate', { url, isMainFrame: true })).toBe(true);
  expect(emitPreventable(contents(), 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  expect(emitPreventable(contents(), 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  expect(emitPreventable(contents(), 'will-redirect', { url })).toBe(true);
  expect(contents().openHandler!({ url } as never)).toEqual({ action: 'deny' });
  expect(session().isCancelled(url)).toBe(true);
});

test('there are forty of them, and the own address passes', () => {
  expect(HOSTILE_URLS).toHaveLength(40);
  expect(emitPreventable(contents(), 'will-navigate', { url: 'app://throughline/', isMainFrame: true })).toBe(
    false,
  );
  expect(
    emitPreventable(contents(), 'will-frame-navigate', { url: 'app://throughline/', isMainFrame: true }),
  ).toBe(false);
  expect(
    emitPreventable(contents(), 'will-frame-navigate', { url: 'app://throughline/', isMainFrame: false }),
  ).toBe(true);
  expect(session().isCancelled('app://throughline/assets/index.js')).toBe(false);
});

test('no webview is ever attached', () => {
  expect(emitPreventable(contents(), 'will-attach-webview')).toBe(true);
});

test('every event that main listens to exists in this Electron', () => {
  const listened = new Set(recorder.of('listen') as string[]);
  expect(listened.size).toBeGreaterThan(12);
  for (const name of listened) {
    const event = name.split(':')[1]!;
    expect(TYPES.includes(`on(event: '${event}'`), name).toBe(true);
  }
});
