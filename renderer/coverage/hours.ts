/** Reading the coverage map: which hour lies where, how strong its colour is, what is said of it. Pure. */
import type { Coverage, Gap, Silence, SourceCoverage } from '../../shared/analysis/coverage.ts';
import type { Micros } from '../../shared/base/time.ts';
import type { Span } from '../timeline/types.ts';

/** A coverage that has hours: some event of the case is dated. */
export interface DatedCoverage extends Coverage {
  readonly from: Micros;
  readonly to: Micros;
}

export function isDated(coverage: Coverage): coverage is DatedCoverage {
  return coverage.from !== null && coverage.to !== null;
}

/** Number of hours (or of wider buckets in a long case) from the first to the last. */
export function bucketCount(coverage: DatedCoverage): number {
  return Math.max(1, Math.ceil((coverage.to - coverage.from) / coverage.bucketMicros));
}

export function bucketSpan(coverage: DatedCoverage, index: number): Span {
  const from = coverage.from + index * coverage.bucketMicros;
  return { from: from as Micros, to: Math.min(coverage.to, from + coverage.bucketMicros) as Micros };
}

/** The bucket under a place on the strip, 0 at its left edge and 1 at its right. */
export function bucketAt(coverage: DatedCoverage, share: number): number {
  const count = bucketCount(coverage);
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

export const LEVELS = 4;

/** 0 for none, else 1 to 4 by the logarithm of the count: one event must be seen beside a thousand. */
export function levelOf(events: number, most: number): number {
  if (events <= 0) return 0;
  if (most <= 1) return LEVELS;
  return Math.min(LEVELS, 1 + Math.floor((Math.log(events) / Math.log(most)) * (LEVELS - 0.001)));
}

/** The level of each pixel column; where several buckets share one, the fullest of them. */
export function columnLevels(buckets: readonly number[], count: number, widthPx: number): readonly number[] {
  const most = buckets.reduce((max, events) => Math.max(max, events), 0);
  return Array.from({ length: widthPx }, (_, x) => {
    if (count <= widthPx) return levelOf(buckets[Math.floor(((x + 0.5) * count) / widthPx)] ?? 0, most);
    const first = Math.floor((x * count) / widthPx);
    const last = Math.max(first + 1, Math.floor(((x + 1) * count) / widthPx));
    return levelOf(Math.max(0, ...buckets.slice(first, last)), most);
  });
}

const touches = (span: Span, other: { readonly from: Micros; readonly to: Micros }): boolean =>
  other.from < span.to && (other.to > span.from || other.from >= span.from);

export function silenceIn(source: SourceCoverage, span: Span): Silence | null {
  return source.silences.find((silence) => touches(span, silence)) ?? null;
}

export function gapsIn(source: SourceCoverage, span: Span): readonly Gap[] {
  return source.gaps.filter((gap) => touches(span, gap));
}

/** How many buckets within the source's own span hold nothing. */
export function silentBuckets(coverage: DatedCoverage, source: SourceCoverage): number {
  if (source.first === null || source.last === null) return 0;
  const first = Math.floor((source.first - coverage.from) / coverage.bucketMicros);
  const last = Math.ceil((source.last - coverage.from) / coverage.bucketMicros);
  let silent = 0;
  for (let index = first; index < last; index++) if ((source.buckets[index] ?? 0) === 0) silent++;
  return silent;
}
