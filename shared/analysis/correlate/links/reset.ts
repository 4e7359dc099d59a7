/**
 * Accounts that the actor opened by setting their password or factors anew: whoever then signs in as them from where the
 * actor is, is the actor. The owner signs in from elsewhere, or hours later.
 */
import type { Alias } from '../../../events/event.ts';
import { moment } from '../../words.ts';
import type { Growth } from '../growth.ts';

/** From the reset to the first use that it was made for. */
const USE_MICROS = 24 * 3_600_000_000;

export function noteReset(growth: Growth, alias: Alias, row: number): void {
  const { facts } = growth;
  const identity = facts.view.identityOfAlias(alias);
  if (identity >= 0 && identity !== facts.identity(row) && !growth.resets.has(identity))
    growth.resets.set(identity, row);
}

export function linkResets(growth: Growth): void {
  for (const [identity, reset] of growth.resets) followReset(growth, identity, reset);
}

function followReset(growth: Growth, identity: number, reset: number): void {
  const { facts } = growth;
  const { srcIp } = facts.columns;
  const maker = growth.held.get(facts.identity(reset));
  const places = new Set([srcIp[reset]!, ...(maker?.addresses ?? [])]);
  places.delete(0);
  const since = facts.time(reset);
  const used = facts.rowsOfIdentity(identity).find((row) => {
    const time = facts.time(row);
    return time >= since && time <= since + USE_MICROS && places.has(srcIp[row]!);
  });
  if (used === undefined) return;
  const { id, display } = facts.view.identities[identity]!;
  const node = growth.node({
    kind: 'identity',
    value: `identity:${id}`,
    label: display,
    link: 'identity',
    parent: reset,
    about: 'reset',
    weight: 0.9,
    why: `The actor set the credentials of ${display} anew at ${moment(since)}; the next use of the account from one of the actor's places (${facts.view.text('srcIp', srcIp[used]!)}) is the actor's.`,
  });
  growth.join(used, node);
}
