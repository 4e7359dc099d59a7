/**
 * New places of a taken-over account or credential. Its owner goes on working from the usual ones, so a place counts only
 * when the account was never there before the take-over and the program is the actor's. An actor who changes the address
 * with every action shows by just that: people travel to one place, not to four in two days.
 */
import { count, grouped } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth, Takeover } from '../growth.ts';
import type { Habits } from '../habits.ts';
import { areCrowded, PASSING_ROWS } from '../rarity.ts';
import { positionFrom } from '../rows.ts';
import { linkAddress } from './source-ip.ts';

const HOUR_MICROS = 3_600_000_000;
/** The take-over may have begun a little before the first record we know of. */
const LEAD_MICROS = 24 * HOUR_MICROS;
/** A rented exit serves few; one from which many are tried is somebody else's. */
const PASSING_IDENTITIES = 3;
/** The actor uses several accounts from one place within such a time. */
const BESIDE_MICROS = 2 * HOUR_MICROS;
/** Whoever uses an account shows in its first days how. */
const SETTLED_MICROS = 72 * HOUR_MICROS;

/** An account or a credential in the actor's hands. */
interface Subject {
  readonly kind: 'identity' | 'credential';
  readonly value: string;
  readonly label: string;
  readonly rows: Uint32Array;
  readonly habits: Habits;
  readonly takeover: Takeover;
  readonly person: boolean;
}

/** Looks for the actor at new places of every held account and credential. */
export function linkStrays(growth: Growth): void {
  const { facts } = growth;
  const { view } = facts;
  for (const [identity, takeover] of [...growth.held]) {
    const { id, display, class: cls } = view.identities[identity]!;
    strays(growth, {
      kind: 'identity',
      value: `identity:${id}`,
      label: display,
      rows: facts.rowsOfIdentity(identity),
      habits: facts.habits(identity),
      takeover,
      person: cls === 'human',
    });
  }
  for (const [credential, takeover] of [...growth.credentials]) {
    const label = view.text('credential', credential) ?? '';
    strays(growth, {
      kind: 'credential',
      value: `credential:${label}`,
      label,
      rows: view.rows('credential', credential),
      habits: facts.credentialHabits(credential),
      takeover,
      person: false,
    });
  }
}

function strays(growth: Growth, subject: Subject): void {
  const { facts } = growth;
  const { takeover, habits } = subject;
  // A record from the owner's own place shows no take-over: what looks strange beside it may be the owner's journey.
  if (![...takeover.addresses].some((address) => isForeign(growth, subject, address))) return;
  const { srcIp, userAgent } = facts.columns;
  const from = takeover.since - LEAD_MICROS;
  const families = new Set([...takeover.agents].map((agent) => facts.family(agent)));
  const mayBeActors = (agent: number): boolean =>
    agent === 0 || families.size === 0 || families.has(facts.family(agent));
  const known = [...habits.families.values()].some((habit) => habit.first < from);
  const byProgram = new Map<number, number[]>();
  const passing = new Map<number, number[]>();
  for (const row of subject.rows) {
    const address = srcIp[row]!;
    const agent = userAgent[row]!;
    if (growth.has(row) || address === 0) continue;
    // The record that the chain met first need not be the actor's first: the same program at a place as new to the account.
    if (facts.time(row) < from) {
      if (!cameLate(growth, subject, address)) continue;
      if (isEarlierVisit(growth, subject, agent)) put(byProgram, address, row);
      else if (mayBeActors(agent)) put(passing, address, row);
      continue;
    }
    if (!isNewPlace(facts, habits, address, from)) continue;
    const isNewProgram =
      agent !== 0 && !((habits.families.get(facts.family(agent))?.first ?? Number.NaN) < from);
    // A person also gets new phones; only a program that the actor is known by tells one from the other.
    const isActors =
      (isNewProgram && (takeover.agents.has(agent) || (!subject.person && known))) ||
      (!subject.person && (agent === 0 || isNewProgram) && isBesideActor(growth, address, row));
    if (isActors) put(byProgram, address, row);
    else if (isNewProgram || mayBeActors(agent)) put(passing, address, row);
  }
  for (const [address, rows] of byProgram) take(growth, subject, address, rows, false);
  for (const [address, rows] of rotating(growth, subject, passing))
    take(growth, subject, address, rows, true);
}

/** Whether the chain has records of anybody from the place at about the time of a row. */
function isBesideActor(growth: Growth, address: number, row: number): boolean {
  const { facts } = growth;
  const rows = facts.view.rows('srcIp', address);
  const time = facts.time(row);
  let at = positionFrom(facts.columns, rows, time - BESIDE_MICROS);
  for (; at < rows.length && facts.time(rows[at]!) <= time + BESIDE_MICROS; at++)
    if (growth.has(rows[at]!)) return true;
  return false;
}

