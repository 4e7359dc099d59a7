/** Milestones on small stories, and on the sample against the published incident. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Chain, Milestone, MilestoneKind } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import { printChain } from '../../../../shared/analysis/correlate/print.ts';
import { formatInZone } from '../../../../shared/base/time.ts';
import type { Draft, Effect } from '../../../../shared/events/event.ts';
import { caseViewOfFolder } from '../../../support/sample-events.ts';
import { ACTOR, chainOf, flow, jira, okta, person, service } from './world.ts';

const bot = service('sync-svc');
const admin = service('admin');
const DESK = '203.0.113.5';
const stolen = okta('2024-03-08T09:00:00Z', person('jane'), ACTOR);
const used = jira('2024-03-08T10:00:00Z', bot, ACTOR);
const ticket = jira('2024-03-08T12:00:00Z', service('soc'), DESK, {
  action: 'jira.auditing.issue.created',
  category: 'change',
  targets: [
    { type: 'issue', id: 'SEC-1', name: 'SEC-1' },
    { type: 'user', id: 'sync-svc', name: 'sync-svc' },
  ],
});

function against(at: string, effect: Effect): Draft {
  return jira(at, admin, DESK, { category: 'account', effects: [effect] });
}
const disabled = against('2024-03-08T13:00:00Z', {
  kind: 'disabled-account',
  alias: { kind: 'login', value: 'sync-svc' },
});
const blocked = against('2024-03-08T14:00:00Z', { kind: 'blocked-ip', ip: ACTOR });
const reset = against('2024-03-08T15:00:00Z', {
  kind: 'reset-credential',
  alias: { kind: 'email', value: 'jane@corp.example' },
});

function of(chain: Chain, kind: MilestoneKind): readonly Milestone[] {
  return chain.milestones.filter((milestone) => milestone.kind === kind);
}

const HOUR = 3_600_000_000;

describe('milestones', () => {
  test('each names the records that prove it', () => {
    const chain = chainOf([stolen, used, ticket, disabled, blocked, reset], 'e0');
    expect(of(chain, 'first-trace')).toMatchObject([
      { time: stolen.time!.micros, length: -3 * HOUR, events: ['e0'] },
    ]);
    expect(of(chain, 'last-trace')).toMatchObject([{ time: used.time!.micros, events: ['e1'] }]);
    expect(of(chain, 'detection')).toMatchObject([
      { time: ticket.time!.micros, length: null, events: ['e2'], rows: [2] },
    ]);
    expect(of(chain, 'dwell')).toMatchObject([{ length: 3 * HOUR, events: ['e0', 'e2'] }]);
    expect(of(chain, 'measure').map(({ length }) => length)).toEqual([0, HOUR, 2 * HOUR, 3 * HOUR]);
    expect(of(chain, 'containment')).toMatchObject([
      { title: 'Containment', time: reset.time!.micros, length: 3 * HOUR, events: ['e5'] },
    ]);
    expect(of(chain, 'open')).toEqual([]);
  });

  test('what no record closes is named', () => {
    const chain = chainOf([stolen, used, ticket, disabled], 'e0');
    expect(of(chain, 'containment')).toMatchObject([
      {
        title: 'Contained in part',
        time: disabled.time!.micros,
        text: expect.stringMatching(/^1 of 3 .*; open: /),
      },
    ]);
    expect(of(chain, 'open').map(({ text }) => text)).toEqual([
      `No record shows that the address ${ACTOR} was blocked.`,
      'No record shows that the account jane@corp.example was disabled or its credentials reset.',
    ]);
  });

  test('an account that the actor used again after its reset was not closed by it', () => {
    const again = okta('2024-03-08T16:00:00Z', person('jane'), ACTOR);
    const chain = chainOf([stolen, used, ticket, disabled, blocked, reset, again], 'e0');
    expect(of(chain, 'open')).toMatchObject([
      {
        text: 'The account jane@corp.example was closed, but the actor used it again afterwards.',
        time: again.time!.micros,
      },
    ]);
  });

  test('without a response the words are honest', () => {
    const chain = chainOf([stolen, used], 'e0');
    expect(of(chain, 'detection')).toMatchObject([
      { time: null, events: [], text: expect.stringMatching(/^No record shows a detection/) },
    ]);
    expect(of(chain, 'first-response')).toMatchObject([{ time: null, text: 'No record shows a response.' }]);
    expect(of(chain, 'dwell')).toMatchObject([
      { length: null, text: expect.stringContaining('at least 01:00:00') },
    ]);
    expect(of(chain, 'containment')).toMatchObject([{ time: null, events: [] }]);
  });

  test('a counter-measure alone is a response and no detection', () => {
    const chain = chainOf([stolen, used, disabled], 'e0');
    expect(of(chain, 'first-response')).toMatchObject([{ time: disabled.time!.micros }]);
    expect(of(chain, 'detection')).toMatchObject([{ time: null }]);
    expect(of(chain, 'measure')).toMatchObject([{ length: null }]);
  });

  test('a chain whose records have no time has no milestones, and prints', () => {
    const chain = chainOf(
      [okta('2024-03-08T09:00:00Z', person('jane'), ACTOR, { time: null } as never)],
      'e0',
    );
    expect(() => printChain({ ...chain, milestones: [] })).not.toThrow();
  });

  test('flows alone have traces and a pause', () => {
    const drafts = [
      flow('2024-03-01T09:00:00Z', ACTOR, '10.0.0.5'),
      flow('2024-03-04T09:00:00Z', ACTOR, '10.0.0.5'),
    ];
    const chain = chainOf(drafts, 'e0');
    expect(of(chain, 'pause')).toMatchObject([{ length: 72 * HOUR, events: ['e0', 'e1'] }]);
  });
});

describe('the sample case', () => {
  const FOLDER = join(import.meta.dirname, '../../../../sample-data/cases/okta-to-atlassian');
  let chain: Chain;

  beforeAll(() => {
    const { seed } = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));
    const result = computeChain(caseViewOfFolder(FOLDER), [`native:${seed.nativeId}`]);
    if (!result.ok) throw result.error;
    chain = result.value;
  });

  const seconds = (micros: number) => Math.round(micros / 1_000_000);
  const clock = (days: number, h: number, m: number, s: number) => ((days * 24 + h) * 60 + m) * 60 + s;

  test('the times that the published incident gives, to the second', () => {
    expect(formatInZone(of(chain, 'detection')[0]!.time!, 'UTC', 'datetime')).toBe('2023-11-23 16:00:00');
    expect(seconds(of(chain, 'dwell-since-return')[0]!.length!)).toBe(clock(9, 6, 37, 11));
    expect(seconds(of(chain, 'last-trace')[0]!.length!)).toBe(clock(0, 18, 44, 0));
    expect(of(chain, 'pause').map(({ length }) => seconds(length!))).toContain(clock(2, 18, 53, 1));
    const measures = of(chain, 'measure').map(({ length, text }) => [seconds(length!), text] as const);
    const waited = (pattern: RegExp) => measures.find(([, text]) => pattern.test(text))?.[0];
    expect(waited(/^Rui Tavares changed/)).toBe(clock(0, 0, 12, 0));
    expect(waited(/disabled the account smartsheet-svc/)).toBe(clock(0, 0, 35, 0));
    expect(waited(/disabled the account tandrews/)).toBe(clock(0, 1, 23, 0));
    expect(waited(/created ticket SEC-2291/)).toBe(clock(0, 1, 43, 0));
    expect(waited(/blocked 193\.142\.58\.126/)).toBe(clock(0, 5, 31, 0));
    expect(waited(/ran code on/)).toBe(clock(0, 19, 59, 0));
  });

  test.each([
    [/svc-moveworks.*signed in to Okta/, clock(7, 23, 31, 22)],
    [/idowall\.com/, clock(1, 1, 41, 38)],
    [/jira-administrators/, clock(0, 0, 2, 0)],
  ])('from %s to the alert', (pattern, length) => {
    const line = chain.story.find(({ text }) => pattern.test(text))!;
    expect(seconds(of(chain, 'detection')[0]!.time! - line.from)).toBe(length);
  });

  test('what was closed last, and the one temporary key that no record closes', () => {
    expect(of(chain, 'containment')).toMatchObject([{ title: 'Contained in part' }]);
    expect(of(chain, 'open').map(({ text }) => text)).toEqual([
      expect.stringContaining('ASIAXAMPLE7ACMYY4SWK'),
    ]);
  });

  test.each([100, 132])(
    'printed at %i columns it names credentials, made account, addresses and the pause',
    (width) => {
      const text = printChain(chain, width);
      // Only a word that is longer than its column may stand out.
      for (const line of text.split('\n').filter((one) => !/^ +\S+$/.test(one)))
        expect(line.length).toBeLessThanOrEqual(width);
      const [short] = text.split('TIME (UTC)');
      const named = [
        '00Tmoveworks0gateway1',
        'AKIAXAMPLE7MARKETPLC',
        'smartsheet-svc',
        'bitbucket-svc',
        'Made by it   tandrews',
        '193.142.58.126, 198.244.174.214',
        '2 d 18:53:01 from 2023-11-17 14:33:52',
      ];
      for (const name of named) expect(short).toContain(name);
      expect(text).toMatch(/^Detection +2023-11-23 16:00:00\b/m);
      expect(text).toMatch(/^Dwell since return +9 d 06:37:11\b/m);
    },
  );
});
