/** Records of a session that the actor opened or took over. */
import { count, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { contextKey, type Habits } from '../habits.ts';

const HOUR_MICROS = 3_600_000_000;
/** A silence that ends a stretch of work in a session. */
const SILENCE_MICROS = 2 * HOUR_MICROS;
/** A place and program are usual that were used on so many days, and before this session's own. */
const USUAL_DAYS = 3;
const USUAL_LEAD_MICROS = 24 * HOUR_MICROS;

/**
 * A session in which nothing is its owner's is the actor's as a whole. Of one that was taken over only that is the actor's
 * which comes from the places and programs of its chain records, or from new places with a program of theirs: the owner goes
 * on in it from the usual ones.
 */
export function linkSession(growth: Growth, session: number): void {
  const { facts } = growth;
  const { view } = facts;
  // Placeholders such as `unknown` stand in the records of many people.
  if (facts.identitiesOfSession(session) > 1) return;
  const rows = view.rows('session', session);
  const at = rows.findIndex((row) => growth.has(row));
  if (at < 0) return;
  const first = rows[at]!;
  const isMine = divide(growth, rows);
  const mine = rows.filter(isMine);
  const owners = rows.length - mine.length;
  const name = view.text('session', session) ?? '';
  const since = Number.isNaN(facts.time(first)) ? '' : ` at ${moment(facts.time(first))}`;
  const from = view.text('srcIp', facts.columns.srcIp[first]!);
  const by = from === null ? '' : ` from ${from}`;
  const node = growth.node({
    kind: 'session',
    value: `session:${name}`,
    label: name,
    link: 'session',
    parent: first,
    weight: 0.97,
    why: () =>
      owners === 0
        ? `Session ${name} has the record${by}${since} of the chain in it, and nothing in it sets its ${count(mine.length, 'record')} apart: they belong together.`
        : `Session ${name} was its owner's for ${count(owners, 'record')} and was taken over${by}${since}; ${count(mine.length, 'record')} of it come from the actor's addresses or programs.`,
  });
  for (const row of mine) growth.join(row, node);
}

/** Tells the actor's rows of a session from its owner's. */
function divide(growth: Growth, rows: Uint32Array): (row: number) => boolean {
  const { facts } = growth;
  const { srcIp, userAgent } = facts.columns;
  const contextOf = (row: number) => contextKey(srcIp[row]!, facts.family(userAgent[row]!));
  const ours = { contexts: new Set<number>(), families: new Set<number>(), devices: new Set<number>() };
  let begun = Number.NaN;
  for (const row of rows) {
    if (!growth.has(row)) continue;
    ours.contexts.add(contextOf(row));
    ours.families.add(facts.family(userAgent[row]!));
    if (facts.machines.device(row) !== 0) ours.devices.add(facts.machines.device(row));
    if (Number.isNaN(begun)) begun = facts.time(row);
  }
  const identity = facts.identity(rows[0]!);
  const habits = identity < 0 ? null : facts.habits(identity);
  const byPlace = divideByPlace(growth, rows, { ...ours, begun }, habits);
  if (ours.devices.size === 0) return byPlace;
  // Two machines in one session tell two users apart where nothing else does; a new one may be the actor's next.
  const isOwners = (device: number): boolean => (habits?.devices.get(device)?.first ?? Number.NaN) < begun;
  return (row) => {
    const device = facts.machines.device(row);
    if (device === 0 || growth.has(row)) return byPlace(row);
    return ours.devices.has(device) || (!isOwners(device) && byPlace(row));
  };
}

/** What the chain's records of a session have in common. */
interface Ours {
  readonly contexts: ReadonlySet<number>;
  readonly families: ReadonlySet<number>;
  /** Micros of the first of them. */
  readonly begun: number;
}

function divideByPlace(
  growth: Growth,
  rows: Uint32Array,
  ours: Ours,
  habits: Habits | null,
): (row: number) => boolean {
  const { facts } = growth;
  const { srcIp, userAgent } = facts.columns;
  const { begun } = ours;
  const contextOf = (row: number) => contextKey(srcIp[row]!, facts.family(userAgent[row]!));
  const inside = groupCounts(rows, contextOf);
  // Where the chain's records come from was new to the account at this moment; older places are its owner's.
  let arrival = Number.POSITIVE_INFINITY;
  for (const key of ours.contexts) arrival = Math.min(arrival, habits?.contexts.get(key)?.first ?? begun);
  const isOwners = (row: number): boolean => {
    const key = contextOf(row);
    if (ours.contexts.has(key)) return false;
    const habit = habits?.contexts.get(key);
    const elsewhere = (habit?.rows ?? 0) - (inside.get(key) ?? 0);
    if (elsewhere > 0 && habit!.days > 1 && habit!.first < arrival) return true;
    // Without any other record of the owner the session's beginning shows how the owner works.
    return facts.time(row) < begun && !ours.families.has(facts.family(userAgent[row]!));
  };
  const owners = rows.filter((row) => !growth.has(row) && isOwners(row));
  const ownerContexts = new Set(Array.from(owners, contextOf));
  // No place or program tells two users apart: only the actor ever used it, or its owner did and time must tell.
  if (owners.length === 0) return apartInTime(growth, rows, habits);
  return (row) => {
    if (growth.has(row) || growth.hostile.has(srcIp[row]!)) return true;
    const key = contextOf(row);
    if (srcIp[row] === 0 || ownerContexts.has(key)) return false;
    if (ours.contexts.has(key)) return true;
    const family = facts.family(userAgent[row]!);
    return (
      isNewPlace(habits, srcIp[row]!, begun) &&
      (ours.families.has(family) || isNewProgram(habits, family, begun))
    );
  };
}

/**
 * A session that began where and how its owner always works, and after hours of silence went on with the chain: the
 * stretches that hold records of the chain are the actor's.
 */
function apartInTime(growth: Growth, rows: Uint32Array, habits: Habits | null): (row: number) => boolean {
  const { facts } = growth;
  const { srcIp, userAgent } = facts.columns;
  const first = rows[0]!;
  const key = contextKey(srcIp[first]!, facts.family(userAgent[first]!));
  const habit = habits?.contexts.get(key);
  const isUsual =
    habit !== undefined && habit.days >= USUAL_DAYS && habit.first < facts.time(first) - USUAL_LEAD_MICROS;
  if (growth.has(first) || !isUsual) return () => true;
  const stretches: number[][] = [];
  let last = Number.NaN;
  for (const row of rows) {
    if (!(facts.time(row) - last <= SILENCE_MICROS)) stretches.push([]);
    stretches.at(-1)!.push(row);
    last = facts.time(row);
  }
  if (stretches[0]!.some((row) => growth.has(row))) return () => true;
  const mine = new Set(stretches.filter((stretch) => stretch.some((row) => growth.has(row))).flat());
  return (row) => mine.has(row);
}

function isNewPlace(habits: Habits | null, address: number, since: number): boolean {
  return !((habits?.addresses.get(address)?.first ?? Number.NaN) < since);
}

function isNewProgram(habits: Habits | null, family: number, since: number): boolean {
  return family !== 0 && !((habits?.families.get(family)?.first ?? Number.NaN) < since);
}

function groupCounts(rows: Uint32Array, keyOf: (row: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
