/** One row group of a Parquet file: its columns in memory, compressed; rows decoded a slice at a time. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { AsyncRowGroup, ColumnMetaData, Compressors, RowGroup, SchemaTree } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { assembleAsync, asyncGroupToRows } from 'hyparquet/src/rowgroup.js';
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getTreePath,
  isFlatColumn,
} from 'hyparquet/src/schema.js';
import { compressors } from 'hyparquet-compressors';
import { checkPage, damageText } from './parquet-page.ts';
import { type BadRows, type ColumnPages, goodRows, MAX_PAGE_BYTES, walkPages } from './parquet-pages.ts';
import { PARSERS } from './parquet-values.ts';

/** Compressed bytes of one row group; writers make them of 128 MiB before compression at most. */
const MAX_GROUP_BYTES = 128 * 1024 * 1024;
/** Values decoded at a time, of all columns together. */
const SLICE_CELLS = 1_000_000;
const MIN_SLICE_ROWS = 1024;
/** Values of columns that hold lists: they are decoded whole. */
const MAX_NESTED_VALUES = 4_000_000;

/** Bytes of the file. */
export type ReadAt = (offset: number, length: number) => Buffer | Promise<Buffer>;

interface Column {
  readonly meta: ColumnMetaData;
  readonly path: SchemaTree[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: ColumnPages;
}

/** What stops a group from being read at all, in words. */
export class GroupLimit extends Error {}

export class Group {
  readonly rows: number;
  /** Rows that cannot be read, with the reason of each. */
  readonly bad: readonly BadRows[];
  private readonly columns: readonly Column[];
  private readonly tree: SchemaTree;

  private constructor(rows: number, columns: readonly Column[], tree: SchemaTree) {
    this.rows = rows;
    this.columns = columns;
    this.tree = tree;
    this.bad = columns.flatMap((column) => column.pages.bad);
  }

  /** @throws GroupLimit when it is larger than what is read, Error when the file's own table of it makes no sense */
  static async open(group: RowGroup, tree: SchemaTree, read: ReadAt, size: number): Promise<Group> {
    const rows = whole(group.num_rows);
    const metas = group.columns.map((column) => {
      if (column.file_path) throw new Error('its columns lie in other files');
      if (!column.meta_data) throw new Error('its columns are encrypted, or their description is missing');
      return column.meta_data;
    });
    const bytes = metas.reduce((sum, meta) => sum + whole(meta.total_compressed_size), 0);
    if (bytes > MAX_GROUP_BYTES)
      throw new GroupLimit(`a row group of ${bytes} bytes; more than ${MAX_GROUP_BYTES} are not read`);
    const columns: Column[] = [];
    for (const meta of metas) columns.push(await openColumn(meta, rows, tree, read, size));
    const nested = columns.filter((column) => !isFlatColumn(column.path));
    const values = nested.reduce((sum, column) => sum + column.pages.values, 0);
    if (values > MAX_NESTED_VALUES)
      throw new GroupLimit(
        `lists of ${values} values in one row group; more than ${MAX_NESTED_VALUES} are not read`,
      );
    return new Group(rows, columns, tree);
  }

  /** Names of the top-level columns, in the order of cells. */
  get names(): string[] {
    const present = new Set(this.columns.map((column) => column.meta.path_in_schema[0]));
    return this.tree.children.map((child) => child.element.name).filter((name) => present.has(name));
  }

  /** Rows of the group, in order, as lists of cells; `failed` is told of rows that could not be decoded. */
  async *slices(failed: (bad: BadRows) => void): AsyncGenerator<unknown[][]> {
    const width = Math.max(1, this.columns.length);
    const step = Math.max(MIN_SLICE_ROWS, Math.floor(SLICE_CELLS / width));
    for (const [from, to] of goodRows(this.rows, this.bad))
      for (let at = from; at < to; at += step) yield* this.slice(at, Math.min(at + step, to), failed);
  }

  /** Halves what cannot be decoded until the damage is small. */
  private async *slice(
    from: number,
    to: number,
    failed: (bad: BadRows) => void,
  ): AsyncGenerator<unknown[][]> {
    let rows: unknown[][];
    try {
      rows = await this.decode(from, to);
    } catch (error) {
      if (to - from <= MIN_SLICE_ROWS) {
        failed({ from, to, why: damageText(error) });
        return;
      }
      const middle = from + Math.floor((to - from) / 2);
      yield* this.slice(from, middle, failed);
      yield* this.slice(middle, to, failed);
      return;
    }
    yield rows;
  }

  private async decode(from: number, to: number): Promise<unknown[][]> {
    const select = { groupStart: 0, selectStart: from, selectEnd: to, groupRows: this.rows };
    const asyncColumns = this.columns.map(({ meta, path, bytes, pages }) => {
      const element = path[path.length - 1]!.element;
      const decoder = {
        ...meta,
        pathInSchema: meta.path_in_schema,
        element,
        schemaPath: path,
        parsers: PARSERS,
        compressors: checked(pages),
        utf8: false,
      };
      const read = readColumn({ view: new DataView(bytes.buffer), offset: 0 }, select, decoder);
      return { pathInSchema: meta.path_in_schema, data: Promise.resolve(read) };
    });
    const group: AsyncRowGroup = { ...select, asyncColumns };
    const assembled = assembleAsync(group, this.tree, PARSERS);
    const rows = await asyncGroupToRows(assembled, from, to, undefined, 'array');
    return rows as unknown[][];
  }
}

async function openColumn(
  meta: ColumnMetaData,
  rows: number,
  tree: SchemaTree,
  read: ReadAt,
  size: number,
): Promise<Column> {
  const path = getTreePath(tree, meta.path_in_schema);
  const start = whole(meta.dictionary_page_offset || meta.data_page_offset);
  const length = whole(meta.total_compressed_size);
  if (start + length > size)
    throw new Error(`column ${meta.path_in_schema.join('.')} lies beyond the end of the file`);
  // Pages are looked up by their place in the buffer, so it must begin with the column.
  const bytes = new Uint8Array(length);
  bytes.set(await read(start, length));
  const levels = {
    repetition: bits(getMaxRepetitionLevel(path)),
    definition: bits(getMaxDefinitionLevel(path)),
  };
  return { meta, path, bytes, pages: walkPages(bytes, meta, levels, isFlatColumn(path), rows) };
}

function bits(levels: number): number {
  return 32 - Math.clz32(levels);
}

/** @throws Error when the file states something that is no size */
function whole(stated: bigint | number): number {
  const value = Number(stated);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`a size of ${stated}`);
  return value;
}

type Decompress = (input: Uint8Array, length: number) => Uint8Array;

/** Node's own decoders where it has them; what comes out is looked over before it is decoded. */
const DECODERS: Readonly<Partial<Record<keyof Compressors, Decompress>>> = {
  ...compressors,
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

function checked({ shapes }: ColumnPages): Compressors {
  const wrapped = Object.entries(DECODERS).map(([codec, decode]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (!(length >= 0 && length <= MAX_PAGE_BYTES)) throw new Error(`a page of ${length} bytes`);
      const page = length === 0 ? new Uint8Array(0) : decode(input, length);
      const shape = shapes.get(input.byteOffset);
      if (shape !== undefined) checkPage(page, shape);
      return page;
    },
  ]);
  return Object.fromEntries(wrapped) as Compressors;
}
