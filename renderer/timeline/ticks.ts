/** Dates along the overview's lower edge, and weekends for shading. */
import {
  addDays,
  formatInZone,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  type Micros,
  startOfDay,
  wallTime,
  weekday,
} from '../../shared/base/time.ts';
import { spanMicros } from './geometry.ts';
import type { Span } from './types.ts';
import { dayText, MICROS_PER_HOUR, MICROS_PER_MINUTE, monthText, nextDay } from './zone-time.ts';

export interface Tick {
  readonly time: Micros;
  readonly label: string;
}

const SECOND_STEPS = [1, 2, 5, 10, 15, 30].map((seconds) => seconds * MICROS_PER_SECOND);
const MINUTE_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map(
  (minutes) => minutes * MICROS_PER_MINUTE,
);
const CLOCK_STEPS = [...SECOND_STEPS, ...MINUTE_STEPS];
const DAY_STEPS = [1, 2, 7, 14];
const MAX_TICKS = 200;
/** By ISO. */
const SATURDAY = 6;

/** Ticks at least `minGapPx` apart: clock times inside a day or two, dates, Mondays, months. */
export function pickTicks(span: Span, widthPx: number, zone: string, minGapPx: number): readonly Tick[] {
  if (!(widthPx > 0) || spanMicros(span) <= 0) return [];
  const minStep = (spanMicros(span) / widthPx) * minGapPx;
  const clockStep = CLOCK_STEPS.find((step) => step >= minStep);
  if (clockStep !== undefined) return clockTicks(span, zone, clockStep);
  const days = DAY_STEPS.find((step) => step * MICROS_PER_DAY >= minStep);
  return days === undefined ? monthTicks(span, zone, minStep) : dayTicks(span, zone, days);
}

function clockTicks(span: Span, zone: string, step: number): Tick[] {
  const ticks: Tick[] = [];
  const style = step < MICROS_PER_MINUTE ? 'time' : 'minute';
  for (let day = startOfDay(span.from, zone); day < span.to; day = nextDay(day, zone)) {
    const end = Math.min(nextDay(day, zone), span.to);
    const skipped = Math.max(0, Math.ceil((span.from - day) / step)) * step;
    for (
      let time = (day + skipped) as Micros;
      time < end && ticks.length < MAX_TICKS;
      time = (time + step) as Micros
    ) {
      ticks.push({ time, label: time === day ? dayText(time, zone) : formatInZone(time, zone, style) });
    }
  }
  return ticks;
}

function dayTicks(span: Span, zone: string, step: number): Tick[] {
  const ticks: Tick[] = [];
  let index = 0;
  for (let day = startOfDay(span.from, zone); day < span.to && index < 20_000; day = nextDay(day, zone)) {
    // Weeks start on Monday; other steps count from a fixed day so that ticks stay put while the span moves.
    const ordinal = Math.floor((day + 12 * MICROS_PER_HOUR) / MICROS_PER_DAY) + 3;
    if (day >= span.from && ordinal % step === 0) ticks.push({ time: day, label: dayText(day, zone) });
    index += 1;
  }
  return ticks.slice(0, MAX_TICKS);
}

function monthTicks(span: Span, zone: string, minStep: number): Tick[] {
  const ticks: Tick[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (
    let day = startOfDay(span.from, zone);
    day < span.to && ticks.length < MAX_TICKS;
    day = nextDay(day, zone)
  ) {
    if (wallTime(day, zone).day !== 1 || day < span.from || day - last < minStep) continue;
    ticks.push({ time: day, label: monthText(day, zone) });
    last = day;
  }
  return ticks;
}

/** Weekends of longer spans would be slivers or a wall. */
export const WEEKENDS_UP_TO_MICROS = 130 * MICROS_PER_DAY;

/** Saturdays and Sundays that touch a span, in the zone, each weekend as one span. */
export function weekends(span: Span, zone: string): readonly Span[] {
  const found: Span[] = [];
  const first = startOfDay(span.from, zone);
  const day = weekday(first, zone);
  let saturday = addDays(first, day === 7 ? -1 : SATURDAY - day, zone);
  while (saturday < span.to) {
    found.push({ from: saturday, to: addDays(saturday, 2, zone) });
    saturday = addDays(saturday, 7, zone);
  }
  return found;
}
