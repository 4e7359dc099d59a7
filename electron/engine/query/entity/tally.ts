/** Counts with first and last instants, gathered in one pass over an entity's rows. */
import type { Micros } from '../../../../shared/base/time.ts';
import { OUTCOMES } from '../../../../shared/events/event.ts';
import type { Snapshot } from '../../store/snapshot.ts';

const FAILURE = OUTCOMES.indexOf('failure');

/** Of some rows: how many, how many failed, and the instants between which they lie (null: none is dated). */
export interface Tally {
  events: number;
  failures: number;
  first: Micros | null;
  last: Micros | null;
}

export function emptyTally(): Tally {
  return { events: 0, failures: 0, first: null, last: null };
}

export function addTally(to: Tally, more: Tally): void {
  to.events += more.events;
  to.failures += more.failures;
  if (more.first !== null && (to.first === null || more.first < to.first)) to.first = more.first;
  if (more.last !== null && (to.last === null || more.last > to.last)) to.last = more.last;
}

/** Rows by a code that each has. Rows must be in time order, undated last. */
export function tallyBy(
  view: Snapshot,
  rows: Uint32Array,
  codeOf: (row: number) => number,
): Map<number, Tally> {
  const ts = view.column('ts');
  const outcome = view.column('outcome');
  const tallies = new Map<number, Tally>();
  for (const row of rows) {
    const code = codeOf(row);
    let tally = tallies.get(code);
    if (!tally) {
      tally = emptyTally();
      tallies.set(code, tally);
    }
    tally.events++;
    if (outcome[row] === FAILURE) tally.failures++;
    if (Number.isNaN(ts[row]!)) continue;
    tally.first ??= ts[row] as Micros;
    tally.last = ts[row] as Micros;
  }
  return tallies;
}

export function tallyOf(view: Snapshot, rows: Uint32Array): Tally {
  return tallyBy(view, rows, () => 0).get(0) ?? emptyTally();
}

/** Rows of several postings as one list in time order, each row once. */
export function mergeByTime(view: Snapshot, lists: readonly Uint32Array[]): Uint32Array {
  const full = lists.filter((list) => list.length > 0);
  if (full.length === 1) return full[0]!;
  const { rank, byTime } = view;
  const ranks = new Uint32Array(full.reduce((sum, list) => sum + list.length, 0));
  let filled = 0;
  for (const list of full) for (const row of list) ranks[filled++] = rank[row]!;
  return ranks
    .sort()
    .filter((at, i) => i === 0 || at !== ranks[i - 1])
    .map((at) => byTime[at]!);
}
