/** When people work: a moment of a working day, and who is at work. */
import { HOUR, MINUTE, offsetHours, SECOND, workload } from './clock.ts';
import { PEOPLE, type Person, travellersOn } from './people.ts';
import type { Rng } from './rng.ts';

/** Share of the work done in each local hour: lunch dips, evenings fade. */
const HOURS: readonly (readonly [number, number])[] = [
  [7, 2],
  [8, 7],
  [9, 15],
  [10, 14],
  [11, 13],
  [12, 6],
  [13, 10],
  [14, 13],
  [15, 12],
  [16, 11],
  [17, 7],
  [18, 3],
  [19, 2],
  [20, 2],
  [21, 1],
  [22, 1],
];

/** A moment of that person's working day (UTC milliseconds). In the Pacific the evening falls into the next UTC day. */
export function workMoment(random: Rng, who: Person, day: number): number {
  const local =
    random.weighted(HOURS) * HOUR +
    random.int(0, 59) * MINUTE +
    random.int(0, 59) * SECOND +
    random.int(0, 999);
  return day + local - offsetHours(who.zone, day + 12 * HOUR) * HOUR;
}

/** About `count` people (of a normal working day) who are active that day; weekends and holidays have fewer. */
export function atWork(random: Rng, day: number, count: number, from: readonly Person[] = PEOPLE): Person[] {
  const active = random
    .sample(from, Math.min(from.length, count))
    .filter((who) => random.chance(workload(who.zone, day)));
  const travelling = travellersOn(day).filter((who) => from.includes(who) && !active.includes(who));
  return [...active, ...travelling];
}
