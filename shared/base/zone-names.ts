/** Names that stand for one offset from UTC, as tools write them beside a wall time. */
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from './calendar.ts';

/**
 * Hours east of Greenwich. Abbreviations that different parts of the world use for different offsets (CST, IST, BST, AST)
 * say nothing and are left out.
 */
const HOURS: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['Z', 0],
  ['WET', 0],
  ['WEST', 1],
  ['CET', 1],
  ['CEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['SGT', 8],
  ['HKT', 8],
  ['JST', 9],
  ['KST', 9],
  ['AEST', 10],
  ['AEDT', 11],
  ['NZST', 12],
  ['NZDT', 13],
  ['EDT', -4],
  ['EST', -5],
  ['CDT', -5],
  ['MDT', -6],
  ['MST', -7],
  ['PDT', -7],
  ['PST', -8],
  ['AKDT', -8],
  ['AKST', -9],
  ['HST', -10],
]);

/** Microseconds east of Greenwich of `CEST`, `UTC`, `+02:00`, `-0330`; null for any other name. */
export function offsetOfName(name: string): number | null {
  const hours = HOURS.get(name.toUpperCase());
  if (hours !== undefined) return hours * MICROS_PER_HOUR;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (match === null || Number(match[2]) > 23 || Number(match[3]) > 59) return null;
  const offset = Number(match[2]) * MICROS_PER_HOUR + Number(match[3]) * MICROS_PER_MINUTE;
  return match[1] === '-' ? -offset : offset;
}
