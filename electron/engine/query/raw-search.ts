/**
 * Scans of the raw content of one case by threads, one per core. One scan at a time: the newest question wins and the one
 * before is given up.
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { ScanPiece } from '../store/raw-scan.ts';
import { spawnThread } from '../threads.ts';
import { SCAN, type ScanReply, type ScanRequest, type ScanThreadData } from './scan-messages.ts';

/** More threads than this wait for the disk and for memory rather than for a core. */
const MOST_THREADS = 8;

/** Milliseconds that closing waits for a thread to let go of the case; a piece takes some ten. */
const CLOSE_MS = 3000;

/** What a scan tells whoever asked for it. */
export interface ScanListener {
  /** Rows with hits in one more piece, rising within the piece; and how many bytes that piece had. */
  readonly onPiece: (rows: Uint32Array, bytes: number) => void;
  /** Called once unless the scan is given up; null: everything was looked through. */
  readonly onEnd: (error: unknown) => void;
}

interface Scan {
  readonly state: Int32Array;
  readonly listener: ScanListener;
  piecesLeft: number;
}

export class RawSearch {
  private readonly path: string;
  private threads: Worker[] = [];
  private scans = 0;
  private current: Scan | null = null;

  /** @param path of the open case */
  constructor(path: string) {
    this.path = path;
  }

  /** @param text not empty */
  start(text: string, pieces: readonly ScanPiece[], listener: ScanListener): void {
    this.cancel();
    if (pieces.length === 0) {
      listener.onEnd(null);
      return;
    }
    const state = new Int32Array(new SharedArrayBuffer(SCAN.COUNTERS * Int32Array.BYTES_PER_ELEMENT));
    this.current = { state, listener, piecesLeft: pieces.length };
    this.scans++;
    for (const thread of this.started()) {
      // An answer is awaited: the process must not end before it.
      thread.ref();
      thread.postMessage({ scan: this.scans, text, pieces, state } satisfies ScanRequest);
    }
  }

  cancel(): void {
    if (this.current === null) return;
    Atomics.store(this.current.state, SCAN.CANCELLED, 1);
    this.rest();
  }

  /** Ends the threads, after they let go of the case: the last one to close a case folds its log in. */
  close(): void {
    const state = this.current?.state;
    this.cancel();
    if (state) waitForThreads(state);
    for (const thread of this.threads) void thread.terminate();
    this.threads = [];
  }

  private rest(): void {
    this.current = null;
    for (const thread of this.threads) thread.unref();
  }

  private started(): readonly Worker[] {
    while (this.threads.length < Math.min(availableParallelism(), MOST_THREADS)) {
      const thread = spawnThread('raw-scan', { path: this.path } satisfies ScanThreadData);
      thread.on('message', (reply: ScanReply) => this.receive(reply));
      thread.on('error', (error) => {
        this.threads = this.threads.filter((other) => other !== thread);
        this.receive({ scan: this.scans, error });
      });
      this.threads.push(thread);
    }
    return this.threads;
  }

  private receive(reply: ScanReply): void {
    const { current } = this;
    if (current === null || reply.scan !== this.scans) return;
    if ('error' in reply) {
      this.cancel();
      current.listener.onEnd(reply.error);
      return;
    }
    current.listener.onPiece(reply.rows, reply.bytes);
    current.piecesLeft--;
    if (current.piecesLeft > 0) return;
    this.rest();
    current.listener.onEnd(null);
  }
}

function waitForThreads(state: Int32Array): void {
  for (;;) {
    const running = Atomics.load(state, SCAN.RUNNING);
    if (running === 0 || Atomics.wait(state, SCAN.RUNNING, running, CLOSE_MS) === 'timed-out') return;
  }
}
