/** The one order of a case: by time, and among equal times by source, record and file, whatever came first into the case. */
import { radixSortBy } from './radix-order.ts';
import type { SourceRecord } from './source-files.ts';

/** Equal times of at most so many rows are put in order by comparing them. */
const FEW = 4096;

/** What the order is made of, by row. */
export interface OrderedColumns {
  readonly ts: Float64Array;
  readonly source: ArrayLike<number>;
  readonly record: ArrayLike<number>;
  readonly file: ArrayLike<number>;
}

/** Rows in order. Hashes stand for the files: the order must not depend on which of them came first. */
export function orderOfCase(
  { ts, source, record, file }: OrderedColumns,
  files: ReadonlyMap<number, SourceRecord>,
): Uint32Array {
  const byHash = [...files].sort(([, a], [, b]) => (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0));
  const rankOf = new Uint32Array(Math.max(0, ...files.keys()) + 1);
  byHash.forEach(([id], rank) => {
    rankOf[id] = rank;
  });
  const ranks = new Uint32Array(ts.length);
  for (let row = 0; row < ranks.length; row++) ranks[row] = rankOf[file[row]!]!;
  return orderByTime(ts, [source, record, ranks]);
}

/**
 * Rows by time, undated ones last; equal times by `ties`, most significant first. The ties are looked at only where times
 * are equal, which spares most cases six passes over all rows.
 */
export function orderByTime(ts: Float64Array, ties: readonly ArrayLike<number>[]): Uint32Array {
  const rows = new Uint32Array(ts.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  const order = rises(ts) ? rows : radixSortBy(rows, ts);
  const compare = (a: number, b: number): number => {
    for (const key of ties) if (key[a] !== key[b]) return key[a]! - key[b]!;
    return a - b;
  };
  for (let start = 0; start < order.length; ) {
    const time = ts[order[start]!]!;
    let end = start + 1;
    while (end < order.length && (ts[order[end]!] === time || Number.isNaN(time))) end++;
    if (end - start > 1) settle(order, start, end, ties, compare);
    start = end;
  }
  return order;
}

/** Whether the rows stand in order of time already, undated ones last. */
function rises(ts: Float64Array): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < ts.length; row++) {
    const time = ts[row]!;
    if (time < before || (Number.isNaN(before) && !Number.isNaN(time))) return false;
    before = time;
  }
  return true;
}

function settle(
  order: Uint32Array,
  start: number,
  end: number,
  ties: readonly ArrayLike<number>[],
  compare: (a: number, b: number) => number,
): void {
  const run = order.subarray(start, end);
  if (inOrder(run, compare)) return;
  if (run.length <= FEW) run.sort(compare);
  else {
    let rows: Uint32Array = run.slice();
    for (const key of ties.toReversed()) rows = radixSortBy(rows, key);
    run.set(rows);
  }
}

function inOrder(run: Uint32Array, compare: (a: number, b: number) => number): boolean {
  for (let i = 1; i < run.length; i++) if (compare(run[i - 1]!, run[i]!) > 0) return false;
  return true;
}
