/** The beginning of a file as a table, for the dialog that maps its columns. */
import { Failure } from '../../../shared/base/failure.ts';
import type { RecordInput } from '../../../shared/importers/importer.ts';
import { valueIn } from '../../../shared/importers/kit/columns.ts';
import { delimitingOf, fitCells, parseCells } from '../../../shared/importers/kit/csv.ts';
import { columnsOf, guessMapping } from '../../../shared/importers/mapping.ts';
import type { FileHead } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import { Content } from './content.ts';
import { FileSource } from './file-source.ts';
import { readHead } from './read-file.ts';

/** A head with where the file lies; `name`: what the case calls it. */
export interface LocatedHead extends FileHead {
  readonly path: string;
  readonly name: string | null;
}

const MAX_ROWS = 20;
const MAX_CELL = 200;

/** @throws Failure when it cannot be read or is no table. */
export async function fileHead(path: string): Promise<FileHead> {
  const content = new Content(FileSource.open(path));
  try {
    const { head } = await readHead(content.chunks());
    const columns = columnsOf(head);
    if (columns.length < 2)
      throw new Failure(
        'usage',
        'this file is no table: it has neither a header row nor JSON records',
        'only delimited text with a header and JSON lines can be mapped',
      );
    const { delimiter, sepLine } = delimitingOf(head.lines);
    const records: RecordInput[] =
      head.records.length > 0
        ? head.records.map((value) => ({ framing: 'json', value }))
        : head.lines.slice(sepLine ? 2 : 1).flatMap((line): RecordInput[] => {
            const cells = fitCells(parseCells(line, delimiter), columns.length);
            return cells === null ? [] : [{ framing: 'csv', cells, header: columns }];
          });
    return {
      columns,
      rows: records
        .slice(0, MAX_ROWS)
        .map((record) => columns.map((column) => (valueIn(record, column) ?? '').slice(0, MAX_CELL))),
      guess: guessMapping(columns),
    };
  } finally {
    content.abandon();
  }
}

/**
 * Where a file of the case was read from, if it still lies there unchanged. A case from elsewhere could name any path:
 * without the very bytes whose hash it has, nothing of them is shown.
 * @throws Failure `file.not-found`
 */
export async function sourcePlace(
  store: CaseStore,
  sha256: string,
): Promise<{ readonly path: string; readonly name: string }> {
  const found = store.files.same(sha256);
  const path = found === null ? null : readFrom(found.record.options);
  if (found !== null && path !== null && (await hashOf(path)) === sha256)
    return { path, name: found.record.path };
  throw new Failure(
    'file.not-found',
    'the file does not lie where it was read from, or it changed',
    'import it again from where it is now, then map its columns',
  );
}

function readFrom(options: string): string | null {
  const parsed = JSON.parse(options) as { readonly readFrom?: unknown };
  return typeof parsed.readFrom === 'string' ? parsed.readFrom : null;
}

async function hashOf(path: string): Promise<string | null> {
  try {
    const content = new Content(FileSource.open(path));
    try {
      return await content.hashOnly(() => false);
    } finally {
      content.abandon();
    }
  } catch {
    // Gone or unreadable: for the caller the same as another file in its place.
    return null;
  }
}
