/** Position of the first row for which a condition holds, in rows of which it holds from one on. Their number if none. */
export function lowerBound(rows: ArrayLike<number>, reached: (row: number) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
