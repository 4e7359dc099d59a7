/** The beginning of a file, prepared once for all importers to recognise. Content only: the name plays no part. */
import type { Head, JsonObject } from '../importer.ts';
import { delimitingOf, headerCells } from './csv.ts';
import { bomLength, decodeLossy, decodeUtf8 } from './decode.ts';
import { JsonFramer } from './json-records.ts';
import { unwrap } from './unwrap.ts';
import { utf16Of, utf16ToUtf8 } from './utf16.ts';

export const HEAD_BYTES = 64 * 1024;
const MAX_LINES = 20;
const MAX_RECORDS = 5;

/**
 * Key paths whose array holds the records of a file: CloudTrail (`Records`), `lookup-events` (`Events`), Jira Cloud
 * (`records`), Confluence Cloud (`results`), Data Center REST (`entities`, `values`), organisation events (`data`), event
 * hooks (`data.events`), CloudWatch (`events`, `logEvents`), HAR (`log.entries`, `entries`), Elasticsearch (`hits.hits`).
 */
const ENVELOPES = [
  'Records',
  'Events',
  'log.entries',
  'data.events',
  'hits.hits',
  'records',
  'results',
  'entities',
  'entries',
  'values',
  'logEvents',
  'events',
  'data',
];

/** `bytes`: the decompressed beginning, of which 64 KiB are looked at. `ended`: nothing follows them. */
export function headOf(bytes: Uint8Array, ended: boolean): Head {
  const cut = !ended || bytes.length > HEAD_BYTES;
  const wide = utf16Of(bytes);
  const encoding = wide ?? 'utf-8';
  const start = bytes.subarray(0, HEAD_BYTES);
  const head = wide === null ? start.subarray(bomLength(start)) : utf16ToUtf8(start, wide);
  const text = decodeHead(head, cut);
  const lines = firstLines(text);
  const first = text.trimStart();
  if (!first.startsWith('{') && !first.startsWith('['))
    return {
      text,
      encoding,
      lines,
      records: [],
      envelope: '',
      wrapper: '',
      topKeys: [],
      header: headerOf(lines),
    };
  const outer = first.startsWith('{') ? partialObject(text, text.indexOf('{')) : null;
  const lists = outer === null ? [] : listPaths(text);
  // A browser's long list of pages may stand before the entries, and push them out of the head.
  const unseen = cut && lists.includes('log.pages') ? 'log.entries' : '';
  const envelope = ENVELOPES.find((path) => lists.includes(path)) ?? unseen;
  const inside = firstRecords(head, envelope).flatMap(unwrap);
  const records = inside.flatMap((one) => (one.kind === 'json' ? [one.value] : [])).slice(0, MAX_RECORDS);
  const texts = inside.flatMap((one) => (one.kind === 'text' ? [one.text] : [])).slice(0, MAX_LINES);
  const single = outer !== null && (envelope !== '' || !outer.closed || text.slice(outer.end).trim() === '');
  return {
    text,
    encoding,
    lines: texts.length > 0 ? texts : lines,
    records: texts.length > 0 ? [] : records,
    envelope,
    wrapper: inside[0]?.path ?? '',
    topKeys: single ? outer.keys : [],
    header: [],
  };
}

/** Key paths, three levels deep at most, of the lists inside the first object of a text that may be cut off. */
function listPaths(text: string): string[] {
  const paths: string[] = [];
  const open: { readonly list: boolean; key: string }[] = [];
  let word = '';
  for (let at = text.indexOf('{'); at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = skip(text, at, /"(?:[^"\\]|\\.)*(?:"|$)/y);
      word = text.slice(at + 1, end - 1);
      at = end - 1;
    } else if (character === ':') {
      const top = open[open.length - 1];
      if (top !== undefined && !top.list) top.key = word;
    } else if (character === '{' || character === '[') {
      if (character === '[' && open.length <= 3 && open.every((one) => !one.list))
        paths.push(open.map((one) => one.key).join('.'));
      open.push({ list: character === '[', key: '' });
    } else if (character === '}' || character === ']') {
      open.pop();
      if (open.length === 0) break;
    }
  }
  return paths;
}

