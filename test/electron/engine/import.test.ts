import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import type { ImportReport, PushEvent, SourceFile } from '../../../shared/ipc/contract.ts';
import { importSample, SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const JIRA_PLAIN = join(
  SAMPLE,
  'jira',
  readdirSync(join(SAMPLE, 'jira')).find((name) => name.endsWith('.log'))!,
);

async function importOne(
  name: string,
  content: Buffer | string,
): Promise<{ file: SourceFile; report: ImportReport; engine: Engine }> {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, content);
  const engine = new Engine();
  engine.create(join(folder, 'case.tline'));
  const report = await engine.import({ paths: [path] });
  return { file: report.files[0]!, report, engine };
}

describe('the sample case', () => {
  let folder: string;
  let sample: Awaited<ReturnType<typeof importSample>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-sample-'));
    sample = await importSample(folder);
  });
  afterAll(() => {
    sample.engine.close();
    rmSync(folder, { recursive: true });
  });

  test('every ledger closes, and nothing is rejected', () => {
    const { report } = sample;
    expect(report.closed).toBe(true);
    expect(report.totals.records).toBeGreaterThan(60_000);
    expect(report.totals.rejected).toBe(0);
    const { events, duplicates, ignored, records } = report.totals;
    expect(events + duplicates + ignored).toBe(records);
    expect(report.totals.duplicates).toBe(2);
    for (const file of report.files) {
      expect(file.records, file.path).toBe(file.events + file.duplicates + file.rejected + file.ignored);
    }
  });

  test('every file is read, the archives of the two browsers too', () => {
    expect(sample.report.files.filter((file) => file.status === 'not-read')).toEqual([]);
    const archives = sample.report.files.filter((file) => file.path.endsWith('.har'));
    expect(archives.map((file) => [file.importer, file.events])).toEqual([
      ['web:har', 8],
      ['web:har', 5],
    ]);
  });

  test('lists are kept as facts, each with its place, and are no events', () => {
    const lists = sample.report.files.filter((file) => file.importer?.startsWith('list:'));
    expect(lists.map(({ path, importer, events }) => [path, importer, events])).toEqual([
      ['credential-rotation.csv', 'list:rotation', 0],
      ['people.csv', 'list:people', 0],
    ]);
    for (const file of lists) {
      expect(file.ignored).toBe(file.records);
      expect(file.shape).toMatch(/ignored \d+: kept as a (?:roster|rotation) entry, not an event/);
    }
    const info = sample.engine.call('case.info', {});
    expect(info.facts).toEqual({
      people: lists[1]!.records,
      rotations: lists[0]!.records,
      exposed: expect.any(Number),
      exposedNotRotated: 4,
    });
    const [first] = sample.engine.store.facts.all();
    expect(first).toMatchObject({ record: 1, fact: { kind: expect.stringMatching(/person|rotation/) } });
  });

  test('hashes are those of the files on disk', () => {
    for (const file of sample.report.files) {
      const bytes = readFileSync(join(SAMPLE, file.path));
      expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(file.bytes).toBe(bytes.length);
    }
  });

  test('an event leads to its exact bytes in the file', () => {
    const { rows } = sample.engine.call('events.page', {
      filter: { kind: 'is', field: 'file', value: '*.audit.log' },
      offset: 0,
      limit: 50,
    });
    expect(rows.length).toBe(50);
    for (const { row } of rows) {
      const raw = sample.engine.call('events.raw', { row });
      const onDisk = readFileSync(join(SAMPLE, raw.file)).subarray(raw.offset, raw.offset + raw.length);
      expect(Buffer.from(raw.base64, 'base64').equals(onDisk)).toBe(true);
    }
  });

  test('importing again adds nothing and says so', async () => {
    const before = sample.engine.call('case.info', {});
    const again = await sample.engine.import({ paths: [join(SAMPLE, 'jira'), join(SAMPLE, 'okta')] });
    expect(again.totals.events).toBe(0);
    expect(again.closed).toBe(true);
    expect(again.totals.duplicates).toBe(again.totals.records);
    for (const file of again.files) expect(file.status).toBe('already-imported');
    const after = sample.engine.call('case.info', {});
    expect(after.events).toBe(before.events);
    expect(after.files.length).toBe(before.files.length);
  });

  test('verify finds everything in order', () => {
    const { ok, checks } = sample.engine.verify();
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
  });
});

