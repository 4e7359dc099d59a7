/**
 * Values of Parquet columns as JSON, always the same text for the same value: whole numbers of any size with all their
 * digits, instants as ISO 8601 (times of no stated zone without one), bytes as text where they are text and as `0x…` where not.
 */
import type { ParquetParsers, SchemaElement } from 'hyparquet';
import { formatMicros, MAX_MICROS, type Micros } from '../../../shared/base/time.ts';
import { decodeUtf8 } from '../../../shared/importers/kit/decode.ts';

const MAX_DEPTH = 100;
const NANOS_PER_DAY = 86_400_000_000_000n;

/** What the library calls for values that have a meaning beyond their bits. */
export const PARSERS: ParquetParsers = {
  timestampFromMilliseconds: (millis) => instant(BigInt(millis) * 1_000_000n, 3),
  timestampFromMicroseconds: (micros) => instant(BigInt(micros) * 1000n, 6),
  timestampFromNanoseconds: (nanos) => instant(BigInt(nanos), 9),
  dateFromDays: (days) => clock(BigInt(days) * NANOS_PER_DAY, 0, '').slice(0, 10),
  stringFromBytes: bytesText,
  jsonFromBytes: bytesText,
  geometryFromBytes: bytesText,
  geographyFromBytes: bytesText,
  uuidFromBytes: (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, '$1-$2-$3-$4-$5'),
};

/** For columns that hold what a clock showed somewhere (`isAdjustedToUTC` false): no zone is written, none was stated. */
const LOCAL_PARSERS: ParquetParsers = {
  ...PARSERS,
  timestampFromMilliseconds: (millis) => clock(BigInt(millis) * 1_000_000n, 3, ''),
  timestampFromMicroseconds: (micros) => clock(BigInt(micros) * 1000n, 6, ''),
  timestampFromNanoseconds: (nanos) => clock(BigInt(nanos), 9, ''),
};

/** Which of the two the column's own description asks for; older files, which describe no zone, mean UTC. */
export function parsersOf({ logical_type: type }: SchemaElement): ParquetParsers {
  return type?.type === 'TIMESTAMP' && type.isAdjustedToUTC === false ? LOCAL_PARSERS : PARSERS;
}

/** One row as a line of JSON, keys in the order of the columns. `keys`: their names, quoted. */
export function rowLine(keys: readonly string[], row: readonly unknown[]): string {
  let line = '{';
  for (let at = 0; at < keys.length; at++) line += `${at === 0 ? '' : ','}${keys[at]}:${json(row[at], 0)}`;
  return `${line}}\n`;
}

function json(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : composite(value, depth);
    default:
      return 'null';
  }
}

function composite(value: object, depth: number): string {
  if (depth >= MAX_DEPTH) return 'null';
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value));
  if (Array.isArray(value)) return `[${value.map((one) => json(one, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${json(inner, depth + 1)}`,
  );
  return `{${entries.join(',')}}`;
}

/** Text where the bytes are text; else hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes with control characters are no text
  return text === null || /[\0-\x08\x0e-\x1f]/.test(text) ? `0x${hex(bytes)}` : text;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** ISO 8601 in UTC. */
function instant(nanos: bigint, digits: number): string {
  return clock(nanos, digits, 'Z');
}

/** Date and time with as many digits as the unit has; beyond our calendar the number itself, which is then no time. */
function clock(nanos: bigint, digits: number, zone: string): string {
  if (nanos < 0n || nanos >= BigInt(MAX_MICROS) * 1000n) return `${nanos} ns`;
  const micros = formatMicros(Number(nanos / 1000n) as Micros);
  const fraction = `${micros.slice(20, 26)}${String(nanos % 1000n).padStart(3, '0')}`.slice(0, digits);
  return `${micros.slice(0, 19)}${digits === 0 ? '' : `.${fraction}`}${zone}`;
}
