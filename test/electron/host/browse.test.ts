import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listFolder, MAX_ENTRIES, newFilePath } from '../../../electron/host/browse.ts';
import { TokenRegistry } from '../../../electron/host/tokens.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('folders first, then files by name; cases are marked; hidden, broken and special entries are left out', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'zoo'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'b.json'), '12345');
  writeFileSync(join(folder, 'A.tline'), '');
  writeFileSync(join(folder, '.secret'), '');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const tokens = new TokenRegistry();
  const listed = await listFolder(folder, tokens);
  expect(listed.entries.map(({ name, kind, bytes }) => ({ name, kind, bytes }))).toEqual([
    { name: 'zoo', kind: 'folder', bytes: null },
    { name: 'A.tline', kind: 'case', bytes: 0 },
    { name: 'b.json', kind: 'file', bytes: 5 },
  ]);
  expect(listed.omitted).toBe(0);
  expect(tokens.resolve(listed.entries[0]!.token, 'folder').path).toBe(join(folder, 'zoo'));
  expect(tokens.resolve(listed.parent!, 'folder').path).toBe(join(folder, '..'));
});

test('a folder with more entries than the cap says how many are missing', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < MAX_ENTRIES + 7; i++) writeFileSync(join(folder, `f${i}`), '');
  const listed = await listFolder(folder, new TokenRegistry());
  expect(listed.entries).toHaveLength(MAX_ENTRIES);
  expect(listed.omitted).toBe(7);
});

test('the root has no parent, and a folder that is not there is said in words', async () => {
  expect((await listFolder('/', new TokenRegistry())).parent).toBeNull();
  await expect(listFolder(join(temporaryFolder(), 'none'), new TokenRegistry())).rejects.toMatchObject({
    code: 'file.unreadable',
  });
});

test('a new case gets its ending and never lands on something that exists', async () => {
  const folder = temporaryFolder();
  expect(await newFilePath(folder, 'Halcyon 2023')).toBe(join(folder, 'Halcyon 2023.tline'));
  expect(await newFilePath(folder, 'x.TLINE')).toBe(join(folder, 'x.TLINE'));
  writeFileSync(join(folder, 'there.tline'), 'precious');
  await expect(newFilePath(folder, 'there')).rejects.toMatchObject({ code: 'case.exists' });
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link.tline'));
  await expect(newFilePath(folder, 'link')).rejects.toMatchObject({ code: 'case.exists' });
});

test.each([
  '../x',
  'a/b',
  'a\\b',
  '.hidden',
  '..',
  'a\0b',
  'a\nb',
  'a\u202Egnl',
  'CON',
  'nul.tline',
  'x ',
  'x.',
  ' x',
  'a:b',
  'é'.repeat(150),
])('the name %j is refused', async (name) => {
  await expect(newFilePath(temporaryFolder(), name)).rejects.toMatchObject({ code: 'usage' });
});
