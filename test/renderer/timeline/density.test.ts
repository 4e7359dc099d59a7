import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barHeightPx,
  cellAt,
  cellSpan,
  failureHeightPx,
  MIN_BAR_PX,
  readDensity,
} from '../../../renderer/timeline/density.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { CASE, denseScene } from './scenes.ts';

const SCENE = denseScene(CASE, 1111, 6);

describe('cells', () => {
  test('every quadruple becomes one cell of its lane, and no count is lost', () => {
    const density = readDensity(SCENE);
    const sum = density.lanes.flat().reduce((n, cell) => n + cell.count, 0);
    expect(sum).toBe(SCENE.total);
    expect(density.max).toBe(Math.max(...density.lanes.flat().map((cell) => cell.count)));
  });

  test('a cell is found by any instant inside it and by none outside', () => {
    const density = readDensity(SCENE);
    for (const cell of density.lanes[0] ?? []) {
      const span = cellSpan(density, cell);
      const middle = Math.round((span.from + span.to) / 2) as Micros;
      expect(cellAt(density, 0, middle)).toBe(cell);
    }
    const sparse = readDensity({ ...SCENE, cells: [0, 3, 7, 0, 0, 9, 1, 1] });
    const empty = Math.round(SCENE.from + 5.5 * SCENE.bucketMicros) as Micros;
    expect(cellAt(sparse, 0, empty)).toBeNull();
    expect(cellAt(sparse, 1, empty)).toBeNull();
    expect(cellAt(sparse, 99, empty)).toBeNull();
  });

  test('the share of the chain is read beside the counts, never more than there are', () => {
    const density = readDensity({
      ...SCENE,
      cells: [0, 3, 7, 0, 0, 9, 2, 0, 1, 3, 4, 0],
      bright: [0, 3, 5, 0, 9, 8],
    });
    expect(density.lanes[0]?.map((cell) => cell.bright)).toEqual([5, 2]);
    expect(density.lanes[1]?.map((cell) => cell.bright)).toEqual([0]);
  });

  test('cells in any order are put in order of time', () => {
    const density = readDensity({ ...SCENE, cells: [0, 9, 1, 0, 0, 3, 7, 0] });
    expect(density.lanes[0]?.map((cell) => cell.bucket)).toEqual([3, 9]);
  });

  test('numbers that cannot be drawn are left out', () => {
    const bad = [
      0,
      Number.NaN,
      5,
      0,
      0,
      Infinity,
      5,
      0,
      0,
      -2,
      5,
      0,
      77,
      1,
      5,
      0,
      0,
      1,
      Number.NaN,
      0,
      0,
      2,
      -4,
      0,
    ];
    expect(readDensity({ ...SCENE, cells: [...bad, 0, 4, 5, 9] }).lanes.flat()).toEqual([
      { lane: 0, bucket: 4, count: 5, failures: 5, bright: 0 },
    ]);
  });
});

describe('bar heights', () => {
  test('more events are never a lower bar, one event is always seen, no bar leaves its lane', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (count, more) => {
        const max = count + more;
        const height = barHeightPx(count, max, 40);
        expect(height).toBeGreaterThanOrEqual(MIN_BAR_PX);
        expect(height).toBeLessThanOrEqual(40);
        expect(barHeightPx(max, max, 40)).toBeGreaterThanOrEqual(height);
      }),
    );
    expect(barHeightPx(0, 10, 40)).toBe(0);
    expect(barHeightPx(25, 100, 40)).toBe(20);
  });

  test('failures are seen as soon as there is one, and fill the bar only when all failed', () => {
    const cell = { lane: 0, bucket: 0, count: 1000, failures: 1, bright: 0 };
    expect(failureHeightPx({ ...cell, failures: 0 }, 30)).toBe(0);
    expect(failureHeightPx(cell, 30)).toBe(2);
    expect(failureHeightPx({ ...cell, failures: 500 }, 30)).toBe(15);
    expect(failureHeightPx({ ...cell, failures: 999 }, 30)).toBe(29);
    expect(failureHeightPx({ ...cell, failures: 1000 }, 30)).toBe(30);
  });
});
