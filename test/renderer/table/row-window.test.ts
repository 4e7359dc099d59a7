import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampOffset,
  fullHeight,
  isScaled,
  MAX_HEIGHT_PX,
  offsetOf,
  offsetToShow,
  ROW_PX,
  rowWindow,
  scrollHeight,
  scrollTopOf,
} from '../../../renderer/table/row-window.ts';

const VIEW_PX = 400;

test('a table that fits the browser scrolls pixel by pixel', () => {
  expect(isScaled(100_000)).toBe(false);
  expect(scrollHeight(100_000)).toBe(2_400_000);
  expect(offsetOf(12_345, 100_000, VIEW_PX)).toBeCloseTo(12_345, 6);
});

test('ten million rows stay within what browsers can scroll, and both ends are reached', () => {
  const rows = 10_000_000;
  expect(isScaled(rows)).toBe(true);
  expect(scrollHeight(rows)).toBe(MAX_HEIGHT_PX);
  expect(offsetOf(0, rows, VIEW_PX)).toBe(0);
  const end = offsetOf(MAX_HEIGHT_PX - VIEW_PX, rows, VIEW_PX);
  expect(end).toBe(fullHeight(rows) - VIEW_PX);
  expect(rowWindow(end, rows, VIEW_PX).last).toBe(rows);
});

test('scroll bar and place say the same, for any length', () => {
  const rows = fc.integer({ min: 0, max: 20_000_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(rows, share, (count, at) => {
      const offset = clampOffset(at * fullHeight(count), count, VIEW_PX);
      const back = offsetOf(scrollTopOf(offset, count, VIEW_PX), count, VIEW_PX);
      expect(Math.abs(back - offset)).toBeLessThan(0.01);
    }),
  );
});

test('every row in sight is drawn, and only a few beyond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.nat(30_000_000), (rows, wanted) => {
      const offset = clampOffset(wanted, rows, VIEW_PX);
      const { first, last } = rowWindow(offset, rows, VIEW_PX);
      expect(first * ROW_PX).toBeLessThanOrEqual(offset);
      expect(last * ROW_PX).toBeGreaterThanOrEqual(Math.min(offset + VIEW_PX, fullHeight(rows)));
      expect(last - first).toBeLessThanOrEqual(VIEW_PX / ROW_PX + 11);
    }),
  );
});

test('a row in sight does not move the table; one out of sight comes whole to the nearest edge', () => {
  expect(offsetToShow(5, 100, VIEW_PX, 'nearest')).toBe(100);
  expect(offsetToShow(2, 100, VIEW_PX, 'nearest')).toBe(2 * ROW_PX);
  expect(offsetToShow(40, 100, VIEW_PX, 'nearest')).toBe(41 * ROW_PX - VIEW_PX);
  expect(offsetToShow(1000, 0, VIEW_PX, 'middle')).toBe(1000 * ROW_PX - (VIEW_PX - ROW_PX) / 2);
});
