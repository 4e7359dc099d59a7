/** Identities of the case as a list. The page of one entity stands in `entity/`. */
import { least, most } from '../../../shared/base/extremes.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { IdentityRow } from '../../../shared/ipc/contract.ts';
import type { Snapshot } from '../store/snapshot.ts';

function spanOf(view: Snapshot, rows: Uint32Array): { first: Micros | null; last: Micros | null } {
  const ts = view.column('ts');
  let last = rows.length - 1;
  while (last >= 0 && Number.isNaN(ts[rows[last]!]!)) last--;
  return last < 0
    ? { first: null, last: null }
    : { first: ts[rows[0]!] as Micros, last: ts[rows[last]!] as Micros };
}

/** Identities whose name or alias holds the search text, busiest first. */
export function identityRows(
  view: Snapshot,
  search: string,
  limit: number,
): { identities: IdentityRow[]; total: number } {
  const wanted = search.toLowerCase();
  const rows = view.identities
    .filter(
      (i) =>
        i.display.toLowerCase().includes(wanted) ||
        i.aliases.some((a) => a.value.toLowerCase().includes(wanted)),
    )
    .map((identity): IdentityRow => {
      const lists = identity.actors.map((code) => view.rows('actor', code));
      const spans = lists.map((list) => spanOf(view, list));
      const firsts = spans.flatMap(({ first }) => (first === null ? [] : [first]));
      const lasts = spans.flatMap(({ last }) => (last === null ? [] : [last]));
      return {
        ...identity,
        events: lists.reduce((sum, list) => sum + list.length, 0),
        first: firsts.length === 0 ? null : (least(firsts) as Micros),
        last: lasts.length === 0 ? null : (most(lasts) as Micros),
      };
    })
    .sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
  return { identities: rows.slice(0, limit), total: rows.length };
}
