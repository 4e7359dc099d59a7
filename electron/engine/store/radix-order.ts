/** Orders rows by several integer keys in linear time: a least-significant-digit radix sort over 16-bit digits. */

/**
 * Sorts `order` in place, stably, by one key per row. Call from the least to the most significant key.
 * `key[row]` is an unsigned integer below 2^53 or NaN, which sorts last.
 */
export function radixSortBy(order: Uint32Array, key: ArrayLike<number>, size: number): Uint32Array {
  let max = 0;
  for (let row = 0; row < size; row++) {
    const value = key[row]!;
    if (value > max) max = value;
  }
  let from: Uint32Array = order;
  let to: Uint32Array = new Uint32Array(size);
  const last = max + 1;
  const counts = new Uint32Array(65_537);
  for (let scale = 1; scale <= last; scale *= 65_536) {
    counts.fill(0);
    for (let i = 0; i < size; i++) counts[digit(key[from[i]!]!, last, scale) + 1]!++;
    for (let d = 0; d < 65_536; d++) counts[d + 1]! += counts[d]!;
    for (let i = 0; i < size; i++) {
      const row = from[i]!;
      to[counts[digit(key[row]!, last, scale)]!++] = row;
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

function digit(value: number, last: number, scale: number): number {
  // NaN counts as one more than the largest value.
  return Math.floor((Number.isNaN(value) ? last : value) / scale) % 65_536;
}
