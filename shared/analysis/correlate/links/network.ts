/**
 * Where a server goes after the actor ran code on it: an address outside that nobody knew before (command and
 * control), and neighbours inside that it never spoke to (lateral movement). Flows alone show both.
 */
import { formatDuration, formatMicros, type Micros } from '../../../base/time.ts';
import { count, list } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';
import { linkAddress } from './source-ip.ts';

/** A flow's start is rounded down to its aggregation interval, so it may seem to precede its cause. */
const SLACK_MICROS = 60_000_000;
/** A new address outside counts at once when the first flow follows the code this closely. */
const PROMPT_MICROS = 60 * 60_000_000;
/** Later ones must keep a rhythm: this many flows, half of the gaps within a quarter of their median. */
const BEACON_FLOWS = 8;
const BEACON_SPREAD = 0.25;
/** More inside hosts than this talk to an address: it is a service of the company. */
const MOST_INSIDE_PEERS = 3;

/** Conversation of two hosts, as the first of them sees it. */
interface Peer {
  readonly address: number;
  readonly rows: number[];
  /** Flows that the host itself opened. */
  opened: number;
  refused: number;
}

/** Links what the hosts that the actor reached did after the actor ran code. */
export function linkNetwork(growth: Growth): void {
  const code = firstCode(growth);
  if (code < 0) return;
  for (const host of reachedHosts(growth)) linkHost(growth, host, code);
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

/** Inside addresses that took connections from the actor's addresses. */
function reachedHosts(growth: Growth): number[] {
  const { facts } = growth;
  const { srcIp, dstIp } = facts.columns;
  const hosts = new Set<number>();
  for (const row of growth.rows) {
    if (!facts.isFlow(row) || !facts.succeeded(row) || !growth.hostile.has(srcIp[row]!)) continue;
    if (dstIp[row] !== 0 && !growth.hostile.has(dstIp[row]!)) hosts.add(dstIp[row]!);
  }
  return [...hosts];
}

function linkHost(growth: Growth, host: number, code: number): void {
  const { facts } = growth;
  const since = facts.time(code) - SLACK_MICROS;
  const fresh = peersOf(facts, host).filter((peer) => facts.time(peer.rows[0]!) >= since && peer.opened > 0);
  for (const peer of fresh) {
    if (growth.isActorsAddress(peer.address)) continue;
    if (facts.isExternal(peer.address)) linkOutside(growth, host, peer, code, since);
  }
  // Neighbours count only on a host that is seen to obey somebody outside.
  if (!growth.commanded.has(host)) return;
  linkInside(
    growth,
    host,
    fresh.filter((peer) => !facts.isExternal(peer.address)),
    code,
  );
}

function linkOutside(growth: Growth, host: number, peer: Peer, code: number, since: number): void {
  const { facts } = growth;
  const profile = facts.profile(peer.address);
  if (facts.time(profile.rows[0]!) < since) return;
  const { srcIp, dstIp } = facts.columns;
  const inside = new Set<number>();
  for (const row of profile.rows) {
    if (facts.isFlow(row)) inside.add(srcIp[row] === peer.address ? dstIp[row]! : srcIp[row]!);
  }
  if (inside.size > MOST_INSIDE_PEERS) return;
  const delay = facts.time(peer.rows[0]!) - facts.time(code);
  const gap = rhythm(facts, peer.rows);
  if (delay > PROMPT_MICROS && gap === null) return;
  const hostName = facts.view.text('srcIp', host) ?? '';
  const when = delay <= 0 ? 'at once' : `${formatDuration(delay)} later`;
  const node = growth.node({
    kind: 'ip',
    value: `ip:${profile.text}`,
    label: profile.text,
    link: 'network',
    parent: code,
    weight: gap === null ? 0.85 : 0.93,
    why: `After the actor ran code, ${hostName} (which the actor's addresses had reached) contacted ${profile.text} ${when}; no record names that address before, and ${count(inside.size, 'host')} here ever spoke to it (${count(peer.rows.length, 'flow')}${gap === null ? '' : `, one about every ${formatDuration(gap)}`}).`,
  });
  growth.commanded.set(host, node);
  growth.commandServers.add(peer.address);
  for (const row of profile.rows) if (facts.isFlow(row)) growth.join(row, node);
  linkAddress(growth, peer.address, peer.rows[0]!, 'stray');
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
    why: `Under the actor's command ${hostName} opened connections to ${list(names)} inside, where it had never gone before ${formatMicros(facts.time(code) as Micros)} (${count(rows.length, 'flow')}, ${count(refused, 'refused', 'refused')}).`,
  });
  for (const row of rows) growth.join(row, node);
}

/** Everyone a host exchanged flows with, each with its flows in time order. */
function peersOf(facts: CaseFacts, host: number): Peer[] {
  const { srcIp, dstIp } = facts.columns;
  const peers = new Map<number, Peer>();
  for (const row of facts.profile(host).rows) {
    if (!facts.isFlow(row)) continue;
    const outgoing = srcIp[row] === host;
    const address = outgoing ? dstIp[row]! : srcIp[row]!;
    if (address === 0 || address === host) continue;
    let peer = peers.get(address);
    if (!peer) {
      peer = { address, rows: [], opened: 0, refused: 0 };
      peers.set(address, peer);
    }
    peer.rows.push(row);
    if (outgoing && isOpener(facts, row)) peer.opened++;
    if (facts.failed(row)) peer.refused++;
  }
  return [...peers.values()];
}

/** A client's port is the higher one; without ports the sender counts as the opener. */
function isOpener(facts: CaseFacts, row: number): boolean {
  const { srcPort, dstPort } = facts.columns;
  return srcPort[row] === 0 || srcPort[row]! > dstPort[row]!;
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
