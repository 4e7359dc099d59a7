/**
 * Places that tell nothing by themselves: an office, a VPN exit, a home. There the account tells, and time: what the account
 * did from the place in one go with records of the chain. The owner's own sessions there end such a run.
 */
import { CATEGORIES } from '../../../events/event.ts';
import { count, duration, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { contextKey } from '../habits.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
const HOUR_MICROS = 3_600_000_000;
/** Work of one account in one product goes on after a break of this length; its way into another product takes less. */
const BREAK_MICROS = 0.75 * HOUR_MICROS;
const HANDOVER_MICROS = 0.5 * HOUR_MICROS;
/** At a place where the account never was before the actor held it the actor may be away for days. */
const ABSENCE_MICROS = 72 * HOUR_MICROS;
/** The account may have come to the place a little before the first record we know of. */
const LEAD_MICROS = HOUR_MICROS;
/** How long before an account must have been at work elsewhere to have come to a place. */
const ELSEWHERE_MICROS = 24 * HOUR_MICROS;
/** An account's life before shows in its first places. */
const FIRST_PLACES = 8;
/** From a sign-in to the records of the product that it opened. */
const SIGN_IN_MICROS = HOUR_MICROS;
/** A machine that was at a place with a program on so many days works there on a schedule. */
const SCHEDULE_DAYS = 3;

/** Follows every account of the chain at every shared place from which the chain has records of it. */
export function linkSharedPlaces(growth: Growth): void {
  for (const [identity, places] of growth.sharedPlaces) {
    for (const address of places.keys()) {
      if (!growth.hostile.has(address)) follow(growth, identity, address);
    }
  }
}

interface Place {
  readonly identity: number;
  readonly address: number;
  /** Rows of the account from the place, in time order. */
  readonly rows: readonly number[];
  /** Micros of the first chain row. */
  readonly since: number;
  /** Families of programs of the chain rows. */
  readonly families: ReadonlySet<number>;
  /** The account was never here before the actor held it. */
  readonly isNew: boolean;
}

function follow(growth: Growth, identity: number, address: number): void {
  const { facts } = growth;
  const rows = facts.rowsFrom(identity, address);
  const chain = rows.filter((row) => growth.has(row));
  const first = chain[0];
  if (first === undefined || chain.length === rows.length) return;
  const since = facts.time(first);
  const families = new Set(chain.map((row) => facts.family(facts.columns.userAgent[row]!)));
  const place: Place = {
    identity,
    address,
    rows,
    since,
    families,
    // Whoever was only refused here did not come here.
    isNew: chain.some((row) => !facts.failed(row)) && isNewHere(growth, identity, address, since),
  };
  const mine = [
    ...runOf(growth, place, rows, 1),
    ...runOf(growth, place, rows.toReversed(), -1),
    ...signInsBefore(growth, rows),
  ];
  if (mine.length === 0) return;
  const { display } = facts.view.identities[identity]!;
  const where = facts.view.text('srcIp', address) ?? '';
  const node = growth.identityNode(identity, {
    parent: first,
    about: where,
    weight: place.isNew ? 0.9 : 0.75,
    why: () =>
      place.isNew
        ? `${display} was never at ${where} before ${moment(since)}; what the account did from there since then with the chain's programs goes on with the chain's records (${count(chain.length + mine.length, 'record')}). The address itself is shared and links nobody else.`
        : `${display} worked from ${where} in one go with a record of the chain, without a break of more than ${duration(BREAK_MICROS)} and outside the owner's own sessions there. The address itself is shared and links nobody else.`,
  });
  for (const row of new Set(mine)) growth.join(row, node);
}

/** Whether an account that has a life elsewhere came to a place with the actor. */
function isNewHere(growth: Growth, identity: number, address: number, since: number): boolean {
  const { facts } = growth;
  const here = facts.habits(identity).addresses.get(address);
  if (!here || here.first < since - LEAD_MICROS) return false;
  return facts
    .habits(identity)
    .arrivals.slice(0, FIRST_PLACES)
    .some(
      ([other, habit]) =>
        other !== address && habit.first < here.first - ELSEWHERE_MICROS && !growth.hostile.has(other),
    );
}

/**
 * The sign-in that opened a product to a run of chain records: the last one of the account from the same place, if it is
 * near. Its session then is looked at by itself.
 */
function signInsBefore(growth: Growth, rows: readonly number[]): number[] {
  const { facts } = growth;
  const found: number[] = [];
  let signIn = -1;
  let last = -1;
  for (const row of rows) {
    const begins = last < 0 || facts.time(row) - facts.time(last) > SIGN_IN_MICROS || !growth.has(last);
    if (growth.has(row) && begins && signIn >= 0 && !growth.has(signIn)) {
      const near = facts.time(row) - facts.time(signIn) <= SIGN_IN_MICROS;
      if (near && vendorOf(growth, row) !== vendorOf(growth, signIn)) found.push(signIn);
    }
    if (isSignOn(growth, row)) signIn = row;
    if (growth.has(row)) last = row;
  }
  return found;
}

function isSignOn(growth: Growth, row: number): boolean {
  const { facts } = growth;
  return (
    facts.source(row) === 'okta:system_log' &&
    facts.columns.category[row] === AUTHENTICATION &&
    !facts.failed(row)
  );
}

/** Rows that go on, in the direction of `rows`, from chain rows. */
function runOf(growth: Growth, place: Place, rows: readonly number[], direction: 1 | -1): number[] {
  const { facts } = growth;
  const mine: number[] = [];
  let anchor = -1;
  for (const row of rows) {
    if (growth.has(row)) {
      anchor = row;
      continue;
    }
    const verdict = judge(growth, place, row, anchor, direction);
    if (verdict === 'owner') anchor = -1;
    if (verdict !== 'mine') continue;
    mine.push(row);
    anchor = row;
  }
  return mine.filter((row) => !Number.isNaN(facts.time(row)));
}

function judge(
  growth: Growth,
  place: Place,
  row: number,
  anchor: number,
  direction: 1 | -1,
): 'mine' | 'owner' | 'unknown' {
  const { facts } = growth;
  const { session, userAgent, credential } = facts.columns;
  if (session[row] !== 0 && facts.identitiesOfSession(session[row]!) <= 1) {
    const device = facts.machines.device(row);
    if (growth.devices.has(device)) return 'mine';
    if (isOwnersDevice(growth, place, device)) return isSignOn(growth, row) ? 'owner' : 'unknown';
    // A session of its own is the owner's unless all of it happened here, where the owner never was.
    if (
      !beginsHere(growth, row, anchor, direction) &&
      (!place.isNew || !isWhollyHere(growth, session[row]!, place.address))
    )
      return isSignOn(growth, row) ? 'owner' : 'unknown';
  }
  if (anchor < 0) return 'unknown';
  const family = facts.family(userAgent[row]!);
  const sameProduct = vendorOf(growth, row) === vendorOf(growth, anchor);
  if (!sameProduct && direction < 0) return 'unknown';
  // Another token or key is another client, whoever holds it.
  if (sameProduct && credential[row] !== credential[anchor]) return 'unknown';
  const sameProgram =
    family === 0 || family === facts.family(userAgent[anchor]!) || place.families.has(family);
  const newProgram = !(
    (facts.habits(place.identity).families.get(family)?.first ?? Number.NaN) < place.since
  );
  if (!sameProgram && !(newProgram && !sameProduct)) return 'unknown';
  if (!place.isNew && isScheduled(growth, place, family)) return 'unknown';
  const gap = Math.abs(facts.time(row) - facts.time(anchor));
  const most = place.isNew ? ABSENCE_MICROS : sameProduct ? BREAK_MICROS : HANDOVER_MICROS;
  return gap <= most ? 'mine' : 'unknown';
}

/** A machine that the account had before the chain, and on several days: its owner's. */
function isOwnersDevice(growth: Growth, { identity, since }: Place, device: number): boolean {
  const habit = device === 0 ? undefined : growth.facts.habits(identity).devices.get(device);
  return habit !== undefined && habit.days > 1 && habit.first < since;
}

/** The first record of a product's own session, right after the chain signed in to the product. */
function beginsHere(growth: Growth, row: number, anchor: number, direction: 1 | -1): boolean {
  const { facts } = growth;
  if (anchor < 0 || direction < 0 || facts.source(row) === 'okta:system_log') return false;
  const [first] = facts.view.rows('session', facts.columns.session[row]!);
  return first === row && facts.time(row) - facts.time(anchor) <= HANDOVER_MICROS;
}

function isWhollyHere(growth: Growth, session: number, address: number): boolean {
  const { view, columns } = growth.facts;
  for (const row of view.rows('session', session)) {
    const from = columns.srcIp[row]!;
    if (from !== address && from !== 0 && !growth.hostile.has(from)) return false;
  }
  return true;
}

/** A machine at work where and how it always is. */
function isScheduled(growth: Growth, { identity, address, since }: Place, family: number): boolean {
  const { facts } = growth;
  if (facts.view.identities[identity]!.class === 'human') return false;
  const habit = facts.habits(identity).contexts.get(contextKey(address, family));
  return habit !== undefined && habit.days >= SCHEDULE_DAYS && habit.first < since - LEAD_MICROS;
}

function vendorOf(growth: Growth, row: number): string {
  return growth.facts.source(row).split(':')[0]!;
}
