import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');

/** A case with 70 MB of raw blocks that belong to no file: too large to be read whole before it opens. */
async function largeCase(): Promise<string> {
  const path = join(temporaryFolder(), 'large.tline');
  const engine = new Engine();
  engine.create(path);
  await engine.import({ paths: [join(SAMPLE, 'people.csv')] });
  engine.close();
  const db = new Database(path);
  const insert = db.prepare(
    'INSERT INTO raw_block (file, offset, length, data) VALUES (9999, ?, 1, zeroblob(1000000))',
  );
  db.transaction(() => {
    for (let i = 0; i < 70; i++) insert.run(i);
  })();
  db.close();
  return path;
}

/** Makes one page that no question reads unreadable. */
function damage(path: string): void {
  const db = new Database(path);
  const page = db
    .prepare("SELECT max(pageno) FROM dbstat WHERE name = 'raw_block' AND pagetype = 'leaf'")
    .pluck()
    .get();
  const bytes = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xff), 0, bytes, ((page as number) - 1) * bytes);
  closeSync(file);
}

test('a large case opens at once, and that it is whole is known afterwards', async () => {
  const path = await largeCase();
  const engine = new Engine();
  engine.open(path);
  await engine.checked();
  engine.close();
  expect(readdirSync(join(path, '..'))).toEqual(['large.tline']);
});

test('damage that no answer shows is told while the case is open', async () => {
  const path = await largeCase();
  damage(path);
  const events: PushEvent[] = [];
  const engine = new Engine((event) => events.push(event));
  engine.open(path);
  await expect(engine.checked()).rejects.toMatchObject({ code: 'case.damaged' });
  expect(events).toEqual([
    { type: 'case.damaged', message: expect.stringContaining('damaged'), advice: 'restore it from a copy' },
  ]);
  engine.close();
});

test('it is told without anybody asking', async () => {
  const path = await largeCase();
  damage(path);
  const engine = await new Promise<Engine>((resolve) => {
    const opened: Engine = new Engine(({ type }) => type === 'case.damaged' && resolve(opened));
    opened.open(path);
  });
  engine.close();
});

test('a command whose answers come from a damaged file says so and fails', async () => {
  const path = await largeCase();
  const whole = spawnSync(process.execPath, [BIN, 'custody', path], { encoding: 'utf8' });
  expect([whole.status, whole.stderr]).toEqual([0, '']);
  damage(path);
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'custody', path], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: .*large\.tline is damaged/);
});

test('closing waits for the check, so that one file is left', async () => {
  const path = await largeCase();
  const size = statSync(path).size;
  const engine = new Engine();
  engine.open(path);
  const checked = engine.checked();
  engine.close();
  await checked;
  expect(readdirSync(join(path, '..'))).toEqual(['large.tline']);
  expect(statSync(path).size).toBe(size);
});
