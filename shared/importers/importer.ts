/** The interface of an importer: one pure file each, recognising by content, needing nothing but a record's text. */
import type { Draft, Fact, SourceType } from '../events/event.ts';
import type { Issue } from './issue.ts';

/**
 * How a file is cut into records.
 * - `json`: each record is a JSON object: one a line, concatenated, in a top-level array, or in the array of a known
 *   envelope key (`{"Records":[…]}`). The scanner finds them; the importer gets the parsed object.
 * - `lines`: each non-blank line is a record; the importer gets its text.
 * - `entries`: lines again, but a line that does not match `Recognition.entryStart` belongs to the record before it (stack
 *   traces of application logs).
 * - `csv`: RFC 4180 with a header row; the importer gets the cells.
 */
export type Framing = 'json' | 'lines' | 'entries' | 'csv';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type JsonObject = { readonly [key: string]: unknown };

/** The beginning of a file, already decoded: enough to recognise it, never its name. */
export interface Head {
  /** Up to the first 64 KiB, decoded as UTF-8 (a cut last character is dropped). No byte order mark. */
  readonly text: string;
  /**
   * Non-blank lines of `text`, at most 20; the last may be cut off. Where JSON records only wrap lines of text
   * (`{"message":"2 123456789012 eni-…"}`), those lines.
   */
  readonly lines: readonly string[];
  /**
   * The first JSON objects found at record level, at most 5, without what transports wrap around them (see
   * kit/unwrap.ts); empty where the text is not JSON.
   */
  readonly records: readonly JsonObject[];
  /** Key path of the array that the records stand in: `''` for a top-level array or lines, `Records`, `log.entries`, … */
  readonly envelope: string;
  /** How the file's text is written; `text` and everything else here is decoded already. */
  readonly encoding: Encoding;
  /** What the first record was unwrapped from, outermost first, for the ledger: `detail`, `message`, …; `''` for nothing. */
  readonly wrapper: string;
  /** Keys of the outermost object when it is an envelope or a single object; empty otherwise. */
  readonly topKeys: readonly string[];
  /** The header cells when the first line parses as delimited text with at least two cells; empty otherwise. */
  readonly header: readonly string[];
}

/** What an importer answers for one record. `ignored` is declared, counted and shown; an issue is never an abort. */
export type Read =
  | { readonly kind: 'event'; readonly draft: Draft; readonly issues?: readonly Issue[] }
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Knowledge instead of an event; the ledger counts it as ignored under `reason`. */
  | {
      readonly kind: 'fact';
      readonly fact: Fact;
      readonly reason: string;
      readonly issues?: readonly Issue[];
    }
  | { readonly kind: 'rejected'; readonly issue: Issue };

/** One record as its framing delivers it. A JSON record that wraps plain text arrives as `lines`. */
export type RecordInput =
  | { readonly framing: 'json'; readonly value: JsonObject }
  | { readonly framing: 'lines'; readonly text: string }
  | { readonly framing: 'csv'; readonly cells: readonly string[]; readonly header: readonly string[] };

/** Reads the records of one file. Created per file, so that a header row or a format string is parsed once. */
export interface Reader {
  /** Lines at the start of the file that are no records (a header row): 0 or 1. Only for `lines` framing. */
  readonly headerLines: number;
  read(record: RecordInput): Read;
  /**
   * For files that hold secrets (HAR): the bytes that may be stored for a span, of the same length, so that offsets stay
   * true. Called for every span, damaged and separating ones too, before anything of it is stored. `read` still gets the
   * record as it was, to make fingerprints.
   */
  mask?(bytes: Uint8Array, kind: 'record' | 'separator' | 'header' | 'damaged'): Uint8Array;
}

/**
 * How the analyst says what the columns (or JSON keys) of a file mean that no importer knows. Set once, kept in the case,
 * used for every file with the same header. `time` is required, everything else may stay out.
 */
export interface ColumnMapping {
  /** Field to column (or key path of a JSON object): `time`, `timeEnd`, `action`, `message`, `outcome`, `actor`, `email`, `srcIp`, `srcPort`, `dstIp`, `dstPort`, `userAgent`, `session`, `credential`, `system`, `target`, `bytes`, `nativeId`. */
  readonly fields: Readonly<Record<string, string>>;
  /** How `time` is written: ISO 8601 (with or without a zone), or Unix time in this unit. */
  readonly timeFormat: 'iso' | 'seconds' | 'milliseconds' | 'microseconds';
}

/** Options the analyst sets for a file. */
export interface ImportOptions {
  /** IANA zone for timestamps without one. Default `UTC`. */
  readonly timezone: string;
  /** Field order of VPC flow logs without a header, `${version} ${account-id} …`. */
  readonly vpcFormat: string | null;
  /** Meaning of columns for files that nobody recognises, or null. */
  readonly mapping: ColumnMapping | null;
  /**
   * Keyed fingerprint of a secret, `fp:` and 24 hex digits: HMAC-SHA-256 under a key that belongs to the case, so that the
   * same secret is found again in another file and cannot be guessed from the fingerprint.
   */
  readonly fingerprint: (secret: string) => string;
}

export interface Importer {
  /** Raised whenever the same bytes would be read as something else; it stands in the run record. */
  readonly version: number;
  /** `okta:system_log`, `atlassian:audit`, `aws:cloudtrail`, `aws:vpcflow`: shown in ledgers, given to `--as`. */
  readonly id: string;
  readonly label: string;
  /** Source types whose events it can make. */
  readonly produces: readonly SourceType[];
  /**
   * The variants it reads; a head may match one of them. Null: not this importer's file. `options`: what the analyst said
   * that files do not (the order of fields).
   */
  recognise(head: Head, options?: ImportOptions): Recognition | null;
  /**
   * For a file that nobody recognised: why, and what the analyst must do, where it is surely of this source but lacks what
   * only the analyst can know. Null: not of this source.
   */
  refuse?(head: Head, options?: ImportOptions): string | null;
  /** A reader for one file that `recognise` accepted (or that the analyst forced with `--as`). */
  open(head: Head, options: ImportOptions): Reader;
}

export interface Recognition {
  readonly framing: Framing;
  /** Which shape was seen, in words for the ledger: `trail file {"Records":[…]}`. */
  readonly shape: string;
  /** For `entries` only: what the first line of a record begins with. Linear, anchored with `^`. */
  readonly entryStart?: RegExp;
  /**
   * An export that leaves out fields which other exports of the same log have: read after the others of an import, so that
   * of two copies of an event the one that says more becomes the event.
   */
  readonly poorer?: true;
}

/** A file that is understood but not read as events: said in the ledger, with why. */
export interface Bystander {
  readonly id: string;
  readonly label: string;
  /** Null: not this kind. Otherwise the sentence for the ledger. */
  recognise(head: Head): string | null;
}
