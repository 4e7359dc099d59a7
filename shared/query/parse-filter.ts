/**
 * The query bar's language: `field:value`, quoted text, free words, AND (also by juxtaposition), OR, NOT or `-`, and
 * brackets. `from:` and `to:` take a date or a time in UTC. An error names its position, so that a caret can point at it.
 *
 *   query  = and ("OR" and)*
 *   and    = unary (["AND"] unary)*
 *   unary  = ("NOT" | "-") unary | "(" query ")" | term
 *   term   = field ":" value | value
 */
import { ADDRESS_KINDS } from '../base/ip-kind.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type Micros, parseIso } from '../base/time.ts';
import { CATEGORIES, OUTCOMES } from '../events/event.ts';
import { ALL, EFFECT_KINDS, FILTER_FIELDS, type Filter, type FilterField } from './filter.ts';
import { parseRows } from './row-set.ts';

export interface QueryError {
  readonly message: string;
  /** 0-based index into the query text. */
  readonly position: number;
}

type Parsed = Result<Filter, QueryError>;

const MAX_NESTING = 12;

export function parseFilter(text: string): Parsed {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  if (tokens.value.length === 0) return ok(ALL);
  const parser = new Parser(tokens.value, text.length);
  const filter = parser.query(0);
  if (!filter.ok) return filter;
  const rest = parser.peek();
  return rest ? fail({ message: `unexpected ${rest.text}`, position: rest.position }) : filter;
}

type TokenKind = 'word' | 'open' | 'close' | 'and' | 'or' | 'not';

interface Token {
  readonly kind: TokenKind;
  /** Of a word: the text before an unquoted colon, or null. */
  readonly field: string | null;
  readonly value: string;
  readonly text: string;
  readonly position: number;
  readonly valuePosition: number;
}

const FIELD_NAMES: ReadonlySet<string> = new Set([...FILTER_FIELDS, 'from', 'to', 'is', 'rows']);

function tokenize(text: string): Result<Token[], QueryError> {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      at++;
      continue;
    }
    if (char === '(' || char === ')') {
      tokens.push(mark(char === '(' ? 'open' : 'close', char, at));
      at++;
      continue;
    }
    if (char === '-' && /\S/.test(text[at + 1] ?? ' ')) {
      tokens.push(mark('not', char, at));
      at++;
      continue;
    }
    const word = readWord(text, at);
    if (!word.ok) return word;
    tokens.push(word.value);
    at += word.value.text.length;
  }
  return ok(tokens);
}

function mark(kind: TokenKind, text: string, position: number): Token {
  return { kind, field: null, value: text, text, position, valuePosition: position };
}

function readWord(text: string, start: number): Result<Token, QueryError> {
  const name = /^[a-z]+(?=:)/i.exec(text.slice(start))?.[0];
  // Only known names make a field: an address or a URL in the query is text, colon and all.
  const field = name !== undefined && FIELD_NAMES.has(name.toLowerCase()) ? name.toLowerCase() : null;
  if (name !== undefined && field === null && !/^[a-z]+:([/\d]|$)/i.test(text.slice(start))) {
    return fail({
      message: `no field is called ${name}; use ${[...FIELD_NAMES].join(', ')}`,
      position: start,
    });
  }
  const valuePosition = field === null ? start : start + name!.length + 1;
  const value = readValue(text, valuePosition);
  if (!value.ok) return value;
  const raw = text.slice(start, value.value.end);
  if (field !== null && value.value.text === '') {
    return fail({ message: `${field}: needs a value`, position: valuePosition });
  }
  if (field === null && (raw === 'AND' || raw === 'OR' || raw === 'NOT')) {
    return ok(mark(raw.toLowerCase() as TokenKind, raw, start));
  }
  return ok({ kind: 'word', field, value: value.value.text, text: raw, position: start, valuePosition });
}

function readValue(text: string, start: number): Result<{ text: string; end: number }, QueryError> {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && !/[\s()]/.test(text[end]!)) end++;
    return ok({ text: text.slice(start, end), end });
  }
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return ok({ text: value, end: at + 1 });
    if (char === '\\' && at + 1 < text.length) value += text[++at];
    else value += char;
  }
  return fail({ message: 'the quotation mark is not closed', position: start });
}

