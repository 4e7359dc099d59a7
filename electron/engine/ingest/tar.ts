/**
 * Members of a tar archive (POSIX.1-1988 ustar, pax, GNU), one after the other as its bytes pass by, through
 * `tar-stream`. Works for a compressed tar too: whoever gives the chunks has decompressed them.
 */
import { type Extract, extract, type Header } from 'tar-stream';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import { type ArchiveEntry, type ArchiveReader, MAX_ENTRIES, Names, refused } from './archive.ts';
import type { ByteSource } from './byte-source.ts';

const BLOCK_BYTES = 512;

export class Tar implements ArchiveReader {
  readonly label: string;
  readonly issues: Issue[] = [];
  private readonly feed: Feed;
  private readonly where: () => number;

  /**
   * @param chunks all of them are taken, also behind the end of the archive, so that they can be hashed
   * @param where bytes of the archive's file that are behind us
   */
  constructor(label: string, chunks: AsyncIterable<Buffer>, where: () => number, cancelled: () => boolean) {
    this.label = label;
    this.feed = new Feed(chunks, cancelled);
    this.where = where;
  }

  get position(): number {
    return this.where();
  }

  async *entries(): AsyncGenerator<ArchiveEntry> {
    const names = new Names();
    let read = 0;
    let over = 0;
    try {
      for (let member = await this.feed.member(); member; member = await this.feed.member()) {
        if (read >= MAX_ENTRIES) over++;
        else {
          const entry = entryOf(member, names);
          if (entry !== 'folder') {
            read++;
            yield entry;
          }
        }
        // What nobody wanted passes by; then the next header can come.
        while ((await member.next()) !== null);
        await member.release();
      }
      await this.feed.done;
    } finally {
      this.feed.stop();
    }
    const { failure } = this.feed;
    if (failure instanceof Failure) throw failure;
    if (failure !== null) this.corrupt(failure.message);
    else if (!this.feed.endMark) this.corrupt('its end is missing; members may be missing with it');
    if (over > 0) {
      const detail = `the first ${MAX_ENTRIES} members are read, ${over} are not: unpack it and import the folder`;
      this.issues.push({ code: 'archive.limit', severity: 'data-loss', detail });
    }
  }

  private corrupt(detail: string): void {
    this.issues.push({ code: 'archive.corrupt', severity: 'data-loss', detail });
  }
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['link', 'it is a hard link'],
  ['symlink', 'it is a symbolic link'],
  ['character-device', 'it is a device'],
  ['block-device', 'it is a device'],
  ['fifo', 'it is a pipe'],
]);

function entryOf(member: TarMember, names: Names): ArchiveEntry | 'folder' {
  const { name, type, linkname } = member.header;
  const size = member.size;
  // A folder's name ends with a slash, and `./` is where most archives begin.
  if (type === 'directory') return 'folder';
  const label = name.replace(/^(?:\.\/)+/, '');
  const why = names.check(label);
  if (why !== null) return refused(name, size, 'archive.entry', why);
  if (type === 'file' || type === 'contiguous-file')
    return { kind: 'file', name: Names.label(label), bytes: size, open: () => member, reopens: false };
  const what = TYPES.get(type) ?? 'it is a member of a kind that is not read';
  return refused(name, size, 'archive.entry', linkname ? `${what} to ${linkname}` : what);
}

/** Carries chunks into `tar-stream` no faster than members are read. */
class Feed {
  failure: Error | null = null;
  /** The archive ends with a block of zeros, as it should. */
  endMark = false;
  /** No further bytes come. */
  ended = false;
  /** All chunks were taken. */
  done: Promise<void> = Promise.resolve();
  // A mark of one byte: 'drain' follows every write, once its bytes have reached the member.
  private readonly extract: Extract = extract({ highWaterMark: 1 });
  private readonly chunks: AsyncIterable<Buffer>;
  private readonly cancelled: () => boolean;
  private waiting: (() => void) | null = null;
  private arrived: TarMember | null = null;
  private started = false;

  constructor(chunks: AsyncIterable<Buffer>, cancelled: () => boolean) {
    this.chunks = chunks;
    this.cancelled = cancelled;
    this.extract.on('entry', (header, stream, next) => {
      this.arrived = new TarMember(this, header, stream, next);
      this.wake();
    });
    this.extract.on('error', (error: Error) => {
      this.failure ??= error;
      this.end();
    });
  }

  /** The next member; null when no more comes. */
  async member(): Promise<TarMember | null> {
    if (!this.started) {
      this.started = true;
      this.done = this.run();
    }
    while (this.arrived === null && !this.ended) await this.change();
    const member = this.arrived;
    this.arrived = null;
    return member;
  }

  /** Resolves when anything happened: whoever waits looks again. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  wake(): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.();
  }

  stop(): void {
    this.end();
    this.extract.destroy();
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }

  /** The stream is never told that the input ends: it would throw away what nobody has read yet. */
  private async run(): Promise<void> {
    let zeros = 0;
    try {
      for await (const chunk of this.chunks) {
        if (this.cancelled()) break;
        zeros = trailingZeros(chunk, zeros);
        // After damage the rest only passes by.
        if (!this.ended) await this.write(chunk);
      }
      this.endMark = zeros >= BLOCK_BYTES;
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error));
    }
    this.end();
  }

  private write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.extract.off('close', go);
        this.extract.off('drain', go);
        resolve();
      };
      this.extract.on('close', go);
      this.extract.on('drain', go);
      if (this.extract.write(chunk)) go();
    });
  }
}

function trailingZeros(chunk: Buffer, before: number): number {
  let at = chunk.length;
  while (at > 0 && chunk.length - at < BLOCK_BYTES && chunk[at - 1] === 0) at--;
  return at === 0 ? before + chunk.length : chunk.length - at;
}

type Stream = Extract extends AsyncIterable<infer S> ? S : never;

class TarMember implements ByteSource {
  readonly header: Header;
  readonly label: string;
  readonly size: number;
  readonly modified: number | null;
  private readonly feed: Feed;
  private readonly stream: Stream;
  private readonly go: () => void;
  private received = 0;
  private closed = false;

  constructor(feed: Feed, header: Header, stream: Stream, go: () => void) {
    this.feed = feed;
    this.header = header;
    this.stream = stream;
    this.go = go;
    this.label = header.name;
    this.size = header.size ?? 0;
    const modified = (header.mtime?.getTime() ?? Number.NaN) * 1000;
    this.modified = Number.isSafeInteger(modified) ? modified : null;
    stream.on('readable', () => feed.wake());
    stream.on('close', () => {
      this.closed = true;
      feed.wake();
    });
    // What is wrong is told by the feed.
    stream.on('error', () => feed.wake());
  }

  async next(): Promise<Buffer | null> {
    for (;;) {
      const chunk = this.stream.read() as Buffer | null;
      if (chunk !== null) {
        this.received += chunk.length;
        return chunk;
      }
      if (this.received >= this.size || this.closed || this.feed.ended) return null;
      await this.feed.change();
    }
  }

  finish(): Promise<readonly Issue[]> {
    if (this.received >= this.size) return Promise.resolve([]);
    const detail = `the archive ends after ${this.received} of its ${this.size} bytes`;
    return Promise.resolve([{ code: 'archive.corrupt', severity: 'data-loss', detail }]);
  }

  /** The archive goes on behind it, so that there is nothing to close. */
  close(): void {}

  /** After its last byte: lets the next header come. */
  async release(): Promise<void> {
    while (!this.closed && !this.feed.ended) {
      this.stream.read();
      if (!this.closed) await this.feed.change();
    }
    this.go();
  }
}
