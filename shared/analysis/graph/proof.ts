/** A number with the records behind it: what is counted can always be opened. */
import type { Micros } from '../../base/time.ts';
import { distinctRows, formatRows, parseRows } from '../../query/row-set.ts';

export interface Proof {
  /** Number of records. */
  readonly count: number;
  /** Exactly these records, as a filter of kind `rows` names them. */
  readonly rows: string;
  /** Of the earliest and the latest dated record; null when none has a time. */
  readonly first: Micros | null;
  readonly last: Micros | null;
}

/** @param ts times by row, NaN for undated */
export function proofOf(rows: Iterable<number>, ts: Float64Array): Proof {
  const distinct = distinctRows(rows);
  return { count: distinct.length, rows: formatRows(distinct), ...spanOf(distinct, ts) };
}

/** The records of several proofs as one, each once. */
export function proofOfParts(parts: readonly Proof[]): Proof {
  if (parts.length === 1) return parts[0]!;
  const firsts = parts.flatMap(({ first }) => (first === null ? [] : [first]));
  const lasts = parts.flatMap(({ last }) => (last === null ? [] : [last]));
  const first =
    firsts.length === 0
      ? null
      : (firsts.reduce<number>((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) as Micros);
  const last =
    lasts.length === 0
      ? null
      : (lasts.reduce<number>((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) as Micros);
  const rows: number[] = [];
  for (const part of parts)
    for (const [from, to] of parseRows(part.rows) ?? [])
      for (let row = from; row <= to; row++) rows.push(row);
  const distinct = distinctRows(rows);
  return { count: distinct.length, rows: formatRows(distinct), first, last };
}

/** Times of the earliest and the latest dated row. */
export function spanOf(rows: Iterable<number>, ts: Float64Array): Pick<Proof, 'first' | 'last'> {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const time = ts[row]!;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return first <= last ? { first: first as Micros, last: last as Micros } : { first: null, last: null };
}

/** Order by first time, what is undated last. */
export function byFirst(a: Pick<Proof, 'first'>, b: Pick<Proof, 'first'>): number {
  return (a.first ?? Number.MAX_SAFE_INTEGER) - (b.first ?? Number.MAX_SAFE_INTEGER);
}
