/** From a file's head and framing to records: the two doors the engine uses. */
import { assertNever } from '../../base/assert.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Framing, Head, JsonObject, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { CsvFramer, delimitingOf, fitCells, headerCells, parseCells } from './csv.ts';
import { BOM_BYTES, bomLength, decodeLossy, decodeUtf8 } from './decode.ts';
import { countKeys, duplicateKeys } from './duplicate-keys.ts';
import { EntryFramer } from './entries.ts';
import type { Emit, Framer, Span } from './framer.ts';
import { JsonFramer } from './json-records.ts';
import { LineFramer } from './lines.ts';
import { parseRecordText, unwrap } from './unwrap.ts';
import { Utf16Framer } from './utf16.ts';

/** `headerLines` as the importer's reader says; it counts for `lines` only. A byte order mark becomes a separator. */
export function createFramer(recognition: Recognition, head: Head, headerLines: number): Framer {
  const framer = new BomFramer((startOffset) => {
    const { framing, entryStart } = recognition;
    switch (framing) {
      case 'json':
        return new JsonFramer({ envelope: head.envelope, lineStyle: isLineStyle(head) }, startOffset);
      case 'lines':
        return new LineFramer(headerLines, startOffset);
      case 'entries':
        return entryStart === undefined
          ? new LineFramer(headerLines, startOffset)
          : new EntryFramer(entryStart, startOffset);
      case 'csv': {
        const { delimiter, sepLine } = delimitingOf(head.lines);
        return new CsvFramer(delimiter, startOffset, sepLine);
      }
      default:
        return assertNever(framing);
    }
  });
  return head.encoding === 'utf-8' ? framer : new Utf16Framer(framer, head.encoding);
}

/** Takes a UTF-8 byte order mark off the front, and then is the framer that `open` makes. */
class BomFramer implements Framer {
  private readonly open: (startOffset: number) => Framer;
  private inner: Framer | null = null;
  private front = new Uint8Array(0);

  constructor(open: (startOffset: number) => Framer) {
    this.open = open;
  }

  push(chunk: Uint8Array, emit: Emit): void {
    if (this.inner !== null) {
      this.inner.push(chunk, emit);
      return;
    }
    const front = new Uint8Array(this.front.length + chunk.length);
    front.set(this.front);
    front.set(chunk, this.front.length);
    this.front = front;
    if (front.length >= BOM_BYTES) this.begin(emit);
  }

  end(emit: Emit): void {
    if (this.inner === null) this.begin(emit);
    this.inner?.end(emit);
  }

  private begin(emit: Emit): void {
    const skip = bomLength(this.front);
    if (skip > 0) emit({ kind: 'separator', offset: 0, length: skip, bytes: this.front.subarray(0, skip) });
    this.inner = this.open(skip);
    this.inner.push(this.front.subarray(skip), emit);
    this.front = new Uint8Array(0);
  }
}

export interface ParsedRecord {
  readonly input: RecordInput;
  /** What was wrong with the text but did not keep it from being read. */
  readonly issues: readonly Issue[];
}

/** Records of one span: one, or several where a transport put several into one. The error is a rejected record. */
export type Parsed = readonly Result<ParsedRecord, Issue>[];

const MAX_KEYS = 10_000;

/** Turns the bytes of `record` spans into what readers take. One per file: it remembers the header row. */
export class RecordParser {
  private readonly framing: Framing;
  private readonly delimiter: string;
  private headerCells: readonly string[] = [];

  constructor(framing: Framing, head: Head) {
    this.framing = framing;
    this.delimiter = delimitingOf(head.lines).delimiter;
  }

  /** Takes a `header` span. */
  header(span: Span): void {
    if (this.framing !== 'csv') return;
    this.headerCells = headerCells(decodeLossy(span.bytes), this.delimiter);
  }

  /** Takes a `record` span; at least one answer. */
  parse(span: Span): Parsed {
    const decoded = decodeUtf8(span.bytes);
    // Inside a JSON string a lone backslash would be an escape of JSON's own: the mark itself is escaped there.
    const text = decoded ?? decodeLossy(span.bytes, this.framing === 'json' ? '\\\\' : '\\');
    const issues = decoded === null ? [notUtf8(text)] : NO_ISSUES;
    switch (this.framing) {
      case 'json':
        return parseJson(text, issues, span.keys);
      case 'lines':
      case 'entries':
        return [ok({ input: { framing: 'lines', text }, issues })];
      case 'csv': {
        const cells = parseCells(text, this.delimiter);
        const header = this.headerCells;
        if (cells.length === header.length) return [ok({ input: { framing: 'csv', cells, header }, issues })];
        const detail = `${cells.length} cells, the header has ${header.length}`;
        const fitted = fitCells(cells, header.length);
        if (fitted === null) return [fail({ code: 'csv.ragged', severity: 'data-loss', detail })];
        const told: Issue = { code: 'csv.cells', severity: 'degraded', detail };
        return [ok({ input: { framing: 'csv', cells: fitted, header }, issues: [...issues, told] })];
      }
      default:
        return assertNever(this.framing);
    }
  }
}

const NO_ISSUES: readonly Issue[] = [];

/** `keys`: how many keys the text writes, where the framer counted them: more than the value has means that some stand twice. */
function parseJson(text: string, issues: readonly Issue[], keys: number | undefined): Parsed {
  // `__proto__` becomes an own property like any other; nothing here or in the importers copies keys into objects.
  const parsed = parseRecordText(text);
  if (!parsed.ok) return [fail({ code: 'json.syntax', severity: 'data-loss', detail: parsed.detail })];
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [fail({ code: 'json.not-object', severity: 'data-loss', detail: text.slice(0, 80) })];
  const has = countKeys(value);
  if (has > MAX_KEYS)
    return [fail({ code: 'json.keys', severity: 'data-loss', detail: `${has} keys in one record` })];
  const all = keys === undefined || keys === has ? issues : [...issues, ...duplicateKeys(text)];
  return unwrap(value as JsonObject).map((inside) => {
    switch (inside.kind) {
      case 'json':
        return ok({ input: { framing: 'json', value: inside.value }, issues: all });
      case 'text':
        return ok({ input: { framing: 'lines', text: inside.text }, issues: all });
      case 'broken':
        return fail({
          code: 'json.inner',
          severity: 'data-loss',
          detail: `${inside.path}: ${inside.detail}`,
        });
      default:
        return assertNever(inside);
    }
  });
}

function notUtf8(text: string): Issue {
  const at = Math.max(0, text.search(/\\x[0-9A-F]{2}/) - 20);
  return {
    code: 'text.encoding',
    severity: 'degraded',
    detail: text.slice(at, at + 60).replaceAll('\\\\x', '\\x'),
  };
}

/** JSON records stand on one line each when a line of the head is an object by itself, from its first column on. */
function isLineStyle(head: Head): boolean {
  return head.text.trimStart().startsWith('{') && head.lines.some(isWholeObject);
}

function isWholeObject(line: string): boolean {
  if (!line.startsWith('{"') || !line.trimEnd().endsWith('}')) return false;
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
