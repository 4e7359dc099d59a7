/**
 * What is ordinary for an identity: the places it works from and the programs it works with. Counted once per identity
 * over all its rows, so each question costs a lookup.
 */
import type { CaseFacts } from './facts.ts';

const DAY_MICROS = 86_400_000_000;

/** Use of one place, one program or one place with one program. */
export interface Habit {
  /** Micros of the first dated row. */
  first: number;
  rows: number;
  /** Distinct UTC days. */
  days: number;
}

/** First uses of a program, in micros; NaN where undated. `elsewhere`: at any other address, infinity if none. */
export interface Debut {
  readonly address: number;
  readonly first: number;
  elsewhere: number;
}

/** Habits of one identity; keys are codes of addresses and families of programs. */
export interface Habits {
  readonly addresses: ReadonlyMap<number, Habit>;
  readonly families: ReadonlyMap<number, Habit>;
  /** Programs by code of user agent: where each was used first, and when first anywhere else. */
  readonly agents: ReadonlyMap<number, Debut>;
  /** Machines, as `CaseFacts.device` numbers them. */
  readonly devices: ReadonlyMap<number, Habit>;
  /** Addresses in the order in which the account first came to them. */
  readonly arrivals: readonly (readonly [address: number, habit: Habit])[];
  /** The two earliest of those that were used on more than one day. */
  readonly homes: readonly (readonly [address: number, habit: Habit])[];
  /** By `contextKey`. */
  readonly contexts: ReadonlyMap<number, Habit>;
}

interface Counting extends Habit {
  lastDay: number;
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
  const { srcIp, userAgent } = facts.columns;
  const addresses = new Map<number, Counting>();
  const families = new Map<number, Counting>();
  const contexts = new Map<number, Counting>();
  const devices = new Map<number, Counting>();
  const agents = new Map<number, Debut>();
  for (const row of rows) {
    if (facts.isVendorProxy(row)) continue;
    const time = facts.time(row);
    const address = srcIp[row]!;
    const family = facts.family(userAgent[row]!);
    debut(agents, userAgent[row]!, address, time);
    if (address !== 0) countIn(addresses, address, time);
    const device = facts.machines.device(row);
    if (device !== 0) countIn(devices, device, time);
    if (family !== 0) countIn(families, family, time);
    if (address !== 0) countIn(contexts, contextKey(address, family), time);
  }
  const arrivals = [...addresses].sort(([, a], [, b]) => a.first - b.first);
  const homes = arrivals.filter(([, habit]) => habit.days > 1).slice(0, 2);
  return { addresses, families, agents, devices, arrivals, homes, contexts };
}

function debut(agents: Map<number, Debut>, agent: number, address: number, time: number): void {
  if (agent === 0 || address === 0) return;
  const known = agents.get(agent);
  if (!known) agents.set(agent, { address, first: time, elsewhere: Number.POSITIVE_INFINITY });
  else if (known.address !== address && time < known.elsewhere) known.elsewhere = time;
}

/** When a program was first used at any address but one, micros; infinity for never. */
export function firstElsewhere({ agents }: Habits, agent: number, address: number): number {
  const known = agents.get(agent);
  if (!known) return Number.POSITIVE_INFINITY;
  return known.address === address ? known.elsewhere : known.first;
}

function countIn(map: Map<number, Counting>, key: number, time: number): void {
  const day = Math.floor(time / DAY_MICROS);
  const known = map.get(key);
  if (!known) {
    map.set(key, {
      first: time,
      rows: 1,
      days: Number.isNaN(time) ? 0 : 1,
      lastDay: day,
    });
    return;
  }
  known.rows++;
  if (known.lastDay !== day && !Number.isNaN(day)) known.days++;
  known.lastDay = day;
}
