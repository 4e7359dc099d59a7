import { expect, test } from 'vitest';
import {
  bucketAt,
  bucketCount,
  bucketSpan,
  columnLevels,
  type DatedCoverage,
  gapsIn,
  levelOf,
  silenceIn,
  silentBuckets,
} from '../../../renderer/coverage/hours.ts';
import type { SourceCoverage } from '../../../shared/analysis/coverage.ts';
import type { Micros } from '../../../shared/base/time.ts';

const HOUR = 3_600_000_000;
const at = (hour: number): Micros => (hour * HOUR) as Micros;
const coverage: DatedCoverage = { from: at(100), to: at(110), bucketMicros: HOUR, sources: [] };
const source: SourceCoverage = {
  source: 'aws:vpcflow',
  events: 12,
  undated: 0,
  first: at(101),
  last: at(109),
  buckets: [0, 3, 0, 0, 8, 0, 0, 0, 1],
  silences: [{ from: at(105), to: at(108), expected: 9, place: 'within' }],
  silencesTotal: 1,
  gaps: [
    { from: at(104), to: at(104), kind: 'NODATA', system: 'eni-1' },
    { from: (at(103) + 5) as Micros, to: at(104), kind: 'SKIPDATA', system: 'eni-2' },
  ],
  gapsTotal: 2,
  seen: [],
  seenTotal: 0,
  never: [],
  caveat: null,
};

test('every hour has its place on the strip, and the last one ends with the case', () => {
  expect(bucketCount(coverage)).toBe(10);
  expect(bucketAt(coverage, 0)).toBe(0);
  expect(bucketAt(coverage, 0.39)).toBe(3);
  expect(bucketAt(coverage, 1)).toBe(9);
  expect(bucketAt(coverage, -3)).toBe(0);
  expect(bucketSpan(coverage, 9)).toEqual({ from: at(109), to: at(110) });
  expect(bucketSpan({ ...coverage, bucketMicros: 3 * HOUR }, 3)).toEqual({ from: at(109), to: at(110) });
});

test('one event is seen beside a thousand, and no event is nothing', () => {
  expect([0, 1, 5, 31, 32, 999, 1000].map((events) => levelOf(events, 1000))).toEqual([0, 1, 1, 2, 3, 4, 4]);
  expect(levelOf(1, 1)).toBe(4);
});

test('an empty hour keeps its column where there is one for it, and never hides a full one where there is not', () => {
  expect(columnLevels([4, 0, 1], 3, 6)).toEqual([4, 4, 0, 0, 1, 1]);
  expect(columnLevels([0, 0, 4, 0, 0, 0], 6, 3)).toEqual([0, 4, 0]);
  // Hours after the source's last bucket are empty as well.
  expect(columnLevels([2], 4, 4)).toEqual([4, 0, 0, 0]);
});

test('an hour knows the silence and the gaps that it lies in', () => {
  expect(silenceIn(source, bucketSpan(coverage, 5))).toBe(source.silences[0]);
  expect(silenceIn(source, bucketSpan(coverage, 4))).toBeNull();
  expect(silenceIn(source, bucketSpan(coverage, 8))).toBeNull();
  expect(gapsIn(source, bucketSpan(coverage, 3)).map(({ kind }) => kind)).toEqual(['SKIPDATA']);
  // A gap without a length belongs to the hour in which it begins.
  expect(gapsIn(source, bucketSpan(coverage, 4)).map(({ kind }) => kind)).toEqual(['NODATA']);
});

test('silent hours are counted within the own span of the source', () => {
  expect(silentBuckets(coverage, source)).toBe(5);
  expect(silentBuckets(coverage, { ...source, first: null, last: null })).toBe(0);
});
