/**
 * One column of one segment as bytes. Neighbours in a log resemble each other: times and ordinals rise in small steps, many
 * columns hold one value throughout. So the numbers are first made small (distances from the least, or steps from row to
 * row, in the largest unit that fits all of them), packed to the width they then need, and compressed last.
 *
 *   byte 0      form (FORM)
 *   byte 1      bytes per packed number: 1, 2, 4 or 8
 *   byte 2      flags (FLAG)
 *   byte 3      0
 *   bytes 4-7   unit, uint32, little endian
 *   bytes 8-15  base, float64, little endian
 *   bytes 16-   the packed numbers, little endian, zstd unless that is longer
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { invariant } from '../../../shared/base/assert.ts';

/** What columns are in memory. */
export type Numbers = Float64Array | Uint8Array | Uint16Array | Uint32Array;

const FORM = {
  /** Every row is the base. */
  constant: 0,
  /** base + unit x packed. */
  distances: 1,
  /** The row before + unit x packed, where 0, 1, 2, 3, 4 are 0, -1, 1, -2, 2; in planes: all lowest bytes first. */
  steps: 2,
  /** Doubles as they are. */
  doubles: 3,
} as const;

const FLAG = {
  compressed: 1,
  /** Packed 0 is NaN; the others count from 1. */
  gaps: 2,
  /** The reference column is added to each row. */
  relative: 4,
} as const;

const HEADER_BYTES = 16;
/** Units of times, µs, largest first. */
const UNITS = [1_000_000, 1000] as const;

/**
 * `values`: integers of at most 2^53 or any doubles; NaN is "none". `reference`: a column that this one stays near (the end
 * of an interval to its begin), or null; decoding wants the same one.
 */
export function encodeColumn(values: Float64Array | Uint32Array, reference: Float64Array | null): Buffer {
  const near = reference === null ? null : distancesTo(values, reference);
  const flags = near === null ? 0 : FLAG.relative;
  const numbers = near ?? values;
  const shape = shapeOf(numbers);
  if (shape === null) return blob(FORM.doubles, 0, 1, 0, Float64Array.from(values));
  const { least, most, gaps, unit } = shape;
  if (least === most && gaps === 0) return blob(FORM.constant, flags, 1, least, null);
  if (gaps === numbers.length) return blob(FORM.constant, 0, 1, Number.NaN, null);
  const distances = asDistances(numbers, shape, flags);
  const steps = gaps === 0 ? asSteps(numbers, least, most, unit, flags) : null;
  const best = [distances, steps].reduce((a, b) =>
    b !== null && (a === null || b.length < a.length) ? b : a,
  );
  return best ?? blob(FORM.doubles, 0, 1, 0, Float64Array.from(values));
}

/** Writes `rows` numbers into `out` from `at` on. @throws when the bytes are not what `encodeColumn` makes of so many rows. */
export function decodeColumn(
  data: Buffer,
  out: Numbers,
  at: number,
  rows: number,
  reference: Float64Array | null,
): void {
  const form = data[0]!;
  const width = data[1]!;
  const flags = data[2]!;
  const unit = data.readUInt32LE(4);
  const base = data.readDoubleLE(8);
  const relative = (flags & FLAG.relative) !== 0;
  if (form === FORM.constant && !relative) {
    out.fill(base, at, at + rows);
    return;
  }
  // Made here and set at once: setting typed arrays converts faster than a loop over two kinds of them.
  const made = out instanceof Float64Array ? out.subarray(at, at + rows) : new Float64Array(rows);
  if (form === FORM.constant) made.fill(base);
  else {
    const packed = unpacked(data, flags, width, rows);
    const gaps = (flags & FLAG.gaps) !== 0;
    if (form === FORM.steps) addSteps(made, joinPlanes(packed, width, rows), base, unit);
    else {
      invariant(form === FORM.distances || form === FORM.doubles, `a column has the form ${form}`);
      const numbers = numbersOf(packed, width);
      if (form === FORM.doubles || (base === 0 && unit === 1 && !gaps && !relative)) {
        out.set(numbers, at);
        return;
      }
      addDistances(made, numbers, base, unit, gaps);
    }
  }
  if (relative) {
    invariant(reference !== null, 'the column that another one is relative to was given');
    for (let i = 0; i < rows; i++) made[i]! += reference[at + i]!;
  }
  if (made.buffer !== out.buffer) out.set(made, at);
}

/** Row by row how far the values are from the reference; null where that would lose one of them. */
function distancesTo(values: Float64Array | Uint32Array, reference: Float64Array): Float64Array | null {
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - reference[i]!;
    if (!Number.isSafeInteger(distance) && !Number.isNaN(values[i]!)) return null;
    if (distance + reference[i]! !== values[i] && !Number.isNaN(values[i]!)) return null;
    distances[i] = distance;
  }
  return distances;
}

interface Shape {
  readonly least: number;
  readonly most: number;
  /** Rows without a value. */
  readonly gaps: number;
  /** Divides every distance from `least`. */
  readonly unit: number;
}

/** Null when not all values are integers that doubles hold exactly. */
function shapeOf(numbers: Float64Array | Uint32Array): Shape | null {
  let [least, most, gaps] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Number.isNaN(value)) gaps++;
    else if (!Number.isSafeInteger(value)) return null;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (numbers.length === 0) [least, most] = [0, 0];
  return { least, most, gaps, unit: UNITS.find((unit) => divides(unit, numbers, least, most)) ?? 1 };
}

