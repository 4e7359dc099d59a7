/** What the case knows of one identity, address, session or credential. */
import { least, most } from '../../../shared/base/extremes.ts';
import { Failure } from '../../../shared/base/failure.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { SOURCE_TYPES } from '../../../shared/events/event.ts';
import type { EngineArgs, EntityPage, IdentityRow } from '../../../shared/ipc/contract.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { countBy, facetsOf, type Grouping, groupingBy } from './lanes.ts';

type EntityKind = EntityPage['kind'];

/** What the case alone says; what is known of an address beyond it, the engine adds. */
export function entityPage(
  view: Snapshot,
  { kind, value }: EngineArgs<'entity.get'>,
): Omit<EntityPage, 'address'> {
  const { rows, label, filter } = lookUp(view, kind, value);
  const { first, last } = spanOf(view, rows);
  const bySource = countBy(groupingBy(view, 'source'), rows);
  return {
    kind,
    value,
    label,
    filter,
    events: rows.length,
    first,
    last,
    bySource: [...bySource].flatMap((events, code) =>
      events > 0 ? [{ source: SOURCE_TYPES[code]!, events }] : [],
    ),
    with: partners(view, kind, value, rows),
  };
}

/** Rows of an entity by its postings: a look-up, never a scan over the case. */
function lookUp(
  view: Snapshot,
  kind: EntityKind,
  value: string,
): { rows: Uint32Array; label: string; filter: Filter } {
  switch (kind) {
    case 'identity': {
      const identity = view.identities.find(({ id }) => id === value);
      if (!identity)
        throw new Failure('seed.not-found', `no identity ${value}`, 'take an id from the identities list');
      return {
        rows: mergeByTime(
          view,
          identity.actors.map((code) => view.rows('actor', code)),
        ),
        label: identity.display,
        filter: { kind: 'is', field: 'actor', value: `identity:${identity.id}` },
      };
    }
    case 'ip': {
      const code = view.code('srcIp', value);
      const rows = mergeByTime(view, [
        view.rows('srcIp', code),
        view.rows('dstIp', code),
        ...relatedRows(view, value),
      ]);
      return { rows, label: value, filter: { kind: 'is', field: 'ip', value } };
    }
    case 'session':
    case 'credential':
      return {
        rows: view.rows(kind, view.code(kind, value)),
        label: value,
        filter: { kind: 'is', field: kind, value },
      };
  }
}

function relatedRows(view: Snapshot, ip: string): Uint32Array[] {
  const lists: Uint32Array[] = [];
  for (let code = 1; code <= view.codeCount('related'); code++) {
    if (view.relatedOf(code).some((related) => related.ip === ip)) lists.push(view.rows('related', code));
  }
  return lists;
}

/** Rows of several postings as one list in time order, each row once. */
function mergeByTime(view: Snapshot, lists: readonly Uint32Array[]): Uint32Array {
  const full = lists.filter((list) => list.length > 0);
  if (full.length === 1) return full[0]!;
  const { rank } = view;
  return Uint32Array.from(new Set(full.flatMap((list) => [...list]))).sort((a, b) => rank[a]! - rank[b]!);
}

function spanOf(view: Snapshot, rows: Uint32Array): { first: Micros | null; last: Micros | null } {
  const ts = view.column('ts');
  let last = rows.length - 1;
  while (last >= 0 && Number.isNaN(ts[rows[last]!]!)) last--;
  return last < 0
    ? { first: null, last: null }
    : { first: ts[rows[0]!] as Micros, last: ts[rows[last]!] as Micros };
}

const PARTNERS_PER_KIND = 12;

function partners(view: Snapshot, kind: EntityKind, value: string, rows: Uint32Array): EntityPage['with'] {
  const groupings: [EntityKind, Grouping][] = [
    ['identity', groupingBy(view, 'identity')],
    ['ip', groupingBy(view, 'srcIp')],
    ['ip', groupingBy(view, 'dstIp')],
    ['session', textGrouping(view, 'session')],
    ['credential', textGrouping(view, 'credential')],
  ];
  return groupings.flatMap(([partner, grouping]) =>
    facetsOf(grouping, rows, PARTNERS_PER_KIND, '')
      .facets.filter((facet) => partner !== kind || facet.value !== value)
      .map((facet) => ({ kind: partner, value: facet.value, label: facet.label, events: facet.count })),
  );
}

function textGrouping(view: Snapshot, column: 'session' | 'credential'): Grouping {
  const codes = view.column(column);
  return {
    size: view.codeCount(column) + 1,
    codeOf: (row) => codes[row]!,
    describe: (code) => {
      const text = view.text(column, code);
      return text === null
        ? null
        : { key: text, label: text, filter: { kind: 'is', field: column, value: text } };
    },
  };
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
