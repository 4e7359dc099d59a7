/**
 * What transports wrap around a record, taken off: EventBridge (`detail`), CloudWatch Logs and Firehose (`message`,
 * `logEvents`), `lookup-events` (`CloudTrailEvent`), Splunk (`result`, `event`, `_raw`), Elasticsearch (`_source`,
 * `event.original`), and these inside each other. What is inside may be several records (a list of log events, lines in
 * one message), or plain text (a flow log line). The evidence of all of them is the outer record: its bytes are what
 * stands in the file.
 */
import type { JsonObject } from '../importer.ts';

/** One record inside a wrapper. `path`: the keys it was taken from, joined by `.`; empty when nothing was wrapped. */
export type Unwrapped =
  | { readonly kind: 'json'; readonly value: JsonObject; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly path: string }
  /** A wrapper whose inside is cut or no JSON, though it begins like JSON. */
  | { readonly kind: 'broken'; readonly path: string; readonly detail: string };

const MAX_WRAPPERS = 5;
const MAX_DEPTH = 100;
/** Records inside one record: a Firehose batch has some hundreds. */
const MAX_INSIDE = 10_000;

/** Never throws; at least one answer. */
export function unwrap(value: JsonObject): readonly Unwrapped[] {
  const inside = insideOf(value);
  if (inside === null) return [{ kind: 'json', value, path: '' }];
  const found: Unwrapped[] = [];
  open(inside, 1, found);
  return found.length === 0 ? [{ kind: 'json', value, path: '' }] : found;
}

interface Inside {
  readonly key: string;
  readonly content: unknown;
  /** Plain text is a record of its own here; elsewhere only JSON is. */
  readonly textIsRecord: boolean;
  /** The wrapper itself, where it still says something when its inside cannot be read. */
  readonly outer?: JsonObject;
}

function open(inside: Inside, depth: number, found: Unwrapped[], prefix = ''): void {
  const path = prefix === '' ? inside.key : `${prefix}.${inside.key}`;
  const { content } = inside;
  if (Array.isArray(content)) {
    for (const one of content as unknown[]) {
      if (found.length >= MAX_INSIDE) {
        found.push({ kind: 'broken', path, detail: `more than ${MAX_INSIDE} records inside one` });
        return;
      }
      openOne(one, inside, path, depth, found);
    }
  } else openOne(content, inside, path, depth, found);
}

function openOne(content: unknown, from: Inside, path: string, depth: number, found: Unwrapped[]): void {
  if (typeof content === 'string') {
    openText(content, from, path, depth, found);
    return;
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return;
  const value = content as JsonObject;
  const next = depth < MAX_WRAPPERS ? insideOf(value) : null;
  if (next === null) found.push({ kind: 'json', value, path });
  else open(next, depth + 1, found, path);
}

function openText(text: string, from: Inside, path: string, depth: number, found: Unwrapped[]): void {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) {
    if (from.textIsRecord)
      for (const line of linesOf(trimmed)) found.push({ kind: 'text', text: line, path });
    return;
  }
  for (const part of jsonParts(trimmed)) {
    const parsed = parseJsonText(part);
    if (!parsed.ok && from.outer !== undefined) found.push({ kind: 'json', value: from.outer, path });
    else if (!parsed.ok) found.push({ kind: 'broken', path, detail: parsed.detail });
    else if (Array.isArray(parsed.value))
      open({ ...from, key: '', content: parsed.value }, depth, found, path);
    else openOne(parsed.value, from, path, depth, found);
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const clean = line.replace(/\r$/, '');
    return clean.trim() === '' ? [] : [clean];
  });
}

/** A message may hold JSON a line each; one document otherwise, whatever line breaks it has between its tokens. */
function jsonParts(text: string): string[] {
  const lines = text.includes('\n') ? linesOf(text) : [text];
  const aLineEach = lines.length > 1 && lines.every((line) => /^\s*\{/.test(line) && /\}\s*$/.test(line));
  return aLineEach ? lines : [text];
}

type ParsedText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string };

/** JSON inside a text, of at most 100 levels; see `parseRecordText`. */
export function parseJsonText(text: string): ParsedText {
  return deeperThan(text, MAX_DEPTH)
    ? { ok: false, detail: `more than ${MAX_DEPTH} levels` }
    : parseRecordText(text);
}

/** JSON whose depth is known to be harmless. Numbers that a double would change are kept as their text. */
export function parseRecordText(text: string): ParsedText {
  try {
    return { ok: true, value: LONG_NUMBER.test(text) ? parseKeepingDigits(text) : JSON.parse(text) };
  } catch (error) {
    return { ok: false, detail: (error instanceof Error ? error.message : 'not JSON').slice(0, 200) };
  }
}

/**
 * A value of sixteen digits, or with an exponent: only then can a double differ from what is written. It may also match
 * inside a string, which costs time and nothing else; parsing with a reviver takes five times as long.
 */
