/** The custody log: one entry a command, and no change of it or of the case goes unseen. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { dispatch, Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FORMATS = join(import.meta.dirname, '../../../sample-data/formats');

async function madeCase(): Promise<{ path: string; head: string }> {
  const path = join(temporaryFolder(), 'case.tline');
  const engine = new Engine();
  engine.create(path);
  await engine.import({ paths: [join(FORMATS, 'okta'), join(FORMATS, 'cloudtrail')] });
  await engine.import({ paths: [join(FORMATS, 'vpcflow')] });
  engine.call('clock.add', {
    file: null,
    source: 'aws:vpcflow',
    zone: null,
    skewMicros: 1_000_000,
    reason: 'late',
  });
  const { head } = engine.call('custody.list', {});
  engine.close();
  return { path, head };
}

function tamper(path: string, sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

function verify(path: string, noted: string | null = null): { ok: boolean; failed: string[] } {
  const engine = new Engine();
  engine.open(path);
  const { ok, checks } = engine.verify(noted);
  engine.close();
  return { ok, failed: checks.filter((check) => !check.ok).map((check) => check.name) };
}

describe('the custody log', () => {
  test('has one entry for each command, with who, when, what and the hashes', async () => {
    const { path } = await madeCase();
    const engine = new Engine();
    await dispatch(engine, 'engine.open', { path });
    engine.verify();
    const { entries } = engine.call('custody.list', {});
    engine.close();
    expect(entries.map(({ action }) => action)).toEqual([
      'create',
      'import',
      'import',
      'clock',
      'open',
      'verify',
    ]);
    for (const [index, entry] of entries.entries()) {
      expect(entry.seq).toBe(index + 1);
      expect(entry.time).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(entry.zone).not.toBe('');
      expect(entry.user).not.toBe('');
      expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
    }
    const files = entries[1]!.details.files as { path: string; sha256: string; status: string }[];
    expect(files.length).toBeGreaterThan(20);
    expect(files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  });

  test('shows every entry that was taken out, put in, changed or moved', async () => {
    const { path, head } = await madeCase();
    expect(verify(path, head).ok).toBe(true);
    const changes: readonly (readonly [what: string, sql: string])[] = [
      ['taken out', 'DELETE FROM custody WHERE seq = 2'],
      ['the first taken out', 'DELETE FROM custody WHERE seq = 1'],
      ['put in', 'INSERT INTO custody SELECT max(seq) + 1, \'{"seq":9}\', hash FROM custody'],
      ['changed', "UPDATE custody SET entry = replace(entry, 'import', 'export') WHERE seq = 2"],
      ['its hash changed', "UPDATE custody SET hash = replace(hash, '0', '1') WHERE seq = 3"],
      [
        'moved',
        'UPDATE custody SET seq = 99 WHERE seq = 2; UPDATE custody SET seq = 2 WHERE seq = 3; UPDATE custody SET seq = 3 WHERE seq = 99',
      ],
    ];
    for (const [what, sql] of changes) {
      const copy = await madeCase();
      tamper(copy.path, sql);
      expect(verify(copy.path).failed, what).toContain('custody');
    }
  });

  test('shows that its end was cut off, to whoever noted the head', async () => {
    const { path, head } = await madeCase();
    tamper(path, 'DELETE FROM custody WHERE seq = 4');
    expect(verify(path, head).failed).toContain('custody');
  });

  test('an older head that was noted still stands in it', async () => {
    const { path, head } = await madeCase();
    const engine = new Engine();
    engine.open(path);
    engine.verify();
    engine.verify();
    engine.close();
    expect(verify(path, head).ok).toBe(true);
  });
});

/** What the older checks let pass: everything that an id does not cover, changed in rows and columns alike. */
const CHANGES: readonly (readonly [what: string, sql: string])[] = [
  ['a text', "UPDATE value SET text = text || ' ' WHERE kind = 7 AND code = 1"],
  ['an actor', "UPDATE actor SET email = 'someone@else.example' WHERE code = 1"],
  ['the bytes moved', 'UPDATE event SET bytes = 1 WHERE bytes > 1'],
  ['the text of a time', "UPDATE event SET ts_text = 'noon' WHERE row = 3"],
  ['an issue taken out', 'DELETE FROM issue WHERE code IN (SELECT code FROM issue LIMIT 1)'],
  ['a name of a file', "UPDATE source_file SET path = 'other' WHERE id = 1"],
  ['a clock correction', 'UPDATE time_rule SET skew_us = 2'],
  ['a run record', "UPDATE run SET user = 'nobody' WHERE id = 1"],
];

describe('verify', () => {
  test.each(CHANGES)('finds %s changed', async (_, sql) => {
    const { path } = await madeCase();
    tamper(path, sql);
    expect(verify(path).ok).toBe(false);
  });
});

/** Bytes of a case changed at random. SQLite's own check passes most of them; a changed content must never pass ours. */
test('no flipped byte changes an event unseen', { timeout: 300_000 }, async () => {
  const { path } = await madeCase();
  const original = readFileSync(path);
  const expected = exported(path);
  const flipped = join(temporaryFolder(), 'flipped.tline');
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed % below;
  };
  let changed = 0;
  for (let run = 0; run < FLIPS; run++) {
    const bytes = Buffer.from(original);
    for (let n = 0; n <= random(3); n++) {
      const at = 100 + random(bytes.length - 100);
      bytes[at] = bytes[at]! ^ (1 + random(255));
    }
    writeFileSync(flipped, bytes);
    const outcome = attempt(() => verify(flipped).ok);
    if (outcome !== true) {
      changed++;
      continue;
    }
    expect(
      attempt(() => exported(flipped)),
      `flip ${run}`,
    ).toBe(expected);
  }
  // Most flips hit something that counts.
  expect(changed).toBeGreaterThan(FLIPS / 4);
});

const FLIPS = Number(process.env.THROUGHLINE_FLIPS ?? 20);

/** Everything that the case says, as a text. */
function exported(path: string): string {
  const engine = new Engine();
  engine.open(path);
  try {
    const { size } = engine.store.snapshot;
    return JSON.stringify(Array.from({ length: size }, (_, row) => engine.call('events.get', { row })));
  } finally {
    engine.close();
  }
}

function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
}