/** The actor's own address, or one where the account, which has a life elsewhere, never was before. */
function isForeign(growth: Growth, { habits, takeover }: Subject, address: number): boolean {
  if (growth.hostile.has(address)) return true;
  const here = habits.addresses.get(address);
  if (!here || here.first < takeover.since - LEAD_MICROS) return false;
  return habits.homes.some(([other, habit]) => other !== address && habit.first < here.first - LEAD_MICROS);
}

/** A place that the account came to after its first days. */
function cameLate({ facts }: Growth, { habits, rows }: Subject, address: number): boolean {
  const first = habits.addresses.get(address)?.first ?? Number.NaN;
  return facts.isExternal(address) && first > facts.time(rows[0]!) + SETTLED_MICROS;
}

/** A program that came late into the life of the account and is known as the actor's. */
function isEarlierVisit({ facts }: Growth, { habits, takeover, rows }: Subject, agent: number): boolean {
  const first = habits.families.get(facts.family(agent))?.first ?? Number.NaN;
  return takeover.agents.has(agent) && first > facts.time(rows[0]!) + SETTLED_MICROS;
}

function isNewPlace(facts: CaseFacts, habits: Habits, address: number, from: number): boolean {
  return (
    address !== 0 &&
    facts.isExternal(address) &&
    !((habits.addresses.get(address)?.first ?? Number.NaN) < from)
  );
}

/** Of places that the account only passed through, those that follow each other too fast for a journey. */
function rotating(
  growth: Growth,
  subject: Subject,
  passing: ReadonlyMap<number, readonly number[]>,
): (readonly [number, readonly number[]])[] {
  const { facts } = growth;
  const brief = [...passing].filter(
    ([address, rows]) =>
      rows.length <= PASSING_ROWS &&
      facts.profile(address).uses.length <= PASSING_IDENTITIES &&
      facts.profile(address).uses.every((use) => use.effective === 0 || use.days <= 1),
  );
  const known = [...subject.takeover.addresses].flatMap((address) => {
    const habit = subject.habits.addresses.get(address);
    return habit && habit.rows <= PASSING_ROWS && isForeign(growth, subject, address) ? [habit.first] : [];
  });
  const arrivals = [
    ...brief.map((place) => ({ time: facts.time(place[1][0]!), place })),
    ...known.map((time) => ({ time, place: null })),
  ].sort((a, b) => a.time - b.time);
  const crowded = areCrowded(arrivals.map(({ time }) => time));
  return arrivals.flatMap(({ place }, i) => (place !== null && crowded[i] ? [place] : []));
}

/** Takes a place into the chain; where the address is shared, only what the account did from there. */
function take(
  growth: Growth,
  subject: Subject,
  address: number,
  rows: readonly number[],
  rotates: boolean,
): void {
  linkAddress(growth, address, subject.takeover.row, 'stray');
  if (!growth.hostile.has(address) && !isForeign(growth, subject, address)) return;
  const { label } = subject;
  const where = growth.facts.view.text('srcIp', address) ?? '';
  const what = rotates
    ? `${label} appeared at new addresses again and again while it was in the actor's hands, faster than anybody travels; ${where} is one of them (${count(rows.length, 'record')})`
    : `${label} was never used from ${where} before it was in the actor's hands, nor with this program by its owner (${count(rows.length, 'record')})`;
  const node = growth.node({
    kind: subject.kind,
    value: subject.value,
    label,
    link: subject.kind,
    parent: subject.takeover.row,
    about: where,
    weight: rotates ? 0.75 : 0.85,
    why: `${what}.`,
  });
  for (const row of rows) growth.join(row, node);
}

function put(map: Map<number, number[]>, key: number, row: number): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

/** Explains rows that were made with a taken-over credential: the second reason beside their address. */
export function explainCredential(growth: Growth, credential: number): void {
  const { view } = growth.facts;
  const takeover = growth.credentials.get(credential);
  if (!takeover) return;
  const rows = view.rows('credential', credential);
  const name = view.text('credential', credential) ?? '';
  const mine = rows.filter((row) => growth.has(row));
  const node = growth.node({
    kind: 'credential',
    value: `credential:${name}`,
    label: name,
    link: 'credential',
    parent: takeover.row,
    weight: 0.9,
    why: () =>
      mine.length === rows.length
        ? `The credential ${name} was used by nobody but the actor (${count(rows.length, 'record')}).`
        : `The credential ${name} was in the actor's hands for ${count(mine.length, 'record')}; the other ${grouped(rows.length - mine.length)} records come from its owner's usual places and stay out.`,
  });
  for (const row of mine) growth.join(row, node);
}
