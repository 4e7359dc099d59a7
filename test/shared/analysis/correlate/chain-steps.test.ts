import { describe, expect, test } from 'vitest';
import { chainSteps, computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import type { ChainGrowing } from '../../../../shared/analysis/correlate/growth.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import { ACTOR, jira, okta, person, service } from './world.ts';

const stolen = okta('2024-03-08T09:00:00Z', person('jane'), ACTOR, { session: 's1' });
const work = Array.from({ length: 600 }, (_, i) =>
  jira(`2024-03-08T10:${String(i % 60).padStart(2, '0')}:00Z`, service('sync-svc'), ACTOR),
);
const view = caseViewOf([stolen, ...work]);

describe('chainSteps', () => {
  test('shows the seed at once, then more and more rows, and ends with what computeChain answers', () => {
    const seen: { round: number; rows: number[] }[] = [];
    const steps = chainSteps(view, ['e0']);
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      const { round, rows }: ChainGrowing = step.value;
      seen.push({ round, rows: [...rows] });
    }
    expect(seen[0]).toEqual({ round: 0, rows: [0] });
    seen.slice(1).forEach((now, i) => {
      expect(now.round).toBeGreaterThanOrEqual(seen[i]!.round);
      // What was shown once stays where it is.
      expect(now.rows.slice(0, seen[i]!.rows.length)).toEqual(seen[i]!.rows);
    });
    expect(seen.at(-1)!.rows).toHaveLength(601);
    expect(step.value).toEqual(computeChain(view, ['e0']));
  });

  test('lets its driver act several times in a round of many rows, and stop', () => {
    const steps = chainSteps(view, ['e0']);
    const first = [];
    for (const { round } of steps) {
      if (round > 1) break;
      first.push(round);
    }
    expect(first.filter((round) => round === 1).length).toBeGreaterThan(3);
    expect(steps.next()).toEqual({ done: true, value: undefined });
  });

  test('a seed that the case does not hold fails before anything grows', () => {
    const step = chainSteps(view, ['none']).next();
    expect(step.done).toBe(true);
    expect(step.value).toMatchObject({ ok: false, error: { code: 'seed.not-found' } });
  });
});
