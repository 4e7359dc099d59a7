import { describe, expect, test } from 'vitest';
import { limitsOf, spanMicros } from '../../../renderer/timeline/geometry.ts';
import { keyWindow } from '../../../renderer/timeline/gestures.ts';
import { dragged, holdAt, nudgeEdge } from '../../../renderer/timeline/overview-drag.ts';
import type { Span } from '../../../renderer/timeline/types.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { at, CASE } from './scenes.ts';

const WINDOW: Span = { from: at('2023-11-22T14:00:00Z'), to: at('2023-11-22T15:00:00Z') };
const MIDDLE = at('2023-11-22T14:30:00Z');

describe('keys', () => {
  const press = (key: string) => {
    const next = keyWindow(key, { window: WINDOW, limits: limitsOf(CASE), middle: MIDDLE, step: 60_000_000 });
    if (next === null || next === 'fit') return next;
    return { width: spanMicros(next) / spanMicros(WINDOW), shift: (next.from + next.to) / 2 - MIDDLE };
  };
  test.each(['w', 'W', '+', '='])('%s zooms in around the middle', (key) => {
    expect(press(key)).toMatchObject({ width: 0.6 });
  });
  test.each(['s', '-'])('%s zooms out', (key) => {
    expect((press(key) as { width: number }).width).toBeCloseTo(1 / 0.6, 4);
  });
  test.each([
    ['a', -6e7],
    ['ArrowLeft', -6e7],
    ['d', 6e7],
    ['ArrowRight', 6e7],
  ])('%s pans', (key, shift) => {
    expect(press(key)).toEqual({ width: 1, shift });
  });
  test.each(['0', 'f', 'F'])('%s fits', (key) => {
    expect(press(key)).toBe('fit');
  });
  test.each(['Enter', 'Tab', 'x', 'Escape'])('%s is left to others', (key) => {
    expect(press(key)).toBeNull();
  });
});

describe('the overview’s brush', () => {
  const plot = { window: CASE, widthPx: 1000 };
  const brush: Span = { from: at('2023-11-01T00:00:00Z'), to: at('2023-11-08T00:00:00Z') };
  const px = (time: Micros) => ((time - CASE.from) * 1000) / spanMicros(CASE);
  const state = { plot, window: WINDOW, brush };

  test('a press takes hold of what lies under it', () => {
    expect(holdAt(state, px(brush.from) + 2, 30)).toEqual({ kind: 'edge', anchor: brush.to });
    expect(holdAt(state, px(brush.to) - 2, 30)).toEqual({ kind: 'edge', anchor: brush.from });
    expect(holdAt(state, px(at('2023-11-04T00:00:00Z')), 30).kind).toBe('brush');
    expect(holdAt(state, px(at('2023-10-20T00:00:00Z')), 30).kind).toBe('draw');
    expect(holdAt(state, px(MIDDLE), 3).kind).toBe('window');
    expect(holdAt(state, px(MIDDLE), 30).kind).toBe('draw');
  });

  test('drawing backwards gives the same span, never outside the case', () => {
    const hold = { kind: 'draw', anchor: brush.to } as const;
    expect(dragged(hold, brush.from, CASE)).toEqual(brush);
    expect(dragged(hold, (CASE.from - 5e9) as Micros, CASE)).toEqual({ from: CASE.from, to: brush.to });
  });

  test('an edge dragged over the other one turns the brush', () => {
    const hold = { kind: 'edge', anchor: brush.from } as const;
    const before = at('2023-10-25T00:00:00Z');
    expect(dragged(hold, before, CASE)).toEqual({ from: before, to: brush.from });
  });

  test('a brush that is moved keeps its length', () => {
    const hold = { kind: 'brush', brush, start: brush.from } as const;
    expect(spanMicros(dragged(hold, CASE.to, CASE))).toBe(spanMicros(brush));
  });

  test('keys move an edge, but not past the other or out of the case', () => {
    expect(nudgeEdge(brush, 'from', 1e15, CASE, 1e6)).toEqual({ from: brush.to - 1e6, to: brush.to });
    expect(nudgeEdge(brush, 'to', 1e15, CASE, 1e6)).toEqual({ from: brush.from, to: CASE.to });
    expect(nudgeEdge(brush, 'to', -864e8, CASE, 1e6).to).toBe(at('2023-11-07T00:00:00Z'));
  });
});
