/** What the analyst asks for. One union for table, timeline, histogram, CLI and exports. */
import type { Micros } from '../base/time.ts';
import type { Effect } from '../events/event.ts';

/** Fields with a closed or dictionary-encoded set of values; matching is exact (case-insensitive for e-mail and login). */
export const FILTER_FIELDS = [
  'source', // a SourceType, or its vendor before the colon: `okta`, `atlassian`, `aws`
  'outcome',
  'category',
  'action', // native action; `*` matches any run of characters
  'actor', // any alias of an identity, its display name, or `identity:<id>`
  'ip', // address as source, destination or related; also CIDR
  'src', // source address or CIDR
  'dst', // destination address or CIDR
  'country', // ISO 3166-1 code of the source's or destination's country
  'asn', // number of its autonomous system, `9009` or `AS9009`
  'network', // part of the name of that system's owner
  'kind', // an AddressKind: public, private, …
  'session',
  'credential',
  'target', // name or id of any target; `*` wildcards
  'object', // `<type>:<id or name>` of one target, or `<type>` alone; `*` wildcards
  'effect', // `<kind>:<name>` of what a record says it changed, or `<kind>` alone; `*` wildcards, `identity:<id>` as name
  'system',
  'agent', // user agent; `*` wildcards
  'file', // evidence file name; `*` wildcards
  'id', // event id or native id
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Fields that no log says: they ask what is known of an event's source or destination address. */
export type OriginField = Extract<FilterField, 'country' | 'asn' | 'network' | 'kind'>;

/** What `effect:` takes before its colon: every kind of effect that a record can tell. */
export const EFFECT_KINDS = [
  'created-account',
  'disabled-account',
  'granted',
  'issued-credential',
  'revoked-credential',
  'reset-credential',
  'blocked-ip',
  'ran-code',
] as const satisfies readonly Effect['kind'][];

export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly Filter[] }
  | { readonly kind: 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'is'; readonly field: FilterField; readonly value: string }
  /** `[from, to)`; a null end is open. Undated events never match. */
  | { readonly kind: 'time'; readonly from: Micros | null; readonly to: Micros | null }
  /** Substring of any normalised value or of the raw record; letter case ignored. */
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'undated' }
  /** Exactly these rows, as `formatRows` writes them: the records behind a number of an answer. */
  | { readonly kind: 'rows'; readonly rows: string };

export const ALL: Filter = { kind: 'all' };

/** A text that means itself where `*` would mean any run of characters: each star is written `[*]`. */
export function literally(text: string): string {
  return text.replaceAll('*', '[*]');
}

/** Exactly this target: its type, and its id where it has one, else its name. Letter case is ignored as everywhere. */
export function objectIs(type: string, idOrName: string): Filter {
  return { kind: 'is', field: 'object', value: `${literally(type)}:${literally(idOrName)}` };
}

/** The two halves of an `object:` or `effect:` value; the second is null where only the first was given. */
export function halves(value: string): { readonly first: string; readonly second: string | null } {
  const colon = value.indexOf(':');
  if (colon < 0) return { first: value, second: null };
  const second = value.slice(colon + 1);
  return { first: value.slice(0, colon), second: second === '' ? null : second };
}
