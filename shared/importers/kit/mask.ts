/**
 * Overwrites secrets in the raw text of JSON, byte for byte, so that offsets stay true and what is stored is still JSON.
 * What may stay is listed, everything else goes: no list can know every secret, but a list can know what is none.
 * Values are looked at after their escapes are resolved (a token may be written `\u0065yJ…`), and overwritten where they
 * stand. Text that is no JSON is for mask-text.ts.
 */
import { decodeString, latin1 } from './mask-text.ts';
import { keepNothing, only, type Range, type TextRule } from './secrets.ts';

/**
 * What may be kept of a value. Where a value is of another kind than its rule, all of it goes; but tools write numbers as
 * texts (`"200"`) and texts as numbers (a time in milliseconds), which are kept by the same rule.
 */
export type MaskRule =
  | { readonly kind: 'text'; readonly rule: TextRule }
  /** A number that says nothing secret: a size, a duration, a status. */
  | { readonly kind: 'number' }
  | { readonly kind: 'list'; readonly item: MaskRule }
  /** Keys that are not listed go with their values. */
  | { readonly kind: 'object'; readonly keys: ReadonlyMap<string, MaskRule> }
  /** An object whose `value` is judged by its `name` (headers, cookies, parameters). */
  | {
      readonly kind: 'pair';
      readonly name: (name: string, value: string | null) => readonly Range[];
      readonly value: (name: string) => TextRule;
      readonly others: ReadonlyMap<string, MaskRule>;
    }
  | { readonly kind: 'nothing' };

export const NOTHING: MaskRule = { kind: 'nothing' };
export const NUMBER: MaskRule = { kind: 'number' };

const STAR = 0x2a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Longer texts are not looked at: nothing of them is kept. */
const MAX_TEXT_BYTES = 64 * 1024;
const MAX_DEPTH = 100;
/** A number that is written as a text. */
const NUMBER_TEXT = only(/^-?\d{1,16}(?:\.\d{1,16})?$/);

/**
 * One JSON value by its rule, as a copy of the same length; null when the text is no JSON. `cut`: the text may end anywhere
 * (the beginning of a record that was cut off), and what has no end is not kept.
 */
export function maskJson(bytes: Uint8Array, rule: MaskRule, cut = false): Uint8Array | null {
  return new JsonMasker(bytes, cut).run(rule);
}

class JsonMasker {
  private readonly bytes: Uint8Array;
  private readonly out: Uint8Array;
  private readonly cut: boolean;
  private failed = false;

  constructor(bytes: Uint8Array, cut: boolean) {
    this.bytes = bytes;
    this.out = bytes.slice();
    this.cut = cut;
  }

  run(rule: MaskRule): Uint8Array | null {
    const end = this.space(this.value(this.space(0), rule, 0));
    if (end < this.bytes.length) this.failed = true;
    return this.failed ? null : this.out;
  }

  /** Index of the first byte at or after `at` that is no white space. */
  private space(at: number): number {
    let next = at;
    while (next < this.bytes.length && isSpace(this.bytes[next]!)) next++;
    return next;
  }

  /** The end of the text: right where it was cut, wrong otherwise. Answers an index that ends every loop. */
  private ended(): number {
    if (!this.cut) this.failed = true;
    return this.bytes.length;
  }

  private fail(): number {
    this.failed = true;
    return this.bytes.length;
  }

  /** From the first byte of a value to behind its last. */
  private value(at: number, rule: MaskRule, depth: number): number {
    if (at >= this.bytes.length) return this.ended();
    if (depth > MAX_DEPTH) return this.fail();
    const byte = this.bytes[at];
    const asText = rule.kind === 'text' ? rule.rule : rule.kind === 'number' ? NUMBER_TEXT : keepNothing;
    if (byte === QUOTE) return this.text(at, asText);
    if (byte === OPEN_LIST)
      return rule.kind === 'list' ? this.list(at + 1, rule.item, depth) : this.nothing(at);
    if (byte === OPEN_OBJECT)
      return rule.kind === 'object' || rule.kind === 'pair'
        ? this.object(at + 1, this.rulesOf(rule, at), depth)
        : this.nothing(at);
    return this.scalar(at, (number) => rule.kind === 'number' || asText(number).length === 0);
  }

  private list(from: number, item: MaskRule, depth: number): number {
    let at = this.space(from);
    if (this.bytes[at] === CLOSE_LIST) return at + 1;
    for (;;) {
      at = this.space(this.value(this.space(at), item, depth + 1));
      if (at >= this.bytes.length) return this.ended();
      if (this.bytes[at] === CLOSE_LIST) return at + 1;
      if (this.bytes[at] !== COMMA) return this.fail();
      at++;
    }
  }

  private object(from: number, rules: (key: string) => MaskRule | undefined, depth: number): number {
    let at = this.space(from);
    if (this.bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      at = this.space(at);
      if (at >= this.bytes.length) return this.ended();
      if (this.bytes[at] !== QUOTE) return this.fail();
      const key = this.read(at);
      const rule = key.text === null ? undefined : rules(key.text);
      if (rule === undefined) this.overwrite(at + 1, key.closed ? key.end - 1 : key.end);
      at = this.space(key.end);
      if (at >= this.bytes.length) return this.ended();
      if (this.bytes[at] !== COLON) return this.fail();
      at = this.space(this.value(this.space(at + 1), rule ?? NOTHING, depth + 1));
      if (at >= this.bytes.length) return this.ended();
      if (this.bytes[at] === CLOSE_OBJECT) return at + 1;
      if (this.bytes[at] !== COMMA) return this.fail();
      at++;
    }
  }

