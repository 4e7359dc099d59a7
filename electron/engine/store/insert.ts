/** Rows into the event table, many at a time. Half the cost of an insert is binding its values one by one. */
import type { Db } from './open.ts';

// biome-ignore format: one stretch of the table a line
export const EVENT_COLUMNS = [
  'row', 'uid', 'native_id', 'file', 'record', 'offset', 'length', 'ts', 'ts_text', 'ts_precision', 'ts_wall', 'ts_end',
  'source', 'category', 'outcome', 'action', 'reason', 'actor', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'related',
  'user_agent', 'session', 'credential', 'system', 'targets', 'effects', 'bytes',
] as const;
const WIDTH = EVENT_COLUMNS.length;
const ROWS_PER_INSERT = 32;

/** Integers, text and null; `uid` is hex. */
export type Cell = number | string | null;

type Statement = ReturnType<Db['prepare']>;

interface Inserts {
  readonly many: Statement;
  readonly one: Statement;
  /** Cells of a row that are bound. */
  readonly bound: readonly number[];
}

/** A source leaves whole columns empty (a flow has no session, an audit line no ports): those are not bound, but written. */
export class EventInserter {
  private readonly db: Db;
  private readonly prepared = new Map<string, Inserts>();

  constructor(db: Db) {
    this.db = db;
  }

  /** Inserts `count` rows whose cells follow each other in `cells`, in the order of EVENT_COLUMNS. */
  insert(cells: readonly Cell[], count: number): void {
    if (count === 0) return;
    const { many, one, bound } = this.insertsFor(literals(cells, count));
    const params: Cell[] = new Array<Cell>(bound.length * ROWS_PER_INSERT);
    let row = 0;
    for (; row + ROWS_PER_INSERT <= count; row += ROWS_PER_INSERT) {
      gather(params, cells, row, ROWS_PER_INSERT, bound);
      many.run(params);
    }
    const single: Cell[] = new Array<Cell>(bound.length);
    for (; row < count; row++) {
      gather(single, cells, row, 1, bound);
      one.run(single);
    }
  }

  private insertsFor(literal: readonly Literal[]): Inserts {
    const key = literal.join();
    const known = this.prepared.get(key);
    if (known) return known;
    const tuple = `(${EVENT_COLUMNS.map((column, i) => literal[i] || (column === 'uid' ? 'unhex(?)' : '?')).join(', ')})`;
    const insert = `INSERT INTO event (${EVENT_COLUMNS.join(', ')}) VALUES `;
    const inserts = {
      one: this.db.prepare(insert + tuple),
      many: this.db.prepare(insert + Array.from({ length: ROWS_PER_INSERT }, () => tuple).join(', ')),
      bound: [...EVENT_COLUMNS.keys()].filter((i) => literal[i] === ''),
    };
    this.prepared.set(key, inserts);
    return inserts;
  }
}

/** The SQL literal that a whole column of a batch is, or nothing where its cells differ or hold a value. */
type Literal = 'NULL' | '0' | '';

function literals(cells: readonly Cell[], count: number): Literal[] {
  return EVENT_COLUMNS.map((_, column) => {
    const first = cells[column];
    if (first !== null && first !== 0) return '';
    for (let at = column; at < count * WIDTH; at += WIDTH) if (cells[at] !== first) return '';
    return first === null ? 'NULL' : '0';
  });
}

function gather(
  params: Cell[],
  cells: readonly Cell[],
  firstRow: number,
  rows: number,
  bound: readonly number[],
): void {
  let to = 0;
  for (let row = firstRow; row < firstRow + rows; row++) {
    const at = row * WIDTH;
    for (const cell of bound) params[to++] = cells[at + cell]!;
  }
}
