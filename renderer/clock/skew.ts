/** How far a clock is off, as a person writes it: seconds, or hours, minutes and seconds, with a sign. */
import { MICROS_PER_SECOND } from '../../shared/base/time.ts';

const MAX_SECONDS = 3_155_760_000;
const FORM = /^([+−-]?)(?:(\d{1,6}):([0-5]\d):([0-5]\d)|(\d{1,10}))(?:\.(\d{1,6}))?\s*s?$/;

/** Microseconds; null where the text is no such length, or more than a century. */
export function parseSkew(text: string): number | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, sign, hours, minutes, clockSeconds, plain, fraction] = match;
  const seconds =
    plain === undefined ? Number(hours) * 3600 + Number(minutes) * 60 + Number(clockSeconds) : Number(plain);
  if (seconds > MAX_SECONDS) return null;
  const micros = seconds * MICROS_PER_SECOND + Number((fraction ?? '').padEnd(6, '0'));
  return sign === '' || sign === '+' || micros === 0 ? micros : -micros;
}

/** `+01:02:03`, `−00:00:05.25`; `±0` for none. */
export function skewText(micros: number): string {
  if (micros === 0) return '±0';
  const all = Math.abs(micros);
  const seconds = Math.floor(all / MICROS_PER_SECOND);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const rest = String(all % MICROS_PER_SECOND)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${micros < 0 ? '−' : '+'}${clock}${rest === '' ? '' : `.${rest}`}`;
}
