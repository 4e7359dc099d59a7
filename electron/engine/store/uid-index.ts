/** Event ids: what makes two records the same, and an open-addressing hash table that finds them again. */
import { hash } from 'node:crypto';
import type { SourceType } from '../../../shared/events/event.ts';

/** 16 bytes as 32 hex digits; the file holds the bytes. */
export type Uid = string;

/** Half an id: 8 bytes, as characters U+0000 to U+00FF. */
export type UidHalf = string;

/**
 * The first half of the ids of all events with this native id: other content under a known native id is found beside it, in
 * any order of import. Same source type, native id and content: the same record, whatever export it came in.
 */
export function nativeHalf(source: SourceType, nativeId: string): UidHalf {
  return digest(`${source}\u0000native\u0000${nativeId}`);
}

/** The second half: what was read from the record (`contentKey`). */
export function contentHalf(source: SourceType, nativeId: string | null, contentKey: string): UidHalf {
  return digest(nativeId === null ? `${source}\u0000${contentKey}` : contentKey);
}

/**
 * Without a native id the record's own bytes are its identity, and what was read from them: the same row of a table may
 * mean another thing under another header. `part` tells apart what one transport record holds.
 */
export function bytesHalf(bytes: Uint8Array, part: number): UidHalf {
  const own = hash('sha256', bytes, 'binary');
  return part === 0 ? own.slice(0, 8) : digest(`${hexOf(own)}\u0000part\u0000${part}`);
}

/** Two contents whose halves collide, or that state the same id: kept apart by everything that they say (`saidDigest`). */
export function conflictHalf(said: string): UidHalf {
  return digest(`conflict\u0000${said}`);
}

export function uidOf(first: UidHalf, second: UidHalf): Uid {
  return hexOf(first + second);
}

function digest(text: string): UidHalf {
  return hash('sha256', text, 'binary').slice(0, 8);
}

function hexOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('hex');
}

/** The first and second 32 bits of a uid: the key of `UidIndex`. */
export type UidKey = readonly [hi: number, lo: number];

export function uidKey(uid: Uid): UidKey {
  return [Number.parseInt(uid.slice(0, 8), 16), Number.parseInt(uid.slice(8, 16), 16)];
}

/** The row with the first of these keys that any row has, by one look at each row; -1 when none has. */
export function scanUids(
  hi: ArrayLike<number>,
  lo: ArrayLike<number>,
  keys: readonly UidKey[],
  same: (row: number) => boolean,
): number {
  const wanted = new Map<number, number[]>();
  for (const [i, [high]] of keys.entries()) wanted.set(high, [...(wanted.get(high) ?? []), i]);
  let best = keys.length;
  let found = -1;
  for (let row = 0; row < hi.length; row++) {
    const candidates = wanted.get(hi[row]!);
    if (candidates === undefined) continue;
    for (const i of candidates) {
      if (i < best && lo[row] === keys[i]![1] && same(row)) [best, found] = [i, row];
    }
  }
  return found;
}

/** Rows per piece of `UidIndex`'s keys: growing then never copies them. */
const PIECE_ROWS = 1 << 16;

/**
 * Maps the first 64 bits of a uid to rows; the caller compares the rest, since an attacker can make 64 bits collide.
 * 8 bytes a row and 4 a slot, at most 70 % full: some 150 MB at ten million events. Rows are added in order, from 0.
 */
export class UidIndex {
  private readonly pieces: { readonly hi: Uint32Array; readonly lo: Uint32Array }[] = [];
  /** Row + 1; 0 is an empty slot. */
  private slots: Uint32Array;
  private count = 0;
  private mask: number;

  constructor(expected: number) {
    let slots = 1024;
    while (slots * 0.7 < expected) slots *= 2;
    this.slots = new Uint32Array(slots);
    this.mask = slots - 1;
  }

  /** Calls `same` with each row whose first 64 bits match until it answers true; returns that row, or -1. */
  find(hi: number, lo: number, same: (row: number) => boolean): number {
    for (let slot = lo & this.mask; ; slot = (slot + 1) & this.mask) {
      const row = this.slots[slot]! - 1;
      if (row < 0) return -1;
      const piece = this.pieces[Math.floor(row / PIECE_ROWS)]!;
      const at = row % PIECE_ROWS;
      if (piece.lo[at] === lo && piece.hi[at] === hi && same(row)) return row;
    }
  }

  /** The next row. */
  add(hi: number, lo: number): void {
    if (this.count >= this.slots.length * 0.7) this.grow();
    const row = this.count++;
    const at = row % PIECE_ROWS;
    if (at === 0) this.pieces.push({ hi: new Uint32Array(PIECE_ROWS), lo: new Uint32Array(PIECE_ROWS) });
    const piece = this.pieces[this.pieces.length - 1]!;
    piece.hi[at] = hi;
    piece.lo[at] = lo;
    this.place(lo, row);
  }

  private place(lo: number, row: number): void {
    let slot = lo & this.mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
    this.slots[slot] = row + 1;
  }

  /** The old slots are not needed for it: all rows stand in the pieces. */
  private grow(): void {
    const size = this.slots.length * 2;
    this.slots = new Uint32Array(size);
    this.mask = size - 1;
    for (let row = 0; row < this.count; row++)
      this.place(this.pieces[Math.floor(row / PIECE_ROWS)]!.lo[row % PIECE_ROWS]!, row);
  }
}
