/**
 * Delimited text by bytes, RFC 4180: quoted cells may hold delimiters, doubled quotes and line breaks. The first
 * non-blank row is the header; the line `sep=;` that spreadsheets put before it is a separator. An own scanner, because every row must be found again by offset and length, and a quote
 * that never closes must cost one line and not the rest of the file: it is given up after 1 MiB or at the end, and
 * reading goes on behind the line in which the row began. After 32 of those, quotes no longer reach over line ends, so
 * that a file made of them is still read in linear time.
 */
import type { Issue } from '../issue.ts';
import { type Emit, type Framer, SpanCutter } from './framer.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const MAX_OPEN_QUOTE_BYTES = 1024 * 1024;
const MAX_LONG_QUOTES = 32;
const NOTHING = new Uint8Array(0);

/**
 * `blank`: before a row. `broken`: in the first line of a row that is given up. `start`: at the start of a cell. `plain`, `quoted`: inside one. `quote`: behind a quote inside a quoted cell.
 */
type Place = 'blank' | 'broken' | 'start' | 'plain' | 'quoted' | 'quote';

export class CsvFramer implements Framer {
  private readonly cutter: SpanCutter;
  private readonly delimiter: number;
  private headerSeen = false;
  /** The first line names the delimiter and is no header. */
  private sepLine: boolean;
  private place: Place = 'blank';
  private lastByte = 0;
  private longQuotes = 0;

  constructor(delimiter: string, startOffset = 0, sepLine = false) {
    this.delimiter = delimiter.charCodeAt(0);
    this.sepLine = sepLine;
    this.cutter = new SpanCutter(startOffset);
  }

  push(chunk: Uint8Array, emit: Emit): void {
    if (chunk.length === 0) return;
    this.cutter.begin(chunk);
    let bytes = chunk;
    let at = 0;
    while (at < bytes.length) {
      if (this.step(bytes, at, emit)) at++;
      else {
        bytes = this.cutter.rewind(bytes);
        at = this.giveUpLine(bytes, emit);
      }
    }
    this.lastByte = bytes[bytes.length - 1] ?? 0;
    this.cutter.keep();
  }

  end(emit: Emit): void {
    while (this.place === 'quoted') {
      // The quote never closed: behind its first line the rest of the file is read again.
      const bytes = this.cutter.rewind(NOTHING);
      const from = this.giveUpLine(bytes, emit);
      this.longQuotes++;
      for (let at = from; at < bytes.length; ) {
        if (this.step(bytes, at, emit)) at++;
        else at = this.giveUpLine(bytes, emit);
      }
      this.lastByte = bytes[bytes.length - 1] ?? 0;
      this.cutter.keep();
    }
    this.cutter.begin(NOTHING);
    if (this.place === 'broken') this.closeBroken(0, emit);
    else if (this.place !== 'blank') this.closeRow(this.lastByte === CR ? -1 : 0, emit);
    this.cutter.close('separator', 0, emit);
  }

  /** Takes one byte. False: the open row is broken and its first line must be given up. */
  private step(bytes: Uint8Array, at: number, emit: Emit): boolean {
    const byte = bytes[at]!;
    if (this.place === 'quoted') {
      if (byte === QUOTE) this.place = 'quote';
      else if (byte === LF && this.longQuotes >= MAX_LONG_QUOTES) return false;
      else if (this.cutter.lengthAt(at) > MAX_OPEN_QUOTE_BYTES) {
        this.longQuotes++;
        return false;
      }
    } else if (this.place === 'broken') {
      if (byte === LF) this.closeBroken(at, emit);
    } else if (byte === LF) {
      const before = at === 0 ? this.lastByte : bytes[at - 1];
      if (this.place !== 'blank') this.closeRow(before === CR ? at - 1 : at, emit);
    } else if (byte === this.delimiter) {
      this.openRow(at, emit);
      this.place = 'start';
    } else if (byte === QUOTE) {
      this.openRow(at, emit);
      // A quote so far into a row could not be given up within the limit: it counts as an ordinary character.
      const tooFar = this.cutter.lengthAt(at) > MAX_OPEN_QUOTE_BYTES;
      if (this.place !== 'plain') this.place = tooFar ? 'plain' : 'quoted';
    } else if (byte !== CR) {
      if (this.place === 'quote') return false;
      this.openRow(at, emit);
      this.place = 'plain';
    }
    return true;
  }

