/**
 * Rows on their way into the case, column by column: what readers fill, what crosses from their threads to the writer
 * without being copied, and what the writer collects until it commits.
 */

/** Unsigned integers: members of closed sets, codes of dictionaries (0 is null), and the file, which only the writer knows. */
export const CODE_COLUMNS = [
  'file',
  'source',
  'category',
  'outcome',
  'action',
  'reason',
  'actor',
  'srcIp',
  'dstIp',
  'related',
  'userAgent',
  'session',
  'credential',
  'system',
  'targets',
  'effects',
  'uidHi',
  'uidLo',
] as const;
export type CodeColumn = (typeof CODE_COLUMNS)[number];

/** Integers that may be null, which is NaN here. Times in µs UTC, `offset`, `length` and `bytes` in bytes. */
export const NUMBER_COLUMNS = [
  'record',
  'offset',
  'length',
  'ts',
  'tsPrecision',
  'tsWall',
  'tsEnd',
  'srcPort',
  'dstPort',
  'bytes',
] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** The column of `event` that a column here becomes. */
export function sqlName(column: CodeColumn | NumberColumn): string {
  return column.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

/** Bytes of an event's id. */
export const UID_BYTES = 16;
const BYTES_PER_ROW = NUMBER_COLUMNS.length * 8 + CODE_COLUMNS.length * 4 + UID_BYTES;

export type PackedColumns = Pick<RowColumns, 'count' | 'capacity' | 'memory' | 'nativeIds' | 'timeTexts'>;

export class RowColumns {
  count = 0;
  capacity: number;
  /** One block of memory for all columns, so that handing it to another thread is one transfer. */
  memory: ArrayBuffer;
  codes: Record<CodeColumn, Uint32Array>;
  numbers: Record<NumberColumn, Float64Array>;
  /** UID_BYTES a row. */
  uids: Uint8Array;
  /** Empty where no row so far has one; else one a row. */
  nativeIds: (string | null)[] = [];
  /** As `nativeIds`: what the row keeps of the text of its time (`storedTimeText`). */
  timeTexts: (string | null)[] = [];

  /** `memory`: of columns that came from another thread; its size tells their capacity. */
  constructor(capacity: number, memory = new ArrayBuffer(capacity * BYTES_PER_ROW)) {
    this.capacity = capacity;
    this.memory = memory;
    const laid = lay(memory, capacity);
    this.codes = laid.codes;
    this.numbers = laid.numbers;
    this.uids = laid.uids;
  }

  /** Columns that came from another thread, as `packed` gave them. */
  static unpack({ count, capacity, memory, nativeIds, timeTexts }: PackedColumns): RowColumns {
    const columns = new RowColumns(capacity, memory);
    columns.count = count;
    columns.nativeIds = nativeIds;
    columns.timeTexts = timeTexts;
    return columns;
  }

  /** For another thread, to which `memory` is then moved. */
  packed(): PackedColumns {
    const { count, capacity, memory, nativeIds, timeTexts } = this;
    return { count, capacity, memory, nativeIds, timeTexts };
  }

  /** The number of a new row; its cells are to be written next. */
  next(): number {
    if (this.count === this.capacity) this.grow(this.capacity * 2);
    return this.count++;
  }

  setNativeId(row: number, id: string | null): void {
    this.nativeIds = setText(this.nativeIds, row, id);
  }

  setTimeText(row: number, text: string | null): void {
    this.timeTexts = setText(this.timeTexts, row, text);
  }

  uid(row: number): Uint8Array {
    return this.uids.subarray(row * UID_BYTES, (row + 1) * UID_BYTES);
  }

  clear(): void {
    this.count = 0;
    this.nativeIds = [];
    this.timeTexts = [];
  }

  /** Takes over the rows first … end - 1 of other columns, behind those that are here. */
  append(from: RowColumns, first: number, end: number): void {
    const at = this.count;
    const needed = at + end - first;
    if (needed > this.capacity) this.grow(Math.max(needed, this.capacity * 2));
    this.count = needed;
    for (const name of CODE_COLUMNS) this.codes[name].set(from.codes[name].subarray(first, end), at);
    for (const name of NUMBER_COLUMNS) this.numbers[name].set(from.numbers[name].subarray(first, end), at);
    this.uids.set(from.uids.subarray(first * UID_BYTES, end * UID_BYTES), at * UID_BYTES);
    this.nativeIds = appendTexts(this.nativeIds, at, from.nativeIds, first, end);
    this.timeTexts = appendTexts(this.timeTexts, at, from.timeTexts, first, end);
  }

  private grow(capacity: number): void {
    const { codes, numbers, uids, count } = this;
    this.capacity = capacity;
    this.memory = new ArrayBuffer(capacity * BYTES_PER_ROW);
    const laid = lay(this.memory, capacity);
    for (const name of CODE_COLUMNS) laid.codes[name].set(codes[name].subarray(0, count));
    for (const name of NUMBER_COLUMNS) laid.numbers[name].set(numbers[name].subarray(0, count));
    laid.uids.set(uids.subarray(0, count * UID_BYTES));
    this.codes = laid.codes;
    this.numbers = laid.numbers;
    this.uids = laid.uids;
  }
}

function lay(memory: ArrayBuffer, capacity: number): Pick<RowColumns, 'codes' | 'numbers' | 'uids'> {
  let at = 0;
  const numbers = {} as Record<NumberColumn, Float64Array>;
  for (const name of NUMBER_COLUMNS) {
    numbers[name] = new Float64Array(memory, at, capacity);
    at += capacity * 8;
  }
  const codes = {} as Record<CodeColumn, Uint32Array>;
  for (const name of CODE_COLUMNS) {
    codes[name] = new Uint32Array(memory, at, capacity);
    at += capacity * 4;
  }
  return { numbers, codes, uids: new Uint8Array(memory, at, capacity * UID_BYTES) };
}

/** Most sources give none: then no list is kept. */
function setText(list: (string | null)[], row: number, text: string | null): (string | null)[] {
  if (list.length > 0) list[row] = text;
  else if (text !== null) {
    const first = new Array<string | null>(row).fill(null);
    first.push(text);
    return first;
  }
  return list;
}

function appendTexts(
  list: (string | null)[],
  at: number,
  from: readonly (string | null)[],
  first: number,
  end: number,
): (string | null)[] {
  if (list.length === 0 && from.length === 0) return list;
  const texts = list.length > 0 ? list : new Array<string | null>(at).fill(null);
  for (let row = first; row < end; row++) texts.push(from[row] ?? null);
  return texts;
}
