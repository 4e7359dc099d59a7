/**
 * Threads of the engine. Each has an entry file of its own in `threads/`, which the build makes a bundle of beside the one
 * that starts it, so that sources, build and packages find it the same way.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** One per file in `threads/`. */
export type ThreadName = 'check-case' | 'reader';

/**
 * Starts a thread. `data` arrives there as `workerData`; the memory of buffers in `moved` goes with it instead of being
 * copied. The caller ends it (`terminate`), or lets the process end without waiting for it (`unref`).
 */
export function spawnThread(name: ThreadName, data: unknown, moved: readonly ArrayBuffer[] = []): Worker {
  const fromSource = import.meta.filename.endsWith('.ts');
  const entry = fromSource
    ? join(import.meta.dirname, 'threads', `${name}.ts`)
    : join(import.meta.dirname, `${name}.js`);
  return new Worker(entry, { name, workerData: data, transferList: [...moved] });
}
