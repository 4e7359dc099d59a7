/** What the package builder is told, checked as text: fuses cannot be seen from inside the program. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const config = readFileSync(join(import.meta.dirname, '../../../electron-builder.yml'), 'utf8');

/** Indented lines under a top-level key. */
function block(key: string): string[] {
  const lines = config.split('\n');
  const start = lines.indexOf(`${key}:`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).map((line) => line.trim());
}

test('all seven fuses stand as security.md wants them', () => {
  expect(block('electronFuses')).toEqual([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableCookieEncryption: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ]);
});

test('one native binary per package, outside the archive; nothing published, nothing rebuilt', () => {
  for (const line of ['asar: true', 'publish: null', 'npmRebuild: false'])
    expect(config.split('\n')).toContain(line);
  expect(block('asarUnpack')).toEqual(['- node_modules/better-sqlite3/prebuilds/*.node']);
  for (const [system, prefix] of [
    ['linux', 'linux'],
    ['mac', 'darwin'],
    ['win', 'win32'],
  ] as const) {
    expect(block(system)[0]).toBe(
      `files: [package.json, "!node_modules/better-sqlite3/prebuilds/!(${prefix}-\${arch}).node"]`,
    );
  }
});

test('the answers of the sample case are not shipped', () => {
  expect(block('extraResources').join(' ')).toContain('"!expected.json"');
});
