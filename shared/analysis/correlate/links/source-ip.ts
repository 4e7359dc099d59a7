/** Records that share a rare address with the chain, and the network flows to and from it. */

import { CATEGORIES } from '../../../events/event.ts';
import { count, grouped, list, moment } from '../../words.ts';
import type { AddressProfile, CaseFacts } from '../facts.ts';
import type { AddressGroup, Growth } from '../growth.ts';
import { contextKey, firstElsewhere, placeOfKey } from '../habits.ts';
import { isOwnPlace, judgeAddress, ownersAt } from '../rarity.ts';
import { positionFrom } from '../rows.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** A silence this long cuts the use of an address into episodes, which are judged one by one. */
const EPISODE_GAP_MICROS = 48 * 3_600_000_000;
/** A flow belongs to the record of its connection only so close to it. */
const BESIDE_MICROS = 15 * 60_000_000;
/** Beyond this many rows a user agent is everybody's. */
const COMMON_AGENT_ROWS = 20_000;
/** A user agent that more identities than this use says nothing about one actor. */
const COMMON_AGENT_IDENTITIES = 3;
/** Places and programs that were there in this first part of an identity's records are its own. */
const EARLY_PART = 0.25;
const USUAL_DAYS = 3;
/** Accounts at an address that the analyst suspects, all of which may be the actor's. */
const FEW_ACCOUNTS = 4;
/** So many refusals before an account got in are somebody else's tries. */
const REFUSALS = 3;
const FORCING_MICROS = 2 * 60 * 60_000_000;
/** Two places at once: records elsewhere this shortly before and after a record here. */
const TWO_PLACES_MICROS = 30 * 60_000_000;
const TWO_PLACES_ROWS = 3;

/**
 * Takes an address into the chain when it is rare, with those of its records that are the actor's: an exit may have
 * served someone else weeks earlier. `parent` is the row that revealed it, -1 when the analyst named it.
 */
export function linkAddress(
  growth: Growth,
  address: number,
  parent: number,
  trust: 'direct' | 'stray',
): void {
  const { facts } = growth;
  const known = growth.hostile.get(address);
  if (known !== undefined) {
    absorb(growth, address, 0, known);
    return;
  }
  const since = parent < 0 ? Number.NaN : facts.time(parent);
  const profile = facts.profile(address);
  const rejected = growth.verdicts.rejection(`ip:${profile.text}`);
  if (rejected !== null) {
    growth.hubs.set(address, { why: rejected, parent, trust });
    return;
  }
  const ours = growth.held;
  const owners = parent < 0 ? [] : ownersAt(facts, address, ours);
  const verdict = judgeAddress(profile, { ours, since, trust, owners });
  if (!verdict.rare) {
    growth.hubs.set(address, { why: verdict.why, parent, trust });
    return;
  }
  growth.hubs.delete(address);
  const node: number = growth.node({
    kind: 'ip',
    value: `ip:${profile.text}`,
    label: profile.text,
    link: 'source-ip',
    parent,
    weight: verdict.score,
    why: () => whyAddress(growth, address, node),
  });
  growth.hostile.set(address, node);
  absorb(growth, address, 0, node);
}

/** Judges every address again, refused and accepted ones: what has become known since may explain more. */
export function revisitAddresses(growth: Growth): void {
  for (const [address, { parent, trust }] of [...growth.hubs]) linkAddress(growth, address, parent, trust);
  for (const [address, node] of [...growth.hostile]) absorb(growth, address, 0, node);
  for (const [key, node] of [...growth.contexts]) {
    const { address, agent } = placeOfKey(key);
    absorb(growth, address, agent, node);
  }
}

/**
 * A program at a shared address: where the address is everybody's, the address together with a program may be one
 * actor's. Judged as strictly as an address that was reached through others.
 */
