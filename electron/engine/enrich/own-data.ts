/**
 * Databases that the analyst brings, named by two environment variables: `THROUGHLINE_MMDB` (one or more .mmdb files,
 * separated like PATH) and `THROUGHLINE_TOR_EXITS` (one list). Their answers win over those of the shipped ones. A file
 * that cannot be used is a sentence in every answer and never the end of the engine.
 */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { basename, delimiter } from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import { fail, ok, type Result } from '../../../shared/base/result.ts';
import type { AddressSource } from '../../../shared/events/origin.ts';
import { Mmdb } from './mmdb.ts';
import { readTorExits, type TorExits } from './tor-exits.ts';

/** Where the analyst's files lie. */
export interface OwnPaths {
  readonly mmdb: readonly string[];
  readonly torExits: string | null;
}

/** Name of a database and what tells its state apart from others: the version of a package, the hash of a file. */
export type Origin = Pick<AddressSource, 'name' | 'version'>;

export interface OwnMmdb {
  readonly origin: Origin;
  readonly database: Mmdb;
}

export interface OwnTorExits extends TorExits {
  readonly origin: Origin;
}

export interface OwnData {
  readonly databases: readonly OwnMmdb[];
  /** Of databases that could not be opened. */
  readonly failures: readonly Failure[];
  readonly torExits: OwnTorExits | null;
  readonly torFailure: Failure | null;
}

const MMDB = 'THROUGHLINE_MMDB';
const TOR_EXITS = 'THROUGHLINE_TOR_EXITS';
/** Files are held in memory; the largest databases that are sold stay below the first, every list far below the second. */
const MAX_MMDB_BYTES = 1 << 30;
const MAX_LIST_BYTES = 64 << 20;

export function ownPaths(env: Readonly<Record<string, string | undefined>>): OwnPaths {
  const mmdb = (env[MMDB] ?? '').split(delimiter).filter((path) => path !== '');
  return { mmdb, torExits: env[TOR_EXITS] || null };
}

/** Opens what can be opened; what cannot is a failure in words. */
export function openOwnData({ mmdb, torExits }: OwnPaths): OwnData {
  const opened = mmdb.map((path) => attempt(() => openMmdb(path)));
  const list = torExits === null ? null : attempt(() => openTorExits(torExits));
  return {
    databases: opened.flatMap((result) => (result.ok ? result.value : [])),
    failures: opened.flatMap((result) => (result.ok ? [] : result.error)),
    torExits: list?.ok ? list.value : null,
    torFailure: list === null || list.ok ? null : list.error,
  };
}

function attempt<T>(open: () => T): Result<T, Failure> {
  try {
    return ok(open());
  } catch (error) {
    if (error instanceof Failure) return fail(error);
    throw error;
  }
}

function openMmdb(path: string): OwnMmdb {
  const { bytes, origin } = readOnce(path, MMDB, MAX_MMDB_BYTES);
  try {
    return { origin, database: new Mmdb(bytes) };
  } catch (error) {
    throw unusable(path, MMDB, `it is no whole MMDB database (${wordsOf(error)})`);
  }
}

function openTorExits(path: string): OwnTorExits {
  const { bytes, origin } = readOnce(path, TOR_EXITS, MAX_LIST_BYTES);
  const list = readTorExits(bytes.toString('utf8'));
  if (list.addresses.size === 0) throw unusable(path, TOR_EXITS, 'no line of it is an address');
  return { origin, ...list };
}

/** The bytes that are used are the bytes that are hashed: the file is read once. */
function readOnce(path: string, variable: string, limit: number): { origin: Origin; bytes: Buffer } {
  let bytes: Buffer;
  try {
    // A named pipe must not hold the engine until someone writes to it.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) throw unusable(path, variable, 'it is not a file');
      if (stat.size > limit) throw unusable(path, variable, `it is larger than ${limit >> 20} MiB`);
      bytes = readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unusable(path, variable, wordsOf(error));
  }
  const version = `SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`;
  return { origin: { name: basename(path), version }, bytes };
}

function unusable(path: string, variable: string, why: string): Failure {
  return new Failure(
    'file.unreadable',
    `${path} cannot be used: ${why}; the case and the shipped databases are untouched`,
    `mend the file or correct ${variable}, and start again`,
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
