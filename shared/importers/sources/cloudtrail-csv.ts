/**
 * Rows of CloudTrail in delimited text, made into records: the console's event history (16 columns), query results of
 * Athena (lower-case columns) and CloudTrail Lake, and tables that people made of them. Columns go by their names, in any
 * order and any spelling of case, spaces and underscores. Structs are Presto text or JSON, or were flattened into columns
 * of their own (`userIdentity.arn`, `responseElements.ConsoleLogin`, `userIdentity_arn`; Sentinel's `UserIdentityArn`).
 * Account ids that a spreadsheet took for numbers: leading zeros come back, `5.28758E+11` is lost and said.
 */
import type { JsonObject } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { isObject, issue } from '../kit/fields.ts';
import { parsePresto } from '../kit/presto.ts';
import { parseJsonText } from '../kit/unwrap.ts';
import { COMPOSITE, type Columns, KEYS, OPAQUE } from './cloudtrail-columns.ts';

export interface Row {
  readonly record: JsonObject;
  readonly issues: readonly Issue[];
}

/** One row as the record it was made from, as far as its columns go; null where a cell should hold it and does not. */
export function recordOfRow(cells: readonly string[], { paths, whole }: Columns): Row | null {
  if (whole >= 0) {
    const parsed = parseJsonText(cells[whole] ?? '');
    const value = parsed.ok ? parsed.value : null;
    return isObject(value) ? { record: value, issues: [] } : null;
  }
  const record = Object.create(null) as Record<string, unknown>;
  const issues: Issue[] = [];
  paths.forEach((path, column) => {
    const cell = cells[column]?.trim() ?? '';
    if (path === null || cell === '' || NO_VALUE.has(cell)) return;
    put(record, path, cellValue(cell, path, issues));
  });
  return { record, issues };
}

/** What programs write into cells of values that are not there. */
const NO_VALUE = new Set(['null', 'NaN', 'nan', 'None']);

/** Sets a value at a key path; what stands in the way gives way. */
export function put(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inside = record;
  for (const key of path.slice(0, -1)) {
    const next = inside[key];
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) {
      inside = next as Record<string, unknown>;
    } else {
      const made = Object.create(null) as Record<string, unknown>;
      inside[key] = made;
      inside = made;
    }
  }
  const last = path[path.length - 1] ?? '';
  inside[last] = value;
}

function cellValue(cell: string, path: readonly string[], issues: Issue[]): unknown {
  const key = path[path.length - 1] ?? '';
  if (path.length === 1 && COMPOSITE.has(key)) return composite(cell, key, issues);
  if (key === 'recipientAccountId' || key === 'accountId') return accountId(cell, issues);
  if (isRounded(cell)) {
    issues.push(rounded(cell, key));
    return null;
  }
  // A list inside a flattened request.
  const isList = path.length > 1 && /^[[{]/.test(cell);
  const parsed = isList ? parseJsonText(cell) : null;
  return parsed?.ok ? parsed.value : cell;
}

function composite(cell: string, key: string, issues: Issue[]): unknown {
  const json = parseJsonText(cell);
  const read = json.ok ? { value: json.value, whole: true } : parsePresto(cell);
  if (!read.whole || typeof read.value !== 'object' || read.value === null)
    issues.push(issue('field.value', 'degraded', `${key} cannot be read to its end: ${cell.slice(0, 80)}`));
  return OPAQUE.has(key) ? read.value : canonical(read.value, 0);
}

const MAX_LEVELS = 100;

/** AWS's own spelling for keys in lower case. */
function canonical(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_LEVELS) return value;
  if (Array.isArray(value)) return value.map((one) => canonical(one, depth + 1));
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value))
    made[KEYS.get(key.toLowerCase()) ?? key] = canonical(inner, depth + 1);
  return made;
}

const ACCOUNT_DIGITS = 12;

/** Twelve digits. A spreadsheet that took them for a number drops the zeros in front, which can be put back. */
function accountId(cell: string, issues: Issue[]): string | null {
  if (isRounded(cell)) {
    issues.push(rounded(cell, 'account id'));
    return null;
  }
  if (!/^\d{8,11}$/.test(cell)) return cell;
  const whole = cell.padStart(ACCOUNT_DIGITS, '0');
  issues.push(issue('number.spreadsheet', 'note', `account id ${cell}: read as ${whole}`));
  return whole;
}

function isRounded(cell: string): boolean {
  return /^\d(?:[.,]\d{1,17})?E\+\d{1,3}$/i.test(cell);
}

function rounded(cell: string, what: string): Issue {
  return issue(
    'number.spreadsheet',
    'degraded',
    `${what} ${cell}: opened in a spreadsheet, its digits are lost`,
  );
}
