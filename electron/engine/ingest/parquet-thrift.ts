/**
 * Looks over a Thrift structure (compact protocol) before the library reads it. The library trusts lengths and reads
 * integers of any length, of which a few million bytes would keep it busy for hours.
 */

const MAX_DEPTH = 32;
/** Fields and list elements of one structure, all levels together. */
const MAX_PARTS = 2_000_000;
const MAX_VARINT_BYTES = 10;

const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Where the structure at `from` ends. @throws Error when it is none, or reaches over the end of the bytes */
export function structEnd(bytes: Uint8Array, from: number): number {
  const walk = new Walk(bytes, from);
  walk.struct(0);
  return walk.at;
}

class Walk {
  at: number;
  private readonly bytes: Uint8Array;
  private parts = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  struct(depth: number): void {
    if (depth > MAX_DEPTH) throw new Error('a header nests too deep');
    for (;;) {
      const head = this.byte();
      if (head === 0) return;
      this.count(1);
      if (head >> 4 === 0) this.varint();
      const type = head & 15;
      if (type !== TRUE && type !== FALSE) this.value(type, depth);
    }
  }

  private value(type: number, depth: number): void {
    switch (type) {
      case TRUE:
      case FALSE:
      case BYTE:
        this.skip(1);
        return;
      case I16:
      case I32:
      case I64:
        this.varint();
        return;
      case DOUBLE:
        this.skip(8);
        return;
      case BINARY:
        this.skip(this.varint());
        return;
      case LIST:
      case SET:
        this.list(depth);
        return;
      case STRUCT:
        this.struct(depth + 1);
        return;
      default:
        throw new Error(`a header has a field of the unknown kind ${type}`);
    }
  }

  private list(depth: number): void {
    const head = this.byte();
    const size = head >> 4 === 15 ? this.varint() : head >> 4;
    this.count(size);
    for (let one = 0; one < size; one++) this.value(head & 15, depth + 1);
  }

  /** The number, exact as far as lengths go. */
  private varint(): number {
    let value = 0;
    for (let taken = 0; taken < MAX_VARINT_BYTES; taken++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * taken);
      if (byte < 0x80) return value;
    }
    throw new Error('a header holds a number without an end');
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error('a header ends too early');
    this.at++;
    return byte;
  }

  private skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new Error('a header reaches over its end');
    this.at += length;
  }

  private count(parts: number): void {
    this.parts += parts;
    if (this.parts > MAX_PARTS) throw new Error('a header has too many parts');
  }
}
