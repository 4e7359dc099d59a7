import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Assets, buildAssetTable } from '../../../electron/host/assets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function build() {
  const root = temporaryFolder();
  const folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'main.js'), 'export {}');
  writeFileSync(join(folder, 'assets', 'main.css'), 'a{}');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  const table = join(root, 'table.json');
  writeFileSync(table, JSON.stringify(buildAssetTable(folder)));
  return { folder, table };
}

test('serves what was built, with its media type and every security header', () => {
  const { folder, table } = build();
  const assets = Assets.load(folder, table);
  const index = assets.respond('GET', '/');
  expect(index.status).toBe(200);
  expect(index.body?.toString()).toBe('<!doctype html>');
  expect(index.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(assets.respond('GET', '/assets/main.js').headers['content-type']).toBe(
    'text/javascript; charset=utf-8',
  );
  expect(assets.respond('HEAD', '/index.html')).toMatchObject({ status: 200, body: null });
  expect(assets.respond('POST', '/').status).toBe(405);
});

test('whatever else is asked is not there', () => {
  const { folder, table } = build();
  const assets = Assets.load(folder, table);
  const known = new Set(assets.pathnames);
  const parts = fc.constantFrom(
    '..',
    '.',
    '/',
    '%2e%2e',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '\0',
    '%252e',
    'assets',
    'main.js',
    'index.html',
    'secret.txt',
    'INDEX.HTML',
    '?',
    '#',
    'C:',
    '//server/share',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((all) => all.join('')),
        fc.webUrl(),
        fc.webPath(),
      ),
      (pathname) => {
        const { status } = assets.respond('GET', pathname);
        expect(status).toBe(known.has(pathname) ? 200 : 404);
      },
    ),
    { numRuns: 2000 },
  );
  for (const name of ['__proto__', 'constructor', 'toString', ''])
    expect(assets.respond('GET', name).status).toBe(404);
});

test('a file that is not the built one is refused before anything is served', () => {
  const { folder, table } = build();
  appendFileSync(join(folder, 'assets', 'main.js'), '//');
  expect(() => Assets.load(folder, table)).toThrow(
    expect.objectContaining({ name: 'Failure', code: 'file.unreadable' }),
  );
});

test('a window that was not built says what to do', () => {
  const { folder } = build();
  expect(() => Assets.load(folder, join(folder, 'none.json'))).toThrow(
    expect.objectContaining({ advice: expect.stringContaining('npm run build') }),
  );
});
