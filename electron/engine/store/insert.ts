/** Rows into the event table, many at a time. Half the cost of an insert is binding its values one by one. */
import { invariant } from '../../../shared/base/assert.ts';
import type { Db } from './open.ts';
import { CODE_COLUMNS, NUMBER_COLUMNS, type RowColumns, sqlName, UID_BYTES } from './row-columns.ts';

/** The halves of the id stand in `uid`. */
const CODES = CODE_COLUMNS.filter((column) => column !== 'uidHi' && column !== 'uidLo');

const ROWS_PER_INSERT = 32;
/** Rows of one insert from which looking for equal columns is worth its cost. */
const MANY_ROWS = 256;
/** Statements that are kept; which columns are equal hardly varies within an import. */
const MAX_PREPARED = 64;

type Cell = number | string | null;

/** One column of the table over the rows of a batch. */
interface Filled {
  readonly name: string;
  readonly at: (row: number) => Cell;
  /** The SQL literal of what all rows hold, where they agree: an integer, `NULL` or `'@'`. Else null. */
  readonly literal: string | null;
}

type Statement = ReturnType<Db['prepare']>;

interface Inserts {
  readonly many: Statement;
  readonly one: Statement;
}

/**
 * A source leaves whole columns empty (a flow has no session, an audit line no ports) and repeats others (its file, its
 * category): those are not bound, but written.
 */
export class EventInserter {
  private readonly db: Db;
  private readonly prepared = new Map<string, Inserts>();

  constructor(db: Db) {
    this.db = db;
  }

  /** Inserts all rows. `first`: number of the first of them, the number of rows in the file. */
  insert(rows: RowColumns, first: number): void {
    const { count } = rows;
    if (count === 0) return;
    const columns = filled(rows);
    const bound = columns.filter((column) => column.literal === null).map((column) => column.at);
    const cells = columns.map(({ literal }) => literal ?? '?').join(', ');
    const into = `INSERT INTO event (uid, ${columns.map(({ name }) => name).join(', ')}`;
    const hex = Buffer.from(rows.uids.buffer, rows.uids.byteOffset, count * UID_BYTES).toString('hex');
    const params: Cell[] = [];
    let last: number | bigint = 0;
    const run = (statement: Statement, from: number, end: number): void => {
      let to = 0;
      for (let row = from; row < end; row++) {
        params[to++] = hex.slice(row * 32, row * 32 + 32);
        for (const at of bound) params[to++] = at(row);
      }
      params.length = to;
      last = statement.run(params).lastInsertRowid;
    };
    let row = 0;
    // SQLite numbers a row by itself, one behind the last: cheaper than binding it. Only the first of all must be said.
    if (first === 0) run(this.db.prepare(`${into}, row) VALUES (unhex(?), ${cells}, 0)`), row, ++row);
    const { many, one } = this.insertsFor(`${into}) VALUES `, `(unhex(?), ${cells})`);
    for (; row + ROWS_PER_INSERT <= count; row += ROWS_PER_INSERT) run(many, row, row + ROWS_PER_INSERT);
    for (; row < count; row++) run(one, row, row + 1);
    invariant(last === first + count - 1, `the last of ${count} rows from ${first} on is ${last}`);
  }

  private insertsFor(into: string, tuple: string): Inserts {
    const known = this.prepared.get(tuple);
    if (known) return known;
    const inserts = {
      one: this.db.prepare(into + tuple),
      many: this.db.prepare(into + Array.from({ length: ROWS_PER_INSERT }, () => tuple).join(', ')),
    };
    if (this.prepared.size >= MAX_PREPARED) this.prepared.clear();
    this.prepared.set(tuple, inserts);
    return inserts;
  }
}

function filled(rows: RowColumns): Filled[] {
  const { codes, numbers, nativeIds, timeTexts, count } = rows;
  const few = count < MANY_ROWS;
  const whole = (name: string, values: Uint32Array): Filled => ({
    name,
    at: (row) => values[row]!,
    literal: few || !isConstant(values, count) ? null : String(values[0]),
  });
  const nullable = (name: string, values: Float64Array): Filled => ({
    name,
    at: (row) => {
      const value = values[row]!;
      return Number.isNaN(value) ? null : value;
    },
    literal: few || !isConstant(values, count) ? null : Number.isNaN(values[0]!) ? 'NULL' : String(values[0]),
  });
  const text = (name: string, values: readonly (string | null)[]): Filled => ({
    name,
    at: (row) => values[row]!,
    literal: values.length === 0 ? 'NULL' : values.every((value) => value === '@') ? "'@'" : null,
  });
  return [
    text('native_id', nativeIds),
    text('ts_text', timeTexts),
    ...CODES.map((column) => whole(sqlName(column), codes[column])),
    ...NUMBER_COLUMNS.map((column) => nullable(sqlName(column), numbers[column])),
  ];
}

/** NaN equals NaN. */
function isConstant(values: Uint32Array | Float64Array, count: number): boolean {
  const first = values[0]!;
  for (let row = 1; row < count; row++)
    if (values[row] !== first && !(Number.isNaN(first) && Number.isNaN(values[row]!))) return false;
  return true;
}
