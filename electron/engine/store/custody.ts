/**
 * The custody log: who did what with the case, when, with which result. Append only and chained: the hash of an entry
 * covers the hash before it (after Schneier and Kelsey, "Secure Audit Logs", 1999). A chain shows every change in its
 * middle by itself; that its end was cut off shows only against a head that was written down elsewhere.
 */
import { hash } from 'node:crypto';
import { canonicalJson } from '../../../shared/base/canonical-json.ts';
import { wellFormed } from '../../../shared/base/text.ts';
import { formatMicros, type Micros } from '../../../shared/base/time.ts';
import type { Db } from './open.ts';

export type CustodyAction =
  | 'create'
  | 'open'
  | 'import'
  | 'verify'
  | 'export'
  | 'clock'
  | 'mapping'
  | 'decision';

/** Who acts: account of the operating system, and the name the examiner gave. */
export interface Custodian {
  readonly user: string;
  readonly examiner: string | null;
  /** IANA zone of the machine. */
  readonly zone: string;
  readonly tool: string;
}

export interface CustodyEntry {
  /** From 1, without a gap. */
  readonly seq: number;
  /** ISO 8601 UTC with microseconds. */
  readonly time: string;
  readonly zone: string;
  readonly user: string;
  readonly examiner: string | null;
  readonly tool: string;
  readonly action: CustodyAction;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Custody {
  readonly entry: CustodyEntry;
  /** SHA-256, lower-case hex. */
  readonly hash: string;
}

/** What the first entry is chained to. */
const GENESIS = '0'.repeat(64);

export class CustodyLog {
  private readonly insert;
  private readonly select;
  private readonly selectLast;

  constructor(db: Db) {
    this.insert = db.prepare('INSERT INTO custody (seq, entry, hash) VALUES (?, ?, ?)');
    this.select = db.prepare('SELECT seq, entry, hash FROM custody ORDER BY seq').raw();
    this.selectLast = db.prepare('SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1').raw();
  }

  /** Call in the transaction of what the entry tells. Answers the new head. */
  append(
    who: Custodian,
    time: Micros,
    action: CustodyAction,
    details: Readonly<Record<string, unknown>>,
  ): string {
    const [last, before] = (this.selectLast.get() as [number, string] | undefined) ?? [0, GENESIS];
    const { user, examiner, zone, tool } = who;
    const entry: CustodyEntry = {
      seq: last + 1,
      time: formatMicros(time),
      zone,
      user,
      examiner,
      tool,
      action,
      details,
    };
    const text = canonicalJson(wellFormedValues(entry));
    const next = hashOf(before, text);
    this.insert.run(entry.seq, text, next);
    return next;
  }

  /** Hash of the last entry: write it down or put it into the report. */
  get head(): string {
    return (this.selectLast.get() as [number, string] | undefined)?.[1] ?? GENESIS;
  }

  all(): Custody[] {
    return (this.select.all() as [number, string, string][]).map(([, text, hashed]) => ({
      entry: JSON.parse(text) as CustodyEntry,
      hash: hashed,
    }));
  }

  /** Null when the chain holds; otherwise the first entry that does not, in words. `noted`: a head that was written down. */
  problem(noted: string | null): string | null {
    let before = GENESIS;
    let expected = 1;
    let seen = noted === null || noted === GENESIS;
    for (const [seq, text, hashed] of this.select.iterate() as IterableIterator<[number, string, string]>) {
      if (seq !== expected) return `entry ${expected} is missing`;
      if (hashOf(before, text) !== hashed) return `entry ${seq} or its hash was changed`;
      const said = (JSON.parse(text) as CustodyEntry).seq;
      if (said !== seq) return `entry ${seq} says that it is entry ${said}`;
      before = hashed;
      expected++;
      seen ||= hashed === noted;
    }
    return seen
      ? null
      : `the noted head ${noted} is not in the log: its end was cut off, or it is another case`;
  }
}

function hashOf(before: string, text: string): string {
  return hash('sha256', before + text, 'hex');
}

/** Paths may hold half characters, which have no canonical form. */
function wellFormedValues<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? wellFormed(part) : part,
  ) as T;
}
