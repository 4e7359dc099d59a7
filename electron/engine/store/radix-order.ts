/** Orders rows by integer keys in linear time: a least-significant-digit radix sort that carries the keys along. */

/** Small digits: the counters and the ends of all buckets then stay in the processor's nearest cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const MASK = DIGITS - 1;
const HALF = 2 ** 32;

/**
 * The rows of `order` by one key per row, stably: call from the least to the most significant key. `key[row]` is an integer
 * of at most 2^53 or NaN, which sorts last. `order` serves as scratch; the answer is a typed array of the same rows.
 */
export function radixSortBy(order: Uint32Array, key: ArrayLike<number>): Uint32Array {
  const size = order.length;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < size; i++) {
    const value = key[order[i]!]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(max >= min)) return order;
  // NaN counts as one more than the largest value.
  const last = max - min + 1;
  const low = new Uint32Array(size);
  const high = last < HALF ? null : new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const value = key[order[i]!]!;
    const distance = Number.isNaN(value) ? last : value - min;
    low[i] = distance;
    if (high) high[i] = Math.floor(distance / HALF);
  }
  let rows: Columns = { order, low, high };
  let spare: Columns = {
    order: new Uint32Array(size),
    low: new Uint32Array(size),
    high: high && new Uint32Array(size),
  };
  const pass = (of: 'low' | 'high', shift: number): void => {
    if (!distribute(rows, spare, rows[of]!, shift)) return;
    [rows, spare] = [spare, rows];
  };
  const lowest = Math.min(last, HALF - 1);
  for (let shift = 0; shift < 32 && lowest >= 2 ** shift; shift += DIGIT_BITS) pass('low', shift);
  const highest = Math.floor(last / HALF);
  for (let shift = 0; shift < 32 && highest >= 2 ** shift; shift += DIGIT_BITS) pass('high', shift);
  return rows.order;
}

interface Columns {
  readonly order: Uint32Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array | null;
}

/** Moves all rows to where one digit puts them; false when they all share it and stay. */
function distribute(from: Columns, to: Columns, half: Uint32Array, shift: number): boolean {
  const size = half.length;
  const ends = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < size; i++) ends[((half[i]! >>> shift) & MASK) + 1]!++;
  if (ends[((half[0]! >>> shift) & MASK) + 1] === size) return false;
  for (let d = 0; d < DIGITS; d++) ends[d + 1]! += ends[d]!;
  const { high } = from;
  for (let i = 0; i < size; i++) {
    const at = ends[(half[i]! >>> shift) & MASK]!++;
    to.order[at] = from.order[i]!;
    to.low[at] = from.low[i]!;
    if (high) to.high![at] = high[i]!;
  }
  return true;
}
