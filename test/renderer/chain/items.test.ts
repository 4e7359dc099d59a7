import { expect, test } from 'vitest';
import { linesByRow, storyItems } from '../../../renderer/chain/items.ts';
import { entityOfRef, phaseEvents, verdictOn } from '../../../renderer/chain/refs.ts';
import type { Chain, ChainStep, StoryLine } from '../../../shared/analysis/chain-types.ts';

const line = (from: number, rows: readonly number[], role: StoryLine['role'] = 'attacker'): StoryLine =>
  ({ from, to: from, role, rows, events: rows.map(String), text: '', phase: '' }) as unknown as StoryLine;
const chain = {
  story: [line(1, [4, 5]), line(2, [], 'pause'), line(30, [6])],
  entities: [{ kind: 'identity', value: 'idn_1', label: 'Ana' }],
  verdicts: [
    { id: 1, verdict: 'accept', to: { ref: 'ip:192.0.2.1' }, from: null },
    { id: 2, verdict: 'reject', to: { ref: 'e1' }, from: { ref: 'ip:192.0.2.1' } },
  ],
} as unknown as Chain;
const steps = new Map([4, 5, 6].map((row) => [row, { row } as ChainStep]));
const day = ({ from }: StoryLine) => (from < 10 ? 'first' : 'second');

test('lines stand alone until one is opened; a step’s reasons follow it', () => {
  const kinds = (opened: { line: number | null; step: number | null }) =>
    storyItems(chain, steps, opened, day).map((item) =>
      item.kind === 'line'
        ? `line ${item.index}${item.newDay ? ' day' : ''}`
        : `${item.kind} ${item.step.row}`,
    );
  expect(kinds({ line: null, step: null })).toEqual(['line 0 day', 'line 1', 'line 2 day']);
  expect(kinds({ line: 0, step: 4 })).toEqual([
    'line 0 day',
    'step 4',
    'why 4',
    'step 5',
    'line 1',
    'line 2 day',
  ]);
  expect([...linesByRow(chain)]).toEqual([
    [4, 0],
    [5, 0],
    [6, 2],
  ]);
});

test('a reference leads to its entity by name, an event id to none', () => {
  expect(entityOfRef(chain, 'identity:idn_1')).toMatchObject({ kind: 'identity', text: 'Ana' });
  expect(entityOfRef(chain, 'ip:2001:db8::1')).toMatchObject({ kind: 'address', text: '2001:db8::1' });
  expect(entityOfRef(chain, '60638500705c528aeff28b382760839b')).toBeNull();
});

test('a verdict on a way is not one on the record', () => {
  expect(verdictOn(chain, 'ip:192.0.2.1')?.id).toBe(1);
  expect(verdictOn(chain, 'e1')).toBeNull();
  expect(verdictOn(chain, 'e1', 'ip:192.0.2.1')?.id).toBe(2);
});

test('a decision on a long line names its events evenly, both ends among them', () => {
  const events = Array.from({ length: 1000 }, (_, i) => `e${i}`);
  expect(phaseEvents({ events }, 1000)).toBe(events);
  const some = phaseEvents({ events }, 10);
  expect(new Set(some).size).toBe(10);
  expect([some[0], some.at(-1)]).toEqual(['e0', 'e999']);
});
