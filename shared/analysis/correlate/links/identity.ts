/** Starting from an account or a credential: the records that are out of its ordinary, or all when none stand out. */
import { count } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';
import { areCrowded, judgeAddress, PASSING_ROWS } from '../rarity.ts';

/** Places that an account used in the first quarter of its known life are its usual ones. */
const EARLY_PART = 0.25;
const HALF = 0.5;

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
  // An account that was made within the case has no owner from before; it is suspected as a whole.
  const isNew = seed.kind === 'identity' && facts.birthsOf(seed.identity).length > 0;
  const unusual = isNew ? new Set<number>() : unusualAddresses(growth, rows);
  const mine = unusual.size === 0 ? rows : rows.filter((row) => unusual.has(facts.columns.srcIp[row]!));
  const label =
    seed.kind === 'identity'
      ? view.identities[seed.identity]!.display
      : view.text('credential', seed.credential)!;
  const value =
    seed.kind === 'identity' ? `identity:${view.identities[seed.identity]!.id}` : `credential:${label}`;
  growth.suspects.add(value);
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
      : `${label} is where the analyst started; ${count(mine.length, 'record')} of ${count(rows.length, 'record')} come from places and programs out of its ordinary.`,
  });
  for (const row of mine) {
    growth.join(row, node);
    growth.trusted.add(row);
  }
}

/**
 * Places out of the account's ordinary: with programs that it has nowhere else, or reached late with a version of its own;
 * where records name no program, late ones. And places that follow each other too fast for a journey.
 */
function unusualAddresses(growth: Growth, rows: Uint32Array): Set<number> {
  const { facts } = growth;
  const places = placesOf(facts, rows);
  const dated = [...places.values()].filter(({ first }) => !Number.isNaN(first));
  const begin = dated.reduce((time, { first }) => Math.min(time, first), Number.POSITIVE_INFINITY);
  const end = dated.reduce((time, { last }) => Math.max(time, last), begin);
  const users = { agents: placesBy(places, 'agents'), families: placesBy(places, 'families') };
  const isOwn = (place: Place, of: 'agents' | 'families'): boolean =>
    [...place[of]].every((program) => users[of].get(program) === 1);
  const unusual = new Set<number>();
  for (const [address, place] of places) {
    if (!facts.isExternal(address)) continue;
    const late = (part: number): boolean => place.first > begin + part * (end - begin);
    const strange =
      place.agents.size === 0
        ? late(EARLY_PART)
        : isOwn(place, 'families') || (isOwn(place, 'agents') && late(HALF));
    if (strange && (late(EARLY_PART) || isRare(growth, address, place.first))) unusual.add(address);
  }
  for (const address of crowded(facts, places, begin + EARLY_PART * (end - begin))) unusual.add(address);
  return unusual.size < places.size ? unusual : new Set();
}

function isRare(growth: Growth, address: number, since: number): boolean {
  const question = { ours: new Set<number>(), since, trust: 'direct', owners: [] } as const;
  return judgeAddress(growth.facts.profile(address), question).rare;
}

/** Passing places of the account alone, four or more within two days. */
function crowded(facts: CaseFacts, places: ReadonlyMap<number, Place>, since: number): number[] {
  const brief = [...places]
    .filter(
      ([address, place]) => place.rows <= PASSING_ROWS && place.first > since && facts.isExternal(address),
    )
    .filter(([address]) => facts.profile(address).uses.every((use) => use.days <= 1))
    .sort(([, a], [, b]) => a.first - b.first);
  const isCrowded = areCrowded(brief.map(([, place]) => place.first));
  return brief.flatMap(([address], i) => (isCrowded[i] ? [address] : []));
}

interface Place {
  readonly first: number;
  last: number;
  rows: number;
  readonly agents: Set<number>;
  readonly families: Set<number>;
}

function placesOf(facts: CaseFacts, rows: Uint32Array): Map<number, Place> {
  const { srcIp, userAgent } = facts.columns;
  const places = new Map<number, Place>();
  for (const row of rows) {
    const address = srcIp[row]!;
    if (address === 0) continue;
    const time = facts.time(row);
    const place = places.get(address) ?? {
      first: time,
      last: time,
      rows: 0,
      agents: new Set(),
      families: new Set(),
    };
    place.rows++;
    if (time > place.last) place.last = time;
    const agent = userAgent[row]!;
    if (agent !== 0) place.agents.add(agent);
    if (agent !== 0) place.families.add(facts.family(agent));
    places.set(address, place);
  }
  return places;
}

/** At how many places each program was used. */
function placesBy(places: ReadonlyMap<number, Place>, of: 'agents' | 'families'): Map<number, number> {
  const counts = new Map<number, number>();
  for (const place of places.values())
    for (const program of place[of]) counts.set(program, (counts.get(program) ?? 0) + 1);
  return counts;
}
