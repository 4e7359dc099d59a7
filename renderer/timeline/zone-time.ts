/** Instants and spans as the timeline writes them; the clock itself is shared/base/time. */
import {
  addDays,
  formatInZone,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  type Micros,
  MONTH_NAMES,
  startOfDay,
  wallTime,
  zoneOffsetMicros,
} from '../../shared/base/time.ts';
import type { Span } from './types.ts';

export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

/** How finely a clock time is written; each is a style of `formatInZone`. */
type Precision = 'minute' | 'time' | 'millis' | 'micros';

/** `14 Nov` */
export function dayText(time: Micros, zone: string): string {
  const wall = wallTime(time, zone);
  return `${wall.day} ${MONTH_NAMES[wall.month - 1]}`;
}

/** `Nov 2023` */
export function monthText(time: Micros, zone: string): string {
  const wall = wallTime(time, zone);
  return `${MONTH_NAMES[wall.month - 1]} ${wall.year}`;
}

/** `Tue 14 Nov 2023 09:22:49.000` */
export function instantText(time: Micros, zone: string, precision: Precision): string {
  return `${formatInZone(time, zone, 'day')} ${wallTime(time, zone).year} ${formatInZone(time, zone, precision)}`;
}

/** How finely one pixel of this width can point. */
export function precisionOf(microsPerPx: number): Precision {
  if (microsPerPx >= 30 * MICROS_PER_SECOND) return 'minute';
  if (microsPerPx >= MICROS_PER_SECOND / 2) return 'time';
  return 'millis';
}

/** A span in words, no longer than it must be: `14 Nov – 24 Nov 2023`, or days with clock times when it is short. */
export function spanText(span: Span, zone: string): string {
  const width = span.to - span.from;
  if (width >= 3 * MICROS_PER_DAY) {
    const last = (span.to - 1) as Micros;
    return `${dayText(span.from, zone)} – ${dayText(last, zone)} ${wallTime(last, zone).year}`;
  }
  const precision: Precision =
    width >= 2 * MICROS_PER_HOUR ? 'minute' : width >= 10 * MICROS_PER_SECOND ? 'time' : 'millis';
  const at = (time: Micros) => formatInZone(time, zone, precision);
  const day = (time: Micros) => formatInZone(time, zone, 'day');
  const sameDay = startOfDay(span.from, zone) === startOfDay(span.to, zone);
  return `${day(span.from)} ${at(span.from)} – ${sameDay ? '' : `${day(span.to)} `}${at(span.to)}`;
}

/** `UTC`, or the zone with its offset at that time: `America/Sao Paulo UTC−3`. */
export function zoneLabel(zone: string, time: Micros): string {
  if (zone === 'UTC') return 'UTC';
  const minutes = Math.round(zoneOffsetMicros(time, zone) / MICROS_PER_MINUTE);
  const rest = Math.abs(minutes) % 60;
  const clock = `${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  return `${zone.replaceAll('_', ' ')} UTC${minutes < 0 ? '−' : '+'}${clock}`;
}

export function nextDay(time: Micros, zone: string): Micros {
  return addDays(time, 1, zone);
}
