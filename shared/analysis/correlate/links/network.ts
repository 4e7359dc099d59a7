/**
 * Where a server goes after the actor ran code on it: an address outside that nobody knew before (command and
 * control), and neighbours inside that it never spoke to (lateral movement). Flows alone show both.
 */
import { count, duration, list, moment } from '../../words.ts';
import type { CaseFacts, Peer } from '../facts.ts';
import type { Growth } from '../growth.ts';
import { linkRoleOf } from './instance.ts';
import { linkAddress } from './source-ip.ts';

/** A flow's start is rounded down to its aggregation interval, so it may seem to precede its cause. */
const SLACK_MICROS = 60_000_000;
/** The role of a machine is used outside some time after the machine was taken. */
const LEAD_MICROS = 24 * 60 * 60_000_000;
/** A new address outside counts at once when the first flow follows the code this closely. */
const PROMPT_MICROS = 60 * 60_000_000;
/** Later ones must keep a rhythm: this many flows, half of the gaps within a quarter of their median. */
const BEACON_FLOWS = 8;
const BEACON_SPREAD = 0.25;
/** More inside hosts than this talk to an address: it is a service of the company. */
const MOST_INSIDE_PEERS = 3;

/** Links what the hosts that the actor reached did after the actor ran code. */
export function linkNetwork(growth: Growth): void {
  const code = firstCode(growth);
  for (const [host, contact] of reachedHosts(growth)) {
    linkHost(
      growth,
      host,
      code < 0 ? { row: contact, isCode: false, lead: 0 } : { row: code, isCode: true, lead: 0 },
    );
  }
  for (const [host, row] of growth.compromised)
    linkHost(growth, host, { row, isCode: false, lead: LEAD_MICROS });
  for (const host of growth.commanded.keys()) linkEntry(growth, host);
}

/**
 * Who got in: an address outside that opened connections to a host, and to which the host then opened one of its own, right
 * before it began to obey. Those who merely knock are never called back.
 */
function linkEntry(growth: Growth, host: number): void {
  const { facts } = growth;
  const begin = growth.obeysSince.get(host);
  if (begin === undefined) return;
  for (const peer of facts.peersOf(host)) {
    if (!facts.isExternal(peer.address) || growth.isActorsAddress(peer.address) || peer.opened === 0)
      continue;
    const knocks = peer.rows.find(
      (row) => facts.columns.srcIp[row] === peer.address && facts.isOpener(row) && facts.succeeded(row),
    );
    if (knocks === undefined) continue;
    const delay = facts.time(begin) - facts.time(knocks);
    if (!(delay >= -SLACK_MICROS && delay <= PROMPT_MICROS)) continue;
    const [name, hostName] = [
      facts.view.text('srcIp', peer.address) ?? '',
      facts.view.text('srcIp', host) ?? '',
    ];
    const node = growth.node({
      kind: 'ip',
      value: `ip:${name}`,
      label: name,
      link: 'network',
      parent: begin,
      weight: 0.8,
      why: `${name} opened connections to ${hostName} ${duration(Math.max(0, delay))} before that host began to obey somebody outside, and the host called it back: that is how the actor got in.`,
    });
    for (const row of peer.rows) growth.join(row, node);
    linkAddress(growth, peer.address, knocks, 'stray');
  }
}

/** What a host obeys since: code that was run, or where no record shows any, the actor's first connection to it. */
interface Cause {
  readonly row: number;
  readonly isCode: boolean;
  /** How long before the row the host may have begun to obey, µs. */
  readonly lead: number;
}

/** Earliest chain row that ran code on a server, or -1. */
function firstCode(growth: Growth): number {
  const { facts } = growth;
  let best = -1;
  for (const row of growth.rows) {
    const effects = facts.view.effectsOf(facts.columns.effects[row]!);
    if (!effects.some((effect) => effect.kind === 'ran-code') || facts.failed(row)) continue;
    if (best < 0 || facts.time(row) < facts.time(best)) best = row;
  }
  return best;
}

