/**
 * Time is a type. This is the only file that touches `Date`; log text never reaches `Date.parse`, which rolls
 * 30 February over, reads `1` as a year and shifts zone-less text by the machine's zone.
 */
import { TZDate } from '@date-fns/tz';
import { addDays as addCalendarDays, getISODay, startOfDay as startOfCalendarDay } from 'date-fns';
import { assertNever } from './assert.ts';
import {
  daysInMonth,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  microsOfWall,
  type WallTime,
  wallOfMicros,
} from './calendar.ts';
import { fail, type Result } from './result.ts';
import { instantOfWall, isZone, wallDoubt, zoneOffsetMicros } from './zone.ts';
import { offsetOfName } from './zone-names.ts';

export { MICROS_PER_DAY, MICROS_PER_SECOND, type WallTime } from './calendar.ts';
export { isZone, zoneOffsetMicros } from './zone.ts';

declare const microsBrand: unique symbol;
/** UTC, integer microseconds since the Unix epoch. Exact in a double until the year 2255. */
export type Micros = number & { readonly [microsBrand]: true };

/** Earliest and latest instants that a timestamp may name: 1970-01-01 and 2200-01-01. Outside is `time.invalid`. */
export const MIN_MICROS = 0 as Micros;
export const MAX_MICROS = 7_258_118_400_000_000 as Micros;

