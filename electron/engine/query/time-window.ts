/** Where moments stand in the order by time. Undated rows come last in it and belong to no window. */
import { lowerBound } from '../../../shared/base/lower-bound.ts';
import type { Snapshot } from '../store/snapshot.ts';

/** Position of the first dated row at or after a moment, or of the first undated row. */
export function positionAt(view: Snapshot, micros: number): number {
  const ts = view.column('ts');
  // `!(… < …)` holds for undated rows too.
  return lowerBound(view.byTime, (row) => !(ts[row]! < micros));
}

/** Number of dated rows, and position of the first undated one. */
export function datedRows(view: Snapshot): number {
  return positionAt(view, Number.POSITIVE_INFINITY);
}

const longest = new WeakMap<Snapshot, number>();

/** Microseconds of the longest interval of the case; 0 without any. So far must one look back for what still runs. */
export function longestInterval(view: Snapshot): number {
  const known = longest.get(view);
  if (known !== undefined) return known;
  const ts = view.column('ts');
  const tsEnd = view.column('tsEnd');
  let most = 0;
  for (let row = 0; row < view.size; row++) {
    const length = tsEnd[row]! - ts[row]!;
    if (length > most) most = length;
  }
  longest.set(view, most);
  return most;
}

/** Positions before a window that may hold intervals which still run when it begins. */
export function runningRange(view: Snapshot, from: number, most: number): [begin: number, end: number] {
  const end = positionAt(view, from);
  return [positionAt(view, from - Math.min(most, longestInterval(view))), end];
}
