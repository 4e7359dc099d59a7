/** An import: all files in order, one writer, progress and cancel between chunks. */
import { availableParallelism } from 'node:os';
import { Failure } from '../../../shared/base/failure.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import type { ColumnMapping, Importer } from '../../../shared/importers/importer.ts';
import { importerById } from '../../../shared/importers/registry.ts';
import type { ImportReport, PushEvent, SourceFile } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import { Translation } from '../store/row-batch.ts';
import { RowEncoder } from '../store/row-encoder.ts';
import { toSourceFile, totalsOf } from '../store/source-files.ts';
import { Allowance, outputCap } from './allowance.ts';
import { Batch } from './batch.ts';
import { discover, type FoundFile } from './discover.ts';
import type { FilePart } from './file-part.ts';
import { FileSource } from './file-source.ts';
import { FileWriter } from './file-writer.ts';
import { importArchive } from './import-archive.ts';
import { Known } from './known.ts';
import { neverReached } from './not-read.ts';
import { openFile } from './read-file.ts';
import { InlineReaders, type Readers, type ReadSetup, type Receiver } from './readers.ts';
import type { FileJob, Unread } from './reading.ts';
import { custodian, runStart } from './run-record.ts';
import { ThreadReaders } from './thread-readers.ts';

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
  /** Threads that read, 0 for none; by default as many as the machine and the evidence are worth. */
  readonly readers?: number;
}

/** Threads that read. The writer needs a core of its own; beyond a few, it is what the others wait for. */
const READERS = Math.max(1, Math.min(4, availableParallelism() - 1));
/** Evidence below this size is read before threads have started. */
const WORTH_THREADS_BYTES = 4 * 1024 * 1024;

/** Content decides what is read as an archive; the name only which files are hashed before they are read. */
const ARCHIVE_NAME = /\.(zip|tar|tgz|tar\.gz)$/i;

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
  return await new Import(store, request, control, forced).run();
}

class Import {
  private readonly store: CaseStore;
  private readonly request: ImportRequest;
  private readonly control: ImportControl;
  private readonly batch: Batch;
  private readonly known: Known;
  private readonly writer: FileWriter;
  private readonly setup: ReadSetup;
  /** For what is read in this thread. */
  private readonly own = { encoder: new RowEncoder(), translation: new Translation() };
  private readonly done: SourceFile[] = [];
  /** Of the files that are done. */
  private readonly sums = { files: 0, bytes: 0, records: 0, events: 0 };

  constructor(store: CaseStore, request: ImportRequest, control: ImportControl, forced: Importer | null) {
    this.store = store;
    this.request = request;
    this.control = control;
    this.batch = new Batch(store, store.appender());
    this.known = new Known(store.files);
    this.writer = new FileWriter(store, this.batch, this.known);
    this.setup = {
      run: beginRun(store, request),
      cap: outputCap(store.path),
      options: {
        timezone: request.timezone ?? 'UTC',
        vpcFormat: request.vpcFormat ?? null,
        mapping: request.mapping ?? null,
        fingerprint: store.fingerprint,
      },
      mappings: store.mappings.all(),
      forced,
      chunkBytes: request.chunkBytes,
      cancelled: control.cancelled,
    };
  }

  async run(): Promise<ImportReport> {
    const { store, request, control, done } = this;
    const files = (await discover(request.paths, request.recurse)).map((file) => ({
      ...file,
      name: request.displayNames?.[file.path] ?? file.name,
    }));
    let reached: ReadonlySet<FoundFile>;
    try {
      reached = await this.readAll(files);
      // Also after a cancel: what was read is whole, and the last segment is closed.
      this.batch.end();
      const result = control.cancelled() ? 'cancelled' : 'complete';
      endRun(store, this.setup.run, result, done, request.skewMicros ?? null);
    } finally {
      store.refresh();
    }
    done.push(...files.filter((file) => !reached.has(file)).map(neverReached));
    return { files: done, ...totalsOf(done) };
  }

