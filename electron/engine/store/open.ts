/**
 * The only file that meets the SQLite driver. A case file may come from a colleague or a suspect: its header is read
 * before SQLite sees it, and its schema must equal ours to the letter, since triggers and views in a hostile file run
 * even with `trusted_schema=OFF` (see ../../../ARCHITECTURE.md, Case files).
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Failure } from '../../../shared/base/failure.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';

export type Db = Database.Database;

export interface OpenCase {
  readonly db: Db;
  readonly path: string;
  /** True when the file or its folder cannot be written, so nothing can be imported. */
  readonly readOnly: boolean;
}

const MAGIC = 'SQLite format 3\0';

/** Creates a new case file. Fails when it exists, or when the folder cannot be written. */
export function createCase(path: string): OpenCase {
  if (existsSync(path)) {
    throw new Failure('case.exists', `${path} exists already`, 'open it, or choose another name');
  }
  if (!existsSync(dirname(path))) {
    throw new Failure('case.not-found', `the folder ${dirname(path)} does not exist`, 'create it first');
  }
  if (!hasWriteBit(dirname(path))) throw readOnlyFailure(dirname(path));
  // Made under another name and renamed when whole: a file with a case's name is a case, whenever the power goes.
  const unfinished = `${path}-new`;
  rmSync(unfinished, { force: true });
  try {
    writeSchema(unfinished);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw explainWriteError(path, error);
  }
  return { db: connect(path, false), path, readOnly: false };
}

function writeSchema(path: string): void {
  const db = new Database(path);
  try {
    db.transaction(() => {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      for (const statement of SCHEMA) db.exec(statement);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    })();
  } finally {
    db.close();
  }
}

/**
 * Opens a case file after checking that it is one. Falls back to reading only when it cannot be written. A file of
 * CHECKED_AT_ONCE or more is not read to its end for that: that is for `checkCase`, beside the work
 * on the case (see ../case-check.ts).
 */
export function openCase(path: string): OpenCase {
  checkHeader(path);
  if (writable(path)) rollBack(path);
  const probe = connect(path, true);
  try {
    checkSchema(path, probe);
    if (!isLarge(path)) refuseDamage(path, probe.pragma('quick_check(1)', { simple: true }));
  } catch (error) {
    probe.close();
    throw explainWriteError(path, error);
  }
  if (!writable(path)) return { db: probe, path, readOnly: true };
  probe.close();
  return { db: connect(path, false), path, readOnly: false };
}

/** One more look at a case that is open in this process already, for a thread. */
export function openReader(path: string): Db {
  return connect(path, true);
}

/** What a crash left half written only a connection that may write takes back; nothing but the first page is read here. */
function rollBack(path: string): void {
  if (!existsSync(`${path}-journal`)) return;
  const db = new Database(path, { fileMustExist: true, timeout: 2000 });
  try {
    db.pragma('schema_version');
  } catch (error) {
    throw explainWriteError(path, error);
  } finally {
    db.close();
  }
}

/** Bytes from which reading the whole file takes longer than one would wait for a window: 0.1 s or more. */
const CHECKED_AT_ONCE = 64 * 1024 * 1024;

/** Whether `openCase` leaves the check of the whole file to others. */
export function isLarge(path: string): boolean {
  return statSync(path).size >= CHECKED_AT_ONCE;
}

/**
 * Reads a case file to its end on a connection of its own, table by table. `cancelled` is asked between tables.
 * @throws Failure `case.damaged` in words
 */
export function checkCase(path: string, cancelled: () => boolean): void {
  const db = openReader(path);
  try {
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
    for (const table of tables as string[]) {
      if (cancelled()) return;
      refuseDamage(path, db.pragma(`quick_check('${table}')`, { simple: true }));
    }
  } catch (error) {
    throw explainWriteError(path, error);
  } finally {
    db.close();
  }
}

function refuseDamage(path: string, result: unknown): void {
  if (result === 'ok') return;
  throw new Failure('case.damaged', `${path} is damaged: ${String(result)}`, 'restore it from a copy');
}

/**
 * Closes so that one file remains: the write-ahead log is folded in and removed. The file leaves WAL mode, since a WAL
 * file cannot be opened from a read-only folder or medium.
 */
export function closeCase(open: OpenCase): void {
  try {
    if (!open.readOnly) open.db.pragma('journal_mode = DELETE');
  } catch (error) {
    // On a full disk the log cannot be folded in: it stays beside the case, and the next opening does it.
    if (!(error instanceof Database.SqliteError)) throw error;
  } finally {
    open.db.close();
  }
}

/** SQLite's version, for run records. */
export function sqliteVersion(db: Db): string {
  return db.prepare('SELECT sqlite_version()').pluck().get() as string;
}

