/** Cutting a byte stream into records: the interface, and the carry that all three framers share. */
import type { Issue } from '../issue.ts';

/**
 * One stretch of a file. The spans of a file are contiguous and cover every byte in order: the sum of their lengths is
 * the length of the decompressed file. `record` and `damaged` count as records; `separator` and `header` do not.
 */
export interface Span {
  readonly kind: 'record' | 'separator' | 'header' | 'damaged';
  /** Absolute, in the decompressed file. */
  readonly offset: number;
  readonly length: number;
  /** Valid only during `emit`. All bytes of the span, but only the first 4 KiB of a record beyond the size limit. */
  readonly bytes: Uint8Array;
  /** What is wrong. Always present on `damaged`; on a `separator` it tells of an end that never came. */
  readonly issue?: Issue;
  /** Keys written in a JSON record, each as often as it stands there; absent where nobody counted. */
  readonly keys?: number;
}

export type Emit = (span: Span) => void;

/** Fed with chunks of any size; the spans do not depend on where chunks are cut. */
export interface Framer {
  push(chunk: Uint8Array, emit: Emit): void;
  /** Call once after the last chunk. */
  end(emit: Emit): void;
}

/** Longer records are counted and located but not read. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;
const OVERSIZE_HEAD_BYTES = 4096;

/**
 * The open span. A framer scans the chunk it has, says where a span closes, and the carry joins what earlier chunks
 * held of it, so that no framer looks back. Memory stays below the record limit.
 */
export class SpanCutter {
  private chunk: Uint8Array = new Uint8Array(0);
  /** Where the open span begins in the chunk. */
  private start = 0;
  private offset: number;
  private carried: Uint8Array = new Uint8Array(0);
  /** Bytes of the open span in earlier chunks; beyond the limit they are counted and not kept. */
  private carriedLength = 0;

  constructor(startOffset: number) {
    this.offset = startOffset;
  }

  begin(chunk: Uint8Array): void {
    this.chunk = chunk;
    this.start = 0;
  }

  /** Length that the open span would have if it closed at `at`. */
  lengthAt(at: number): number {
    return this.carriedLength + at - this.start;
  }

  /**
   * Closes the open span before `at` and opens the next there; `at` -1 is the last byte of the chunk before. An empty
   * span is emitted only when it carries an issue.
   */
  close(kind: Span['kind'], at: number, emit: Emit, issue?: Issue, keys?: number): void {
    const length = this.lengthAt(at);
    if (length === 0 && issue === undefined) return;
    const offset = this.offset;
    if (length > MAX_RECORD_BYTES && kind !== 'separator') {
      const bytes = this.bytes(at, OVERSIZE_HEAD_BYTES);
      this.reset(at, length);
      const detail = `${length} bytes`;
      emit({
        kind: 'damaged',
        offset,
        length,
        bytes,
        issue: { code: 'record.oversize', severity: 'data-loss', detail },
      });
      return;
    }
    const bytes = this.bytes(at, MAX_RECORD_BYTES);
    this.reset(at, length);
    if (issue !== undefined) emit({ kind, offset, length, bytes, issue });
    else emit(keys === undefined ? { kind, offset, length, bytes } : { kind, offset, length, bytes, keys });
  }

  /** Where the open span begins in the chunk. */
  get openAt(): number {
    return this.start;
  }

  /**
   * For a framer that must read the open span again: answers the chunk with what earlier chunks held of the span put
   * before it, and goes on with that as the chunk.
   */
  rewind(chunk: Uint8Array): Uint8Array {
    if (this.carriedLength === 0) {
      if (chunk.length === 0) this.begin(chunk);
      return chunk;
    }
    const joined = new Uint8Array(this.carriedLength + chunk.length);
    joined.set(this.carried.subarray(0, this.carriedLength));
    joined.set(chunk, this.carriedLength);
    this.carriedLength = 0;
    this.begin(joined);
    return joined;
  }

  /** Keeps what is open when the chunk ends. */
  keep(): void {
    const rest = this.chunk.length - this.start;
    const total = this.carriedLength + rest;
    if (total <= MAX_RECORD_BYTES) {
      if (total > this.carried.length) {
        const grown = new Uint8Array(
          Math.max(total, Math.min(this.carried.length * 2, MAX_RECORD_BYTES), 65_536),
        );
        grown.set(this.carried.subarray(0, this.carriedLength));
        this.carried = grown;
      }
      this.carried.set(this.chunk.subarray(this.start), this.carriedLength);
    } else if (this.carriedLength < OVERSIZE_HEAD_BYTES) {
      const head = this.bytes(this.chunk.length, OVERSIZE_HEAD_BYTES).slice();
      this.carried = head;
    }
    this.carriedLength = total;
    this.start = this.chunk.length;
  }

  private bytes(at: number, limit: number): Uint8Array {
    if (at < 0)
      return this.carried.subarray(0, Math.min(this.carriedLength + at, this.carried.length, limit));
    const here = this.chunk.subarray(this.start, at);
    if (this.carriedLength === 0) return here.subarray(0, limit);
    const kept = Math.min(this.carriedLength, this.carried.length, limit);
    const fromHere = Math.min(here.length, limit - kept);
    if (fromHere <= 0) return this.carried.subarray(0, kept);
    const joined = new Uint8Array(kept + fromHere);
    joined.set(this.carried.subarray(0, kept));
    joined.set(here.subarray(0, fromHere), kept);
    return joined;
  }

  private reset(at: number, length: number): void {
    this.offset += length;
    if (at < 0) {
      const kept = Math.min(this.carriedLength, this.carried.length);
      this.carried = this.carried.slice(kept + at, kept);
      this.carriedLength = -at;
      this.start = 0;
    } else {
      this.start = at;
      this.carriedLength = 0;
    }
  }
}
