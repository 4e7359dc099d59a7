/**
 * Accounts that come to a shared place together: a machine account that never was there before appears with the actor's own
 * program while the actor is there; or, the other way round, the one person who was as new there at that hour. Colleagues who
 * pass through the place as they always do are neither.
 */
import { count, duration } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { contextKey } from '../habits.ts';
import { positionFrom } from '../rows.ts';

const HOUR_MICROS = 3_600_000_000;
/** Together means within so long. */
const TOGETHER_MICROS = 2 * HOUR_MICROS;
/** New at a place is who had been at work elsewhere for so long. */
const SETTLED_MICROS = 24 * HOUR_MICROS;

/** Looks for companions of the chain at every shared place that it has records from. */
export function linkCompanions(growth: Growth): void {
  const { facts } = growth;
  const addresses = new Set([...growth.sharedPlaces.values()].flatMap((places) => [...places.keys()]));
  for (const address of addresses) {
    if (growth.hostile.has(address) || !facts.isExternal(address)) continue;
    const newcomers = newcomersAt(growth, address);
    for (const one of newcomers) if (!one.person) joinBeside(growth, address, one);
    const persons = newcomers.filter((one) => one.person && besideMachine(growth, address, one) !== null);
    // Two persons who came new in the same hours: nothing says which of them it was.
    if (persons.length === 1) joinBeside(growth, address, persons[0]!);
  }
}

interface Newcomer {
  readonly identity: number;
  readonly person: boolean;
  /** First row from the place. */
  readonly first: number;
}

/** Accounts that had a life elsewhere and then appeared at a place, with a chain row of others beside their arrival. */
function newcomersAt(growth: Growth, address: number): Newcomer[] {
  const { facts } = growth;
  const chain = [...growth.rowsFrom(address)];
  return facts.profile(address).uses.flatMap(({ identity, person, first: time }): Newcomer[] => {
    // The cheap question first: a place may be everybody's, and an account's whole life is dear to look at.
    const next = chain[positionFrom(facts.columns, chain, time - TOGETHER_MICROS)];
    if (next === undefined || !(facts.time(next) <= time + TOGETHER_MICROS)) return [];
    if (!(time >= facts.life(identity).first + SETTLED_MICROS)) return [];
    const first = facts.rowsFrom(identity, address).find((row) => !facts.failed(row));
    return first === undefined || growth.has(first) ? [] : [{ identity, person, first }];
  });
}

/** The nearest chain row from the place, of another account and with the same program, about when an account arrived. */
function besideActor(
  growth: Growth,
  address: number,
  { identity, first }: Newcomer,
  wanted: (row: number) => boolean,
): number | null {
  const { facts } = growth;
  const rows = facts.view.rows('srcIp', address);
  const { userAgent } = facts.columns;
  const time = facts.time(first);
  const family = facts.family(userAgent[first]!);
  let best: number | null = null;
  for (let i = positionFrom(facts.columns, rows, time - TOGETHER_MICROS); i < rows.length; i++) {
    const row = rows[i]!;
    if (!(facts.time(row) <= time + TOGETHER_MICROS)) break;
    if (!growth.has(row) || facts.identity(row) === identity || family === 0) continue;
    if (facts.family(userAgent[row]!) !== family || !wanted(row)) continue;
    if (best === null || Math.abs(facts.time(row) - time) < Math.abs(facts.time(best) - time)) best = row;
  }
  return best;
}

/** For a person: only beside a machine account of the chain, which itself was new there. */
function besideMachine(growth: Growth, address: number, newcomer: Newcomer): number | null {
  const { facts } = growth;
  return besideActor(growth, address, newcomer, (row) => {
    const identity = facts.identity(row);
    if (identity < 0 || facts.view.identities[identity]!.class === 'human') return false;
    const here = facts.habits(identity).addresses.get(address)?.first ?? Number.NaN;
    return here >= facts.life(identity).first + SETTLED_MICROS;
  });
}

function joinBeside(growth: Growth, address: number, newcomer: Newcomer): void {
  const { facts } = growth;
  const { identity, first, person } = newcomer;
  const beside = person
    ? besideMachine(growth, address, newcomer)
    : besideActor(growth, address, newcomer, () => true);
  if (beside === null) return;
  // A program that the account has elsewhere too is its owner's.
  const family = facts.family(facts.columns.userAgent[first]!);
  const { contexts, families } = facts.habits(identity);
  const here = contexts.get(contextKey(address, family))?.rows ?? 0;
  if (!person && (families.get(family)?.rows ?? 0) > here) return;
  const { display } = facts.view.identities[identity]!;
  const where = facts.view.text('srcIp', address) ?? '';
  const rows = facts.rowsFrom(identity, address);
  const node = growth.identityNode(identity, {
    parent: beside,
    about: `companion ${where}`,
    weight: person ? 0.6 : 0.75,
    why: `${display} came to ${where} for the first time within ${duration(Math.abs(facts.time(first) - facts.time(beside)))} of a record of the chain from there, with the same program${person ? ', and nobody else was as new there then' : ', which the account has nowhere else'} (${count(rows.length, 'record')} from there).`,
  });
  growth.join(first, node);
}
