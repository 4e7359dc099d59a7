/** An archive: a ledger line of its own, and each of its members a file that is read where it lies. */
import { nowMicros } from '../../../shared/base/time.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import type { SourceFile } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import { type SourceRecord, toSourceFile } from '../store/source-files.ts';
import { Allowance } from './allowance.ts';
import type { ArchiveEntry, ArchiveReader } from './archive.ts';
import type { Batch } from './batch.ts';
import type { ByteSource } from './byte-source.ts';
import { Content, type ContentFacts } from './content.ts';
import type { FoundFile } from './discover.ts';
import type { FileSource } from './file-source.ts';
import { type Known, type KnownFile, sumOf } from './known.ts';
import { Ledger } from './ledger.ts';
import { emptyRecord, optionsText, refusedRecord, unreadable, unreadableIssue } from './not-read.ts';
import { type OpenedFile, openFile, type ReadTask, readFile } from './read-file.ts';
import { Tar } from './tar.ts';
import { Zip } from './zip.ts';

/** A member of a tar can be looked at before it is read only while it fits in memory. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** Whether the file's members are read instead of the file. */
export function isArchive({ container, content }: OpenedFile): boolean {
  return container?.kind === 'tar' || (container?.kind === 'zip' && content.compression === 'none');
}

/** An archive is read beside the writer: whether a member is known depends on what was written before it. */
export interface ArchiveTask extends ReadTask {
  readonly store: CaseStore;
  readonly batch: Batch;
  readonly known: Known;
}

/**
 * The line of the archive, then those of its members. Never throws for what it holds.
 * @throws Failure when the case itself cannot be written (disk full)
 */
export async function importArchive(file: OpenedFile, run: ArchiveTask): Promise<SourceFile[]> {
  return await new ArchiveImport(file, run).run();
}

class ArchiveImport {
  private readonly file: OpenedFile;
  private readonly task: ArchiveTask;
  private readonly started = nowMicros();
  private readonly id: number;
  private readonly allowance: Allowance;
  private readonly ledger = new Ledger();
  private readonly members: SourceFile[] = [];
  /** Of the members so far. */
  private records = 0;
  private events = 0;
  private failed = false;

  constructor(file: OpenedFile, task: ArchiveTask) {
    this.file = file;
    this.task = task;
    // An archive that could not be read before keeps its line.
    this.id = task.unread?.id ?? task.store.files.reserve();
    if (task.unread !== null) task.batch.finish(() => task.store.files.forgetIssues(this.id));
    this.allowance = new Allowance(task.cap, null, file.found.bytes);
  }

  async run(): Promise<SourceFile[]> {
    const { content } = this.file;
    // Members refer to the line of their archive: it stands before them, and says so if nothing comes after it.
    this.save(this.record('archive, reading was interrupted', 'partial', null), this.id);
    try {
      const reader = await this.open();
      if (reader !== null) await this.read(reader);
      return await this.end(reader);
    } catch (error) {
      this.ledger.issue(unreadableIssue(error), null, null);
      this.failed = true;
      return await this.end(null);
    } finally {
      content.abandon();
    }
  }

  /** A zip is hashed as a whole before its members are read, a tar while they are. Null after a cancel. */
  private async open(): Promise<ArchiveReader | null> {
    const { container, content, chunks, head } = this.file;
    const { cancelled, cap } = this.task;
    if (container?.kind === 'tar') {
      const label = content.compression === 'gzip' ? 'gzip-compressed tar archive' : 'tar archive';
      return new Tar(label, joined(head.chunks, chunks), () => content.bytesRead, cancelled);
    }
    for await (const _ of chunks) if (cancelled()) return null;
    return new Zip(content.source as FileSource, this.allowance, cap, cancelled);
  }

  private async read(reader: ArchiveReader): Promise<void> {
    for await (const entry of reader.entries()) {
      if (this.task.cancelled()) return;
      const member = await this.member(entry, reader);
      this.members.push(member);
      this.records += member.records;
      this.events += member.events;
    }
    for (const issue of reader.issues) this.ledger.issue(issue, null, null);
  }

  private async member(entry: ArchiveEntry, reader: ArchiveReader): Promise<SourceFile> {
    const { found } = this.file;
    const { run, known } = this.task;
    const member = {
      path: found.path,
      name: `${found.name}!/${entry.name}`,
      bytes: entry.bytes,
      archive: this.id,
    };
    if (entry.kind === 'refused') {
      const record = refusedRecord(member, entry.issue, 'member of an archive', run);
      this.save(record);
      return toSourceFile(record);
    }
    try {
      let source = entry.open();
      let unread: KnownFile | null = null;
      if (known.hasSize(entry.bytes)) {
        const held = entry.reopens ? null : await Held.of(source);
        const look = entry.reopens ? source : held;
        const sha256 = look === null ? null : await new Content(look).hashOnly(this.task.cancelled);
        const found = known.look(member.name, sha256);
        if (found !== null && 'same' in found) return found.same;
        unread = found?.unread ?? null;
        source = held?.rewound() ?? (entry.reopens ? entry.open() : source);
      }
      return toSourceFile(await this.importMember(member, source, reader, unread));
    } catch (error) {
      const record = unreadable(member, error, run);
      this.save(record);
      return toSourceFile(record);
    }
  }

