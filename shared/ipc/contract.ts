/**
 * The one contract between the window and the rest: every method's arguments as a schema (checked where they arrive)
 * and its result as a type. `engine` methods are answered by the engine process, `host` methods by whoever shows the
 * window (Electron's main process or the loopback server). The renderer never sends a path: files are tokens that the
 * host gave out.
 */
import { z } from 'zod';
import type { Identity } from '../analysis/case-view.ts';
import type { Coverage } from '../analysis/coverage.ts';
import type { Micros } from '../base/time.ts';
import { SOURCE_TYPES, type SourceType, type StoredEvent } from '../events/event.ts';
import type { AddressInfo, AgentInfo } from '../events/origin.ts';
import type { Severity } from '../importers/issue.ts';
import { MAPPED_FIELDS, type MappedField, TIME_FORMATS } from '../importers/mapping.ts';
import type { Filter } from '../query/filter.ts';
import { filterSchema } from '../query/filter-schema.ts';
import { type ChainProgress, type ChainResults, chainArgs } from './chain-methods.ts';
import { type DecisionResults, decisionArgs } from './decision-methods.ts';
import { type EntityResults, entityArgs } from './entity-methods.ts';
import { type GraphResults, graphArgs } from './graph-methods.ts';
import { type IdentityResults, identityArgs } from './identity-methods.ts';
import { LANES } from './plain.ts';

const micros = z
  .number()
  .int()
  .transform((n) => n as Micros);
const text = z.string().max(4096);
const token = z.string().max(128);
const count = (max: number) => z.number().int().min(0).max(max);

/** A clock is wrong by a century at most. */
const MAX_SKEW_MICROS = 3_155_760_000_000_000;

export type LaneBy = (typeof LANES)[number];
export const FACETS = ['source', 'identity', 'srcIp', 'dstIp', 'outcome', 'category', 'action'] as const;
export type FacetField = (typeof FACETS)[number];

/** Arguments of engine methods. `z.strictObject`: unknown keys are refused. */
export const engineArgs = {
  'case.info': z.strictObject({}),
  'import.cancel': z.strictObject({}),
  /** Parses the query bar's text. */
  'query.parse': z.strictObject({ text: z.string().max(10_000) }),
  'events.timeline': z.strictObject({
    filter: filterSchema,
    from: micros,
    to: micros,
    widthPx: count(16_384).min(1),
    /** Width of one bucket on screen; counts come per lane and bucket. */
    bucketPx: count(200).min(1),
    lanes: z.enum(LANES),
    /** Lanes beyond this number are folded into one named `…`. */
    maxLanes: count(64).min(1),
    /** At most this many single events; where there are more, only buckets. */
    maxItems: count(500),
    /** Name of the chain whose rows are counted by themselves, as `chain.compute` gave it. */
    chain: z.string().max(64).optional(),
  }),
  'events.page': z.strictObject({ filter: filterSchema, offset: count(1e9), limit: count(1000) }),
  'events.locate': z.strictObject({
    filter: filterSchema,
    row: count(1e9).optional(),
    time: micros.optional(),
  }),
  'events.get': z.strictObject({ row: count(1e9) }),
  'events.raw': z.strictObject({ row: count(1e9) }),
  'events.facets': z.strictObject({
    filter: filterSchema,
    field: z.enum(FACETS),
    limit: count(1000),
    search: text.optional(),
  }),
  'identities.list': z.strictObject({ search: text.optional(), limit: count(10_000) }),
  /** What is known of any address, in the case or not; no case need be open. */
  'address.describe': z.strictObject({ ip: z.string().max(64) }),
  ...entityArgs,
  'coverage.get': z.strictObject({}),
  'custody.list': z.strictObject({}),
  'clock.list': z.strictObject({}),
  /** A correction of a clock: at least one of zone and skew; for one file (its id), one source, both, or the whole case. */
  'clock.add': z.strictObject({
    file: count(1e9).nullable(),
    source: z.enum(SOURCE_TYPES).nullable(),
    zone: text.nullable(),
    skewMicros: z.number().int().min(-MAX_SKEW_MICROS).max(MAX_SKEW_MICROS).nullable(),
    reason: text,
  }),
  /** What such a correction would do; nothing is written. Neither zone nor skew: what it would concern. */
  'clock.preview': z.strictObject({
    file: count(1e9).nullable(),
    source: z.enum(SOURCE_TYPES).nullable(),
    zone: text.nullable(),
    skewMicros: z.number().int().min(-MAX_SKEW_MICROS).max(MAX_SKEW_MICROS).nullable(),
  }),
  'clock.undo': z.strictObject({ id: count(1e9) }),
  ...decisionArgs,
  ...identityArgs,
  ...graphArgs,
  ...chainArgs,
} as const;
export type EngineMethod = keyof typeof engineArgs;
export type EngineArgs<M extends EngineMethod> = z.input<(typeof engineArgs)[M]>;

