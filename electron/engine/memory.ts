/** Keeps the process small. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 lets its young generation grow to several times 16 MiB, which an import fills with short-lived records: 68,000
 * records then peak at 260 MB resident, and at 200 MB with this, in the same time (test/bench/import.ts). Call once, before
 * work begins.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Bytes in use from which garbage is collected rather than left to V8, and growth before it is done again. */
const PRESSURE_BYTES = 96 * 1024 * 1024;
const GROWTH_BYTES = 36 * 1024 * 1024;

let collect: (() => void) | null = null;
let next = PRESSURE_BYTES;

/**
 * Collects garbage when much is in use. V8 lets its heap double before it does, and a file of few, very large values (pages
 * of a Parquet file, records of megabytes) lets the process reach 780 MB with 180 MB alive. Call often.
 */
export function relieve(): void {
  if (inUse() < next) return;
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  // What is alive stays: the next time comes when it has grown again.
  next = Math.max(PRESSURE_BYTES, inUse() + GROWTH_BYTES);
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
