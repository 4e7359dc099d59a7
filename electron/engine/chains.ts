/** Chains of the open case: computed in slices, so that other questions get their turn; the last one is kept. */
import type { Chain } from '../../shared/analysis/chain-types.ts';
import { chainSteps, computeChain } from '../../shared/analysis/correlate/chain.ts';
import type { ChainGrowing } from '../../shared/analysis/correlate/growth.ts';
import type { Decision } from '../../shared/analysis/decisions.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { ChainProgress, ComputedChain } from '../../shared/ipc/chain-methods.ts';
import { ChainMemory } from './query/chain-rows.ts';
import { rowOf } from './query/page.ts';
import type { CaseStore } from './store/case-store.ts';
import type { Snapshot } from './store/snapshot.ts';

/** Work between two turns of the event loop, in milliseconds: what a question of the window waits at most. */
const SLICE_MS = 15;
/** Milliseconds between two messages of progress. */
const PUSH_MS = 200;
/** Steps that progress shows. */
const FIRST_STEPS = 20;

interface Kept {
  readonly decisions: readonly Decision[];
  readonly seeds: string;
  readonly chain: ComputedChain;
}

interface Question {
  readonly view: Snapshot;
  readonly decisions: readonly Decision[];
  readonly seeds: string;
  readonly answer: Promise<ComputedChain>;
}

export class Chains {
  /** Whose rows `events.timeline` draws bright. */
  readonly rows = new ChainMemory();
  private readonly last = new WeakMap<Snapshot, Kept>();
  /** The question that is being answered; a newer one takes its place. */
  private running: Question | null = null;

  /** At one go. @throws Failure for seeds that cannot be read or that the case does not hold */
  now(view: Snapshot, seeds: readonly string[]): ComputedChain {
    const kept = this.kept(view, seeds);
    if (kept) return kept;
    const chain = computeChain(view, seeds);
    if (!chain.ok) throw chain.error;
    return this.keep(view, seeds, chain.value);
  }

  /**
   * In slices, with `onProgress` from the moment on when the seeds are found. A newer question ends the one before; the
   * same one asked again waits for the same answer.
   * @throws Failure as `now`; `chain.cancelled` when `cancel` or a newer question ended it
   */
  compute(
    store: CaseStore,
    seeds: readonly string[],
    onProgress: (progress: ChainProgress) => void,
  ): Promise<ComputedChain> {
    const view = store.snapshot;
    const asked = { view, decisions: view.decisions, seeds: JSON.stringify(seeds) };
    if (this.running && isSame(this.running, asked)) return this.running.answer;
    const kept = this.kept(view, seeds);
    if (kept) return Promise.resolve(kept);
    const question: Question = {
      ...asked,
      answer: this.work(store, seeds, onProgress, () => this.running === question),
    };
    this.running = question;
    // Whoever asked hears of a failure; here it only ends the work.
    const ended = (): void => {
      if (this.running === question) this.running = null;
    };
    question.answer.then(ended, ended);
    return question.answer;
  }

  private async work(
    store: CaseStore,
    seeds: readonly string[],
    onProgress: (progress: ChainProgress) => void,
    isWanted: () => boolean,
  ): Promise<ComputedChain> {
    const view = store.snapshot;
    const { decisions } = view;
    const steps = chainSteps(view, seeds);
    let pushed = Number.NEGATIVE_INFINITY;
    for (;;) {
      // First of all: whatever was asked before this chain has its turn before it.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (!isWanted()) throw cancelled();
      const step = slice(steps);
      if (step.done) {
        if (!step.value.ok) throw step.value.error;
        return view.decisions === decisions
          ? this.keep(view, seeds, step.value.value)
          : this.named(view, step.value.value);
      }
      if (performance.now() - pushed < PUSH_MS) continue;
      onProgress(progressOf(store, view, seeds, step.value));
      pushed = performance.now();
    }
  }

  /** Ends the chain that is being computed. False when there is none. */
  cancel(): boolean {
    const was = this.running !== null;
    this.running = null;
    return was;
  }

  private kept(view: Snapshot, seeds: readonly string[]): ComputedChain | null {
    const last = this.last.get(view);
    return last?.decisions === view.decisions && last.seeds === JSON.stringify(seeds) ? last.chain : null;
  }

  private keep(view: Snapshot, seeds: readonly string[], answer: Chain): ComputedChain {
    const chain = this.named(view, answer);
    this.last.set(view, { decisions: view.decisions, seeds: JSON.stringify(seeds), chain });
    return chain;
  }

  private named(view: Snapshot, chain: Chain): ComputedChain {
    return { ...chain, id: this.rows.remember(chain, view.size) };
  }
}

function isSame(a: Question, b: Omit<Question, 'answer'>): boolean {
  return a.view === b.view && a.decisions === b.decisions && a.seeds === b.seeds;
}

type Steps = ReturnType<typeof chainSteps>;

/** Works until there is an answer or the slice is over; the first slice ends at once, since the seeds are worth showing. */
function slice(steps: Steps): ReturnType<Steps['next']> {
  const end = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done || step.value.round === 0 || performance.now() >= end) return step;
  }
}

function cancelled(): Failure {
  return new Failure(
    'chain.cancelled',
    'the chain was cancelled before it was complete',
    'ask for it again when you want it',
  );
}

function progressOf(
  store: CaseStore,
  view: Snapshot,
  seeds: readonly string[],
  { round, rows }: ChainGrowing,
): ChainProgress {
  const first = earliest(rows, view.rank, FIRST_STEPS).map((row) => rowOf(store, row));
  return { type: 'chain.progress', seeds, round, steps: rows.length, first };
}

/** The rows that come first in time, in time order. One pass. */
function earliest(rows: readonly number[], rank: Uint32Array, most: number): number[] {
  const found: number[] = [];
  for (const row of rows) {
    if (found.length === most && rank[row]! >= rank[found.at(-1)!]!) continue;
    const after = found.findIndex((other) => rank[other]! > rank[row]!);
    found.splice(after < 0 ? found.length : after, 0, row);
    if (found.length > most) found.pop();
  }
  return found;
}
