/** The thread that reads a large case to its end; see ../case-check.ts. It answers once: null, or what is wrong. */
import { parentPort, workerData } from 'node:worker_threads';
import { toWireError } from '../../../shared/ipc/wire-error.ts';
import { CHECK, type CheckThreadData } from '../case-check.ts';
import { checkCase } from '../store/open.ts';

const { path, state } = workerData as CheckThreadData;
let failure: ReturnType<typeof toWireError> | null = null;
try {
  checkCase(path, () => Atomics.load(state, CHECK.CANCELLED) !== 0);
} catch (error) {
  failure = toWireError(error);
}
Atomics.store(state, CHECK.RUNNING, 0);
Atomics.notify(state, CHECK.RUNNING);
parentPort?.postMessage(failure);
