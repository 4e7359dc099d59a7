/**
 * Reads one file and sends it in parts: recognise, cut, parse, normalise, encode; every record and byte ends in the ledger.
 * It knows nothing of the case, so that it can run in a thread of its own.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Micros } from '../../../shared/base/time.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import type { Fact } from '../../../shared/events/event.ts';
import { normalize } from '../../../shared/events/normalize.ts';
import { type Detection, detect } from '../../../shared/importers/detect.ts';
import type { Head, Importer, ImportOptions, Reader } from '../../../shared/importers/importer.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import type { Framer, Span } from '../../../shared/importers/kit/framer.ts';
import { HEAD_BYTES, headOf } from '../../../shared/importers/kit/head.ts';
import { createFramer, type Parsed, RecordParser } from '../../../shared/importers/kit/records.ts';
import { utf16ToUtf8, widenMasked } from '../../../shared/importers/kit/utf16.ts';
import { mappingKey } from '../../../shared/importers/mapping.ts';
import { tableCustom } from '../../../shared/importers/sources/table-custom.ts';
import type { KeptMapping } from '../store/mappings.ts';
import { RawBlockCutter } from '../store/raw-blocks.ts';
import type { RowEncoder } from '../store/row-encoder.ts';
import type { SourceRecord } from '../store/source-files.ts';
import type { Allowance } from './allowance.ts';
import type { ByteSource } from './byte-source.ts';
import { Content, type ContentFacts } from './content.ts';
import type { FoundFile } from './discover.ts';
import type { FilePart } from './file-part.ts';
import { FileSource } from './file-source.ts';
import type { KnownFile } from './known.ts';
import { type Fate, Ledger } from './ledger.ts';
import { type NoReading, nothingSeen, notRead, optionsText, unreadableIssue } from './not-read.ts';
import { type Container, containerOf } from './sniff.ts';

export interface ReadTask {
  /** Id of the import in the case's run records. */
  readonly run: number;
  /** Bytes that may come out of one compressed file or archive. */
  readonly cap: number;
  readonly options: ImportOptions;
  /** What the analyst said of columns in earlier imports. */
  readonly mappings: readonly KeptMapping[];
  /** Forced by `--as`, or null. */
  readonly forced: Importer | null;
  /** One for all files that a reader reads. */
  readonly encoder: RowEncoder;
  /** The line of the ledger that says of the same bytes that they were not read; null where there is none. */
  readonly unread: Pick<KnownFile, 'id' | 'path' | 'issues'> | null;
  readonly cancelled: () => boolean;
  /** Called between chunks. */
  readonly onProgress: (bytesRead: number, records: number, events: number) => void;
  /** Resolves when the next part may come, with the line of the ledger as far as it is known. */
  readonly send: (part: FilePart) => Promise<SourceRecord>;
}

/** A file that is open, with its beginning read: what the next step needs to recognise it. */
export interface OpenedFile {
  readonly found: FoundFile;
  readonly content: Content;
  readonly chunks: AsyncGenerator<Buffer>;
  readonly head: FileHead;
  /** What it holds other files in, if it does. */
  readonly container: Container | null;
}

/**
 * @param source a member of an archive; absent for a file on disk
 * @throws Failure `file.unreadable`
 */
export async function openFile(
  found: FoundFile,
  allowance: Allowance,
  source: ByteSource = FileSource.open(found.path),
): Promise<OpenedFile> {
  const content = new Content(source, allowance);
  try {
    const chunks = content.chunks();
    const head = await readHead(chunks);
    return { found, content, chunks, head, container: containerOf(Buffer.concat(head.chunks)) };
  } catch (error) {
    content.abandon();
    throw error;
  }
}

/** Whether its kind of export leaves out what others of the same log have. */
export function isPoorer({ head, container }: OpenedFile, run: ReadTask): boolean {
  if (container !== null) return false;
  const detection = detectionOf(head, run);
  return detection.kind === 'importer' && detection.recognition.poorer === true;
}

