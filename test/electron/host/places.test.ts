/** Where things lie: folders of the user, parts of the program, Electron's runtime. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { userFolders } from '../../../electron/host/folders.ts';
import { findLayout } from '../../../electron/host/layout.ts';
import { electronRuntime } from '../../../electron/host/runtime.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('each system has its own custom, and two variables move it', () => {
  expect(userFolders({}, 'linux', '/home/ana')).toEqual({
    config: '/home/ana/.config/throughline',
    data: '/home/ana/.local/share/throughline',
    home: '/home/ana',
  });
  expect(
    userFolders({ XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' }, 'linux', '/home/ana'),
  ).toMatchObject({
    config: '/c/throughline',
    data: '/home/ana/.local/share/throughline',
  });
  expect(userFolders({}, 'darwin', '/Users/ana').config).toBe(
    '/Users/ana/Library/Application Support/Throughline',
  );
  expect(userFolders({ APPDATA: '/r', LOCALAPPDATA: '/l' }, 'win32', '/u')).toMatchObject({
    config: '/r/Throughline',
    data: '/l/Throughline',
  });
  expect(userFolders({ THROUGHLINE_CONFIG: '/x', THROUGHLINE_DATA: '/y' }, 'linux', '/h')).toMatchObject({
    config: '/x',
    data: '/y',
  });
});

/** A folder that looks like the program, as far as its layout is concerned. */
function program(): string {
  const root = temporaryFolder();
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'throughline', version: '9.8.7' }));
  mkdirSync(join(root, 'dist', 'main'), { recursive: true });
  mkdirSync(join(root, 'electron', 'host'), { recursive: true });
  mkdirSync(join(root, 'node_modules', 'other'), { recursive: true });
  writeFileSync(join(root, 'node_modules', 'other', 'package.json'), JSON.stringify({ name: 'other' }));
  return root;
}

test('code from a checkout starts the engine from source, built code the built one', () => {
  const root = program();
  const source = findLayout(pathToFileURL(join(root, 'electron', 'host', 'layout.ts')).href);
  expect(source).toMatchObject({
    root,
    version: '9.8.7',
    engine: join(root, 'electron', 'engine', 'child.ts'),
  });
  const built = findLayout(pathToFileURL(join(root, 'dist', 'main', 'index.js')).href, '/resources');
  expect(built).toMatchObject({
    engine: join(root, 'dist', 'engine', 'child.js'),
    preload: join(root, 'dist', 'preload', 'index.cjs'),
    sample: join('/resources', 'sample-data', 'cases', 'okta-to-atlassian'),
  });
  expect(findLayout(pathToFileURL(join(root, 'node_modules', 'other', 'index.js')).href).root).toBe(root);
});

test('the runtime is found where the package unpacks it, or where a variable says, and never fetched', () => {
  const root = program();
  const electron = join(root, 'node_modules', 'electron');
  mkdirSync(join(electron, 'dist'), { recursive: true });
  expect(electronRuntime(root, {}, 'linux')).toBeNull();
  writeFileSync(join(electron, 'dist', 'electron'), '');
  expect(electronRuntime(root, {}, 'linux')).toEqual({ path: join(electron, 'dist', 'electron') });
  writeFileSync(join(electron, 'path.txt'), 'renamed\n');
  expect(electronRuntime(root, {}, 'linux')).toBeNull();
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, 'renamed'), '');
  expect(electronRuntime(root, { ELECTRON_OVERRIDE_DIST_PATH: elsewhere }, 'linux')).toEqual({
    path: join(elsewhere, 'renamed'),
  });
});