  private openRow(at: number, emit: Emit): void {
    if (this.place !== 'blank') return;
    this.cutter.close('separator', at, emit);
    this.place = 'start';
  }

  private closeRow(at: number, emit: Emit): void {
    if (this.sepLine) {
      this.sepLine = false;
      this.cutter.close('separator', at, emit);
      this.place = 'blank';
      return;
    }
    this.cutter.close(this.headerSeen ? 'record' : 'header', at, emit);
    this.headerSeen = true;
    this.place = 'blank';
  }

  /** Closes the first line of the open row as damaged, as soon as its end is there; answers where to read on. */
  private giveUpLine(bytes: Uint8Array, emit: Emit): number {
    const lineFeed = bytes.indexOf(LF, this.cutter.openAt);
    if (lineFeed < 0) {
      this.place = 'broken';
      return bytes.length;
    }
    this.closeBroken(lineFeed, emit);
    return lineFeed;
  }

  private closeBroken(at: number, emit: Emit): void {
    this.cutter.close('damaged', at, emit, UNCLOSED);
    this.headerSeen = true;
    this.place = 'blank';
  }
}

const UNCLOSED: Issue = {
  code: 'csv.quote',
  severity: 'data-loss',
  detail: 'a quoted cell does not end before the next delimiter, or never',
};

/** Cells of one row, quotes resolved. */
export function parseCells(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (row[at] === '"') {
      at++;
      for (;;) {
        const quote = row.indexOf('"', at);
        if (quote < 0) {
          cell += row.slice(at);
          at = row.length;
          break;
        }
        cell += row.slice(at, quote);
        at = quote + 1;
        if (row[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    const end = row.indexOf(delimiter, at);
    cells.push(cell + row.slice(at, end < 0 ? row.length : end));
    if (end < 0) return cells;
    at = end + 1;
  }
}

/** How a file is cut into rows and cells. */
interface Delimiting {
  readonly delimiter: string;
  /** The file begins with a line that names the delimiter (`sep=;`). */
  readonly sepLine: boolean;
}

/** Of a file that begins with these non-blank lines. */
export function delimitingOf(lines: readonly string[]): Delimiting {
  const named = /^"?sep=([^"\r\n])"?$/i.exec(lines[0] ?? '');
  return named === null
    ? { delimiter: delimiterOf(lines[0] ?? ''), sepLine: false }
    : { delimiter: named[1]!, sepLine: true };
}

/** Cells of the header row, trimmed. */
export function headerCells(row: string, delimiter: string): string[] {
  return parseCells(row, delimiter).map((cell) => cell.trim());
}

/**
 * A row whose cells are not those of the header. Nothing is lost where only empty cells stand beyond it, or where the last
 * ones are missing: spreadsheets and tools that cut trailing blanks write such rows. A row with less than half of its cells
 * is rather the rest of a broken one, and cells with content beyond the header belong to no column: null.
 */
export function fitCells(cells: readonly string[], width: number): readonly string[] | null {
  if (cells.length > width)
    return cells.slice(width).every((cell) => cell.trim() === '') ? cells.slice(0, width) : null;
  if (cells.length * 2 < width || (cells.length === 1 && width > 1)) return null;
  return [...cells, ...new Array<string>(width - cells.length).fill('')];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** The delimiter that cuts a header line into the most cells; `,` where none does. */
export function delimiterOf(headerLine: string): string {
  let best = ',';
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const cells = parseCells(headerLine, delimiter).length;
    if (cells > most) {
      best = delimiter;
      most = cells;
    }
  }
  return best;
}
