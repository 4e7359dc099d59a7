/**
 * Looks for bytes in the raw content of a case, piece by piece, and says in which rows they stand. Several threads do this
 * side by side, each with a connection of its own; pieces are independent of each other.
 */
import { zstdDecompressSync } from 'node:zlib';
import type { FoldedNeedle } from './folded-needle.ts';
import { type Db, openReader } from './open.ts';
import { BLOCK_BYTES } from './raw-blocks.ts';

/** Bytes [from, to) of a file's content, and the run of rows whose records lie there or around. */
export interface ScanPiece {
  readonly file: number;
  readonly from: number;
  readonly to: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Blocks per piece: 8 MiB take some 10 ms, and as long a scan goes on after it was cancelled. */
const PIECE_BYTES = 32 * BLOCK_BYTES;

/** Runs of rows that share a file, cut into what one thread looks through at a time. @param size bytes; any will do */
export function piecesOf(runs: readonly ScanPiece[], size = PIECE_BYTES): ScanPiece[] {
  return runs.flatMap((run) => {
    const pieces: ScanPiece[] = [];
    for (let { from } = run; from < run.to; from += size)
      pieces.push({ ...run, from, to: Math.min(from + size, run.to) });
    return pieces;
  });
}

/** Offset and length of one event in bytes. */
type Span = readonly [offset: number, length: number];

/** Rows of which reading all is as quick as halving them for one hit. */
const ROWS_PER_LOOKUP = 64;

export class RawScanner {
  private readonly db: Db;
  private readonly selectBlocks;
  private readonly selectSpan;
  private readonly selectSpans;

  /** @param path of a case that is open elsewhere, and was checked there */
  constructor(path: string) {
    this.db = openReader(path);
    this.selectBlocks = this.db
      .prepare(
        `SELECT offset, data FROM raw_block WHERE file = :file AND offset < :to AND offset >=
          (SELECT max(offset) FROM raw_block WHERE file = :file AND offset <= :from) ORDER BY offset`,
      )
      .raw();
    this.selectSpan = this.db.prepare('SELECT offset, length FROM event WHERE row = ?').raw();
    this.selectSpans = this.db
      .prepare('SELECT offset, length FROM event WHERE row >= ? AND row <= ? ORDER BY row')
      .raw();
  }

  close(): void {
    this.db.close();
  }

  /** Rows of the piece that hold the needle, rising. A hit belongs to the piece in which it begins. */
  rowsWith(needle: FoldedNeedle, piece: ScanPiece): Uint32Array {
    const hits = this.hits(needle, piece);
    const rows: number[] = [];
    if (hits.length === 0) return Uint32Array.from(rows);
    const spanAt = (row: number): Span => this.selectSpan.get(row) as [number, number];
    const first = firstEndingAfter(hits[0]!, piece.firstRow, piece.lastRow, spanAt);
    const last = firstEndingAfter(hits[hits.length - 1]!, first, piece.lastRow, spanAt);
    // Few hits are looked up one by one; for many all rows between them are read.
    const spans =
      (last - first) / hits.length > ROWS_PER_LOOKUP
        ? null
        : (this.selectSpans.all(first, Math.min(piece.lastRow, last + 1)) as Span[]);
    const spanOf = spans === null ? spanAt : (row: number): Span => spans[row - first] ?? spanAt(row);
    let row = first;
    for (const hit of hits) {
      row = firstEndingAfter(hit, row, piece.lastRow, spanOf);
      // Several records inside one share its place: each of them holds the hit.
      for (let at = row; at <= piece.lastRow; at++) {
        const [offset, length] = spanOf(at);
        if (offset > hit) break;
        if (hit + needle.length <= offset + length && (rows.at(-1) ?? -1) < at) rows.push(at);
      }
    }
    return Uint32Array.from(rows);
  }

  private hits(needle: FoldedNeedle, { file, from, to }: ScanPiece): number[] {
    const hits: number[] = [];
    // A hit may end in what follows the piece.
    const end = to + needle.length - 1;
    let carry: Buffer = Buffer.alloc(0);
    const blocks = this.selectBlocks.iterate({ file, from, to: end }) as IterableIterator<[number, Buffer]>;
    for (const [offset, data] of blocks) {
      const block = zstdDecompressSync(data, { chunkSize: BLOCK_BYTES });
      const bytes = carry.length === 0 ? block : Buffer.concat([carry, block]);
      const base = offset - carry.length;
      const begin = Math.max(0, from - base);
      needle.find(bytes.subarray(begin, end - base), base + begin, hits);
      carry = bytes.subarray(Math.max(0, bytes.length - needle.length + 1));
    }
    return hits;
  }
}

/** The first row of [from, last] that ends behind a place; last + 1 if none does. Rows stand in order of their offsets. */
function firstEndingAfter(place: number, from: number, last: number, spanOf: (row: number) => Span): number {
  const endsAfter = (row: number): boolean => {
    const [offset, length] = spanOf(row);
    return offset + length > place;
  };
  // Usually it is near: strides double until it is passed.
  let low = from;
  let stride = 1;
  while (low + stride <= last && !endsAfter(low + stride - 1)) {
    low += stride;
    stride *= 2;
  }
  let high = Math.min(last + 1, low + stride);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (endsAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
