/**
 * Time is a type. This is the only file that touches `Date`; log text never reaches `Date.parse`, which rolls
 * 30 February over, reads `1` as a year and shifts zone-less text by the machine's zone.
 *
 * Calendar arithmetic is the proleptic Gregorian "days from civil" of Howard Hinnant
 * (https://howardhinnant.github.io/date_algorithms.html); zones come from the runtime's IANA data through Intl.
 */
import { assertNever } from './assert.ts';
import { fail, type Result } from './result.ts';

declare const microsBrand: unique symbol;
/** UTC, integer microseconds since the Unix epoch. Exact in a double until the year 2255. */
export type Micros = number & { readonly [microsBrand]: true };

export const MICROS_PER_SECOND = 1_000_000;
const MICROS_PER_MINUTE = 60_000_000;
const MICROS_PER_HOUR = 3_600_000_000;
export const MICROS_PER_DAY = 86_400_000_000;

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

function parseEpoch(value: number | string, unit: 'second' | 'millisecond'): ParsedTime {
  const text = String(value);
  const match = /^(\d{1,16})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return fail('not a whole number');
  const perUnit = unit === 'second' ? MICROS_PER_SECOND : 1000;
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
  if (ianaZone === null) return fail('no zone');
  const asUtc = assemble(text, wall, precision, 0);
  if (!asUtc.ok) return asUtc;
  return timestamp(instantOfWall(asUtc.value.micros, ianaZone), text, precision, 'assumed');
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

// ---- calendar --------------------------------------------------------------------------------------------------

export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999. */
  readonly micro: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return MONTH_LENGTHS[month - 1] ?? 0;
}

/** Days since 1970-01-01. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function microsOfWall(wall: WallTime): number {
  const seconds =
    daysFromCivil(wall.year, wall.month, wall.day) * 86_400 +
    wall.hour * 3600 +
    wall.minute * 60 +
    wall.second;
  return seconds * MICROS_PER_SECOND + wall.micro;
}

function wallOfMicros(micros: number): WallTime {
  const days = Math.floor(micros / MICROS_PER_DAY);
  let rest = micros - days * MICROS_PER_DAY;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const hour = Math.floor(rest / MICROS_PER_HOUR);
  rest -= hour * MICROS_PER_HOUR;
  const minute = Math.floor(rest / MICROS_PER_MINUTE);
  rest -= minute * MICROS_PER_MINUTE;
  const second = Math.floor(rest / MICROS_PER_SECOND);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
    hour,
    minute,
    second,
    micro: rest - second * MICROS_PER_SECOND,
  };
}

// ---- zones -----------------------------------------------------------------------------------------------------

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The last answer: neighbours on screen nearly always share their quarter of an hour. */
  slot: number;
  offsetMicros: number;
}

const zones = new Map<string, Zone>();
/** Clock changes since 1970 fall on quarters of an hour. */
const SLOT_MICROS = 900_000_000;

/** Whether the runtime knows this IANA zone (`UTC`, `America/Sao_Paulo`, …). */
export function isZone(ianaZone: string): boolean {
  try {
    zoneOf(ianaZone);
    return true;
  } catch {
    return false;
  }
}

/** Throws RangeError for an unknown zone: check with `isZone` where the name comes from a person. */
function zoneOf(ianaZone: string): Zone {
  const known = zones.get(ianaZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: ianaZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const zone: Zone = { format, slot: Number.NaN, offsetMicros: 0 };
  zones.set(ianaZone, zone);
  return zone;
}

/** What to add to UTC to get the wall time of a zone at an instant, in microseconds. */
export function zoneOffsetMicros(micros: number, ianaZone: string): number {
  if (ianaZone === 'UTC') return 0;
  const zone = zoneOf(ianaZone);
  const slot = Math.floor(micros / SLOT_MICROS);
  if (zone.slot === slot) return zone.offsetMicros;
  const slotStart = slot * SLOT_MICROS;
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(slotStart / 1000)) part[type] = Number(value);
  const wall = microsOfWall({
    year: part.year ?? 0,
    month: part.month ?? 0,
    day: part.day ?? 0,
    hour: part.hour ?? 0,
    minute: part.minute ?? 0,
    second: part.second ?? 0,
    micro: 0,
  });
  zone.slot = slot;
  zone.offsetMicros = wall - slotStart;
  return zone.offsetMicros;
}

/** The instant of a wall time given as if it were UTC. Overlaps and gaps as `parseLocal` says. */
function instantOfWall(wallAsUtc: number, ianaZone: string): number {
  const before = zoneOffsetMicros(wallAsUtc - MICROS_PER_DAY, ianaZone);
  const after = zoneOffsetMicros(wallAsUtc + MICROS_PER_DAY, ianaZone);
  if (before === after) return wallAsUtc - before;
  const early = wallAsUtc - before;
  const late = wallAsUtc - after;
  const earlyHolds = zoneOffsetMicros(early, ianaZone) === before;
  const lateHolds = zoneOffsetMicros(late, ianaZone) === after;
  if (earlyHolds && lateHolds) return Math.min(early, late);
  return lateHolds ? late : early;
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

/** Midnight (or the first instant after a skipped midnight) that begins the day of an instant. */
export function startOfDay(micros: Micros, ianaZone: string): Micros {
  return addDays(micros, 0, ianaZone);
}

/** Midnight `days` days after the day of an instant; days are calendar days, 23 to 25 hours long. */
export function addDays(micros: Micros, days: number, ianaZone: string): Micros {
  const { year, month, day } = wallTime(micros, ianaZone);
  return instantOf({ year, month, day: day + days, hour: 0, minute: 0, second: 0, micro: 0 }, ianaZone);
}

/** ISO weekday of an instant: 1 is Monday, 7 is Sunday. */
export function weekday(micros: Micros, ianaZone: string): number {
  const days = Math.floor((micros + zoneOffsetMicros(micros, ianaZone)) / MICROS_PER_DAY);
  return ((((days + 3) % 7) + 7) % 7) + 1;
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
