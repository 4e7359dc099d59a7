/**
 * Column segments: the derived face of the case. Each segment holds a run of rows, one typed array per column, packed and
 * compressed (column-codec.ts). Loading concatenates them; a column is loaded when first needed, and what was changed in
 * one since it was written is noticed then.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { invariant } from '../../../shared/base/assert.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { arrayOf, bytesOf, decodeColumn, encodeColumn, type Numbers } from './column-codec.ts';
import type { Db } from './open.ts';
import { type RowColumns, UID_BYTES } from './row-columns.ts';

/** Rows per segment. */
export const SEGMENT_ROWS = 65_536;

/** Rows read from the open rows at once. */
const ROWS_PER_READ = 4096;

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

export type ColumnArray = Numbers;

/** Cells of a row that no column holds, in the order in which the seal takes them. `uid` as hex. */
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

/** Numbers among them. */
const REST_NUMBERS = ['offset', 'length', 'tsPrecision', 'tsWall', 'bytes'] as const;

/** Collects rows until a segment is full. */
export class SegmentBuilder {
  rows = 0;
  private readonly arrays: Record<SegmentColumn, Float64Array | Uint32Array>;
  /** What of the rows stands in no column, for the seal. Null numbers are NaN. */
  private readonly numbers = REST_NUMBERS.map(() => new Float64Array(SEGMENT_ROWS));
  private readonly uids = new Uint8Array(SEGMENT_ROWS * UID_BYTES);
  private nativeIds: (string | null)[] = [];
  private timeTexts: (string | null)[] = [];

  constructor() {
    this.arrays = Object.fromEntries(
      SEGMENT_COLUMN_NAMES.map((name) => [
        name,
        isTime(name) ? new Float64Array(SEGMENT_ROWS) : new Uint32Array(SEGMENT_ROWS),
      ]),
    ) as Record<SegmentColumn, Float64Array | Uint32Array>;
  }

  /** Takes the rows first … end - 1, for which there must be room. */
  append(rows: RowColumns, first: number, end: number): void {
    const at = this.rows;
    for (const name of SEGMENT_COLUMN_NAMES)
      this.arrays[name].set(cellsOf(rows, name).subarray(first, end), at);
    REST_NUMBERS.forEach((name, i) => {
      this.numbers[i]!.set(rows.numbers[name].subarray(first, end), at);
    });
    this.uids.set(rows.uids.subarray(first * UID_BYTES, end * UID_BYTES), at * UID_BYTES);
    for (let row = first; row < end; row++) {
      this.nativeIds.push(rows.nativeIds[row] ?? null);
      this.timeTexts.push(rows.timeTexts[row] ?? null);
    }
    this.rows = at + end - first;
  }

  /** One row from the open rows: its column cells (NaN for null), and those of REST_COLUMNS. */
  add(values: Readonly<Record<SegmentColumn, number>>, rest: readonly (string | number | null)[]): void {
    const at = this.rows++;
    for (const name of SEGMENT_COLUMN_NAMES) this.arrays[name][at] = values[name];
    const [uid, nativeId, offset, length, timeText, precision, wall, bytes] = rest;
    [offset, length, precision, wall, bytes].forEach((cell, i) => {
      this.numbers[i]![at] = (cell as number | null) ?? Number.NaN;
    });
    this.uids.set(Buffer.from(uid as string, 'hex').subarray(0, UID_BYTES), at * UID_BYTES);
    this.nativeIds.push(nativeId as string | null);
    this.timeTexts.push(timeText as string | null);
  }

  /** Packs and compresses what was collected, and starts afresh. `seal`: SHA-256 over all of it, lower-case hex. */
  take(): {
    rows: number;
    columns: StoredColumn[];
    seal: string;
  } {
    const { rows } = this;
    const hash = createHash('sha256').update(`${rows}\n`);
    const columns = SEGMENT_COLUMN_NAMES.map((name) => {
      const packed = pack(this.arrays[name].subarray(0, rows));
      hash.update(`${name} ${packed.BYTES_PER_ELEMENT}\n`).update(bytesOf(packed));
      const near = name === 'tsEnd' ? (this.arrays.ts.subarray(0, rows) as Float64Array) : null;
      return {
        name,
        width: packed.BYTES_PER_ELEMENT,
        data: encodeColumn(this.arrays[name].subarray(0, rows), near),
      };
    });
    for (const values of this.numbers) hash.update(bytesOf(values.subarray(0, rows)));
    hash.update(this.uids.subarray(0, rows * UID_BYTES));
    // JSON, so that no text can pass for two.
    const seal = hash.update(JSON.stringify([this.nativeIds, this.timeTexts])).digest('hex');
    this.nativeIds = [];
    this.timeTexts = [];
    this.rows = 0;
    return { rows, columns, seal };
  }
}

function cellsOf(rows: RowColumns, name: SegmentColumn): Uint32Array | Float64Array {
  switch (name) {
    case 'ts':
    case 'tsEnd':
    case 'record':
    case 'srcPort':
    case 'dstPort':
      return rows.numbers[name];
    default:
      return rows.codes[name];
  }
}

export function createSegmentWriter(db: Db): (first: number, builder: SegmentBuilder) => void {
  const insert = createColumnWriter(db);
  const seals = db.prepare('INSERT OR REPLACE INTO seal (first, rows, sha256) VALUES (?, ?, ?)');
  return (first, builder) => {
    const { rows, columns, seal } = builder.take();
    for (const column of columns) insert(first, rows, column);
    seals.run(first, rows, seal);
  };
}