  private async importMember(
    member: FoundFile,
    source: ByteSource,
    reader: ArchiveReader,
    unread: KnownFile | null,
  ): Promise<SourceRecord> {
    const { task } = this;
    const onProgress: ReadTask['onProgress'] = (_, records, events) =>
      task.onProgress(reader.position, this.records + records, this.events + events);
    const opened = await openFile(member, new Allowance(task.cap, this.allowance), source);
    return await readFile(opened, { ...task, unread, onProgress });
  }

  private async end(reader: ArchiveReader | null): Promise<SourceFile[]> {
    const { content } = this.file;
    const { cancelled } = this.task;
    const seen = this.failed || cancelled() ? null : await content.close(cancelled);
    const facts = cancelled() ? null : seen;
    for (const issue of facts?.issues ?? []) this.ledger.issue(issue, null, null);
    const label = reader?.label ?? 'archive';
    const shape = [
      `${label}, ${this.members.length} ${this.members.length === 1 ? 'file' : 'files'}`,
      ...this.tally('not-read', 'not read'),
      ...this.tally('already-imported', 'already in the case'),
      ...(cancelled() ? ['cancelled before its end'] : []),
    ].join(', ');
    const record = this.record(shape, this.status(), facts);
    this.save(record, this.id);
    this.task.known.add(this.id, record, sumOf(this.members));
    return [toSourceFile(record), ...this.members];
  }

  private tally(status: SourceFile['status'], words: string): string[] {
    const count = this.members.filter((member) => member.status === status).length;
    return count === 0 ? [] : [`${count} ${words}`];
  }

  /** `archive` only when nothing of it was lost that another attempt could bring: the same bytes are not read again then. */
  private status(): SourceRecord['status'] {
    if (this.task.cancelled()) return 'cancelled';
    const lost = this.failed || this.ledger.issueCounts.some((issue) => issue.severity === 'data-loss');
    if (lost && this.members.length === 0) return 'not-read';
    return lost || this.members.some((member) => member.status === 'partial') ? 'partial' : 'archive';
  }

  private record(shape: string, status: SourceRecord['status'], facts: ContentFacts | null): SourceRecord {
    const { found, content } = this.file;
    return emptyRecord(found, this.task.run, status, {
      ...(facts === null
        ? {}
        : {
            sha256: facts.sha256,
            bytes: facts.bytes,
            contentSha256: facts.contentSha256,
            contentBytes: facts.contentBytes,
            modified: facts.modified,
          }),
      compression: content.compression,
      shape,
      issues: this.ledger.issueCounts,
      options: optionsText(found, this.task.options),
      started: this.started,
      ended: facts === null ? null : nowMicros(),
    });
  }

  private save(record: SourceRecord, id = this.task.store.files.reserve()): void {
    const { batch, store } = this.task;
    batch.finish(() => store.files.save(id, record));
  }
}

async function* joined(first: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  yield* rest;
}

/** A member of a tar in memory, so that it can be read twice. */
class Held implements ByteSource {
  readonly label: string;
  readonly size: number | null;
  readonly modified: number | null;
  private readonly source: ByteSource;
  private readonly chunks: readonly Buffer[];
  private at = 0;

  /** Null when it is too large. */
  static async of(source: ByteSource): Promise<Held | null> {
    if (source.size === null || source.size > MAX_HELD_BYTES) return null;
    const chunks: Buffer[] = [];
    for (let chunk = await source.next(); chunk !== null; chunk = await source.next()) chunks.push(chunk);
    return new Held(source, chunks);
  }

  private constructor(source: ByteSource, chunks: readonly Buffer[]) {
    this.label = source.label;
    this.size = source.size;
    this.modified = source.modified;
    this.source = source;
    this.chunks = chunks;
  }

  rewound(): Held {
    this.at = 0;
    return this;
  }

  next(): Buffer | null {
    return this.chunks[this.at++] ?? null;
  }

  finish(sha256: string, cancelled: () => boolean): Promise<readonly Issue[]> {
    return this.source.finish(sha256, cancelled);
  }

  close(): void {
    this.source.close();
  }
}