/** Inside addresses that took connections from the actor's addresses, each with the first of them. */
function reachedHosts(growth: Growth): Map<number, number> {
  const { facts } = growth;
  const { srcIp, dstIp } = facts.columns;
  const hosts = new Map<number, number>();
  for (const row of growth.rows) {
    if (!facts.isFlow(row) || !facts.succeeded(row) || !growth.hostile.has(srcIp[row]!)) continue;
    const host = dstIp[row]!;
    if (host === 0 || growth.hostile.has(host)) continue;
    const known = hosts.get(host);
    if (known === undefined || facts.time(row) < facts.time(known)) hosts.set(host, row);
  }
  return hosts;
}

function linkHost(growth: Growth, host: number, cause: Cause): void {
  const { facts } = growth;
  const since = facts.time(cause.row) - SLACK_MICROS - cause.lead;
  const fresh = facts.peersOf(host).filter((peer) => facts.time(peer.rows[0]!) >= since && peer.opened > 0);
  for (const peer of fresh) {
    if (growth.commandServers.has(peer.address) || (!cause.isCode && growth.hostile.has(peer.address)))
      continue;
    if (facts.isExternal(peer.address)) linkOutside(growth, host, peer, cause, since);
  }
  // Neighbours count only on a host that is seen to obey somebody outside.
  if (!growth.commanded.has(host)) return;
  linkAccountsFrom(growth, host, cause.row);
  linkRoleOf(growth, host, cause.row);
  linkInside(
    growth,
    host,
    fresh.filter((peer) => !facts.isExternal(peer.address)),
    cause.row,
  );
}

function obey(growth: Growth, host: number, node: number, row: number): void {
  growth.commanded.set(host, node);
  const known = growth.obeysSince.get(host);
  if (known === undefined || growth.facts.time(row) < growth.facts.time(known))
    growth.obeysSince.set(host, row);
}

function linkOutside(growth: Growth, host: number, peer: Peer, cause: Cause, since: number): void {
  const { facts } = growth;
  const profile = facts.profile(peer.address);
  if (facts.time(profile.rows[0]!) < since) return;
  const inside = facts.peersOf(peer.address).length;
  if (inside > MOST_INSIDE_PEERS) return;
  const delay = facts.time(peer.rows[0]!) - facts.time(cause.row);
  const gap = rhythm(facts, peer.rows);
  // Code explains one prompt call; a mere connection explains only a beacon that begins right after it.
  if (
    cause.isCode ? delay > PROMPT_MICROS && gap === null : delay > PROMPT_MICROS + cause.lead || gap === null
  )
    return;
  const hostName = facts.view.text('srcIp', host) ?? '';
  const when = delay <= 0 ? 'at once' : `${duration(delay)} later`;
  const what = cause.isCode
    ? `After the actor ran code, ${hostName} (which the actor's addresses had reached)`
    : `After ${facts.view.text('srcIp', facts.columns.srcIp[cause.row]!)} of the actor had reached it, ${hostName}`;
  const node = growth.node({
    kind: 'ip',
    value: `ip:${profile.text}`,
    label: profile.text,
    link: 'network',
    parent: cause.row,
    weight: !cause.isCode ? 0.65 : gap === null ? 0.85 : 0.93,
    why: `${what} contacted ${profile.text} ${when}; no record names that address before, and ${count(inside, 'host')} here ever spoke to it (${count(peer.rows.length, 'flow')}${gap === null ? '' : `, one about every ${duration(gap)}`}).`,
  });
  obey(growth, host, node, peer.rows[0]!);
  growth.commandServers.add(peer.address);
  for (const row of profile.rows) if (facts.isFlow(row)) growth.join(row, node);
  linkAddress(growth, peer.address, peer.rows[0]!, 'stray');
}

/** Accounts that work from an obeying host and never did so before: their passwords or tokens stood there. */
function linkAccountsFrom(growth: Growth, host: number, code: number): void {
  const { facts } = growth;
  const since = facts.time(code);
  for (const use of facts.profile(host).uses) {
    const rows = facts.rowsFrom(use.identity, host);
    if (!(facts.time(rows[0]!) >= since)) continue;
    const { display } = facts.view.identities[use.identity]!;
    const hostName = facts.view.text('srcIp', host) ?? '';
    const node = growth.identityNode(use.identity, {
      link: 'network',
      parent: code,
      about: hostName,
      weight: 0.85,
      why: `${display} was never used from ${hostName} before that host was under the actor's command; ${count(rows.length, 'record')} of the account come from there since.`,
    });
    for (const row of rows) growth.join(row, node);
  }
}

