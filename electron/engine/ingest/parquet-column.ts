/** One column of a row group, decoded a page at a time. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { ColumnMetaData, Compressors, DecodedArray, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { compressors } from 'hyparquet-compressors';
import { relieve } from '../memory.ts';
import { checkPage, damageText } from './parquet-page.ts';
import { type ColumnPages, MAX_PAGE_BYTES, type PagePlace } from './parquet-pages.ts';
import { parsersOf } from './parquet-values.ts';

type ColumnDecoder = Parameters<typeof readPage>[2];

export interface Column {
  readonly meta: ColumnMetaData;
  readonly path: SchemaTree[];
  /** As they lie in the file; they begin where their buffer begins. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: ColumnPages;
}

export interface Cells {
  /** Rows may only be asked for in order. @throws DamagedPage */
  at(row: number): unknown;
}

/** Rows up to `to` of a page that cannot be decoded. */
export class DamagedPage extends Error {
  readonly to: number;

  constructor(to: number, why: string) {
    super(why);
    this.to = to;
  }
}

/** A column with one value for each row. */
export class FlatCells implements Cells {
  private readonly column: Column;
  private readonly decoder: ColumnDecoder;
  private readonly keepsDictionary: boolean;
  private dictionary: DecodedArray | undefined;
  private values: DecodedArray = [];
  private place: PagePlace = { at: 0, from: 0, to: 0 };
  private next = 0;

  constructor(column: Column, keepsDictionary: boolean) {
    this.column = column;
    this.decoder = decoderOf(column);
    this.keepsDictionary = keepsDictionary;
  }

  at(row: number): unknown {
    if (row >= this.place.to) this.load(row);
    const value: unknown = this.values[row - this.place.from];
    // A null is null; nothing at all stands where the dictionary has no such entry.
    if (value === undefined)
      throw new DamagedPage(row + 1, this.named('a value that its dictionary does not have'));
    return value;
  }

  private load(row: number): void {
    const { places } = this.column.pages;
    while (this.next < places.length && places[this.next]!.to <= row) this.next++;
    const place = places[this.next];
    if (place === undefined)
      throw new DamagedPage(Number.POSITIVE_INFINITY, this.named('rows without values'));
    try {
      const values = this.page(place.at, this.dictionary ?? this.readDictionary());
      if (values.length !== place.to - place.from) throw new Error('another number of values than it says');
      this.values = values;
      this.place = place;
      // A page of a million values leaves several times its size behind.
      relieve();
    } catch (error) {
      throw new DamagedPage(place.to, this.named(damageText(error)));
    }
  }

  private readDictionary(): DecodedArray | undefined {
    if (!this.column.pages.hasDictionary) return undefined;
    const dictionary = convert(this.page(0, undefined), this.decoder);
    if (this.keepsDictionary) this.dictionary = dictionary;
    return dictionary;
  }

  private page(at: number, dictionary: DecodedArray | undefined): DecodedArray {
    const reader = { view: new DataView(this.column.bytes.buffer), offset: at };
    const header = parquetHeader(reader);
    return readPage(reader, header, this.decoder, dictionary, undefined, 0).data ?? [];
  }

  private named(why: string): string {
    return `column ${this.column.meta.path_in_schema.join('.')}: ${why}`;
  }
}

/** What the library must know to decode a column. */
export function decoderOf({ meta, path, pages }: Column): ColumnDecoder {
  const { element } = path[path.length - 1]!;
  return {
    ...meta,
    pathInSchema: meta.path_in_schema,
    element,
    schemaPath: path,
    parsers: parsersOf(element),
    compressors: checked(pages),
    utf8: false,
  };
}

type Decompress = (input: Uint8Array, length: number) => Uint8Array;

/** Node's own decoders where it has them. */
const DECODERS: Readonly<Partial<Record<keyof Compressors, Decompress>>> = {
  ...compressors,
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

/** What comes out of a page is looked over before it is decoded. */
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
