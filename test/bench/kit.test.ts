import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../electron/engine/index.ts';
import { seeded } from '../../sample-data/generate/rng.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { generate, KINDS, records } from './kit/generate.ts';
import { exponent, median, quantile } from './kit/numbers.ts';
import { wholeProcess } from './kit/process.ts';
import { table, verdict } from './kit/table.ts';
import { clock, FROM, WEEKS, world } from './kit/world.ts';

/** Every file's path below the folder and what is in it, unpacked. */
function contents(folder: string): [path: string, bytes: Buffer][] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name)).sort();
  return paths.map((path) => {
    const bytes = readFileSync(path);
    return [path.slice(folder.length), path.endsWith('.gz') ? gunzipSync(bytes) : bytes];
  });
}

const unpackedBytes = (folder: string): number =>
  contents(folder).reduce((sum, [, bytes]) => sum + bytes.length, 0);

const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    contents(folder).map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
  );

const IMPORTERS = {
  cloudtrail: ['aws:cloudtrail'],
  okta: ['okta:system_log'],
  atlassian: ['atlassian:audit', 'atlassian:confluence-access', 'atlassian:jira-access'],
  vpc: ['aws:vpcflow'],
  'vpc-tree': ['aws:vpcflow'],
  mixed: [
    'atlassian:audit',
    'atlassian:confluence-access',
    'atlassian:jira-access',
    'aws:cloudtrail',
    'aws:vpcflow',
    'okta:system_log',
  ],
} as const;

describe('generated evidence', () => {
  it.each(KINDS)('%s: 2,000 records are recognised, the ledger closes, nothing is an issue', async (kind) => {
    const folder = temporaryFolder();
    const made = await generate(kind, 2_000, join(folder, 'evidence'));
    expect(made.records).toBe(2_000);
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [join(folder, 'evidence')] });
    engine.close();
    expect(report.closed).toBe(true);
    expect(report.totals).toMatchObject({ records: 2_000, rejected: 0, ignored: 0, files: made.files });
    expect(report.files.flatMap((file) => file.issues)).toEqual([]);
    expect([...new Set(report.files.map((file) => file.importer))].sort()).toEqual(IMPORTERS[kind]);
    expect(unpackedBytes(join(folder, 'evidence'))).toBe(made.bytes);
  });

  it('is the same for the same seed and another one for another', async () => {
    const folder = temporaryFolder();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name));
    await generate('mixed', 1_000, a!, 7);
    await generate('mixed', 1_000, b!, 7);
    await generate('mixed', 1_000, c!, 8);
    expect(hashes(b!)).toEqual(hashes(a!));
    const other = Object.values(hashes(c!));
    expect(Object.values(hashes(a!)).some((hash) => other.includes(hash))).toBe(false);
  });

  it('has records as large as real ones', () => {
    const average = (kind: 'cloudtrail' | 'okta' | 'vpc'): number => {
      const texts = [...records(kind, 2_000)].map((entry) => entry.text.length);
      return texts.reduce((sum, length) => sum + length, 0) / texts.length;
    };
    expect(average('cloudtrail')).toBeGreaterThan(1_250);
    expect(average('cloudtrail')).toBeLessThan(1_400);
    expect(average('okta')).toBeGreaterThan(2_500);
    expect(average('okta')).toBeLessThan(3_000);
    expect(average('vpc')).toBeGreaterThan(105);
    expect(average('vpc')).toBeLessThan(120);
  });

  it('delivers some CloudTrail records twice, byte for byte', () => {
    const texts = [...records('cloudtrail', 5_000)].map((entry) => entry.text);
    const distinct = new Set(texts).size;
    expect(distinct).toBeLessThan(5_000);
    expect(distinct).toBeGreaterThan(4_970);
  });

  it('spreads over five weeks in log order', () => {
    const timeOf = clock(10_000, seeded('test'));
    const times = Array.from({ length: 10_000 }, (_, i) => timeOf(i));
    const until = FROM + WEEKS * 7 * 86_400_000;
    expect(Math.min(...times)).toBeGreaterThanOrEqual(FROM);
    expect(Math.max(...times)).toBeLessThan(until);
    expect(until - Math.max(...times)).toBeLessThan(3_600_000);
    // No record is older than the one before by more than its neighbours are apart.
    expect(times.every((time, i) => i === 0 || time > times[i - 1]! - 3_600_000)).toBe(true);
  });

  it('is about thousands of people and tens of thousands of addresses', () => {
    const { people, workloads, elsewhere, strangers } = world();
    expect(new Set(people.map((one) => one.email)).size).toBe(4_000);
    expect(new Set(people.map((one) => one.userAgent)).size).toBeGreaterThan(200);
    expect(new Set(workloads.map((one) => one.role)).size).toBe(900);
    expect(new Set(elsewhere.map((one) => one.ip)).size).toBeGreaterThan(19_000);
    expect(new Set(strangers).size).toBeGreaterThan(55_000);
  });
});

describe('numbers', () => {
  it('finds medians, quantiles and the exponent of growth', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
    const square = [10, 100, 1_000].map((n) => [n, 3 * n * n] as const);
    expect(exponent(square)).toBeCloseTo(2);
  });

  it('prints a table and says what is met', () => {
    expect(table(['a', 'time'], [['x', '1.00 s']])).toBe(
      '| a   |   time |\n| --- | -----: |\n| x   | 1.00 s |',
    );
    expect(verdict(0.6, { limit: 0.6 })).toBe('met');
    expect(verdict(0.61, { limit: 0.6 })).toBe('NOT MET');
    expect(verdict(80_000, { limit: 80_000, atLeast: true })).toBe('met');
  });
});

describe('a whole process', () => {
  it('is timed from start to end, with its peak memory', async () => {
    const script = 'const b = Buffer.alloc(200e6, 1); setTimeout(() => console.log(b.length), 200)';
    const { seconds, peakBytes, cpuSeconds, stdout } = await wholeProcess([process.execPath, '-e', script]);
    expect(stdout).toBe('200000000\n');
    expect(seconds).toBeGreaterThan(0.2);
    if (process.platform !== 'linux') return;
    expect(peakBytes).toBeGreaterThan(200e6);
    expect(cpuSeconds).toBeGreaterThan(0);
  });

  it('fails with what it said', async () => {
    await expect(
      wholeProcess([process.execPath, '-e', 'console.error("no such file"); process.exit(4)']),
    ).rejects.toThrow(/ended with 4: no such file/);
  });
});