  /** Files in order, and behind them those that were put off; answers which were reached before a cancel. */
  private async readAll(files: readonly FoundFile[]): Promise<ReadonlySet<FoundFile>> {
    const reached = new Set<FoundFile>();
    const total = { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
    const jobs = this.jobs(files);
    const readers = this.readersFor(jobs, total.bytes);
    try {
      for (let index = 0; index < jobs.length && !this.control.cancelled(); index++) {
        const job = jobs[index]!;
        const receiver = this.receiver(job.file, total);
        const outcome = await readers.read(index, receiver);
        if (outcome.kind === 'later') {
          jobs.push({ ...job, mayWait: false });
          readers.add(jobs[jobs.length - 1]!);
          continue;
        }
        if (outcome.kind === 'archive') await this.readArchive(job.file, outcome.unread, receiver);
        reached.add(job.file);
        this.sums.files++;
        this.sums.bytes += job.file.bytes;
      }
    } finally {
      readers.close();
    }
    return reached;
  }

  private jobs(files: readonly FoundFile[]): FileJob[] {
    const ofSize = new Map<number, number>();
    for (const { bytes } of files) ofSize.set(bytes, (ofSize.get(bytes) ?? 0) + 1);
    // What an archive holds is known when it was read: then any file behind it may be a copy of a member.
    let behindArchive = false;
    return files.map((file) => {
      const mayBeKnown = behindArchive || this.known.hasSize(file.bytes) || (ofSize.get(file.bytes) ?? 0) > 1;
      const archive = ARCHIVE_NAME.test(file.path);
      behindArchive ||= archive;
      return { file, mayBeKnown, mayWait: true, archive };
    });
  }

  private readersFor(jobs: readonly FileJob[], bytes: number): Readers {
    const count = this.request.readers ?? (bytes < WORTH_THREADS_BYTES ? 0 : READERS);
    if (count === 0) return new InlineReaders(this.setup, jobs);
    const isNew = (sha256: string): boolean => this.known.look('', sha256) === null;
    return new ThreadReaders(
      this.setup,
      this.store.fingerprintKey,
      jobs,
      isNew,
      Math.min(count, jobs.length),
    );
  }

  private receiver(file: FoundFile, total: { readonly files: number; readonly bytes: number }): Receiver {
    const { sums } = this;
    const before = { ...sums };
    const progress: Receiver['progress'] = (bytes, records, events) =>
      this.control.onEvent({
        type: 'import.progress',
        file: file.name,
        fileIndex: before.files,
        files: total.files,
        bytesDone: before.bytes + bytes,
        bytesTotal: total.bytes,
        records: before.records + records,
        events: before.events + events,
      });
    progress(0, 0, 0);
    return {
      progress,
      part: (part, translation) => {
        const record = this.writer.take(part, translation);
        if (part.last) this.ended([toSourceFile(record)]);
        return record;
      },
      look: (sha256) => {
        const found = this.known.look(file.name, sha256);
        if (found === null || 'unread' in found) return { read: true, unread: found?.unread ?? null };
        this.ended([found.same]);
        return { read: false };
      },
    };
  }

  /** Archives are read where the writer is: whether a member is known depends on what was written before it. */
  private async readArchive(file: FoundFile, unread: Unread, { progress }: Receiver): Promise<void> {
    const { store, batch, known, writer, setup } = this;
    const { encoder, translation } = this.own;
    const task = {
      ...setup,
      store,
      batch,
      known,
      encoder,
      unread,
      onProgress: progress,
      send: async (part: FilePart) => writer.take(part, translation),
    };
    const source = FileSource.open(file.path, setup.chunkBytes);
    this.ended(await importArchive(await openFile(file, new Allowance(setup.cap), source), task));
  }

  private ended(files: readonly SourceFile[]): void {
    const { totals } = totalsOf(files);
    this.done.push(...files);
    this.sums.records += totals.records;
    this.sums.events += totals.events;
  }
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
