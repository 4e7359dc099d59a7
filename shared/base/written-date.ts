/**
 * Dates as people and tables write them: `14/Nov/23 9:22 AM`, `Nov 14, 2023, 9:22:49 AM UTC`, `14 November 2023 at 09:22`,
 * `14.11.2023 09:22`. Strict: only what can be read in one way is a time.
 */
import { fail } from './result.ts';
import { MONTH_NAMES, type ParsedTime, parseLocal } from './time.ts';

/** Which number of `03/04/2023` is the day; null when nothing says so. */
export type DayOrder = 'day-first' | 'month-first' | null;

const NUMERIC = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,? +(.+))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(.+))?$/;
const DAY_MONTH =
  /^(?:[A-Z][a-z]{2,8}, )?(\d{1,2})[/ .-] ?([A-Z][a-z]{2,8})[/ .-] ?(\d{4}|\d{2})(?:,? (?:at )?(.+))?$/;
const MONTH_DAY = /^(?:[A-Z][a-z]{2,8}, )?([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})(?:,? (?:at )?(.+))?$/;
const OFFSET = /^\(?(?:(?:UTC|GMT|Z)|(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?)\)?$/;

const FULL_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A written date with a time of day; text without a zone is read in `ianaZone` and marked `assumed`. ISO 8601 is read
 * too. English month names; two-digit years are of this century. Without `order`, `03/04/2023` is refused.
 */
export function parseWrittenDate(written: string, ianaZone: string, order: DayOrder = null): ParsedTime {
  const text = written.trim().replace(/[\u00a0\u202f]/g, ' ');
  const iso = parseLocal(text, ianaZone);
  if (iso.ok || /^\d{4}-/.test(text)) return kept(iso, written);
  const parts = named(text) ?? numeric(text, order);
  if (parts === null) return fail('not a date and time');
  const clock = clockOf(parts.clock);
  if (clock === null) return fail(parts.clock === '' ? 'no such time of day' : 'not a date and time');
  const date = `${parts.year}-${two(parts.month)}-${two(parts.day)}`;
  return kept(parseLocal(`${date}T${clock}`, ianaZone), written);
}

/** The order that these dates have in common; null when none of them has a number above twelve, or they differ. */
export function dayOrderOf(texts: readonly string[]): DayOrder {
  const found = new Set<DayOrder>();
  for (const text of texts) {
    const match = NUMERIC.exec(text.trim());
    if (match === null) continue;
    if (Number(match[1]) > 12) found.add('day-first');
    if (Number(match[2]) > 12) found.add('month-first');
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function kept(parsed: ParsedTime, text: string): ParsedTime {
  return parsed.ok ? { ok: true, value: { ...parsed.value, text } } : parsed;
}

interface Parts {
  readonly year: string;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
}

function named(text: string): Parts | null {
  const dayFirst = DAY_MONTH.exec(text);
  const match = dayFirst ?? MONTH_DAY.exec(text);
  if (match === null) return null;
  const [word, day] = dayFirst === null ? [match[1], match[2]] : [match[2], match[1]];
  const month = monthOf(word ?? '');
  if (month === 0) return null;
  const year = match[3] ?? '';
  return {
    year: year.length === 2 ? `20${year}` : year,
    month,
    day: Number(day),
    clock: match[4] ?? '',
  };
}

function numeric(text: string, order: DayOrder): Parts | null {
  const match = NUMERIC.exec(text);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const dayFirst = first > 12 || first === second || order === 'day-first';
  const monthFirst = second > 12 || order === 'month-first';
  if (!dayFirst && !monthFirst) return null;
  const [day, month] = dayFirst && first <= 31 && second <= 12 ? [first, second] : [second, first];
  return { year: match[3] ?? '', month, day, clock: match[4] ?? '' };
}

function monthOf(word: string): number {
  const short = MONTH_NAMES.findIndex((name) => name === word || (word === 'Sept' && name === 'Sep'));
  return (short < 0 ? FULL_MONTHS.indexOf(word) : short) + 1;
}

/** `9:22 AM UTC` as `09:22Z`; null for anything else. */
function clockOf(text: string): string | null {
  const match = CLOCK.exec(text.trim());
  if (match === null) return null;
  let hour = Number(match[1]);
  const half = match[5]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  const seconds = match[3] === undefined ? '' : `:${match[3]}${match[4] === undefined ? '' : `.${match[4]}`}`;
  const zone = match[6] === undefined ? '' : zoneOf(match[6].trim());
  return zone === null ? null : `${two(hour)}:${match[2]}${seconds}${zone}`;
}

/** Offsets and UTC only: `CET` or `EST` mean several things. */
function zoneOf(text: string): string | null {
  const match = OFFSET.exec(text);
  if (match === null) return null;
  return match[1] === undefined ? 'Z' : `${match[1]}${two(Number(match[2]))}:${match[3] ?? '00'}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