class Parser {
  private readonly tokens: readonly Token[];
  private readonly length: number;
  private at = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.tokens = tokens;
    this.length = length;
  }

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  query(depth: number): Parsed {
    const parts: Filter[] = [];
    do {
      const part = this.and(depth);
      if (!part.ok) return part;
      parts.push(part.value);
    } while (this.take('or'));
    return ok(parts.length === 1 ? parts[0]! : { kind: 'or', of: parts });
  }

  private and(depth: number): Parsed {
    const parts: Filter[] = [];
    do {
      const part = this.unary(depth);
      if (!part.ok) return part;
      parts.push(part.value);
      // `x AND y` and `x y` are the same.
    } while (this.take('and') || this.startsTerm());
    return ok(parts.length === 1 ? parts[0]! : { kind: 'and', of: parts });
  }

  private unary(depth: number): Parsed {
    const token = this.peek();
    if (!token) return fail({ message: 'something is missing here', position: this.length });
    if (depth > MAX_NESTING) return fail({ message: 'too many brackets', position: token.position });
    this.at++;
    switch (token.kind) {
      case 'not': {
        const inner = this.unary(depth + 1);
        return inner.ok ? ok({ kind: 'not', of: inner.value }) : inner;
      }
      case 'open': {
        const inner = this.query(depth + 1);
        if (!inner.ok) return inner;
        if (!this.take('close'))
          return fail({ message: 'the bracket is not closed', position: token.position });
        return inner;
      }
      case 'word':
        return term(token);
      default:
        return fail({ message: `unexpected ${token.text}`, position: token.position });
    }
  }

  private startsTerm(): boolean {
    const kind = this.peek()?.kind;
    return kind === 'word' || kind === 'open' || kind === 'not';
  }

  private take(kind: TokenKind): boolean {
    if (this.peek()?.kind !== kind) return false;
    this.at++;
    return true;
  }
}

/** Fields with a closed set of values. */
const CLOSED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['outcome', OUTCOMES],
  ['category', CATEGORIES],
  ['kind', ADDRESS_KINDS],
]);

/** Fields whose values have a form: a name where a code belongs would find nothing, and that would look like an answer. */
const SHAPES: ReadonlyMap<string, { readonly of: RegExp; readonly words: string }> = new Map([
  ['country', { of: /^[a-z]{2}$/i, words: 'a country code of two letters such as RO' }],
  ['asn', { of: /^(?:AS)?\d{1,10}$/i, words: 'a number such as 9009 or AS9009' }],
  [
    'effect',
    { of: new RegExp(`^(?:${EFFECT_KINDS.join('|')})(?::|$)`, 'i'), words: EFFECT_KINDS.join(', ') },
  ],
]);

function term({ field, value, valuePosition }: Token): Parsed {
  if (field === null) return ok({ kind: 'text', value });
  if (field === 'from' || field === 'to') {
    const time = timeOf(value);
    if (time === null) {
      const message = `${value} is no time; write 2023-11-14, 2023-11-14T09:22 or 2023-11-14T09:22:49Z (UTC)`;
      return fail({ message, position: valuePosition });
    }
    return ok(
      field === 'from' ? { kind: 'time', from: time, to: null } : { kind: 'time', from: null, to: time },
    );
  }
  if (field === 'is') {
    if (value === 'undated') return ok({ kind: 'undated' });
    return fail({ message: `is: takes undated, not ${value}`, position: valuePosition });
  }
  if (field === 'rows') {
    if (parseRows(value) !== null) return ok({ kind: 'rows', rows: value });
    return fail({ message: `rows: takes row numbers such as 3-7,12, rising`, position: valuePosition });
  }
  const shape = SHAPES.get(field);
  if (shape && !shape.of.test(value)) {
    return fail({ message: `${field}: takes ${shape.words}, not ${value}`, position: valuePosition });
  }
  const closed = CLOSED.get(field);
  if (closed && !closed.includes(value.toLowerCase())) {
    return fail({ message: `${field}: takes ${closed.join(', ')}`, position: valuePosition });
  }
  return ok({ kind: 'is', field: field as FilterField, value: folded(field, value) });
}

/** One spelling for what means the same. */
function folded(field: string, value: string): string {
  if (CLOSED.has(field) || field === 'source') return value.toLowerCase();
  if (field === 'country') return value.toUpperCase();
  return field === 'asn' ? String(Number(value.replace(/^AS/i, ''))) : value;
}

/** A date, a time to the minute or finer; without a zone it is UTC, as everything in a query is. */
function timeOf(value: string): Micros | null {
  const full = /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? `${value}T00:00:00Z`
    : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)
      ? `${value}:00Z`
      : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(value)
        ? `${value}Z`
        : value;
  const parsed = parseIso(full);
  return parsed.ok ? parsed.value.micros : null;
}
