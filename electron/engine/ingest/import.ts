/** An import: all files in order, one writer, progress and cancel between chunks. */
import { Failure } from '../../../shared/base/failure.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import type { ColumnMapping } from '../../../shared/importers/importer.ts';
import { importerById } from '../../../shared/importers/registry.ts';
import type { ImportReport, PushEvent, SourceFile } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import { toSourceFile, totalsOf } from '../store/source-files.ts';
import { Allowance, outputCap } from './allowance.ts';
import { Batch } from './batch.ts';
import { Content } from './content.ts';
import { discover, type FoundFile } from './discover.ts';
import { FileSource } from './file-source.ts';
import { importArchive, isArchive } from './import-archive.ts';
import { type FileRun, importFile, isPoorer, openFile } from './import-file.ts';
import { Known } from './known.ts';
import { neverReached, unreadable } from './not-read.ts';
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
  /** Bytes per read, for tests: the case must not depend on it. */
  readonly chunkBytes?: number;
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
  const known = new Known(store.files);
  const cap = outputCap(store.path);
  const runId = beginRun(store, request);
  const files = (await discover(request.paths, request.recurse)).map((file) => ({
    ...file,
    name: request.displayNames?.[file.path] ?? file.name,
  }));
  const bytesTotal = files.reduce((sum, file) => sum + file.bytes, 0);
  const done: SourceFile[] = [];
  const reached = new Set<FoundFile>();
  let bytesBefore = 0;
  let recordsBefore = 0;
  let eventsBefore = 0;
  try {
    const poorer: FoundFile[] = [];
    for (const [fileIndex, file] of inTwoPasses(files, poorer)) {
      if (control.cancelled()) break;
      const report = (bytes: number, records: number, events: number): void =>
        control.onEvent({
          type: 'import.progress',
          file: file.name,
          fileIndex: reached.size,
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
        known,
        cap,
        options,
        forced,
        cancelled: control.cancelled,
        onProgress: report,
      };
      const read = await importOne(file, run, request.chunkBytes, fileIndex < files.length);
      if (read === 'later') {
        poorer.push(file);
        continue;
      }
      done.push(...read);
      reached.add(file);
      bytesBefore += file.bytes;
      const { totals } = totalsOf(read);
      recordsBefore += totals.records;
      eventsBefore += totals.events;
    }
    // Also after a cancel: what was read is whole, and the last segment is closed.
    batch.end();
    const result = control.cancelled() ? 'cancelled' : 'complete';
    endRun(store, runId, result, done, request.skewMicros ?? null);
  } finally {
    store.refresh();
  }
  done.push(...files.filter((file) => !reached.has(file)).map(neverReached));
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

/** The files, and behind them those that were put off meanwhile. Each with its place; the second pass counts on. */
function* inTwoPasses(
  files: readonly FoundFile[],
  later: readonly FoundFile[],
): Generator<[index: number, file: FoundFile]> {
  yield* files.entries();
  for (const [index, file] of later.entries()) yield [files.length + index, file];
}

/** `mayWait`: a poorer kind of export is put off until the others are read. */
async function importOne(
  file: FoundFile,
  run: FileRun,
  chunkBytes: number | undefined,
  mayWait: boolean,
): Promise<SourceFile[] | 'later'> {
  try {
    const same = run.known.hasSize(file.bytes)
      ? run.known.report(file.name, await hashOf(file.path, run.cancelled))
      : null;
    if (same !== null) return [same];
    const opened = await openFile(file, new Allowance(run.cap), FileSource.open(file.path, chunkBytes));
    if (mayWait && isPoorer(opened, run)) {
      opened.content.abandon();
      return 'later';
    }
    return isArchive(opened)
      ? await importArchive(opened, run)
      : [toSourceFile(await importFile(opened, run))];
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'file.unreadable') throw error;
    const record = unreadable(file, error.message, run.run);
    const id = run.store.files.reserve();
    run.batch.finish(() => run.store.files.save(id, record));
    return [toSourceFile(record)];
  }
}

async function hashOf(path: string, cancelled: () => boolean): Promise<string | null> {
  const content = new Content(FileSource.open(path));
  try {
    return await content.hashOnly(cancelled);
  } finally {
    content.abandon();
  }
}
