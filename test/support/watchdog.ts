/**
 * Work on hostile text that must grow with its length and no faster. Not a measure of speed (test/bench has those): what
 * is linear takes well under a second of the processor for the sizes used here, what is quadratic takes many minutes, so
 * the limit can be far from both and holds on slow machines and busy ones. Processor time, not time of day, because
 * other work on the machine must not count.
 */
import { expect } from 'vitest';

const LIMIT_SECONDS = 30;

export function expectNoBlowUp(work: () => void): void {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6, 'seconds of the processor').toBeLessThan(LIMIT_SECONDS);
}