function decodeHead(bytes: Uint8Array, cut: boolean): string {
  // A character that the cut went through is dropped, which is at most three bytes.
  for (let drop = 0; drop <= (cut ? 3 : 0); drop++) {
    const text = decodeUtf8(bytes.subarray(0, bytes.length - drop));
    if (text !== null) return text;
  }
  return decodeLossy(bytes);
}

function firstLines(text: string): string[] {
  const lines: string[] = [];
  let from = 0;
  while (from < text.length && lines.length < MAX_LINES) {
    const end = text.indexOf('\n', from);
    const line = (end < 0 ? text.slice(from) : text.slice(from, end)).replace(/\r$/, '');
    if (line.trim() !== '') lines.push(line);
    if (end < 0) break;
    from = end + 1;
  }
  return lines;
}

function headerOf(lines: readonly string[]): string[] {
  const { delimiter, sepLine } = delimitingOf(lines);
  const cells = headerCells(lines[sepLine ? 1 : 0] ?? '', delimiter);
  return cells.length >= 2 ? cells : [];
}

/** The first whole objects at record level; when the first is longer than the head, what of it can be read. */
function firstRecords(head: Uint8Array, envelope: string): JsonObject[] {
  const records: JsonObject[] = [];
  let cutRecord: JsonObject | null = null;
  const framer = new JsonFramer({ envelope, lineStyle: false });
  const take = (span: { kind: string; bytes: Uint8Array }) => {
    if (records.length >= MAX_RECORDS || span.kind === 'separator') return;
    const text = decodeLossy(span.bytes);
    if (span.kind === 'damaged') cutRecord ??= text.startsWith('{') ? partialObject(text, 0).value : null;
    const value = span.kind === 'record' ? parsed(text) : null;
    if (value !== null) records.push(value);
  };
  framer.push(head, take);
  framer.end(take);
  if (records.length === 0 && cutRecord !== null) records.push(cutRecord);
  return records;
}

function parsed(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}

interface PartialObject {
  readonly keys: readonly string[];
  /** Whole values read before the text ended; cut ones as null. */
  readonly value: JsonObject;
  readonly closed: boolean;
  /** Where the object ends in the text. */
  readonly end: number;
}

/** The top level of an object whose text may be cut off. */
function partialObject(text: string, from: number): PartialObject {
  const keys: string[] = [];
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const result = (at: number, closed: boolean) => ({ keys, value, closed, end: at });
  let at = from + 1;
  for (;;) {
    at = skip(text, at, /[\s,]*/y);
    if (text[at] === '}') return result(at + 1, true);
    const key = match(text, at, /"((?:[^"\\]|\\.)*)"\s*:\s*/y);
    if (key === null) return result(at, false);
    at += key[0].length;
    const name = key[1] ?? '';
    const end = valueEnd(text, at);
    keys.push(name);
    try {
      value[name] = JSON.parse(text.slice(at, end)) as unknown;
    } catch {
      value[name] = null;
    }
    if (end >= text.length) return result(end, false);
    at = end;
  }
}

function valueEnd(text: string, from: number): number {
  const opening = text[from];
  if (opening === '"') return skip(text, from, /"(?:[^"\\]|\\.)*(?:"|$)/y);
  if (opening !== '{' && opening !== '[') return skip(text, from, /[^,}\]\s]*/y);
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const character = text[at];
    if (character === '"') {
      at = skip(text, at, /"(?:[^"\\]|\\.)*(?:"|$)/y);
      continue;
    }
    at++;
    if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at;
  }
  return text.length;
}

function match(text: string, at: number, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(text: string, at: number, pattern: RegExp): number {
  return at + (match(text, at, pattern)?.[0].length ?? 1);
}
