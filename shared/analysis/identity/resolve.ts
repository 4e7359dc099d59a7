/**
 * Joins the actors of the sources into identities by exact evidence and by what the analyst decided. Look-alike names
 * never join.
 */
import type { Alias } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import type { Decision } from '../decisions.ts';
import { plainKey } from './aliases.ts';
import { classify } from './classify.ts';
import { type Groups, groupWitnesses } from './groups.ts';
import { collectAliases, type FoundAlias, whyAlias } from './reasons.ts';
import type { RosterPerson } from './roster.ts';
import type { AliasMention } from './said.ts';
import { stableId } from './stable-id.ts';
import { standing } from './standing.ts';
import {
  isManyPeople,
  type ResolvableActor,
  type Witness,
  witnessOfActor,
  witnessOfMention,
} from './witness.ts';

/**
 * Identities in the order of their first actor. Every actor is in at most one; actors that name nobody (anonymous,
 * unknown) each stay alone. A name that stands for many people and nothing else is no identity at all: its records have
 * only the name in common.
 */
export function resolveIdentities(
  actors: readonly ResolvableActor[],
  mentions: readonly AliasMention[] = [],
  people: readonly RosterPerson[] = [],
  decisions: readonly Decision[] = [],
): Identity[] {
  const named = actors.filter(({ actor }) => !isManyPeople(actor));
  const witnesses = [...named.map(witnessOfActor), ...mentions.map(witnessOfMention)];
  const { groups, notes } = groupWitnesses(witnesses, people, standing(decisions));
  const taken = new Set<string>();
  const names = new Map<string, number>();
  for (const { display } of people) if (display !== null) names.set(display, (names.get(display) ?? 0) + 1);
  const unique = (display: string) => names.get(display) === 1;
  return groups.map((group) => identityOf(group, notes, taken, people.length > 0, unique));
}

function identityOf(
  group: readonly Witness[],
  notes: Groups['notes'],
  taken: Set<string>,
  hasRoster: boolean,
  unique: (display: string) => boolean,
): Identity {
  const collected = collectAliases(group);
  const anchor = collected.find((alias) => alias.joins) ?? null;
  const entries = group.flatMap((witness) => (witness.entry ? [witness.entry] : []));
  const person = group.find((witness) => witness.person !== null)?.person ?? null;
  const { class: cls, why: classWhy } = classify(
    entries,
    collected.map((alias) => alias.alias),
    hasRoster ? { person } : null,
  );
  const aliases = collected.map((found) => ({
    kind: found.alias.kind,
    value: found.alias.value,
    source: found.sources[0] ?? 'decision',
    why: whyAlias(found, anchor, notes.get(found.key)),
    records: found.records,
  }));
  return {
    id: freshId(anchor ? anchor.key : anonymousKey(group), taken),
    display: displayOf(group, collected, person, unique),
    class: cls,
    classWhy,
    listed: person?.place ?? null,
    aliases,
    actors: entries.map((entry) => entry.code),
  };
}

function displayOf(
  group: readonly Witness[],
  aliases: readonly FoundAlias[],
  person: RosterPerson | null,
  unique: (display: string) => boolean,
): string {
  const accounts = ['email', 'login'].flatMap((kind) => aliases.filter((found) => found.alias.kind === kind));
  // The name under which it acts: the records of the case then speak of it by that.
  const account = accounts.find(({ acts }) => acts) ?? accounts[0];
  const name = person?.display ?? null;
  if (name !== null) return unique(name) || !account ? name : `${name} (${account.alias.value})`;
  if (account) return account.alias.value;
  const named = group.find((witness) => witness.entry !== null)?.entry;
  return named?.actor.name ?? aliases[0]?.alias.value ?? 'unnamed';
}

function anonymousKey(group: readonly Witness[]): string {
  const first = group[0]!;
  const actor = first.entry?.actor;
  return ['alone', first.source, actor?.type, actor?.id, actor?.name, ...first.aliases.map(plainKey)].join(
    '\n',
  );
}

function freshId(key: string, taken: Set<string>): string {
  for (let salt = 0; ; salt++) {
    const id = `idn_${stableId(salt === 0 ? key : `${key}\n${salt}`)}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/**
 * Index into `identities` by alias, for `CaseView.identityOfAlias`. An alias that several identities carry (the role
 * behind many sessions, Bitbucket's user 101 beside Jira's) names none of them and answers -1.
 */
export function indexAliases(identities: readonly Identity[]): (alias: Alias) => number {
  const index = new Map<string, number>();
  identities.forEach((identity, i) => {
    for (const alias of identity.aliases) {
      if (alias.kind === 'display') continue;
      const key = plainKey(alias);
      const other = index.get(key);
      index.set(key, other === undefined || other === i ? i : -1);
    }
  });
  return (alias) => (alias.kind === 'display' ? -1 : (index.get(plainKey(alias)) ?? -1));
}
