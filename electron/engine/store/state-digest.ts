/**
 * The case's content as a few hashes, for the custody log: whoever changes a row, a text, a ledger or a place later
 * changes one of them. Only what imports and clock corrections write is covered, so nothing else moves them.
 */
import { createHash } from 'node:crypto';
import type { Db } from './open.ts';

/** SHA-256 each, lower-case hex. */
export interface StateDigest {
  /** Events; `segments` covers exactly these rows. */
  readonly rows: number;
  readonly segments: string;
  /** Texts and actors that the rows point to. */
  readonly dictionary: string;
  readonly files: string;
  readonly issues: string;
  readonly duplicates: string;
  readonly facts: string;
  readonly clock: string;
  readonly runs: string;
}

const TABLES = {
  dictionary:
    'SELECT kind, code, text FROM value UNION ALL SELECT -1, code, json_array(source, type, native_id, name, email, aliases) FROM actor ORDER BY 1, 2',
  files: 'SELECT * FROM source_file ORDER BY id',
  issues: 'SELECT * FROM issue ORDER BY file, code',
  duplicates: 'SELECT * FROM duplicate ORDER BY row, file, record',
  facts: 'SELECT * FROM fact ORDER BY file, record',
  clock: 'SELECT * FROM time_rule ORDER BY id',
  runs: 'SELECT id, started_us, product, versions, importers, host, host_zone, user, examiner, arguments FROM run ORDER BY id',
} as const;

/** Reads the whole tables: call at the end of an import, not for each batch. */
export function stateDigest(db: Db): StateDigest {
  const { rows, segments } = sealedRows(db, null);
  const digests = Object.fromEntries(
    Object.entries(TABLES).map(([name, select]) => [name, digestOf(db, select)]),
  ) as Record<keyof typeof TABLES, string>;
  return { rows, segments, ...digests };
}

/** Hash of the seals of the first rows; `upTo` null: of all. The number of rows they cover may be less than asked for. */
export function sealedRows(db: Db, upTo: number | null): { rows: number; segments: string } {
  const hash = createHash('sha256');
  let rows = 0;
  const select = db.prepare('SELECT first, rows, sha256 FROM seal ORDER BY first').raw();
  for (const [first, count, sha256] of select.iterate() as IterableIterator<[number, number, string]>) {
    if (upTo !== null && first + count > upTo) break;
    hash.update(`${first} ${count} ${sha256}\n`);
    rows = first + count;
  }
  return { rows, segments: hash.digest('hex') };
}

/** Rows joined before they are hashed: a call costs more than a row. */
const ROWS_PER_UPDATE = 1000;

function digestOf(db: Db, select: string): string {
  const hash = createHash('sha256');
  let waiting: string[] = [];
  for (const row of db.prepare(select).raw().iterate()) {
    waiting.push(JSON.stringify(row));
    if (waiting.length < ROWS_PER_UPDATE) continue;
    hash.update(`${waiting.join('\n')}\n`);
    waiting = [];
  }
  return hash.update(waiting.length === 0 ? '' : `${waiting.join('\n')}\n`).digest('hex');
}
