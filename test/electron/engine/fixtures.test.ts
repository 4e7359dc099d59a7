/** Every log of others in the shared fixtures, through the engine: closed ledgers, and the counts that its README gives. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import type { ImportReport, SourceFile } from '../../../shared/ipc/contract.ts';

const LOGS = join(import.meta.dirname, '../../../../shared/fixtures/logs');
const present = existsSync(LOGS);

/** Non-blank lines, which are the records of a log of one record a line. */
const linesOf = (path: string): number =>
  readFileSync(join(LOGS, path), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '').length;

describe.skipIf(!present)('the shared logs (skipped where the folder is absent)', () => {
  let folder: string;
  let engine: Engine;
  let report: ImportReport;
  const below = (folder: string): SourceFile[] => report.files.filter(({ path }) => path.startsWith(folder));
  const sum = (files: readonly SourceFile[], count: 'records' | 'events' | 'rejected'): number =>
    files.reduce((total, file) => total + file[count], 0);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-fixtures-'));
    engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    report = await engine.import({ paths: [LOGS] });
  });
  afterAll(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each file has a closed ledger, and the case verifies', () => {
    expect(report.closed).toBe(true);
    for (const file of report.files) {
      expect(file.records, file.path).toBe(file.events + file.duplicates + file.rejected + file.ignored);
      if (file.bytesOf === undefined) continue;
      const bytes = Object.values(file.bytesOf).reduce((total, n) => total + n, 0);
      expect(bytes, file.path).toBe(file.contentBytes);
    }
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
  });

  test('310 records of stratus in 35 files, 2,900 of invictus: all events', () => {
    expect(below('stratus/')).toHaveLength(35);
    expect(sum(below('stratus/'), 'records')).toBe(310);
    expect(sum(below('stratus/'), 'events')).toBe(310);
    const invictus = below('invictus/').filter(({ importer }) => importer === 'aws:cloudtrail');
    expect(sum(invictus, 'records')).toBe(2900);
    expect(sum(invictus, 'events')).toBe(2900);
  });

  test('each log of plaso is read to its last record, and nothing in it is refused', () => {
    const plaso = below('plaso/');
    expect(plaso).toHaveLength(12);
    for (const { path, importer, records, events, rejected } of plaso) {
      expect(importer, path).not.toBeNull();
      expect(events, path).toBe(records);
      expect(rejected, path).toBe(0);
      // Application logs have records of several lines.
      if (importer !== 'atlassian:application-log') expect(records, path).toBe(linesOf(path));
    }
  });

  test('the browsers’ HAR files have an event for each entry', () => {
    for (const { path, importer, events } of below('har/')) {
      const { log } = JSON.parse(readFileSync(join(LOGS, path), 'utf8')) as { log: { entries: unknown[] } };
      expect(importer, path).toBe('web:har');
      expect(events, path).toBe(log.entries.length);
    }
    expect(below('har/')).toHaveLength(2);
  });

  test('the archive and its unpacked copy are one: 103 records, once', () => {
    const [zipped] = below('otrf/').filter(({ path }) => path.includes('ec2_proxy_s3_exfiltration.zip!/'));
    expect(zipped).toMatchObject({ importer: 'aws:cloudtrail', records: 103, events: 103 });
    const unzipped = below('otrf/unzipped/ec2_proxy');
    expect(unzipped).toMatchObject([{ status: 'already-imported', events: 0, duplicates: 103 }]);
  });

  test('what is no log is claimed by no importer, and said', () => {
    const table = below('otrf/').filter(({ path }) => path.endsWith('HoneyBucketLogs.csv'));
    const yaml = below('panther-scenarios/').filter(({ path }) => path.endsWith('.yml'));
    expect(table.length + yaml.length).toBe(2 + 6);
    for (const file of [...table, ...yaml]) {
      expect(file.importer, file.path).toBeNull();
      expect(file.issues.length, file.path).toBeGreaterThan(0);
    }
  });

  test('no file on disk is missing from the report', () => {
    const names = readdirSync(LOGS, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(report.files.filter(({ path }) => !path.includes('!/')).length).toBe(names.length);
  });
});