  private rulesOf(
    rule: Extract<MaskRule, { kind: 'object' | 'pair' }>,
    at: number,
  ): (key: string) => MaskRule | undefined {
    if (rule.kind === 'object') return (key) => rule.keys.get(key);
    const { name, value, clear } = this.pair(at + 1);
    const rules = new Map<string, MaskRule>(rule.others);
    const nameRule: TextRule = clear && name !== null ? () => rule.name(name, value) : keepNothing;
    const valueRule = clear && name !== null ? rule.value(name) : keepNothing;
    rules.set('name', { kind: 'text', rule: nameRule });
    rules.set('value', { kind: 'text', rule: valueRule });
    return (key) => rules.get(key);
  }

  /** The name and the value of a pair, looked up beforehand; not `clear` when one of them stands there twice or is no text. */
  private pair(from: number): { name: string | null; value: string | null; clear: boolean } {
    const found = { name: null as string | null, value: null as string | null, clear: true };
    const seen = new Set<string>();
    for (let at = this.space(from); this.bytes[at] === QUOTE; at = this.space(at + 1)) {
      const key = this.read(at);
      at = this.space(key.end);
      if (this.bytes[at] !== COLON) break;
      at = this.space(at + 1);
      if (key.text === 'name' || key.text === 'value') {
        if (seen.has(key.text)) found.clear = false;
        seen.add(key.text);
        const read = this.bytes[at] === QUOTE ? this.read(at) : null;
        if (key.text === 'name' && (read === null || read.text === null)) found.clear = false;
        found[key.text] = read?.text ?? null;
      }
      at = this.space(this.skip(at));
      if (this.bytes[at] !== COMMA) break;
    }
    return found;
  }

  /** A number or a word: words (`true`, `null`) stay, numbers only where they may. */
  private scalar(at: number, keeps: (number: string) => boolean): number {
    let end = at;
    while (end < this.bytes.length && !isDelimiter(this.bytes[end]!)) end++;
    const word = latin1(this.bytes.subarray(at, Math.min(end, at + 64)));
    if (end >= this.bytes.length && this.cut) {
      this.overwrite(at, end);
      return end;
    }
    if (/^(?:true|false|null)$/.test(word)) return end;
    if (!/^-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,5})?$/.test(word)) return this.fail();
    if (end - at > MAX_NUMBER || !keeps(word)) {
      // A number cannot hold stars; zero and white space are still JSON.
      this.out[at] = ZERO;
      this.out.fill(SPACE, at + 1, end);
    }
    return end;
  }

  /** A text by its rule. */
  private text(at: number, rule: TextRule): number {
    const read = this.read(at);
    const end = read.closed ? read.end - 1 : read.end;
    if (!read.closed || read.text === null || rule === keepNothing) this.overwrite(at + 1, end);
    else
      for (const [from, to] of rule(read.text))
        this.overwrite(read.starts![from] ?? at + 1, read.starts![to] ?? end);
    return read.end;
  }

  /** A value of any kind of which nothing may stay, without recursion: it may nest as deep as it likes. */
  private nothing(from: number): number {
    let depth = 0;
    for (let at = from; at < this.bytes.length; ) {
      const byte = this.bytes[at]!;
      if (byte === QUOTE) {
        const { end, closed } = this.bounds(at);
        this.overwrite(at + 1, closed ? end - 1 : end);
        at = end;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth++;
        at++;
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        at++;
        if (--depth <= 0) return at;
      } else if (isSpace(byte) || byte === COMMA || byte === COLON) at++;
      else at = this.scalar(at, () => false);
      if (this.failed) return this.bytes.length;
    }
    return this.ended();
  }

  /** Behind a value, touching nothing. */
  private skip(from: number): number {
    let depth = 0;
    for (let at = from; at < this.bytes.length; at++) {
      const byte = this.bytes[at]!;
      if (byte === QUOTE) at = this.bounds(at).end - 1;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
      else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth < 0) return at;
      else if (depth === 0 && byte === COMMA) return at;
      if (depth === 0 && (byte === QUOTE || byte === CLOSE_OBJECT || byte === CLOSE_LIST)) return at + 1;
    }
    return this.bytes.length;
  }

  /** Where the string that opens at `at` ends. JSON has no control characters in strings: with one, this is no JSON. */
  private bounds(at: number): { end: number; closed: boolean } {
    for (let next = at + 1; next < this.bytes.length; next++) {
      const byte = this.bytes[next]!;
      if (byte === BACKSLASH) next++;
      else if (byte === QUOTE) return { end: next + 1, closed: true };
      else if (byte < SPACE) {
        this.failed = true;
        break;
      }
    }
    return { end: this.ended(), closed: false };
  }

  /** The string that opens at `at`, its escapes resolved, with the byte at which each code unit begins. */
  private read(at: number): {
    end: number;
    closed: boolean;
    text: string | null;
    starts: readonly number[] | null;
  } {
    const { end, closed } = this.bounds(at);
    if (!closed || end - at > MAX_TEXT_BYTES) return { end, closed, text: null, starts: null };
    const decoded = decodeString(this.bytes, at + 1, end - 1);
    return { end, closed, text: decoded?.text ?? null, starts: decoded?.starts ?? null };
  }

  private overwrite(from: number, to: number): void {
    this.out.fill(STAR, from, to);
  }
}

const MAX_NUMBER = 24;

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDelimiter(byte: number): boolean {
  return isSpace(byte) || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST || byte === COLON;
}