const LONG_NUMBER = /[:[,]\s*-?(?:\d{16}|\d+\.\d{16}|\d{1,15}(?:\.\d{1,15})?[eE])/;

type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown;

/** `JSON.parse` with source text access (ECMAScript 2026): ids of 17 digits and 1e400 come back as they are written. */
function parseKeepingDigits(text: string): unknown {
  const reviver: Reviver = (_key, value, context) => {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    return exact(value, context.source) ? value : context.source;
  };
  return JSON.parse(text, reviver as (this: unknown, key: string, value: unknown) => unknown);
}

function exact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? String(value) === source : true;
}

/** Levels of brackets outside of strings; one pass, since `JSON.parse` takes millions of levels and what comes after it does not. */
export function deeperThan(text: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at + 1);
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > levels) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
  }
  return text.length;
}

// ---- which objects are wrappers ------------------------------------------------------------------------------------

function insideOf(value: JsonObject): Inside | null {
  return (
    eventBridge(value) ??
    lookupEvent(value) ??
    logEvents(value) ??
    message(value) ??
    splunk(value) ??
    elastic(value) ??
    single(value)
  );
}

/** Amazon EventBridge event: `detail-type`, `source`, `detail`. */
function eventBridge(value: JsonObject): Inside | null {
  return has(value, 'detail-type') && isObject(value.detail)
    ? { key: 'detail', content: value.detail, textIsRecord: false }
    : null;
}

/** An item of `aws cloudtrail lookup-events`: the record stands as text in `CloudTrailEvent`, its main fields beside it. */
function lookupEvent(value: JsonObject): Inside | null {
  return typeof value.CloudTrailEvent === 'string'
    ? { key: 'CloudTrailEvent', content: value.CloudTrailEvent, textIsRecord: false, outer: value }
    : null;
}

/** A batch of CloudWatch Logs (subscription, Firehose, `get-log-events`) inside another record, or a trail file inside one. */
function logEvents(value: JsonObject): Inside | null {
  for (const key of ['logEvents', 'events', 'Records'])
    if (Array.isArray(value[key]) && (value[key] as unknown[]).every(isObject))
      return { key, content: value[key], textIsRecord: false };
  return null;
}

/** Keys that stand beside `message` where it is a transport's and not the log's own. */
const TRANSPORT_KEYS = new Set([
  'message',
  '@message',
  '@timestamp',
  '@version',
  '@log',
  '@logStream',
  '@ptr',
  '@ingestionTime',
  'logStreamName',
  'logGroupName',
  'logStream',
  'logGroup',
  'owner',
  'timestamp',
  'ingestionTime',
  'eventId',
  'id',
  'extractedFields',
  'tags',
  'host',
  'type',
]);

function message(value: JsonObject): Inside | null {
  const key = typeof value['@message'] === 'string' ? '@message' : 'message';
  const content = value[key];
  if (typeof content !== 'string') return null;
  const transport = Object.keys(value).every((one) => TRANSPORT_KEYS.has(one));
  if (transport) return { key, content, textIsRecord: true };
  // Shippers add fields of their own beside a message that is JSON; a log's own message is prose.
  return /^\s*\{\s*"/.test(content) && !has(value, 'timestamp_desc') && !has(value, 'evidence')
    ? { key, content, textIsRecord: false }
    : null;
}

const SPLUNK_EVENT_KEYS = new Set(['event', 'time', 'host', 'source', 'sourcetype', 'index', 'fields']);

/** Splunk search results (`result`, with the raw event in `_raw`) and HTTP event collector bodies (`event`). */
function splunk(value: JsonObject): Inside | null {
  if (isObject(value.result) && (has(value, 'preview') || Object.keys(value).length === 1))
    return { key: 'result', content: value.result, textIsRecord: false };
  if (typeof value._raw === 'string') return { key: '_raw', content: value._raw, textIsRecord: true };
  if (
    (isObject(value.event) || typeof value.event === 'string') &&
    Object.keys(value).every((key) => SPLUNK_EVENT_KEYS.has(key))
  )
    return { key: 'event', content: value.event, textIsRecord: true };
  return null;
}

/** Elasticsearch hits (`_source`), and documents of its integrations, which keep the record they came from in `event.original`. */
function elastic(value: JsonObject): Inside | null {
  if (isObject(value._source)) return { key: '_source', content: value._source, textIsRecord: false };
  if (isObject(value.event) && typeof value.event.original === 'string' && has(value, '@timestamp'))
    return { key: 'event.original', content: value.event.original, textIsRecord: true };
  const flat = value['event.original'];
  return typeof flat === 'string' && has(value, '@timestamp')
    ? { key: 'event.original', content: flat, textIsRecord: true }
    : null;
}

/** A page of one: `{"data":{"type":"events","attributes":…}}`. */
function single(value: JsonObject): Inside | null {
  return isObject(value.data) && isObject(value.data.attributes)
    ? { key: 'data', content: value.data, textIsRecord: false }
    : null;
}

function has(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
