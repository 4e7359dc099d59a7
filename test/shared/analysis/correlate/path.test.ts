import { describe, expect, test } from 'vitest';
import type { ChainStep, Via } from '../../../../shared/analysis/chain-types.ts';
import { confidenceWords, stepsByRow, wayBack } from '../../../../shared/analysis/correlate/path.ts';
import { ACTOR, chainOf, idOf, jira, okta, person, service } from './world.ts';

const way = (opened: number | null): Via => ({ from: 'ip:192.0.2.1', link: 'source-ip', why: 'w', opened });
const step = (row: number, ...opened: (number | null)[]): ChainStep =>
  ({ row, event: `e${row}`, confidence: 0.9, verdict: null, via: opened.map(way) }) as unknown as ChainStep;
const rowsBack = (steps: readonly ChainStep[], from: number): number[] =>
  wayBack(new Map(steps.map((one) => [one.row, one])), steps.find(({ row }) => row === from)!).map(
    (hop) => hop.step.row,
  );

describe('the way back', () => {
  test('is the shortest one, and ends at a seed', () => {
    const steps = [step(0), step(1, 0), step(2, 1), step(3, 2, 1)];
    expect(rowsBack(steps, 3)).toEqual([3, 1, 0]);
    expect(rowsBack(steps, 0)).toEqual([0]);
  });

  test('ends in a circle too, and at what the analyst named', () => {
    expect(rowsBack([step(0, 1), step(1, 0)], 0)).toEqual([0]);
    expect(rowsBack([step(0, 1), step(1, 0, null)], 0)).toEqual([0, 1]);
  });

  test('every step of a real chain leads to its seed, through what was made on the way', () => {
    const bot = service('sync-svc');
    const seed = okta('2024-03-08T09:00:00Z', person('jane'), ACTOR);
    const made = jira('2024-03-08T10:00:00Z', bot, ACTOR, {
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'helper' } }],
    });
    const helper = jira('2024-03-09T10:00:00Z', service('helper'), '198.51.100.200');
    const drafts = [seed, made, helper];
    const chain = chainOf(drafts, idOf(drafts, seed));
    const back = wayBack(stepsByRow(chain), chain.step(helper));
    expect(back.map((hop) => [hop.step.event, hop.via?.link ?? null])).toEqual([
      ['e2', 'created-account'],
      ['e1', 'source-ip'],
      ['e0', null],
    ]);
  });
});

test('confidence has words', () => {
  const words = [1, 0.9, 0.7, 0.5, 0.2].map((confidence) => confidenceWords({ confidence, verdict: null }));
  expect(words).toEqual(['certain', 'very likely', 'likely', 'possible', 'weak']);
  expect(confidenceWords({ confidence: 1, verdict: 'accepted' })).toBe('confirmed');
});