/** One column of one segment; `width`: bytes of its largest number. Columns of other names are derived from the segments. */
export interface StoredColumn {
  readonly name: string;
  readonly width: number;
  readonly data: Buffer;
}

export function createColumnWriter(db: Db): (first: number, rows: number, column: StoredColumn) => void {
  const insert = db.prepare(
    'INSERT INTO segment (name, first, rows, width, checksum, data) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return (first, rows, column) => {
    const { name, width, data } = column;
    insert.run(name, first, rows, width, checksumOf(first, rows, column), data);
  };
}

/** Rows covered by segments, from row 0 without a gap. Fewer than the events of the case after a crash. */
export function coveredRows(db: Db): number {
  return db.prepare("SELECT coalesce(sum(rows), 0) FROM segment WHERE name = 'ts'").pluck().get() as number;
}

/**
 * Loads one column of `size` rows. `starts`: the column `ts`, where the caller has it: `tsEnd` is stored relative to it.
 * @throws Failure `case.damaged` when what was written is not what is read; an error when the segments do not cover the rows
 */
export function loadColumn(db: Db, name: SegmentColumn, size: number, starts?: Float64Array): ColumnArray {
  const reference = name === 'tsEnd' ? (starts ?? (loadColumn(db, 'ts', size) as Float64Array)) : null;
  const widest = db.prepare('SELECT max(width) FROM segment WHERE name = ?').pluck().get(name);
  const column = new (arrayOf((widest as number | null) ?? 1))(size);
  let next = 0;
  for (const { first, rows, data } of partsOf(db, name)) {
    if (first + rows > size) break;
    decodeColumn(data, column, first, rows, reference);
    next = first + rows;
  }
  invariant(next === size, `segments of ${name} cover ${next} of ${size} rows`);
  return column;
}

/** A run of rows of one column, as `encodeColumn` made it. */
export interface Part {
  readonly first: number;
  readonly rows: number;
  readonly data: Buffer;
}

/** The parts of a column in order, without a gap. @throws as `loadColumn` */
export function* partsOf(db: Db, name: string): Generator<Part> {
  const select = db
    .prepare('SELECT first, rows, width, checksum, data FROM segment WHERE name = ? ORDER BY first')
    .raw();
  let next = 0;
  for (const part of select.iterate(name) as IterableIterator<[number, number, number, number, Buffer]>) {
    const [first, rows, width, checksum, data] = part;
    invariant(first === next, `segments of ${name} follow each other (${first}, expected ${next})`);
    if (checksumOf(first, rows, { name, width, data }) !== checksum) throw damaged(name, first, rows);
    yield { first, rows, data };
    next = first + rows;
  }
}

/** Over the bytes and what they are said to be: a flipped bit shows, and so do bytes in the place of others. */
function checksumOf(first: number, rows: number, { name, width, data }: StoredColumn): number {
  return crc32(data, crc32(`${name} ${first} ${rows} ${width}`));
}

function damaged(name: string, first: number, rows: number): Failure {
  return new Failure(
    'case.damaged',
    `the case is damaged: column ${name} of the rows ${first} to ${first + rows - 1} is not what was written`,
    'restore it from a copy',
  );
}

/**
 * Drops all segments from a row on and builds them again from the open rows. Used after a crash. Rows that were sealed are
 * cut where their seals say.
 */
export function rebuildSegments(db: Db, from: number): void {
  const cuts = db
    .prepare('SELECT rows FROM seal WHERE first >= ? ORDER BY first')
    .pluck()
    .all(from) as number[];
  const drop = db.prepare('DELETE FROM segment WHERE name = ? AND first >= ?');
  const write = createSegmentWriter(db);
  db.transaction(() => {
    for (const name of SEGMENT_COLUMN_NAMES) drop.run(name, from);
    let first = from;
    for (const builder of segmentsOfRows(db, from, cuts)) {
      const { rows } = builder;
      write(first, builder);
      first += rows;
    }
  })();
}

/**
 * The open rows from one on, as segments. `cuts`: rows of each; SEGMENT_ROWS where there are none left. Take each builder's
 * content before asking for the next.
 */
export function* segmentsOfRows(db: Db, from: number, cuts: readonly number[]): Generator<SegmentBuilder> {
  const expressions = SEGMENT_COLUMN_NAMES.map((name) => sqlOfColumn(name));
  const rest = REST_COLUMNS.map((name) => (name === 'uid' ? 'lower(hex(uid))' : name));
  const select = db
    .prepare(
      `SELECT row, ${[...expressions, ...rest].join(', ')} FROM event WHERE row >= ? ORDER BY row LIMIT ${ROWS_PER_READ}`,
    )
    .raw();
  const builder = new SegmentBuilder();
  const values = {} as Record<SegmentColumn, number>;
  let segment = 0;
  // Read some at a time, not one by one: whoever takes a segment may write while this waits.
  for (let next = from; ; ) {
    const rows = select.all(next) as [number, ...(number | string | Buffer | null)[]][];
    for (const [, ...cells] of rows) {
      SEGMENT_COLUMN_NAMES.forEach((name, i) => {
        values[name] = cellOf(name, (cells[i] ?? null) as number | Buffer | null);
      });
      builder.add(values, cells.slice(expressions.length) as (string | number | null)[]);
      if (builder.rows === Math.min(cuts[segment] ?? SEGMENT_ROWS, SEGMENT_ROWS)) {
        yield builder;
        segment++;
      }
    }
    if (rows.length < ROWS_PER_READ) break;
    next = rows[rows.length - 1]![0] + 1;
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
