/**
 * What was within the actor's reach beyond what it touched, as far as records prove it: what the accounts in its hands had
 * opened before, what they were granted, what rights they showed, and where machines under its command had gone.
 */

import type { Effect } from '../../events/event.ts';
import type { Chain } from '../chain-types.ts';
import { count, list, moment } from '../words.ts';
import { deedOf } from './deeds.ts';
import { type Proof, proofOf } from './proof.ts';
import { addressRef, type Records } from './records.ts';
import type { Things } from './things.ts';

/** Names that an answer carries for one way; the records hold the others. */
const MOST_NAMES = 200;

export interface Reach {
  readonly kind: 'used-before' | 'granted' | 'rights-shown' | 'connected-before';
  /** Reference and name of the account or machine through which it was in reach. */
  readonly through: string;
  readonly throughLabel: string;
  /** Type of the things in reach; null where the record names a right and no things. */
  readonly type: string | null;
  /** Distinct things that the actor did not touch; groups, roles and rights that were given. */
  readonly things: number;
  /** The first of them; log text. */
  readonly names: readonly string[];
  /** One sentence; log text in it. */
  readonly why: string;
  readonly proof: Proof;
}

/** By system. Work: the postings of the accounts and machines in the actor's hands. */
export function reachOf(records: Records, things: Things, chain: Chain): Map<string, Reach[]> {
  const reach = new Map<string, Reach[]>();
  const add = (system: string, found: Reach): void => {
    const known = reach.get(system);
    if (known) known.push(found);
    else reach.set(system, [found]);
  };
  const steps = new Set(chain.steps.map(({ row }) => row));
  const mine = chain.steps.filter(({ role }) => role === 'attacker').map(({ row }) => row);
  const touched = touchedKeys(records, things, mine);
  const grants = grantsOf(records);
  for (const [identity, last] of heldIdentities(records, mine)) {
    usedBefore(records, things, { identity, last, steps, touched }, add);
    granted(records, identity, grants.get(identity) ?? [], add);
  }
  rightsShown(records, mine, add);
  connectedBefore(records, chain, steps, touched, add);
  return reach;
}

type Add = (system: string, found: Reach) => void;

/** Accounts that acted for the actor with success, with the time of the last such record. */
function heldIdentities(records: Records, mine: readonly number[]): Map<number, number> {
  const held = new Map<number, number>();
  for (const row of mine) {
    const identity = records.identity(row);
    if (identity < 0 || records.outcome(row) !== 'success') continue;
    const time = records.ts[row]!;
    held.set(
      identity,
      Math.max(
        held.get(identity) ?? Number.NEGATIVE_INFINITY,
        Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time,
      ),
    );
  }
  return held;
}

function touchedKeys(records: Records, things: Things, mine: readonly number[]): Set<string> {
  const touched = new Set<string>();
  for (const row of mine) {
    const deed = deedOf(records, row);
    if (deed === 'denied' || deed === 'attempted') continue;
    for (const { system, type, key } of things.of(row)) touched.add(`${system}\n${type}\n${key}`);
  }
  return touched;
}

interface Hold {
  readonly identity: number;
  readonly last: number;
  readonly steps: ReadonlySet<number>;
  readonly touched: ReadonlySet<string>;
}

/** What an account names in its records without thereby having it. */
const NO_CONTENT: ReadonlySet<string> = new Set(['user', 'group', 'query', 'script', 'url']);

/** Things that the account itself had opened before the actor's last record with it. */
function usedBefore(
  records: Records,
  things: Things,
  { identity, last, steps, touched }: Hold,
  add: Add,
): void {
  const { id, display, actors } = records.view.identities[identity]!;
  const found = new Gathering();
  for (const actor of actors)
    for (const row of records.view.rows('actor', actor)) {
      if (steps.has(row) || records.outcome(row) !== 'success' || !(records.ts[row]! <= last)) continue;
      if (records.isFlow(row)) continue;
      for (const { system, type, key, name } of things.of(row)) {
        if (NO_CONTENT.has(type)) continue;
        if (!touched.has(`${system}\n${type}\n${key}`)) found.add(system, type, key, name, row);
      }
    }
  for (const { system, type, names, rows } of found.all()) {
    const proof = proofOf(rows, records.ts);
    const span = proof.first === null ? '' : ` between ${moment(proof.first)} and ${moment(proof.last!)}`;
    add(system, {
      kind: 'used-before',
      through: `identity:${id}`,
      throughLabel: display,
      type,
      things: names.size,
      names: [...names.values()].slice(0, MOST_NAMES),
      why: `${display} itself had opened them${span}; the actor held the account and did not touch them.`,
      proof,
    });
  }
}

