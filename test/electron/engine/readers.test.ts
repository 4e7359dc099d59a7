/** Threads that read ahead make no difference to the case: rows, ledger, duplicates and issues are those of one thread. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import type { StoredEvent } from '../../../shared/events/event.ts';
import type { ImportReport, PushEvent } from '../../../shared/ipc/contract.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FORMATS = join(import.meta.dirname, '../../../sample-data/formats');
const files = globSync('**/*', { cwd: FORMATS })
  .map((name) => join(FORMATS, name))
  .filter((path) => statSync(path).isFile() && !path.includes('/formats/har/'))
  .sort();

interface Imported {
  readonly report: ImportReport;
  readonly contentHash: string | null;
  /** Everything that the case says of each row, in order of rows. */
  readonly rows: readonly StoredEvent[];
  readonly progress: readonly PushEvent[];
}

async function imported(paths: readonly string[], readers: number): Promise<Imported> {
  const progress: PushEvent[] = [];
  const engine = new Engine((event) => {
    if (event.type === 'import.progress') progress.push(event);
  });
  engine.create(join(temporaryFolder(), 'case.tline'));
  const report = await engine.import({ paths, readers });
  const { contentHash, checks } = engine.verify();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  const view = engine.store.snapshot;
  const rows = Array.from({ length: view.size }, (_, row) => engine.store.events.stored(view, row));
  engine.close();
  return { report, contentHash, rows, progress };
}

describe('threads', () => {
  test('all samples: the same rows, ids, places, ledgers and issues', { timeout: 600_000 }, async () => {
    const alone = await imported(files, 0);
    expect(alone.report.closed).toBe(true);
    for (const readers of [1, 3]) {
      const { report, contentHash, rows } = await imported(files, readers);
      expect(report).toEqual(alone.report);
      expect(contentHash).toBe(alone.contentHash);
      expect(rows).toEqual(alone.rows);
    }
  });

  test('a file that takes many parts', async () => {
    const path = join(temporaryFolder(), 'flows.log');
    const lines = Array.from(
      { length: 40_000 },
      (_, i) =>
        `2 123456789012 eni-0a1b2c3d4e5f60718 10.${i >> 16}.${(i >> 8) & 255}.${i & 255} 192.0.2.${i % 250} ${1024 + (i % 60_000)} 443 6 1 ${40 + i} ${1_700_000_000 + i} ${1_700_000_010 + i} ACCEPT OK`,
    );
    writeFileSync(path, lines.join('\n'));
    const alone = await imported([path], 0);
    const beside = await imported([path], 2);
    expect(beside.report).toEqual(alone.report);
    expect(beside.report.totals.events).toBe(40_000);
    expect(beside.contentHash).toBe(alone.contentHash);
    expect(beside.progress.length).toBeGreaterThan(1);
  });

  test('copies, and other files of one size, whichever thread comes first', async () => {
    const folder = temporaryFolder();
    const [one, other] = globSync('jira/*.log', { cwd: SAMPLE })
      .sort()
      .map((name) => join(SAMPLE, name));
    for (const name of ['a', 'b', 'c', 'd']) copyFileSync(one!, join(folder, `${name}.log`));
    copyFileSync(other!, join(folder, 'e.log'));
    const text = (byte: string) => writeFileSync(join(folder, `notes-${byte}.txt`), byte.repeat(5000));
    for (const byte of ['x', 'y', 'z']) text(byte);
    const alone = await imported([folder], 0);
    for (const readers of [1, 4]) {
      const { report, rows } = await imported([folder], readers);
      expect(report).toEqual(alone.report);
      expect(rows).toEqual(alone.rows);
    }
    expect(alone.report.files.map((file) => file.status)).toEqual([
      'complete',
      'already-imported',
      'already-imported',
      'already-imported',
      'complete',
      'not-read',
      'not-read',
      'not-read',
    ]);
  });

  test('the same files again add nothing', async () => {
    const engine = new Engine();
    engine.create(join(temporaryFolder(), 'case.tline'));
    const paths = [join(SAMPLE, 'okta')];
    const first = await engine.import({ paths, readers: 2 });
    const second = await engine.import({ paths, readers: 2 });
    expect(second.totals).toMatchObject({ events: 0, records: first.totals.records });
    expect(second.files.every((file) => file.status === 'already-imported')).toBe(true);
    engine.close();
  });

  test('a file that cannot be read is told, and the others are read', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'b.log')]);
    const [one] = globSync('jira/*.log', { cwd: SAMPLE }).sort();
    copyFileSync(join(SAMPLE, one!), join(folder, 'a.log'));
    copyFileSync(join(SAMPLE, one!), join(folder, 'c.log'));
    const paths = ['a', 'b', 'c'].map((name) => join(folder, `${name}.log`));
    const { report } = await imported(paths, 2);
    expect(report.files.map((file) => file.status)).toEqual(['complete', 'not-read', 'already-imported']);
    expect(report.files[1]?.issues[0]?.code).toBe('file.unreadable');
  });

  test('a cancel ends it with a whole case, which another import completes', async () => {
    const paths = ['jira', 'okta', 'cloudtrail'].map((name) => join(SAMPLE, name));
    let seen = 0;
    const engine = new Engine((event) => {
      if (event.type === 'import.progress' && event.events > 0 && ++seen === 3)
        engine.call('import.cancel', {});
    });
    engine.create(join(temporaryFolder(), 'case.tline'));
    const cancelled = await engine.import({ paths, readers: 2 });
    expect(cancelled.files.some((file) => file.status === 'cancelled')).toBe(true);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    await engine.import({ paths, readers: 2 });
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    const { snapshot } = engine.store;
    const ids = snapshot.places([...snapshot.byTime]).map(({ id }) => id);
    engine.close();
    const { rows } = await imported(paths, 0);
    expect(ids.sort()).toEqual(rows.map(({ id }) => id).sort());
  });
});
