/** What was built, read as text: which modules each process can reach at all. Needs `npm run build`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '../../dist');
const read = (file: string) => readFileSync(join(DIST, file), 'utf8');

/** Static imports, dynamic imports and requires of bare names. */
function modulesOf(code: string): string[] {
  const found = [
    ...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([a-z@][\w@/.:-]*)["']/g),
  ];
  return [...new Set(found.map((match) => match[1]!.replace(/^node:/, '')))].sort();
}

const NETWORK = [
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'undici',
  'inspector',
  'repl',
];

test('the preload is one file that requires electron and nothing else', () => {
  expect(readdirSync(join(DIST, 'preload'))).toEqual(['index.cjs']);
  expect(modulesOf(read('preload/index.cjs'))).toEqual(['electron']);
});

test('main reaches electron, files and hashes: no network, no child process, no native code', () => {
  const modules = modulesOf(read('main/index.js'));
  expect(modules).toContain('electron');
  for (const banned of [...NETWORK, 'child_process', 'worker_threads', 'vm', 'better-sqlite3'])
    expect(modules).not.toContain(banned);
});

test('the engine reaches files and SQLite: no network, no electron', () => {
  const modules = modulesOf(read('engine/child.js'));
  expect(modules).toContain('better-sqlite3');
  for (const banned of [...NETWORK, 'electron', 'child_process']) expect(modules).not.toContain(banned);
});

describe.each(['main/index.js', 'engine/child.js', 'preload/index.cjs'])('%s', (file) => {
  test('knows no updater, no crash upload, no shell, no fetch', () => {
    const code = read(file);
    for (const banned of ['autoUpdater', 'crashReporter', 'openExternal', 'electron-updater']) {
      expect(code.includes(banned), banned).toBe(false);
    }
    expect(/import \{[^}]*\b(shell|net)\b[^}]*\} from "electron"/.test(code)).toBe(false);
    expect(/(?<![\w.$])fetch\s*\(/.test(code)).toBe(false);
  });
});

test('the window names no place outside itself that it could load', () => {
  const html = read('renderer/index.html');
  expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].every((match) => match[1]!.startsWith('./'))).toBe(
    true,
  );
  for (const row of JSON.parse(read('renderer-assets.json')) as { file: string }[]) {
    if (row.file.endsWith('.css'))
      expect(/url\(\s*["']?(https?:|\/\/|data:)/.test(read(`renderer/${row.file}`)), row.file).toBe(false);
  }
});
