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

/** Chunks of the window by name without its hash, and every file that a chunk imports before it runs. */
function chunksOf(folder: string): { byName: Map<string, string>; needs: (file: string) => Set<string> } {
  const files = readdirSync(join(DIST, folder)).filter((name) => name.endsWith('.js'));
  const byName = new Map(files.map((file) => [file.replace(/-[\w-]{8}\.js$/, ''), file]));
  const needs = (file: string, found = new Set<string>()): Set<string> => {
    if (found.has(file)) return found;
    found.add(file);
    for (const match of read(`${folder}/${file}`).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      needs(match[1]!, found);
    return found;
  };
  return { byName, needs };
}

describe('the window loads what it shows', () => {
  const { byName, needs } = chunksOf('renderer/assets');
  const bytes = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + read(`renderer/assets/${file}`).length, 0);
  const entry = /src="\.\/assets\/([^"]+\.js)"/.exec(read('renderer/index.html'))?.[1];
  const start = needs(entry ?? '');
  const first = new Set([...start, ...needs(byName.get('Workbench') ?? '')]);

  test('the start screen is small, and the first screen of a case has a limit', () => {
    expect(bytes(start)).toBeGreaterThan(100_000);
    expect(bytes(start)).toBeLessThan(450_000);
    expect(bytes(first)).toBeLessThan(1_600_000);
  });

  test('graphs and the other panels are files of their own that the first screen does not need', () => {
    for (const name of ['Graph', 'Chain', 'Coverage', 'Custody', 'Entity', 'Identities', 'Ledger']) {
      const file = byName.get(`${name}Panel`);
      expect(file, name).toBeDefined();
      expect(first.has(file!), name).toBe(false);
    }
    const cytoscape = 'cytoscape';
    expect(read(`renderer/assets/${byName.get('GraphPanel')}`)).toContain(cytoscape);
    for (const file of first)
      expect(read(`renderer/assets/${file}`).includes('breadthfirst'), file).toBe(false);
  });
});
