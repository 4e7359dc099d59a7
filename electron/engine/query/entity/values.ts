/** Where, with whom, with what and on what: the values that stand beside an entity, each with an exact filter. */
import type {
  EntityList,
  EntityListOf,
  EntityRef,
  EntityValue,
} from '../../../../shared/ipc/entity-methods.ts';
import { objectIs } from '../../../../shared/query/filter.ts';
import type { Enricher } from '../../enrich/enricher.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import { groupingBy, groupOfRow } from '../lanes.ts';
import { fieldIs, type Own, TEXT_KINDS, type TextKind } from './own-rows.ts';
import { addTally, emptyTally, type Tally, tallyBy } from './tally.ts';

/** Lists by a value that a row has at most one of, in the order of the questions. */
const FIELDS = [
  'source',
  'outcome',
  'identity',
  'src',
  'dst',
  'session',
  'credential',
  'agent',
  'system',
  'action',
] as const satisfies readonly EntityListOf[];
export type ListField = (typeof FIELDS)[number];

/** A value that rows have: what it is called, its page, and the filter that finds its rows. */
export type Described = Pick<EntityValue, 'ref' | 'label' | 'filter'>;

/** Codes of a field by row, and what a code means; null: it names nothing. */
export interface Valued {
  codeOf(row: number): number;
  describe(code: number): Described | null;
}

export function valuesOf(view: Snapshot, field: ListField): Valued {
  switch (field) {
    case 'source':
    case 'outcome':
    case 'action':
      return grouped(view, field, () => null);
    case 'identity':
      return grouped(view, field, (key) => ({ kind: 'identity', value: key }));
    case 'src':
    case 'dst':
      return grouped(view, `${field}Ip`, (key) => ({ kind: 'ip', value: key }));
    case 'session':
    case 'credential':
    case 'agent':
    case 'system':
      return texts(view, field);
  }
}

function grouped(
  view: Snapshot,
  field: Parameters<typeof groupingBy>[1],
  refOf: (key: string) => EntityRef | null,
): Valued {
  const grouping = groupingBy(view, field);
  return {
    codeOf: (row) => groupOfRow(grouping, row),
    describe: (code) => {
      const value = grouping.describe(code);
      return value && { ref: refOf(value.key), label: value.label, filter: value.filter };
    },
  };
}

function texts(view: Snapshot, kind: TextKind): Valued {
  const codes = view.column(TEXT_KINDS[kind]);
  return {
    codeOf: (row) => codes[row]!,
    describe: (code) => {
      const text = view.text(TEXT_KINDS[kind], code);
      return text === null ? null : { ref: { kind, value: text }, label: text, filter: fieldIs(kind, text) };
    },
  };
}

/** Every list that has something besides the entity itself. */
export function listsOf(view: Snapshot, own: Own, limit: number, enricher: Enricher): EntityList[] {
  const lists = FIELDS.map((field): EntityList => {
    const { codeOf, describe } = valuesOf(view, field);
    const found = [...tallyBy(view, own.rows, codeOf)].flatMap(([code, tally]) => {
      const value = describe(code);
      return value === null ? [] : [{ ...value, tally }];
    });
    return listed(own, field, null, found, limit, enricher);
  });
  return [...lists, ...targetLists(view, own, limit, enricher)].filter((list) => list.values.length > 0);
}

type Found = Described & { readonly tally: Tally };

function listed(
  own: Own,
  of: EntityListOf,
  type: string | null,
  found: readonly Found[],
  limit: number,
  enricher: Enricher,
): EntityList {
  // Letter case is no difference to a filter, so it is none here.
  const byFilter = new Map<string, Found>();
  for (const value of found) {
    if (isSame(value.ref, own.ref)) continue;
    const key = JSON.stringify(value.filter).toLowerCase();
    const known = byFilter.get(key);
    if (known) addTally(known.tally, value.tally);
    else byFilter.set(key, value);
  }
  const values = [...byFilter.values()].sort(
    (a, b) => b.tally.events - a.tally.events || (a.label < b.label ? -1 : 1),
  );
  return {
    of,
    type,
    distinct: values.length,
    values: values.slice(0, limit).map(
      ({ ref, label, filter, tally }): EntityValue => ({
        ref,
        label,
        filter,
        ...tally,
        address: ref?.kind === 'ip' ? enricher.address(ref.value) : null,
      }),
    ),
  };
}

function isSame(a: EntityRef | null, b: EntityRef): boolean {
  return a !== null && a.kind === b.kind && a.value.toLowerCase() === b.value.toLowerCase();
}

/** Types that describe a record more than they name a thing: they stand last. */
const DESCRIPTIVE: ReadonlySet<string> = new Set([
  'account',
  'direction',
  'mfa',
  'policy-entity',
  'protocol',
  'request',
  'tcp-flags',
  'url',
  'vpc',
]);

interface Thing {
  readonly ref: EntityRef;
  label: string;
  /** Whether some record knows it by this key: its id, or its name where it has no id. */
  known: boolean;
  readonly tally: Tally;
}

/**
 * Targets by type. `object:` finds a target by id or by name, so the rows of each key are counted so; listed are the keys
 * that things go by.
 */
function targetLists(view: Snapshot, own: Own, limit: number, enricher: Enricher): EntityList[] {
  const sets = view.column('targets');
  const types = new Map<string, Map<string, Thing>>();
  for (const [code, tally] of tallyBy(view, own.rows, (row) => sets[row]!)) {
    const counted = new Set<Thing>();
    for (const { type, id, name } of view.targetsOf(code)) {
      const things = types.get(type) ?? new Map<string, Thing>();
      types.set(type, things);
      for (const key of [id, name]) {
        if (key === null) continue;
        const folded = key.toLowerCase();
        const thing: Thing = things.get(folded) ?? {
          ref: { kind: 'target', value: `${type}:${key}` },
          label: key,
          known: false,
          tally: emptyTally(),
        };
        things.set(folded, thing);
        if (key === (id ?? name)) {
          thing.known = true;
          thing.label = name ?? key;
        }
        if (!counted.has(thing)) addTally(thing.tally, tally);
        counted.add(thing);
      }
    }
  }
  return [...types]
    .map(([type, things]) => {
      const found = [...things.values()]
        .filter((thing) => thing.known)
        .map(({ ref, label, tally }): Found => {
          return { ref, label, tally, filter: objectIs(type, ref.value.slice(type.length + 1)) };
        });
      return listed(own, 'target', type, found, limit, enricher);
    })
    .sort(
      (a, b) =>
        Number(DESCRIPTIVE.has(a.type!)) - Number(DESCRIPTIVE.has(b.type!)) ||
        eventsIn(b) - eventsIn(a) ||
        (a.type! < b.type! ? -1 : 1),
    );
}

function eventsIn(list: EntityList): number {
  return list.values.reduce((sum, value) => sum + value.events, 0);
}
