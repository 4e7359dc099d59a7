/** The decompressed bytes of every source, kept whole in zstd blocks: any record is a slice of them, never a copy. */
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { Db } from './open.ts';

/** Bytes per block before compression. Large enough to compress well, small enough that one record costs one short read. */
export const BLOCK_BYTES = 262_144;

/** A block as it is stored. `offset` and `length` are bytes of the content. */
export interface PackedBlock {
  readonly offset: number;
  readonly length: number;
  readonly data: Uint8Array;
}

/** Cuts the content of one file into blocks, which are compressed beside the work that goes on. */
export class RawBlockCutter {
  private buffer: Buffer | null = null;
  private filled = 0;
  private offset = 0;
  /** Bytes that `take` has given. */
  private taken = 0;
  private waiting: Promise<PackedBlock>[] = [];

  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.length) {
      this.buffer ??= Buffer.allocUnsafe(BLOCK_BYTES);
      const part = Math.min(BLOCK_BYTES - this.filled, chunk.length - from);
      this.buffer.set(chunk.subarray(from, from + part), this.filled);
      this.filled += part;
      from += part;
      if (this.filled === BLOCK_BYTES) this.close();
    }
  }

  /** Bytes pushed since the last `take`. */
  get waitingBytes(): number {
    return this.offset + this.filled - this.taken;
  }

  /** Everything pushed so far, the unfinished block too: no row may enter the case before its bytes. */
  async take(): Promise<readonly PackedBlock[]> {
    if (this.filled > 0) this.close();
    const { waiting } = this;
    this.waiting = [];
    this.taken = this.offset;
    return await Promise.all(waiting);
  }

  private close(): void {
    const { offset, filled } = this;
    const bytes = this.buffer!.subarray(0, filled);
    this.waiting.push(packed(offset, bytes));
    this.offset += filled;
    this.filled = 0;
    this.buffer = null;
  }
}

const compress = promisify(zstdCompress);

async function packed(offset: number, bytes: Buffer): Promise<PackedBlock> {
  // A copy of its own size: what zlib answers is a slice of a larger buffer, which would stay in memory with it.
  return { offset, length: bytes.length, data: new Uint8Array(await compress(bytes)) };
}

export class RawBlockInserter {
  private readonly insert;

  constructor(db: Db) {
    this.insert = db.prepare('INSERT INTO raw_block (file, offset, length, data) VALUES (?, ?, ?, ?)');
  }

  /** Call in the transaction of the rows that point into the block. */
  save(file: number, { offset, length, data }: PackedBlock): void {
    this.insert.run(file, offset, length, data);
  }
}

export interface RawBlock {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Reads slices and whole contents. Keeps the last block decompressed, since neighbours are usually read together. */
export class RawBlockReader {
  private readonly selectAt;
  private readonly selectAll;
  private lastFile = -1;
  private last: RawBlock = { offset: 0, bytes: Buffer.alloc(0) };

  constructor(db: Db) {
    this.selectAt = db
      .prepare(
        'SELECT offset, data FROM raw_block WHERE file = ? AND offset <= ? ORDER BY offset DESC LIMIT 1',
      )
      .raw();
    this.selectAll = db.prepare('SELECT offset, data FROM raw_block WHERE file = ? ORDER BY offset').raw();
  }

  /** Exactly the bytes at [offset, offset + length) of a file's content; shorter when the case does not hold them. */
  read(file: number, offset: number, length: number): Buffer {
    const parts: Buffer[] = [];
    let at = offset;
    const end = offset + length;
    while (at < end) {
      const block = this.blockAt(file, at);
      if (!block || at >= block.offset + block.bytes.length) break;
      const part = block.bytes.subarray(at - block.offset, end - block.offset);
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  /** The whole content of a file, block by block in order. */
  *blocks(file: number): IterableIterator<RawBlock> {
    for (const [offset, data] of this.selectAll.iterate(file) as IterableIterator<[number, Buffer]>) {
      yield { offset, bytes: zstdDecompressSync(data) };
    }
  }

  private blockAt(file: number, offset: number): RawBlock | null {
    const { last } = this;
    if (this.lastFile === file && offset >= last.offset && offset < last.offset + last.bytes.length)
      return last;
    const row = this.selectAt.get(file, offset) as [number, Buffer] | undefined;
    if (!row) return null;
    this.lastFile = file;
    this.last = { offset: row[0], bytes: zstdDecompressSync(row[1]) };
    return this.last;
  }
}
