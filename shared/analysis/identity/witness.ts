/** Places that name aliases together: what identities are made of. */
import { type Actor, type Alias, SOURCE_TYPES, type SourceType } from '../../events/event.ts';
import type { Decision } from '../decisions.ts';
import { moment, SOURCE_WORDS } from '../words.ts';
import { isEmail, joinKey, namesNobody, parseRoleSession } from './aliases.ts';
import type { RosterPerson } from './roster.ts';
import type { AliasMention } from './said.ts';

export interface ResolvableActor {
  /** Code in `Columns.actor`. */
  readonly code: number;
  readonly source: SourceType;
  readonly actor: Actor;
  /** Records in which it acts; absent where nobody counted. */
  readonly records?: number;
}

/** How much a place proves: the analyst's own joins are the first to give way when he splits. */
export type Weight = 'decision' | 'roster' | 'mention' | 'actor';

/** One place that names aliases together. */
export interface Witness {
  readonly weight: Weight;
  readonly aliases: readonly Alias[];
  /** By alias: what it joins under; null where it joins nothing. */
  readonly keys: readonly (string | null)[];
  readonly source: string;
  readonly words: string;
  readonly records: number;
  readonly entry: ResolvableActor | null;
  /** The person whose row it is. */
  readonly person: RosterPerson | null;
}

export function witnessOfActor(entry: ResolvableActor): Witness {
  const aliases = withSessionEmail(entry.actor.aliases);
  return {
    weight: 'actor',
    aliases,
    keys: aliases.map((alias) => joinKey(alias, aliases, entry.source)),
    source: entry.source,
    words: `the same ${SOURCE_WORDS[entry.source]} record`,
    records: entry.records ?? 0,
    entry,
    person: null,
  };
}

/** A name that stands for many people and nothing else (CloudTrail's `HIDDEN_DUE_TO_SECURITY_REASONS`). */
export function isManyPeople({ aliases }: Actor): boolean {
  return aliases.length > 0 && aliases.every(({ kind, value }) => kind === 'display' && namesNobody(value));
}

/** Single sign-on names the role session after the person's e-mail; the session then is that person. */
function withSessionEmail(aliases: readonly Alias[]): readonly Alias[] {
  const session = aliases.find((alias) => alias.kind === 'role-session');
  const name = session ? parseRoleSession(session.value)?.session : undefined;
  if (!name || !isEmail(name) || aliases.some((alias) => alias.kind === 'email')) return aliases;
  return [...aliases, { kind: 'email', value: name.toLowerCase() }];
}

export function witnessOfMention(mention: AliasMention): Witness {
  const source = SOURCE_TYPES.find((type) => type === mention.source) ?? null;
  return {
    weight: 'mention',
    aliases: mention.aliases,
    keys: mention.aliases.map((alias) => joinKey(alias, mention.aliases, source)),
    source: mention.source,
    words: mention.why,
    records: mention.records,
    entry: null,
    person: null,
  };
}

/** A row of a roster without the names that its accounts share with another person's. */
export function witnessOfPerson(person: RosterPerson, shared: (key: string) => boolean): Witness | null {
  const aliases = person.aliases.filter((alias) => {
    const key = joinKey(alias, person.aliases, null);
    return key !== null && !shared(key);
  });
  if (aliases.length === 0) return null;
  return {
    weight: 'roster',
    aliases,
    keys: aliases.map((alias) => joinKey(alias, aliases, null)),
    source: person.place.replace(/ row \d+$/, ''),
    words: `the ${person.place}`,
    records: 0,
    entry: null,
    person,
  };
}

/** Two names that the analyst says are one. Null: one of them joins nothing (a display name, nobody in particular). */
export function witnessOfJoin(decision: Decision, a: Alias, b: Alias): Witness | null {
  const keys = [a, b].map((alias) => joinKey(alias, [alias], null));
  if (keys.includes(null)) return null;
  return {
    weight: 'decision',
    aliases: [a, b],
    keys,
    source: 'decision',
    words: decidedBy(decision),
    records: 0,
    entry: null,
    person: null,
  };
}

/** `by jdoe on 2023-11-24 10:00:00 UTC: “the same badge”`. */
export function decidedBy({ madeBy, made, reason }: Decision): string {
  return `by ${madeBy} on ${moment(made)}${reason === '' ? '' : `: “${reason}”`}`;
}
