/** From a filter to the rows that match, as a set of positions in time order; nothing counted that was not looked at. */
import { assertNever } from '../../../shared/base/assert.ts';
import { CATEGORIES, OUTCOMES, SOURCE_TYPES, type Target } from '../../../shared/events/event.ts';
import type { Filter, FilterField } from '../../../shared/query/filter.ts';
import { parseRows } from '../../../shared/query/row-set.ts';
import type { Enricher } from '../enrich/enricher.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { SegmentColumn } from '../store/segments.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { AddressFacts } from './address-facts.ts';
import { ByteCache } from './byte-cache.ts';
import { addressMatcher, type CodeFlags, flagTexts, wildcard } from './matcher.ts';
import { mark, markCodes, Positions } from './positions.ts';
import { effectMatcher, targetMatcher } from './set-members.ts';
import { rowsWithText } from './text-search.ts';
import { datedRows, positionAt, runningRange } from './time-window.ts';

/** Rows of a snapshot that match a filter. */
export interface Selection {
  readonly view: Snapshot;
  /** Equal for equal answers; what is computed of a selection is remembered under it. */
  readonly key: string;
  readonly positions: Positions;
  readonly count: number;
}

/** Bytes of sets that are remembered: some fifty of a case of ten million. */
const MOST_SET_BYTES = 64 * 1024 * 1024;
/** Bytes of what was computed of selections (counts by value, indexes of lanes). */
const MOST_DERIVED_BYTES = 64 * 1024 * 1024;

/** Evaluates filters over one snapshot at a time and remembers the last answers, of parts of filters too. */
export class Selector {
  /** What was computed of selections, by their keys; emptied with them. */
  readonly derived = new ByteCache<object>(MOST_DERIVED_BYTES);
  private readonly store: CaseStore;
  private readonly addresses: AddressFacts;
  private snapshot: Snapshot | null = null;
  private readonly sets = new ByteCache<Positions>(MOST_SET_BYTES);

  constructor(store: CaseStore, enricher: Enricher) {
    this.store = store;
    this.addresses = new AddressFacts(enricher);
  }

  select(filter: Filter): Selection {
    const { snapshot } = this.store;
    if (this.snapshot !== snapshot) {
      this.sets.clear();
      this.derived.clear();
      this.snapshot = snapshot;
    }
    const key = JSON.stringify(filter);
    const positions = this.positions(snapshot, filter, key);
    return { view: snapshot, key, positions, count: positions.count };
  }

  private positions(view: Snapshot, filter: Filter, key = JSON.stringify(filter)): Positions {
    return this.sets.get(
      key,
      () => this.evaluate(view, filter),
      (set) => set.bytes,
    );
  }

  private evaluate(view: Snapshot, filter: Filter): Positions {
    switch (filter.kind) {
      case 'all':
        return Positions.all(view.size);
      case 'and':
        return filter.of.reduce((set, part) => set.and(this.positions(view, part)), Positions.all(view.size));
      case 'or':
        return filter.of.reduce((set, part) => set.or(this.positions(view, part)), new Positions(view.size));
      case 'not':
        return Positions.all(view.size).without(this.positions(view, filter.of));
      case 'time':
        return between(view, filter.from ?? Number.NEGATIVE_INFINITY, filter.to ?? Number.POSITIVE_INFINITY);
      case 'undated':
        return Positions.range(view.size, datedRows(view), view.size);
      case 'rows':
        return listed(view, filter.rows);
      case 'text':
        return rowsWithText(this.store, view, filter.value);
      case 'is':
        return is(view, this.addresses, filter.field, filter.value);
      default:
        return assertNever(filter);
    }
  }
}

