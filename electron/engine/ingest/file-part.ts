/** What a reader sends of one file, in order: the writer stores a part whole or not at all. */
import type { Fact } from '../../../shared/events/event.ts';
import type { KeptMapping } from '../store/mappings.ts';
import type { PackedBlock } from '../store/raw-blocks.ts';
import type { RowBatch } from '../store/row-batch.ts';
import type { SourceRecord } from '../store/source-files.ts';

export interface FilePart {
  readonly rows: RowBatch | null;
  /** The content behind the rows. */
  readonly raw: readonly PackedBlock[];
  /** Entries of lists (rosters, rotations), with their 1-based record. */
  readonly facts: readonly { readonly fact: Fact; readonly record: number }[];
  /** The file's line of the ledger so far. The reader cannot know duplicates: it counts them as events. */
  readonly record: SourceRecord;
  readonly last: boolean;
  /** Line of the ledger that it takes over; null for a new one. */
  readonly line: number | null;
  /** What the analyst said of its columns, to be kept. */
  readonly mapping: KeptMapping | null;
  /** False: the case has its line already, and nothing is to be written. */
  readonly kept: boolean;
}
