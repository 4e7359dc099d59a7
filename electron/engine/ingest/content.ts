/** One file of evidence as a stream of decompressed bytes, hashed in the same pass. Opened for reading only. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import { breathe } from './breath.ts';
import { gunzip, gunzipWhole, isGzip } from './gunzip.ts';

/** Bytes per read. */
const CHUNK_BYTES = 262_144;
/** Compressed files up to this size are decompressed in one go. */
const SMALL_GZIP_BYTES = 1_048_576;

export interface ContentFacts {
  /** Of the file on disk, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly contentSha256: string;
  readonly contentBytes: number;
  /** µs UTC; null when the file was not read to its end. */
  readonly modified: number | null;
  readonly issues: readonly Issue[];
}

export class Content {
  readonly path: string;
  /** Bytes read from disk so far, for progress. */
  bytesRead = 0;
  compression: 'none' | 'gzip' = 'none';
  private fd: number;
  private readonly issues: Issue[] = [];
  private readonly fileHash = createHash('sha256');
  private readonly contentHash = createHash('sha256');
  private contentBytes = 0;
  private readonly before: { size: number; mtimeMs: number; ino: number };

  /** @throws Failure `file.unreadable` when it cannot be opened or is no regular file. */
  static open(path: string): Content {
    let fd = -1;
    try {
      // O_NONBLOCK: opening a FIFO must not hang.
      fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const info = fstatSync(fd);
      if (!info.isFile()) throw new Error('it is not a regular file');
      return new Content(path, fd, info);
    } catch (error) {
      if (fd >= 0) closeSync(fd);
      throw unreadable(path, error);
    }
  }

  private constructor(path: string, fd: number, before: { size: number; mtimeMs: number; ino: number }) {
    this.path = path;
    this.fd = fd;
    this.before = before;
  }

  /** Decompressed chunks until the end. Run it to the end: the hashes cover what was read. */
  async *chunks(): AsyncGenerator<Buffer> {
    const first = this.readChunk();
    if (first === null) return;
    if (!isGzip(first)) {
      for (let chunk: Buffer | null = first; chunk; chunk = this.readChunk()) {
        await breathe();
        yield this.deliver(chunk);
      }
      return;
    }
    this.compression = 'gzip';
    const rest = this.before.size <= SMALL_GZIP_BYTES ? [...this.compressed(first)] : null;
    const whole = rest ? gunzipWhole(Buffer.concat(rest)) : null;
    if (whole) {
      await breathe();
      for (const part of whole) yield this.deliver(part);
      return;
    }
    const members = gunzip(rest ?? this.compressed(first));
    for (let step = await members.next(); ; step = await members.next()) {
      if (step.done) {
        if (step.value) this.issues.push({ ...step.value, severity: 'data-loss' });
        break;
      }
      yield this.deliver(step.value);
    }
    // What the decoder did not want still belongs to the file's hash.
    while (this.readChunk() !== null) await breathe();
  }

  /** SHA-256 of the file on disk alone. */
  async hashOnly(): Promise<string> {
    while (this.readChunk() !== null) await breathe();
    return this.fileHash.copy().digest('hex');
  }

  /** Hashes, sizes and what was wrong; compares the file with what it was when it was opened. */
  close(): ContentFacts {
    const after = fstatSync(this.fd);
    this.abandon();
    const { before } = this;
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || this.bytesRead !== before.size) {
      const detail = `${before.size} bytes before, ${after.size} after, ${this.bytesRead} read`;
      this.issues.push({ code: 'file.changed', severity: 'data-loss', detail });
    }
    const sha256 = this.fileHash.digest('hex');
    return {
      sha256,
      bytes: this.bytesRead,
      contentSha256: this.compression === 'gzip' ? this.contentHash.digest('hex') : sha256,
      contentBytes: this.contentBytes,
      modified: Math.round(before.mtimeMs * 1000),
      issues: this.issues,
    };
  }

  /** Closes without reading to the end. Does nothing when it is closed. */
  abandon(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
  }

  private deliver(chunk: Buffer): Buffer {
    if (this.compression === 'gzip') this.contentHash.update(chunk);
    this.contentBytes += chunk.length;
    return chunk;
  }

  private *compressed(first: Buffer): Generator<Buffer> {
    for (let chunk: Buffer | null = first; chunk; chunk = this.readChunk()) yield chunk;
  }

  private readChunk(): Buffer | null {
    try {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      const bytesRead = readSync(this.fd, buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return null;
      const chunk = buffer.subarray(0, bytesRead);
      this.bytesRead += bytesRead;
      this.fileHash.update(chunk);
      return chunk;
    } catch (error) {
      throw unreadable(this.path, error);
    }
  }
}

function unreadable(path: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure('file.unreadable', `${path} cannot be read: ${why}`, 'check permissions and the medium');
}
