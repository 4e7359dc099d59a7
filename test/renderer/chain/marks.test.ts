import { expect, test } from 'vitest';
import { chainMarks, markedRows, withMarks } from '../../../renderer/chain/marks.ts';
import type { Chain, StoryLine } from '../../../shared/analysis/chain-types.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { EventRow, LaneBy, Timeline } from '../../../shared/ipc/contract.ts';

const line = (from: number, to: number, rows: readonly number[], phase = 'Discovery'): StoryLine => ({
  from: from as Micros,
  to: to as Micros,
  role: rows.length === 0 ? 'pause' : 'attacker',
  phase,
  phaseWhy: '',
  phaseEdit: null,
  text: `${phase} in words`,
  source: 'Jira',
  count: rows.length,
  events: rows.map(String),
  rows,
  link: 'source-ip',
});
const event = (row: number) =>
  ({
    row,
    source: 'atlassian:jira',
    outcome: 'failure',
    identity: 'idn_1',
    srcIp: '192.0.2.1',
  }) as EventRow;
const chain = (...story: readonly StoryLine[]): Chain => ({
  seeds: ['ip:192.0.2.1'],
  steps: [],
  seedNames: [],
  entities: [],
  story,
  milestones: [],
  verdicts: [],
});
const timeline = (keys: readonly string[], rows: readonly number[] = []): Timeline => ({
  from: 100 as Micros,
  to: 200 as Micros,
  bucketMicros: 10,
  buckets: 10,
  lanes: keys.map((key) => ({ key, label: key, filter: null, count: 1 })),
  cells: [],
  bright: [],
  items: rows.map((row) => ({
    row,
    lane: 0,
    time: 150 as Micros,
    timeEnd: null,
    source: 'atlassian:jira',
    outcome: 'failure',
    label: 'native.action',
    message: 'm',
  })),
  total: 1,
  matched: 1,
  undated: 0,
});

function itemsOf(data: Timeline, story: Chain, laneBy: LaneBy) {
  return withMarks(data, chainMarks(story, markedRows(story).map(event)), laneBy).items;
}

test('each line of the story stands on the lane of its first event, with its phase as the label', () => {
  const story = chain(line(110, 110, [7]), line(120, 180, [8, 9], 'Collection'), line(180, 190, []));
  expect(markedRows(story)).toEqual([7, 8]);
  expect(itemsOf(timeline(['okta:system_log', 'atlassian:jira']), story, 'source')).toEqual([
    expect.objectContaining({ row: 7, lane: 1, time: 110, timeEnd: null, label: 'Discovery' }),
    expect.objectContaining({ row: 8, lane: 1, time: 120, timeEnd: 180, label: 'Collection' }),
  ]);
});

test('marks follow whatever the lanes are', () => {
  const story = chain(line(110, 110, [7]));
  const lanes: Record<LaneBy, string> = {
    source: 'atlassian:jira',
    identity: 'idn_1',
    address: '192.0.2.1',
    outcome: 'failure',
    chain: 'Discovery',
  };
  for (const laneBy of Object.keys(lanes) as LaneBy[]) {
    expect(itemsOf(timeline(['x', lanes[laneBy]]), story, laneBy)[0]?.lane).toBe(1);
  }
});

test('an event that is an item already is marked once, in the words of the story', () => {
  const items = itemsOf(timeline(['atlassian:jira'], [7, 8]), chain(line(110, 110, [7])), 'source');
  expect(items.map(({ row, label }) => [row, label])).toEqual([
    [7, 'Discovery'],
    [8, 'native.action'],
  ]);
});

test('lines outside the window or on a folded lane are left out', () => {
  const story = chain(line(10, 20, [1]), line(300, 310, [2]), line(50, 120, [3]));
  expect(itemsOf(timeline(['atlassian:jira']), story, 'source').map(({ row }) => row)).toEqual([3]);
  expect(itemsOf(timeline(['…']), story, 'source')).toEqual([]);
});
