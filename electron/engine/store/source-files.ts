/** Files of evidence and their ledgers. */

import type { Encoding } from '../../../shared/importers/importer.ts';
import type { Severity } from '../../../shared/importers/issue.ts';
import type { IssueCount, LedgerBytes, LedgerTotals, SourceFile } from '../../../shared/ipc/contract.ts';
import type { Db } from './open.ts';

/** How a file's bytes become its content. `parquet`: rows decoded to JSON lines. */
export type Compression = 'none' | 'gzip' | 'parquet';

/** A source file as stored; sizes in bytes, times in µs UTC. `content` is after decompression. */
export interface SourceRecord extends SourceFile {
  /** The import that read it. */
  readonly run: number;
  /** Id of the archive that it was read out of, or null. */
  readonly archive: number | null;
  readonly compression: Compression;
  readonly encoding: Encoding;
  readonly contentSha256: string;
  /** SHA-256 of the content as stored, where secrets were masked; null where it is `contentSha256`. */
  readonly storedSha256: string | null;
  readonly contentBytes: number;
  readonly modified: number | null;
  readonly bytesOf: LedgerBytes;
  /** JSON of the options that shaped the reading. */
  readonly options: string;
  readonly started: number;
  readonly ended: number | null;
}

const COLUMNS =
  'run, archive, path, sha256, bytes, compression, encoding, content_sha256, stored_sha256, content_bytes, modified_us, importer, shape, status, records, events, ' +
  'duplicates, rejected, ignored, event_bytes, duplicate_bytes, rejected_bytes, ignored_bytes, separator_bytes, options, started_us, ended_us';

export class SourceFiles {
  private readonly upsert;
  private readonly upsertIssue;
  private readonly select;
  private readonly selectIssues;
  private readonly selectSame;
  private readonly deleteIssues;
  private next: number;

