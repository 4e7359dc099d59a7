/** Service accounts on schedules. */
import { DAY, MINUTE } from '../clock.ts';
import type { Rng } from '../rng.ts';

export interface Schedule {
  readonly from: number;
  readonly to: number;
  /** Between two runs. */
  readonly everyMs: number;
  /** After the full period; a nightly job at 02:15 has 2 h 15 min. */
  readonly offsetMs?: number;
  /** How much later than planned a run may begin. */
  readonly lateMs?: number;
}

/** Calls `run` for every run of a job, in order. */
export function scheduled(
  random: Rng,
  { from, to, everyMs, offsetMs = 0, lateMs = 2 * MINUTE }: Schedule,
  run: (time: number, index: number) => void,
): void {
  let index = 0;
  for (let planned = from + offsetMs; planned < to - 2 * lateMs; planned += everyMs)
    run(planned + random.int(0, lateMs), index++);
}

/** The same moment of every day. */
export const daily = (from: number, to: number, offsetMs: number): Schedule => ({
  from,
  to,
  offsetMs,
  everyMs: DAY,
});
