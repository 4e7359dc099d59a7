/**
 * Where an instant lies on screen and which window a gesture leads to: pure arithmetic on integer microseconds.
 * Pixels are CSS pixels from the left edge of the plot.
 */
import { MAX_MICROS, MICROS_PER_SECOND, MIN_MICROS, type Micros } from '../../shared/base/time.ts';
import type { Span } from './types.ts';

/** Closest zoom. vis-timeline keeps its range in whole milliseconds: below this, one step would be a visible jump. */
export const MIN_SPAN_MICROS = 100_000;
const MILLISECOND = 1000;

export interface Plot {
  readonly window: Span;
  readonly widthPx: number;
}

export function spanMicros(span: Span): number {
  return span.to - span.from;
}

export function toPx(plot: Plot, time: Micros): number {
  return ((time - plot.window.from) * plot.widthPx) / spanMicros(plot.window);
}

/** Instant under a pixel, rounded to a whole microsecond. */
export function toMicros(plot: Plot, px: number): Micros {
  return Math.round(plot.window.from + (px * spanMicros(plot.window)) / plot.widthPx) as Micros;
}

/** True for what may reach the view: a finite instant in the range that importers accept (one NaN breaks vis-timeline's fit). */
export function isDrawable(time: number): time is Micros {
  return Number.isFinite(time) && time >= MIN_MICROS && time <= MAX_MICROS;
}

/** The case with a little air on both sides, so that the first and the last event do not stick to the edge. */
export function fitWindow(caseSpan: Span): Span {
  const air = Math.max(spanMicros(caseSpan) * 0.015, MICROS_PER_SECOND);
  return wholeMilliseconds(caseSpan.from - air, caseSpan.to + air);
}

/** Everything that panning and zooming can reach: the fitted case and a third of it beyond each end. */
export function limitsOf(caseSpan: Span): Span {
  const beyond = Math.max(spanMicros(caseSpan) / 3, 60 * MICROS_PER_SECOND);
  return wholeMilliseconds(caseSpan.from - beyond, caseSpan.to + beyond);
}

/** The nearest allowed window: whole milliseconds, at least MIN_SPAN_MICROS wide, inside the limits. Unusable numbers give the limits. */
export function clampWindow(window: Span, limits: Span): Span {
  if (!Number.isFinite(window.from) || !Number.isFinite(window.to)) return limits;
  const width = Math.min(Math.max(window.to - window.from, MIN_SPAN_MICROS), spanMicros(limits));
  const middle = (window.from + window.to) / 2;
  const tooNarrow = window.to - window.from < MIN_SPAN_MICROS;
  const wanted = tooNarrow ? middle - width / 2 : window.from;
  // The width is rounded by itself: rounding both ends would let a window grow while it is panned.
  const wholeWidth = Math.round(width / MILLISECOND) * MILLISECOND;
  const from = Math.min(Math.max(wanted, limits.from), limits.to - wholeWidth);
  const start = Math.round(from / MILLISECOND) * MILLISECOND;
  return { from: start as Micros, to: (start + wholeWidth) as Micros };
}

/** Zooms by a factor (> 1 is out) and keeps the instant under the pointer where it is. */
export function zoomAt(window: Span, factor: number, anchor: Micros, limits: Span): Span {
  const width = spanMicros(window);
  const next = Math.min(Math.max(width * factor, MIN_SPAN_MICROS), spanMicros(limits));
  const share = (anchor - window.from) / width;
  const from = anchor - share * next;
  return clampWindow({ from: from as Micros, to: (from + next) as Micros }, limits);
}

export function panBy(window: Span, micros: number, limits: Span): Span {
  return clampWindow({ from: (window.from + micros) as Micros, to: (window.to + micros) as Micros }, limits);
}

/** A window on the way from one to another, `t` from 0 to 1, eased out. */
export function between(a: Span, b: Span, t: number): Span {
  const ease = 1 - (1 - t) ** 3;
  return wholeMilliseconds(a.from + (b.from - a.from) * ease, a.to + (b.to - a.to) * ease);
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to;
}

function wholeMilliseconds(from: number, to: number): Span {
  const low = Math.max(MIN_MICROS, Math.floor(from / MILLISECOND) * MILLISECOND);
  const high = Math.min(MAX_MICROS, Math.ceil(to / MILLISECOND) * MILLISECOND);
  return { from: low as Micros, to: Math.max(high, low + MILLISECOND) as Micros };
}