export const hostArgs = {
  'host.info': z.strictObject({}),
  'host.recent': z.strictObject({}),
  /** Shows the system's dialog (Electron). The browser host answers `unsupported`, and the window browses with `host.list`. */
  'host.pick': z.strictObject({ what: z.enum(['open-case', 'new-case', 'import-files', 'import-folder']) }),
  /** One folder as tokens, for the picker in the browser. `folder` null: the home folder. */
  'host.list': z.strictObject({ folder: token.nullable() }),
  /** A token for a new file in a folder that `host.list` showed. */
  'host.newFile': z.strictObject({ folder: token, name: z.string().min(1).max(200) }),
  'case.open': z.strictObject({ file: token }),
  'case.create': z.strictObject({ file: token }),
  'case.sample': z.strictObject({}),
  'case.close': z.strictObject({}),
  'import.start': z.strictObject({
    files: z.array(token).min(1).max(10_000),
    timezone: text.optional(),
    vpcFormat: text.optional(),
    /** Meaning of columns for files that nobody recognises. */
    mapping: z
      .strictObject({
        fields: z.partialRecord(z.enum(MAPPED_FIELDS), text),
        timeFormat: z.enum(TIME_FORMATS),
      })
      .optional(),
  }),
  /** The first rows of a table whose columns are to be mapped: of a file the user chose, or of one that the case lists. */
  'file.head': z.union([
    z.strictObject({ file: token }),
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ]),
} as const;
export type HostMethod = keyof typeof hostArgs;
export type HostArgs<M extends HostMethod> = z.input<(typeof hostArgs)[M]>;

export type Method = EngineMethod | HostMethod;
export type Args<M extends Method> = M extends EngineMethod
  ? EngineArgs<M>
  : M extends HostMethod
    ? HostArgs<M>
    : never;

// ---- results ---------------------------------------------------------------------------------------------------

export interface IssueCount {
  readonly code: string;
  readonly severity: Severity;
  /** First record it was seen at (1-based), or null when it concerns the whole file. */
  readonly record: number | null;
  readonly offset: number | null;
  readonly count: number;
  readonly detail: string;
}

/** Bytes of a file's content by what became of them; their sum is the content. */
export interface LedgerBytes {
  readonly event: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly separator: number;
}

/** One file of evidence with its ledger: records = events + duplicates + rejected + ignored when closed. */
export interface SourceFile {
  readonly path: string;
  readonly sha256: string;
  /** Size on disk. */
  readonly bytes: number;
  /** Importer id, or null when the file was not read. */
  readonly importer: string | null;
  /** Which shape was seen, or why it was not read. */
  readonly shape: string;
  readonly status: 'complete' | 'partial' | 'cancelled' | 'not-read' | 'already-imported' | 'archive';
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly issues: readonly IssueCount[];
  /** Bytes by fate, and what they sum up to: the decompressed content. Absent where nothing was read. */
  readonly bytesOf?: LedgerBytes;
  readonly contentBytes?: number;
}

/** A file of the open case. */
export interface CaseFile extends SourceFile {
  /** Its id in the case: what a clock correction names it by. */
  readonly id: number;
}

export interface LedgerTotals {
  readonly files: number;
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ignored: number;
}

/** `import --json` prints exactly this. */
export interface ImportReport {
  readonly files: readonly SourceFile[];
  readonly totals: LedgerTotals;
  readonly closed: boolean;
}