function connect(path: string, readonly: boolean): Db {
  let db: Db;
  try {
    db = new Database(path, { readonly, fileMustExist: readonly, timeout: 2000 });
  } catch (error) {
    throw explainWriteError(path, error);
  }
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
    db.pragma('foreign_keys = ON');
    if (!readonly) {
      db.pragma('journal_mode = WAL');
      // WAL defaults to NORMAL here, which may lose an acknowledged commit at power failure.
      db.pragma('synchronous = FULL');
      db.pragma('fullfsync = ON');
      db.pragma('checkpoint_fullfsync = ON');
      // 64 MiB of log before it is folded in: an import would otherwise rewrite the same pages every 4 MiB.
      db.pragma('wal_autocheckpoint = 16384');
    }
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    db.close();
    throw explainWriteError(path, error);
  }
}

/** What can be told without SQLite: that the file is a case, of which format, and that its end is there. */
function checkHeader(path: string): void {
  let fd: number;
  try {
    // O_NONBLOCK: a FIFO in the place of a case must not hang the program.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw explainWriteError(path, error);
  }
  try {
    if (!fstatSync(fd).isFile()) throw notACase(path, 'it is not a regular file');
    const header = Buffer.alloc(100);
    if (readSync(fd, header, 0, 100, 0) < 100) throw notACase(path, 'it is too short');
    if (header.toString('latin1', 0, 16) !== MAGIC) throw notACase(path, 'it is not an SQLite file');
    if (header.readUInt32BE(68) !== APPLICATION_ID)
      throw notACase(path, 'another program made this SQLite file');
    const version = header.readUInt32BE(60);
    if (version > SCHEMA_VERSION) {
      throw new Failure(
        'case.newer-version',
        `${path} was made by a newer Throughline (case format ${version}, this one reads ${SCHEMA_VERSION})`,
        'open it with that version; the file was not touched',
      );
    }
    if (version < SCHEMA_VERSION) {
      // Ids, seals and the custody log of this format can only come from the evidence itself, not from older rows.
      throw new Failure(
        'case.older-version',
        `${path} was made by an older Throughline (case format ${version}, this one reads ${SCHEMA_VERSION})`,
        'import its files again into a new case; the old one was not touched and opens with the version that made it',
      );
    }
    checkLength(path, header, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

/** A file that was cut short says so in its header, unless its newest pages still stand in the log beside it. */
function checkLength(path: string, header: Buffer, bytes: number): void {
  if (existsSync(`${path}-wal`) || existsSync(`${path}-journal`)) return;
  // 1 stands for 65,536, which has no room in 16 bits.
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const expected = header.readUInt32BE(28) * pageBytes;
  if (bytes >= expected) return;
  throw new Failure(
    'case.damaged',
    `${path} is damaged: it ends after ${bytes} of ${expected} bytes`,
    'restore it from a copy',
  );
}

function checkSchema(path: string, db: Db): void {
  const found = db
    .prepare("SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY sql")
    .pluck()
    .all() as string[];
  const expected = [...SCHEMA].sort();
  if (found.length !== expected.length || found.some((sql, i) => sql !== expected[i])) {
    throw new Failure(
      'case.damaged',
      `${path} holds tables, views or triggers that no Throughline case has`,
      'do not trust this file; ask for the original and compare its SHA-256',
    );
  }
}

/**
 * Whether the case and its folder (the write-ahead log is a file beside it) may be written. Mode bits are respected
 * even for root, who would be let through: whoever took the write bit away meant it.
 */
function writable(path: string): boolean {
  return hasWriteBit(path) && hasWriteBit(dirname(path));
}

function hasWriteBit(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return process.platform === 'win32' || (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}

function notACase(path: string, why: string): Failure {
  return new Failure('case.not-a-case', `${path} is no Throughline case: ${why}`, 'choose a .tline file');
}

/** Turns what SQLite and the file system say into words; passes through what is already a Failure. */
export function explainWriteError(path: string, error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error) || !('code' in error)) return error;
  switch (String(error.code)) {
    case 'ENOENT':
      return new Failure(
        'case.not-found',
        `${path} does not exist`,
        'check the path, or create the case with import',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_READONLY_DIRECTORY':
      return readOnlyFailure(path);
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_CANTOPEN_ISDIR':
      return new Failure(
        'case.read-only',
        `${path} cannot be opened or created`,
        'check that its folder exists and can be written',
      );
    case 'SQLITE_BUSY':
      return new Failure(
        'case.locked',
        `${path} is in use by another program`,
        'close it there, then try again',
      );
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return new Failure(
        'disk.full',
        'the disk is full; everything up to the last batch is kept',
        'free space, open the case again and import again',
      );
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new Failure('case.damaged', `${path} is damaged: ${error.message}`, 'restore it from a copy');
    default:
      return error;
  }
}

export function readOnlyFailure(path: string): Failure {
  return new Failure(
    'case.read-only',
    `${path} cannot be written`,
    'copy the case to a folder that you may write to',
  );
}
