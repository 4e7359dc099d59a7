import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  clampWindow,
  fitWindow,
  isDrawable,
  limitsOf,
  MIN_SPAN_MICROS,
  panBy,
  spanMicros,
  toMicros,
  toPx,
  zoomAt,
} from '../../../renderer/timeline/geometry.ts';
import type { Span } from '../../../renderer/timeline/types.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { at, CASE } from './scenes.ts';

const LIMITS = limitsOf(CASE);
const plot = (window: Span) => ({ window, widthPx: 1111 });

const windows = fc
  .tuple(
    fc.integer({ min: LIMITS.from, max: LIMITS.to }),
    fc.integer({ min: 1, max: spanMicros(LIMITS) * 2 }),
  )
  .map(([from, width]): Span => ({ from: from as Micros, to: (from + width) as Micros }));

describe('instants and pixels', () => {
  test('the window’s ends are the plot’s edges', () => {
    const p = plot(CASE);
    expect(toPx(p, CASE.from)).toBe(0);
    expect(toPx(p, CASE.to)).toBe(1111);
    expect(toMicros(p, 1111)).toBe(CASE.to);
  });

  test('a pixel gives an instant that lies on that pixel', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 1111 }), (window, px) => {
        const p = plot(clampWindow(window, LIMITS));
        expect(toPx(p, toMicros(p, px))).toBeCloseTo(px, 1);
      }),
    );
  });

  test('what is no instant never counts as one', () => {
    for (const bad of [Number.NaN, Infinity, -Infinity, -1, 8.64e18]) expect(isDrawable(bad)).toBe(false);
    expect(isDrawable(at('2023-11-14T09:22:49Z'))).toBe(true);
  });
});

describe('windows', () => {
  test('every window that a gesture can reach is whole milliseconds, wide enough and inside the limits', () => {
    fc.assert(
      fc.property(windows, fc.double({ min: 0.001, max: 1000, noNaN: true }), (window, factor) => {
        const start = clampWindow(window, LIMITS);
        const middle = Math.round((start.from + start.to) / 2) as Micros;
        for (const next of [
          zoomAt(start, factor, middle, LIMITS),
          panBy(start, (factor - 500) * 1e9, LIMITS),
        ]) {
          expect(Number.isInteger(next.from / 1000) && Number.isInteger(next.to / 1000)).toBe(true);
          expect(spanMicros(next)).toBeGreaterThanOrEqual(MIN_SPAN_MICROS);
          expect(next.from).toBeGreaterThanOrEqual(LIMITS.from);
          expect(next.to).toBeLessThanOrEqual(LIMITS.to);
        }
      }),
    );
  });

  test('zooming keeps the instant under the pointer under the pointer', () => {
    const start: Span = { from: at('2023-11-22T14:00:00Z'), to: at('2023-11-22T15:00:00Z') };
    const anchor = toMicros(plot(start), 250);
    let window = start;
    for (let i = 0; i < 12; i += 1) window = zoomAt(window, 0.7, anchor, LIMITS);
    expect(spanMicros(window)).toBeLessThan(60_000_000);
    expect(Math.abs(toPx(plot(window), anchor) - 250)).toBeLessThan(1);
  });

  test('panning keeps the width and stops at the limits', () => {
    const start: Span = { from: at('2023-11-22T14:00:00Z'), to: at('2023-11-22T15:00:00Z') };
    const far = panBy(start, 1e15, LIMITS);
    expect(spanMicros(far)).toBe(spanMicros(start));
    expect(far.to).toBe(LIMITS.to);
    let window = start;
    for (let i = 0; i < 500; i += 1) window = panBy(window, i % 2 === 0 ? 12_345.678 : -98_765.4321, LIMITS);
    expect(spanMicros(window)).toBe(spanMicros(start));
  });

  test('unusable numbers give the limits, an inside-out window gives the narrowest', () => {
    expect(clampWindow({ from: Number.NaN as Micros, to: CASE.to }, LIMITS)).toEqual(LIMITS);
    expect(clampWindow({ from: CASE.from, to: Infinity as Micros }, LIMITS)).toEqual(LIMITS);
    expect(spanMicros(clampWindow({ from: CASE.to, to: CASE.to }, LIMITS))).toBe(MIN_SPAN_MICROS);
  });

  test('the whole case fits with air, also a case of one event', () => {
    const fitted = fitWindow(CASE);
    expect(fitted.from).toBeLessThan(CASE.from);
    expect(fitted.to).toBeGreaterThan(CASE.to);
    const one = fitWindow({ from: CASE.from, to: CASE.from });
    expect(spanMicros(one)).toBe(2_000_000);
  });

  test('a motion begins and ends where it should', () => {
    const inner: Span = { from: at('2023-11-22T14:00:00Z'), to: at('2023-11-22T15:00:00Z') };
    expect(between(CASE, inner, 0)).toEqual(CASE);
    expect(between(CASE, inner, 1)).toEqual(inner);
  });
});
