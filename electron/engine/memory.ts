/** Keeps the process small. Call once, before work begins. */
import { setFlagsFromString } from 'node:v8';

/**
 * V8 lets its young generation grow to several times 16 MiB, which an import fills with short-lived records: 68,000
 * records then peak at 260 MB resident, and at 200 MB with this, in the same time (test/bench/import.ts).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
