/** Groups of events by the values of one field: what lanes and facets count. */
import type { Codes } from '../../../shared/analysis/case-view.ts';
import { CATEGORIES, OUTCOMES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import { productName } from '../../../shared/events/message.ts';
import type { FacetField, LaneBy } from '../../../shared/ipc/contract.ts';
import { type Filter, type FilterField, literally } from '../../../shared/query/filter.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { Selection } from './select.ts';

/** A field whose value is a small integer per row; `describe` tells what a group means. Group 0 may mean "none". */
export interface Grouping {
  /** Number of groups, 0 included. */
  readonly size: number;
  /** A code per row. */
  readonly codes: Codes;
  /** The group of each code; null where codes are groups. */
  readonly groupOf: Uint32Array | null;
  /** How a group is called; null where it is no value. */
  label(group: number): string | null;
  /** Null where `label` is. */
  describe(group: number): { key: string; label: string; filter: Filter } | null;
}

const is = (field: FilterField, value: string): Filter => ({ kind: 'is', field, value });

export function groupingBy(view: Snapshot, field: FacetField | Exclude<LaneBy, 'chain'>): Grouping {
  switch (field) {
    case 'source':
      return byEnum(view.column('source') as Codes, SOURCE_TYPES, 'source', productName);
    case 'outcome':
      return byEnum(view.column('outcome') as Codes, OUTCOMES, 'outcome', (outcome) => outcome);
    case 'category':
      return byEnum(view.column('category') as Codes, CATEGORIES, 'category', (category) => category);
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
  codes: Codes,
  members: readonly T[],
  field: FilterField,
  label: (member: T) => string,
): Grouping {
  return {
    size: members.length,
    codes,
    groupOf: null,
    label: (code) => label(members[code]!),
    describe: (code) => ({
      key: members[code]!,
      label: label(members[code]!),
      filter: is(field, members[code]!),
    }),
  };
}

function byText(view: Snapshot, name: 'srcIp' | 'dstIp' | 'action', field: FilterField): Grouping {
  return {
    size: view.codeCount(name) + 1,
    codes: view.column(name) as Codes,
    groupOf: null,
    label: (code) => view.text(name, code),
    describe: (code) => {
      const text = view.text(name, code);
      return text === null ? null : { key: text, label: text, filter: is(field, literally(text)) };
    },
  };
}

function byIdentity(view: Snapshot): Grouping {
  return {
    size: view.identities.length + 1,
    codes: view.column('actor') as Codes,
    groupOf: Uint32Array.from(
      { length: view.codeCount('actor') + 1 },
      (_, actor) => view.identityOfActor(actor) + 1,
    ),
    label: (group) => view.identities[group - 1]?.display ?? null,
    describe: (code) => {
      const identity = view.identities[code - 1];
      if (!identity) return null;
      return { key: identity.id, label: identity.display, filter: is('actor', `identity:${identity.id}`) };
    },
  };
}

/** The group of one row. */
export function groupOfRow({ codes, groupOf }: Pick<Grouping, 'codes' | 'groupOf'>, row: number): number {
  const code = codes[row]!;
  return groupOf === null ? code : groupOf[code]!;
}

/** Events per group among the selected rows. */
export function countBy(
  { size, codes, groupOf }: Pick<Grouping, 'size' | 'codes' | 'groupOf'>,
  { view, positions, count }: Pick<Selection, 'view' | 'positions' | 'count'>,
): Uint32Array {
  const counts = new Uint32Array(groupOf?.length ?? size);
  if (count === view.size) for (let row = 0; row < codes.length; row++) counts[codes[row]!]!++;
  else {
    const { byTime } = view;
    const members = positions.members();
    const { batch } = members;
    while (members.next()) for (let i = 0; i < members.length; i++) counts[codes[byTime[batch[i]!]!]!]!++;
  }
  if (groupOf === null) return counts;
  const grouped = new Uint32Array(size);
  for (let code = 0; code < counts.length; code++) grouped[groupOf[code]!]! += counts[code]!;
  return grouped;
}
