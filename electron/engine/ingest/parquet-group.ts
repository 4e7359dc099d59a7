/**
 * One row group of a Parquet file: its columns in memory as they lie in the file, decoded page by page. Of each column one
 * page is decoded at a time, so that memory does not grow with the rows of the group.
 */
import type { AsyncRowGroup, ColumnMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { assembleAsync, asyncGroupToRows } from 'hyparquet/src/rowgroup.js';
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getTreePath,
  isFlatColumn,
} from 'hyparquet/src/schema.js';
import { type Cells, type Column, DamagedPage, decoderOf, FlatCells } from './parquet-column.ts';
import { damageText } from './parquet-page.ts';
import { type BadRows, goodRows, walkPages } from './parquet-pages.ts';
import { PARSERS } from './parquet-values.ts';

/** Compressed bytes of one row group; writers make them of 128 MiB before compression at most. */
const MAX_GROUP_BYTES = 128 * 1024 * 1024;
/** Values of columns that hold lists or structures: they are decoded whole. */
const MAX_NESTED_VALUES = 1_000_000;
/** Dictionaries that are kept decoded, all columns together; others are decoded again for each page. */
const MAX_KEPT_DICTIONARIES = 16 * 1024 * 1024;
const ROWS_AT_A_TIME = 1024;

/** Bytes of the file. */
export type ReadAt = (offset: number, length: number) => Buffer | Promise<Buffer>;

/** What stops a group from being read at all, in words. */
export class GroupLimit extends Error {}

export class Group {
  readonly rows: number;
  /** Rows that cannot be read, with the reason of each. */
  readonly bad: readonly BadRows[];
  private readonly columns: readonly Column[];
  private readonly tree: SchemaTree;
  /** Bytes of dictionaries that are kept. */
  private kept = 0;

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
    const cells: Cells[] = [];
    try {
      for (const child of this.tree.children) cells.push(...(await this.cellsOf(child)));
    } catch (error) {
      failed({ from: 0, to: this.rows, why: damageText(error) });
      return;
    }
    for (const [from, to] of goodRows(this.rows, this.bad)) {
      let rows: unknown[][] = [];
      for (let row = from; row < to; ) {
        try {
          rows.push(cells.map((cell) => cell.at(row)));
          row++;
        } catch (error) {
          // One page is lost with all of its rows, those of other columns too: half a row would be another record.
          const end = Math.min(to, error instanceof DamagedPage ? error.to : row + 1);
          failed({ from: row, to: end, why: damageText(error) });
          row = end;
        }
        if (rows.length < ROWS_AT_A_TIME) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    }
  }

  /** A cell for each row of one top-level column; none where the group does not have it. */
  private async cellsOf(child: SchemaTree): Promise<Cells[]> {
    const own = this.columns.filter((column) => column.meta.path_in_schema[0] === child.element.name);
    const [first] = own;
    if (first === undefined) return [];
    if (isFlatColumn(first.path)) {
      const isKept = this.kept + first.pages.dictionaryBytes <= MAX_KEPT_DICTIONARIES;
      if (isKept) this.kept += first.pages.dictionaryBytes;
      return [new FlatCells(first, isKept)];
    }
    const select = { groupStart: 0, selectStart: 0, selectEnd: this.rows, groupRows: this.rows };
    const asyncColumns = own.map((column) => {
      const view = new DataView(column.bytes.buffer);
      const read = readColumn({ view, offset: 0 }, select, decoderOf(column));
      return { pathInSchema: column.meta.path_in_schema, data: Promise.resolve(read) };
    });
    const group: AsyncRowGroup = { ...select, asyncColumns };
    const assembled = assembleAsync(group, { ...this.tree, children: [child] }, PARSERS);
    const rows = await asyncGroupToRows(assembled, 0, this.rows, undefined, 'array');
    return [{ at: (row) => (rows[row] as unknown[] | undefined)?.[0] }];
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
