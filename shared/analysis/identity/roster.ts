/**
 * What rosters say, for the resolver: rows of people with the accounts they own. A row may join the accounts that it
 * names, since a person who keeps the roster says so; two rows are two people and never join, whatever they share.
 */
import type { ActorType, Alias, Fact } from '../../events/event.ts';
import { plainKey } from './aliases.ts';

/** One person as one or several rosters list it. */
export interface RosterPerson {
  readonly aliases: readonly Alias[];
  readonly display: string | null;
  readonly type: ActorType | null;
  /** Where it stands, in words: `roster people.csv row 12`. */
  readonly place: string;
}

/** A `person` fact with its place: name of the file and 1-based record. */
export interface PersonFact {
  readonly fact: Fact;
  readonly file: string;
  readonly record: number;
}

/**
 * People of all rosters, in an order that does not depend on which file came first. The same person in two rosters (an
 * equal e-mail and nothing that contradicts) is one entry; a name that different people list belongs to none of them.
 */
export function peopleOf(facts: readonly PersonFact[]): RosterPerson[] {
  const rows = facts
    .flatMap(({ fact, file, record }) => (fact.kind === 'person' ? [{ fact, file, record }] : []))
    .map(({ fact, file, record }) => ({
      aliases: fact.aliases.filter((alias) => alias.kind !== 'display'),
      display: fact.display,
      type: fact.type,
      place: `roster ${file} row ${record}`,
      file,
      record,
    }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.record - b.record));
  const people = joinFiles(rows);
  const owners = new Map<string, number>();
  for (const person of people)
    for (const key of new Set(person.aliases.map(plainKey))) owners.set(key, (owners.get(key) ?? 0) + 1);
  return people.map(({ aliases, display, type, place }) => ({
    aliases: aliases.filter((alias) => owners.get(plainKey(alias)) === 1),
    display,
    type,
    place,
  }));
}

interface Row extends RosterPerson {
  readonly file: string;
}

/** Rows of different files with one e-mail become one, unless they disagree about any other name. */
function joinFiles(rows: readonly Row[]): Row[] {
  const byEmail = new Map<string, Row[]>();
  const people: Row[] = [];
  for (const row of rows) {
    const email = row.aliases.find((alias) => alias.kind === 'email')?.value;
    const others = email === undefined ? [] : (byEmail.get(email) ?? []);
    if (email !== undefined) byEmail.set(email, [...others, row]);
    if (others.length === 0) people.push(row);
  }
  for (const same of byEmail.values()) {
    const [first, ...others] = same as [Row, ...Row[]];
    if (others.length === 0) continue;
    const files = new Set(same.map(({ file }) => file));
    if (files.size === same.length && agree(same)) people[people.indexOf(first)] = merged(same);
    else people.push(...others);
  }
  return people;
}

function agree(rows: readonly Row[]): boolean {
  const known = new Map<string, string>();
  return rows.every(({ aliases }) =>
    aliases.every(({ kind, value }) => {
      const other = known.get(kind);
      known.set(kind, other ?? value);
      return other === undefined || other === value;
    }),
  );
}

function merged(rows: readonly Row[]): Row {
  const [first] = rows as [Row];
  const aliases = new Map(rows.flatMap((row) => row.aliases).map((alias) => [plainKey(alias), alias]));
  return {
    ...first,
    aliases: [...aliases.values()],
    display: rows.find(({ display }) => display !== null)?.display ?? null,
    type: rows.find(({ type }) => type !== null)?.type ?? null,
  };
}
