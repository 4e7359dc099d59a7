/**
 * Joins the actors of the sources into identities by exact evidence. Each joining alias is a node in a union-find
 * forest, each actor ties its aliases together: near-linear in the number of aliases. Look-alike names never join.
 */
import { type Actor, type Alias, type Effect, SOURCE_TYPES, type SourceType } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import { list, SOURCE_WORDS } from '../words.ts';
import { ALIAS_WORDS, isEmail, joinKey, parseRoleSession, plainKey, strengthOf } from './aliases.ts';
import { classify } from './classify.ts';
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

/** One place that names aliases together: an actor or a mention. */
interface Witness {
  readonly aliases: readonly Alias[];
  readonly keys: readonly (string | null)[];
  readonly source: string;
  readonly words: string;
  readonly entry: ResolvableActor | null;
}

/**
 * Identities in the order of their first actor. Every actor is in exactly one; actors that name nobody (hidden,
 * anonymous, unknown) each stay alone.
 */
export function resolveIdentities(
  actors: readonly ResolvableActor[],
  mentions: readonly AliasMention[] = [],
): Identity[] {
  const witnesses = [...actors.map(witnessOfActor), ...mentions.map(witnessOfMention)];
  const groups = groupByKeys(witnesses);
  const taken = new Set<string>();
  return groups.map((group) => identityOf(group, taken));
}

function witnessOfActor(entry: ResolvableActor): Witness {
  const aliases = withSessionEmail(entry.actor.aliases);
  return {
    aliases,
    keys: aliases.map((alias) => joinKey(alias, aliases, entry.source)),
    source: entry.source,
    words: `the same ${SOURCE_WORDS[entry.source]} record`,
    entry,
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
  };
}

/** Single sign-on names the role session after the person's e-mail; the session then is that person. */
function withSessionEmail(aliases: readonly Alias[]): readonly Alias[] {
  const session = aliases.find((alias) => alias.kind === 'role-session');
  const name = session ? parseRoleSession(session.value)?.session : undefined;
  if (!name || !isEmail(name) || aliases.some((alias) => alias.kind === 'email')) return aliases;
  return [...aliases, { kind: 'email', value: name.toLowerCase() }];
}

function groupByKeys(witnesses: readonly Witness[]): Witness[][] {
  const parent = Int32Array.from({ length: witnesses.length }, (_, i) => i);
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
  witnesses.forEach((witness, i) => {
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
  });
  const groups = new Map<number, Witness[]>();
  witnesses.forEach((witness, i) => {
    const root = find(i);
    const group = groups.get(root);
    if (group) group.push(witness);
    else groups.set(root, [witness]);
  });
  return [...groups.values()];
}

function identityOf(group: readonly Witness[], taken: Set<string>): Identity {
  const collected = collectAliases(group);
  const anchor = collected.find((alias) => alias.joins) ?? null;
  const entries = group.flatMap((witness) => (witness.entry ? [witness.entry] : []));
  const { class: cls, why: classWhy } = classify(
    entries,
    collected.map((alias) => alias.alias),
  );
  const aliases = collected.map((found) => ({
    kind: found.alias.kind,
    value: found.alias.value,
    source: found.sources[0]!,
    why: whyAlias(found, anchor),
  }));
  return {
    id: freshId(anchor ? anchor.key : anonymousKey(group), taken),
    display: displayOf(group, collected),
    class: cls,
    classWhy,
    aliases,
    actors: entries.map((entry) => entry.code),
  };
}

interface FoundAlias {
  readonly alias: Alias;
  readonly key: string;
  readonly joins: boolean;
  readonly sources: string[];
  /** First witness that names it together with another joining alias; what the sentence quotes. */
  beside: { readonly alias: Alias; readonly words: string } | null;
  readonly words: string;
}

/** Distinct aliases of a group, strongest first. */
function collectAliases(group: readonly Witness[]): FoundAlias[] {
  const found = new Map<string, FoundAlias>();
  for (const witness of group) {
    const strongest = witness.aliases.findIndex((_, i) => witness.keys[i] !== null);
    witness.aliases.forEach((alias, i) => {
      const key = witness.keys[i] ?? plainKey(alias);
      let entry = found.get(key);
      if (!entry) {
        entry = {
          alias,
          key,
          joins: witness.keys[i] !== null,
          sources: [],
          beside: null,
          words: witness.words,
        };
        found.set(key, entry);
      }
      if (!entry.sources.includes(witness.source)) entry.sources.push(witness.source);
      const other = strongest === i ? witness.keys.findIndex((k, j) => j !== i && k !== null) : strongest;
      const otherAlias = witness.aliases[other];
      if (entry.beside === null && otherAlias) entry.beside = { alias: otherAlias, words: witness.words };
    });
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(b.joins) - Number(a.joins) ||
      strengthOf(a.alias.kind) - strengthOf(b.alias.kind) ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

function whyAlias(found: FoundAlias, anchor: FoundAlias | null): string {
  const where = list(found.sources.map(sourceWord), 6);
  if (found.joins && found.sources.length > 1)
    return `the same ${ALIAS_WORDS[found.alias.kind]} stands in ${where}`;
  if (found === anchor && found.beside === null)
    return found.sources.length > 0 ? `named by ${where}` : found.words;
  if (found.beside) {
    return `named in ${found.beside.words} as the ${ALIAS_WORDS[found.beside.alias.kind]} ${found.beside.alias.value}`;
  }
  return `named by ${where}`;
}

function sourceWord(source: string): string {
  return SOURCE_WORDS[source as SourceType] ?? source;
}

function displayOf(group: readonly Witness[], aliases: readonly FoundAlias[]): string {
  const person =
    aliases.find((found) => found.alias.kind === 'email') ??
    aliases.find((found) => found.alias.kind === 'login');
  if (person) return person.alias.value;
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
