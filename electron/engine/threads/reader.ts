/** A thread that reads files of an import and sends what it read to the writer, a few parts ahead of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../../shared/base/assert.ts';
import { importerById } from '../../../shared/importers/registry.ts';
import { toWireError } from '../../../shared/ipc/wire-error.ts';
import type { ReadTask } from '../ingest/read-file.ts';
import { type FromReader, packPart, type ReaderData, type ToReader } from '../ingest/reader-messages.ts';
import { type FileJob, type Outcome, readJob, type Verdict } from '../ingest/reading.ts';
import { fingerprinter } from '../store/fingerprint.ts';
import { RowEncoder } from '../store/row-encoder.ts';

/** Memory of parts that may wait for the writer. */
const MAX_AHEAD_BYTES = 8 * 1024 * 1024;
/** Parts that may wait: small files are a part each. */
const MAX_AHEAD_PARTS = 64;
const PROGRESS_EVERY_MS = 50;

const port = parentPort;
invariant(port, 'a reader runs in a thread');
const { options, fingerprintKey, forced, cancelled, ...setup } = workerData as ReaderData;
const encoder = new RowEncoder();
let ahead = { parts: 0, bytes: 0 };
let room: (() => void) | null = null;
let decided: ((verdict: Verdict) => void) | null = null;

const post = (message: FromReader, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);

port.on('message', (message: ToReader) => {
  switch (message.kind) {
    case 'read':
      void read(message.index, message.job);
      break;
    case 'verdict':
      decided?.(message.verdict);
      break;
    case 'taken':
      ahead = { parts: ahead.parts - 1, bytes: ahead.bytes - message.bytes };
      room?.();
      break;
  }
});

async function read(index: number, job: FileJob): Promise<void> {
  try {
    post({ index, kind: 'end', outcome: await outcomeOf(index, job) });
  } catch (error) {
    post({ index, kind: 'failed', error: toWireError(error) });
  }
}

function outcomeOf(index: number, job: FileJob): Promise<Outcome> {
  let told = 0;
  const task: Omit<ReadTask, 'unread'> = {
    ...setup,
    options: { ...options, fingerprint: fingerprinter(fingerprintKey) },
    forced: forced === null ? null : importerById(forced),
    encoder,
    cancelled: () => Atomics.load(cancelled, 0) !== 0,
    onProgress: (bytes, records, events) => {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS) return;
      told = now;
      post({ index, kind: 'progress', bytes, records, events });
    },
    send: async (part) => {
      while (ahead.parts > 0 && (ahead.parts >= MAX_AHEAD_PARTS || ahead.bytes >= MAX_AHEAD_BYTES))
        await new Promise<void>((resolve) => {
          room = resolve;
        });
      const { part: packed, moved, bytes } = packPart(part);
      ahead = { parts: ahead.parts + 1, bytes: ahead.bytes + bytes };
      post({ index, kind: 'part', part: packed, bytes }, moved);
      return part.record;
    },
  };
  return readJob(job, task, setup.chunkBytes, (sha256) => {
    post({ index, kind: 'hash', sha256 });
    return new Promise((resolve) => {
      decided = resolve;
    });
  });
}
