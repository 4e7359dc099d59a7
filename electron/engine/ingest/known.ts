/**
 * Files whose very bytes are in the case already: nothing is read again, and their records count as duplicates. What was not
 * read is tried again, and what then is read takes its line of the ledger. In memory, since the question is asked for every
 * file of an import, and the store would have to look through all of them.
 */
import type { SourceFile } from '../../../shared/ipc/contract.ts';
import type { SourceFiles, SourceRecord } from '../store/source-files.ts';

export type Sums = Pick<SourceRecord, 'records' | 'events' | 'duplicates' | 'rejected' | 'ignored'>;

/** A line of the ledger by its id, with the sums of what was read out of it if it is an archive. */
export type KnownFile = Sums &
  Pick<SourceRecord, 'path' | 'bytes' | 'importer' | 'issues' | 'status'> & { readonly id: number };

export class Known {
  private readonly sizes = new Set<number>();
  private readonly files = new Map<string, KnownFile>();

  constructor(stored: SourceFiles) {
    const all = stored.all();
    const inside = new Map<number, Sums>();
    for (const file of all.values()) {
      if (file.archive === null) continue;
      const before = inside.get(file.archive);
      inside.set(file.archive, sumOf(before ? [before, file] : [file]));
    }
    for (const [id, file] of all) this.add(id, file, inside.get(id));
  }

  /** Whether a whole file of this size is in the case: only then is hashing before reading worth it. */
  hasSize(bytes: number): boolean {
    return this.sizes.has(bytes);
  }

  /** Takes a line of the ledger, if its file was seen whole. `inside`: of an archive, what its members hold together. */
  add(id: number, file: SourceRecord, inside: Sums = file): void {
    if (!['complete', 'not-read', 'archive'].includes(file.status) || file.sha256 === '') return;
    this.sizes.add(file.bytes);
    const before = this.files.get(file.sha256);
    if (before !== undefined && (before.status !== 'not-read' || file.status === 'not-read')) return;
    const { path, bytes, importer, issues, status } = file;
    this.files.set(file.sha256, { id, path, bytes, importer, issues, status, ...sumOf([inside]) });
  }

  /**
   * What the case has of a file with this SHA-256: null when it must be read. `unread`: it stands there as not read, and may
   * be readable by now (a mapping, a newer importer).
   */
  look(
    name: string,
    sha256: string | null,
  ): { readonly same: SourceFile } | { readonly unread: KnownFile } | null {
    const known = sha256 === null ? undefined : this.files.get(sha256);
    if (sha256 === null || known === undefined) return null;
    if (known.status === 'not-read') return { unread: known };
    const { path, bytes, importer, issues, records, events, duplicates, rejected, ignored } = known;
    return {
      same: {
        path: name,
        sha256,
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
      },
    };
  }
}

export function sumOf(files: Iterable<Sums>): Sums {
  const sum = { records: 0, events: 0, duplicates: 0, rejected: 0, ignored: 0 };
  for (const file of files) {
    sum.records += file.records;
    sum.events += file.events;
    sum.duplicates += file.duplicates;
    sum.rejected += file.rejected;
    sum.ignored += file.ignored;
  }
  return sum;
}