export function linkContext(growth: Growth, address: number, agent: number, parent: number): void {
  const { facts } = growth;
  const key = contextKey(address, agent);
  if (agent === 0 || growth.contexts.has(key) || growth.commonContexts.get(key) === growth.held.size) return;
  if (growth.verdicts.rejection(`ip:${facts.profile(address).text}`) !== null) return;
  const profile = facts.profile(address, agent);
  const ours = growth.held;
  const owners = profile.uses.filter(
    (use) => ours.has(use.identity) && isUsualContext(facts, use.identity, address, agent),
  );
  const verdict = judgeAddress(profile, {
    ours,
    since: facts.time(parent),
    trust: 'stray',
    owners: owners.map((use) => facts.view.identities[use.identity]!.display),
  });
  if (!verdict.rare) {
    growth.commonContexts.set(key, growth.held.size);
    return;
  }
  const node: number = growth.node({
    kind: 'ip',
    value: `ip:${profile.text}`,
    label: profile.text,
    link: 'source-ip',
    parent,
    about: profile.agent ?? '',
    weight: verdict.score * 0.9,
    why: () => {
      const { uses } = profile;
      const names = list(uses.map((use) => facts.view.identities[use.identity]!.display));
      return `${profile.text} is shared, but the program “${profile.agent}” came from there for ${count(uses.length, 'identity', 'identities')} only (${names}): ${count(growth.rowsThrough(node), 'record')} hang together.`;
    },
  });
  growth.contexts.set(key, node);
  absorb(growth, address, agent, node);
}

/** Somebody who works from the place with the program anyway, on several days or as the program's only place. */
function isUsualContext(facts: CaseFacts, identity: number, address: number, agent: number): boolean {
  const habit = facts.habits(identity).contexts.get(contextKey(address, facts.family(agent)));
  if (habit === undefined || habit.days < USUAL_DAYS || facts.birthsOf(identity).length > 0) return false;
  const { first, last } = facts.life(identity);
  return habit.first <= first + EARLY_PART * (last - first);
}

function absorb(growth: Growth, address: number, agent: number, node: number): void {
  const groups = groupsOf(growth, address, agent);
  const named = groups.filter((group) => group.identity >= 0);
  const nameless = groups.filter((group) => group.identity < 0);
  const seeded = growth.nodes[node]!.parent < 0;
  // The analyst suspects an address that few accounts came from: a program that an owner has too says little then.
  const alone = seeded && new Set(named.map((group) => group.identity)).size <= FEW_ACCOUNTS;
  const episodes = new Set<number>();
  const agents = new Set<number>();
  const accept = (group: AddressGroup) => {
    group.accepted = true;
    episodes.add(group.episode);
    for (const row of group.rows) {
      const agent = growth.facts.columns.userAgent[row]!;
      const { identity } = group;
      // What its owner has always done from here goes on beside the actor.
      if (identity >= 0 && !growth.has(row) && isUsualContext(growth.facts, identity, address, agent))
        continue;
      if (agent !== 0) agents.add(agent);
      growth.join(row, node);
    }
  };
  const inChain = (group: AddressGroup) => group.rows.some((row) => growth.has(row));
  for (const group of groups) if (inChain(group)) episodes.add(group.episode);
  for (let again = true; again; ) {
    again = false;
    for (const group of named) {
      if (group.accepted) continue;
      // A program that is the actor's alone is so on any day.
      const near = seeded || agent !== 0 || episodes.has(group.episode);
      if (!inChain(group) && !isActors(growth, { address, agent }, group, near, alone, agents)) continue;
      accept(group);
      again = true;
    }
  }
  const exclusive = named.every((group) => group.accepted);
  const others = named.filter((group) => !group.accepted && episodes.has(group.episode));
  for (const group of nameless) {
    if (exclusive || (episodes.has(group.episode) && others.length === 0)) {
      if (!group.accepted) accept(group);
    } else if (episodes.has(group.episode)) {
      for (const row of besideChain(growth, group.rows, [...named.filter((one) => one.accepted), ...others]))
        growth.join(row, node);
    }
  }
}

/**
 * Nameless rows (network flows) from an address that somebody else uses in the same days: those whose nearest named record is
 * the actor's, and near.
 */
