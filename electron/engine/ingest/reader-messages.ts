/** What the threads that read files and the writer say to each other. */
import type { WireError } from '../../../shared/ipc/contract.ts';
import type { RowBatch } from '../store/row-batch.ts';
import { type PackedColumns, RowColumns } from '../store/row-columns.ts';
import type { FilePart } from './file-part.ts';
import type { ReadSetup } from './readers.ts';
import type { FileJob, Outcome, Verdict } from './reading.ts';

/** `workerData` of a reader. Functions do not cross: what they need does. */
export type ReaderData = Omit<ReadSetup, 'options' | 'forced' | 'cancelled'> & {
  readonly options: Omit<ReadSetup['options'], 'fingerprint'>;
  /** Key of the case's fingerprints of secrets, hex. */
  readonly fingerprintKey: string;
  /** Id of the importer that the analyst demands, or null. */
  readonly forced: string | null;
  /** One Int32, shared: not 0 after a cancel. */
  readonly cancelled: Int32Array;
};

export type ToReader =
  | { readonly kind: 'read'; readonly index: number; readonly job: FileJob }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** A part was written, so that another may come. */
  | { readonly kind: 'taken'; readonly bytes: number };

/** About the job with this number. */
export type FromReader = { readonly index: number } & (
  | { readonly kind: 'hash'; readonly sha256: string | null }
  | { readonly kind: 'progress'; readonly bytes: number; readonly records: number; readonly events: number }
  | { readonly kind: 'part'; readonly part: PackedPart; readonly bytes: number }
  | { readonly kind: 'end'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly error: WireError }
);

/** A part whose columns are plain memory. */
export type PackedPart = Omit<FilePart, 'rows'> & {
  readonly rows: (Omit<RowBatch, 'rows'> & { readonly rows: PackedColumns }) | null;
};

/** `moved`: memory that goes to the other thread; `bytes`: of all that. */
export function packPart(part: FilePart): { part: PackedPart; moved: ArrayBuffer[]; bytes: number } {
  const rows = part.rows === null ? null : { ...part.rows, rows: part.rows.rows.packed() };
  const moved = part.raw.map(({ data }) => data.buffer as ArrayBuffer);
  if (rows !== null) moved.push(rows.rows.memory);
  const bytes = moved.reduce((sum, memory) => sum + memory.byteLength, 0);
  return { part: { ...part, rows }, moved, bytes };
}

export function unpackPart(part: PackedPart): FilePart {
  return {
    ...part,
    rows: part.rows === null ? null : { ...part.rows, rows: RowColumns.unpack(part.rows.rows) },
  };
}
