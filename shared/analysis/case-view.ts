/** What analysis sees of a case: columns, dictionaries and postings. The store implements it; analysis never sees SQL. */
import type { Actor, Alias, Effect, RelatedIp, Target } from '../events/event.ts';
import type { Decision } from './decisions.ts';

/** Dictionary codes; 0 is null. The width is what the largest code of the column needs. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Columns whose values stand in a dictionary of texts. */
export const TEXT_COLUMNS = [
  'action',
  'reason',
  'srcIp',
  'dstIp',
  'userAgent',
  'session',
  'credential',
  'system',
] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** One entry per event, index = row (0-based, in order of import). */
export interface Columns {
  /** Micros; NaN for undated. */
  readonly ts: Float64Array;
  /** End of the interval in micros; NaN where there is none. */
  readonly tsEnd: Float64Array;
  /** Index into SOURCE_TYPES. */
  readonly source: Uint8Array;
  /** Index into CATEGORIES. */
  readonly category: Uint8Array;
  /** Index into OUTCOMES. */
  readonly outcome: Uint8Array;
  readonly action: Codes;
  readonly reason: Codes;
  /** Dictionary `address`, shared by srcIp, dstIp and related addresses. */
  readonly srcIp: Codes;
  readonly dstIp: Codes;
  /** Port numbers themselves, 0 where the record names none. They tell who opened a connection, which the pair of addresses does not. */
  readonly srcPort: Codes;
  readonly dstPort: Codes;
  readonly userAgent: Codes;
  readonly session: Codes;
  readonly credential: Codes;
  readonly system: Codes;
  /** Index into `actors`; 0 is none. */
  readonly actor: Codes;
  /** Code of a set of targets; `targetsOf` gives its members. 0 is the empty set. */
  readonly targets: Codes;
  /** Code of a set of effects; `effectsOf` gives its members. 0 is the empty set. */
  readonly effects: Codes;
  /** Code of a set of related addresses; `relatedOf` gives its members. 0 is the empty set. */
  readonly related: Codes;
}

export type IdentityClass = 'human' | 'service' | 'role' | 'token' | 'system' | 'unknown';

/** One name of an identity with the reason why it is one. */
export interface IdentityAlias extends Alias {
  /** Where it was found first: a source type, `roster people.csv`, or `decision`. */
  readonly source: string;
  readonly why: string;
  /** Records in which it acts or is spoken of; 0 where only a list names it. */
  readonly records: number;
}

/** One identity: actors of the sources joined by exact evidence, and by what the analyst decided. */
export interface Identity {
  /** Stable: derived from its strongest alias. `idn_` and 12 hex characters. */
  readonly id: string;
  readonly display: string;
  readonly class: IdentityClass;
  /** Why this class, in words. */
  readonly classWhy: string;
  /** Where a roster lists it (`roster people.csv row 12`); null: in none. */
  readonly listed: string | null;
  readonly aliases: readonly IdentityAlias[];
  /** Codes of its actors in `Columns.actor`. */
  readonly actors: readonly number[];
}

/** Which record an event was read from. */
export interface Place {
  /** Event id. */
  readonly id: string;
  readonly nativeId: string | null;
  /** Path of the file in the case. */
  readonly file: string;
  /** 1-based. */
  readonly record: number;
}

export interface CaseView {
  /** Number of events; rows are 0 … size-1. */
  readonly size: number;
  readonly columns: Columns;
  /** Rows ordered by time, then source, file and record; undated rows last. */
  readonly byTime: Uint32Array;
  /** Text of a dictionary code; null for 0. srcIp and dstIp share one dictionary, so their codes compare. */
  text(column: TextColumn, code: number): string | null;
  /** Code of a text, or 0 when the case has none. */
  code(column: TextColumn, text: string): number;
  /** Actor of a code (1-based; 0 is none). */
  actor(code: number): Actor | null;
  targetsOf(code: number): readonly Target[];
  /** By code of a set of targets: 1 where one of them is of one of these types. Reads none of the sets. */
  targetSetsOf(types: readonly string[]): Uint8Array;
  effectsOf(code: number): readonly Effect[];
  relatedOf(code: number): readonly RelatedIp[];
  /** Rows in time order whose column holds this code. One lookup in an inverted index; code 0 gives none. */
  rows(column: TextColumn | 'actor' | 'targets' | 'effects', code: number): Uint32Array;
  /** All distinct codes present in effect sets etc. run from 1 to this number. */
  codeCount(column: TextColumn | 'actor' | 'targets' | 'effects' | 'related'): number;
  readonly identities: readonly Identity[];
  /** What the analyst decided, oldest first, those taken back among them. */
  readonly decisions: readonly Decision[];
  /** Index into `identities` by actor code; -1 is none. */
  identityOfActor(code: number): number;
  /** Index into `identities` by alias (exact, `display` excluded), or -1. */
  identityOfAlias(alias: Alias): number;
  /** Where one row stands (a store lookup: for answers, not for loops over all rows). */
  place(row: number): Place;
  /** As `place`, for many rows in one look-up; in the order of `rows`. */
  places(rows: readonly number[]): readonly Place[];
  /** Row of an event id or of a native id, or -1. */
  rowOfId(id: string): number;
}
