/** Starting from an account or a credential: the records that are out of its ordinary, or all when none stand out. */
import { count } from '../../words.ts';
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
    growth.seedRows.add(row);
  }
}

function unusualAddresses(growth: Growth, rows: Uint32Array): Set<number> {
  const { facts } = growth;
  const { srcIp } = facts.columns;
  const first = new Map<number, number>();
  let [begin, end] = [Number.NaN, Number.NaN];
  for (const row of rows) {
    const [time, address] = [facts.time(row), srcIp[row]!];
    if (Number.isNaN(time)) continue;
    if (Number.isNaN(begin)) begin = time;
    end = time;
    if (address !== 0 && !first.has(address)) first.set(address, time);
  }
  const early = begin + EARLY_PART * (end - begin);
  const unusual = new Set<number>();
  for (const [address, since] of first) {
    if (since <= early || !facts.isExternal(address)) continue;
    if (judgeAddress(facts, facts.profile(address), { ours: new Set(), since, trust: 'direct' }).rare)
      unusual.add(address);
  }
  return unusual;
}
