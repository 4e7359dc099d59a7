import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Assets } from '../../../electron/host/assets.ts';
import { CONTENT_SECURITY_POLICY } from '../../../electron/host/csp.ts';
import { registerAppScheme, respond, serveApp } from '../../../electron/main/protocol.ts';
import { standIn } from '../../support/electron-stand-in/index.ts';
import { StandInSession } from '../../support/electron-stand-in/session.ts';

const FILES = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
  ['/index.html', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
  ['/assets/main.js', { type: 'text/javascript; charset=utf-8', body: Buffer.from('export {}') }],
]);
const assets = new Assets(FILES);
const get = (url: string) => respond(assets, { method: 'GET', url });

beforeAll(() => registerAppScheme());

test('the scheme may fetch, and may not bypass the policy or run service workers', () => {
  expect(standIn.recorder.of('protocol.registerSchemesAsPrivileged')).toEqual([
    [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
  ]);
});

test('a file of the table comes with its type and the policy', async () => {
  const response = get('app://throughline/assets/main.js');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe('export {}');
});

test.each([
  'app://throughline/../package.json',
  'app://throughline/..%2fpackage.json',
  'app://throughline/%2e%2e/package.json',
  'app://throughline/%252e%252e/package.json',
  'app://throughline/..%5cpackage.json',
  'app://throughline/assets/main.js%00',
  'app://throughline//assets/main.js',
  'app://throughline//server/share/main.js',
  'app://throughline/ASSETS/main.js',
  'app://throughline/assets/main.js?x',
  'app://throughline/assets/main.js#x',
  'app://throughline/assets/',
  'app://evil/index.html',
  'app://throughline@evil/index.html',
  'app://throughline:1/index.html',
  'APP://throughline/index.html',
  'file:///index.html',
])('%s is not there', (url) => {
  expect(get(url).status).toBe(404);
});

test('a thousand random addresses: only the table answers', () => {
  const piece = fc.constantFrom(
    '..',
    '%2e%2e',
    '%2f',
    '%5c',
    '/',
    '\\',
    '%00',
    'assets',
    'main.js',
    'index.html',
    '@',
    ':',
    '?',
    '#',
    'C:',
    '~',
    '//',
    '%25',
    ';',
  );
  const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => `app://throughline/${pieces.join('')}`);
  const allowed = new Set([...FILES.keys()].map((pathname) => `app://throughline${pathname}`));
  fc.assert(
    fc.property(
      fc.oneof(
        hostile,
        fc.webUrl({ withQueryParameters: true }),
        fc.string().map((text) => `app://throughline/${text}`),
      ),
      (url) => {
        expect(get(url).status).toBe(allowed.has(url) ? 200 : 404);
      },
    ),
    { numRuns: 1000 },
  );
});

test('only reading is possible, and every other scheme is dead', async () => {
  expect(respond(assets, { method: 'POST', url: 'app://throughline/' }).status).toBe(405);
  const session = new StandInSession(standIn.recorder);
  serveApp(session as never, assets);
  expect([...session.schemes.keys()].sort()).toEqual(['app', 'file', 'http', 'https']);
  for (const scheme of ['file', 'http', 'https']) {
    const response = await session.schemes.get(scheme)!(new Request('http://evil.example/'));
    expect(response.status).toBe(403);
  }
});
