/**
 * Puts generated records into files as their vendors cut and name them, a file at a time, so that ten million records
 * need no more memory than ten thousand. Packing runs on the thread pool beside the writing of the next records.
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

export type Log =
  | 'cloudtrail'
  | 'okta'
  | 'jira'
  | 'confluence'
  | 'jira-access'
  | 'confluence-access'
  | 'flows';

/** One record of a log. `time`: UTC milliseconds. */
export interface Entry {
  /** Where a log has a folder for each account, the account stands behind a slash. */
  readonly log: Log | `${Log}/${string}`;
  readonly time: number;
  readonly text: string;
}

/** How a log is cut into files. */
export interface Cut {
  /** Relative path of the `n`-th file of an account, whose first record is of `time`. */
  readonly path: (time: number, n: number, account: string) => string;
  /** What stands before the first record, between two and behind the last. */
  readonly around: readonly [head: string, between: string, tail: string];
  /** Records a file at most, or a file for each day. */
  readonly full: number | 'daily';
}

/** `bytes`: of the records' text and what stands around it, before packing. */
export interface Made {
  records: number;
  bytes: number;
  files: number;
}

const FLUSH = 4 << 20;
const IN_FLIGHT = 4;
const DAY_MS = 86_400_000;

/** The files of one log. Call `put` for each record, wait for what it answers, and `end` once. */
export class LogFiles {
  readonly made: Made = { records: 0, bytes: 0, files: 0 };
  private parts: string[] = [];
  private length = 0;
  private inFile = 0;
  private day = 0;
  private path = '';
  private fd: number | null = null;
  private readonly packing = new Set<Promise<void>>();

  private readonly folder: string;
  private readonly cut: Cut;

  constructor(folder: string, cut: Cut) {
    this.folder = folder;
    this.cut = cut;
  }

  /** Answers a promise where a file became full or much is in memory, else null. */
  put(entry: Entry): Promise<void> | null {
    const { full, around } = this.cut;
    const day = Math.floor(entry.time / DAY_MS);
    // Records are a little out of order: one that is older than midnight stays in the younger file.
    const over = full === 'daily' ? day > this.day : this.inFile >= full;
    const waiting = over && this.inFile > 0 ? this.finish() : null;
    if (this.inFile === 0) {
      this.path = join(
        this.folder,
        this.cut.path(entry.time, this.made.files++, entry.log.split('/')[1] ?? ''),
      );
      this.day = day;
      mkdirSync(dirname(this.path), { recursive: true });
    }
    this.add(this.inFile === 0 ? around[0] : around[1], entry.text);
    this.inFile++;
    this.made.records++;
    if (this.length > FLUSH && !this.path.endsWith('.gz')) this.flush();
    return waiting;
  }

  async end(): Promise<Made> {
    if (this.inFile > 0) await this.finish();
    await Promise.all(this.packing);
    return this.made;
  }

  private add(...texts: string[]): void {
    for (const text of texts) {
      this.parts.push(text);
      // All generated text is ASCII.
      this.length += text.length;
    }
  }

  private flush(): void {
    this.fd ??= openSync(this.path, 'w');
    writeSync(this.fd, this.parts.join(''));
    this.made.bytes += this.length;
    this.parts = [];
    this.length = 0;
  }

  private async finish(): Promise<void> {
    this.add(this.cut.around[2]);
    this.inFile = 0;
    const { path } = this;
    if (!path.endsWith('.gz')) {
      this.flush();
      closeSync(this.fd!);
      this.fd = null;
      return;
    }
    const text = Buffer.from(this.parts.join(''), 'latin1');
    this.made.bytes += text.length;
    this.parts = [];
    this.length = 0;
    const job: Promise<void> = pack(text).then((packed) => {
      writeFileSync(path, packed);
      this.packing.delete(job);
    });
    this.packing.add(job);
    if (this.packing.size >= IN_FLIGHT) await Promise.race(this.packing);
  }
}
