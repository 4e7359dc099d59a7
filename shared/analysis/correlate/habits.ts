/**
 * What is ordinary for an identity: the places it works from and the programs it works with. Counted once per identity
 * over all its rows, so each question costs a lookup.
 */
import type { CaseFacts } from './facts.ts';

const DAY_MICROS = 86_400_000_000;

/** Use of one place, one program or one place with one program. */
export interface Habit {
  /** Micros of the first and last dated row. */
  first: number;
  last: number;
  rows: number;
  /** Distinct UTC days. */
  days: number;
  /** Distinct native sessions, those without one as one. */
  sessions: number;
}

/** Habits of one identity; keys are codes of addresses and families of programs. */
export interface Habits {
  readonly addresses: ReadonlyMap<number, Habit>;
  readonly families: ReadonlyMap<number, Habit>;
  /** Machines, as `CaseFacts.device` numbers them. */
  readonly devices: ReadonlyMap<number, Habit>;
  /** By `contextKey`. */
  readonly contexts: ReadonlyMap<number, Habit>;
}

interface Counting extends Habit {
  lastDay: number;
  lastSession: number;
}

/** More than a case has programs. */
const PROGRAMS = 4_194_304;

/** One key for a place and a program. Both are small numbers; the product stays exact. */
export function contextKey(address: number, family: number): number {
  return address * PROGRAMS + family;
}

/** The two parts of a `contextKey`, the second as what it was made of: a family or the program itself. */
export function placeOfKey(key: number): { readonly address: number; readonly agent: number } {
  return { address: Math.floor(key / PROGRAMS), agent: key % PROGRAMS };
}

/** Rows must be in time order. */
export function habitsOf(facts: CaseFacts, rows: Uint32Array): Habits {
  const { srcIp, userAgent, session } = facts.columns;
  const addresses = new Map<number, Counting>();
  const families = new Map<number, Counting>();
  const contexts = new Map<number, Counting>();
  const devices = new Map<number, Counting>();
  for (const row of rows) {
    if (facts.isVendorProxy(row)) continue;
    const time = facts.time(row);
    const address = srcIp[row]!;
    const family = facts.family(userAgent[row]!);
    if (address !== 0) countIn(addresses, address, time, session[row]!);
    const device = facts.device(row);
    if (device !== 0) countIn(devices, device, time, session[row]!);
    if (family !== 0) countIn(families, family, time, session[row]!);
    if (address !== 0) countIn(contexts, contextKey(address, family), time, session[row]!);
  }
  return { addresses, families, devices, contexts };
}

function countIn(map: Map<number, Counting>, key: number, time: number, session: number): void {
  const day = Math.floor(time / DAY_MICROS);
  const known = map.get(key);
  if (!known) {
    map.set(key, {
      first: time,
      last: time,
      rows: 1,
      days: Number.isNaN(time) ? 0 : 1,
      sessions: 1,
      lastDay: day,
      lastSession: session,
    });
    return;
  }
  known.rows++;
  if (!Number.isNaN(time)) known.last = time;
  if (known.lastDay !== day && !Number.isNaN(day)) known.days++;
  known.lastDay = day;
  if (known.lastSession !== session) known.sessions++;
  known.lastSession = session;
}
