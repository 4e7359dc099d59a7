/** The chain on the labelled scenarios, whose author knew nothing of the algorithm: from every seed, in every source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Measured, measure, printScore } from '../../../support/scenario-score.ts';

const CASES = join(import.meta.dirname, '../../../../sample-data/cases');
const STORIES = ['supplier-token', 'insider', 'laptop'];
const THRESHOLD = 0.95;

/**
 * Seeds from which the chain falls short of the whole, and why: the insider's evenings hang together by his own machine, which
 * these ends of the story do not show, or only in part. What they yield must be right all the same.
 */
const PARTIAL = new Set([
  'identity:marion.kessel@castellane.example',
  'native:6f3ab249-1930-4d0b-b505-5a72e40c06d6',
  'credential:00TcstlnMinted5Rw81q',
]);

describe.each(STORIES)('%s', (story) => {
  const folder = join(CASES, story);
  const { seeds } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { seeds: string[] };
  let measured: Measured | null = null;

  test.each(seeds)(
    '%s',
    (seed) => {
      measured ??= measure(folder);
      const score = measured.score(seed);
      if (PARTIAL.has(seed)) {
        for (const { precision } of score.sources) expect(precision).toBeGreaterThanOrEqual(THRESHOLD);
        // Whoever mends it takes the seed off the list.
        expect(score.worst).toBeLessThan(THRESHOLD);
        return;
      }
      expect(score.worst, printScore(score)).toBeGreaterThanOrEqual(THRESHOLD);
    },
    60_000,
  );
});