/** Never throws for what a file holds. @throws what `send` throws */
export async function readFile(file: OpenedFile, run: ReadTask): Promise<SourceRecord> {
  const started = nowMicros();
  const { found, content, chunks, head } = file;
  try {
    const options = run.options.mapping === null ? withKeptMapping(head.head, run) : run.options;
    const task = { ...run, options };
    const detection = unopened(file) ?? detectionOf(head, task);
    if (detection.kind === 'importer') return await new Reading(file, detection, task, started).run(chunks);
    for await (const _ of chunks) {
      run.onProgress(content.bytesRead, 0, 0);
      if (run.cancelled()) break;
    }
    const facts = run.cancelled() ? nothingSeen(found, content) : await content.close(run.cancelled);
    const record = notRead(found, facts, content, detection, run.options, run.run, started);
    if (run.unread !== null && !run.cancelled())
      return await run.send({ ...wholePart(stillNotRead(record, run.unread)), kept: false });
    const kept = run.cancelled() ? ({ ...record, status: 'cancelled', issues: [] } as const) : record;
    return await run.send(wholePart(kept));
  } catch (error) {
    content.abandon();
    throw error;
  }
}

/** The one part of a file without rows. */
export function wholePart(record: SourceRecord): FilePart {
  return { rows: null, raw: [], facts: [], record, last: true, line: null, mapping: null, kept: true };
}

/** What the case knows of files with such a header, where the analyst says nothing new. */
function withKeptMapping(head: Head, { mappings, options }: ReadTask): ImportOptions {
  for (const { header, mapping } of mappings) {
    const said = { ...options, mapping };
    if (mappingKey(head, mapping) === header && tableCustom.recognise(head, said) !== null) return said;
  }
  return options;
}

/** The case has its line already. */
function stillNotRead(record: SourceRecord, before: Pick<SourceRecord, 'path' | 'issues'>): SourceRecord {
  const shape = `the same bytes are in the case as ${before.path}; nothing was added`;
  return { ...record, shape, status: 'already-imported', issues: before.issues };
}

/** Why a container is not opened here: archives are opened one level deep, others not at all. */
function unopened({ found, content, container }: OpenedFile): NoReading | null {
  if (container?.kind === 'closed')
    return {
      kind: 'container',
      issue: { code: 'file.unknown', severity: 'data-loss', detail: container.reason },
    };
  if (container?.kind === 'litter')
    return {
      kind: 'container',
      issue: { code: 'file.not-read', severity: 'note', detail: container.reason },
    };
  const within = found.archive !== undefined;
  const nested =
    container?.kind === 'zip'
      ? within || content.compression !== 'none'
      : within && container?.kind === 'tar';
  return nested
    ? { kind: 'container', issue: { code: 'archive.nested', severity: 'data-loss', detail: '' } }
    : null;
}

/** Rows of a part, and raw bytes before compression, from which it is sent. */
const PART_ROWS = 8192;
const PART_BYTES = 4 * 1024 * 1024;
/** Stands for bytes of an oversize record that was never in memory whole and so could not be masked. */
const BLANK = Buffer.alloc(65_536, '*');
const NOT_QUOTED = 'not quoted, since the file may hold secrets';

type Recognised = Extract<Detection, { kind: 'importer' }>;

export interface FileHead {
  readonly head: Head;
  /** The chunks that were read to see the head. */
  readonly chunks: readonly Buffer[];
  readonly bytes: number;
}

/** Reads on until the head is there. */
export async function readHead(chunks: AsyncGenerator<Buffer>): Promise<FileHead> {
  const taken: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  while (bytes < HEAD_BYTES && !ended) {
    const step = await chunks.next();
    if (step.done) ended = true;
    else {
      taken.push(step.value);
      bytes += step.value.length;
    }
  }
  return { head: headOf(Buffer.concat(taken), ended), chunks: taken, bytes };
}

function detectionOf({ head, bytes }: FileHead, { forced, options }: ReadTask): Detection {
  if (bytes === 0) return { kind: 'unknown', reason: '' };
  if (!forced) return detect(head, options);
  const recognition = forced.recognise(head, options);
  if (recognition) return { kind: 'importer', importer: forced, recognition };
  const reason = forced.refuse?.(head, options) ?? `the content is not what ${forced.id} reads`;
  return { kind: 'unknown', reason };
}

