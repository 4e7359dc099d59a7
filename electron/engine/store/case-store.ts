/** An open case: the one place that holds its connection, and hands out readers and the writer. */

import { randomBytes, randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';
import { nowMicros } from '../../../shared/base/time.ts';
import { Appender } from './append.ts';
import { type Custodian, type CustodyAction, CustodyLog } from './custody.ts';
import { Decisions } from './decisions.ts';
import { type Dictionaries, loadDictionaries } from './dictionaries.ts';
import { EventRows } from './event-rows.ts';
import { Facts } from './facts.ts';
import { fingerprinter } from './fingerprint.ts';
import { Mappings } from './mappings.ts';
import { closeCase, createCase, type OpenCase, openCase, readOnlyFailure, sqliteVersion } from './open.ts';
import { RawBlockInserter, RawBlockReader } from './raw-blocks.ts';
import { Runs } from './runs.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { coveredRows, rebuildSegments } from './segments.ts';
import { Snapshot } from './snapshot.ts';
import { SourceFiles } from './source-files.ts';
import { stateDigest } from './state-digest.ts';
import { TimeRules } from './time-rules.ts';

export class CaseStore {
  readonly path: string;
  readonly readOnly: boolean;
  readonly events: EventRows;
  readonly raw: RawBlockReader;
  readonly files: SourceFiles;
  readonly facts: Facts;
  readonly mappings: Mappings;
  readonly runs: Runs;
  readonly custody: CustodyLog;
  readonly timeRules: TimeRules;
  readonly decisions: Decisions;
  /** Key of fingerprints of secrets, hex. */
  readonly fingerprintKey: string;
  private readonly open: OpenCase;
  private readonly dictionaries: Dictionaries;
  private current: Snapshot | null = null;

  /** @throws Failure when the file is no case, newer, damaged or locked. */
  static open(path: string): CaseStore {
    return new CaseStore(openCase(path));
  }

  /** @throws Failure when the file exists or its folder cannot be written. */
  static create(path: string, toolVersion: string): CaseStore {
    const open = createCase(path);
    const put = open.db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    put.run('case_id', randomUUID());
    put.run('created_us', String(nowMicros()));
    put.run('created_by', `throughline ${toolVersion}`);
    put.run('fingerprint_key', randomBytes(32).toString('hex'));
    return new CaseStore(open);
  }

  private constructor(open: OpenCase) {
    this.open = open;
    this.path = open.path;
    this.readOnly = open.readOnly;
    const { db } = open;
    const events = eventCount(open);
    // A crash in mid-import leaves rows whose segment was not closed yet.
    const covered = coveredRows(db);
    if (covered < events && open.readOnly) {
      db.close();
      throw new Failure(
        'case.read-only',
        `${open.path} was not closed cleanly and cannot be mended where it lies`,
        'copy it to a folder that you may write to and open it there; nothing in it is lost',
      );
    }
    if (covered < events) rebuildSegments(db, covered);
    this.dictionaries = loadDictionaries(db);
    this.events = new EventRows(db);
    this.raw = new RawBlockReader(db);
    this.files = new SourceFiles(db);
    this.facts = new Facts(db);
    this.mappings = new Mappings(db);
    this.runs = new Runs(db);
    this.custody = new CustodyLog(db);
    this.timeRules = new TimeRules(db);
    this.decisions = new Decisions(db);
    this.fingerprintKey = db
      .prepare("SELECT value FROM meta WHERE key = 'fingerprint_key'")
      .pluck()
      .get() as string;
  }

  /** See `ImportOptions.fingerprint`. */
  get fingerprint(): (secret: string) => string {
    return fingerprinter(this.fingerprintKey);
  }

  get name(): string {
    return basename(this.path).replace(/\.tline$/, '');
  }

  /** The case as it was when the last import ended. */
  get snapshot(): Snapshot {
    this.current ??= new Snapshot(
      this.open.db,
      this.dictionaries,
      coveredRows(this.open.db),
      this.files.all(),
      this.timeRules.all(),
      this.facts.all(),
      this.decisions.all(),
    );
    return this.current;
  }

  /** Makes the present `snapshot` see what the analyst decided: columns and postings stay, identities are resolved anew. */
  decided(): void {
    this.current?.decide(this.decisions.all());
  }

  /** Makes the next `snapshot` see what was imported. */
  refresh(): void {
    this.current = null;
  }

  /** Writes what the next opening would have to compute. Call when an import ended; what is in the case stays as it is. */
  settle(): void {
    if (!this.readOnly) this.transaction(() => this.snapshot.storeOrder());
  }

  appender(): Appender {
    if (this.readOnly) throw readOnlyFailure(this.path);
    return new Appender(this.open.db, this.dictionaries);
  }

  rawInserter(): RawBlockInserter {
    return new RawBlockInserter(this.open.db);
  }

  /** Runs `work` in one immediate transaction: all of it is in the file afterwards, or none. */
  transaction(work: () => void): void {
    this.open.db.transaction(work).immediate();
  }

  /**
   * Writes an entry of the custody log; nothing where the case cannot be written. `changes`: the content changed, so that
   * the entry carries the hashes of all tables.
   */
  log(
    who: Custodian,
    action: CustodyAction,
    details: Readonly<Record<string, unknown>>,
    changes: boolean,
  ): void {
    if (this.readOnly) return;
    this.transaction(() => {
      const state = changes ? { state: stateDigest(this.open.db) } : {};
      this.custody.append(who, nowMicros(), action, { ...details, ...state });
    });
  }

  versions(): { schema: number; sqlite: string } {
    return { schema: SCHEMA_VERSION, sqlite: sqliteVersion(this.open.db) };
  }

  /** Size of the case file in bytes (without what still stands in the write-ahead log). */
  get size(): number {
    return statSync(this.path).size;
  }

  /** The connection, for `verify` alone. */
  get connection(): OpenCase {
    return this.open;
  }

  close(): void {
    closeCase(this.open);
  }
}

function eventCount(open: OpenCase): number {
  return open.db.prepare('SELECT coalesce(max(row) + 1, 0) FROM event').pluck().get() as number;
}
