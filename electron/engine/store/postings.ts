/** Inverted index of one column: everything with a value in one look-up, made in one pass over the column. */
import type { Codes } from '../../../shared/analysis/case-view.ts';

export class Postings {
  /** Rows of code c, in time order, are rows[starts[c] … starts[c + 1]). Code 0 has none: nobody asks for "no value". */
  private readonly starts: Uint32Array;
  private readonly rows: Uint32Array;

  constructor(codes: Codes, byTime: Uint32Array, count: number) {
    const starts = new Uint32Array(count + 2);
    for (let row = 0; row < codes.length; row++) starts[codes[row]! + 1]!++;
    starts[1] = 0;
    for (let c = 0; c <= count; c++) starts[c + 1]! += starts[c]!;
    const fill = starts.slice();
    const rows = new Uint32Array(starts[count + 1]!);
    for (let i = 0; i < byTime.length; i++) {
      const row = byTime[i]!;
      const code = codes[row]!;
      if (code !== 0) rows[fill[code]!++] = row;
    }
    this.starts = starts;
    this.rows = rows;
  }

  /** A view of the index, not a copy. */
  of(code: number): Uint32Array {
    if (code <= 0 || code + 1 >= this.starts.length) return new Uint32Array(0);
    return this.rows.subarray(this.starts[code]!, this.starts[code + 1]!);
  }
}
