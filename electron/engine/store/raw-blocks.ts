/** The decompressed bytes of every source, kept whole in zstd blocks: any record is a slice of them, never a copy. */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Db } from './open.ts';

/** Bytes per block before compression. Large enough to compress well, small enough that one record costs one short read. */
export const BLOCK_BYTES = 262_144;

/** Cuts the content of one file into blocks. Blocks wait in memory until `flush`, which runs inside the batch's transaction. */
export class RawBlockWriter {
  private readonly insert;
  private readonly file: number;
  private buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  private filled = 0;
  private offset = 0;
  /** Bytes that `flush` has written. */
  private flushed = 0;
  private readonly waiting: { offset: number; length: number; data: Buffer }[] = [];

  constructor(db: Db, file: number) {
    this.file = file;
    this.insert = db.prepare('INSERT INTO raw_block (file, offset, length, data) VALUES (?, ?, ?, ?)');
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.length) {
      const take = Math.min(BLOCK_BYTES - this.filled, chunk.length - from);
      this.buffer.set(chunk.subarray(from, from + take), this.filled);
      this.filled += take;
      from += take;
      if (this.filled === BLOCK_BYTES) this.close();
    }
  }

  /** Bytes pushed since the last flush. */
  get waitingBytes(): number {
    return this.offset + this.filled - this.flushed;
  }

  /** Writes everything pushed so far, the unfinished block too: no row may enter the case before its bytes. */
  flush(): void {
    if (this.filled > 0) this.close();
    for (const block of this.waiting) this.insert.run(this.file, block.offset, block.length, block.data);
    this.waiting.length = 0;
    this.flushed = this.offset;
  }

  private close(): void {
    // A copy of its own size: what zlib answers is a slice of a larger buffer, which would stay in memory with it.
    const data = Buffer.from(zstdCompressSync(this.buffer.subarray(0, this.filled)));
    this.waiting.push({ offset: this.offset, length: this.filled, data });
    this.offset += this.filled;
    this.filled = 0;
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
