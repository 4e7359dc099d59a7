import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { loadColumn, type SegmentColumn } from '../../../electron/engine/store/segments.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const JIRA = join(SAMPLE, 'jira', readdirSync(join(SAMPLE, 'jira')).find((name) => name.endsWith('.log'))!);

async function smallCase(folder: string): Promise<string> {
  const path = join(folder, 'case.tline');
  const engine = new Engine();
  engine.create(path);
  await engine.import({ paths: [JIRA] });
  engine.close();
  return path;
}

function refusal(path: string): { code: string; message: string; advice: string } {
  const engine = new Engine();
  try {
    engine.open(path);
  } catch (error) {
    return error as { code: string; message: string; advice: string };
  }
  engine.close();
  return { code: 'opened', message: '', advice: '' };
}

describe('opening a case', () => {
  test('a missing file, a folder, a text file, another SQLite file are refused in words', () => {
    const folder = temporaryFolder();
    expect(refusal(join(folder, 'none.tline')).code).toBe('case.not-found');
    mkdirSync(join(folder, 'folder.tline'));
    expect(refusal(join(folder, 'folder.tline')).code).toBe('case.not-a-case');
    writeFileSync(join(folder, 'text.tline'), 'hello '.repeat(100));
    expect(refusal(join(folder, 'text.tline'))).toMatchObject({
      code: 'case.not-a-case',
      advice: expect.stringContaining('.tline'),
    });
    const other = new Database(join(folder, 'other.tline'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    expect(refusal(join(folder, 'other.tline')).code).toBe('case.not-a-case');
  });

  test.each([
    ['newer', 9990],
    ['older', 10],
  ])('a case of a %s version is refused and not touched', async (age, version) => {
    const folder = temporaryFolder();
    const path = await smallCase(folder);
    const db = new Database(path);
    db.pragma(`user_version = ${version}`);
    db.close();
    const before = readFileSync(path);
    expect(refusal(path)).toMatchObject({
      code: `case.${age}-version`,
      message: expect.stringContaining(String(version)),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['case.tline']);
  });

  test.each([
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM duplicate; END'],
    [
      'an extra view',
      'CREATE VIEW extra AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT * FROM c',
    ],
    ['an extra table', 'CREATE TABLE more (x)'],
    ['an extra index', 'CREATE INDEX i ON event (ts)'],
    ['a changed view', 'DROP VIEW event_text; CREATE VIEW event_text AS SELECT 1'],
    ['a missing table', 'DROP TABLE issue'],
  ])('%s in the file is refused', async (_, sql) => {
    const path = await smallCase(temporaryFolder());
    const db = new Database(path);
    db.exec(sql);
    db.close();
    expect(refusal(path).code).toBe('case.damaged');
  });

  test('a truncated case is refused, and says how much of it is there', async () => {
    const path = await smallCase(temporaryFolder());
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, 60_000));
    expect(refusal(path)).toMatchObject({
      code: 'case.damaged',
      message: expect.stringContaining(`60000 of ${whole.length} bytes`),
    });
  });

  test('a flipped bit in any column is noticed when that column is loaded', async () => {
    const path = await smallCase(temporaryFolder());
    const db = new Database(path);
    const size = db.prepare('SELECT count(*) FROM event').pluck().get() as number;
    const read = db.prepare('SELECT name, data FROM segment').raw();
    const write = db.prepare('UPDATE segment SET data = ? WHERE name = ?');
    for (const [name, data] of read.all() as [SegmentColumn, Buffer][]) {
      const flipped = Buffer.from(data);
      flipped[data.length >> 1]! ^= 16;
      write.run(flipped, name);
      expect(() => loadColumn(db, name, size), name).toThrow(`column ${name} of the rows 0 to`);
      write.run(data, name);
    }
    db.exec("UPDATE segment SET width = 4 WHERE name = 'srcPort'");
    expect(() => loadColumn(db, 'srcPort', size)).toThrow(/column srcPort/);
    db.close();
  });

  test('a case that may not be written opens for reading, and import is refused in words', async () => {
    const folder = temporaryFolder();
    const path = await smallCase(folder);
    chmodSync(path, 0o444);
    const engine = new Engine();
    expect(engine.open(path).readOnly).toBe(true);
    expect(engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 5 }).rows.length).toBe(5);
    await expect(engine.import({ paths: [JIRA] })).rejects.toMatchObject({ code: 'case.read-only' });
    engine.close();
    chmodSync(path, 0o644);
  });

  test('a new case in a read-only folder, or over an existing file, is refused in words', async () => {
    const folder = temporaryFolder();
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    expect(() => new Engine().create(join(locked, 'a.tline'))).toThrow(/cannot be written/);
    expect(existsSync(join(locked, 'a.tline'))).toBe(false);
    chmodSync(locked, 0o755);
    const path = await smallCase(folder);
    expect(() => new Engine().create(path)).toThrow(/exists already/);
    expect(() => new Engine().create(join(folder, 'no', 'such', 'a.tline'))).toThrow(/does not exist/);
  });
});

