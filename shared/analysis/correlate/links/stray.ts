/**
 * New addresses of a taken-over account or credential. Its owner goes on working from the usual places, so an address
 * counts only when the account was never there before the take-over and the program is not the owner's.
 */
import { count } from '../../words.ts';
import type { Growth, Takeover } from '../growth.ts';
import { linkAddress } from './source-ip.ts';

/** The take-over may have begun a little before the first record we know of. */
const LEAD_MICROS = 24 * 3_600_000_000;

export function linkStrays(growth: Growth): void {
  const { facts } = growth;
  for (const [identity, takeover] of [...growth.held]) {
    const person = facts.view.identities[identity]?.class === 'human';
    strays(growth, facts.rowsOfIdentity(identity), takeover, person);
  }
  for (const [credential, takeover] of [...growth.credentials]) {
    strays(growth, facts.view.rows('credential', credential), takeover, false);
  }
}

function strays(growth: Growth, rows: Uint32Array, takeover: Takeover, person: boolean): void {
  const { facts } = growth;
  // A record from a shared place shows no take-over: what looks strange beside it may be the owner's journey.
  if (![...takeover.addresses].some((address) => growth.hostile.has(address))) return;
  const { srcIp, userAgent } = facts.columns;
  const from = takeover.since - LEAD_MICROS;
  const usualAddresses = new Set<number>();
  const usualAgents = new Set<number>();
  for (const row of rows) {
    if (facts.time(row) >= from) break;
    if (growth.has(row)) continue;
    usualAddresses.add(srcIp[row]!);
    usualAgents.add(userAgent[row]!);
  }
  const tried = new Set<number>();
  for (const row of rows) {
    const address = srcIp[row]!;
    if (growth.has(row) || address === 0 || tried.has(address) || !(facts.time(row) >= from)) continue;
    const agent = userAgent[row]!;
    if (usualAddresses.has(address) || agent === 0 || usualAgents.has(agent) || !facts.isExternal(address))
      continue;
    // A person also gets new phones; only a program that the actor is known by tells one from the other.
    if (!takeover.agents.has(agent) && (person || usualAgents.size === 0)) continue;
    tried.add(address);
    linkAddress(growth, address, takeover.row, 'stray');
  }
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
        : `The credential ${name} was in the actor's hands for ${count(mine.length, 'record')}; the other ${count(rows.length - mine.length, 'record')} come from its owner's usual places and stay out.`,
  });
  for (const row of mine) growth.join(row, node);
}
