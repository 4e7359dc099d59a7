/**
 * Accounts that the actor opened by setting their password or factors anew: whoever then signs in as them from where the
 * actor is, is the actor. The owner signs in from elsewhere, or hours later.
 */
import type { Alias } from '../../../events/event.ts';
import { duration, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';

/** … from a place where the account never was, where it is a person's. */
const NEW_PLACE_MICROS = 6 * 3_600_000_000;
/** The account may have come to the place a little before the chain's first record. */
const COMING_MICROS = 3_600_000_000;
/** From the reset to the first use that it was made for. */
const USE_MICROS = 24 * 3_600_000_000;

/** Remembers that a chain row set the credentials of another account anew. */
export function noteReset(growth: Growth, alias: Alias, row: number): void {
  const { facts } = growth;
  const identity = facts.view.identityOfAlias(alias);
  if (identity >= 0 && identity !== facts.identity(row) && !growth.resets.has(identity))
    growth.resets.set(identity, row);
}

/** Follows resets of the chain to the use they were made for, and held accounts back to the reset that opened them. */
export function linkResets(growth: Growth): void {
  for (const [identity, reset] of growth.resets) followReset(growth, identity, reset);
  for (const [identity, { row }] of [...growth.held]) linkOpener(growth, identity, row);
}

function followReset(growth: Growth, identity: number, reset: number): void {
  const { facts } = growth;
  const { srcIp } = facts.columns;
  const maker = growth.held.get(facts.identity(reset));
  const places = new Set([srcIp[reset]!, ...(maker?.addresses ?? [])]);
  const since = facts.time(reset);
  const { display, class: cls } = facts.view.identities[identity]!;
  // A person whose password was set anew may be at a new place a day later; a machine is not.
  const most = cls === 'human' ? NEW_PLACE_MICROS : USE_MICROS;
  const isActors = (address: number, time: number): boolean =>
    places.has(address) ||
    growth.hostile.has(address) ||
    (time <= since + most && isNewTo(growth, identity, address, since));
  const used = facts.rowsOfIdentity(identity).find((row) => {
    const time = facts.time(row);
    if (!(time >= since && time <= since + USE_MICROS) || srcIp[row] === 0 || facts.failed(row)) return false;
    return isActors(srcIp[row]!, time);
  });
  if (used === undefined) return;
  const node = growth.identityNode(identity, {
    parent: reset,
    about: 'reset',
    weight: 0.9,
    why: `The actor set the credentials of ${display} anew at ${moment(since)}; the next use of the account from a place of the actor, or one where it never was (${facts.view.text('srcIp', srcIp[used]!)}), is the actor's.`,
  });
  growth.join(used, node);
}

/** The way back: an account came to a new place with the actor right after somebody set its credentials anew. */
function linkOpener(growth: Growth, identity: number, shown: number): void {
  const { facts } = growth;
  const since = facts.time(shown);
  const address = facts.columns.srcIp[shown]!;
  const isNew = isNewTo(growth, identity, address, since - COMING_MICROS);
  const reset = facts
    .rowsOfEffects('reset-credential', identity)
    .filter((row) => !facts.failed(row) && facts.identity(row) !== identity)
    .filter(
      (row) =>
        isNew || growth.held.has(facts.identity(row)) || growth.ownDevices.has(facts.machines.device(row)),
    )
    .filter((row) => facts.time(row) <= since && facts.time(row) >= since - USE_MICROS)
    .at(-1);
  if (reset === undefined) return;
  const { display } = facts.view.identities[identity]!;
  const node = growth.identityNode(identity, {
    parent: shown,
    about: 'opener',
    weight: 0.85,
    why: `The credentials of ${display} were set anew at ${moment(facts.time(reset))}; ${duration(since - facts.time(reset))} later the actor used the account from ${facts.view.text('srcIp', address)}${isNew ? ', where it never was before' : ', and whoever set them is in the chain'}.`,
  });
  growth.join(reset, node);
}

/** Whether an account was nowhere near a place before a moment, but elsewhere. */
function isNewTo(growth: Growth, identity: number, address: number, since: number): boolean {
  const { addresses } = growth.facts.habits(identity);
  return (addresses.get(address)?.first ?? Number.NaN) >= since && growth.facts.life(identity).first < since;
}
