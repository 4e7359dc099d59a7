/**
 * Readers in threads: each reads one file at a time and runs a few parts ahead of the writer, which takes the files in their
 * order all the same, so that the case does not depend on who was faster.
 */
import type { Worker } from 'node:worker_threads';
import { fromWireError } from '../../../shared/ipc/wire-error.ts';
import { Translation } from '../store/row-batch.ts';
import { spawnThread } from '../threads.ts';
import { type FromReader, type ReaderData, type ToReader, unpackPart } from './reader-messages.ts';
import type { Readers, ReadSetup, Receiver } from './readers.ts';
import type { FileJob, Outcome } from './reading.ts';

interface Thread {
  readonly worker: Worker;
  /** Its codes as those of the case. */
  readonly translation: Translation;
  idle: boolean;
}

interface Heard {
  readonly thread: Thread;
  readonly message: FromReader;
}

export class ThreadReaders implements Readers {
  private readonly setup: ReadSetup;
  private readonly jobs: FileJob[];
  /** Whether nothing with this hash is in the case so far. */
  private readonly isNew: (sha256: string) => boolean;
  private readonly threads: Thread[];
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));
  /** Messages about jobs whose turn has not come. */
  private readonly inbox = new Map<number, Heard[]>();
  /** Hashes of files that may be known, by job. */
  private readonly hashes = new Map<number, string | null>();
  private nextJob = 0;
  /** The job whose parts are taken now. */
  private turn = 0;
  private wake: (() => void) | null = null;
  private failure: Error | null = null;

  constructor(
    setup: ReadSetup,
    fingerprintKey: string,
    jobs: readonly FileJob[],
    isNew: (sha256: string) => boolean,
    count: number,
  ) {
    this.setup = setup;
    this.jobs = [...jobs];
    this.isNew = isNew;
    const { options, forced, run, cap, mappings, chunkBytes } = setup;
    const { timezone, vpcFormat, mapping } = options;
    const data: ReaderData = {
      run,
      cap,
      mappings,
      chunkBytes,
      options: { timezone, vpcFormat, mapping },
      fingerprintKey,
      forced: forced?.id ?? null,
      cancelled: this.stop,
    };
    this.threads = Array.from({ length: count }, () => this.spawn(data));
    this.assign();
  }

  add(job: FileJob): void {
    this.jobs.push(job);
    this.assign();
  }

  async read(index: number, to: Receiver): Promise<Outcome> {
    this.turn = index;
    for (;;) {
      const { thread, message } = await this.heard(index);
      switch (message.kind) {
        case 'part':
          to.part(unpackPart(message.part), thread.translation);
          tell(thread, { kind: 'taken', bytes: message.bytes });
          break;
        case 'progress':
          to.progress(message.bytes, message.records, message.events);
          break;
        case 'hash':
          tell(thread, { kind: 'verdict', verdict: to.look(message.sha256) });
          break;
        case 'end':
          this.inbox.delete(index);
          return message.outcome;
        case 'failed':
          throw fromWireError(message.error);
      }
    }
  }

  close(): void {
    Atomics.store(this.stop, 0, 1);
    for (const { worker } of this.threads) void worker.terminate();
  }

  private spawn(data: ReaderData): Thread {
    const thread: Thread = {
      worker: spawnThread('reader', data),
      translation: new Translation(),
      idle: true,
    };
    thread.worker.on('message', (message: FromReader) => this.hear(thread, message));
    thread.worker.on('error', (error: Error) => {
      this.failure = error;
      this.wake?.();
    });
    return thread;
  }

  private assign(): void {
    for (const thread of this.threads) {
      if (!thread.idle || this.nextJob >= this.jobs.length) continue;
      thread.idle = false;
      const index = this.nextJob++;
      tell(thread, { kind: 'read', index, job: this.jobs[index]! });
    }
  }

  private hear(thread: Thread, message: FromReader): void {
    if (this.setup.cancelled()) Atomics.store(this.stop, 0, 1);
    const { index, kind } = message;
    if (kind === 'end') {
      thread.idle = true;
      this.assign();
    }
    if (index !== this.turn) {
      if (kind === 'progress') return;
      if (kind === 'hash') {
        this.hashes.set(index, message.sha256);
        if (this.isSurelyNew(index, message.sha256)) {
          tell(thread, { kind: 'verdict', verdict: { read: true, unread: null } });
          return;
        }
      }
    }
    const waiting = this.inbox.get(index) ?? [];
    this.inbox.set(index, waiting);
    waiting.push({ thread, message });
    this.wake?.();
  }

  /** Before its turn: neither in the case nor, for all that is known of them, among the files that come before it. */
  private isSurelyNew(index: number, sha256: string | null): boolean {
    if (sha256 === null || !this.isNew(sha256)) return false;
    const { bytes } = this.jobs[index]!.file;
    for (let before = this.turn; before < index; before++) {
      if (this.jobs[before]!.archive) return false;
      if (this.jobs[before]!.file.bytes !== bytes) continue;
      const other = this.hashes.get(before);
      if (other === undefined || other === null || other === sha256) return false;
    }
    return true;
  }

  /** The next message about a job. */
  private async heard(index: number): Promise<Heard> {
    for (;;) {
      if (this.failure !== null) throw this.failure;
      const next = this.inbox.get(index)?.shift();
      if (next !== undefined) return next;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function tell({ worker }: Thread, message: ToReader): void {
  worker.postMessage(message);
}
