/** The engine's child process from the build, asked as the window's hosts ask it: latencies count the channel too. */
import { join } from 'node:path';
import { EngineClient } from '../../../electron/host/engine-client.ts';
import { startNodeEngine } from '../../../electron/serve/node-engine.ts';
import { ROOT } from './ours.ts';
import { childrenOf, usageOf } from './process.ts';

export interface Peak {
  /** High-water mark of the engine's process so far; NaN where the system does not tell. */
  readonly peakBytes: () => number;
}

/** Runs `use` with a new engine process, which ends with it. One at a time: the peak is that of all our children. */
export async function withEngine<T>(use: (client: EngineClient, memory: Peak) => Promise<T>): Promise<T> {
  const entry = join(ROOT, 'dist/engine/child.js');
  const client = new EngineClient({ start: () => startNodeEngine(entry), onEvent: () => {} });
  try {
    return await use(client, { peakBytes: childrenPeak });
  } finally {
    await client.close();
  }
}

function childrenPeak(): number {
  try {
    return childrenOf(process.pid).reduce((sum, child) => sum + usageOf(child).peakBytes, 0);
  } catch {
    return Number.NaN;
  }
}

/** Milliseconds that a call took, and its answer. */
export async function timed<T>(call: () => Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  const started = performance.now();
  const answer = await call();
  return { ms: performance.now() - started, answer };
}
