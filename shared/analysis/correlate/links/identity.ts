/** Starting from an account or a credential: the records that are out of its ordinary, or all when none stand out. */
import { count } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';
import { judgeAddress } from '../rarity.ts';

/** Places that an account used in the first quarter of its known life are its usual ones. */
const EARLY_PART = 0.25;

/**
 * The analyst suspects an account; its owner's work from the usual places is not the actor's. When all its places are
 * usual ones there is nothing to tell two users apart by, and everything it did is the chain.
 */
export function seedEntity(
  growth: Growth,
  seed:
    | { readonly kind: 'identity'; readonly identity: number }
    | { readonly kind: 'credential'; readonly credential: number },
): void {
  const { facts } = growth;
  const { view } = facts;
  const rows =
    seed.kind === 'identity' ? facts.rowsOfIdentity(seed.identity) : view.rows('credential', seed.credential);
  const unusual = unusualAddresses(growth, rows);
  const mine = unusual.size === 0 ? rows : rows.filter((row) => unusual.has(facts.columns.srcIp[row]!));
  const label =
    seed.kind === 'identity'
      ? view.identities[seed.identity]!.display
      : view.text('credential', seed.credential)!;
  const value =
    seed.kind === 'identity' ? `identity:${view.identities[seed.identity]!.id}` : `credential:${label}`;
  const all = mine.length === rows.length;
  const node = growth.node({
    kind: seed.kind,
    value,
    label,
    link: seed.kind,
    parent: -1,
    weight: all ? 0.9 : 0.95,
    why: all
      ? `${label} is where the analyst started; nothing sets any of its ${count(rows.length, 'record')} apart.`
      : `${label} is where the analyst started; ${count(mine.length, 'record')} of ${count(rows.length, 'record')} come from rare addresses that it had not used before.`,
  });
  for (const row of mine) {
    growth.join(row, node);
    growth.trusted.add(row);
  }
}

/** Rare addresses where the account used only programs that it uses nowhere else; where none are recorded, late ones. */
function unusualAddresses(growth: Growth, rows: Uint32Array): Set<number> {
  const { facts } = growth;
  const places = placesOf(facts, rows);
  const known = [...places.values()].map((place) => place.first).filter((time) => !Number.isNaN(time));
  const begin = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const end = [...places.values()].reduce((last, place) => Math.max(last, place.last), begin);
  const unusual = new Set<number>();
  for (const [address, place] of places) {
    const late = place.first > begin + EARLY_PART * (end - begin);
    const strange = place.agents.size > 0 ? hasOwnPrograms(places, address) : late;
    if (!facts.isExternal(address) || !strange) continue;
    const question = { ours: new Set<number>(), since: place.first, trust: 'direct', owners: [] } as const;
    if (judgeAddress(facts.profile(address), question).rare) unusual.add(address);
  }
  return unusual.size < places.size ? unusual : new Set();
}

interface Place {
  readonly first: number;
  last: number;
  readonly agents: Set<number>;
}

function placesOf(facts: CaseFacts, rows: Uint32Array): Map<number, Place> {
  const { srcIp, userAgent } = facts.columns;
  const places = new Map<number, Place>();
  for (const row of rows) {
    const address = srcIp[row]!;
    if (address === 0) continue;
    const time = facts.time(row);
    const place = places.get(address) ?? { first: time, last: time, agents: new Set() };
    if (time > place.last) place.last = time;
    if (userAgent[row] !== 0) place.agents.add(userAgent[row]!);
    places.set(address, place);
  }
  return places;
}

function hasOwnPrograms(places: ReadonlyMap<number, Place>, address: number): boolean {
  const own = places.get(address)!.agents;
  for (const [other, { agents }] of places) {
    if (other !== address && [...agents].some((agent) => own.has(agent))) return false;
  }
  return true;
}
