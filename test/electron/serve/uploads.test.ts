import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { Uploads } from '../../../electron/serve/uploads.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('bytes arrive as they are, in a folder that only its owner reads, and are wiped', async () => {
  const uploads = new Uploads(temporaryFolder());
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256));
  const path = await uploads.receive(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), bytes.length);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  uploads.wipe();
  expect(existsSync(dirname(path))).toBe(false);
});

test('more than the disk holds is refused before the first byte', async () => {
  const uploads = new Uploads(temporaryFolder());
  await expect(uploads.receive(Readable.from(['x']), 2 ** 60)).rejects.toMatchObject({ code: 'disk.full' });
  uploads.wipe();
});

test('a file that breaks off leaves nothing behind', async () => {
  const parent = temporaryFolder();
  const uploads = new Uploads(parent);
  const broken = new Readable({ read() {} });
  broken.push('half');
  setTimeout(() => broken.destroy(new Error('gone')), 20);
  await expect(uploads.receive(broken, 100)).rejects.toMatchObject({ code: 'file.unreadable' });
  expect(readdirSync(join(parent, readdirSync(parent)[0]!))).toEqual([]);
  uploads.wipe();
});

test('what a killed process left is wiped at the next start, and a living one keeps its own', () => {
  const parent = temporaryFolder();
  const abandoned = join(parent, 'throughline-upload-999999999-abc');
  const living = join(parent, `throughline-upload-${process.pid}-abc`);
  const foreign = join(parent, 'throughline-upload-notes');
  for (const folder of [abandoned, living, foreign]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'x'), '');
  }
  new Uploads(parent).wipe();
  expect([abandoned, living, foreign].map((folder) => existsSync(folder))).toEqual([false, true, true]);
});
