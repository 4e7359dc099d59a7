/** One entry of the custody log in a line: what stands in its details, lists by their length. */
import { skewText } from '../clock/skew.ts';
import { count } from '../format/number.ts';

/** Hashes of all tables: an entry's last word, not its first. */
const APART = new Set(['state']);

export function entryWords(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .filter(([key, value]) => !APART.has(key) && value !== null)
    .map(([key, value]) =>
      key === 'skewMicros' && typeof value === 'number'
        ? `skew ${skewText(value)}`
        : `${key} ${valueWords(value)}`,
    )
    .join(', ');
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return count(value.length);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}
