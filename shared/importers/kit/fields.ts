/** Careful access to values of unknown shape: a wrong type is an absent value, never an exception. */
import type { ParsedTime, Timestamp } from '../../base/time.ts';
import type { Draft } from '../../events/event.ts';
import type { JsonObject, Read } from '../importer.ts';
import type { Issue, IssueCode } from '../issue.ts';

const NO_LIST: readonly unknown[] = [];
const NO_OBJECT: JsonObject = {};

/** A non-empty string, or a number as text; null for everything else. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** An object; empty where there is none. */
export function object(value: unknown): JsonObject {
  return isObject(value) ? value : NO_OBJECT;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list; empty where there is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : NO_LIST;
}

/** The objects of a list. */
export function objects(value: unknown): JsonObject[] {
  return list(value).filter(isObject);
}

export function isEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}

export interface ReadTime {
  readonly time: Timestamp | null;
  readonly issues: readonly Issue[];
}

const NO_ISSUES: readonly Issue[] = [];

/** The time of a record, or why it has none; an event without a time is kept. `written` null: the record has no such field. */
export function readTime(written: string | null, parse: (written: string) => ParsedTime): ReadTime {
  if (written === null)
    return { time: null, issues: [issue('time.missing', 'degraded', 'no time in the record')] };
  const parsed = parse(written);
  if (parsed.ok) return { time: parsed.value, issues: NO_ISSUES };
  return {
    time: null,
    issues: [issue('time.invalid', 'degraded', `${written.slice(0, 80)}: ${parsed.error}`)],
  };
}

export function issue(code: IssueCode, severity: Issue['severity'], detail: string): Issue {
  return { code, severity, detail };
}

export function event(draft: Draft, issues: readonly Issue[]): Read {
  return issues.length === 0 ? { kind: 'event', draft } : { kind: 'event', draft, issues };
}

export function wrongShape(detail: string): Read {
  return { kind: 'rejected', issue: issue('record.shape', 'data-loss', detail) };
}

/** Remembers what was made for a key, so that equal records share one object; forgets all when it grows too large. */
export class Memo<T> {
  private readonly made = new Map<string, T>();

  of(key: string, make: () => T): T {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    if (this.made.size >= MAX_REMEMBERED) this.made.clear();
    const value = make();
    this.made.set(key, value);
    return value;
  }
}

const MAX_REMEMBERED = 20_000;
