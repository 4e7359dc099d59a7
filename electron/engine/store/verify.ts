/**
 * Recomputes everything that a case claims about itself: the content of every file against its SHA-256, the ledger's
 * sums, every event's id against its bytes or native id, and the column segments against the open rows. SQLite's own
 * integrity check passes most changes of data, so it is only the first step.
 */
import { createHash } from 'node:crypto';
import { SOURCE_TYPES } from '../../../shared/events/event.ts';
import { contentKey } from './append.ts';
import type { CaseStore } from './case-store.ts';
import { loadColumn, SEGMENT_COLUMN_NAMES, SEGMENT_COLUMNS, type SegmentColumn } from './segments.ts';
import { bytesClosed, type SourceRecord } from './source-files.ts';
import { uidOfBytes, uidOfConflict, uidOfNativeId } from './uid-index.ts';

/** Importer of Throughline's own exports, whose events bring their ids along. */
const OWN_EXPORT = 'throughline:events';

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was compared, with numbers; for a failure the first thing that does not match. */
  readonly detail: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export function verifyCase(store: CaseStore): VerifyReport {
  const checks = [database(store), contents(store), ledgers(store), events(store), segments(store)];
  return { ok: checks.every((check) => check.ok), checks };
}

function database(store: CaseStore): Check {
  const result = String(store.connection.db.pragma('integrity_check(1)', { simple: true }));
  return {
    name: 'database',
    ok: result === 'ok',
    detail: result === 'ok' ? 'the SQLite file is well formed' : result,
  };
}

function contents(store: CaseStore): Check {
  const name = 'contents';
  let files = 0;
  let bytes = 0;
  for (const [id, file] of store.files.all()) {
    if (file.importer === null || file.contentSha256 === '') continue;
    const hash = createHash('sha256');
    let next = 0;
    for (const block of store.raw.blocks(id)) {
      if (block.offset !== next)
        return bad(name, `${file.path}: bytes ${next} to ${block.offset} are missing`);
      hash.update(block.bytes);
      next += block.bytes.length;
    }
    const digest = hash.digest('hex');
    if (next !== file.contentBytes || digest !== (file.storedSha256 ?? file.contentSha256)) {
      return bad(
        name,
        `${file.path}: the stored content hashes to ${digest}, the import saw ${file.contentSha256}`,
      );
    }
    files++;
    bytes += next;
  }
  return { name, ok: true, detail: `${files} files, ${bytes} bytes hash to what the import saw` };
}

function ledgers(store: CaseStore): Check {
  const name = 'ledgers';
  const { db } = store.connection;
  const countEvents = db.prepare('SELECT count(*) FROM event WHERE file = ?').pluck();
  const countDuplicates = db.prepare('SELECT count(*) FROM duplicate WHERE file = ?').pluck();
  let records = 0;
  for (const [id, file] of store.files.all()) {
    const problem = ledgerProblem(file, countEvents.get(id) as number, countDuplicates.get(id) as number);
    if (problem) return bad(name, `${file.path}: ${problem}`);
    records += file.records;
  }
  return { name, ok: true, detail: `${records} records are events, duplicates, rejected or ignored` };
}

function ledgerProblem(file: SourceRecord, events: number, duplicates: number): string | null {
  if (file.records !== file.events + file.duplicates + file.rejected + file.ignored)
    return 'the ledger does not close';
  if (file.status === 'complete' && !bytesClosed(file) && file.importer !== null)
    return 'the ledger does not close by bytes';
  if (file.status === 'partial' && file.ended === null) return null; // interrupted: its last batch may be newer than its ledger
  if (events !== file.events) return `${events} events stand in the case, the ledger says ${file.events}`;
  if (duplicates !== file.duplicates)
    return `${duplicates} duplicates stand in the case, the ledger says ${file.duplicates}`;
  return null;
}

type EventCells = [
  row: number,
  uid: Buffer,
  nativeId: string | null,
  source: number,
  file: number,
  offset: number,
  length: number,
];

