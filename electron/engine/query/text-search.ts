/**
 * The running search for free text: distinct values are looked through at once, raw content by threads meanwhile. What is
 * found is kept, so that any question about the text is answered from it, finished or not. The newest question wins: a
 * search for another text waits until it is asked about again.
 */
import { Failure } from '../../../shared/base/failure.ts';
import type { Searched, TextProgress } from '../../../shared/ipc/text-methods.ts';
import type { CaseStore } from '../store/case-store.ts';
import { piecesOf, type ScanPiece } from '../store/raw-scan.ts';
import type { Snapshot } from '../store/snapshot.ts';
import { markRows, Positions } from './positions.ts';
import { RawSearch } from './raw-search.ts';
import { markValues, rawRuns } from './text-hits.ts';

/** Milliseconds that a first answer waits for a search that may soon be over. */
const PATIENCE_MS = 100;
/** Milliseconds between two messages of progress. */
const PROGRESS_MS = 500;
/** Texts whose hits are kept: a bit per row each. */
const MOST_TEXTS = 12;

/** One text: what was found, and what was not looked through yet. */
interface Hunt {
  readonly text: string;
  readonly view: Snapshot;
  /** As in `Positions`. */
  readonly words: Uint32Array;
  readonly left: Set<ScanPiece>;
  readonly total: number;
  readonly began: number;
  scanned: number;
  /** By the analyst; nothing but `complete` goes on with it. */
  stopped: boolean;
  /** Why not everything can be looked through. */
  failure: Failure | null;
}

export class TextSearch {
  private readonly store: CaseStore;
  private readonly raw: RawSearch;
  private readonly onProgress: (progress: TextProgress) => void;
  private readonly hunts = new Map<string, Hunt>();
  /** Those of the newest question that are not over; the first of them runs. */
  private wanted: readonly Hunt[] = [];
  private running: Hunt | null = null;
  private told = 0;
  private waiting: (() => void)[] = [];

  constructor(store: CaseStore, onProgress: (progress: TextProgress) => void) {
    this.store = store;
    this.raw = new RawSearch(store.path);
    this.onProgress = onProgress;
  }

  /** Begins or goes on looking for the texts of a question; resolves when its first answer may be given. */
  async begin(texts: readonly string[]): Promise<void> {
    const hunts = this.want(texts);
    const left = Math.max(0, ...hunts.map(({ began }) => began + PATIENCE_MS - performance.now()));
    if (left > 0) await Promise.race([this.over(hunts), new Promise((resolve) => setTimeout(resolve, left))]);
  }

  /**
   * Looks for the texts to the end, also where that was stopped. False when it was stopped meanwhile, or gave way to a newer
   * question. @throws Failure when not everything can be looked through
   */
  async complete(texts: readonly string[]): Promise<boolean> {
    for (const text of texts) {
      const known = this.hunts.get(text);
      if (known?.failure) this.hunts.delete(text);
      else if (known) known.stopped = false;
    }
    const hunts = this.want(texts);
    await this.over(hunts);
    const failed = hunts.find(({ failure }) => failure !== null);
    if (failed) throw failed.failure;
    return hunts.every(isOver);
  }

  /** False when no search ran. */
  stop(): boolean {
    const stopped = this.wanted;
    for (const hunt of stopped) hunt.stopped = true;
    this.wanted = [];
    this.run();
    for (const hunt of stopped) this.tell(hunt);
    return stopped.length > 0;
  }

  /** What is known of a text; null when nobody asked for it. @throws Failure as `complete` */
  found(text: string): Positions | null {
    const hunt = this.hunts.get(text);
    if (!hunt || hunt.view !== this.store.snapshot) return null;
    if (hunt.failure) throw hunt.failure;
    return Positions.made(hunt.view.size, (words) => words.set(hunt.words));
  }

  /** How far the search for some texts is; null where it is over, or where nobody asked for them. */
  searched(texts: readonly string[]): Searched | null {
    const hunts = texts.flatMap((text) => this.hunts.get(text) ?? []);
    if (hunts.every(isOver)) return null;
    return {
      scanned: hunts.reduce((sum, { scanned }) => sum + scanned, 0),
      total: hunts.reduce((sum, { total }) => sum + total, 0),
      stopped: hunts.some((hunt) => this.isStopped(hunt)),
    };
  }

  /** Forgets everything: what the case says of values has changed. */
  reset(): void {
    this.hunts.clear();
    this.wanted = [];
    this.run();
  }

  close(): void {
    this.reset();
    this.raw.close();
  }

  private want(texts: readonly string[]): readonly Hunt[] {
    const hunts = texts.map((text) => this.huntFor(text));
    for (const text of this.hunts.keys()) {
      if (this.hunts.size <= MOST_TEXTS) break;
      if (!texts.includes(text)) this.hunts.delete(text);
    }
    const before = this.wanted;
    this.wanted = hunts.filter((hunt) => !isOver(hunt) && !hunt.stopped);
    this.run();
    for (const hunt of before) if (this.isStopped(hunt)) this.tell(hunt);
    this.wake();
    return hunts;
  }

  private huntFor(text: string): Hunt {
    const view = this.store.snapshot;
    const known = this.hunts.get(text);
    this.hunts.delete(text);
    if (known?.view === view) {
      this.hunts.set(text, known);
      return known;
    }
    const began = performance.now();
    const words = new Uint32Array(Math.ceil(view.size / 32));
    markValues(words, view, text);
    const left = new Set(piecesOf(rawRuns(this.store, view)));
    const total = [...left].reduce((sum, { from, to }) => sum + to - from, 0);
    const hunt: Hunt = {
      text,
      view,
      words,
      left,
      total,
      began,
      scanned: 0,
      stopped: false,
      failure: null,
    };
    this.hunts.set(text, hunt);
    return hunt;
  }

  /** Sees to it that the first wanted one runs, and no other. */
  private run(): void {
    const [next] = this.wanted;
    if (this.running === (next ?? null)) return;
    this.raw.cancel();
    this.running = next ?? null;
    this.wake();
    if (next === undefined) return;
    this.told = performance.now();
    this.raw.start(next.text, [...next.left], {
      onPiece: (piece, rows) => {
        markRows(next.words, rows, next.view.rank);
        next.left.delete(piece);
        next.scanned += piece.to - piece.from;
        if (!isOver(next) && performance.now() - this.told > PROGRESS_MS) this.tell(next);
      },
      onEnd: (error) => this.ended(next, error),
    });
  }

  private ended(hunt: Hunt, error: unknown): void {
    this.running = null;
    this.wanted = this.wanted.filter((other) => other !== hunt);
    if (error !== null) {
      hunt.stopped = true;
      hunt.failure = unreadable(error);
    }
    this.tell(hunt);
    this.run();
    this.wake();
  }

  private tell(hunt: Hunt): void {
    this.told = performance.now();
    const { text, scanned, total } = hunt;
    this.onProgress({ type: 'text.progress', text, scanned, total, stopped: this.isStopped(hunt) });
  }

  /** By the analyst, or because a newer question took its place. */
  private isStopped(hunt: Hunt): boolean {
    return !isOver(hunt) && !this.wanted.includes(hunt);
  }

  /** Resolves when all are over, or none of them goes on. */
  private async over(hunts: readonly Hunt[]): Promise<void> {
    while (hunts.some((hunt) => this.wanted.includes(hunt)))
      await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}

const isOver = ({ left }: Hunt): boolean => left.size === 0;

function unreadable(error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure(
    'case.damaged',
    `the raw records could not all be looked through: ${why}`,
    'verify the case, or restore it from a copy; filters by field still answer',
  );
}
