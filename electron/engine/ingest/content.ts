/** One piece of evidence as a stream of decompressed bytes, hashed in the same pass. */
import { createHash, type Hash } from 'node:crypto';
import type { Issue } from '../../../shared/importers/issue.ts';
import type { Compression } from '../store/source-files.ts';
import { Allowance } from './allowance.ts';
import { breathe } from './breath.ts';
import type { ByteSource } from './byte-source.ts';
import { gunzip, gunzipWhole, isGzip } from './gunzip.ts';

/** Compressed files up to this size are decompressed in one go. */
const SMALL_GZIP_BYTES = 1_048_576;

/** Bytes that tell what a file is. */
const MAGIC_BYTES = 4;
const isParquet = (head: Buffer): boolean => head.toString('latin1', 0, MAGIC_BYTES) === 'PAR1';

export interface ContentFacts {
  /** Of the bytes as they lie in the file, or of the member as its archive gives it; lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly contentSha256: string;
  readonly contentBytes: number;
  /** µs UTC; null when the file was not read to its end. */
  readonly modified: number | null;
  readonly issues: readonly Issue[];
}

export class Content {
  readonly source: ByteSource;
  /** Bytes read from the source so far, for progress. */
  bytesRead = 0;
  compression: Compression = 'none';
  /** What the content was made of: `Parquet, 12 rows in 1 row group, read as JSON lines`; or empty. */
  private madeOf = '';
  private readonly issues: Issue[] = [];
  private readonly fileHash: Hash = createHash('sha256');
  private readonly contentHash: Hash = createHash('sha256');
  private readonly allowance: Allowance;
  private contentBytes = 0;

  /** @param allowance what may come out of it when it is compressed */
  constructor(source: ByteSource, allowance = new Allowance(Number.POSITIVE_INFINITY)) {
    this.source = source;
    this.allowance = allowance;
  }

  /** Decompressed chunks until the end. Run it to the end: the hashes cover what was read. */
  async *chunks(): AsyncGenerator<Buffer> {
    const first = await this.head();
    if (first === null) return;
    if (isParquet(first)) return yield* this.parquet(first);
    if (!isGzip(first)) {
      for (let chunk: Buffer | null = first; chunk; chunk = await this.read()) yield this.deliver(chunk);
      return;
    }
    this.compression = 'gzip';
    const rest =
      (this.source.size ?? Number.POSITIVE_INFINITY) <= SMALL_GZIP_BYTES ? await this.small(first) : null;
    const whole = rest?.whole ? gunzipWhole(Buffer.concat(rest.chunks)) : null;
    const wholeBytes = whole?.reduce((sum, part) => sum + part.length, 0) ?? 0;
    if (whole && this.allowance.spend(this.bytesRead, wholeBytes) === null) {
      for (const part of whole) yield this.deliver(part);
      return;
    }
    const members = gunzip(this.compressed(rest?.chunks ?? [first]), this.allowance);
    for (let step = await members.next(); ; step = await members.next()) {
      if (step.done) {
        if (step.value) this.issues.push({ ...step.value, severity: 'data-loss' });
        break;
      }
      yield this.deliver(step.value);
    }
    // What the decoder did not want still belongs to the file's hash.
    while ((await this.read()) !== null);
  }

  /** SHA-256 of the bytes as they lie; null after a cancel. */
  async hashOnly(cancelled: () => boolean): Promise<string | null> {
    while ((await this.read()) !== null) if (cancelled()) return null;
    return this.fileHash.copy().digest('hex');
  }

  /** Hashes, sizes and what was wrong; has the source compared with what it was when it was opened. */
  async close(cancelled: () => boolean): Promise<ContentFacts> {
    const sha256 = this.fileHash.digest('hex');
    this.issues.push(...(await this.source.finish(sha256, cancelled)));
    this.abandon();
    return {
      sha256,
      bytes: this.bytesRead,
      contentSha256: this.compression !== 'none' ? this.contentHash.digest('hex') : sha256,
      contentBytes: this.contentBytes,
      modified: this.source.modified,
      issues: this.issues,
    };
  }

  /** A shape seen in the content, with what the content was made of. */
  describe(shape: string): string {
    return this.madeOf === '' ? shape : `${this.madeOf}: ${shape}`;
  }

  /** Closes without reading to the end. Does nothing when it is closed. */
  abandon(): void {
    this.source.close();
  }

  /** Rows as lines of JSON; then what is left of the file, for its hash. */
  private async *parquet(first: Buffer): AsyncGenerator<Buffer> {
    this.compression = 'parquet';
    // Loaded when the first such file comes: most cases have none.
    const { parquetContent } = await import('./parquet.ts');
    const given = this.source.size ?? 0;
    let isCounted = false;
    const spend = (bytes: number) => {
      const reason = this.allowance.spend(isCounted ? 0 : given, bytes);
      isCounted = true;
      return reason;
    };
    const lines = parquetContent(this.source, () => this.read(), first, spend);
    for (let step = await lines.next(); ; step = await lines.next()) {
      if (step.done) {
        this.madeOf = step.value.shape;
        this.issues.push(...step.value.issues);
        break;
      }
      yield this.deliver(step.value);
    }
    while ((await this.read()) !== null);
  }

  /** At least the four bytes that tell gzip and Parquet, where there are four. */
  private async head(): Promise<Buffer | null> {
    let head = await this.read();
    while (head !== null && head.length < MAGIC_BYTES) {
      const more = await this.read();
      if (more === null) break;
      head = Buffer.concat([head, more]);
    }
    return head;
  }

  private deliver(chunk: Buffer): Buffer {
    if (this.compression !== 'none') this.contentHash.update(chunk);
    this.contentBytes += chunk.length;
    return chunk;
  }

  /** All chunks of what should be small; not `whole` when it is larger than its archive states. */
  private async small(first: Buffer): Promise<{ chunks: Buffer[]; whole: boolean }> {
    const chunks = [first];
    while (this.bytesRead <= SMALL_GZIP_BYTES) {
      const chunk = await this.read();
      if (chunk === null) return { chunks, whole: true };
      chunks.push(chunk);
    }
    return { chunks, whole: false };
  }

  private async *compressed(taken: readonly Buffer[]): AsyncGenerator<Buffer> {
    yield* taken;
    for (let chunk = await this.read(); chunk; chunk = await this.read()) yield chunk;
  }

  private async read(): Promise<Buffer | null> {
    await breathe();
    const chunk = await this.source.next();
    if (chunk === null) return null;
    this.bytesRead += chunk.length;
    this.fileHash.update(chunk);
    return chunk;
  }
}
