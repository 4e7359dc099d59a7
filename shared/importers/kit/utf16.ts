/**
 * UTF-16 files (PowerShell and Excel write them): read as UTF-8, while offsets and lengths stay those of the file's own
 * bytes, so that a record can be cut out of the original.
 */
import type { Encoding } from '../importer.ts';
import type { Emit, Framer, Span } from './framer.ts';

export type Wide = Exclude<Encoding, 'utf-8'>;

/** By the byte order mark, or by an ASCII character beside a zero byte at the very start; null for everything else. */
export function utf16Of(bytes: Uint8Array): Wide | null {
  if (bytes.length < 2) return null;
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length >= 4 ? null : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (bytes.length < 4) return null;
  if (isText(a!) && b === 0 && isText(c!) && d === 0) return 'utf-16le';
  return a === 0 && isText(b!) && c === 0 && isText(d!) ? 'utf-16be' : null;
}

function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Without the byte order mark. A lone surrogate becomes the three bytes that a strict decoder refuses, and so is seen and told. */
export function utf16ToUtf8(bytes: Uint8Array, wide: Wide): Uint8Array {
  const decoder = new Utf16Decoder(wide);
  const head = decoder.decode(bytes);
  const rest = decoder.end();
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  const mark = all[0] === 0xef && all[1] === 0xbb && all[2] === 0xbf;
  return mark ? all.subarray(3) : all;
}

class Utf16Decoder {
  private readonly high: 0 | 1;
  /** An odd byte that waits for its other half. */
  private odd = -1;
  /** A high surrogate that waits for its low one. */
  private lead = 0;

  constructor(wide: Wide) {
    this.high = wide === 'utf-16be' ? 0 : 1;
  }

  decode(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length * 2 + 8);
    let length = 0;
    let at = 0;
    while (at < bytes.length) {
      let first: number;
      if (this.odd >= 0) {
        first = this.odd;
        this.odd = -1;
      } else first = bytes[at++]!;
      if (at >= bytes.length) {
        this.odd = first;
        break;
      }
      const second = bytes[at++]!;
      length = this.unit(this.high === 0 ? (first << 8) | second : (second << 8) | first, out, length);
    }
    return out.subarray(0, length);
  }

  /** What waits: a lone surrogate, and half a unit as the byte that no UTF-8 text has. */
  end(): Uint8Array {
    const out = new Uint8Array(8);
    let length = this.lead === 0 ? 0 : put(this.lead, out, 0);
    if (this.odd >= 0) out[length++] = 0xff;
    this.lead = 0;
    this.odd = -1;
    return out.subarray(0, length);
  }

  private unit(unit: number, out: Uint8Array, from: number): number {
    let length = from;
    if (this.lead !== 0) {
      const { lead } = this;
      this.lead = 0;
      if (unit >= 0xdc00 && unit <= 0xdfff)
        return put(0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00), out, length);
      length = put(lead, out, length);
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
      this.lead = unit;
      return length;
    }
    return put(unit, out, length);
  }
}

/** Bytes of a code point (or of a lone surrogate, as if it were one). */
function put(code: number, out: Uint8Array, at: number): number {
  if (code < 0x80) {
    out[at] = code;
    return at + 1;
  }
  if (code < 0x800) {
    out[at] = 0xc0 | (code >> 6);
    out[at + 1] = 0x80 | (code & 0x3f);
    return at + 2;
  }
  if (code < 0x10000) {
    out[at] = 0xe0 | (code >> 12);
    out[at + 1] = 0x80 | ((code >> 6) & 0x3f);
    out[at + 2] = 0x80 | (code & 0x3f);
    return at + 3;
  }
  out[at] = 0xf0 | (code >> 18);
  out[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  out[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  out[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}

/** Bytes in UTF-16 of bytes that `put` made: two, or four for what takes four here; half a unit (0xFF) is one. */
function wideLength(utf8: Uint8Array): number {
  let length = 0;
  for (const byte of utf8) {
    if (byte < 0x80 || (byte >= 0xc0 && byte < 0xf0)) length += 2;
    else if (byte === 0xff) length += 1;
    else if (byte >= 0xf0) length += 4;
  }
  return length;
}

/**
 * What a masked span is in its UTF-16 file: `masked` is `utf8` with whole characters overwritten by `*`. A character takes as
 * many units as it took, so that lengths stay those of the file.
 */
export function widenMasked(utf8: Uint8Array, masked: Uint8Array, wide: Wide): Uint8Array {
  const out = new Uint8Array(utf8.length * 2);
  const high = wide === 'utf-16be' ? 0 : 1;
  let length = 0;
  const unit = (code: number): void => {
    out[length + high] = code >> 8;
    out[length + 1 - high] = code & 0xff;
    length += 2;
  };
  for (let at = 0; at < utf8.length; ) {
    const first = utf8[at]!;
    if (first === 0xff) {
      out[length++] = STAR;
      at++;
      continue;
    }
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (masked[at] !== first) {
      unit(masked[at] ?? STAR);
      if (size === 4) unit(STAR);
    } else {
      let code = size === 1 ? first : first & (0xff >> (size + 1));
      for (let next = at + 1; next < at + size; next++) code = (code << 6) | (utf8[next]! & 0x3f);
      if (code >= 0x10000) unit(0xd800 + ((code - 0x10000) >> 10));
      unit(code >= 0x10000 ? 0xdc00 + ((code - 0x10000) & 0x3ff) : code);
    }
    at += size;
  }
  return out.subarray(0, length);
}

const STAR = 0x2a;

/** Feeds a framer with UTF-8 and gives its spans back with the offsets and lengths of the UTF-16 file. */
export class Utf16Framer implements Framer {
  private readonly inner: Framer;
  private readonly decoder: Utf16Decoder;
  /** Where the chunk that the framer has begins: in its own bytes, and in the file's. */
  private chunkAt = 0;
  private chunkWideAt = 0;
  private chunk: Uint8Array = new Uint8Array(0);
  /** End of the last span, in the file's bytes. */
  private wideAt = 0;

  constructor(inner: Framer, wide: Wide) {
    this.inner = inner;
    this.decoder = new Utf16Decoder(wide);
  }

  push(chunk: Uint8Array, emit: Emit): void {
    this.feed(this.decoder.decode(chunk), emit);
  }

  end(emit: Emit): void {
    this.feed(this.decoder.end(), emit);
    this.inner.end((span) => emit(this.widen(span)));
  }

  private feed(utf8: Uint8Array, emit: Emit): void {
    this.chunkAt += this.chunk.length;
    this.chunkWideAt += wideLength(this.chunk);
    this.chunk = utf8;
    this.inner.push(utf8, (span) => emit(this.widen(span)));
  }

  private widen(span: Span): Span {
    const offset = this.wideAt;
    const whole = span.bytes.length === span.length;
    const length = whole ? wideLength(span.bytes) : this.wideEnd(span.offset + span.length) - offset;
    this.wideAt += length;
    return { ...span, offset, length };
  }

  /** For spans too long to be kept: where they end, which is in the chunk at hand or one line end (a CR) before it. */
  private wideEnd(end: number): number {
    const inChunk = end - this.chunkAt;
    return inChunk >= 0
      ? this.chunkWideAt + wideLength(this.chunk.subarray(0, inChunk))
      : this.chunkWideAt + inChunk * 2;
  }
}
