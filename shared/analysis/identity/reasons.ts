/** The names of an identity with the reason for each. */
import type { Alias, SourceType } from '../../events/event.ts';
import { list, SOURCE_WORDS } from '../words.ts';
import { ALIAS_WORDS, plainKey, strengthOf } from './aliases.ts';
import type { Witness } from './witness.ts';

/** One alias of an identity with everything that names it. */
export interface FoundAlias {
  readonly alias: Alias;
  readonly key: string;
  readonly joins: boolean;
  readonly sources: string[];
  /** First record that names it together with another joining alias; what the sentence quotes. */
  beside: { readonly alias: Alias; readonly words: string } | null;
  /** The same of a record that is about the account, not by it. */
  mentioned: { readonly alias: Alias; readonly words: string } | null;
  /** The same of a roster's row. */
  listed: { readonly alias: Alias; readonly words: string } | null;
  /** Keys of the joining aliases that records name beside it. */
  readonly tied: Set<string>;
  /** Sources of records that name it. */
  recorded: number;
  /** Records in which it acts or is spoken of. */
  records: number;
  /** Whether it acts in any. */
  acts: boolean;
  /** What the analyst joined it with, in words. */
  readonly decided: string[];
  readonly words: string;
}

/** Distinct aliases of a group, strongest first. */
export function collectAliases(group: readonly Witness[]): FoundAlias[] {
  const found = new Map<string, FoundAlias>();
  for (const witness of group) {
    const strongest = witness.aliases.findIndex((_, i) => witness.keys[i] !== null);
    witness.aliases.forEach((alias, i) => {
      const key = witness.keys[i] ?? plainKey(alias);
      // Two spellings of one key (`JIRAUSER42` and 42 in Jira) are both shown.
      const spelled = `${key}\n${alias.value.toLowerCase()}`;
      let entry = found.get(spelled);
      if (!entry) {
        entry = {
          alias,
          key,
          joins: witness.keys[i] !== null,
          sources: [],
          beside: null,
          mentioned: null,
          listed: null,
          tied: new Set(),
          recorded: 0,
          records: 0,
          acts: false,
          decided: [],
          words: witness.words,
        };
        found.set(spelled, entry);
      }
      if (witness.weight === 'decision') {
        entry.decided.push(`joined with ${named(witness.aliases[1 - i]!)} ${witness.words}`);
        return;
      }
      entry.records += witness.records;
      entry.acts ||= witness.entry !== null;
      if (!entry.sources.includes(witness.source)) {
        entry.sources.push(witness.source);
        if (witness.person === null) entry.recorded++;
      }
      const other = strongest === i ? witness.keys.findIndex((k, j) => j !== i && k !== null) : strongest;
      const otherAlias = witness.aliases[other];
      if (!otherAlias) return;
      const beside = { alias: otherAlias, words: witness.words };
      if (witness.person !== null) entry.listed ??= beside;
      else {
        entry.beside ??= beside;
        if (witness.weight === 'mention') entry.mentioned ??= beside;
        entry.tied.add(witness.keys[other]!);
      }
    });
  }
  return [...found.values()].sort(
    (a, b) =>
      Number(b.joins) - Number(a.joins) ||
      strengthOf(a.alias.kind) - strengthOf(b.alias.kind) ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

/** Why an alias belongs to its identity, in words; `notes`: what splits did to it. */
export function whyAlias(
  found: FoundAlias,
  anchor: FoundAlias | null,
  notes: readonly string[] = [],
): string {
  return [whyRecorded(found, anchor), ...found.decided, ...notes].join('; ');
}

function whyRecorded(found: FoundAlias, anchor: FoundAlias | null): string {
  const where = list(found.sources.map(sourceWord), 6);
  const { beside, mentioned, listed } = found;
  // Where no record ties it to the name that the identity goes by, the roster is the reason.
  if (listed && (found === anchor ? beside === null : !found.tied.has(anchor?.key ?? '')))
    return `${listed.words} names both it and ${named(listed.alias)}`;
  if (found.joins && found.recorded > 1 && found !== anchor && mentioned)
    return `named by ${where}, and in ${mentioned.words} as ${named(mentioned.alias)}`;
  if (found.joins && found.recorded > 1)
    return `the same ${ALIAS_WORDS[found.alias.kind]} stands in ${where}`;
  if (found === anchor && beside === null)
    return found.sources.length > 0 ? `named by ${where}` : found.words;
  if (beside) return `named in ${beside.words} as ${named(beside.alias)}`;
  return `named by ${where}`;
}

function named({ kind, value }: Alias): string {
  return `the ${ALIAS_WORDS[kind]} ${value}`;
}

function sourceWord(source: string): string {
  return SOURCE_WORDS[source as SourceType] ?? source;
}