function divides(unit: number, numbers: Float64Array | Uint32Array, least: number, most: number): boolean {
  if (!(most - least >= unit && most - least <= Number.MAX_SAFE_INTEGER)) return false;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (!Number.isNaN(value) && (value - least) % unit !== 0) return false;
  }
  return true;
}

function asDistances(numbers: Float64Array | Uint32Array, shape: Shape, flags: number): Buffer | null {
  const { least, most, gaps, unit } = shape;
  const first = gaps > 0 ? 1 : 0;
  const width = widthOf((most - least) / unit + first);
  if (width === null) return null;
  // From 0 where that costs nothing: such numbers need no work when they are loaded.
  const base = unit === 1 && first === 0 && least >= 0 && widthOf(most) === width ? 0 : least;
  const packed = new (arrayOf(width))(numbers.length);
  for (let i = 0; i < packed.length; i++) {
    const value = numbers[i]!;
    packed[i] = Number.isNaN(value) ? 0 : (value - base) / unit + first;
  }
  return blob(FORM.distances, flags | (first === 1 ? FLAG.gaps : 0), unit, base, packed);
}

/** Null where the rows jump about so much that steps are no smaller than distances. */
function asSteps(
  numbers: Float64Array | Uint32Array,
  least: number,
  most: number,
  unit: number,
  flags: number,
): Buffer | null {
  const range = most - least;
  let [largest, sum] = [0, 0];
  for (let i = 1; i < numbers.length; i++) {
    const step = Math.abs(numbers[i]! - numbers[i - 1]!);
    if (step > largest) largest = step;
    sum += step;
  }
  const width = widthOf((largest / unit) * 2);
  if (width === null || sum * 4 > range * numbers.length) return null;
  const planes = new Uint8Array(numbers.length * width);
  for (let i = 1; i < numbers.length; i++) {
    const step = (numbers[i]! - numbers[i - 1]!) / unit;
    let folded = step < 0 ? -step * 2 - 1 : step * 2;
    for (let at = i; at < planes.length; at += numbers.length) {
      planes[at] = folded & 255;
      folded >>>= 8;
    }
  }
  return blob(FORM.steps, flags, unit, numbers[0]!, planes, width);
}

function blob(
  form: number,
  flags: number,
  unit: number,
  base: number,
  packed: Numbers | null,
  width = packed?.BYTES_PER_ELEMENT ?? 1,
): Buffer {
  const plain = packed === null ? Buffer.alloc(0) : bytesOf(packed);
  const short = packed === null ? plain : zstdCompressSync(plain);
  const compressed = short.length < plain.length;
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = form;
  header[1] = width;
  header[2] = flags | (compressed ? FLAG.compressed : 0);
  header.writeUInt32LE(unit, 4);
  header.writeDoubleLE(base, 8);
  return Buffer.concat([header, compressed ? short : plain]);
}

function unpacked(data: Buffer, flags: number, width: number, rows: number): Uint8Array {
  const length = rows * width;
  const body = data.subarray(HEADER_BYTES);
  const bytes =
    (flags & FLAG.compressed) === 0
      ? body
      : // One piece of the right size: zlib joins its answer out of small ones otherwise.
        zstdDecompressSync(body, { chunkSize: Math.max(64, length), maxOutputLength: Math.max(64, length) });
  invariant(bytes.length === length, `a column of ${rows} rows has ${bytes.length} bytes`);
  return bytes;
}

/** The typed array over these bytes; a copy of them where they do not begin at a multiple of the width. */
function numbersOf(bytes: Uint8Array, width: number): Numbers {
  const type = arrayOf(width);
  const { buffer, byteOffset, length } = bytes.byteOffset % width === 0 ? bytes : Uint8Array.from(bytes);
  return new type(buffer as ArrayBuffer, byteOffset, length / width);
}

function joinPlanes(planes: Uint8Array, width: number, rows: number): Numbers {
  if (width === 1) return planes;
  const joined = new Uint32Array(rows);
  for (let plane = 0; plane < width; plane++) {
    const from = plane * rows;
    for (let i = 0; i < rows; i++) joined[i]! |= planes[from + i]! << (8 * plane);
  }
  return joined;
}

function addSteps(out: Float64Array, folded: Numbers, base: number, unit: number): void {
  let value = base;
  for (let i = 0; i < out.length; i++) {
    const step = folded[i]!;
    // Without a branch: whether a step goes back is as good as random.
    value += unit * ((step >>> 1) ^ -(step & 1));
    out[i] = value;
  }
}

function addDistances(out: Float64Array, packed: Numbers, base: number, unit: number, gaps: boolean): void {
  if (!gaps) {
    for (let i = 0; i < out.length; i++) out[i] = base + unit * packed[i]!;
    return;
  }
  for (let i = 0; i < out.length; i++) {
    const number = packed[i]!;
    out[i] = number === 0 ? Number.NaN : base + unit * (number - 1);
  }
}

/** Bytes that an unsigned integer needs; null: more than four. */
function widthOf(most: number): 1 | 2 | 4 | null {
  return most < 256 ? 1 : most < 65_536 ? 2 : most < 2 ** 32 ? 4 : null;
}

/** The typed array of unsigned integers of a width; 8: doubles. */
export function arrayOf(
  width: number,
): typeof Uint8Array | typeof Uint16Array | typeof Uint32Array | typeof Float64Array {
  return width === 1 ? Uint8Array : width === 2 ? Uint16Array : width === 4 ? Uint32Array : Float64Array;
}

export function bytesOf(array: Numbers): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
