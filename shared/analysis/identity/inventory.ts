/**
 * Service accounts, roles and tokens with what they usually do: whose they are, since when, from where, with which
 * programs and keys. Sessions of one role are one entry, since a build opens a new one every time.
 */
import type { Micros } from '../../base/time.ts';
import type { Fact } from '../../events/event.ts';
import type { CaseView, Identity, IdentityClass, TextColumn } from '../case-view.ts';
import { groupBy } from '../group.ts';
import { count } from '../words.ts';
import type { PersonFact } from './roster.ts';

/** A value with the number of records that have it. */
export interface Usual {
  readonly value: string;
  readonly events: number;
}

export interface InventoryEntry {
  /** Id of the identity; of a role with several sessions that of the busiest. */
  readonly id: string;
  readonly display: string;
  readonly class: IdentityClass;
  readonly classWhy: string;
  /** Sessions of the role; 1 for everything else. */
  readonly sessions: number;
  /** Who answers for it, and how one knows; null: nothing says it. */
  readonly owner: { readonly name: string; readonly why: string } | null;
  readonly events: number;
  readonly failures: number;
  /** Null: no dated record. */
  readonly first: Micros | null;
  readonly last: Micros | null;
  /** Most frequent first, at most `MOST_USUAL` of each, with the number of distinct ones. */
  readonly addresses: UsualList;
  readonly agents: UsualList;
  readonly actions: UsualList;
  readonly credentials: UsualList;
  /** Records by hour of the day in UTC. */
  readonly hours: readonly number[];
}

export interface UsualList {
  readonly values: readonly Usual[];
  readonly distinct: number;
}

const MOST_USUAL = 5;
const HOUR = 3_600_000_000;
const FAILURE = 2;

/** Busiest first. `people`: rows of rosters, which may name an owner. Linear in the records of these identities. */
export function inventoryOf(view: CaseView, people: readonly PersonFact[] = []): InventoryEntry[] {
  const machines = view.identities.flatMap((identity, i) => (isMachine(identity) ? [{ identity, i }] : []));
  const owners = ownersOf(view, people);
  return [...groupBy(machines, ({ identity, i }) => roleOf(identity) ?? String(i)).values()]
    .map((members) => entryOf(view, members, owners))
    .sort((a, b) => b.events - a.events || (a.display < b.display ? -1 : 1));
}

function isMachine({ class: cls }: Identity): boolean {
  return cls === 'service' || cls === 'role' || cls === 'token';
}

/** The role whose session it is. */
function roleOf({ class: cls, aliases }: Identity): string | null {
  if (cls !== 'role' || !aliases.some(({ kind }) => kind === 'role-session')) return null;
  return aliases.find(({ kind, value }) => kind === 'arn' && value.includes(':role/'))?.value ?? null;
}

interface Member {
  readonly identity: Identity;
  readonly i: number;
}

function entryOf(
  view: CaseView,
  members: readonly Member[],
  owners: ReadonlyMap<number, NonNullable<InventoryEntry['owner']>>,
): InventoryEntry {
  const { ts, outcome } = view.columns;
  const tallies = {
    srcIp: new Tally(),
    userAgent: new Tally(),
    action: new Tally(),
    credential: new Tally(),
  };
  const hours = new Array<number>(24).fill(0);
  let [events, failures] = [0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let busiest = { identity: members[0]!.identity, events: -1 };
  for (const { identity } of members) {
    let own = 0;
    for (const code of identity.actors)
      for (const row of view.rows('actor', code)) {
        own++;
        if (outcome[row] === FAILURE) failures++;
        for (const column of COLUMNS) tallies[column].add(view.columns[column][row]!);
        const at = ts[row]!;
        if (Number.isNaN(at)) continue;
        hours[Math.floor(at / HOUR) % 24]!++;
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    events += own;
    if (own > busiest.events) busiest = { identity, events: own };
  }
  const { identity } = busiest;
  const role = members.length > 1 ? roleOf(identity) : null;
  const usual = (column: (typeof COLUMNS)[number]) =>
    tallies[column].most((code) => view.text(column, code) ?? '');
  return {
    id: identity.id,
    display: role === null ? identity.display : role.slice(role.lastIndexOf('/') + 1),
    class: identity.class,
    classWhy:
      role === null ? identity.classWhy : `${count(members.length, 'session')} of the role ${role} act in it`,
    sessions: members.length,
    owner: members.map(({ i }) => owners.get(i)).find((owner) => owner !== undefined) ?? null,
    events,
    failures,
    first: first > last ? null : (first as Micros),
    last: first > last ? null : (last as Micros),
    addresses: usual('srcIp'),
    agents: usual('userAgent'),
    actions: usual('action'),
    credentials: usual('credential'),
    hours,
  };
}

const COLUMNS = ['srcIp', 'userAgent', 'action', 'credential'] as const satisfies readonly TextColumn[];

/** Counts by dictionary code. */
class Tally {
  private readonly counts = new Map<number, number>();

  add(code: number): void {
    if (code !== 0) this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  most(text: (code: number) => string): UsualList {
    const values = [...this.counts]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, MOST_USUAL)
      .map(([code, events]) => ({ value: text(code), events }));
    return { values, distinct: this.counts.size };
  }
}

// ---- owners ------------------------------------------------------------------------------------------------------

const OWNER_COLUMN =
  /^(?:owner|owned ?by|account ?owner|service ?owner|responsible|custodian|manager|contact|team)$/i;

/** By index of the identity; a roster's word goes before what the records tell. */
function ownersOf(
  view: CaseView,
  people: readonly PersonFact[],
): Map<number, NonNullable<InventoryEntry['owner']>> {
  const owners = new Map<number, NonNullable<InventoryEntry['owner']>>();
  for (const { fact, file, record } of people) {
    const name = ownerIn(fact);
    if (fact.kind !== 'person' || name === null) continue;
    for (const alias of fact.aliases) {
      const i = view.identityOfAlias(alias);
      if (i >= 0 && !owners.has(i)) owners.set(i, { name, why: `the roster ${file} row ${record} says so` });
    }
  }
  for (let code = 1; code <= view.codeCount('effects'); code++)
    for (const effect of view.effectsOf(code)) {
      if (effect.kind !== 'created-account' && effect.kind !== 'issued-credential') continue;
      const i = effect.alias === null ? -1 : view.identityOfAlias(effect.alias);
      const row = view.rows('effects', code)[0];
      const maker = row === undefined ? -1 : view.identityOfActor(view.columns.actor[row]!);
      if (i < 0 || maker < 0 || maker === i || owners.has(i)) continue;
      const why = effect.kind === 'created-account' ? 'made the account' : 'issued a key to it';
      owners.set(i, { name: view.identities[maker]!.display, why });
    }
  return owners;
}

function ownerIn(fact: Fact): string | null {
  if (fact.kind !== 'person') return null;
  const cell = fact.columns.find(
    ([name, value]) => OWNER_COLUMN.test(name.replace(/[-_\s]+/g, ' ').trim()) && value !== '',
  );
  return cell?.[1] ?? null;
}