describe('order and overlap', () => {
  test('the same files in another order give the same events in the same order', async () => {
    const ids = async (order: (names: string[]) => string[]): Promise<string[]> => {
      const folder = temporaryFolder();
      const engine = new Engine();
      engine.create(join(folder, 'case.tline'));
      const names = order(readdirSync(join(SAMPLE, 'jira')).slice(0, 4));
      for (const name of names) await engine.import({ paths: [join(SAMPLE, 'jira', name)] });
      const { rows } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 });
      engine.close();
      return rows.map((row) => row.id);
    };
    expect(await ids((names) => names)).toEqual(await ids((names) => [...names].reverse()));
  });

  test('records of an overlapping file are duplicates that keep their place', async () => {
    const lines = readFileSync(JIRA_PLAIN, 'utf8').trimEnd().split('\n').slice(0, 10);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.log'), `${lines.slice(0, 6).join('\n')}\n`);
    writeFileSync(join(folder, 'b.log'), `${lines.slice(4).join('\n')}\n`);
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [join(folder, 'a.log'), join(folder, 'b.log')] });
    expect(report.totals).toMatchObject({ records: 12, events: 10, duplicates: 2 });
    const { rows } = engine.call('events.page', {
      filter: { kind: 'is', field: 'file', value: 'a.log' },
      offset: 0,
      limit: 10,
    });
    const seen = rows.flatMap(({ row }) => engine.call('events.get', { row }).duplicates);
    expect(seen).toEqual([
      { file: 'b.log', record: 1 },
      { file: 'b.log', record: 2 },
    ]);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    engine.close();
  });

  test('a known native id with other content is kept as a second event', async () => {
    const okta = {
      uuid: 'u-1',
      published: '2023-11-14T09:22:49.000Z',
      eventType: 'user.session.start',
      outcome: { result: 'FAILURE' },
      actor: { id: '00u1', type: 'User', alternateId: 'a@b.example' },
    };
    const changed = { ...okta, outcome: { result: 'SUCCESS' } };
    const { report, engine } = await importOne(
      'okta.ndjson',
      [okta, okta, changed, changed].map((r) => JSON.stringify(r)).join('\n'),
    );
    expect(report.totals).toMatchObject({ records: 4, events: 2, duplicates: 2 });
    expect(report.files[0]!.issues.map((issue) => issue.code)).toEqual(['id.conflict']);
    expect(engine.verify().ok).toBe(true);
    engine.close();
  });
});