/** How fine the text of a timestamp was. Stored as a number: append only. */
export const PRECISIONS = ['second', 'millisecond', 'microsecond', 'nanosecond', 'minute', 'day'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** A point in time as a source wrote it. */
export interface Timestamp {
  /** UTC, integer microseconds since 1970-01-01T00:00:00Z. Finer digits are cut, never rounded. */
  readonly micros: Micros;
  /** The text as written in the record (`1637539629.037000000` for Atlassian's pair of numbers). */
  readonly text: string;
  readonly precision: Precision;
  /** `stated`: the record or its format says the zone. `assumed`: the analyst or the default (UTC) said it. */
  readonly zone: 'stated' | 'assumed';
  /** Only where the zone is assumed: the wall time as written, as if it were UTC. Another zone can be assumed from it later. */
  readonly wall?: Micros;
  /** The assumed zone's clock was set so that this wall time was skipped, or passed twice (the earlier instant is taken). */
  readonly doubt?: 'gap' | 'overlap';
}

/** Why a text is no timestamp, in words for the ledger. */
export type TimeProblem =
  | 'not a date and time'
  | 'no such day'
  | 'no such time of day'
  | 'a leap second'
  | 'no zone'
  | 'no such zone offset'
  | 'not a whole number'
  | 'outside 1970 to 2200';

export type ParsedTime = Result<Timestamp, TimeProblem>;

/** The only clock. */
export function nowMicros(): Micros {
  return (Date.now() * 1000) as Micros;
}

// ---- parsing ---------------------------------------------------------------------------------------------------

/**
 * RFC 3339 / ISO 8601 with a zone: `2023-11-14T09:22:49Z`, any fraction up to nine digits after `.` or `,`,
 * offset `Z`, `+hh:mm` or `+hhmm`, a space instead of `T`. Text without a zone is refused: see `parseLocal`.
 */
export function parseIso(text: string): ParsedTime {
  return parseUtcFast(text) ?? parseGeneral(text, null);
}

/**
 * Date and time without a zone, read in an IANA zone and marked `assumed`; a zone in the text wins and is `stated`.
 * Wall times that a clock change repeats mean the earlier instant; wall times it skips are read with the offset
 * from before the change, so they land after it (Temporal's `compatible`).
 */
export function parseLocal(text: string, ianaZone: string): ParsedTime {
  return parseUtcFast(text) ?? parseGeneral(text, ianaZone);
}

/** Unix seconds, as a number or decimal text; a fraction is kept to the microsecond. */
export function parseEpochSeconds(value: number | string): ParsedTime {
  return parseEpoch(value, 'second');
}

/** Unix milliseconds, as a number or decimal text. */
export function parseEpochMillis(value: number | string): ParsedTime {
  return parseEpoch(value, 'millisecond');
}

/** Unix microseconds, as a number or decimal text (Timesketch, plaso). */
export function parseEpochMicros(value: number | string): ParsedTime {
  return parseEpoch(value, 'microsecond');
}

/** A calendar day alone, `2023-10-20`: its first instant in the zone, to the day, zone assumed. */
export function parseDay(text: string, ianaZone: string): ParsedTime {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return fail('not a date and time');
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return wallInZone({ year, month, day, hour: 0, minute: 0, second: 0, micro: 0 }, text, 'day', ianaZone);
}

/**
 * Date, time and zone of three columns as log2timeline writes them: `11/14/2023` (month first), `09:22:49`. The zone is
 * `stated` where `zone` is an abbreviation of one meaning (`CEST`), an offset or an IANA name; where it is empty or
 * unknown, `assumedZone` counts and the time is `assumed`.
 */
export function parseMonthFirst(date: string, time: string, zone: string, assumedZone: string): ParsedTime {
  const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(date);
  const clock = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/.exec(time);
  if (day === null || clock === null) return fail('not a date and time');
  const fraction = clock[4] ?? '';
  const wall: WallTime = {
    year: Number(day[3]),
    month: Number(day[1]),
    day: Number(day[2]),
    hour: Number(clock[1]),
    minute: Number(clock[2]),
    second: Number(clock[3]),
    micro: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
  const text = `${date} ${time} ${zone}`.trim();
  const precision = precisionOf(fraction.length);
  const offset = offsetOfName(zone);
  if (offset !== null) return assemble(text, wall, precision, offset);
  // Three letters of no single meaning are no IANA name either, though some runtimes take them for one.
  const stated = !/^[A-Z]{0,4}$/i.test(zone) && isZone(zone);
  const parsed = wallInZone(wall, text, precision, stated ? zone : assumedZone);
  if (!parsed.ok || !stated) return parsed;
  return { ok: true, value: { micros: parsed.value.micros, text, precision, zone: 'stated' } };
}

/**
 * Atlassian's pair `{epochSecond, nano}`. `nano` counts nanoseconds: 37000000 is .037 s, which is lost when the two
 * numbers are joined without padding; the kept text is padded to nine digits.
 */
export function parseEpochPair(epochSecond: unknown, nano: unknown): ParsedTime {
  if (!Number.isSafeInteger(epochSecond) || !Number.isSafeInteger(nano)) return fail('not a whole number');
  const seconds = epochSecond as number;
  const nanos = nano as number;
  if (nanos < 0 || nanos > 999_999_999) return fail('no such time of day');
  return timestamp(
    seconds * MICROS_PER_SECOND + Math.floor(nanos / 1000),
    `${seconds}.${String(nanos).padStart(9, '0')}`,
    'nanosecond',
    'stated',
  );
}

/** Common Log Format, as web servers write it: `17/Apr/2015:11:27:43 -0700`, English months, brackets taken off. */
export function parseClf(text: string): ParsedTime {
  const match = CLF.exec(text);
  if (match === null) return fail('not a date and time');
  const month = MONTH_NAMES.findIndex((name) => name.toLowerCase() === match[2]?.toLowerCase()) + 1;
  const iso = `${match[3]}-${pad(month, 2)}-${match[1]}T${match[4]}${match[5]}`;
  const parsed = parseIso(iso);
  return parsed.ok ? { ok: true, value: { ...parsed.value, text } } : parsed;
}

const CLF = /^(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{4})$/;

/** The end of an interval that begins at `start`, as a source gives its length; null beyond what a timestamp may name. */
export function laterBy(start: Timestamp, micros: number): Timestamp | null {
  const end = timestamp(start.micros + micros, '', 'microsecond', start.zone);
  return end.ok ? { ...end.value, text: formatMicros(end.value.micros) } : null;
}

function parseEpoch(value: number | string, unit: 'second' | 'millisecond' | 'microsecond'): ParsedTime {
  const text = String(value);
  const match = /^(\d{1,16})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return fail('not a whole number');
  const perUnit = unit === 'second' ? MICROS_PER_SECOND : unit === 'millisecond' ? 1000 : 1;
  const fraction = match[2] ?? '';
  const micros = Number(match[1]) * perUnit + Math.floor(Number(`0.${fraction || '0'}`) * perUnit + 1e-6);
  return timestamp(micros, text, fraction === '' ? unit : 'microsecond', 'stated');
}

function timestamp(
  micros: number,
  text: string,
  precision: Precision,
  zone: 'stated' | 'assumed',
): ParsedTime {
  if (!(micros >= MIN_MICROS && micros < MAX_MICROS)) return fail('outside 1970 to 2200');
  return { ok: true, value: { micros: micros as Micros, text, precision, zone } };
}

/** `YYYY-MM-DDTHH:MM:SSZ` and `….fffZ` without a regular expression: nearly every record has one of these two shapes. */
function parseUtcFast(text: string): ParsedTime | null {
  const length = text.length;
  if (length !== 20 && length !== 24) return null;
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(10) !== 84 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58 ||
    text.charCodeAt(length - 1) !== 90
  )
    return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  let millis = 0;
  if (length === 24) {
    if (text.charCodeAt(19) !== 46) return null;
    millis = twoDigits(text, 20) * 10 + (text.charCodeAt(22) - 48);
    const last = text.charCodeAt(22);
    if (last < 48 || last > 57) return null;
  }
  // A sum of non-digits is NaN: the general parser then says what is wrong.
  if (!(year + month + day + hour + minute + second + millis >= 0)) return null;
  return assemble(
    text,
    { year, month, day, hour, minute, second, micro: millis * 1000 },
    length === 20 ? 'second' : 'millisecond',
    0,
  );
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

function parseGeneral(text: string, ianaZone: string | null): ParsedTime {
  const match = DATE_TIME.exec(text);
  if (match === null) return fail('not a date and time');
  const fraction = match[7] ?? '';
  const wall: WallTime = {
    year: Number(match[1]),
    month: Number(match[2]),
    day: Number(match[3]),
    hour: Number(match[4]),
    minute: Number(match[5]),
    second: Number(match[6] ?? 0),
    micro: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
  const precision = match[6] === undefined ? 'minute' : precisionOf(fraction.length);
  if (match[8] !== undefined) return assemble(text, wall, precision, 0);
  if (match[9] !== undefined) {
    const hours = Number(match[10]);
    const minutes = Number(match[11]);
    if (hours > 23 || minutes > 59) return fail('no such zone offset');
    const sign = match[9] === '-' ? -1 : 1;
    return assemble(text, wall, precision, sign * (hours * MICROS_PER_HOUR + minutes * MICROS_PER_MINUTE));
  }
  return ianaZone === null ? fail('no zone') : wallInZone(wall, text, precision, ianaZone);
}

/** A wall time in a zone that the text does not say. */
function wallInZone(wall: WallTime, text: string, precision: Precision, ianaZone: string): ParsedTime {
  const asUtc = assemble(text, wall, precision, 0);
  if (!asUtc.ok) return asUtc;
  const assumed = timestamp(instantOfWall(asUtc.value.micros, ianaZone), text, precision, 'assumed');
  if (!assumed.ok) return assumed;
  const doubt = wallDoubt(asUtc.value.micros, ianaZone);
  const value = { ...assumed.value, wall: asUtc.value.micros };
  return { ok: true, value: doubt === null ? value : { ...value, doubt } };
}

function precisionOf(digits: number): Precision {
  if (digits === 0) return 'second';
  if (digits <= 3) return 'millisecond';
  return digits <= 6 ? 'microsecond' : 'nanosecond';
}

function assemble(text: string, wall: WallTime, precision: Precision, offsetMicros: number): ParsedTime {
  const { year, month, day, hour, minute, second } = wall;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return fail('no such day');
  if (hour > 23 || minute > 59 || second > 60) return fail('no such time of day');
  if (second === 60) return fail('a leap second');
  return timestamp(microsOfWall(wall) - offsetMicros, text, precision, 'stated');
}

// ---- for axes --------------------------------------------------------------------------------------------------

/** Wall time of an instant in a zone. */
export function wallTime(micros: Micros, ianaZone: string): WallTime {
  return wallOfMicros(micros + zoneOffsetMicros(micros, ianaZone));
}

/** The instant of a wall time in a zone; fields out of range carry over (month 13 is January of the next year). */
export function instantOf(wall: WallTime, ianaZone: string): Micros {
  const months = wall.year * 12 + wall.month - 1;
  const year = Math.floor(months / 12);
  const first = microsOfWall({ ...wall, year, month: months - year * 12 + 1, day: 1 });
  return instantOfWall(first + (wall.day - 1) * MICROS_PER_DAY, ianaZone) as Micros;
}

/** The instant of a wall time written as if it were UTC (`Timestamp.wall`), read in a zone; as `parseLocal` reads it. */
export function instantOfWallMicros(wall: number, ianaZone: string): Micros {
  return instantOfWall(wall, ianaZone) as Micros;
}

/** Midnight (or the first instant after a skipped midnight) that begins the day of an instant. */
export function startOfDay(micros: Micros, ianaZone: string): Micros {
  return microsOf(startOfCalendarDay(zonedDate(micros, ianaZone)));
}

/** Midnight `days` days after the day of an instant; days are calendar days, 23 to 25 hours long. */
export function addDays(micros: Micros, days: number, ianaZone: string): Micros {
  return microsOf(startOfCalendarDay(addCalendarDays(startOfCalendarDay(zonedDate(micros, ianaZone)), days)));
}

/** ISO weekday of an instant: 1 is Monday, 7 is Sunday. */
export function weekday(micros: Micros, ianaZone: string): number {
  return getISODay(zonedDate(micros, ianaZone));
}

function zonedDate(micros: Micros, ianaZone: string): TZDate {
  return new TZDate(Math.floor(micros / 1000), ianaZone);
}

function microsOf(date: Date): Micros {
  return (date.getTime() * 1000) as Micros;
}

export const WEEKDAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const MONTH_NAMES = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

// ---- formatting ------------------------------------------------------------------------------------------------

/** `2023-11-14T09:22:49.000000Z`: how every export and every JSON answer writes time. */
export function formatMicros(micros: Micros): string {
  const wall = wallOfMicros(micros);
  return `${dateText(wall)}T${clockText(wall)}.${pad(wall.micro, 6)}Z`;
}

/**
 * - `date` 2023-11-14 · `minute` 09:22 · `time` 09:22:49 · `millis` 09:22:49.000 · `micros` 09:22:49.000000
 * - `datetime` 2023-11-14 09:22:49 · `full` 2023-11-14 09:22:49.000000 +00:00
 * - `offset` +00:00 · `weekday` Tue · `day` Tue 14 Nov
 */
export type TimeStyle =
  | 'date'
  | 'minute'
  | 'time'
  | 'millis'
  | 'micros'
  | 'datetime'
  | 'full'
  | 'offset'
  | 'weekday'
  | 'day';

/** Text of an instant in an IANA zone, always with the same digits on every machine and in every locale. */
export function formatInZone(micros: Micros, ianaZone: string, style: TimeStyle): string {
  const offset = zoneOffsetMicros(micros, ianaZone);
  const wall = wallOfMicros(micros + offset);
  switch (style) {
    case 'date':
      return dateText(wall);
    case 'minute':
      return `${pad(wall.hour, 2)}:${pad(wall.minute, 2)}`;
    case 'time':
      return clockText(wall);
    case 'millis':
      return `${clockText(wall)}.${pad(Math.floor(wall.micro / 1000), 3)}`;
    case 'micros':
      return `${clockText(wall)}.${pad(wall.micro, 6)}`;
    case 'datetime':
      return `${dateText(wall)} ${clockText(wall)}`;
    case 'full':
      return `${dateText(wall)} ${clockText(wall)}.${pad(wall.micro, 6)} ${offsetText(offset)}`;
    case 'offset':
      return offsetText(offset);
    case 'weekday':
      return WEEKDAY_NAMES[weekday(micros, ianaZone) - 1] ?? '';
    case 'day':
      return `${WEEKDAY_NAMES[weekday(micros, ianaZone) - 1]} ${wall.day} ${MONTH_NAMES[wall.month - 1]}`;
    default:
      return assertNever(style);
  }
}

/** A length of time in words: `1 d 07:05:49`, `00:12:00`, `8.250 s`, `120 ms`, `40 µs`. A minus sign leads negative ones. */
export function formatDuration(micros: number): string {
  if (micros < 0) return `-${formatDuration(-micros)}`;
  if (micros < 1000) return `${micros} µs`;
  if (micros < MICROS_PER_SECOND) return `${Math.floor(micros / 1000)} ms`;
  if (micros < MICROS_PER_MINUTE) return `${(Math.floor(micros / 1000) / 1000).toFixed(3)} s`;
  const days = Math.floor(micros / MICROS_PER_DAY);
  const clock = clockText(wallOfMicros(micros - days * MICROS_PER_DAY));
  return days === 0 ? clock : `${days} d ${clock}`;
}

function dateText(wall: WallTime): string {
  return `${pad(wall.year, 4)}-${pad(wall.month, 2)}-${pad(wall.day, 2)}`;
}

function clockText(wall: WallTime): string {
  return `${pad(wall.hour, 2)}:${pad(wall.minute, 2)}:${pad(wall.second, 2)}`;
}

function offsetText(offsetMicros: number): string {
  const minutes = Math.round(Math.abs(offsetMicros) / MICROS_PER_MINUTE);
  return `${offsetMicros < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
