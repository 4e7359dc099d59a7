/** Event ids: what makes two records the same, and an open-addressing hash table that finds them again. */
import { hash } from 'node:crypto';
import type { SourceType } from '../../../shared/events/event.ts';

/** The first 16 bytes of a SHA-256 as 32 hex digits; the file holds the bytes. */
export type Uid = string;

/**
 * Same source type, native id and content: the same record, whatever export it came in. The first half is that of source
 * and native id alone, so that other content under a known native id is found beside it, in any order of import.
 */
export function uidOfNativeId(source: SourceType, nativeId: string, contentKey: string): Uid {
  return nativePrefix(source, nativeId) + digest(contentKey).slice(0, 16);
}

/** The first half of the ids of all events with this native id. */
export function nativePrefix(source: SourceType, nativeId: string): string {
  return digest(`${source}\u0000native\u0000${nativeId}`).slice(0, 16);
}

/**
 * Without a native id the record's own bytes are its identity, and what was read from them: the same row of a table may
 * mean another thing under another header. `part` tells apart what one transport record holds.
 */
export function uidOfBytes(source: SourceType, bytes: Uint8Array, part: number, contentKey: string): Uid {
  const own = hash('sha256', bytes, 'hex');
  const prefix = part === 0 ? own : digest(`${own}\u0000part\u0000${part}`);
  return prefix.slice(0, 16) + digest(`${source}\u0000${contentKey}`).slice(0, 16);
}

/** Two contents under one native id whose halves collide: kept apart by the record's bytes. */
export function uidOfConflict(source: SourceType, nativeId: string, bytes: Uint8Array): Uid {
  return nativePrefix(source, nativeId) + digest(`conflict\u0000${latin1(bytes)}`).slice(0, 16);
}

function digest(text: string): Uid {
  return hash('sha256', text, 'hex').slice(0, 32);
}

/** The first and second 32 bits of a uid: the key of `UidIndex`. */
export type UidKey = readonly [hi: number, lo: number];

export function uidKey(uid: Uid): UidKey {
  return [Number.parseInt(uid.slice(0, 8), 16), Number.parseInt(uid.slice(8, 16), 16)];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
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

/**
 * Maps the first 64 bits of a uid to rows; the caller compares the rest, since an attacker can make 64 bits collide.
 * 12 bytes per slot, at most 70 % full: some 190 MB at ten million events.
 */
export class UidIndex {
  private hi: Uint32Array;
  private lo: Uint32Array;
  /** Row + 1; 0 is an empty slot. */
  private row: Uint32Array;
  private count = 0;
  private mask: number;

  constructor(expected: number) {
    let slots = 1024;
    while (slots * 0.7 < expected) slots *= 2;
    this.hi = new Uint32Array(slots);
    this.lo = new Uint32Array(slots);
    this.row = new Uint32Array(slots);
    this.mask = slots - 1;
  }

  /** Calls `same` with each row whose first 64 bits match until it answers true; returns that row, or -1. */
  find(hi: number, lo: number, same: (row: number) => boolean): number {
    for (let slot = lo & this.mask; ; slot = (slot + 1) & this.mask) {
      const row = this.row[slot]!;
      if (row === 0) return -1;
      if (this.hi[slot] === hi && this.lo[slot] === lo && same(row - 1)) return row - 1;
    }
  }

  add(hi: number, lo: number, row: number): void {
    if (this.count >= this.row.length * 0.7) this.grow();
    this.place(hi, lo, row + 1);
    this.count++;
  }

  private place(hi: number, lo: number, rowPlus1: number): void {
    let slot = lo & this.mask;
    while (this.row[slot] !== 0) slot = (slot + 1) & this.mask;
    this.hi[slot] = hi;
    this.lo[slot] = lo;
    this.row[slot] = rowPlus1;
  }

  private grow(): void {
    const { hi, lo, row } = this;
    this.hi = new Uint32Array(row.length * 2);
    this.lo = new Uint32Array(row.length * 2);
    this.row = new Uint32Array(row.length * 2);
    this.mask = row.length * 2 - 1;
    for (let i = 0; i < row.length; i++) if (row[i] !== 0) this.place(hi[i]!, lo[i]!, row[i]!);
  }
}
