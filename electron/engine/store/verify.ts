/**
 * Recomputes everything that a case claims about itself: the content of every file against its SHA-256, the ledger's
 * sums, every event's id against its bytes or native id, and the column segments against the open rows. SQLite's own
 * integrity check passes most changes of data, so it is only the first step.
 */
import { createHash } from 'node:crypto';
import { SOURCE_TYPES } from '../../../shared/events/event.ts';
import { utf16ToUtf8 } from '../../../shared/importers/kit/utf16.ts';

import type { CaseStore } from './case-store.ts';
import { contentHash } from './content-hash.ts';
import { contentKey } from './content-key.ts';
import { saidDigest } from './said.ts';
import {
  loadColumn,
  SEGMENT_COLUMN_NAMES,
  type SegmentColumn,
  segmentsOfRows,
  sqlOfColumn,
} from './segments.ts';
import { bytesClosed, type SourceRecord } from './source-files.ts';
import { type StateDigest, sealedRows, stateDigest } from './state-digest.ts';
import { loadOrder, orderedRows } from './stored-order.ts';
import { orderOfCase } from './time-order.ts';
import { bytesHalf, conflictHalf, contentHalf, nativeHalf, type Uid, uidOf } from './uid-index.ts';

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
  /** Hash of the last entry of the custody log. */
  readonly custodyHead: string;
  /** One hash of everything that the evidence says (content-hash.ts); null when a check failed. */
  readonly contentHash: string | null;
}

/** `noted`: a head of the custody log that was written down elsewhere, or null. */
export function verifyCase(store: CaseStore, noted: string | null = null): VerifyReport {
  const checks = [
    check('database', () => database(store)),
    check('contents', () => contents(store)),
    check('ledgers', () => ledgers(store)),
    check('events', () => events(store)),
    check('columns', () => segments(store)),
    check('seals', () => seals(store)),
    check('custody', () => custody(store, noted)),
    check('state', () => state(store)),
    check('decisions', () => decisions(store)),
  ];
  const ok = checks.every((one) => one.ok);
  return { ok, checks, custodyHead: store.custody.head, contentHash: ok ? contentHash(store) : null };
}

/** A case that was tampered with may break what reads it: that is an answer too. */
function check(name: string, run: () => Check): Check {
  try {
    return run();
  } catch (error) {
    return bad(name, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
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
    if (!mayHave(uid.toString('hex'), store, row, nativeId, asRead(bytes, view.files.get(file))))
      return bad(name, `row ${row} is not the record at its place`);
    // The id of a record with a native id does not cover its bytes, but the id must stand in them.
    if (nativeId !== null && !holds(bytes, nativeId))
      return bad(name, `row ${row}: its bytes do not hold its native id`);
  }
  return { name, ok: true, detail: `${next} events are the records at their places` };
}

/** The bytes that an id is made of: records of a UTF-16 file count in UTF-8, so that they equal those of any other copy. */
function asRead(bytes: Buffer, file: SourceRecord | undefined): Buffer {
  return file === undefined || file.encoding === 'utf-8'
    ? bytes
    : Buffer.from(utf16ToUtf8(bytes, file.encoding));
}

/** Records that one transport record may hold, at most. */
const MAX_PARTS = 10_001;

/** Whether an event may have its id: from its native id or its bytes (and its part of them), and from what was read. */
function mayHave(id: Uid, store: CaseStore, row: number, nativeId: string | null, bytes: Buffer): boolean {
  const event = store.events.stored(store.snapshot, row);
  const { source } = event;
  const second = contentHalf(source, nativeId, contentKey(event));
  if (nativeId !== null && uidOf(nativeHalf(source, nativeId), second) === id) return true;
  if (nativeId === null && id.endsWith(uidOf('', second)))
    for (let part = 0; part < MAX_PARTS; part++)
      if (uidOf(bytesHalf(bytes, part), second) === id) return true;
  return uidOf(nativeHalf(source, nativeId ?? ''), conflictHalf(saidDigest(event))) === id;
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
      db.prepare(`SELECT ${sqlOfColumn(column)} FROM event ORDER BY row`).pluck(),
      column,
      values,
    );
    if (row >= 0) return bad(name, `column ${column} differs from the rows at row ${row}`);
  }
  const place = misplaced(store);
  if (place >= 0)
    return bad(name, `the stored order by time differs from that of the rows at place ${place}`);
  return {
    name,
    ok: true,
    detail: `${SEGMENT_COLUMN_NAMES.length} columns of ${size} rows equal the open rows`,
  };
}