describe('what a crash leaves', () => {
  test('a journal of a change that never ended is rolled back', async () => {
    const folder = temporaryFolder();
    const path = await smallCase(folder);
    const left = join(folder, 'left.tline');
    const db = new Database(path);
    const events = db.prepare('SELECT count(*) FROM event').pluck().get();
    // So small a cache writes pages of the change into the file before the change ends.
    db.pragma('cache_size = 5');
    db.exec("BEGIN; UPDATE event SET ts_text = 'changed by someone who never came to an end'");
    copyFileSync(path, left);
    copyFileSync(`${path}-journal`, `${left}-journal`);
    db.exec('ROLLBACK');
    db.close();
    const engine = new Engine();
    expect(engine.open(left).events).toBe(events);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    engine.close();
    expect(readdirSync(folder).sort()).toEqual(['case.tline', 'left.tline']);
  });

  test('rows whose segment was never closed are found again', async () => {
    const folder = temporaryFolder();
    const path = await smallCase(folder);
    const db = new Database(path);
    const events = db.prepare('SELECT count(*) FROM event').pluck().get();
    db.exec('DELETE FROM segment');
    db.close();
    const engine = new Engine();
    expect(engine.open(path).events).toBe(events);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    engine.close();
  });
});

describe('verify', () => {
  test.each([
    [
      'the text of a record',
      'UPDATE raw_block SET data = (SELECT data FROM raw_block WHERE id = 1), offset = offset + 1',
    ],
    ['an id', 'UPDATE event SET uid = zeroblob(16) WHERE row = 7'],
    ['an actor of one row', 'UPDATE event SET actor = actor + 1 WHERE row = 5'],
    ['a time of one row', 'UPDATE event SET ts = ts + 1000000 WHERE row = 5'],
    ['a row taken out', 'DELETE FROM event WHERE row = 9'],
    ['a ledger', 'UPDATE source_file SET events = events - 1, rejected = rejected + 1'],
    ['an offset', 'UPDATE event SET offset = offset + 1 WHERE row = 3'],
  ])('names a change of %s, which SQLite finds well formed', async (_, sql) => {
    const path = await smallCase(temporaryFolder());
    const db = new Database(path);
    db.exec(sql);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    const engine = new Engine();
    engine.open(path);
    const report = engine.verify();
    engine.close();
    expect(report.ok).toBe(false);
    expect(report.checks.find((check) => !check.ok)?.detail).toMatch(/\d/);
  });

  test('a copy of a closed case verifies', async () => {
    const folder = temporaryFolder();
    const path = await smallCase(folder);
    copyFileSync(path, join(folder, 'copy.tline'));
    const engine = new Engine();
    engine.open(join(folder, 'copy.tline'));
    expect(engine.verify().ok).toBe(true);
    engine.close();
  });
});
