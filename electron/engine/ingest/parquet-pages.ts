/**
 * Walks over the pages of one column chunk without decoding them: sizes within limits, checksums where the writer gave
 * any. What is damaged is told as ranges of rows, so that the rows around it can be read.
 */
import { crc32 } from 'node:zlib';
import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { checkLevels, checkPage, damageText, type PageShape } from './parquet-page.ts';
import { structEnd } from './parquet-thrift.ts';

export const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_PAGE_VALUES = 4_000_000;
/** Of one column in one row group. */
const MAX_PAGES = 100_000;

/** Levels of nesting of a column, as widths in bits. */
export interface LevelWidths {
  readonly repetition: number;
  readonly definition: number;
}

/** Where a data page of a flat column begins in its chunk, and its rows `[from, to)`. */
export interface PagePlace {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface ColumnPages {
  /** Data pages of a flat column, in order; the dictionary, if it has one, begins at byte 0. */
  readonly places: readonly PagePlace[];
  readonly hasDictionary: boolean;
  /** Bytes of the dictionary once it is decompressed. */
  readonly dictionaryBytes: number;
  /** Rows `[from, to)` of the row group that cannot be read, and why. */
  readonly bad: readonly BadRows[];
  /** All values of the column in this group; more than rows where it holds lists. */
  readonly values: number;
  /** What is known of the compressed bytes that begin at a byte of the chunk. */
  readonly shapes: ReadonlyMap<number, PageShape>;
}

export interface BadRows {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** `flat`: a value for each row, so that a page is a range of rows. `rows`: of the row group. */
export function walkPages(
  chunk: Uint8Array,
  meta: ColumnMetaData,
  levels: LevelWidths,
  flat: boolean,
  rows: number,
): ColumnPages {
  const bad: BadRows[] = [];
  const shapes = new Map<number, PageShape>();
  const name = meta.path_in_schema.join('.');
  const places: PagePlace[] = [];
  let values = 0;
  let hasDictionary = false;
  let dictionaryBytes = 0;
  const seen = () => ({ bad, values, shapes, places, hasDictionary, dictionaryBytes });
  const damaged = (to: number, why: string) => {
    const range = flat ? { from: Math.min(values, rows), to: Math.min(to, rows) } : { from: 0, to: rows };
    bad.push({ ...range, why: `column ${name}: ${why}` });
  };
  try {
    for (let at = 0; at < chunk.length && !(flat && values >= rows); ) {
      const start = at;
      const body = structEnd(chunk, at);
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
      const header = parquetHeader({ view, offset: at });
      const size = checkedSize(header, chunk.length - body);
      at = body + size;
      const bytes = chunk.subarray(body, at);
      const data = header.data_page_header ?? header.data_page_header_v2;
      const count = data?.num_values ?? 0;
      const problem = problemOf(bytes, header) ?? lookOver(bytes, body, header, meta, levels, shapes);
      // A dictionary that cannot be trusted spoils every row.
      if (problem !== null)
        damaged(data === undefined ? rows : values + count, `page at byte ${start}: ${problem}`);
      if (header.dictionary_page_header !== undefined) {
        if (start > 0) throw new Error('a dictionary stands behind the values');
        hasDictionary = true;
        dictionaryBytes = header.uncompressed_page_size;
      }
      if (flat && count > 0) places.push({ at: start, from: values, to: values + count });
      if (places.length > MAX_PAGES) throw new Error('too many pages');
      values += count;
    }
  } catch (error) {
    damaged(rows, damageText(error));
    return seen();
  }
  if (flat && values < rows) damaged(rows, `${values} values for ${rows} rows`);
  return seen();
}

/** Rows that no column has damaged, in order. */
export function goodRows(rows: number, bad: readonly BadRows[]): [from: number, to: number][] {
  const good: [number, number][] = [];
  let at = 0;
  for (const { from, to } of bad.toSorted((a, b) => a.from - b.from)) {
    if (from > at) good.push([at, from]);
    at = Math.max(at, to);
  }
  if (at < rows) good.push([at, rows]);
  return good;
}

function checkedSize(header: PageHeader, room: number): number {
  const { compressed_page_size: size, uncompressed_page_size: full } = header;
  if (!(size >= 0 && size <= room)) throw new Error('a page reaches over the end of its column');
  if (!(full >= 0 && full <= MAX_PAGE_BYTES)) throw new Error(`a page of ${full} bytes`);
  const counted = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
  const count = counted?.num_values ?? 0;
  if (!(count >= 0 && count <= MAX_PAGE_VALUES)) throw new Error(`a page of ${count} values`);
  return size;
}

function problemOf(bytes: Uint8Array, { crc }: PageHeader): string | null {
  return crc === undefined || crc32(bytes) === crc >>> 0 ? null : 'its checksum does not match';
}

/** Keeps what the page must be checked against once it is decompressed, or checks it at once. */
function lookOver(
  bytes: Uint8Array,
  at: number,
  header: PageHeader,
  meta: ColumnMetaData,
  levels: LevelWidths,
  shapes: Map<number, PageShape>,
): string | null {
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  const data = first ?? second;
  if (data === undefined) return null;
  const values = data.num_values;
  const inPage = first === undefined ? { repetition: 0, definition: 0 } : levels;
  const shape: PageShape = { encoding: data.encoding, values, type: meta.type, ...inPage };
  let before = 0;
  try {
    if (second !== undefined) {
      const repeated = second.repetition_levels_byte_length;
      const defined = second.definition_levels_byte_length;
      if (!(repeated >= 0 && defined >= 0 && repeated + defined <= bytes.length))
        return 'its levels reach over its end';
      checkLevels(bytes.subarray(0, repeated), levels.repetition, values);
      checkLevels(bytes.subarray(repeated), levels.definition, values);
      before = repeated + defined;
    }
    if (meta.codec !== 'UNCOMPRESSED' && second?.is_compressed !== false) shapes.set(at + before, shape);
    else checkPage(bytes.subarray(before), shape);
    return null;
  } catch (error) {
    return damageText(error);
  }
}