function besideChain(growth: Growth, rows: readonly number[], named: readonly AddressGroup[]): number[] {
  const { facts } = growth;
  const around = named
    .flatMap((group) => group.rows)
    .filter((row) => !Number.isNaN(facts.time(row)))
    .sort((a, b) => facts.time(a) - facts.time(b));
  let next = 0;
  return rows.filter((row) => {
    const time = facts.time(row);
    while (next < around.length && facts.time(around[next]!) < time) next++;
    const near = [around[next - 1], around[next]].filter((one) => one !== undefined);
    const distance = (one: number): number => Math.abs(facts.time(one) - time);
    const nearest = near.sort((a, b) => distance(a) - distance(b))[0];
    return nearest !== undefined && growth.has(nearest) && distance(nearest) <= BESIDE_MICROS;
  });
}

function isActors(
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

function groupsOf(growth: Growth, address: number, agent = 0): AddressGroup[] {
  const key = contextKey(address, agent);
  let groups = growth.groups.get(key);
  if (!groups) {
    groups = cutIntoGroups(growth.facts, address, agent);
    growth.groups.set(key, groups);
  }
  return groups;
}

function cutIntoGroups(facts: CaseFacts, address: number, agent: number): AddressGroup[] {
  const groups = new Map<string, AddressGroup>();
  let episode = 0;
  let last = Number.NaN;
  for (const row of facts.profile(address, agent).rows) {
    const time = facts.time(row);
    if (time - last > EPISODE_GAP_MICROS) episode++;
    if (!Number.isNaN(time)) last = time;
    // Where the address is only the destination, its use belongs to nobody who signed in from it.
    const identity = facts.columns.srcIp[row] === address ? facts.identity(row) : -1;
    const key = `${episode}:${identity}`;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { episode, identity, rows: [row], accepted: false });
  }
  return [...groups.values()];
}

function whyAddress(growth: Growth, address: number, node: number): string {
  const { facts } = growth;
  const profile = facts.profile(address);
  const total = profile.rows.length;
  const mine = growth.rowsThrough(node);
  const first = facts.time(profile.rows[0]!);
  const before = Number.isNaN(first) ? '' : `no record names ${profile.text} before ${moment(first)}, and `;
  const flows = profile.flows > 0 ? ` (${count(profile.flows, 'network flow')} among them)` : '';
  const share =
    mine === total
      ? `${before}all ${count(total, 'record')} from or to ${profile.text}${flows} hang together`
      : `${grouped(mine)} of the ${count(total, 'record')} from or to ${profile.text}${flows} hang together; ${othersWork(growth, address)}`;
  return `${share[0]!.toUpperCase()}${share.slice(1)}${users(facts, profile)}.`;
}

/** Who acted from the address, and how many of them have a place of their own elsewhere. */
function users(facts: CaseFacts, profile: AddressProfile): string {
  const acting = profile.uses.filter((use) => use.effective > 0);
  if (acting.length === 0) return '';
  const names = list(acting.map((use) => facts.view.identities[use.identity]!.display));
  const away = acting.filter((use) => use.share < 0.5).length;
  const elsewhere = away > 0 ? `, ${grouped(away)} of which mostly work from elsewhere` : '';
  return `; ${count(acting.length, 'identity', 'identities')} acted from it (${names})${elsewhere}`;
}

/** The records that stay out: whose they are and when. */
function othersWork(growth: Growth, address: number): string {
  const { facts } = growth;
  const left = groupsOf(growth, address).filter((group) => !group.accepted);
  const names = new Set(
    left.map((group) => facts.view.identities[group.identity]?.display ?? 'nobody named'),
  );
  const times = left
    .flatMap((group) => group.rows.map((row) => facts.time(row)))
    .filter((time) => !Number.isNaN(time));
  const when = times.length > 0 ? ` up to ${moment(times.reduce((a, b) => Math.max(a, b)))}` : '';
  return `the rest is the own work of ${list([...names])}${when}`;
}
