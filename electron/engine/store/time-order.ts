/** The one order of a case: by time, and among equal times by source, record and file, whatever came first into the case. */
import { radixSortBy } from './radix-order.ts';

/** Equal times of at most so many rows are put in order by comparing them. */
const FEW = 4096;

/**
 * Rows by time, undated ones last; equal times by `ties`, most significant first. The ties are looked at only where times
 * are equal, which spares most cases six passes over all rows.
 */
export function orderByTime(ts: Float64Array, ties: readonly ArrayLike<number>[]): Uint32Array {
  const rows = new Uint32Array(ts.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  const order = radixSortBy(rows, ts);
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

function settle(
  order: Uint32Array,
  start: number,
  end: number,
  ties: readonly ArrayLike<number>[],
  compare: (a: number, b: number) => number,
): void {
  const run = order.subarray(start, end);
  if (run.length === 2) {
    const [a, b] = [run[0]!, run[1]!];
    if (compare(a, b) > 0) run.set([b, a]);
  } else if (run.length <= FEW) run.sort(compare);
  else {
    let rows: Uint32Array = run.slice();
    for (const key of ties.toReversed()) rows = radixSortBy(rows, key);
    run.set(rows);
  }
}
