/** Records that share a rare address with the chain, and the network flows to and from it. */
import { count, grouped, list, moment } from '../../words.ts';
import type { AddressProfile, CaseFacts } from '../facts.ts';
import type { AddressGroup, Growth } from '../growth.ts';
import { contextKey, placeOfKey } from '../habits.ts';
import { judgeAddress, ownersAt } from '../rarity.ts';
import { isActors, isUsualContext } from './visits.ts';

/** A silence this long cuts the use of an address into episodes, which are judged one by one. */
const EPISODE_GAP_MICROS = 48 * 3_600_000_000;
/** A flow belongs to the record of its connection only so close to it. */
const BESIDE_MICROS = 15 * 60_000_000;
/** Accounts at an address that the analyst suspects, all of which may be the actor's. */
const FEW_ACCOUNTS = 4;

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