/** One pass over one file. */
class Reading {
  private readonly found: FoundFile;
  private readonly content: Content;
  private readonly head: FileHead;
  private readonly detection: Recognised;
  private readonly task: ReadTask;
  private readonly started: Micros;
  private readonly ledger = new Ledger();
  private failed = false;
  private readonly framer: Framer;
  private readonly parser: RecordParser;
  /** SHA-256 of what is stored, where that is not what was read. */
  private readonly masked: Hash | null;
  private readonly reader: Reader;
  private readonly raw = new RawBlockCutter();
  private facts: { fact: Fact; record: number }[] = [];

  constructor(file: OpenedFile, detection: Recognised, task: ReadTask, started: Micros) {
    const { found, content, head } = file;
    this.found = found;
    this.content = content;
    this.head = head;
    this.detection = detection;
    this.task = task;
    this.started = started;
    const { framing } = detection.recognition;
    this.reader = detection.importer.open(head.head, task.options);
    this.masked = this.reader.mask ? createHash('sha256') : null;
    this.framer = createFramer(detection.recognition, head.head, this.reader.headerLines);
    this.parser = new RecordParser(framing, head.head);
  }

  async run(chunks: AsyncGenerator<Buffer>): Promise<SourceRecord> {
    for (const chunk of this.head.chunks) await this.push(chunk);
    let cancelled = this.task.cancelled();
    if (!cancelled) {
      cancelled = await this.readOn(chunks);
    }
    // After a cancel the open record is neither read nor counted: the ledger tells of what was read.
    if (!cancelled) this.framer.end(this.emit);
    const facts = cancelled || this.failed ? null : await this.content.close(this.task.cancelled);
    if (!facts) this.content.abandon();
    for (const issue of facts?.issues ?? []) this.ledger.issue(issue, null, null);
    const lost = facts?.issues.some((issue) => issue.severity === 'data-loss');
    const record = this.record(facts, cancelled ? 'cancelled' : lost || this.failed ? 'partial' : 'complete');
    return await this.send(record, true);
  }

  /** True when it was cancelled. A medium that fails ends the file where it fails: what was read is kept and told. */
  private async readOn(chunks: AsyncGenerator<Buffer>): Promise<boolean> {
    try {
      for await (const chunk of chunks) {
        await this.push(chunk);
        if (this.task.cancelled()) return true;
      }
    } catch (error) {
      this.ledger.issue(unreadableIssue(error), null, null);
      this.failed = true;
    }
    return false;
  }

  private async push(chunk: Buffer): Promise<void> {
    if (!this.reader.mask) this.raw.push(chunk);
    this.framer.push(chunk, this.emit);
    const { records, count } = this.ledger;
    this.task.onProgress(this.content.bytesRead, records, count.event);
    // Also where no record comes: a line without end must not fill the memory with its raw bytes.
    if (this.task.encoder.count >= PART_ROWS || this.raw.waitingBytes >= PART_BYTES)
      await this.send(this.record(null, 'partial'), false);
  }

  private async send(record: SourceRecord, last: boolean): Promise<SourceRecord> {
    const { encoder, options, unread } = this.task;
    const { facts } = this;
    this.facts = [];
    const { mapping } = options;
    const keeps = last && mapping !== null && this.detection.importer === tableCustom;
    return await this.task.send({
      rows: encoder.count === 0 ? null : encoder.take(),
      raw: await this.raw.take(),
      facts,
      record,
      last,
      line: unread?.id ?? null,
      mapping: keeps ? { header: mappingKey(this.head.head, mapping), mapping } : null,
      kept: true,
    });
  }

