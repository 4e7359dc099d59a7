import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RecentCases } from '../../../electron/host/recent.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('newest first, each once, at most twelve, and it says which are gone', async () => {
  const folder = temporaryFolder();
  const recent = new RecentCases(join(folder, 'config'));
  expect(await recent.list()).toEqual([]);
  const there = join(folder, 'there.tline');
  writeFileSync(there, '');
  await recent.add(there);
  for (let i = 0; i < 20; i++) await recent.add(`/cases/${i}.tline`);
  await recent.add(there);
  const listed = await recent.list();
  expect(listed).toHaveLength(12);
  expect(listed[0]).toEqual({ path: there, exists: true });
  expect(listed[1]).toEqual({ path: '/cases/19.tline', exists: false });
});

test('two cases opened at once both stay, and no temporary file is left', async () => {
  const folder = temporaryFolder();
  const recent = new RecentCases(folder);
  await Promise.all(['/a.tline', '/b.tline', '/c.tline'].map((path) => recent.add(path)));
  expect((await recent.list()).map((entry) => entry.path).sort()).toEqual([
    '/a.tline',
    '/b.tline',
    '/c.tline',
  ]);
  expect(readdirSync(folder)).toEqual(['recent.json']);
  expect(statSync(join(folder, 'recent.json')).mode & 0o777).toBe(0o600);
});

test('entries that would reach the network are dropped unseen', async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'recent.json'),
    JSON.stringify({ version: 1, cases: [{ path: '//attacker/share/x.tline' }, { path: '/ok.tline' }] }),
  );
  expect((await new RecentCases(folder).list()).map((entry) => entry.path)).toEqual(['/ok.tline']);
});

test.each(['', '{', '{"version":2,"cases":[]}', '[]', '{"version":1,"cases":[{"path":7}]}'])(
  'a broken list %j is an empty one',
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'recent.json'), text);
    const recent = new RecentCases(folder);
    expect(await recent.list()).toEqual([]);
    await recent.add('/a.tline');
    expect(JSON.parse(readFileSync(join(folder, 'recent.json'), 'utf8'))).toEqual({
      version: 1,
      cases: [{ path: '/a.tline' }],
    });
  },
);

test('a list that cannot be written costs no work', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'recent.json'));
  await expect(new RecentCases(folder).add('/a.tline')).resolves.toBeUndefined();
});
