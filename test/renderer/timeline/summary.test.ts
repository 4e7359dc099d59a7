import { expect, test } from 'vitest';
import { hasDated, noEventsText } from '../../../renderer/timeline/summary.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { Timeline } from '../../../shared/ipc/contract.ts';

const empty: Timeline = {
  from: 0 as Micros,
  to: 10 as Micros,
  bucketMicros: 1,
  buckets: 10,
  lanes: [],
  cells: [],
  bright: [],
  items: [],
  total: 0,
  matched: 0,
  undated: 0,
};

test('an empty window says whether another one would show something: what has no time stands in none', () => {
  expect(noEventsText(empty)).toBe('No events match the filter.');
  expect(noEventsText({ ...empty, matched: 5, undated: 2 })).toContain('3 match elsewhere');
  const undated = { ...empty, matched: 33, undated: 33 };
  expect(noEventsText(undated)).toBe('No dated events match. 33 events have no time.');
  expect(hasDated(undated)).toBe(false);
});
