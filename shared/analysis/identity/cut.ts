/**
 * Takes a group of places apart so that names which the analyst split end up in different groups. The strongest evidence
 * joins first, and whatever would bring a split pair together is refused: so the cut runs along the weakest.
 */
import type { Alias } from '../../events/event.ts';
import { count } from '../words.ts';
import { ALIAS_WORDS, joinKey, strengthOf } from './aliases.ts';
import { Forest } from './forest.ts';
import type { DecidedPair } from './standing.ts';
import { decidedBy, type Weight, type Witness } from './witness.ts';

/** One tie between a place and a name in it. */
interface Tie {
  readonly witness: number;
  readonly key: string;
  readonly alias: Alias;
}

const ORDER: readonly Weight[] = ['decision', 'roster', 'mention', 'actor'];

/** `notes` gets, by alias key, what was decided and what went where. */
export function cut(
  group: readonly Witness[],
  splits: readonly DecidedPair[],
  notes: Map<string, string[]>,
): Witness[][] {
  const note = (key: string, words: string) => {
    const others = notes.get(key);
    if (others) others.push(words);
    else notes.set(key, [words]);
  };
  const enemies = new Map<string, Set<string>>();
  for (const { decision, a, b } of splits)
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const [key, against] = [joinKey(one, [one], null)!, joinKey(other, [other], null)!];
      enemies.set(key, (enemies.get(key) ?? new Set()).add(against));
      note(key, `kept apart from ${named(other)} ${decidedBy(decision)}`);
    }
  const ties = tiesOf(group, (key) => enemies.has(key));
  const nodes = new Map<string, number>();
  const forest = new Forest(group.length);
  const nodeOf = (key: string) => {
    let node = nodes.get(key);
    if (node === undefined) {
      node = forest.add();
      nodes.set(key, node);
    }
    return node;
  };
  for (const { key } of ties) nodeOf(key);
  const sides = new Sides(forest, nodeOf, enemies);
  for (const { witness, key } of ties) sides.join(witness, nodeOf(key));
  return apart(group, ties, forest, nodeOf, note);
}

/** Strongest first; the order does not depend on that of the files. */
function tiesOf(group: readonly Witness[], isSplit: (key: string) => boolean): Tie[] {
  const ties = group.flatMap(({ aliases, keys }, witness) =>
    aliases.flatMap((alias, i): Tie[] => (keys[i] ? [{ witness, key: keys[i], alias }] : [])),
  );
  const signature = group.map(({ source, keys }) => `${source}\n${keys.join('\n')}`);
  return ties.sort((x, y) => {
    const [one, other] = [group[x.witness]!, group[y.witness]!];
    return (
      ORDER.indexOf(other.weight) - ORDER.indexOf(one.weight) ||
      other.records - one.records ||
      // A place goes with the split name that it has itself, before what it shares with others.
      Number(isSplit(y.key)) - Number(isSplit(x.key)) ||
      strengthOf(x.alias.kind) - strengthOf(y.alias.kind) ||
      compare(signature[x.witness]!, signature[y.witness]!) ||
      compare(x.key, y.key)
    );
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Joins unless a split pair would come together. */
class Sides {
  private readonly forest: Forest;
  private readonly nodeOf: (key: string) => number;
  private readonly enemies: ReadonlyMap<string, ReadonlySet<string>>;
  /** Split names in a component, by its root. */
  private readonly inside = new Map<number, string[]>();

  constructor(
    forest: Forest,
    nodeOf: (key: string) => number,
    enemies: ReadonlyMap<string, ReadonlySet<string>>,
  ) {
    this.forest = forest;
    this.nodeOf = nodeOf;
    this.enemies = enemies;
    for (const key of enemies.keys()) this.inside.set(nodeOf(key), [key]);
  }

  join(a: number, b: number): void {
    const [one, other] = [this.forest.find(a), this.forest.find(b)];
    if (one === other) return;
    const [mine, yours] = [this.inside.get(one) ?? [], this.inside.get(other) ?? []];
    const [few, root] = mine.length < yours.length ? [mine, other] : [yours, one];
    const hostile = few.some((key) =>
      [...this.enemies.get(key)!].some((enemy) => this.forest.find(this.nodeOf(enemy)) === root),
    );
    if (hostile) return;
    this.forest.join(one, other);
    this.inside.set(this.forest.find(one), [...mine, ...yours]);
  }
}

/** Each place with the names on its side; a name that lost its only place keeps a mention of it. */
function apart(
  group: readonly Witness[],
  ties: readonly Tie[],
  forest: Forest,
  nodeOf: (key: string) => number,
  note: (key: string, words: string) => void,
): Witness[][] {
  const parts = new Map<number, Witness[]>();
  const put = (root: number, witness: Witness) => {
    const part = parts.get(root);
    if (part) part.push(witness);
    else parts.set(root, [witness]);
  };
  const placed = new Set<string>();
  group.forEach((witness, i) => {
    const root = forest.find(i);
    const stays = witness.keys.map((key) => key === null || forest.find(nodeOf(key)) === root);
    // A join that was cut joins nothing any more.
    if (witness.weight === 'decision' && stays.includes(false)) return;
    for (const [n, key] of witness.keys.entries()) if (stays[n] && key !== null) placed.add(key);
    put(root, {
      ...witness,
      aliases: witness.aliases.filter((_, n) => stays[n]),
      keys: witness.keys.filter((_, n) => stays[n]),
    });
  });
  for (const { witness, key, alias } of ties) {
    const { words, source, entry, records, keys, aliases } = group[witness]!;
    const root = forest.find(nodeOf(key));
    const side = forest.find(witness);
    if (root === side) continue;
    const kept = aliases[keys.findIndex((one) => one !== null && forest.find(nodeOf(one)) === side)];
    if (entry !== null && kept)
      note(
        key,
        records === 0
          ? `what ${words} says stays with ${named(kept)}`
          : `${count(records, 'record')} that also name ${named(kept)} stay there`,
      );
    if (placed.has(key)) continue;
    placed.add(key);
    put(root, {
      weight: 'mention',
      aliases: [alias],
      keys: [key],
      source,
      words,
      records: 0,
      entry: null,
      person: null,
    });
  }
  return [...parts.values()];
}

function named({ kind, value }: Alias): string {
  return `the ${ALIAS_WORDS[kind]} ${value}`;
}
