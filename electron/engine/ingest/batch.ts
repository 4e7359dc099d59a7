/**
 * What waits for the next transaction. Each commit waits for the disk, so small files share one: their rows, raw
 * bytes and ledgers still enter together or not at all.
 */
import type { Appender } from '../store/append.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { StoredFact } from '../store/facts.ts';

/** Finished files per transaction at most; each may hold a block of raw bytes in memory. */
const MAX_FILES = 32;

export class Batch {
  readonly appender: Appender;
  private readonly store: CaseStore;
  /** Facts of lists (rosters, rotations) that wait to be written. */
  facts: StoredFact[] = [];
  private files: (() => void)[] = [];

  constructor(store: CaseStore, appender: Appender) {
    this.store = store;
    this.appender = appender;
  }

  /** Takes what a finished file has left to write. */
  finish(write: () => void): void {
    this.files.push(write);
    if (this.appender.due || this.files.length >= MAX_FILES) this.commit();
  }

  /** Writes everything that waits and, with it, what `also` writes. */
  commit(also: () => void = () => {}): void {
    const { files, facts } = this;
    this.files = [];
    this.facts = [];
    this.store.transaction(() => {
      for (const write of files) write();
      this.store.facts.save(facts);
      also();
      this.appender.flush(false);
    });
  }

  /** The last commit of an import: closes the segment too, so that the case is whole. */
  end(): void {
    this.commit();
    this.store.transaction(() => this.appender.flush(true));
  }
}
