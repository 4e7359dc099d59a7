/**
 * Parquet files as lines of JSON, one a row: the file's content, in which offsets count. Row groups are read one at a time
 * and decoded a slice at a time, so that memory stays bounded whatever the file says of itself. Rows that are damaged are
 * told and left out; the rows around them are read.
 * Specification: github.com/apache/parquet-format.
 */
import { type FileMetaData, parquetMetadata, parquetSchema } from 'hyparquet';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import { breathe } from './breath.ts';
import type { ByteSource } from './byte-source.ts';
import { Group, GroupLimit, type ReadAt } from './parquet-group.ts';
import { damageText } from './parquet-page.ts';
import { structEnd } from './parquet-thrift.ts';
import { rowLine } from './parquet-values.ts';

const MAGIC = 'PAR1';
/** Table of contents at the end of the file. */
const MAX_FOOTER_BYTES = 4 * 1024 * 1024;
const CHUNK_CHARACTERS = 262_144;
/** Damaged places told one by one; more are counted. */
const MAX_TOLD = 20;

/** A Parquet file inside an archive is held in memory, since its table of contents comes last. */
const MAX_MEMBER_BYTES = 64 * 1024 * 1024;

export interface ParquetEnd {
  /** `Parquet, 1200 rows in 2 row groups, read as JSON lines`. */
  readonly shape: string;
  readonly issues: readonly Issue[];
}

/**
 * Lines of whatever source begins with `first`. `next` reads it in order.
 * @param spend see parquetLines
 */
export async function* parquetContent(
  source: ByteSource,
  next: () => Promise<Buffer | null>,
  first: Buffer,
  spend: (bytes: number) => string | null,
): AsyncGenerator<Buffer, ParquetEnd> {
  if (source.readAt && source.size !== null)
    return yield* parquetLines((at, length) => source.readAt!(at, length), source.size, spend);
  const chunks = [first];
  let bytes = first.length;
  for (let chunk = await next(); chunk !== null; chunk = await next()) {
    bytes += chunk.length;
    if (bytes > MAX_MEMBER_BYTES) {
      const detail = `inside an archive it has more than ${MAX_MEMBER_BYTES} bytes: unpack it and import the file`;
      return {
        shape: 'Parquet inside an archive',
        issues: [{ code: 'parquet.limit', severity: 'data-loss', detail }],
      };
    }
    chunks.push(chunk);
  }
  const all = Buffer.concat(chunks);
  return yield* parquetLines((at, length) => all.subarray(at, at + length), all.length, spend);
}

/** `spend`: whether what came out so far may go on (null), or why not. */
export async function* parquetLines(
  read: ReadAt,
  size: number,
  spend: (bytes: number) => string | null,
): AsyncGenerator<Buffer, ParquetEnd> {
  const issues = new Problems();
  let metadata: FileMetaData;
  try {
    metadata = await readFooter(read, size);
  } catch (error) {
    if (error instanceof Failure) throw error;
    issues.corrupt(`its table of contents cannot be read, and no row without it: ${damageText(error)}`);
    return { shape: 'Parquet without a readable table of contents', issues: issues.all };
  }
  const groups = metadata.row_groups.length;
  const shape = `Parquet, ${metadata.num_rows} rows in ${groups} row group${groups === 1 ? '' : 's'}, read as JSON lines`;
  for (const [index, rowGroup] of metadata.row_groups.entries()) {
    const named = `row group ${index + 1} of ${groups}`;
    try {
      const group = await Group.open(rowGroup, parquetSchema(metadata), read, size);
      for (const bad of group.bad) issues.corrupt(`${named}, ${rowsText(bad)}: ${bad.why}`);
      for await (const chunk of linesOf(group, (bad) =>
        issues.corrupt(`${named}, ${rowsText(bad)}: ${bad.why}`),
      )) {
        const stop = spend(chunk.length);
        yield chunk;
        if (stop !== null) {
          issues.limit(`${named}: ${stop}`);
          return { shape, issues: issues.all };
        }
      }
    } catch (error) {
      // A medium that fails is no damage of the file.
      if (error instanceof Failure) throw error;
      if (error instanceof GroupLimit) issues.limit(`${named}: ${error.message}`);
      else issues.corrupt(`${named}: ${damageText(error)}`);
    }
  }
  return { shape, issues: issues.all };
}

async function* linesOf(
  group: Group,
  failed: (bad: { from: number; to: number; why: string }) => void,
): AsyncGenerator<Buffer> {
  const keys = group.names.map((name) => JSON.stringify(name));
  let text = '';
  for await (const rows of group.slices(failed)) {
    for (const row of rows) {
      text += rowLine(keys, row);
      if (text.length < CHUNK_CHARACTERS) continue;
      yield Buffer.from(text);
      text = '';
      await breathe();
    }
  }
  if (text !== '') yield Buffer.from(text);
}

/** @throws Error when the file has none, or one that makes no sense */
async function readFooter(read: ReadAt, size: number): Promise<FileMetaData> {
  if (size < 12) throw new Error('the file is too short');
  const tail = await read(size - 8, 8);
  const magic = tail.toString('latin1', 4);
  if (magic === 'PARE') throw new Error('it is encrypted');
  if (magic !== MAGIC) throw new Error('the file is cut off or its end is damaged');
  const length = tail.readUInt32LE(0);
  if (length > size - 12) throw new Error('it is longer than the file');
  if (length > MAX_FOOTER_BYTES)
    throw new Error(`it has ${length} bytes; more than ${MAX_FOOTER_BYTES} are not read`);
  const footer = await read(size - 8 - length, length + 8);
  structEnd(footer.subarray(0, length), 0);
  const metadata = parquetMetadata(new Uint8Array(footer), { geoparquet: false });
  // Made here, so that a schema that makes no sense is found before any row.
  parquetSchema(metadata);
  return metadata;
}

function rowsText({ from, to }: { from: number; to: number }): string {
  return to - from === 1 ? `row ${from + 1}` : `rows ${from + 1} to ${to}`;
}

class Problems {
  private readonly told: Issue[] = [];
  private untold = 0;

  get all(): readonly Issue[] {
    if (this.untold === 0) return this.told;
    const detail = `${this.untold} more damaged places`;
    return [...this.told, { code: 'parquet.corrupt', severity: 'data-loss', detail }];
  }

  corrupt(detail: string): void {
    this.add({ code: 'parquet.corrupt', severity: 'data-loss', detail });
  }

  limit(detail: string): void {
    this.add({ code: 'parquet.limit', severity: 'data-loss', detail });
  }

  private add(issue: Issue): void {
    if (this.told.length < MAX_TOLD) this.told.push(issue);
    else this.untold++;
  }
}
