/**
 * What waits for the next transaction. Each commit waits for the disk, so small files share one: their rows, raw
 * bytes and ledgers still enter together or not at all.
 */
import type { Appender } from '../store/append.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { StoredFact } from '../store/facts.ts';
import type { PackedBlock, RawBlockInserter } from '../store/raw-blocks.ts';

/** Finished files per transaction at most. */
const MAX_FILES = 32;
/** Raw bytes, before compression, that may wait. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

export class Batch {
  readonly appender: Appender;
  private readonly store: CaseStore;
  private readonly rawInserter: RawBlockInserter;
  private facts: StoredFact[] = [];
  private raw: { readonly file: number; readonly block: PackedBlock }[] = [];
  private rawBytes = 0;
  private files: (() => void)[] = [];

  constructor(store: CaseStore, appender: Appender) {
    this.store = store;
    this.appender = appender;
    this.rawInserter = store.rawInserter();
  }

  /** Whether enough waits for a transaction. */
  get due(): boolean {
    return this.appender.due || this.rawBytes > MAX_WAITING_BYTES;
  }

  addFacts(facts: readonly StoredFact[]): void {
    this.facts.push(...facts);
  }

  addRaw(file: number, blocks: readonly PackedBlock[]): void {
    for (const block of blocks) {
      this.raw.push({ file, block });
      this.rawBytes += block.length;
    }
  }

  /** Takes what a finished file has left to write. */
  finish(write: () => void): void {
    this.files.push(write);
    if (this.due || this.files.length >= MAX_FILES) this.commit();
  }

  /** Writes everything that waits and, with it, what `also` writes. */
  commit(also: () => void = () => {}): void {
    const { files, facts, raw } = this;
    this.files = [];
    this.facts = [];
    this.raw = [];
    this.rawBytes = 0;
    this.store.transaction(() => {
      for (const write of files) write();
      this.store.facts.save(facts);
      also();
      for (const { file, block } of raw) this.rawInserter.save(file, block);
      this.appender.flush(false);
    });
  }

  /** The last commit of an import: closes the segment too, so that the case is whole. */
  end(): void {
    this.commit();
    this.store.transaction(() => this.appender.flush(true));
  }
}
