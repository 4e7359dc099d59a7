/**
 * Looks over the decompressed bytes of a page before the library decodes them: it believes run lengths and prefix lengths,
 * with which a page of a few bytes would fill the memory, and reads integers of any length.
 */
import type { Encoding } from 'hyparquet';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';

/** What the header of a page says of its bytes. */
export interface PageShape {
  readonly encoding: Encoding;
  /** Values with nulls. */
  readonly values: number;
  /** Widths in bits of the levels that stand before the values (first version of pages); 0: none. */
  readonly repetition: number;
  readonly definition: number;
  readonly type: string;
}

/** Bytes that all values of a page of shared prefixes may have. */
const MAX_TEXT_BYTES = 128 * 1024 * 1024;
const MAX_MINIBLOCKS = 1024;
/** No block of deltas is longer without the end of an integer. */
const MAX_CONTINUED = 2048;

/** @throws Error when decoding the page would take more memory or time than a page may */
export function checkPage(page: Uint8Array, shape: PageShape): void {
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  let at = 0;
  for (const width of [shape.repetition, shape.definition]) {
    if (width === 0) continue;
    const length = view.getUint32(at, true);
    checkRuns(page, at + 4, width, shape.values);
    at += 4 + length;
  }
  switch (shape.encoding) {
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const width = shape.values === 0 ? 0 : view.getUint8(at);
      if (width > 32) throw new Error(`dictionary indexes of ${width} bits`);
      if (width > 0) checkRuns(page, at + 1, width, shape.values);
      return;
    }
    case 'RLE':
      checkRuns(page, at + 4, 1, shape.values);
      return;
    case 'DELTA_BINARY_PACKED':
      checkDelta(page, at);
      if (shape.type !== 'INT32') checkIntegers(page, at);
      return;
    case 'DELTA_LENGTH_BYTE_ARRAY':
      checkDelta(page, at);
      return;
    case 'DELTA_BYTE_ARRAY':
      checkDelta(page, at);
      checkPrefixes(page, at, shape.values);
      return;
    default:
  }
}

/** Levels of the second version of pages, which stand before the compressed bytes. */
export function checkLevels(bytes: Uint8Array, width: number, values: number): void {
  if (width > 0) checkRuns(bytes, 0, width, values);
}

/** Runs of equal values and of packed bits: no run is longer than the page has values. */
function checkRuns(bytes: Uint8Array, from: number, width: number, values: number): void {
  let at = from;
  for (let seen = 0; seen < values; ) {
    const [header, next] = integer(bytes, at);
    at = next;
    const isPacked = header % 2 === 1;
    const half = Math.floor(header / 2);
    const count = isPacked ? half * 8 : half;
    // The last group of packed bits may be padded.
    if (count > values + (isPacked ? 1024 : 0))
      throw new Error(`a run of ${count} values in a page of ${values}`);
    if (count === 0 && at >= bytes.length) return;
    seen += count;
    at += isPacked ? half * width : Math.ceil(width / 8);
  }
}

function checkDelta(bytes: Uint8Array, at: number): void {
  const [, afterSize] = integer(bytes, at);
  const [miniblocks] = integer(bytes, afterSize);
  if (miniblocks < 1 || miniblocks > MAX_MINIBLOCKS) throw new Error(`blocks of ${miniblocks} parts`);
}

function checkIntegers(bytes: Uint8Array, from: number): void {
  let continued = 0;
  for (let at = from; at < bytes.length; at++) {
    continued = bytes[at]! >= 0x80 ? continued + 1 : 0;
    if (continued > MAX_CONTINUED) throw new Error('a number without an end');
  }
}

function checkPrefixes(bytes: Uint8Array, at: number, values: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const reader = { view, offset: at };
  let total = 0;
  for (const _ of ['prefixes', 'suffixes']) {
    // Nulls are no values here; a page of nulls alone has nothing to unpack.
    if (reader.offset >= bytes.length) return;
    const count = integer(bytes, integer(bytes, integer(bytes, reader.offset)[1])[1])[0];
    if (count > values) throw new Error(`${count} texts in a page of ${values}`);
    const lengths = new Int32Array(count);
    if (count > 0) deltaBinaryUnpack(reader, count, lengths);
    for (const length of lengths) total += length;
    if (total > MAX_TEXT_BYTES) throw new Error(`texts of ${total} bytes in one page`);
  }
}

/** An integer in groups of seven bits, and where it ends. */
function integer(bytes: Uint8Array, from: number): [value: number, end: number] {
  let value = 0;
  for (let taken = 0; taken < 5; taken++) {
    const byte = bytes[from + taken];
    if (byte === undefined) throw new Error('a page ends too early');
    value += (byte & 0x7f) * 2 ** (7 * taken);
    if (byte < 0x80) return [value, from + taken + 1];
  }
  throw new Error('a number without an end');
}

/** What is wrong, in words: the library and Node say it in theirs, and a bound that was crossed means a wrong length. */
export function damageText(error: unknown): string {
  if (error instanceof RangeError || error instanceof TypeError) return 'a length or a number in it is wrong';
  return error instanceof Error ? error.message.slice(0, 300) : 'damaged';
}
