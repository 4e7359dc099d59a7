/** The times of one person's deeds, one after the other. */
import type { Rng } from '../rng.ts';

/** A hand that goes from deed to deed: each call is so many seconds later than the last, at least and at most. */
export function pace(random: Rng, start: number): (least: number, most: number) => number {
  let time = start;
  return (least, most) => {
    time += random.int(least * 1000, most * 1000);
    return time;
  };
}
