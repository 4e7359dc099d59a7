/**
 * One streaming scanner for every shape in which JSON records come: a line each, concatenated or pretty-printed, in a
 * top-level array, in the array of an envelope key or key path (`{"Records":[…]}`, `{"log":{"entries":[…]}}`), and these
 * one after the other in one file.
 * It finds where records begin and end and never parses them (RFC 8259 allows line breaks between tokens, never inside
 * a string). A record that breaks off is closed where that shows, and reading goes on with the next one:
 * - in line style, at the line's end
 * - elsewhere, where a `{` stands in a place in which JSON has none (`…,{` inside an object, or after a value), or
 *   after a line break inside a string, at the next line that begins a value with as much indentation as the last record
 */
import type { Issue, IssueCode } from '../issue.ts';
import { type Emit, type Framer, SpanCutter } from './framer.ts';

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const MAX_DEPTH = 100;
const MAX_KEY_BYTES = 256;
const NOTHING = new Uint8Array(0);

/** Where the scanner stands. */
type Place =
  | 'between' // records: outside of any record
  | 'record' // inside a record that is an object or an array
  | 'scalar' // inside a record that is neither: it ends at a comma, a bracket or a line break
  | 'lost'; // inside a broken record, looking for the next one

export interface JsonShape {
  /** Key path, joined by `.`, of the array that holds the records; empty where records stand bare. */
  readonly envelope: string;
  /** Every record stands on one line: a line break ends it, whatever is open. */
  readonly lineStyle: boolean;
}

export class JsonFramer implements Framer {
  private readonly cutter: SpanCutter;
  private readonly lineStyle: boolean;
  private readonly envelopePath: readonly string[];

  private place: Place = 'between';
  /** Inside the array that holds records. */
  private inArray = false;
  /** In a list of records: before the first, behind one, or behind a comma. */
  private item: 'none' | 'behind' | 'wanted' = 'none';
  /** Inside an envelope object: 'before' its record array (its own bytes are still an open span), 'after', or none. */
  private envelope: 'none' | 'before' | 'after' = 'none';

  /** Open brackets of the record (or of the envelope), by byte; deeper than the limit only counted. */
  private readonly stack = new Uint8Array(MAX_DEPTH + 1);
  private depth = 0;
  private tooDeep = false;
  private inString = false;
  private escaped = false;
  /** Last byte outside of strings that is no white space; QUOTE after a string. */
  private last = 0;

  /** White space since the last line break while nothing else has come: the indentation of what follows; -1 otherwise. */
  private indent = 0;
  private recordIndent = 0;
  /** Key being read in an envelope object. */
  private key = '';
  /** Objects of the envelope path that are open: the records' array is the value of the path's last key in the last of them. */
  private matched = 0;
  /** Colons outside of strings in the open record: each is a key. */
  private keys = 0;

  constructor(shape: JsonShape, startOffset = 0) {
    this.cutter = new SpanCutter(startOffset);
    this.lineStyle = shape.lineStyle;
    this.envelopePath = shape.envelope === '' ? [] : shape.envelope.split('.');
  }

  push(chunk: Uint8Array, emit: Emit): void {
    this.cutter.begin(chunk);
    let at = 0;
    while (at < chunk.length) {
      if (this.place === 'record') at = this.insideRecord(chunk, at, emit);
      else if (this.place === 'between') at = this.betweenRecords(chunk, at, emit);
      else if (this.place === 'scalar') at = this.insideScalar(chunk, at, emit);
      else at = this.lookForRecord(chunk, at, emit);
    }
    this.cutter.keep();
  }

  end(emit: Emit): void {
    this.cutter.begin(NOTHING);
    const cut = problem('json.truncated', 'the file ends before the record does');
    if (this.place === 'record') this.cutter.close('damaged', 0, emit, cut);
    else if (this.place === 'scalar') {
      this.cutter.close('record', 0, emit);
      if (this.inArray) this.cutter.close('separator', 0, emit, UNCLOSED);
    } else if (this.place === 'lost')
      this.cutter.close('damaged', 0, emit, problem('json.syntax', 'no record begins after this'));
    else if (this.envelope === 'before') this.cutter.close('damaged', 0, emit, cut);
    else if (this.inArray || this.envelope === 'after') this.cutter.close('separator', 0, emit, UNCLOSED);
    else this.cutter.close('separator', 0, emit);
  }

