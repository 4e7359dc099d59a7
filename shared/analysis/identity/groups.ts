/**
 * Which places speak of one identity: records first, then rosters, then what the analyst joined; and what he split is
 * apart whatever all of them say. Each joining alias ties the places that name it: near-linear in the number of aliases.
 */
import type { Alias } from '../../events/event.ts';
import { groupBy } from '../group.ts';
import { joinKey, plainKey } from './aliases.ts';
import { cut } from './cut.ts';
import { Forest } from './forest.ts';
import type { RosterPerson } from './roster.ts';
import type { Standing } from './standing.ts';
import { type Witness, witnessOfJoin, witnessOfPerson } from './witness.ts';

export interface Groups {
  readonly groups: readonly (readonly Witness[])[];
  /** What the analyst's splits did, in words, by the key of the alias. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

export function groupWitnesses(
  records: readonly Witness[],
  people: readonly RosterPerson[],
  { joins, splits }: Standing,
): Groups {
  const witnesses = [...records];
  const forest = new Forest(records.length);
  const owner = new Map<string, number>();
  const tie = (witness: Witness, i: number) => {
    for (const key of witness.keys) {
      if (key === null) continue;
      const other = owner.get(key);
      if (other === undefined) owner.set(key, i);
      else forest.join(other, i);
    }
  };
  const add = (witness: Witness) => {
    witnesses.push(witness);
    tie(witness, forest.add());
  };
  records.forEach(tie);
  const rootOf = (key: string) => {
    const known = owner.get(key);
    return known === undefined ? -1 : forest.find(known);
  };
  const shared = contested(people, rootOf);
  // Decided before the first row joins, so that the order of rows plays no part.
  for (const row of people.flatMap(
    (person) => witnessOfPerson(person, (key) => shared.has(rootOf(key))) ?? [],
  ))
    add(row);
  for (const { decision, a, b } of joins) {
    const witness = witnessOfJoin(decision, a, b);
    // Names that the case does not hold (yet) join nothing.
    if (witness?.keys.every((key) => key !== null && owner.has(key))) add(witness);
  }
  const groups = groupBy(witnesses.keys(), (i) => forest.find(i));
  const divided = groupBy(splits, ({ a, b }) => {
    const root = rootOf(keyOf(a));
    return root === rootOf(keyOf(b)) ? root : -1;
  });
  const notes = new Map<string, string[]>();
  const done: Witness[][] = [];
  for (const [root, members] of groups) {
    const group = members.map((i) => witnesses[i]!);
    const within = divided.get(root);
    if (within === undefined) done.push(group);
    else done.push(...cut(group, within, notes));
  }
  return { groups: done, notes };
}

/** As decisions name an alias; what joins nothing is in no group. */
function keyOf(alias: Alias): string {
  return joinKey(alias, [alias], null) ?? `none ${plainKey(alias)}`;
}

/** Groups that the rows of more than one person name: a roster must not make two people one. */
function contested(people: readonly RosterPerson[], rootOf: (key: string) => number): ReadonlySet<number> {
  const claims = new Map<number, number>();
  for (const { aliases } of people) {
    const keys = aliases.flatMap((alias) => joinKey(alias, aliases, null) ?? []);
    for (const root of new Set(keys.map(rootOf))) claims.set(root, (claims.get(root) ?? 0) + 1);
  }
  return new Set([...claims].flatMap(([root, times]) => (root >= 0 && times > 1 ? [root] : [])));
}
