/**
 * The classic chain in other clothes, with decoys. Each scenario is told at the head of its file. Precision and recall are
 * asked for in each source, from each seed alone, in three editions with other surroundings.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderScenario, type Scenario } from '../../sample-data/generate/kit/scenario.ts';
import { measure, printScore } from '../support/scenario-score.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { exposedServer } from './exposed-server/scenario.ts';
import { freightGateway } from './freight-gateway/scenario.ts';
import { phishedContractor } from './phished-contractor/scenario.ts';
import { stolenToken } from './stolen-token/scenario.ts';
import { actorAlone } from './two-actors/scenario.ts';

/** The same stories with other people, addresses and hours around them: a score must not be luck. */
const EDITIONS = [1, 2, 3];

const SCENARIOS: readonly ((edition: number) => Scenario)[] = [
  freightGateway,
  exposedServer,
  phishedContractor,
  stolenToken,
  (edition) => actorAlone('A', edition),
  (edition) => actorAlone('B', edition),
];

function written(scenario: Scenario): string {
  const folder = temporaryFolder();
  for (const [path, bytes] of renderScenario(scenario)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

describe.each(SCENARIOS.map((make) => ({ make, name: make(1).name })))('$name', ({ make }) => {
  test('is of the size and the sources it claims, and the same every time', () => {
    const [one, other] = [make(1), make(1)];
    expect(one.records.length).toBeGreaterThan(2_000);
    expect(one.records.length).toBeLessThan(10_000);
    expect(new Set(one.records.map(({ source }) => source)).size).toBeGreaterThan(1);
    expect(renderScenario(other)).toEqual(renderScenario(one));
  });

  test('every record of every file is read, labels included', () => {
    const scenario = make(1);
    expect(measure(written(scenario)).view.size).toBe(scenario.records.length);
  });

  test.each(EDITIONS)('edition %d: from every seed the chain, and nothing of the innocent', (edition) => {
    const measured = measure(written(make(edition)));
    const scores = measured.seeds.map((seed) => measured.score(seed));
    const report = scores.map((score) => printScore(score, 5)).join('\n');
    for (const { worst } of scores) expect(worst, report).toBeGreaterThanOrEqual(0.95);
  });
});
