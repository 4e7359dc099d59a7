/** An import: all files in order, one writer, progress and cancel between chunks. */
import { Failure } from '../../../shared/base/failure.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import type { ColumnMapping } from '../../../shared/importers/importer.ts';
import { ISSUE_CODES, type IssueCode } from '../../../shared/importers/issue.ts';
import { importerById } from '../../../shared/importers/registry.ts';
import type { ImportReport, PushEvent, SourceFile } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import { type SourceRecord, toSourceFile, totalsOf } from '../store/source-files.ts';
import { Batch } from './batch.ts';
import { Content } from './content.ts';
import { discover, type FoundFile } from './discover.ts';
import { type FileRun, importFile, openFile } from './import-file.ts';
import { custodian, runStart } from './run-record.ts';

export interface ImportRequest {
  readonly paths: readonly string[];
  /** Names to show for paths that the analyst never saw (uploads). */
  readonly displayNames?: Readonly<Record<string, string>>;
  /** IANA zone for times without one; default UTC. */
  readonly timezone?: string;
  readonly vpcFormat?: string;
  /** Importer id that is used instead of recognition. */
  readonly as?: string;
  readonly recurse?: boolean;
  /** Added to every time of the files, as a clock correction that can be taken back. */
  readonly skewMicros?: number;
  /** Meaning of columns for files that no importer recognises. */
  readonly mapping?: ColumnMapping;
}

export interface ImportControl {
  readonly cancelled: () => boolean;
  readonly onEvent: (event: PushEvent) => void;
}

/** @throws Failure for wrong options, a missing path, or a case that cannot be written; never for what files hold. */
export async function runImport(
  store: CaseStore,
  request: ImportRequest,
  control: ImportControl,
): Promise<ImportReport> {
  const forced = request.as === undefined ? null : importerById(request.as);
  if (request.as !== undefined && !forced) {
    throw new Failure(
      'usage',
      `no importer is called ${request.as}`,
      'see `throughline import --help` for their names',
    );
  }
  const batch = new Batch(store, store.appender());
  const runId = beginRun(store, request);
  const files = (await discover(request.paths, request.recurse)).map((file) => ({
    ...file,
    name: request.displayNames?.[file.path] ?? file.name,
  }));
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  const sizes = new Set<number>();
  const done: SourceFile[] = [];
  let bytesBefore = 0;
  let recordsBefore = 0;
  let eventsBefore = 0;
  try {
    for (const [fileIndex, file] of files.entries()) {
      if (control.cancelled()) break;
      const report = (bytes: number, records: number, events: number): void =>
        control.onEvent({
          type: 'import.progress',
          file: file.name,
          fileIndex,
          files: files.length,
          bytesDone: bytesBefore + bytes,
          bytesTotal,
          records: recordsBefore + records,
          events: eventsBefore + events,
        });
      report(0, 0, 0);
      const options = {
        timezone: request.timezone ?? 'UTC',
        vpcFormat: request.vpcFormat ?? null,
        mapping: request.mapping ?? null,
        fingerprint: store.fingerprint,
      };
      const run: FileRun = {
        run: runId,
        store,
        batch,
        options,
        forced,
        cancelled: control.cancelled,
        onProgress: report,
      };
      // A file of the same size may wait in the batch, where a look for the same bytes would not find it.
      if (sizes.has(file.bytes)) batch.commit();
      sizes.add(file.bytes);
      const record = await importOne(store, file, run);
      done.push(record);
      bytesBefore += file.bytes;
      recordsBefore += record.records;
      eventsBefore += record.events;
    }
    // Also after a cancel: what was read is whole, and the last segment is closed.
    batch.end();
    const result = control.cancelled() ? 'cancelled' : 'complete';
    endRun(store, runId, result, done, request.skewMicros ?? null);
  } finally {
    store.refresh();
  }
  done.push(...files.slice(done.length).map(neverReached));
  return { files: done, ...totalsOf(done) };
}

function beginRun(store: CaseStore, request: ImportRequest): number {
  let id = 0;
  store.transaction(() => {
    id = store.runs.begin(runStart(store.versions().sqlite, { ...request }));
  });
  return id;
}

/** Closes the run record and writes the custody entry: which files, with which hashes and ledgers, and what the case is now. */
function endRun(
  store: CaseStore,
  run: number,
  result: string,
  files: readonly SourceFile[],
  skewMicros: number | null,
): void {
  const who = custodian();
  store.transaction(() => {
    store.runs.end(run, nowMicros(), result);
    if (skewMicros === null) return;
    for (const [file, record] of store.files.all()) {
      if (record.run !== run || record.events === 0) continue;
      const rule = { file, source: null, zone: null, skewMicros, reason: 'given with the import' };
      store.timeRules.add(rule, nowMicros(), who.examiner ?? who.user);
    }
  });
  const added = files.map(
    ({ path, sha256, bytes, status, records, events, duplicates, rejected, ignored }) => ({
      path,
      sha256,
      bytes,
      status,
      records,
      events,
      duplicates,
      rejected,
      ignored,
    }),
  );
  const clock = skewMicros === null ? {} : { skewMicros };
  store.log(who, 'import', { run, result, files: added, ...clock }, true);
}

async function importOne(store: CaseStore, file: FoundFile, run: FileRun): Promise<SourceFile> {
  try {
    const same = store.files.hasSize(file.bytes) ? store.files.same(await hashOf(file.path)) : null;
    return same ? alreadyImported(file, same) : toSourceFile(await importFile(await openFile(file), run));
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'file.unreadable') throw error;
    const record = { ...unreadable(file, error.message), run: run.run };
    run.batch.finish(() => store.files.save(store.files.reserve(), record));
    return toSourceFile(record);
  }
}

/** A file that a cancel came before: it stands in the report, so that nobody takes it for read. Not in the case. */
function neverReached(file: FoundFile): SourceFile {
  const shape = 'not reached: the import was cancelled before';
  return toSourceFile({ ...unreadable(file, ''), shape, status: 'cancelled', issues: [] });
}

async function hashOf(path: string): Promise<string> {
  const content = Content.open(path);
  try {
    return await content.hashOnly();
  } finally {
    content.abandon();
  }
}

/** The same bytes are in the case: nothing is read again, and its records count as duplicates. */
function alreadyImported(file: FoundFile, same: SourceRecord): SourceFile {
  const { path, sha256, bytes, importer, records, events, duplicates, rejected, ignored } = same;
  return {
    path: file.name,
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
    issues: same.issues,
  };
}

function unreadable(file: FoundFile, detail: string): SourceRecord {
  const code: IssueCode = 'file.unreadable';
  return {
    path: file.name,
    sha256: '',
    bytes: file.bytes,
    run: 0,
    archive: null,
    compression: 'none',
    encoding: 'utf-8',
    contentSha256: '',
    storedSha256: null,
    contentBytes: 0,
    modified: null,
    importer: null,
    shape: ISSUE_CODES[code],
    status: 'not-read',
    records: 0,
    events: 0,
    duplicates: 0,
    rejected: 0,
    ignored: 0,
    bytesOf: { event: 0, duplicate: 0, rejected: 0, ignored: 0, separator: 0 },
    issues: [{ code, severity: 'data-loss', record: null, offset: null, count: 1, detail }],
    options: '{}',
    started: nowMicros(),
    ended: nowMicros(),
  };
}
