/** Lanes and facets: the values of one field among the selected rows, with counts. */
import { CATEGORIES, OUTCOMES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import { productName } from '../../../shared/events/message.ts';
import type { Facet, FacetField, LaneBy } from '../../../shared/ipc/contract.ts';
import { type Filter, type FilterField, literally } from '../../../shared/query/filter.ts';
import type { Snapshot } from '../store/snapshot.ts';

/** A field whose value is a small integer per row; `describe` tells what a code means. Code 0 may mean "none". */
export interface Grouping {
  /** Number of codes, 0 included. */
  readonly size: number;
  codeOf(row: number): number;
  describe(code: number): { key: string; label: string; filter: Filter } | null;
}

const is = (field: FilterField, value: string): Filter => ({ kind: 'is', field, value });

export function groupingBy(view: Snapshot, field: FacetField | Exclude<LaneBy, 'chain'>): Grouping {
  switch (field) {
    case 'source':
      return byEnum(view.column('source'), SOURCE_TYPES, 'source', productName);
    case 'outcome':
      return byEnum(view.column('outcome'), OUTCOMES, 'outcome', (outcome) => outcome);
    case 'category':
      return byEnum(view.column('category'), CATEGORIES, 'category', (category) => category);
    case 'identity':
      return byIdentity(view);
    case 'address':
    case 'srcIp':
      return byText(view, 'srcIp', field === 'address' ? 'ip' : 'src');
    case 'dstIp':
      return byText(view, 'dstIp', 'dst');
    case 'action':
      return byText(view, 'action', 'action');
  }
}

function byEnum<T extends string>(
  column: ArrayLike<number>,
  members: readonly T[],
  field: FilterField,
  label: (member: T) => string,
): Grouping {
  return {
    size: members.length,
    codeOf: (row) => column[row]!,
    describe: (code) => ({
      key: members[code]!,
      label: label(members[code]!),
      filter: is(field, members[code]!),
    }),
  };
}

function byText(view: Snapshot, name: 'srcIp' | 'dstIp' | 'action', field: FilterField): Grouping {
  const column = view.column(name);
  return {
    size: view.codeCount(name) + 1,
    codeOf: (row) => column[row]!,
    describe: (code) => {
      const text = view.text(name, code);
      return text === null ? null : { key: text, label: text, filter: is(field, literally(text)) };
    },
  };
}

function byIdentity(view: Snapshot): Grouping {
  const actors = view.column('actor');
  return {
    size: view.identities.length + 1,
    codeOf: (row) => view.identityOfActor(actors[row]!) + 1,
    describe: (code) => {
      const identity = view.identities[code - 1];
      if (!identity) return null;
      return { key: identity.id, label: identity.display, filter: is('actor', `identity:${identity.id}`) };
    },
  };
}

/** Events per code among the masked rows. */
export function countBy(grouping: Pick<Grouping, 'size' | 'codeOf'>, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(grouping.size);
  for (const row of rows) counts[grouping.codeOf(row)]!++;
  return counts;
}

/** The most frequent values, largest first; ties by label, so that the order does not jump. */
export function facetsOf(
  grouping: Grouping,
  rows: Uint32Array,
  limit: number,
  search: string,
): { facets: Facet[]; distinct: number } {
  const counts = countBy(grouping, rows);
  const wanted = search.toLowerCase();
  const all: Facet[] = [];
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] === 0) continue;
    const value = grouping.describe(code);
    if (!value?.label.toLowerCase().includes(wanted)) continue;
    all.push({ value: value.key, label: value.label, filter: value.filter, count: counts[code]! });
  }
  all.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { facets: all.slice(0, limit), distinct: all.length };
}
