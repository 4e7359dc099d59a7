/**
 * What the analyst asks for, in three parts that add up to one filter: the typed query, the terms that were clicked
 * (chips), and the brushed span of time.
 */
import { assertNever } from '../../shared/base/assert.ts';
import type { Micros } from '../../shared/base/time.ts';
import type { FacetField } from '../../shared/ipc/contract.ts';
import { ALL, type Filter } from '../../shared/query/filter.ts';
import type { Span } from '../timeline/types.ts';

export interface TermValue {
  readonly filter: Filter;
  /** How the value is shown; log text. */
  readonly label: string;
}

/** One chip: values of one field that are wanted (any of them) or not wanted (none of them). */
export interface Term {
  /** The filter's field; terms of one field and sign are one chip. */
  readonly group: string;
  readonly negate: boolean;
  readonly values: readonly TermValue[];
}

export interface FilterState {
  /** The query bar's text, as typed. */
  readonly text: string;
  /** What the text means. */
  readonly query: Filter;
  readonly terms: readonly Term[];
  readonly brush: Span | null;
}

export const NO_FILTER: FilterState = { text: '', query: ALL, terms: [], brush: null };

export const UNDATED: Filter = { kind: 'undated' };

/** Which filter field a facet counts. */
export const FACET_GROUPS: Readonly<Record<FacetField, string>> = {
  source: 'source',
  identity: 'actor',
  srcIp: 'src',
  dstIp: 'dst',
  outcome: 'outcome',
  category: 'category',
  action: 'action',
};

export function groupOf(filter: Filter): string {
  switch (filter.kind) {
    case 'is':
      return filter.field;
    case 'not':
      return groupOf(filter.of);
    case 'text':
    case 'time':
    case 'undated':
    case 'rows':
    case 'all':
    case 'and':
    case 'or':
      return filter.kind;
    default:
      return assertNever(filter);
  }
}

function same(a: Filter, b: Filter): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether the terms already want (`false`) or refuse (`true`) this filter; null when they say nothing of it. */
export function signOf(terms: readonly Term[], filter: Filter): boolean | null {
  for (const term of terms) {
    if (term.values.some((value) => same(value.filter, filter))) return term.negate;
  }
  return null;
}

export function removeValue(terms: readonly Term[], filter: Filter): readonly Term[] {
  return terms
    .map((term) => ({ ...term, values: term.values.filter((value) => !same(value.filter, filter)) }))
    .filter((term) => term.values.length > 0);
}

/** Adds a value to the chip of its field; asking for the same thing again takes it away, the other sign moves it. */
export function toggleValue(terms: readonly Term[], value: TermValue, negate: boolean): readonly Term[] {
  const before = signOf(terms, value.filter);
  const rest = removeValue(terms, value.filter);
  if (before === negate) return rest;
  const group = groupOf(value.filter);
  const home = rest.findIndex((term) => term.group === group && term.negate === negate);
  if (home < 0) return [...rest, { group, negate, values: [value] }];
  return rest.map((term, index) => (index === home ? { ...term, values: [...term.values, value] } : term));
}

/** The value alone in its field, whatever else of that field was wanted or refused. */
export function soleValue(terms: readonly Term[], value: TermValue): readonly Term[] {
  const group = groupOf(value.filter);
  return [...terms.filter((term) => term.group !== group), { group, negate: false, values: [value] }];
}

function termFilter(term: Term): Filter {
  const [first, ...more] = term.values.map((value) => value.filter);
  const any: Filter =
    first === undefined ? ALL : more.length === 0 ? first : { kind: 'or', of: [first, ...more] };
  return term.negate ? { kind: 'not', of: any } : any;
}

function all(parts: readonly Filter[]): Filter {
  const real = parts.filter((part) => part.kind !== 'all');
  const [first] = real;
  if (first === undefined) return ALL;
  return real.length === 1 ? first : { kind: 'and', of: real };
}

/** The span that a filter can lie in at most, its open ends taken from `whole`; null when it names no time. */
export function askedSpan(filter: Filter, whole: Span): Span | null {
  const times = (filter.kind === 'and' ? filter.of : [filter]).filter((part) => part.kind === 'time');
  if (times.length === 0) return null;
  const from = Math.max(whole.from, ...times.map((time) => time.from ?? whole.from)) as Micros;
  const to = Math.min(whole.to, ...times.map((time) => time.to ?? whole.to)) as Micros;
  return from < to ? { from, to } : null;
}

/** The query and the chips, without the span of time: what timeline and overview show. */
export function untimedFilter(state: FilterState): Filter {
  return all([state.query, ...state.terms.map(termFilter)]);
}

/** Everything that is asked for: what the table lists and counts. */
export function wholeFilter(state: FilterState): Filter {
  const time: Filter =
    state.brush === null ? ALL : { kind: 'time', from: state.brush.from, to: state.brush.to };
  return all([untimedFilter(state), time]);
}

/** What has no time among what is asked for: the brush says nothing of it. */
export function undatedFilter(state: FilterState): Filter {
  return all([untimedFilter(state), UNDATED]);
}

/** The filter under which a facet counts: its own wanted values do not narrow it, so that others can be added. */
export function facetFilter(state: FilterState, field: FacetField): Filter {
  const group = FACET_GROUPS[field];
  return wholeFilter({ ...state, terms: state.terms.filter((term) => term.group !== group || term.negate) });
}

export function isUnfiltered(state: FilterState): boolean {
  return wholeFilter(state).kind === 'all' && state.text === '';
}