export interface CaseInfo {
  readonly name: string;
  readonly path: string;
  readonly events: number;
  readonly undated: number;
  /** Span of dated events; null in an empty case. */
  readonly from: Micros | null;
  readonly to: Micros | null;
  readonly bySource: readonly { readonly source: SourceType; readonly events: number }[];
  readonly identities: number;
  readonly addresses: number;
  readonly files: readonly CaseFile[];
  readonly totals: LedgerTotals;
  readonly closed: boolean;
  /** Hash of the last custody entry: write it down, or put it into the report. */
  readonly custodyHead: string;
  /** Clock corrections that hold. */
  readonly corrections: number;
  /** Entries of rosters and rotation lists. */
  readonly facts: {
    readonly people: number;
    readonly rotations: number;
    /** Credentials that a list calls exposed, and those of them for which it has no time of rotation. */
    readonly exposed: number;
    readonly exposedNotRotated: number;
  };
  /** Bytes of the case file. */
  readonly size: number;
  readonly readOnly: boolean;
  readonly versions: {
    readonly throughline: string;
    readonly schema: number;
    readonly sqlite: string;
    readonly node: string;
  };
}

export interface TimelineLane {
  readonly key: string;
  readonly label: string;
  /** What a click filters by; null for the lane that folds the rest, and for the phases of a chain. */
  readonly filter: Filter | null;
  readonly count: number;
}

export interface TimelineItem {
  readonly row: number;
  /** Index into `lanes`. */
  readonly lane: number;
  readonly time: Micros;
  readonly timeEnd: Micros | null;
  readonly source: SourceType;
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** Short label: the native action. */
  readonly label: string;
  readonly message: string;
}

export interface Timeline {
  readonly from: Micros;
  readonly to: Micros;
  /** Width of a bucket; buckets run from `from`. */
  readonly bucketMicros: number;
  readonly buckets: number;
  readonly lanes: readonly TimelineLane[];
  /** Sparse: [lane, bucket, count, failures] four numbers each, flattened; cells that are drawn as items are left out. */
  readonly cells: readonly number[];
  /** What of `cells` is of the chain asked for: [lane, bucket, count] three numbers each, flattened. */
  readonly bright: readonly number[];
  readonly items: readonly TimelineItem[];
  /** Events inside the window that match the filter, exact. */
  readonly total: number;
  /** Events that match the filter in the whole case, exact. */
  readonly matched: number;
  readonly undated: number;
}

/** What one table row shows; everything else is `events.get`. */
export interface EventRow {
  readonly row: number;
  readonly id: string;
  readonly time: Micros | null;
  readonly timeEnd: Micros | null;
  readonly source: SourceType;
  readonly category: string;
  readonly action: string;
  readonly outcome: 'success' | 'failure' | 'unknown';
  readonly actor: string | null;
  readonly identity: string | null;
  readonly srcIp: string | null;
  readonly dstIp: string | null;
  readonly target: string | null;
  /** That target as an entity: `<type>:<id or name>`. */
  readonly targetRef: string | null;
  readonly message: string;
}

export interface EventPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly EventRow[];
}

export interface EventDetail {
  readonly event: StoredEvent;
  readonly message: string;
  readonly identityDisplay: string | null;
  /** What is known of its source, destination and related addresses, each address once. */
  readonly addresses: readonly AddressInfo[];
  /** What its user agent says it is; null without one. */
  readonly agent: AgentInfo | null;
  /** The untouched record, decoded for display (bad bytes as \xNN), cut at 256 Ki characters. */
  readonly raw: string;
  readonly rawTruncated: boolean;
  /** SHA-256 of the record's exact bytes. */
  readonly rawSha256: string;
  /** Other places the same record was seen. */
  readonly duplicates: readonly { readonly file: string; readonly record: number }[];
}

export interface Facet {
  readonly value: string;
  readonly label: string;
  readonly filter: Filter;
  readonly count: number;
}

export interface IdentityRow extends Identity {
  readonly events: number;
  readonly first: Micros | null;
  readonly last: Micros | null;
}

export interface EngineResults
  extends DecisionResults,
    EntityResults,
    GraphResults,
    ChainResults,
    IdentityResults {
  'case.info': CaseInfo;
  'import.cancel': { readonly cancelled: boolean };
  'query.parse':
    | { readonly ok: true; readonly filter: Filter }
    | { readonly ok: false; readonly message: string; readonly position: number };
  'events.timeline': Timeline;
  'events.page': EventPage;
  /** Position of the event (or of the first event at or after a time) in the filtered order; null when it does not match. */
  'events.locate': { readonly offset: number | null; readonly row: number | null };
  'events.get': EventDetail;
  /** Exact bytes of the record, base64. */
  'events.raw': {
    readonly base64: string;
    readonly file: string;
    readonly offset: number;
    readonly length: number;
  };
  'events.facets': { readonly facets: readonly Facet[]; readonly distinct: number };
  'identities.list': { readonly identities: readonly IdentityRow[]; readonly total: number };
  'address.describe': AddressInfo;
  'coverage.get': Coverage;
  'custody.list': { readonly entries: readonly CustodyRow[]; readonly head: string };
  'clock.list': { readonly rules: readonly ClockRule[] };
  'clock.add': { readonly id: number };
  'clock.preview': ClockPreview;
  'clock.undo': { readonly undone: boolean };
}

