/**
 * Sets of rows as text: `3-7,12,40-41`, rising and without overlap. Behind a number of an answer it is the exact list of
 * records that were counted, short enough to travel inside a filter. Rows are numbered from 0 in order of import and keep
 * their numbers for good.
 */

/** Longest text of a set inside a filter: it must fit into one request of the window beside the rest. */
export const MOST_ROW_TEXT = 800_000;

const SHAPE = /^\d{1,10}(?:-\d{1,10})?$/;

/** Rows in rising order, each once. */
export function distinctRows(rows: Iterable<number>): Uint32Array {
  const sorted = Uint32Array.from(rows).sort();
  let n = 0;
  for (const row of sorted) if (n === 0 || row !== sorted[n - 1]) sorted[n++] = row;
  return sorted.subarray(0, n);
}

/** Rows as text, each once. It may be longer than a filter takes. */
export function formatRows(rows: Iterable<number>): string {
  const sorted = distinctRows(rows);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end === i ? `${sorted[i]}` : `${sorted[i]}-${sorted[end]}`);
    i = end + 1;
  }
  return parts.join(',');
}

/** First and last row of each run, or null when the text is no such set. The empty text is the empty set. */
export function parseRows(text: string): readonly (readonly [first: number, last: number])[] | null {
  if (text === '') return [];
  const runs: (readonly [number, number])[] = [];
  let after = -1;
  for (const part of text.split(',')) {
    if (!SHAPE.test(part)) return null;
    const dash = part.indexOf('-');
    const first = Number(dash < 0 ? part : part.slice(0, dash));
    const last = dash < 0 ? first : Number(part.slice(dash + 1));
    if (first <= after || last < first) return null;
    runs.push([first, last]);
    after = last;
  }
  return runs;
}