function is(view: Snapshot, addresses: AddressFacts, field: FilterField, value: string): Positions {
  switch (field) {
    case 'source':
      return byEnum(view, 'source', SOURCE_TYPES, (type) => type === value || type.startsWith(`${value}:`));
    case 'outcome':
      return byEnum(view, 'outcome', OUTCOMES, (outcome) => outcome === value);
    case 'category':
      return byEnum(view, 'category', CATEGORIES, (category) => category === value);
    case 'action':
      return byText(view, 'action', wildcard(value));
    case 'country':
    case 'asn':
    case 'network':
    case 'kind': {
      const flags = addresses.flags(view.dictionary('srcIp'), field, value);
      return byCode(view, ['srcIp', 'dstIp'], flags);
    }
    case 'session':
      return byText(view, 'session', wildcard(value));
    case 'credential':
      return byText(view, 'credential', wildcard(value));
    case 'system':
      return byText(view, 'system', wildcard(value));
    case 'agent':
      return byText(view, 'userAgent', wildcard(value));
    case 'src':
      return byText(view, 'srcIp', addressMatcher(value));
    case 'dst':
      return byText(view, 'dstIp', addressMatcher(value));
    case 'ip':
      return anyAddress(view, addressMatcher(value));
    case 'actor':
      return byActor(view, value);
    case 'target': {
      const matches = wildcard(value);
      const named = (t: Target) => (t.id !== null && matches(t.id)) || (t.name !== null && matches(t.name));
      return bySet(view, 'targets', (code) => view.targetsOf(code).some(named));
    }
    case 'object': {
      const matches = targetMatcher(value);
      return bySet(view, 'targets', (code) => view.targetsOf(code).some(matches));
    }
    case 'effect': {
      const matches = effectMatcher(view, value);
      return bySet(view, 'effects', (code) => view.effectsOf(code).some(matches));
    }
    case 'file': {
      const matches = wildcard(value);
      const flags = flagSet([...view.files].filter(([, file]) => matches(file.path)).map(([id]) => id));
      return byCode(view, ['file'], flags);
    }
    case 'id': {
      const row = view.rowOfId(value);
      const position = row < 0 ? 0 : view.rank[row]!;
      return Positions.range(view.size, position, row < 0 ? 0 : position + 1);
    }
    default:
      return assertNever(field);
  }
}

function byText(
  view: Snapshot,
  column: 'action' | 'session' | 'credential' | 'system' | 'userAgent' | 'srcIp' | 'dstIp',
  matches: (text: string) => boolean,
): Positions {
  return byCode(view, [column], flagTexts(view.dictionary(column), matches));
}

/** Source, destination or any related address. */
function anyAddress(view: Snapshot, matches: (ip: string) => boolean): Positions {
  const direct = byCode(view, ['srcIp', 'dstIp'], flagTexts(view.dictionary('srcIp'), matches));
  return direct.or(bySet(view, 'related', (code) => view.relatedOf(code).some(({ ip }) => matches(ip))));
}

/** Any alias or display name of an identity (letter case ignored), or `identity:<id>`. */
function byActor(view: Snapshot, value: string): Positions {
  const matches = value.startsWith('identity:') ? null : wildcard(value);
  const id = value.slice('identity:'.length);
  const actors: number[] = [];
  for (const identity of view.identities) {
    const hit = matches
      ? matches(identity.display) || identity.aliases.some((alias) => matches(alias.value))
      : identity.id === id;
    if (hit) for (const actor of identity.actors) actors.push(actor);
  }
  return byCode(view, ['actor'], flagSet(actors));
}

function byEnum<T extends string>(
  view: Snapshot,
  column: 'source' | 'outcome' | 'category',
  members: readonly T[],
  matches: (member: T) => boolean,
): Positions {
  return byCode(
    view,
    [column],
    Uint8Array.from(members, (member) => Number(matches(member))),
  );
}

function bySet(
  view: Snapshot,
  column: 'targets' | 'effects' | 'related',
  matches: (code: number) => boolean,
): Positions {
  const flags = new Uint8Array(view.codeCount(column) + 1);
  for (let code = 1; code < flags.length; code++) flags[code] = Number(matches(code));
  return byCode(view, [column], flags);
}

function flagSet(codes: readonly number[]): CodeFlags {
  const flags = new Uint8Array(codes.reduce((max, code) => Math.max(max, code), 0) + 1);
  for (const code of codes) flags[code] = 1;
  return flags;
}

/** Rows of which one of the columns has a flagged code. */
function byCode(view: Snapshot, columns: readonly SegmentColumn[], flags: CodeFlags): Positions {
  return Positions.made(view.size, (words) => {
    for (const column of columns) markCodes(words, view.column(column), flags, view.rank);
  });
}

/** An interval belongs to every window that it touches. */
function between(view: Snapshot, from: number, to: number): Positions {
  const window = Positions.range(view.size, positionAt(view, from), positionAt(view, to));
  const tsEnd = view.column('tsEnd');
  const { byTime } = view;
  const [begin, end] = runningRange(view, from, Number.POSITIVE_INFINITY);
  const running = Positions.made(view.size, (words) => {
    for (let p = begin; p < Math.min(end, positionAt(view, to)); p++) {
      if (tsEnd[byTime[p]!]! > from) mark(words, p);
    }
  });
  return window.or(running);
}

/** Rows that the case does not have are none. */
function listed(view: Snapshot, rows: string): Positions {
  const { rank, size } = view;
  return Positions.made(size, (words) => {
    for (const [first, last] of parseRows(rows) ?? []) {
      for (let row = first; row <= last && row < size; row++) mark(words, rank[row]!);
    }
  });
}