  /** Between records: commas, brackets of arrays and envelopes, white space. Returns where to go on. */
  private betweenRecords(chunk: Uint8Array, from: number, emit: Emit): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.envelope === 'before' || (this.envelope === 'after' && !this.inArray)) {
        this.insideEnvelope(byte, at, emit);
        continue;
      }
      if (byte === LF) this.indent = 0;
      else if (byte === SPACE || byte === TAB || byte === CR) {
        if (this.indent >= 0) this.indent++;
      } else if (byte === COMMA) {
        this.indent = -1;
        if (!this.inArray || this.item !== 'behind') this.oddList(at, emit, 'a comma too many');
        this.item = 'wanted';
      } else if (byte === CLOSE_LIST && this.inArray) {
        if (this.item === 'wanted') this.oddList(at, emit, 'a comma before the end of the list');
        this.inArray = false;
        this.last = CLOSE_LIST;
        // Records counted their own depth; behind them only the envelope, if there is one, is open.
        this.depth = this.envelope === 'after' ? this.envelopePath.length : 0;
      } else if (byte === OPEN_LIST && !this.inArray) {
        this.inArray = true;
        this.item = 'none';
      } else if (byte === OPEN_OBJECT && this.envelopePath.length > 0 && !this.inArray)
        this.openEnvelope(at, emit);
      else {
        if (this.inArray && this.item === 'behind') this.oddList(at, emit, 'no comma between two records');
        this.item = 'behind';
        this.openRecord(byte, at, emit);
        return at + 1;
      }
    }
    return chunk.length;
  }

  /** Nothing is lost by it, but a list that no JSON writer wrote was cut, joined or edited by hand. */
  private oddList(at: number, emit: Emit, detail: string): void {
    this.cutter.close('separator', at, emit, { code: 'json.list', severity: 'note', detail });
  }

  private openRecord(byte: number, at: number, emit: Emit): void {
    this.cutter.close('separator', at, emit);
    this.recordIndent = this.indent;
    this.indent = -1;
    this.tooDeep = false;
    this.escaped = false;
    this.inString = false;
    this.keys = 0;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      this.place = 'record';
      this.depth = 1;
      this.stack[0] = byte;
      this.last = byte;
    } else {
      this.place = 'scalar';
      this.inString = byte === QUOTE;
    }
  }

  /** The hot loop: one pass over a record's bytes, jumping over strings. What the loop needs stands in locals. */
  private insideRecord(chunk: Uint8Array, from: number, emit: Emit): number {
    const end = chunk.length;
    const { lineStyle } = this;
    let last = this.last;
    let at = from;
    if (this.inString) {
      at = this.skipString(chunk, at);
      if (this.place !== 'record') return this.breakOff(at, emit);
      last = this.last;
    }
    while (at < end) {
      const byte = chunk[at]!;
      if (byte === QUOTE) {
        this.inString = true;
        at = this.skipString(chunk, at + 1);
        if (this.place !== 'record') return this.breakOff(at, emit);
        last = QUOTE;
        continue;
      }
      if (byte <= SPACE) {
        if (byte === LF && lineStyle) return this.breakOff(at, emit);
        at++;
        continue;
      }
      if (byte === COLON) this.keys++;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.last = last;
        if (byte === OPEN_OBJECT && !this.mayOpenObject()) {
          this.closeBroken(at, emit);
          return at;
        }
        this.open(byte);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.depth <= MAX_DEPTH && this.stack[this.depth - 1] !== byte - 2) {
          // `}` and `]` stand two behind `{` and `[` in ASCII. A bracket that closes another kind ends the record.
          this.place = 'lost';
          return this.breakOff(at, emit);
        }
        this.depth--;
        if (this.depth === 0) {
          this.closeRecord(at + 1, emit);
          return at + 1;
        }
      }
      last = byte;
      at++;
    }
    this.last = last;
    return end;
  }

  private open(byte: number): void {
    if (this.depth < MAX_DEPTH) this.stack[this.depth] = byte;
    else this.tooDeep = true;
    this.depth++;
  }

  /** JSON has an object after a colon, at the start of a list, or after a comma in a list. */
  private mayOpenObject(): boolean {
    if (this.last === COLON || this.last === OPEN_LIST) return true;
    return this.last === COMMA && (this.depth > MAX_DEPTH || this.stack[this.depth - 1] === OPEN_LIST);
  }

  /** From inside a string to behind its end, or to the chunk's end. A line break sets `lost`: JSON has none in strings. */
  private skipString(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.escaped) {
      this.escaped = false;
      if (chunk[at] === LF) return this.lose(at);
      at++;
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte > BACKSLASH) continue;
      if (byte === QUOTE) {
        this.inString = false;
        this.last = QUOTE;
        return at + 1;
      }
      if (byte === LF) return this.lose(at);
      if (byte !== BACKSLASH) continue;
      at++;
      if (at === chunk.length) this.escaped = true;
      else if (chunk[at] === LF) return this.lose(at);
    }
    return at;
  }

  private lose(at: number): number {
    this.place = 'lost';
    return at;
  }

  private closeRecord(at: number, emit: Emit): void {
    if (this.tooDeep)
      this.cutter.close('damaged', at, emit, problem('json.depth', `more than ${MAX_DEPTH} levels`));
    else this.cutter.close('record', at, emit, undefined, this.keys);
    this.place = 'between';
  }

  private closeBroken(at: number, emit: Emit): void {
    this.cutter.close(
      'damaged',
      at,
      emit,
      problem('json.syntax', 'the record breaks off; the next one begins after it'),
    );
    this.place = 'between';
    this.inString = false;
  }

  /** In line style the record ends here, at the line break; otherwise its end is unknown. */
  private breakOff(at: number, emit: Emit): number {
    this.inString = false;
    this.escaped = false;
    if (this.lineStyle) this.closeBroken(at, emit);
    else {
      this.place = 'lost';
      this.indent = -1;
    }
    return at;
  }

  /** Goes on to a line that begins an object with the indentation of the record before. */
  private lookForRecord(chunk: Uint8Array, from: number, emit: Emit): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === LF) {
        if (this.lineStyle) {
          this.closeBroken(at, emit);
          return at;
        }
        this.indent = 0;
      } else if (this.indent >= 0 && (byte === SPACE || byte === TAB || byte === CR)) this.indent++;
      else if (byte === OPEN_OBJECT && this.indent === Math.max(this.recordIndent, 0)) {
        const indent = this.indent;
        this.closeBroken(at, emit);
        this.indent = indent;
        return at;
      } else this.indent = -1;
    }
    return chunk.length;
  }

  /** A number, a word or a string where a record should stand: framed as a record, refused when it is parsed. */
  private insideScalar(chunk: Uint8Array, from: number, emit: Emit): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === LF) {
        this.inString = false;
        this.closeScalar(at, emit);
        return at;
      }
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === BACKSLASH) this.escaped = true;
        else if (byte === QUOTE) this.inString = false;
      } else if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN_OBJECT || (this.inArray && (byte === COMMA || byte === CLOSE_LIST))) {
        this.closeScalar(at, emit);
        return at;
      }
    }
    return chunk.length;
  }

  private closeScalar(at: number, emit: Emit): void {
    this.cutter.close('record', at, emit);
    this.place = 'between';
  }

  // ---- envelopes -------------------------------------------------------------------------------------------------

  private openEnvelope(at: number, emit: Emit): void {
    this.cutter.close('separator', at, emit);
    this.envelope = 'before';
    this.depth = 1;
    this.matched = 1;
    this.stack[0] = OPEN_OBJECT;
    this.last = OPEN_OBJECT;
    this.key = '';
  }

  /**
   * One byte of the envelope object outside of the record array. An object that closes without such an array was a
   * record itself.
   */
  private insideEnvelope(byte: number, at: number, emit: Emit): void {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        this.last = QUOTE;
        return;
      }
      if (this.onPath && this.key.length < MAX_KEY_BYTES) this.key += String.fromCharCode(byte);
      return;
    }
    if (byte <= SPACE) return;
    if (byte === QUOTE) {
      this.inString = true;
      if (this.onPath && this.last !== COLON) this.key = '';
    } else if (byte === OPEN_LIST && this.atPathKey && this.matched === this.envelopePath.length) {
      this.cutter.close('separator', at, emit);
      this.envelope = 'after';
      this.inArray = true;
      this.item = 'none';
      this.indent = -1;
      return;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (byte === OPEN_OBJECT && this.atPathKey && this.matched < this.envelopePath.length) this.matched++;
      this.open(byte);
      this.key = '';
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      this.depth--;
      this.matched = Math.min(this.matched, this.depth);
      if (this.depth <= 0) {
        if (this.envelope === 'before') this.cutter.close('record', at + 1, emit);
        this.envelope = 'none';
        this.depth = 0;
        this.indent = -1;
      }
    }
    this.last = byte;
  }

  /** Directly inside the innermost object of the envelope path that is open. */
  private get onPath(): boolean {
    return this.depth === this.matched;
  }

  /** At the value of the next key of the envelope path. */
  private get atPathKey(): boolean {
    return this.onPath && this.last === COLON && this.key === this.envelopePath[this.matched - 1];
  }
}

const UNCLOSED = problem('json.truncated', 'the list of records is not closed');

function problem(code: IssueCode, detail: string): Issue {
  return { code, severity: 'data-loss', detail };
}
