/** Lists of rows in time order: joined, and searched. */
import { lowerBound } from '../../base/lower-bound.ts';
import type { Columns } from '../case-view.ts';

type Times = Pick<Columns, 'ts'>;

/** Several postings as one, without repeats, dated rows in time order and undated ones last. */
export function mergeRows({ ts }: Times, parts: readonly Uint32Array[]): Uint32Array {
  const full = parts.filter((part) => part.length > 0);
  if (full.length === 0) return new Uint32Array(0);
  if (full.length === 1) return full[0]!;
  const rows = [...new Set(full.flatMap((part) => [...part]))];
  rows.sort((a, b) => {
    const [x, y] = [ts[a]!, ts[b]!];
    if (Number.isNaN(x)) return Number.isNaN(y) ? a - b : 1;
    return Number.isNaN(y) ? -1 : x - y || a - b;
  });
  return Uint32Array.from(rows);
}

/** Position of the first of these rows, which are in time order, at or after a time (micros). */
export function positionFrom({ ts }: Times, rows: ArrayLike<number>, time: number): number {
  return lowerBound(rows, (row) => !(ts[row]! < time));
}
