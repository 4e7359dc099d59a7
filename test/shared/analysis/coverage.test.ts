import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../shared/analysis/coverage.ts';
import { KNOWN_ACTIONS } from '../../../shared/analysis/known-actions.ts';
import { formatMicros, type Micros } from '../../../shared/base/time.ts';
import type { Draft, SourceType } from '../../../shared/events/event.ts';
import { caseViewOf, draft as sketched } from '../../support/case-view.ts';

const HOUR = 3_600_000_000;

/** `time`: ISO text, µs, or null for undated. */
function draft(
  source: SourceType,
  action: string,
  time: string | number | null,
  more: Partial<Draft> = {},
): Draft {
  const at = typeof time === 'number' ? formatMicros(time as Micros) : time;
  return sketched({ source, action, at, ...more });
}

const coverage = (drafts: readonly Draft[]) =>
  coverageOf(caseViewOf(drafts.map((one, index) => ({ draft: one, file: 'f', record: index + 1 }))));
const START = 1_699_228_800_000_000; // Monday 2023-11-06T00:00:00Z
const steady = (source: SourceType, hours: number, perHour: number, skip: (hour: number) => boolean) =>
  Array.from({ length: hours }, (_, hour) => hour)
    .filter((hour) => !skip(hour))
    .flatMap((hour) =>
      Array.from({ length: perHour }, (_, n) => draft(source, 'a', START + hour * HOUR + n * 1_000_000)),
    );

describe('coverage', () => {
  it('names the hours in which a steady source says nothing, and what they should have held', () => {
    const found = coverage(steady('okta:system_log', 336, 4, (hour) => hour >= 200 && hour < 206));
    const [okta] = found.sources;
    expect(okta!.silencesTotal).toBe(1);
    const [silence] = okta!.silences;
    expect(formatMicros(silence!.from)).toBe('2023-11-14T08:00:00.000000Z');
    expect(silence!.to - silence!.from).toBe(6 * HOUR);
    expect(silence!.place).toBe('within');
    // Half the weeks were silent at these hours, so the usual rate is half of four an hour.
    expect(silence!.expected).toBeCloseTo(12, 0);
  });

  it('does not call a night silent in which the source never speaks', () => {
    const found = coverage(steady('okta:system_log', 336, 9, (hour) => hour % 24 < 8));
    expect(found.sources[0]!.silences).toEqual([]);
  });

  it('says that a source ends while others go on', () => {
    const found = coverage([
      ...steady('aws:cloudtrail', 336, 3, (hour) => hour >= 300),
      ...steady('aws:vpcflow', 336, 3, () => false),
    ]);
    expect(found.sources[0]!.silences).toMatchObject([{ place: 'after', to: START + 336 * HOUR }]);
  });

  it('lists what a source says that it lost, with its interface', () => {
    const end = {
      micros: (START + 60_000_000) as Micros,
      text: '',
      precision: 'second',
      zone: 'stated',
    } as const;
    const found = coverage([
      draft('aws:vpcflow', 'ACCEPT', START),
      draft('aws:vpcflow', 'SKIPDATA', START, { timeEnd: end, system: 'eni-1' }),
    ]);
    expect(found.sources[0]!.gaps).toEqual([
      { from: START, to: START + 60_000_000, kind: 'SKIPDATA', system: 'eni-1' },
    ]);
  });

  it('counts event types that appear and names those of the catalogue that never do', () => {
    const found = coverage([
      draft('aws:cloudtrail', 'ConsoleLogin', START),
      draft('aws:cloudtrail', 'DescribeInstances', START),
      draft('aws:cloudtrail', 'DescribeInstances', null),
    ]);
    const [trail] = found.sources;
    expect(trail!.seen).toEqual([
      { action: 'DescribeInstances', events: 2, what: null },
      { action: 'ConsoleLogin', events: 1, what: 'sign-in to the console' },
    ]);
    expect(trail!.undated).toBe(1);
    const never = trail!.never.map(({ action }) => action);
    expect(never).toContain('CreateAccessKey');
    expect(never).not.toContain('ConsoleLogin');
    expect(never.length).toBe(KNOWN_ACTIONS['aws:cloudtrail']!.actions.length - 1);
  });

  it('answers for a case without events, and for one with undated events only', () => {
    expect(coverage([])).toMatchObject({ from: null, sources: [] });
    expect(coverage([draft('okta:system_log', 'a', null)])).toMatchObject({
      from: null,
      sources: [{ events: 1, undated: 1, first: null, buckets: [] }],
    });
  });

  it('stays bounded over a span of a century', () => {
    const found = coverage([
      draft('okta:system_log', 'a', '1970-01-01T00:00:00Z'),
      draft('okta:system_log', 'a', '2199-12-31T23:00:00Z'),
    ]);
    expect(found.sources[0]!.buckets.length).toBeLessThanOrEqual(2000);
    expect(found.sources[0]!.buckets.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  it('has each action once in the catalogue of a source', () => {
    for (const { actions } of Object.values(KNOWN_ACTIONS)) {
      const names = actions.map(({ action }) => action);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