  private readonly emit = (span: Span): void => {
    const bytes = this.stored(span);
    if (span.kind === 'header' || span.kind === 'separator') {
      if (span.kind === 'header') this.parser.header(span);
      this.ledger.separator(span.length);
      if (span.issue) this.ledger.issue(span.issue, null, span.offset);
    } else if (span.kind === 'damaged') {
      this.ledger.issue(span.issue!, this.ledger.records + 1, span.offset);
      this.ledger.record('rejected', span.length);
    } else
      this.parser.parse(span).forEach((parsed, part) => {
        const ordinal = this.ledger.records + 1;
        // Records that a transport put into one share its bytes: the ledger of bytes counts them once.
        const length = part === 0 ? span.length : 0;
        this.ledger.record(this.read(parsed, span, bytes, ordinal, part), length);
      });
  };

  /** What of a span may be stored: all of it, but for files that hold secrets. Goes on to the raw blocks there. */
  private stored(span: Span): Uint8Array {
    if (!this.reader.mask) return span.bytes;
    const masked = this.reader.mask(span.bytes, span.kind);
    const { encoding } = this.head.head;
    const stored = encoding === 'utf-8' ? masked : widenMasked(span.bytes, masked, encoding);
    this.keep(stored);
    for (let rest = span.length - stored.length; rest > 0; rest -= BLANK.length)
      this.keep(BLANK.subarray(0, Math.min(rest, BLANK.length)));
    // An event's id comes from what is stored, as text: `verify` finds it again there.
    return encoding === 'utf-8' ? masked : utf16ToUtf8(stored, encoding);
  }

  /** Issues of parsing quote the text; of files that hold secrets they only say what is wrong. */
  private told(issue: Issue): Issue {
    return this.reader.mask ? { ...issue, detail: NOT_QUOTED } : issue;
  }

  private keep(bytes: Uint8Array): void {
    this.raw.push(bytes);
    this.masked?.update(bytes);
  }

  private read(parsed: Parsed[number], span: Span, bytes: Uint8Array, ordinal: number, part: number): Fate {
    if (!parsed.ok) {
      this.ledger.issue(this.told(parsed.error), ordinal, span.offset);
      return 'rejected';
    }
    for (const issue of parsed.value.issues) this.ledger.issue(this.told(issue), ordinal, span.offset);
    const read = this.reader.read(parsed.value.input);
    if (read.kind === 'rejected') {
      this.ledger.issue(read.issue, ordinal, span.offset);
      return 'rejected';
    }
    if (read.kind === 'ignored') {
      this.ledger.ignore(read.reason);
      return 'ignored';
    }
    for (const issue of read.issues ?? []) this.ledger.issue(issue, ordinal, span.offset);
    if (read.kind === 'fact') {
      this.ledger.ignore(read.reason);
      this.facts.push({ fact: read.fact, record: ordinal });
      return 'ignored';
    }
    const { draft, issues } = normalize(read.draft);
    for (const issue of issues) this.ledger.issue(issue, ordinal, span.offset);
    const place = { record: ordinal, offset: span.offset, length: span.length };
    this.task.encoder.add(draft, place, bytes, part);
    return 'event';
  }

  private record(facts: ContentFacts | null, status: SourceRecord['status']): SourceRecord {
    const { count, bytes, records, reasons } = this.ledger;
    const notes = [...reasons].map(([reason, times]) => `; ignored ${times}: ${reason}`).join('');
    return {
      path: this.found.name,
      sha256: facts?.sha256 ?? '',
      bytes: facts?.bytes ?? this.found.bytes,
      run: this.task.run,
      archive: this.found.archive ?? null,
      compression: this.content.compression,
      encoding: this.head.head.encoding,
      contentSha256: facts?.contentSha256 ?? '',
      storedSha256: this.masked && facts ? this.masked.copy().digest('hex') : null,
      contentBytes: facts?.contentBytes ?? Object.values(bytes).reduce((sum, n) => sum + n, 0),
      modified: facts?.modified ?? null,
      importer: this.detection.importer.id,
      shape: this.content.describe(this.detection.recognition.shape) + notes,
      status,
      records,
      events: count.event,
      duplicates: count.duplicate,
      rejected: count.rejected,
      ignored: count.ignored,
      bytesOf: bytes,
      issues: this.ledger.issueCounts,
      options: optionsText(this.found, this.task.options),
      started: this.started,
      ended: facts ? nowMicros() : null,
    };
  }
}
