/**
 * The order by time as a case file keeps it, so that opening a large case needs no sorting. Derived, like the columns: it
 * covers the rows of one moment, holds for times as they were read, and `verify` makes it anew and compares.
 *
 * Two columns over positions in the order: the file of the event that stands there, and how many rows further on it stands
 * than the one of that file before it. Logs are mostly written in order of time, so the second is mostly 0.
 */
import type { Codes } from '../../../shared/analysis/case-view.ts';
import { decodeColumn, encodeColumn } from './column-codec.ts';
import type { Db } from './open.ts';
import { createColumnWriter, partsOf, SEGMENT_ROWS } from './segments.ts';

const FILE = 'order.file';
const STEP = 'order.step';

/** Rows that the stored order covers; 0 where there is none. */
export function orderedRows(db: Db): number {
  return db.prepare('SELECT coalesce(sum(rows), 0) FROM segment WHERE name = ?').pluck().get(STEP) as number;
}

/** Replaces what is stored. Call in a transaction. `file`: by row, as in the case. */
export function storeOrder(db: Db, order: Uint32Array, file: Codes): void {
  const drop = db.prepare('DELETE FROM segment WHERE name = ?');
  for (const name of [FILE, STEP]) drop.run(name);
  const write = createColumnWriter(db);
  const next: number[] = [];
  for (let first = 0; first < order.length; first += SEGMENT_ROWS) {
    const rows = Math.min(SEGMENT_ROWS, order.length - first);
    const files = new Uint32Array(rows);
    const steps = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = order[first + i]!;
      const of = file[row]!;
      files[i] = of;
      steps[i] = row - (next[of] ?? 0);
      next[of] = row + 1;
    }
    write(first, rows, { name: FILE, width: 4, data: encodeColumn(files, null) });
    write(first, rows, { name: STEP, width: 8, data: encodeColumn(steps, null) });
  }
}

/** The stored order of exactly `size` rows of files up to an id; null where there is none, or none that holds each row once. */
export function loadOrder(db: Db, size: number, highestFile: number): Uint32Array | null {
  if (orderedRows(db) !== size) return null;
  const order = new Uint32Array(size);
  const seen = new Uint8Array(size);
  const next = new Float64Array(highestFile + 1);
  const files = new Uint32Array(SEGMENT_ROWS);
  const steps = new Float64Array(SEGMENT_ROWS);
  const stepParts = [...partsOf(db, STEP)];
  let position = 0;
  for (const [part, { first, rows, data }] of [...partsOf(db, FILE)].entries()) {
    const step = stepParts[part];
    if (step?.first !== first || step.rows !== rows || rows > SEGMENT_ROWS) return null;
    decodeColumn(data, files, 0, rows, null);
    decodeColumn(step.data, steps, 0, rows, null);
    for (let i = 0; i < rows; i++) {
      const of = files[i]!;
      const row = next[of]! + steps[i]!;
      if (seen[row] !== 0) return null;
      seen[row] = 1;
      order[position++] = row;
      next[of] = row + 1;
    }
  }
  return position === size ? order : null;
}
