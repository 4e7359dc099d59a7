/**
 * Events per lane and bucket of time. A window of few events is counted event by event. For a wide one, the counts of every
 * run of some thousand positions are made once for a selection and its lanes; then each bucket is a difference of two sums
 * and of what lies at its ends, so that moving through ten million events reads some hundred thousand.
 */
import { OUTCOMES } from '../../../shared/events/event.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { Grouping } from './lanes.ts';
import { newBatch, type Positions } from './positions.ts';
import { positionAt } from './time-window.ts';

const FAILURE = OUTCOMES.indexOf('failure');

/** Positions per run. */
const RUN = 2048;

/** Events in a window up to which it is quicker to count them than to make the sums for all of the case. */
const FEW = 400_000;

/** The lane of each group of a grouping. */
export interface Lanes {
  readonly grouping: Pick<Grouping, 'codes' | 'groupOf'>;
  readonly laneOf: Uint8Array;
  /** Number of lanes, at most 255. */
  readonly count: number;
}

export class LaneCounter {
  readonly lanes: number;
  private readonly view: Snapshot;
  private readonly positions: Positions;
  private readonly codes: ArrayLike<number>;
  /** The lane of each code. */
  private readonly laneOfCode: Uint8Array;
  /** Two numbers per run and lane, summed up before that run; made when a wide window is first asked for. */
  private sums: Uint32Array | null = null;
  private readonly batch = newBatch();

  constructor(view: Snapshot, positions: Positions, { grouping, laneOf, count }: Lanes) {
    this.view = view;
    this.positions = positions;
    this.codes = grouping.codes;
    this.lanes = count;
    const { groupOf } = grouping;
    this.laneOfCode = groupOf === null ? laneOf : Uint8Array.from(groupOf, (group) => laneOf[group]!);
  }

  /** Bytes held in memory. */
  get bytes(): number {
    return this.laneOfCode.byteLength + Math.ceil(this.view.size / RUN) * this.lanes * 2 * 4;
  }

  laneOf(row: number): number {
    return this.laneOfCode[this.codes[row]!]!;
  }

  /** To be called before a window is counted. @param few events up to which each of them is counted */
  prepare(from: number, to: number, few = FEW): void {
    if (this.sums === null && this.positions.countIn(from, to) > few) this.sums = this.sumsByRun();
  }

  /**
   * Adds the members at [from, to) to `counts`: events and the failures among them, for lane 0 at `base`, for each further
   * lane `step` numbers on.
   */
  add(from: number, to: number, counts: Uint32Array, base: number, step: number): void {
    const first = Math.ceil(from / RUN);
    const last = Math.floor(to / RUN);
    const { lanes, sums } = this;
    if (sums === null || last <= first) {
      this.addEach(from, to, counts, base, step);
      return;
    }
    for (let lane = 0; lane < lanes; lane++) {
      const a = (first * lanes + lane) * 2;
      const b = (last * lanes + lane) * 2;
      counts[base + lane * step]! += sums[b]! - sums[a]!;
      counts[base + lane * step + 1]! += sums[b + 1]! - sums[a + 1]!;
    }
    this.addEach(from, first * RUN, counts, base, step);
    this.addEach(last * RUN, to, counts, base, step);
  }

  /** Rows at [from, to) of these lanes, in time order. Runs without any are passed over. */
  rowsOf(wanted: Uint8Array, from: number, to: number): number[] {
    const rows: number[] = [];
    if (!wanted.includes(1)) return rows;
    for (let start = from; start < to; ) {
      // As far as there may be some, then as far as there are none.
      let end = this.sums === null ? to : this.endOfRun(start, to);
      if (this.mayHold(wanted, start, end)) {
        while (end < to && this.mayHold(wanted, end, this.endOfRun(end, to))) end = this.endOfRun(end, to);
        this.addRows(wanted, start, end, rows);
      }
      start = end;
    }
    return rows;
  }

  private endOfRun(position: number, to: number): number {
    return Math.min(to, (Math.floor(position / RUN) + 1) * RUN);
  }

  /** Whether a run, or the part of one, may hold events of these lanes. */
  private mayHold(wanted: Uint8Array, from: number, to: number): boolean {
    const { sums, lanes } = this;
    if (sums === null || to % RUN !== 0) return true;
    const run = Math.floor(from / RUN);
    for (let lane = 0; lane < lanes; lane++) {
      const at = (run * lanes + lane) * 2;
      if (wanted[lane] === 1 && sums[at] !== sums[at + lanes * 2]) return true;
    }
    return false;
  }

  private addRows(wanted: Uint8Array, from: number, to: number, rows: number[]): void {
    const { byTime } = this.view;
    const { batch } = this;
    const members = this.positions.members(from, to, batch);
    while (members.next()) {
      for (let i = 0; i < members.length; i++) {
        const row = byTime[batch[i]!]!;
        if (wanted[this.laneOf(row)] === 1) rows.push(row);
      }
    }
  }

  private addEach(from: number, to: number, counts: Uint32Array, base: number, step: number): void {
    const { codes, laneOfCode } = this;
    const { byTime } = this.view;
    const outcome = this.view.column('outcome');
    const { batch } = this;
    const members = this.positions.members(from, to, batch);
    while (members.next()) {
      for (let i = 0; i < members.length; i++) {
        const row = byTime[batch[i]!]!;
        const at = base + laneOfCode[codes[row]!]! * step;
        counts[at]!++;
        if (outcome[row] === FAILURE) counts[at + 1]!++;
      }
    }
  }

  private sumsByRun(): Uint32Array {
    const width = this.lanes * 2;
    const whole = Math.floor(this.view.size / RUN);
    const sums = new Uint32Array((whole + 1) * width);
    for (let run = 0; run < whole; run++) {
      const next = (run + 1) * width;
      sums.copyWithin(next, run * width, next);
      this.addEach(run * RUN, (run + 1) * RUN, sums, next, 2);
    }
    return sums;
  }
}

/** Positions at which the buckets of a window begin, and the end of the last. */
export function bucketPositions(
  view: Snapshot,
  from: number,
  to: number,
  bucketMicros: number,
  buckets: number,
): Uint32Array {
  return Uint32Array.from({ length: buckets + 1 }, (_, bucket) =>
    positionAt(view, Math.min(to, from + bucket * bucketMicros)),
  );
}
