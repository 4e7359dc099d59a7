import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MARK_PX, type Placeable, placeLabels } from '../../../renderer/timeline/labels.ts';
import { headAndTail } from '../../../renderer/timeline/text.ts';

const item = (row: number, px: number, rest: Partial<Placeable> = {}): Placeable => ({
  row,
  px,
  endPx: px,
  labelPx: 100,
  priority: 0,
  ...rest,
});

const lanes = fc
  .array(
    fc.record({
      px: fc.integer({ min: 0, max: 1200 }),
      long: fc.integer({ min: 0, max: 300 }),
      labelPx: fc.integer({ min: 20, max: 230 }),
      priority: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 120 },
  )
  .map((list) =>
    list.map(
      ({ px, long, labelPx, priority }, row): Placeable => ({ row, px, endPx: px + long, labelPx, priority }),
    ),
  );

const markEnd = (i: Placeable) => Math.max(i.px + MARK_PX / 2, i.endPx);
const labelEnd = (i: Placeable) => Math.max(i.px + i.labelPx, markEnd(i));

describe('placing names', () => {
  test('events that stand apart share the first row, with their names', () => {
    const placed = placeLabels([item(1, 0), item(2, 300), item(3, 600)], 3);
    expect([...placed.values()]).toEqual(
      Array(3).fill({ slot: 0, label: true, hidden: false, more: 0, roomPx: null }),
    );
  });

  test('events at one instant stack, then are counted on a mark', () => {
    const placed = placeLabels([item(1, 50), item(2, 50), item(3, 50), item(4, 50)], 2);
    const shown = [...placed.values()].filter((p) => !p.hidden);
    expect(shown.map((p) => p.slot)).toEqual([0, 1]);
    expect(shown.reduce((sum, p) => sum + p.more, 0)).toBe(2);
  });

  test('the selected event keeps its name whatever surrounds it', () => {
    const crowd = Array.from({ length: 40 }, (_, row) => item(row, 50 + row * 3));
    const placed = placeLabels([...crowd, item(99, 110, { priority: 2 })], 2);
    expect(placed.get(99)).toMatchObject({ label: true, hidden: false });
  });

  test('nothing overlaps, every event is shown or counted, panning changes nothing', () => {
    fc.assert(
      fc.property(
        lanes,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: -5000, max: 5000 }),
        (items, slots, shift) => {
          const placed = placeLabels(items, slots);
          expect(placed.size).toBe(items.length);
          const shown = items.filter((i) => placed.get(i.row)?.hidden === false);
          const counted = shown.reduce((sum, i) => sum + (placed.get(i.row)?.more ?? 0), 0);
          expect(shown.length + counted).toBe(items.length);
          for (let slot = 0; slot < slots; slot += 1) {
            const taken = shown
              .filter((i) => placed.get(i.row)?.slot === slot)
              .map((i) => ({
                from: i.px - MARK_PX / 2,
                to: placed.get(i.row)?.label ? labelEnd(i) : markEnd(i),
              }))
              .toSorted((a, b) => a.from - b.from);
            for (const [i, next] of taken.slice(1).entries())
              expect(next.from).toBeGreaterThanOrEqual(taken[i]!.to);
          }
          const moved = placeLabels(
            items.map((i) => ({ ...i, px: i.px + shift, endPx: i.endPx + shift })),
            slots,
          );
          expect([...moved]).toEqual([...placed]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('cutting names in the middle', () => {
  test('the last word stays whole, the two parts are the text', () => {
    expect(headAndTail('bitbucket.service.audit.action.authenticationfailure')[1]).toBe(
      '.authenticationfailure',
    );
    expect(headAndTail('apps.marketplace.person12@halcyonedge.example')[1]).toBe('');
    expect(headAndTail('ConsoleLogin')).toEqual(['ConsoleLogin', '']);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        (text) => headAndTail(text).join('') === text,
      ),
    );
  });
});

test('a count between two marks narrows the name before it; with room to spare nothing gives way', () => {
  // The second and third find no place and are counted on the first; the next mark stands right behind its name.
  const near = placeLabels([item(1, 0), item(2, 2), item(3, 4), item(4, 112)], 1);
  expect(near.get(1)).toMatchObject({ label: true, more: 2 });
  expect(near.get(1)?.roomPx).toBeLessThan(112 - MARK_PX / 2);
  const far = placeLabels([item(1, 0), item(2, 2), item(4, 400)], 1);
  expect(far.get(1)).toMatchObject({ label: true, more: 1, roomPx: null });
});
