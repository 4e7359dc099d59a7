/**
 * Column segments: the derived face of the case. Each segment holds a run of rows, one typed array per column,
 * compressed. Loading concatenates them; a column is loaded when first needed.
 */
import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { invariant } from '../../../shared/base/assert.ts';
import type { Db } from './open.ts';

/** Rows per segment. */
export const SEGMENT_ROWS = 65_536;

/** Columns kept as segments: name in the segment table, and its SQL expression over `event`. */
export const SEGMENT_COLUMNS = {
  ts: 'ts',
  tsEnd: 'ts_end',
  source: 'source',
  category: 'category',
  outcome: 'outcome',
  action: 'action',
  reason: 'reason',
  actor: 'actor',
  srcIp: 'src_ip',
  dstIp: 'dst_ip',
  srcPort: 'src_port',
  dstPort: 'dst_port',
  related: 'related',
  userAgent: 'user_agent',
  session: 'session',
  credential: 'credential',
  system: 'system',
  targets: 'targets',
  effects: 'effects',
  file: 'file',
  record: 'record',
  uidHi: 'uid_hi',
  uidLo: 'uid_lo',
} as const;
export type SegmentColumn = keyof typeof SEGMENT_COLUMNS;
export const SEGMENT_COLUMN_NAMES = Object.keys(SEGMENT_COLUMNS) as readonly SegmentColumn[];

/** Times are doubles (integer µs, NaN for none); everything else unsigned integers packed to the width the segment needs. */
const isTime = (name: SegmentColumn): boolean => name === 'ts' || name === 'tsEnd';

export type ColumnArray = Float64Array | Uint8Array | Uint16Array | Uint32Array;

/** Cells of a row that no column holds, in the order in which `restOf` takes them. */
export const REST_COLUMNS = [
  'uid',
  'native_id',
  'offset',
  'length',
  'ts_text',
  'ts_precision',
  'ts_wall',
  'bytes',
] as const;

/** One text of them, for the seal. `uid` as hex. JSON, so that no text can pass for two. */
export function restOf(cells: readonly (string | number | null)[]): string {
  return JSON.stringify(cells);
}

/** Collects rows until a segment is full. Values are plain numbers; NaN only in time columns. */
export class SegmentBuilder {
  rows = 0;
  /** What of the rows stands in no column, for the seal. */
  private rest: string[] = [];
  private readonly arrays: Record<SegmentColumn, Float64Array | Uint32Array>;

  constructor() {
    this.arrays = Object.fromEntries(
      SEGMENT_COLUMN_NAMES.map((name) => [
        name,
        isTime(name) ? new Float64Array(SEGMENT_ROWS) : new Uint32Array(SEGMENT_ROWS),
      ]),
    ) as Record<SegmentColumn, Float64Array | Uint32Array>;
  }

  /** `rest`: the cells of the row that are no columns, as one text (`restOf`). */
  add(values: Readonly<Record<SegmentColumn, number>>, rest: string): void {
    for (const name of SEGMENT_COLUMN_NAMES) this.arrays[name][this.rows] = values[name];
    this.rest.push(rest);
    this.rows++;
  }

  /** Packs and compresses what was collected, and starts afresh. `seal`: SHA-256 over all of it, lower-case hex. */
  take(): {
    rows: number;
    columns: { name: SegmentColumn; width: number; data: Buffer }[];
    seal: string;
  } {
    const { rows } = this;
    const hash = createHash('sha256').update(`${rows}\n`);
    const columns = SEGMENT_COLUMN_NAMES.map((name) => {
      const packed = pack(this.arrays[name].subarray(0, rows));
      hash.update(`${name} ${packed.BYTES_PER_ELEMENT}\n`).update(bytesOf(packed));
      return { name, width: packed.BYTES_PER_ELEMENT, data: zstdCompressSync(bytesOf(packed)) };
    });
    const seal = hash.update(this.rest.join('\n')).digest('hex');
    this.rest = [];
    this.rows = 0;
    return { rows, columns, seal };
  }
}

export function createSegmentWriter(db: Db): (first: number, builder: SegmentBuilder) => void {
  const insert = db.prepare('INSERT INTO segment (first, name, rows, width, data) VALUES (?, ?, ?, ?, ?)');
  const seals = db.prepare('INSERT OR REPLACE INTO seal (first, rows, sha256) VALUES (?, ?, ?)');
  return (first, builder) => {
    const { rows, columns, seal } = builder.take();
    for (const { name, width, data } of columns) insert.run(first, name, rows, width, data);
    seals.run(first, rows, seal);
  };
}

