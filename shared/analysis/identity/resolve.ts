/**
 * Joins the actors of the sources into identities by exact evidence. Each joining alias is a node in a union-find
 * forest, each actor ties its aliases together: near-linear in the number of aliases. Look-alike names never join.
 */
import { type Actor, type Alias, type Effect, SOURCE_TYPES, type SourceType } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import { SOURCE_WORDS } from '../words.ts';
import { isEmail, joinKey, namesNobody, parseRoleSession, plainKey } from './aliases.ts';
import { classify } from './classify.ts';
import { collectAliases, type FoundAlias, type Witness, whyAlias } from './reasons.ts';
import type { RosterPerson } from './roster.ts';
import { stableId } from './stable-id.ts';

export interface ResolvableActor {
  /** Code in `Columns.actor`. */
  readonly code: number;
  readonly source: SourceType;
  readonly actor: Actor;
}

/**
 * Aliases that something other than an acting actor names: the account an effect creates, a row of a roster. All
 * aliases of one mention are one identity; a mention of a single alias makes an account that never acted addressable.
 */
export interface AliasMention {
  readonly aliases: readonly Alias[];
  /** Where it stands, for `Identity.aliases[].source`: a source type or `roster people.csv`. */
  readonly source: string;
  /** A sentence part: `created by a Jira record`. */
  readonly why: string;
}

/** The accounts that effects name. Give them to `resolveIdentities`, or accounts that never sign in have no identity. */
export function mentionsOfEffects(
  effects: Iterable<{ readonly source: SourceType; readonly effect: Effect }>,
): AliasMention[] {
  const mentions = new Map<string, AliasMention>();
  for (const { source, effect } of effects) {
    if (!('alias' in effect) || effect.alias === null || effect.alias.kind === 'display') continue;
    const key = plainKey(effect.alias);
    if (mentions.has(key)) continue;
    mentions.set(key, {
      aliases: [effect.alias],
      source,
      why: `${SOURCE_WORDS[source]} names it in “${effect.kind}”`,
    });
  }
  return [...mentions.values()];
}

/**
 * Identities in the order of their first actor. Every actor is in at most one; actors that name nobody (anonymous,
 * unknown) each stay alone. A name that stands for many people and nothing else (CloudTrail's
 * `HIDDEN_DUE_TO_SECURITY_REASONS`) is no identity at all: its records have only the name in common.
 */
export function resolveIdentities(
  actors: readonly ResolvableActor[],
  mentions: readonly AliasMention[] = [],
  people: readonly RosterPerson[] = [],
): Identity[] {
  const named = actors.filter(({ actor }) => !isManyPeople(actor));
  const witnesses = [...named.map(witnessOfActor), ...mentions.map(witnessOfMention)];
  const groups = groupByKeys(witnesses, people);
  const taken = new Set<string>();
  const names = new Map<string, number>();
  for (const { display } of people) if (display !== null) names.set(display, (names.get(display) ?? 0) + 1);
  const unique = (display: string) => names.get(display) === 1;
  return groups.map((group) => identityOf(group, taken, people.length > 0, unique));
}

function isManyPeople({ aliases }: Actor): boolean {
  return aliases.length > 0 && aliases.every(({ kind, value }) => kind === 'display' && namesNobody(value));
}

function witnessOfActor(entry: ResolvableActor): Witness {
  const aliases = withSessionEmail(entry.actor.aliases);
  return {
    aliases,
    keys: aliases.map((alias) => joinKey(alias, aliases, entry.source)),
    source: entry.source,
    words: `the same ${SOURCE_WORDS[entry.source]} record`,
    entry,
    person: null,
  };
}

function witnessOfMention(mention: AliasMention): Witness {
  const source = SOURCE_TYPES.find((type) => type === mention.source) ?? null;
  return {
    aliases: mention.aliases,
    keys: mention.aliases.map((alias) => joinKey(alias, mention.aliases, source)),
    source: mention.source,
    words: mention.why,
    entry: null,
    person: null,
  };
}

/** Single sign-on names the role session after the person's e-mail; the session then is that person. */
function withSessionEmail(aliases: readonly Alias[]): readonly Alias[] {
  const session = aliases.find((alias) => alias.kind === 'role-session');
  const name = session ? parseRoleSession(session.value)?.session : undefined;
  if (!name || !isEmail(name) || aliases.some((alias) => alias.kind === 'email')) return aliases;
  return [...aliases, { kind: 'email', value: name.toLowerCase() }];
}

/** A row of a roster without the names that its accounts share with another person's. */
function witnessOfPerson(person: RosterPerson, shared: (key: string) => boolean): Witness | null {
  const aliases = person.aliases.filter((alias) => {
    const key = joinKey(alias, person.aliases, null);
    return key !== null && !shared(key);
  });
  if (aliases.length === 0) return null;
  return {
    aliases,
    keys: aliases.map((alias) => joinKey(alias, aliases, null)),
    source: person.place.replace(/ row \d+$/, ''),
    words: `the ${person.place}`,
    entry: null,
    person,
  };
}

/**
 * Records join first. Then each person of a roster takes the groups that the row names, but none that another person's
 * row names too: a roster must not make two people one.
 */
function groupByKeys(records: readonly Witness[], people: readonly RosterPerson[]): Witness[][] {
  const witnesses = [...records];
  const parent = Array.from({ length: records.length }, (_, i) => i);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = node; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const owner = new Map<string, number>();
  const join = (witness: Witness, i: number) => {
    for (const key of witness.keys) {
      if (key === null) continue;
      const other = owner.get(key);
      if (other === undefined) owner.set(key, i);
      else {
        const [a, b] = [find(other), find(i)];
        // The smaller index stays root, so groups come out in order of their first witness.
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  };
  records.forEach(join);
  const rootOf = (key: string) => {
    const known = owner.get(key);
    return known === undefined ? -1 : find(known);
  };
  const shared = contested(people, rootOf);
  // Decided before the first row joins, so that the order of rows plays no part.
  const rows = people.flatMap((person) => witnessOfPerson(person, (key) => shared.has(rootOf(key))) ?? []);
  for (const row of rows) {
    parent.push(witnesses.length);
    join(row, witnesses.length);
    witnesses.push(row);
  }
  const groups = new Map<number, Witness[]>();
  witnesses.forEach((witness, i) => {
    const root = find(i);
    const group = groups.get(root);
    if (group) group.push(witness);
    else groups.set(root, [witness]);
  });
  return [...groups.values()];
}

/** Groups that the rows of more than one person name. */
function contested(people: readonly RosterPerson[], rootOf: (key: string) => number): ReadonlySet<number> {
  const claims = new Map<number, number>();
  for (const { aliases } of people) {
    const keys = aliases.flatMap((alias) => joinKey(alias, aliases, null) ?? []);
    for (const root of new Set(keys.map(rootOf))) claims.set(root, (claims.get(root) ?? 0) + 1);
  }
  return new Set([...claims].flatMap(([root, times]) => (root >= 0 && times > 1 ? [root] : [])));
}

function identityOf(
  group: readonly Witness[],
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
    source: found.sources[0]!,
    why: whyAlias(found, anchor),
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
  const account =
    aliases.find((found) => found.alias.kind === 'email') ??
    aliases.find((found) => found.alias.kind === 'login');
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