function linkInside(growth: Growth, host: number, fresh: readonly Peer[], code: number): void {
  const { facts } = growth;
  const rows = fresh.flatMap((peer) => peer.rows);
  if (rows.length === 0) return;
  const hostName = facts.view.text('srcIp', host) ?? '';
  const names = fresh.map((peer) => facts.view.text('srcIp', peer.address) ?? '');
  const refused = fresh.reduce((sum, peer) => sum + peer.refused, 0);
  const node = growth.node({
    kind: 'host',
    value: `host:${hostName}`,
    label: hostName,
    link: 'network',
    parent: code,
    weight: 0.85,
    why: `Under the actor's command ${hostName} opened connections to ${list(names)} inside, where it had never gone before ${moment(facts.time(code))} (${count(rows.length, 'flow')}, ${count(refused, 'refused', 'refused')}).`,
  });
  for (const row of rows) growth.join(row, node);
}

/**
 * The same link read backwards: a host here began to call an address of the chain right after somebody ran code from
 * an outside address that the host was talking to. That somebody is the actor.
 */
export function linkCodeBehindBeacon(growth: Growth): void {
  const { facts } = growth;
  for (const [address, node] of growth.hostile) {
    if (growth.commandServers.has(address)) continue;
    for (const peer of facts.peersOf(address)) {
      const call = peer.rows.find((row) => facts.columns.dstIp[row] === address && facts.isOpener(row));
      if (call === undefined || facts.isExternal(peer.address)) continue;
      const time = facts.time(call);
      const code = facts.codeRowsBetween(time - PROMPT_MICROS, time + SLACK_MICROS);
      for (const row of code) linkCode(growth, row, call, peer.address, node);
      if (code.length === 0 && rhythm(facts, peer.rows) !== null)
        linkObeying(growth, peer.address, call, node);
    }
  }
}

/** A host that keeps calling an address of the chain, without a record of code: what else it did since is looked at. */
function linkObeying(growth: Growth, host: number, call: number, node: number): void {
  const { facts } = growth;
  obey(growth, host, node, call);
  const since = facts.time(call) - SLACK_MICROS;
  const fresh = facts.peersOf(host).filter((peer) => facts.time(peer.rows[0]!) >= since && peer.opened > 0);
  linkAccountsFrom(growth, host, call);
  linkRoleOf(growth, host, call);
  linkInside(
    growth,
    host,
    fresh.filter((peer) => !facts.isExternal(peer.address)),
    call,
  );
}

function linkCode(growth: Growth, row: number, call: number, host: number, beacon: number): void {
  const { facts } = growth;
  if (growth.has(row) || facts.failed(row)) return;
  const delay = facts.time(call) - facts.time(row);
  const from = facts.columns.srcIp[row]!;
  if (from === 0 || !facts.isExternal(from)) return;
  if (!facts.hasPeer(host, from)) return;
  const { label } = growth.nodes[beacon]!;
  const node = growth.node({
    kind: 'host',
    value: `host:${facts.view.text('srcIp', host)}`,
    label: facts.view.text('srcIp', host) ?? '',
    link: 'network',
    parent: call,
    weight: 0.85,
    why: `${facts.view.text('srcIp', host)} first called ${label} ${duration(Math.max(0, delay))} after code was run from ${facts.view.text('srcIp', from)}, which it was talking to.`,
  });
  growth.trusted.add(row);
  growth.join(row, node);
}

/** Median gap of a beacon in micros, or null when the flows keep no rhythm. */
function rhythm(facts: CaseFacts, rows: readonly number[]): number | null {
  const outgoing = rows
    .map((row) => facts.time(row))
    .filter((time, i, all) => i === 0 || time !== all[i - 1]);
  if (outgoing.length < BEACON_FLOWS) return null;
  const gaps = outgoing.slice(1).map((time, i) => time - outgoing[i]!);
  const median = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  const near = gaps.filter((gap) => Math.abs(gap - median) <= BEACON_SPREAD * median).length;
  return near * 2 >= gaps.length ? median : null;
}