/** Rows covered by segments, from row 0 without a gap. Fewer than the events of the case after a crash. */
export function coveredRows(db: Db): number {
  return db.prepare("SELECT coalesce(sum(rows), 0) FROM segment WHERE name = 'ts'").pluck().get() as number;
}

/** Loads one column of `size` rows. Throws when the segments do not cover them: rebuild first. */
export function loadColumn(db: Db, name: SegmentColumn, size: number): ColumnArray {
  const parts = db
    .prepare('SELECT first, rows, width, data FROM segment WHERE name = ? ORDER BY first')
    .raw();
  const rows = parts.all(name) as [number, number, number, Buffer][];
  const width = Math.max(1, ...rows.map((part) => part[2]));
  const column = isTime(name) ? new Float64Array(size) : new (arrayOfWidth(width))(size);
  let next = 0;
  for (const [first, count, partWidth, data] of rows) {
    invariant(first === next, `segments of ${name} follow each other (${first}, expected ${next})`);
    if (first + count > size) break;
    const bytes = zstdDecompressSync(data);
    const type = isTime(name) ? Float64Array : arrayOfWidth(partWidth);
    // A Buffer may start at any byte; typed arrays want an aligned one.
    column.set(
      new type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer),
      first,
    );
    next = first + count;
  }
  invariant(next === size, `segments of ${name} cover ${next} of ${size} rows`);
  return column;
}

/** Drops all segments from a row on and builds them again from the open rows. Used after a crash. */
export function rebuildSegments(db: Db, from: number): void {
  const drop = db.prepare('DELETE FROM segment WHERE first >= ?');
  const write = createSegmentWriter(db);
  db.transaction(() => {
    drop.run(from);
    let first = from;
    for (const builder of segmentsOfRows(db, from, null)) {
      const { rows } = builder;
      write(first, builder);
      first += rows;
    }
  })();
}

/**
 * The open rows from one on, as segments. `cuts`: numbers of rows at which they were cut; null: every SEGMENT_ROWS. Take
 * each builder's content before asking for the next.
 */
export function* segmentsOfRows(
  db: Db,
  from: number,
  cuts: readonly number[] | null,
): Generator<SegmentBuilder> {
  const expressions = SEGMENT_COLUMN_NAMES.map((name) => sqlOfColumn(name));
  const rest = REST_COLUMNS.map((name) => (name === 'uid' ? 'lower(hex(uid))' : name));
  const select = db
    .prepare(`SELECT ${[...expressions, ...rest].join(', ')} FROM event WHERE row >= ? ORDER BY row`)
    .raw();
  const builder = new SegmentBuilder();
  const values = {} as Record<SegmentColumn, number>;
  let segment = 0;
  for (const cells of select.iterate(from) as IterableIterator<(number | string | Buffer | null)[]>) {
    SEGMENT_COLUMN_NAMES.forEach((name, i) => {
      values[name] = cellOf(name, (cells[i] ?? null) as number | Buffer | null);
    });
    builder.add(values, restOf(cells.slice(expressions.length) as (string | number | null)[]));
    if (builder.rows === (cuts === null ? SEGMENT_ROWS : (cuts[segment] ?? SEGMENT_ROWS))) {
      yield builder;
      segment++;
    }
  }
  if (builder.rows > 0) yield builder;
}

/** The expression over `event` that a column is made from; both halves of the id come from `uid`. */
export function sqlOfColumn(name: SegmentColumn): string {
  const sql = SEGMENT_COLUMNS[name];
  return sql === 'uid_hi' || sql === 'uid_lo' ? 'uid' : sql;
}

function cellOf(name: SegmentColumn, cell: number | Buffer | null): number {
  if (cell === null) return Number.NaN;
  if (typeof cell === 'number') return cell;
  return cell.readUInt32BE(name === 'uidHi' ? 0 : 4);
}

function pack(values: Float64Array | Uint32Array): ColumnArray {
  if (values instanceof Float64Array) return values;
  let max = 0;
  for (const value of values) if (value > max) max = value;
  return max < 256 ? Uint8Array.from(values) : max < 65_536 ? Uint16Array.from(values) : values;
}

function arrayOfWidth(width: number): typeof Uint8Array | typeof Uint16Array | typeof Uint32Array {
  return width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array;
}

function bytesOf(array: ColumnArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