function events(store: CaseStore): Check {
  const name = 'events';
  const select = store.connection.db
    .prepare('SELECT row, uid, native_id, source, file, offset, length FROM event ORDER BY row')
    .raw();
  const view = store.snapshot;
  const stated = new Set([...view.files].flatMap(([id, file]) => (file.importer === OWN_EXPORT ? [id] : [])));
  let next = 0;
  for (const cells of select.iterate() as IterableIterator<EventCells>) {
    const [row, uid, nativeId, sourceCode, file, offset, length] = cells;
    if (row !== next) return bad(name, `row ${next} is missing`);
    next++;
    const source = SOURCE_TYPES[sourceCode];
    if (!source) return bad(name, `row ${row} has an unknown source`);
    const bytes = store.raw.read(file, offset, length);
    if (bytes.length !== length) return bad(name, `the bytes of row ${row} are not in the case`);
    if (stated.has(file)) {
      if (!bytes.includes(uid.toString('hex'))) return bad(name, `row ${row}: its bytes do not hold its id`);
      continue;
    }
    if (!idsOf(store, row, nativeId, bytes).includes(uid.toString('hex')))
      return bad(name, `row ${row} is not the record at its place`);
    // The id of a record with a native id does not cover its bytes, but the id must stand in them.
    if (nativeId !== null && !holds(bytes, nativeId))
      return bad(name, `row ${row}: its bytes do not hold its native id`);
  }
  return { name, ok: true, detail: `${next} events are the records at their places` };
}

/** Records that one transport record may hold, at most. */
const MAX_PARTS = 10_001;

/** The ids that an event may have: from its native id and content, or from its bytes (and its part of them). */
function idsOf(store: CaseStore, row: number, nativeId: string | null, bytes: Buffer): string[] {
  const event = store.events.stored(store.snapshot, row);
  if (nativeId !== null)
    return [
      uidOfNativeId(event.source, nativeId, contentKey(event)),
      uidOfConflict(event.source, nativeId, bytes),
    ];
  const own = uidOfBytes(bytes);
  if (own === event.id) return [own];
  for (let part = 1; part < MAX_PARTS; part++) if (uidOfBytes(bytes, part) === event.id) return [event.id];
  return [own];
}

/** JSON may write a character as an escape, and UTF-16 any character as two bytes: then the text is looked at. */
function holds(bytes: Buffer, nativeId: string): boolean {
  if (bytes.includes(nativeId) || bytes.includes(nativeId, 0, 'utf16le')) return true;
  if (bytes.includes(Buffer.from(nativeId, 'utf16le').swap16())) return true;
  return bytes.includes(JSON.stringify(nativeId).slice(1, -1)) || bytes.includes('\\u');
}

function segments(store: CaseStore): Check {
  const name = 'columns';
  const { size } = store.snapshot;
  const { db } = store.connection;
  for (const column of SEGMENT_COLUMN_NAMES) {
    const values = loadColumn(db, column, size);
    const row = firstDifference(
      db.prepare(`SELECT ${sqlOf(column)} FROM event ORDER BY row`).pluck(),
      column,
      values,
    );
    if (row >= 0) return bad(name, `column ${column} differs from the rows at row ${row}`);
  }
  return {
    name,
    ok: true,
    detail: `${SEGMENT_COLUMN_NAMES.length} columns of ${size} rows equal the open rows`,
  };
}

function sqlOf(column: SegmentColumn): string {
  const sql = SEGMENT_COLUMNS[column];
  return sql === 'uid_hi' || sql === 'uid_lo' ? 'uid' : sql;
}

function firstDifference(
  select: { iterate(): IterableIterator<unknown> },
  column: SegmentColumn,
  values: ArrayLike<number>,
): number {
  let row = 0;
  for (const cell of select.iterate() as IterableIterator<number | Buffer | null>) {
    const stored = values[row]!;
    const expected = cell instanceof Buffer ? cell.readUInt32BE(column === 'uidHi' ? 0 : 4) : cell;
    const equal = expected === null ? Number.isNaN(stored) || stored === 0 : stored === expected;
    if (!equal) return row;
    row++;
  }
  return -1;
}

function bad(name: string, detail: string): Check {
  return { name, ok: false, detail };
}
