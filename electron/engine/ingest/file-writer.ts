/** The writer's side of a file: puts what its reader sent into the case, and says what of it was there already. */
import type { IssueCount } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { Translation } from '../store/row-batch.ts';
import type { SourceRecord } from '../store/source-files.ts';
import type { Batch } from './batch.ts';
import type { FilePart } from './file-part.ts';
import type { Known } from './known.ts';

/** Takes the parts of one file after the other. */
export class FileWriter {
  private readonly store: CaseStore;
  private readonly batch: Batch;
  private readonly known: Known;
  private current: Progress | null = null;

  constructor(store: CaseStore, batch: Batch, known: Known) {
    this.store = store;
    this.batch = batch;
    this.known = known;
  }

  /** The line of the ledger as it is with this part. @throws when the case cannot be written (disk full) */
  take(part: FilePart, translation: Translation): SourceRecord {
    if (!part.kept) return part.record;
    const { store, batch } = this;
    this.current ??= new Progress(part.line ?? store.files.reserve());
    const { id } = this.current;
    batch.addRaw(id, part.raw);
    batch.addFacts(part.facts.map((fact) => ({ ...fact, file: id })));
    if (part.rows !== null) this.current.add(part.rows, batch.appender.add(part.rows, translation, id));
    const record = this.current.told(part.record);
    const save = (): void => {
      if (part.line !== null) store.files.forgetIssues(id);
      store.files.save(id, record);
      if (part.mapping !== null) store.mappings.keep(part.mapping);
    };
    if (part.last) {
      this.current = null;
      batch.finish(save);
      this.known.add(id, record);
      // Rows, raw bytes and the ledger so far in one transaction: after a crash the case tells the truth about itself.
    } else if (batch.due) batch.commit(save);
    return record;
  }
}

/** What the writer found out about the file whose parts come. */
class Progress {
  readonly id: number;
  private duplicates = 0;
  private duplicateBytes = 0;
  private conflict: IssueCount | null = null;

  constructor(id: number) {
    this.id = id;
  }

  add(
    { rows, shared }: NonNullable<FilePart['rows']>,
    { duplicates, conflicts }: ReturnType<Batch['appender']['add']>,
  ): void {
    const { record, offset, length } = rows.numbers;
    const counted = duplicates.length === 0 || shared.length === 0 ? null : new Set(shared);
    this.duplicates += duplicates.length;
    for (const row of duplicates) if (!counted?.has(row)) this.duplicateBytes += length[row]!;
    for (const { row, id } of conflicts) {
      const { conflict } = this;
      this.conflict = conflict
        ? { ...conflict, count: conflict.count + 1 }
        : {
            code: 'id.conflict',
            severity: 'note',
            record: record[row]!,
            offset: offset[row]!,
            count: 1,
            detail: id,
          };
    }
  }

  /** The reader's line, with duplicates told apart from events. */
  told(record: SourceRecord): SourceRecord {
    const { duplicates, duplicateBytes, conflict } = this;
    return {
      ...record,
      events: record.events - duplicates,
      duplicates,
      bytesOf: {
        ...record.bytesOf,
        event: record.bytesOf.event - duplicateBytes,
        duplicate: duplicateBytes,
      },
      issues: conflict === null ? record.issues : [...record.issues, conflict],
    };
  }
}