  constructor(db: Db) {
    const names = COLUMNS.split(', ');
    this.upsert = db.prepare(
      `INSERT INTO source_file (id, ${COLUMNS}) VALUES (?, ${names.map(() => '?').join(', ')})
ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    );
    this.upsertIssue = db.prepare(
      `INSERT INTO issue (file, code, severity, record, offset, count, detail) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (file, code) DO UPDATE SET count = excluded.count`,
    );
    this.select = db.prepare(`SELECT id, ${COLUMNS} FROM source_file ORDER BY id`);
    this.selectIssues = db.prepare(
      'SELECT file, code, severity, record, offset, count, detail FROM issue ORDER BY file, offset, code',
    );
    this.selectSame = db
      .prepare(
        "SELECT id FROM source_file WHERE sha256 = ? AND status IN ('complete', 'not-read', 'archive') ORDER BY status = 'not-read', id LIMIT 1",
      )
      .pluck();
    this.deleteIssues = db.prepare('DELETE FROM issue WHERE file = ?');
    this.next = db.prepare('SELECT coalesce(max(id), 0) + 1 FROM source_file').pluck().get() as number;
  }

  /** An id for a file that will be saved. */
  reserve(): number {
    return this.next++;
  }

  /**
   * Writes a file with its ledger so far; call in the transaction of its rows, so that a crash leaves true numbers.
   * A record without an end is one in the middle of its import.
   */
  save(id: number, record: SourceRecord): void {
    this.upsert.run(id, ...cells(record));
    for (const i of record.issues)
      this.upsertIssue.run(id, i.code, i.severity, i.record, i.offset, i.count, i.detail);
  }

  /** The file with this SHA-256 that was read whole or, if there is none, one that was looked at and not read. */
  same(sha256: string): { readonly id: number; readonly record: SourceRecord } | null {
    const id = this.selectSame.get(sha256) as number | undefined;
    const record = id === undefined ? undefined : this.all().get(id);
    return id === undefined || record === undefined ? null : { id, record };
  }

  /** A file that was not read before is read now: what was wrong with it then is no longer said. Call in a transaction. */
  forgetIssues(id: number): void {
    this.deleteIssues.run(id);
  }

  all(): ReadonlyMap<number, SourceRecord> {
    const issues = new Map<number, IssueCount[]>();
    for (const row of this.selectIssues.iterate() as IterableIterator<Row>) {
      const list = issues.get(row.file as number) ?? [];
      issues.set(row.file as number, list);
      list.push({
        code: row.code as string,
        severity: row.severity as Severity,
        record: row.record as number | null,
        offset: row.offset as number | null,
        count: row.count as number,
        detail: row.detail as string,
      });
    }
    const files = new Map<number, SourceRecord>();
    for (const row of this.select.iterate() as IterableIterator<Row>) {
      const id = row.id as number;
      files.set(id, fromRow(row, issues.get(id) ?? []));
    }
    return files;
  }
}

type Row = Record<string, number | string | null>;

function cells(r: SourceRecord): (number | string | null)[] {
  // biome-ignore format: as COLUMNS
  return [
    r.run, r.archive, r.path, r.sha256, r.bytes, r.compression, r.encoding, r.contentSha256, r.storedSha256, r.contentBytes,
    r.modified, r.importer, r.shape, r.status,
    r.records, r.events, r.duplicates, r.rejected, r.ignored, r.bytesOf.event, r.bytesOf.duplicate, r.bytesOf.rejected,
    r.bytesOf.ignored, r.bytesOf.separator, r.options, r.started, r.ended,
  ];
}

function fromRow(row: Row, issues: readonly IssueCount[]): SourceRecord {
  return {
    run: row.run as number,
    archive: row.archive as number | null,
    path: row.path as string,
    sha256: row.sha256 as string,
    bytes: row.bytes as number,
    compression: row.compression as Compression,
    encoding: row.encoding as Encoding,
    contentSha256: row.content_sha256 as string,
    storedSha256: row.stored_sha256 as string | null,
    contentBytes: row.content_bytes as number,
    modified: row.modified_us as number | null,
    importer: row.importer as string | null,
    shape: row.shape as string,
    status: row.status as SourceFile['status'],
    records: row.records as number,
    events: row.events as number,
    duplicates: row.duplicates as number,
    rejected: row.rejected as number,
    ignored: row.ignored as number,
    bytesOf: {
      event: row.event_bytes as number,
      duplicate: row.duplicate_bytes as number,
      rejected: row.rejected_bytes as number,
      ignored: row.ignored_bytes as number,
      separator: row.separator_bytes as number,
    },
    options: row.options as string,
    started: row.started_us as number,
    ended: row.ended_us as number | null,
    issues,
  };
}

/** Sums of ledgers, and whether every one of them closes by records and, where the content was read, by bytes. */
export function totalsOf(files: Iterable<SourceFile>): { totals: LedgerTotals; closed: boolean } {
  const totals = { files: 0, records: 0, events: 0, duplicates: 0, rejected: 0, ignored: 0 };
  let closed = true;
  for (const file of files) {
    totals.files++;
    totals.records += file.records;
    totals.events += file.events;
    totals.duplicates += file.duplicates;
    totals.rejected += file.rejected;
    totals.ignored += file.ignored;
    if (file.records !== file.events + file.duplicates + file.rejected + file.ignored) closed = false;
    if (file.bytesOf && file.importer !== null && sumOf(file.bytesOf) !== file.contentBytes) closed = false;
  }
  return { totals, closed };
}

/** The public part of a source record: what `import --json` and the window show. */
export function toSourceFile(record: SourceRecord): SourceFile {
  const { path, sha256, bytes, importer, shape, status } = record;
  const { records, events, duplicates, rejected, ignored, issues, bytesOf, contentBytes } = record;
  const file = {
    path,
    sha256,
    bytes,
    importer,
    shape,
    status,
    records,
    events,
    duplicates,
    rejected,
    ignored,
    issues,
  };
  return importer === null ? file : { ...file, bytesOf, contentBytes };
}

/** Bytes accounted for must be the bytes read: the conservation law of the ledger. */
export function bytesClosed(record: SourceRecord): boolean {
  return sumOf(record.bytesOf) === record.contentBytes;
}

function sumOf({ event, duplicate, rejected, ignored, separator }: LedgerBytes): number {
  return event + duplicate + rejected + ignored + separator;
}
