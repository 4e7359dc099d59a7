import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  columnsThatFit,
  fitColumns,
  middleEllipsis,
  wantedWidth,
} from '../../../renderer/table/column-sizing.ts';

const rule = { minPx: 40, tightPx: 80, maxPx: 200 };

test('a column fits its heading and nearly all of its cells', () => {
  expect(wantedWidth(50, [30, 90], rule)).toBe(102);
  expect(wantedWidth(100, [30], rule)).toBe(112);
});

test('one long value among a hundred does not widen its column', () => {
  const cells = [...Array.from({ length: 99 }, () => 60), 900];
  expect(wantedWidth(20, cells, rule)).toBe(72);
});

test('widths stay within their rule', () => {
  expect(wantedWidth(1, [], rule)).toBe(40);
  expect(wantedWidth(900, [900], rule)).toBe(200);
});

test('while room is short every column is tight; what is to spare goes to those that want it', () => {
  expect(fitColumns([100, 200, 300], [100, 100, 300], 400)).toEqual([100, 100, 300]);
  expect(fitColumns([100, 200, 300], [100, 100, 300], 550)).toEqual([100, 150, 300]);
  expect(fitColumns([100, 200, 300], [100, 100, 300], 1000)).toEqual([100, 200, 700]);
});

test('columns fill the view exactly when they can', () => {
  const widths = fc.array(fc.tuple(fc.integer({ min: 30, max: 300 }), fc.integer({ min: 30, max: 300 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(widths, fc.integer({ min: 0, max: 3000 }), (columns, viewPx) => {
      const wanted = columns.map(([width]) => width);
      const tight = columns.map(([, width]) => width);
      const least = wanted.reduce((sum, width, index) => sum + Math.min(width, tight[index] ?? 0), 0);
      const total = fitColumns(wanted, tight, viewPx).reduce((sum, width) => sum + width, 0);
      expect(total).toBe(Math.max(least, viewPx));
    }),
  );
});

const ten = (text: string) => [...text].length * 10;

test('an id keeps both its ends', () => {
  expect(middleEllipsis('arn:aws:iam::1234:user/x', 110, ten)).toBe('arn:a…ser/x');
  expect(middleEllipsis('short', 110, ten)).toBe('short');
});

test('an action keeps more of its end, where the meaning stands', () => {
  expect(middleEllipsis('jira.auditing.user.created', 110, ten, 0.3)).toBe('jir…created');
});

test('what is shown always fits, and is the longest that does', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 2, unit: 'grapheme' }),
      fc.integer({ min: 10, max: 300 }),
      (text, widthPx) => {
        const shown = middleEllipsis(text, widthPx, ten);
        expect(ten(shown)).toBeLessThanOrEqual(widthPx);
        if (shown !== text) expect(ten(shown) + 10).toBeGreaterThan(widthPx);
      },
    ),
  );
});

test('a spare column comes in, in its order, only where the others keep room', () => {
  const needed = { ...rule, id: 'needed' };
  const spare = (id: string) => ({ ...rule, id, spare: true as const });
  const columns = [spare('first'), needed, spare('second')];
  const shown = (viewPx: number) => columnsThatFit(columns, viewPx).map(({ id }) => id);
  expect(shown(0)).toEqual(['needed']);
  expect(shown(299)).toEqual(['needed']);
  expect(shown(300)).toEqual(['first', 'needed']);
  expect(shown(380)).toEqual(['first', 'needed', 'second']);
});