/** Groups, roles and policies that records give to the account, whoever gave them. */
function granted(
  records: Records,
  identity: number,
  grants: readonly (readonly [code: number, what: string])[],
  add: Add,
): void {
  const { view } = records;
  const { id, display } = view.identities[identity]!;
  const bySystem = new Map<string, { rights: Set<string>; rows: number[] }>();
  for (const [code, what] of grants) {
    for (const row of view.rows('effects', code)) {
      if (records.outcome(row) === 'failure') continue;
      const system = records.system(row);
      const known = bySystem.get(system) ?? { rights: new Set(), rows: [] };
      bySystem.set(system, known);
      known.rights.add(what);
      known.rows.push(row);
    }
  }
  for (const [system, { rights, rows }] of bySystem) {
    const names = [...rights].slice(0, MOST_NAMES);
    const why = `${display} was given ${list(names)}; what they open beyond the records stands in no log.`;
    const [through, throughLabel] = [`identity:${id}`, display];
    const proof = proofOf(rows, records.ts);
    add(system, {
      kind: 'granted',
      through,
      throughLabel,
      type: null,
      things: rights.size,
      names,
      why,
      proof,
    });
  }
}

type Grants = ReadonlyMap<number, readonly (readonly [code: number, what: string])[]>;

/** Effects that grant something, by identity. One pass over distinct effects. */
function grantsOf(records: Records): Grants {
  const { view } = records;
  const byIdentity = new Map<number, [number, string][]>();
  for (let code = 1; code <= view.codeCount('effects'); code++)
    for (const effect of view.effectsOf(code)) {
      if (effect.kind !== 'granted') continue;
      const identity = view.identityOfAlias(effect.alias);
      const found = byIdentity.get(identity);
      if (found) found.push([code, effect.what]);
      else byIdentity.set(identity, [[code, effect.what]]);
    }
  return byIdentity;
}

/** Effects on others that show a right by being done, in words. */
const SHOWN: ReadonlyMap<Effect['kind'], string> = new Map<Effect['kind'], string>([
  ['created-account', 'made accounts'],
  ['disabled-account', 'disabled accounts'],
  ['granted', 'gave rights'],
  ['ran-code', 'ran code on a server'],
]);

/** What the actor did to accounts, rights and servers shows that it might do more of the same. */
function rightsShown(records: Records, mine: readonly number[], add: Add): void {
  const found = new Map<
    string,
    { identity: number; system: string; words: Set<string>; rows: Set<number> }
  >();
  for (const row of mine) {
    const identity = records.identity(row);
    if (identity < 0 || records.outcome(row) !== 'success') continue;
    for (const effect of records.view.effectsOf(records.effects[row]!)) {
      const words = SHOWN.get(effect.kind);
      if (words === undefined) continue;
      const system = records.system(row);
      const key = `${identity}\n${system}`;
      const known = found.get(key) ?? { identity, system, words: new Set(), rows: new Set() };
      found.set(key, known);
      known.words.add(words);
      known.rows.add(row);
    }
  }
  for (const { identity, system, words, rows } of found.values()) {
    const { id, display } = records.view.identities[identity]!;
    const names = [...words];
    add(system, {
      kind: 'rights-shown',
      through: `identity:${id}`,
      throughLabel: display,
      type: null,
      things: names.length,
      names,
      why: `As ${display} the actor ${list(names)} there (${count(rows.size, 'record')}): it had the right to do so.`,
      proof: proofOf(rows, records.ts),
    });
  }
}

/** Machines inside that a machine under the actor's command had exchanged accepted flows with, beyond the chain. */
function connectedBefore(
  records: Records,
  chain: Chain,
  steps: ReadonlySet<number>,
  touched: ReadonlySet<string>,
  add: Add,
): void {
  const { view } = records;
  for (const { kind, value, to } of chain.entities) {
    const code = kind === 'host' ? view.code('srcIp', value) : 0;
    if (code === 0) continue;
    const found = new Gathering();
    for (const row of view.rows('srcIp', code)) {
      if (steps.has(row) || !records.isFlow(row) || records.outcome(row) !== 'success') continue;
      if (to !== null && records.ts[row]! > to) continue;
      const ends = records.ends(row);
      if (ends.from !== value || ends.to === null || !addressRef(ends.to).startsWith('host:')) continue;
      const system = records.system(row);
      if (!touched.has(`${system}\nhost\n${ends.to}`)) found.add(system, 'host', ends.to, ends.to, row);
    }
    for (const { system, type, names, rows } of found.all()) {
      add(system, {
        kind: 'connected-before',
        through: `host:${value}`,
        throughLabel: value,
        type,
        things: names.size,
        names: [...names.values()].slice(0, MOST_NAMES),
        why: `${value}, which obeyed the actor, had connected to them itself; no record of the chain does.`,
        proof: proofOf(rows, records.ts),
      });
    }
  }
}

/** Distinct things by system and type, with their rows. */
class Gathering {
  private readonly found = new Map<
    string,
    {
      readonly system: string;
      readonly type: string;
      readonly names: Map<string, string>;
      readonly rows: number[];
    }
  >();

  add(system: string, type: string, key: string, name: string, row: number): void {
    const at = `${system}\n${type}`;
    let group = this.found.get(at);
    if (!group) {
      group = { system, type, names: new Map(), rows: [] };
      this.found.set(at, group);
    }
    group.names.set(key, name);
    group.rows.push(row);
  }

  all(): Iterable<{
    readonly system: string;
    readonly type: string;
    readonly names: ReadonlyMap<string, string>;
    readonly rows: readonly number[];
  }> {
    return this.found.values();
  }
}
