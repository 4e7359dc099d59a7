/** From a filter to the rows that match: one byte per row, and nothing counted that was not looked at. */
import { assertNever } from '../../../shared/base/assert.ts';
import { CATEGORIES, OUTCOMES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import type { Filter, FilterField } from '../../../shared/query/filter.ts';
import { parseRows } from '../../../shared/query/row-set.ts';
import type { Enricher } from '../enrich/enricher.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { AddressFacts } from './address-facts.ts';
import { addressMatcher, type CodeFlags, flagTexts, wildcard } from './matcher.ts';
import { effectMatcher, targetMatcher } from './set-members.ts';
import { rowsWithText } from './text-search.ts';

/** Rows of a snapshot that match a filter. */
export interface Selection {
  /** 1 where the row matches. */
  readonly mask: Uint8Array;
  readonly count: number;
  /** Matching rows in time order, undated last; made when first asked for. */
  readonly ordered: Uint32Array;
}

type Mask = Uint8Array;

const CACHE_SIZE = 16;

/** Evaluates filters over one snapshot at a time and remembers the last few answers. */
export class Selector {
  private readonly store: CaseStore;
  private readonly addresses: AddressFacts;
  private snapshot: Snapshot | null = null;
  private readonly cache = new Map<string, Selection>();

  constructor(store: CaseStore, enricher: Enricher) {
    this.store = store;
    this.addresses = new AddressFacts(enricher);
  }

  select(filter: Filter): Selection {
    const { snapshot } = this.store;
    if (this.snapshot !== snapshot) {
      this.cache.clear();
      this.snapshot = snapshot;
    }
    const key = JSON.stringify(filter);
    const known = this.cache.get(key);
    if (known) {
      this.cache.delete(key);
      this.cache.set(key, known);
      return known;
    }
    const selection = selectionOf(snapshot, this.evaluate(snapshot, filter));
    this.cache.set(key, selection);
    if (this.cache.size > CACHE_SIZE) this.cache.delete(this.cache.keys().next().value!);
    return selection;
  }

  private evaluate(view: Snapshot, filter: Filter): Mask {
    switch (filter.kind) {
      case 'all':
        return new Uint8Array(view.size).fill(1);
      case 'and':
        return filter.of
          .map((part) => this.evaluate(view, part))
          .reduce(intersect, new Uint8Array(view.size).fill(1));
      case 'or':
        return filter.of.map((part) => this.evaluate(view, part)).reduce(unite, new Uint8Array(view.size));
      case 'not':
        return this.evaluate(view, filter.of).map((bit) => 1 - bit);
      case 'time':
        return between(view, filter.from ?? Number.NEGATIVE_INFINITY, filter.to ?? Number.POSITIVE_INFINITY);
      case 'undated':
        return maskOf(view, (row) => Number.isNaN(view.column('ts')[row]!));
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

function selectionOf(snapshot: Snapshot, mask: Mask): Selection {
  let count = 0;
  for (const bit of mask) count += bit;
  let ordered: Uint32Array | null = count === snapshot.size ? snapshot.byTime : null;
  return {
    mask,
    count,
    get ordered() {
      if (!ordered) {
        ordered = new Uint32Array(count);
        let i = 0;
        for (const row of snapshot.byTime) if (mask[row]) ordered[i++] = row;
      }
      return ordered;
    },
  };
}

function is(view: Snapshot, addresses: AddressFacts, field: FilterField, value: string): Mask {
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
      return unite(byCode(view.column('srcIp'), flags), byCode(view.column('dstIp'), flags));
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
    case 'target':
      return bySet(view, 'targets', (code) => {
        const matches = wildcard(value);
        return view
          .targetsOf(code)
          .some((t) => (t.id !== null && matches(t.id)) || (t.name !== null && matches(t.name)));
      });
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
      return byCode(view.column('file'), flags);
    }
    case 'id': {
      const mask = new Uint8Array(view.size);
      const row = view.rowOfId(value);
      if (row >= 0) mask[row] = 1;
      return mask;
    }
    default:
      return assertNever(field);
  }
}

function byText(
  view: Snapshot,
  column: 'action' | 'session' | 'credential' | 'system' | 'userAgent' | 'srcIp' | 'dstIp',
  matches: (text: string) => boolean,
): Mask {
  return byCode(view.column(column), flagTexts(view.dictionary(column), matches));
}

/** Source, destination or any related address. */
function anyAddress(view: Snapshot, matches: (ip: string) => boolean): Mask {
  const flags = flagTexts(view.dictionary('srcIp'), matches);
  const direct = unite(byCode(view.column('srcIp'), flags), byCode(view.column('dstIp'), flags));
  return unite(
    direct,
    bySet(view, 'related', (code) => view.relatedOf(code).some(({ ip }) => matches(ip))),
  );
}

/** Any alias or display name of an identity (letter case ignored), or `identity:<id>`. */
function byActor(view: Snapshot, value: string): Mask {
  const matches = value.startsWith('identity:') ? null : wildcard(value);
  const id = value.slice('identity:'.length);
  const actors: number[] = [];
  for (const identity of view.identities) {
    const hit = matches
      ? matches(identity.display) || identity.aliases.some((alias) => matches(alias.value))
      : identity.id === id;
    if (hit) for (const actor of identity.actors) actors.push(actor);
  }
  return byCode(view.column('actor'), flagSet(actors));
}

function byEnum<T extends string>(
  view: Snapshot,
  column: 'source' | 'outcome' | 'category',
  members: readonly T[],
  matches: (member: T) => boolean,
): Mask {
  return byCode(
    view.column(column),
    Uint8Array.from(members, (member) => Number(matches(member))),
  );
}

function bySet(
  view: Snapshot,
  column: 'targets' | 'effects' | 'related',
  matches: (code: number) => boolean,
): Mask {
  const flags = new Uint8Array(view.codeCount(column) + 1);
  for (let code = 1; code < flags.length; code++) flags[code] = Number(matches(code));
  return byCode(view.column(column), flags);
}

function flagSet(codes: readonly number[]): CodeFlags {
  const flags = new Uint8Array(codes.reduce((max, code) => Math.max(max, code), 0) + 1);
  for (const code of codes) flags[code] = 1;
  return flags;
}

function byCode(column: ArrayLike<number>, flags: CodeFlags): Mask {
  const mask = new Uint8Array(column.length);
  for (let row = 0; row < mask.length; row++) mask[row] = flags[column[row]!] ?? 0;
  return mask;
}

function between(view: Snapshot, from: number, to: number): Mask {
  const ts = view.column('ts');
  const tsEnd = view.column('tsEnd');
  return maskOf(view, (row) => {
    const start = ts[row]!;
    // An interval belongs to every window that it touches.
    const end = tsEnd[row]!;
    return start < to && (start >= from || end > from);
  });
}

function maskOf(view: Snapshot, matches: (row: number) => boolean): Mask {
  const mask = new Uint8Array(view.size);
  for (let row = 0; row < mask.length; row++) if (matches(row)) mask[row] = 1;
  return mask;
}

/** Rows that the case does not have are none. */
function listed(view: Snapshot, rows: string): Mask {
  const mask = new Uint8Array(view.size);
  for (const [first, last] of parseRows(rows) ?? []) mask.fill(1, first, last + 1);
  return mask;
}

function intersect(a: Mask, b: Mask): Mask {
  for (let row = 0; row < a.length; row++) a[row]! &= b[row]!;
  return a;
}

function unite(a: Mask, b: Mask): Mask {
  for (let row = 0; row < a.length; row++) a[row]! |= b[row]!;
  return a;
}
