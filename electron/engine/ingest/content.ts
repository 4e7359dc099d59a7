/** One file of evidence as a stream of decompressed bytes, hashed in the same pass. Opened for reading only. */
import { createHash } from 'node:crypto';
import { constants, fstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import { gunzip, isGzip } from './gunzip.ts';

/** Bytes per read. */
const CHUNK_BYTES = 262_144;

export interface ContentFacts {
  /** Of the file on disk, lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly contentSha256: string;
  readonly contentBytes: number;
  /** µs UTC. */
  readonly modified: number;
  readonly issues: readonly Issue[];
}

export class Content {
  readonly path: string;
  /** Bytes read from disk so far, for progress. */
  bytesRead = 0;
  compression: 'none' | 'gzip' = 'none';
  private readonly handle: FileHandle;
  private readonly issues: Issue[] = [];
  private readonly fileHash = createHash('sha256');
  private readonly contentHash = createHash('sha256');
  private contentBytes = 0;
  private readonly before: { size: number; mtimeMs: number; ino: number };

  /** @throws Failure `file.unreadable` when it cannot be opened or is no regular file. */
  static async open(path: string): Promise<Content> {
    let handle: FileHandle | null = null;
    try {
      // O_NONBLOCK: opening a FIFO must not hang.
      handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const info = await handle.stat();
      if (!info.isFile()) throw new Error('it is not a regular file');
      return new Content(path, handle, info);
    } catch (error) {
      await handle?.close();
      throw unreadable(path, error);
    }
  }

  private constructor(
    path: string,
    handle: FileHandle,
    before: { size: number; mtimeMs: number; ino: number },
  ) {
    this.path = path;
    this.handle = handle;
    this.before = before;
  }

  /**
   * Decompressed chunks until the end, one read ahead of its consumer, so that disk and decompression work while it
   * does. Run it to the end: the hashes cover what was read.
   */
  async *chunks(): AsyncGenerator<Buffer> {
    const source = this.source();
    for (let step = source.next(); ; ) {
      const { value, done } = await step;
      if (done) return;
      step = source.next();
      // Whoever stops early leaves this read behind; its failure is then nobody's.
      step.catch(() => {});
      yield value;
    }
  }

  private async *source(): AsyncGenerator<Buffer, undefined> {
    const first = await this.readChunk();
    if (first === null) return undefined;
    if (!isGzip(first)) {
      for (let chunk: Buffer | null = first; chunk; chunk = await this.readChunk()) yield this.deliver(chunk);
      return undefined;
    }
    this.compression = 'gzip';
    const members = gunzip(this.compressed(first));
    for (let step = await members.next(); ; step = await members.next()) {
      if (step.done) {
        if (step.value) this.issues.push({ ...step.value, severity: 'data-loss' });
        break;
      }
      yield this.deliver(step.value);
    }
    // What the decoder did not want still belongs to the file's hash.
    while ((await this.readChunk()) !== null);
    return undefined;
  }

  /** SHA-256 of the file on disk alone. */
  async hashOnly(): Promise<string> {
    while ((await this.readChunk()) !== null);
    return this.fileHash.copy().digest('hex');
  }

  /** Hashes, sizes and what was wrong; compares the file with what it was when it was opened. */
  close(): ContentFacts {
    // The facts do not wait for the descriptor to be released, only for what it says.
    const after = fstatSync(this.handle.fd);
    void this.handle.close();
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
  async abandon(): Promise<void> {
    await this.handle.close();
  }

  private deliver(chunk: Buffer): Buffer {
    if (this.compression === 'gzip') this.contentHash.update(chunk);
    this.contentBytes += chunk.length;
    return chunk;
  }

  private async *compressed(first: Buffer): AsyncGenerator<Buffer> {
    for (let chunk: Buffer | null = first; chunk; chunk = await this.readChunk()) yield chunk;
  }

  private async readChunk(): Promise<Buffer | null> {
    try {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      const { bytesRead } = await this.handle.read(buffer, 0, CHUNK_BYTES, null);
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
