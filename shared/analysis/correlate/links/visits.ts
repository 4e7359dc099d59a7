/** Whose a visit to an address is: what one account did from there in one episode, the actor's work or its owner's. */
import { CATEGORIES } from '../../../events/event.ts';
import type { CaseFacts } from '../facts.ts';
import type { AddressGroup, Growth } from '../growth.ts';
import { contextKey, firstElsewhere } from '../habits.ts';
import { isOwnPlace } from '../rarity.ts';
import { positionFrom } from '../rows.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** Beyond this many rows a user agent is everybody's. */
const COMMON_AGENT_ROWS = 20_000;
/** A user agent that more identities than this use says nothing about one actor. */
const COMMON_AGENT_IDENTITIES = 3;
/** Places and programs that were there in this first part of an identity's records are its own. */
const EARLY_PART = 0.25;
const USUAL_DAYS = 3;
/** So many refusals before an account got in are somebody else's tries. */
const REFUSALS = 3;
const FORCING_MICROS = 2 * 60 * 60_000_000;
/** Two places at once: records elsewhere this shortly before and after a record here. */
const TWO_PLACES_MICROS = 30 * 60_000_000;
const TWO_PLACES_ROWS = 3;

/** Somebody who works from the place with the program anyway, on several days or as the program's only place. */
export function isUsualContext(facts: CaseFacts, identity: number, address: number, agent: number): boolean {
  const habit = facts.habits(identity).contexts.get(contextKey(address, facts.family(agent)));
  if (habit === undefined || habit.days < USUAL_DAYS || facts.birthsOf(identity).length > 0) return false;
  const { first, last } = facts.life(identity);
  return habit.first <= first + EARLY_PART * (last - first);
}

export function isActors(
  growth: Growth,
  { address, agent }: { readonly address: number; readonly agent: number },
  group: AddressGroup,
  near: boolean,
  alone: boolean,
  agents: ReadonlySet<number>,
): boolean {
  const held = growth.held.has(group.identity);
  if (growth.made.has(group.identity)) return true;
  const { facts } = growth;
  const use = facts.profile(address).uses.find(({ identity }) => identity === group.identity);
  const isOwn =
    agent === 0
      ? use !== undefined && isOwnPlace(facts, use)
      : isUsualContext(facts, group.identity, address, agent);
  if (isOwn) return hasTakenOverSession(facts, address, group);
  if (held && near) return true;
  if (hasTakenOverSession(growth.facts, address, group)) return true;
  if (!alone && !wasForced(growth.facts, group) && isOwnersVisit(growth.facts, address, group)) return false;
  // Who was never anywhere else may be anybody who rented the exit before or after; a common program proves nothing then.
  const hasLifeElsewhere = growth.facts.habits(group.identity).addresses.size > 1;
  return held || near || (hasLifeElsewhere && sharesRareAgent(growth.facts, group, agents));
}

/**
 * Whether an account was refused again and again before it got in: passwords tried, pushes sent until one was accepted.
 * From here, or from where a session began that came here.
 */
function wasForced(facts: CaseFacts, group: AddressGroup): boolean {
  const { session, srcIp } = facts.columns;
  const begins = new Set<number>([group.rows[0]!]);
  for (const row of group.rows)
    if (session[row] !== 0) begins.add(facts.view.rows('session', session[row]!)[0]!);
  for (const begin of begins) {
    const tries = facts.rowsFrom(group.identity, srcIp[begin]!);
    if (refusedBefore(facts, tries, facts.time(begin)) >= REFUSALS) return true;
  }
  return false;
}

/** Refused sign-ins shortly before an account got in, at about this time. Rows in time order. */
function refusedBefore(facts: CaseFacts, rows: readonly number[], time: number): number {
  let refused = 0;
  for (let i = positionFrom(facts.columns, rows, time - FORCING_MICROS); i < rows.length; i++) {
    const row = rows[i]!;
    if (facts.time(row) > time + FORCING_MICROS) break;
    if (facts.columns.category[row] !== AUTHENTICATION) continue;
    if (facts.failed(row)) refused++;
    else if (facts.succeeded(row)) return refused;
  }
  return 0;
}

/** A session that another address carries with another program is a stolen one. */
function hasTakenOverSession(facts: CaseFacts, address: number, group: AddressGroup): boolean {
  const { session, srcIp, userAgent } = facts.columns;
  const seen = new Set<number>();
  for (const row of group.rows) {
    const code = session[row]!;
    if (code === 0 || seen.has(code)) continue;
    seen.add(code);
    if (facts.identitiesOfSession(code) > 1) continue;
    for (const other of facts.view.rows('session', code)) {
      const elsewhere = srcIp[other] !== address && srcIp[other] !== 0;
      if (elsewhere && userAgent[other] !== 0 && userAgent[row] !== 0 && userAgent[other] !== userAgent[row])
        return true;
    }
  }
  return false;
}

/**
 * A person on the road: only programs that this person uses elsewhere too, and not in two places at once. Service
 * accounts do not travel.
 */
function isOwnersVisit(facts: CaseFacts, address: number, group: AddressGroup): boolean {
  const { columns } = facts;
  const { identities } = facts.view;
  if (identities[group.identity]?.class !== 'human') return false;
  const used = new Set<number>();
  for (const row of group.rows) {
    if (facts.failed(row)) continue;
    if (columns.userAgent[row] !== 0) used.add(columns.userAgent[row]!);
  }
  if (used.size === 0) return false;
  const habits = facts.habits(group.identity);
  // What the account had nowhere else before this visit is no sign of its owner.
  const begin = facts.time(group.rows[0]!);
  for (const agent of used) if (!(firstElsewhere(habits, agent, address) < begin)) return false;
  return !isInTwoPlaces(facts, address, group);
}

/** Whether rows here have rows elsewhere shortly before and after them, three times over. */
function isInTwoPlaces(facts: CaseFacts, address: number, group: AddressGroup): boolean {
  const all = facts.rowsOfIdentity(group.identity);
  const { srcIp } = facts.columns;
  /** From a position outwards, as far as half an hour goes: a row of another place. */
  const seesElsewhere = (from: number, step: 1 | -1, time: number): boolean => {
    for (let at = from; at >= 0 && at < all.length; at += step) {
      if (!(Math.abs(facts.time(all[at]!) - time) <= TWO_PLACES_MICROS)) return false;
      const place = srcIp[all[at]!]!;
      if (place !== 0 && place !== address && !facts.isVendorProxy(all[at]!)) return true;
    }
    return false;
  };
  let seen = 0;
  for (const row of group.rows) {
    const time = facts.time(row);
    const at = positionFrom(facts.columns, all, time);
    if (seesElsewhere(at - 1, -1, time) && seesElsewhere(at, 1, time)) seen++;
    if (seen >= TWO_PLACES_ROWS) return true;
  }
  return false;
}

function sharesRareAgent(facts: CaseFacts, group: AddressGroup, agents: ReadonlySet<number>): boolean {
  const { userAgent } = facts.columns;
  const own = new Set(group.rows.map((row) => userAgent[row]!));
  for (const agent of own) if (agent !== 0 && agents.has(agent) && isRareAgent(facts, agent)) return true;
  return false;
}

function isRareAgent(facts: CaseFacts, agent: number): boolean {
  const rows = facts.view.rows('userAgent', agent);
  if (rows.length > COMMON_AGENT_ROWS) return false;
  const identities = new Set<number>();
  for (const row of rows) {
    identities.add(facts.identity(row));
    if (identities.size > COMMON_AGENT_IDENTITIES) return false;
  }
  return true;
}
