/**
 * The check of a large case's whole file, beside the work on it. Nothing that the file could do by being damaged waits for
 * it: header, length and schema were checked before anything else was read, and every column carries a checksum of its own
 * (store/segments.ts). What it finds is damage that nobody has met yet, and that is said as soon as it is known.
 */
import type { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/base/failure.ts';
import type { WireError } from '../../shared/ipc/contract.ts';
import { fromWireError } from '../../shared/ipc/wire-error.ts';
import { spawnThread } from './threads.ts';

/** What the thread is started with; `state` is shared, see CHECK. */
export interface CheckThreadData {
  readonly path: string;
  readonly state: Int32Array;
}

/** Places in `CheckThreadData.state`. */
export const CHECK = {
  /** Not 0: look at no further table. */
  CANCELLED: 0,
  /** 1 while the thread may hold the case open. */
  RUNNING: 1,
} as const;

/** Milliseconds after opening: the first picture has the machine for itself. */
const START_MS = 1500;
/** Longest wait for the table at hand when the case is closed meanwhile. */
const CLOSE_MS = 120_000;

export class CaseCheck {
  private readonly path: string;
  private readonly onDamage: (failure: Failure) => void;
  private readonly state = new Int32Array(new SharedArrayBuffer(8));
  private readonly timer: NodeJS.Timeout;
  private result: Promise<Failure | null> | null = null;

  constructor(path: string, onDamage: (failure: Failure) => void) {
    this.path = path;
    this.onDamage = onDamage;
    this.timer = setTimeout(() => void this.done(), START_MS).unref();
  }

  /** Starts at once if it was not started yet. Null: the file is whole. */
  done(): Promise<Failure | null> {
    clearTimeout(this.timer);
    this.result ??= this.run();
    return this.result;
  }

  /** Ends it after the table at hand, so that whoever closes the case is the last one to hold it open. */
  close(): void {
    clearTimeout(this.timer);
    Atomics.store(this.state, CHECK.CANCELLED, 1);
    Atomics.wait(this.state, CHECK.RUNNING, 1, CLOSE_MS);
  }

  private run(): Promise<Failure | null> {
    if (Atomics.load(this.state, CHECK.CANCELLED) !== 0) return Promise.resolve(null);
    // Set here, not by the thread: whoever closes before it runs waits for it all the same.
    Atomics.store(this.state, CHECK.RUNNING, 1);
    const thread = spawnThread('check-case', {
      path: this.path,
      state: this.state,
    } satisfies CheckThreadData);
    thread.once('exit', () => Atomics.store(this.state, CHECK.RUNNING, 0));
    return answerOf(thread).then((failure) => {
      if (failure !== null && Atomics.load(this.state, CHECK.CANCELLED) === 0) this.onDamage(failure);
      return failure;
    });
  }
}

function answerOf(thread: Worker): Promise<Failure | null> {
  return new Promise((resolve) => {
    thread.once('message', (error: WireError | null) =>
      resolve(error === null ? null : fromWireError(error)),
    );
    const unchecked = (why: string): void =>
      resolve(
        new Failure(
          'case.damaged',
          `the case could not be checked: ${why}`,
          'run `throughline verify` on it',
        ),
      );
    thread.once('error', (error) => unchecked(String(error)));
    thread.once('exit', (code) => unchecked(`its thread ended with ${code}`));
  });
}
