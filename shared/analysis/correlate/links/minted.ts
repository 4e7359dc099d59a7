/** What the actor made: tokens and keys issued, accounts created. Such things are the actor's as a whole. */
import type { Alias } from '../../../events/event.ts';
import { plainKey } from '../../identity/aliases.ts';
import { count, SOURCE_WORDS } from '../../words.ts';
import type { Growth } from '../growth.ts';

/** Every record made with a credential that a chain record issued, whatever address it comes from. */
export function linkMintedCredential(growth: Growth, credential: string, maker: number): void {
  const { facts } = growth;
  const { view } = facts;
  const rows = view.rows('credential', view.code('credential', credential));
  const node = growth.node({
    kind: 'credential',
    value: `credential:${credential}`,
    label: credential,
    link: 'minted-credential',
    parent: maker,
    weight: 0.98,
    why: `The credential ${credential} was issued by a record of the chain (${SOURCE_WORDS[facts.source(maker)]} ${view.text('action', facts.columns.action[maker]!)}), so ${count(rows.length, 'record')} made with it ${rows.length === 1 ? 'is' : 'are'} the actor's from any address.`,
  });
  for (const row of rows) if (!isBefore(growth, row, maker)) growth.join(row, node);
}

/**
 * Every record of an account that a chain record created, until it was disabled. Where the new account's names also
 * belong to somebody who was there before, only the account of that very name in the product that created it counts.
 */
export function linkCreatedAccount(growth: Growth, alias: Alias, maker: number): void {
  const { facts } = growth;
  const { view } = facts;
  const identity = view.identityOfAlias(alias);
  const all = identity >= 0 ? facts.rowsOfIdentity(identity) : new Uint32Array(0);
  const existed = all.some((row) => isBefore(growth, row, maker) && !facts.failed(row));
  const label = identity >= 0 ? view.identities[identity]!.display : alias.value;
  const disabled = identity >= 0 ? disabledAt(growth, identity, maker) : Number.POSITIVE_INFINITY;
  const rows = all.filter((row) => {
    if (isBefore(growth, row, maker) || facts.time(row) > disabled) return false;
    return !existed || (vendor(growth, row) === vendor(growth, maker) && carries(growth, row, alias));
  });
  const node = growth.node({
    kind: 'identity',
    value: `identity:${identity >= 0 ? view.identities[identity]!.id : alias.value}`,
    label,
    link: 'created-account',
    parent: maker,
    weight: 0.99,
    why: `The account ${alias.value} was created by a record of the chain (${SOURCE_WORDS[facts.source(maker)]}), so ${rows.length === 0 ? 'whatever it does is' : `its ${count(rows.length, 'record')} ${rows.length === 1 ? 'is' : 'are'}`} the actor's from any address.`,
  });
  if (identity >= 0 && !existed) growth.made.set(identity, maker);
  for (const row of rows) growth.join(row, node);
}

function isBefore(growth: Growth, row: number, maker: number): boolean {
  return growth.facts.time(row) < growth.facts.time(maker);
}

function vendor(growth: Growth, row: number): string {
  return growth.facts.source(row).split(':')[0]!;
}

function carries(growth: Growth, row: number, alias: Alias): boolean {
  const { view, columns } = growth.facts;
  const key = plainKey(alias);
  return view.actor(columns.actor[row]!)?.aliases.some((own) => plainKey(own) === key) ?? false;
}

/** Micros of the first record after its making that disables the account and is not the actor's; infinity if none. */
function disabledAt(growth: Growth, identity: number, maker: number): number {
  for (const row of growth.facts.rowsOfEffects('disabled-account', identity)) {
    if (!isBefore(growth, row, maker) && !growth.has(row) && !growth.facts.failed(row))
      return growth.facts.time(row);
  }
  return Number.POSITIVE_INFINITY;
}
