/** Instants in a zone, by the browser's own time-zone data; to the microsecond, without `Date`. */
import type { Micros } from '../../shared/base/time.ts';

export interface InstantParts {
  /** `2023-11-14`. */
  readonly date: string;
  /** `09:22:49`. */
  readonly time: string;
  /** `.123` or `.123456`; empty for whole seconds. */
  readonly fraction: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

export function instantParts(instant: Micros, zone: string): InstantParts {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of formatter(zone).formatToParts(Math.floor(instant / 1000))) found[part.type] = part.value;
  const micros = ((instant % 1_000_000) + 1_000_000) % 1_000_000;
  const digits = String(micros).padStart(6, '0');
  return {
    date: `${found.year}-${found.month}-${found.day}`,
    time: `${found.hour}:${found.minute}:${found.second}`,
    fraction: micros === 0 ? '' : `.${digits.endsWith('000') ? digits.slice(0, 3) : digits}`,
  };
}

/** `2023-11-14 09:22:49.123`. The zone always stands beside it, so it is not repeated here. */
export function instant(at: Micros, zone: string): string {
  const { date, time, fraction } = instantParts(at, zone);
  return `${date} ${time}${fraction}`;
}

/** `2023-11-14 09:22`: where seconds would only take the room of what matters. */
export function minute(at: Micros, zone: string): string {
  const { date, time } = instantParts(at, zone);
  return `${date} ${time.slice(0, 5)}`;
}

const dayFormatters = new Map<string, Intl.DateTimeFormat>();

/** `14 Nov 2023`: for headers, where the day is enough. */
export function day(at: Micros, zone: string): string {
  let made = dayFormatters.get(zone);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    dayFormatters.set(zone, made);
  }
  return made.format(Math.floor(at / 1000));
}

const STEPS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** A length of time in its two largest units: `3 d 4 h`, `12 min 5 s`, `0.250 s`. */
export function duration(micros: number): string {
  const seconds = Math.abs(micros) / 1_000_000;
  if (seconds < 1) return `${seconds.toFixed(3)} s`;
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [size, unit] of STEPS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