/** First place at which the stored order is not that of the times as they were read, or -1. */
function misplaced(store: CaseStore): number {
  const { db } = store.connection;
  const { size, files } = store.snapshot;
  if (orderedRows(db) !== size) return -1;
  const column = (name: SegmentColumn): ArrayLike<number> => loadColumn(db, name, size);
  const [ts, source, record, file] = [column('ts'), column('source'), column('record'), column('file')];
  const order = orderOfCase({ ts: ts as Float64Array, source, record, file }, files);
  const stored = loadOrder(db, size, Math.max(0, ...files.keys()));
  return order.findIndex((row, place) => stored?.[place] !== row);
}

function seals(store: CaseStore): Check {
  const name = 'seals';
  const { db } = store.connection;
  const sealed = db.prepare('SELECT first, rows, sha256 FROM seal ORDER BY first').raw().all() as [
    number,
    number,
    string,
  ][];
  let first = 0;
  let segment = 0;
  for (const builder of segmentsOfRows(
    db,
    0,
    sealed.map(([, rows]) => rows),
  )) {
    const { rows, seal } = builder.take();
    const expected = sealed[segment++];
    if (expected?.[0] !== first || expected[1] !== rows || expected[2] !== seal)
      return bad(name, `rows ${first} to ${first + rows - 1} are not those that were sealed`);
    first += rows;
  }
  if (segment !== sealed.length) return bad(name, `row ${first} and those behind it are missing`);
  return { name, ok: true, detail: `${segment} segments of ${first} rows are as they were sealed` };
}

function custody(store: CaseStore, noted: string | null): Check {
  const name = 'custody';
  const problem = store.custody.problem(noted);
  if (problem !== null) return bad(name, problem);
  const { head } = store.custody;
  const against = noted === null ? 'not compared with a head noted elsewhere' : 'the noted head is in it';
  return { name, ok: true, detail: `${store.custody.all().length} entries, head ${head}, ${against}` };
}

/** The tables against what the last entry of the custody log says they were. */
function state(store: CaseStore): Check {
  const name = 'state';
  const { db } = store.connection;
  const last = store.custody.all().findLast(({ entry }) => entry.details.state !== undefined);
  if (last === undefined) return { name, ok: true, detail: 'nothing was imported yet' };
  const said = last.entry.details.state as StateDigest;
  const { seq } = last.entry;
  const sealed = sealedRows(db, said.rows);
  if (sealed.rows !== said.rows || sealed.segments !== said.segments)
    return bad(name, `the events are not those of custody entry ${seq}`);
  const unfinished = store.runs.all().find((run) => run.ended === null);
  if (unfinished !== undefined)
    return {
      name,
      ok: true,
      detail: `${said.rows} events as custody entry ${seq} says; import ${unfinished.id} never ended: import its files again, which completes it`,
    };
  const now = stateDigest(db);
  const differs = (Object.keys(said) as (keyof StateDigest)[]).find((key) => said[key] !== now[key]);
  if (differs !== undefined) return bad(name, `${differs} differ from what custody entry ${seq} says`);
  return { name, ok: true, detail: `every table is as custody entry ${seq} says` };
}

/** The analyst's decisions against the custody entry of the last one. */
function decisions(store: CaseStore): Check {
  const name = 'decisions';
  const last = store.custody.all().findLast(({ entry }) => entry.details.decisions !== undefined);
  const all = store.decisions.all();
  if (last === undefined && all.length > 0) return bad(name, 'the custody log tells of no decision');
  if (last !== undefined && last.entry.details.decisions !== store.decisions.digest)
    return bad(name, `the decisions are not those of custody entry ${last.entry.seq}`);
  return { name, ok: true, detail: `${all.length} decisions of the analyst are as the custody log says` };
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
