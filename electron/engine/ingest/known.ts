/**
 * Files whose very bytes are in the case already: nothing is read again, and their records count as duplicates. What was not
 * read is tried again, and what then is read takes its line of the ledger.
 */
import type { SourceFile } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { SourceRecord } from '../store/source-files.ts';
import type { Batch } from './batch.ts';

export class Known {
  private readonly store: CaseStore;
  private readonly batch: Batch;
  private readonly sizes = new Set<number>();
  private unread: { readonly name: string; readonly id: number; readonly record: SourceRecord } | null = null;

  constructor(store: CaseStore, batch: Batch) {
    this.store = store;
    this.batch = batch;
  }

  /** Whether a file of this size is in the case: only then is hashing before reading worth it. */
  hasSize(bytes: number): boolean {
    // A file of the same size may wait in the batch, where a look for the same bytes would not find it.
    if (this.sizes.has(bytes)) this.batch.commit();
    this.sizes.add(bytes);
    return this.store.files.hasSize(bytes);
  }

  /**
   * What the import says of a file with this SHA-256, or null when it must be read: it is not in the case, or stands there
   * as not read, and may be readable by now (a mapping, a newer importer). `unreadOf` tells of the second.
   */
  report(name: string, sha256: string | null): SourceFile | null {
    const found = sha256 === null ? null : this.store.files.same(sha256);
    this.unread = found?.record.status === 'not-read' ? { name, ...found } : null;
    if (found === null || this.unread !== null) return null;
    const same = found.record;
    const { path, bytes, importer, issues } = same;
    const { records, events, duplicates, rejected, ignored } =
      same.status === 'archive' ? this.sum(same) : same;
    return {
      path: name,
      sha256: same.sha256,
      bytes,
      importer,
      shape: `the same bytes are in the case as ${path}; nothing was added`,
      status: 'already-imported',
      records,
      events: 0,
      duplicates: events + duplicates,
      rejected,
      ignored,
      issues,
    };
  }

  /** The line of the ledger that says of the same bytes that they were not read; null where there is none. */
  unreadOf(name: string): { readonly id: number; readonly record: SourceRecord } | null {
    return this.unread?.name === name ? this.unread : null;
  }

  /** What was read out of an archive, together. */
  private sum(
    archive: SourceRecord,
  ): Pick<SourceRecord, 'records' | 'events' | 'duplicates' | 'rejected' | 'ignored'> {
    const all = [...this.store.files.all()];
    const id = all.find(([, file]) => file.sha256 === archive.sha256 && file.status === 'archive')?.[0];
    const sum = { records: 0, events: 0, duplicates: 0, rejected: 0, ignored: 0 };
    for (const [, file] of all) {
      if (file.archive !== id) continue;
      sum.records += file.records;
      sum.events += file.events;
      sum.duplicates += file.duplicates;
      sum.rejected += file.rejected;
      sum.ignored += file.ignored;
    }
    return sum;
  }
}
