/** Records of a session that the actor opened or took over. */
import { count, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';

/**
 * A session that begins with a chain record is the actor's as a whole. One that its owner began is the actor's only
 * for what comes from the actor's addresses, or from new addresses with another program, after the take-over.
 */
export function linkSession(growth: Growth, session: number): void {
  const { facts } = growth;
  const { view } = facts;
  // Placeholders such as `unknown` stand in the records of many people.
  if (facts.identitiesOfSession(session) > 1) return;
  const rows = view.rows('session', session);
  const firstChain = rows.findIndex((row) => growth.has(row));
  if (firstChain < 0) return;
  const first = rows[firstChain]!;
  const owners = rows.subarray(0, firstChain);
  const { srcIp, userAgent } = facts.columns;
  const ownerAgents = new Set(Array.from(owners, (row) => userAgent[row]!));
  const ownerAddresses = new Set(Array.from(owners, (row) => srcIp[row]!));
  const isMine = (row: number): boolean => {
    if (growth.has(row) || owners.length === 0) return true;
    if (growth.hostile.has(srcIp[row]!)) return true;
    const newAgent = userAgent[row] !== 0 && !ownerAgents.has(userAgent[row]!);
    return newAgent && srcIp[row] !== 0 && !ownerAddresses.has(srcIp[row]!);
  };
  const mine = rows.subarray(firstChain).filter(isMine);
  const name = view.text('session', session) ?? '';
  const since = Number.isNaN(facts.time(first)) ? '' : ` at ${moment(facts.time(first))}`;
  const from = view.text('srcIp', srcIp[first]!);
  const by = from === null ? '' : ` from ${from}`;
  const node = growth.node({
    kind: 'session',
    value: `session:${name}`,
    label: name,
    link: 'session',
    parent: first,
    weight: 0.97,
    why: () =>
      owners.length === 0
        ? `Session ${name} begins with the actor${by}${since}, so its ${count(mine.length, 'record')} belong together.`
        : `Session ${name} was its owner's for ${count(owners.length, 'record')} and was taken over${by}${since}; ${count(mine.length, 'record')} since then come from the actor's addresses or programs.`,
  });
  for (const row of mine) growth.join(row, node);
}
