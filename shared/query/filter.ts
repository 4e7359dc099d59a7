/** What the analyst asks for. One union for table, timeline, histogram, CLI and exports. */
import type { Micros } from '../base/time.ts';

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
  'system',
  'agent', // user agent; `*` wildcards
  'file', // evidence file name; `*` wildcards
  'id', // event id or native id
] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Fields that no log says: they ask what is known of an event's source or destination address. */
export type OriginField = Extract<FilterField, 'country' | 'asn' | 'network' | 'kind'>;

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
