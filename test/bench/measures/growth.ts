/**
 * How the import of a mixed case grows: whole processes at rising sizes, the exponent of time by least squares of the
 * logarithms, and the peak memory, which must not grow with the case. The target's exponent is from 100,000 records on:
 * below, the start of the process is most of the time.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../kit/generate.ts';
import { exponent, median } from '../kit/numbers.ts';
import { inFolder, type Options } from '../kit/options.ts';
import { importInto } from '../kit/ours.ts';
import type { Section } from '../kit/section.ts';
import { count, megabytes, ratio, seconds } from '../kit/table.ts';

const SIZES = [10_000, 30_000, 100_000, 300_000];
const FROM = 100_000;

interface Point {
  readonly size: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly caseBytes: number;
  readonly bytes: number;
}

export async function growth({ sizes, runs }: Options): Promise<Section> {
  const points: Point[] = [];
  for (const size of sizes ?? SIZES) points.push(await measure(size, runs));
  const large = points.filter((point) => point.size >= FROM);
  const of = (some: readonly Point[], what: 'seconds' | 'cpuSeconds' = 'seconds'): number =>
    exponent(some.map((point) => [point.size, point[what]] as const));
  return {
    title: 'Growth of the import of a mixed case',
    notes: [`whole processes, medians of ${runs} (of one from a million records on)`],
    head: [
      'records',
      'unpacked',
      'time',
      'CPU',
      'records/s',
      'exponent since',
      'peak',
      'case file',
      'of input',
    ],
    rows: points.map((point, i) => [
      count(point.size),
      megabytes(point.bytes),
      seconds(point.seconds),
      seconds(point.cpuSeconds),
      count(Math.round(point.size / point.seconds)),
      i === 0 ? '' : ratio(of(points.slice(i - 1, i + 1))),
      megabytes(point.peakBytes),
      megabytes(point.caseBytes),
      ratio(point.caseBytes / point.bytes),
    ]),
    results: [
      { measure: 'exponent, all sizes', value: of(points), unit: 'exponent' },
      { measure: 'exponent of CPU, all sizes', value: of(points, 'cpuSeconds'), unit: 'exponent' },
      {
        measure: `exponent from ${count(FROM)} on`,
        value: large.length > 1 ? of(large) : Number.NaN,
        unit: 'exponent',
        target: { limit: 1.05 },
      },
      {
        measure: 'greatest peak memory',
        value: Math.max(...points.map((point) => point.peakBytes)),
        unit: 'bytes',
        target: { limit: 400e6 },
      },
    ],
  };
}

async function measure(size: number, runs: number): Promise<Point> {
  return await inFolder(async (folder) => {
    const path = join(folder, 'case.tline');
    const evidence = join(folder, 'evidence');
    const { bytes } = await generate('mixed', size, evidence);
    const taken = [];
    for (let run = 0; run < (size >= 1_000_000 ? 1 : runs); run++) {
      rmSync(path, { force: true });
      taken.push(await importInto(path, evidence));
    }
    return {
      size,
      bytes,
      seconds: median(taken.map((one) => one.seconds)),
      cpuSeconds: median(taken.map((one) => one.cpuSeconds)),
      peakBytes: Math.max(...taken.map((one) => one.peakBytes)),
      caseBytes: taken[0]!.caseBytes,
    };
  });
}