describe('bad input gets one clear line and keeps what was readable', () => {
  const jira = readFileSync(JIRA_PLAIN);
  const lines = jira.toString('utf8').trimEnd().split('\n');

  test('empty', async () => {
    const { file, report, engine } = await importOne('empty.json', '');
    expect(file).toMatchObject({ status: 'not-read', records: 0, importer: null });
    expect(file.issues.map((issue) => issue.code)).toEqual(['file.empty']);
    expect(report.closed).toBe(true);
    engine.close();
  });

  test('unknown', async () => {
    const { file, engine } = await importOne('notes.txt', 'remember the milk\nand the bread\n');
    expect(file).toMatchObject({ status: 'not-read', importer: null });
    expect(file.issues.map((issue) => issue.code)).toEqual(['file.unknown']);
    engine.close();
  });

  test('gzip that ends too early', async () => {
    const whole = gzipSync(jira);
    const { file, engine } = await importOne('cut.log.gz', whole.subarray(0, Math.floor(whole.length / 2)));
    expect(file.issues.map((issue) => issue.code)).toContain('gzip.truncated');
    expect(file.status).toBe('partial');
    expect(file.events).toBeGreaterThan(20);
    expect(file.records).toBe(file.events + file.duplicates + file.rejected + file.ignored);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    engine.close();
  });

  test('a broken line among good ones', async () => {
    const broken = [lines[0], lines[1]!.slice(0, 200), lines[2], '{"no":"audit"}', lines[3]].join('\n');
    const { file, engine } = await importOne('broken.log', broken);
    expect(file).toMatchObject({ records: 5, events: 3, rejected: 2 });
    expect(file.issues.some((issue) => issue.severity === 'data-loss' && issue.record === 2)).toBe(true);
    engine.close();
  });

  test('a CloudTrail file cut off in mid-write', async () => {
    const record = {
      eventVersion: '1.08',
      eventTime: '2023-11-14T09:24:11Z',
      eventSource: 'sts.amazonaws.com',
      eventName: 'GetCallerIdentity',
      awsRegion: 'us-east-1',
      sourceIPAddress: '193.0.2.1',
      eventID: 'e-1',
      eventType: 'AwsApiCall',
      userIdentity: { type: 'IAMUser', userName: 'x', arn: 'arn:aws:iam::1:user/x', accessKeyId: 'AKIA1' },
    };
    const text = `{"Records":[${JSON.stringify(record)},${JSON.stringify({ ...record, eventID: 'e-2' })},${JSON.stringify(record).slice(0, 90)}`;
    const { file, engine } = await importOne('trail.json', text);
    expect(file).toMatchObject({ records: 3, events: 2, rejected: 1 });
    engine.close();
  });

  test('a folder that does not exist is refused in words', async () => {
    const engine = new Engine();
    engine.create(join(temporaryFolder(), 'case.tline'));
    await expect(engine.import({ paths: ['/nowhere/at/all'] })).rejects.toMatchObject({
      code: 'file.not-found',
    });
    engine.close();
  });

  test('a FIFO does not hang the import', async () => {
    const folder = temporaryFolder();
    const { execFileSync } = await import('node:child_process');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [join(folder, 'pipe')] });
    expect(report.files[0]!.issues.map((issue) => issue.code)).toEqual(['file.unreadable']);
    engine.close();
  });
});

describe('progress and cancel', () => {
  test('a cancelled import keeps what it read, with a closed ledger, and can be completed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'logs'));
    cpSync(join(SAMPLE, 'jira'), join(folder, 'logs'), { recursive: true });
    let seen = 0;
    const engine = new Engine((event: PushEvent) => {
      if (event.type === 'import.progress' && ++seen === 6) engine.call('import.cancel', {});
    });
    engine.create(join(folder, 'case.tline'));
    const cut = await engine.import({ paths: [join(folder, 'logs')] });
    expect(cut.closed).toBe(true);
    const { files } = engine.call('case.info', {});
    expect(files.length).toBeLessThan(readdirSync(join(folder, 'logs')).length);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    const rest = await engine.import({ paths: [join(folder, 'logs')] });
    expect(rest.closed).toBe(true);
    const whole = new Engine();
    whole.create(join(folder, 'whole.tline'));
    await whole.import({ paths: [join(folder, 'logs')] });
    const idsOf = (e: Engine): string[] =>
      e.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 }).rows.map((r) => r.id);
    expect(idsOf(engine)).toEqual(idsOf(whole));
    engine.close();
    whole.close();
  });

  test('closing leaves one file', async () => {
    const { engine } = await importOne('a.log', readFileSync(JIRA_PLAIN));
    const path = engine.call('case.info', {}).path;
    engine.close();
    expect(readdirSync(join(path, '..')).filter((name) => name.startsWith('case.tline'))).toEqual([
      'case.tline',
    ]);
    expect(statSync(path).size).toBeGreaterThan(10_000);
  });
});

test('of an event in two exports the one that says more is shown, whatever the order of the files', async () => {
  const FORMATS = join(import.meta.dirname, '../../../sample-data/formats/okta');
  const poor = join(FORMATS, 'admin-console.csv');
  const rich = join(FORMATS, 'admin-console-same-events.ndjson');
  for (const paths of [
    [poor, rich],
    [rich, poor],
  ]) {
    const engine = new Engine();
    engine.create(join(temporaryFolder(), 'case.tline'));
    const report = await engine.import({ paths });
    const table = report.files.find(({ path }) => path.endsWith('.csv'))!;
    expect(table.duplicates).toBeGreaterThan(0);
    const lines = report.files.find(({ path }) => path.endsWith('.ndjson'))!;
    expect(lines.events).toBe(lines.records);
    engine.close();
  }
});