/** One entry of the custody log with its hash. */
export interface CustodyRow {
  readonly seq: number;
  readonly time: string;
  readonly zone: string;
  readonly user: string;
  readonly examiner: string | null;
  readonly tool: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** One clock correction; `undone` null while it holds. */
export interface ClockRule {
  readonly id: number;
  readonly file: number | null;
  /** Name of that file in the case. */
  readonly path: string | null;
  readonly source: SourceType | null;
  readonly zone: string | null;
  readonly skewMicros: number | null;
  readonly reason: string;
  readonly made: Micros;
  readonly madeBy: string;
  readonly undone: Micros | null;
  readonly undoneBy: string | null;
}

/** What a clock correction would do to the events of its scope. */
export interface ClockPreview {
  /** Dated events of the scope. */
  readonly events: number;
  /** Those of them that were written without a zone. */
  readonly zoneless: number;
  /** Those whose time would change. */
  readonly moved: number;
  /** The first event that would move, or the first of the scope where none would; null where none is dated. */
  readonly first: {
    readonly row: number;
    /** Its time as written. */
    readonly text: string;
    readonly zone: 'stated' | 'assumed';
    /** As it stands now, with the corrections that hold. */
    readonly before: Micros;
    readonly after: Micros;
  } | null;
}

export interface FileEntry {
  readonly token: string;
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'case';
  readonly bytes: number | null;
}

/** The beginning of a table. */
export interface FileHead {
  readonly columns: readonly string[];
  /** At most 20; cells in the order of the columns, cut at 200 characters. */
  readonly rows: readonly (readonly string[])[];
  /** Columns by field, guessed from their names. */
  readonly guess: Partial<Record<MappedField, string>>;
}

export interface HostResults {
  'host.info': {
    readonly host: 'electron' | 'browser';
    readonly version: string;
    /** IANA zone of the machine, for the `local` choice. */
    readonly zone: string;
    /** Whether a case is already open (serve CASE). */
    readonly caseOpen: boolean;
  };
  'host.recent': {
    readonly recent: readonly {
      readonly token: string;
      readonly name: string;
      readonly path: string;
      readonly exists: boolean;
    }[];
  };
  'host.pick':
    | { readonly kind: 'picked'; readonly tokens: readonly string[] }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'unsupported' };
  'host.list': {
    readonly folder: string;
    readonly path: string;
    readonly parent: string | null;
    readonly entries: readonly FileEntry[];
    /** Entries beyond the first 5,000 of a very full folder, by count. */
    readonly omitted: number;
  };
  'host.newFile': { readonly token: string };
  'case.open': CaseInfo;
  'case.create': CaseInfo;
  /** Creates (or reopens) the sample case beside the recent ones and imports it; progress as for any import. */
  'case.sample': CaseInfo;
  'case.close': { readonly closed: boolean };
  /** Resolves when the import ends; progress arrives as events. */
  'import.start': ImportReport;
  /** `file`: what `import.start` takes to read it. */
  'file.head': FileHead & { readonly file: string };
}

export type Result<M extends Method> = M extends EngineMethod
  ? EngineResults[M]
  : M extends HostMethod
    ? HostResults[M]
    : never;

/** Pushed by the engine through the host. */
export type PushEvent =
  | {
      readonly type: 'import.progress';
      readonly file: string;
      readonly fileIndex: number;
      readonly files: number;
      readonly bytesDone: number;
      readonly bytesTotal: number;
      readonly records: number;
      readonly events: number;
    }
  | { readonly type: 'import.ended'; readonly report: ImportReport }
  | ChainProgress
  /** The case has new content: ask again. */
  | { readonly type: 'case.changed' }
  /** The check of the whole file, which goes on after a large case was opened, found it damaged. */
  | { readonly type: 'case.damaged'; readonly message: string; readonly advice: string }
  /** The engine process died and was restarted; the case was reopened or could not be. */
  | { readonly type: 'engine.restarted'; readonly message: string };

/** How a failure crosses a process boundary. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

export type WireResponse =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: WireError };
