/**
 * Text of Presto and Hive values, as Athena and CloudTrail Lake write structs, maps and lists into a cell:
 * `{type=IAMUser, sessioncontext={attributes={mfaauthenticated=false}}, invokedby=null}`, `[{arn=a}, {arn=b}]`. Nothing is
 * quoted, so a comma ends a value only where ` key=` follows; a value that is JSON (`{policy={"Version":…}}`) is taken
 * whole. One pass over the text; what is cut off is read as far as it goes.
 */
import type { JsonObject } from '../importer.ts';
import { parseJsonText } from './unwrap.ts';

export interface PrestoValue {
  /** Objects, lists, texts and null; all scalars are texts. Null for a text that is no struct, map or list. */
  readonly value: JsonObject | readonly unknown[] | null;
  /** False: brackets do not close, or something follows them. */
  readonly whole: boolean;
}

const MAX_DEPTH = 100;
const MAX_NO_JSON = 100;

/** Never throws. JSON text is read as JSON. */
export function parsePresto(text: string): PrestoValue {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return { value: null, whole: trimmed === '' || trimmed === 'null' };
  const parser = new PrestoParser(trimmed);
  const value = parser.value(0, '');
  const composite = typeof value === 'object' && value !== null ? value : null;
  return { value: composite as JsonObject | readonly unknown[] | null, whole: parser.wellFormed };
}

/** Key and `=` at a place. Bounded by what a word is, so that looking ahead costs no more than reading on. */
const KEY = /([\w$./:-]+)=/y;

class PrestoParser {
  private readonly text: string;
  private at = 0;
  private whole = true;
  /** Values that may still turn out to be no JSON. One that never closes uses all up, since each would read on to the end. */
  private jsonLeft = MAX_NO_JSON;
  private lastAt = -1;

  constructor(text: string) {
    this.text = text;
  }

  get wellFormed(): boolean {
    return this.whole && this.at === this.text.length;
  }

  /** A value; `inside` is the bracket that closes what it stands in, `''` at the top. */
  value(depth: number, inside: '' | '}' | ']'): unknown {
    const { text } = this;
    const first = text[this.at];
    if ((first === '{' || first === '[') && depth < MAX_DEPTH) {
      if (this.jsonLeft > 0 && this.looksLikeJson()) {
        const json = this.json();
        if (json !== undefined) return json;
      }
      return first === '{' ? this.struct(depth) : this.list(depth);
    }
    return this.scalar(inside);
  }

  private struct(depth: number): JsonObject {
    const made = Object.create(null) as Record<string, unknown>;
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.closes('}')) return made;
      const key = this.key();
      if (key === null) {
        // No key where one must stand: what follows belongs to nothing.
        this.whole = false;
        this.scalar('}');
      } else made[key] = this.value(depth + 1, '}');
      this.skipSpace();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== '}' && this.at < this.text.length) this.whole = false;
      if (this.stuck()) return made;
    }
  }

  private list(depth: number): unknown[] {
    const made: unknown[] = [];
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.closes(']')) return made;
      made.push(this.value(depth + 1, ']'));
      this.skipSpace();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== ']' && this.at < this.text.length) this.whole = false;
      if (this.stuck()) return made;
    }
  }

  /** Whether a round of a loop read nothing: a bracket of the wrong kind. It is stepped over. */
  private stuck(): boolean {
    if (this.at >= this.text.length) {
      this.whole = false;
      return true;
    }
    if (this.at === this.lastAt) this.at++;
    this.lastAt = this.at;
    return false;
  }

  private closes(bracket: '}' | ']'): boolean {
    if (this.at >= this.text.length) {
      this.whole = false;
      return true;
    }
    if (this.text[this.at] !== bracket) return false;
    this.at++;
    return true;
  }

  private key(): string | null {
    KEY.lastIndex = this.at;
    const found = KEY.exec(this.text);
    if (found === null) return null;
    this.at = KEY.lastIndex;
    return found[1] ?? null;
  }

  /** Up to the closing bracket, or to a comma: in a struct only to one that a key follows. */
  private scalar(inside: '' | '}' | ']'): string | null {
    const { text } = this;
    const start = this.at;
    while (this.at < text.length) {
      const character = text[this.at];
      if (character === inside && inside !== '') break;
      if (character === ',' && (inside === ']' || this.keyFollows())) break;
      this.at++;
    }
    const written = text.slice(start, this.at).trim();
    return written === 'null' ? null : written;
  }

  private keyFollows(): boolean {
    if (this.text[this.at + 1] !== ' ') return false;
    KEY.lastIndex = this.at + 2;
    return KEY.test(this.text);
  }

  private looksLikeJson(): boolean {
    const next = this.text.slice(this.at, this.at + 12);
    return /^(?:\{\s*"|\[\s*"|\[\s*\{\s*")/.test(next);
  }

  /** Undefined where it is no JSON after all; the place then is as it was. */
  private json(): unknown {
    const { text } = this;
    let depth = 0;
    for (let at = this.at; at < text.length; at++) {
      const character = text[at];
      if (character === '"') {
        for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      } else if (character === '{' || character === '[') depth++;
      else if ((character === '}' || character === ']') && --depth === 0) {
        const parsed = parseJsonText(text.slice(this.at, at + 1));
        if (!parsed.ok) {
          this.jsonLeft--;
          return undefined;
        }
        this.at = at + 1;
        return parsed.value;
      }
    }
    this.jsonLeft = 0;
    return undefined;
  }

  private skipSpace(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\n') this.at++;
  }
}
