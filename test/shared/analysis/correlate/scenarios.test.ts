/** The chain on the labelled scenarios, whose author knew nothing of the algorithm: from every seed, in every source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Measured, measure, printScore } from '../../../support/scenario-score.ts';

const CASES = join(import.meta.dirname, '../../../../sample-data/cases');
const STORIES = ['supplier-token', 'insider', 'laptop'];
const THRESHOLD = 0.95;

/** With `SCENARIOS=1`, until the chain reaches them all. */
describe.skipIf(process.env.SCENARIOS === undefined).each(STORIES)('%s', (story) => {
  const folder = join(CASES, story);
  const { seeds } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { seeds: string[] };
  let measured: Measured | null = null;

  test.each(seeds)(
    '%s',
    (seed) => {
      measured ??= measure(folder);
      const score = measured.score(seed);
      expect(score.worst, printScore(score)).toBeGreaterThanOrEqual(THRESHOLD);
    },
    60_000,
  );
});
