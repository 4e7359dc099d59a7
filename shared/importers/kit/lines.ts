/**
 * Lines by bytes: LF ends a line, and one CR before it belongs to the line end. U+2028, U+2029, U+0085 and a lone CR do
 * not end a line (Node's readline says they do). A last line without LF is a line; blank lines are separators.
 */
import { type Emit, type Framer, SpanCutter } from './framer.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const NOTHING = new Uint8Array(0);

export class LineFramer implements Framer {
  private readonly cutter: SpanCutter;
  private headerLines: number;
  private insideLine = false;
  private lastByte = 0;

  /** `headerLines`: non-blank lines at the start that are no records. */
  constructor(headerLines: number, startOffset = 0) {
    this.headerLines = headerLines;
    this.cutter = new SpanCutter(startOffset);
  }

  push(chunk: Uint8Array, emit: Emit): void {
    if (chunk.length === 0) return;
    this.cutter.begin(chunk);
    let at = 0;
    while (at < chunk.length) {
      if (!this.insideLine) {
        at = firstText(chunk, at);
        if (at < 0) break;
        this.cutter.close('separator', at, emit);
        this.insideLine = true;
      }
      const lineFeed = chunk.indexOf(LF, at);
      if (lineFeed < 0) break;
      const before = lineFeed === 0 ? this.lastByte : chunk[lineFeed - 1];
      this.closeLine(before === CR ? lineFeed - 1 : lineFeed, emit);
      at = lineFeed + 1;
    }
    this.lastByte = chunk[chunk.length - 1] ?? 0;
    this.cutter.keep();
  }

  end(emit: Emit): void {
    this.cutter.begin(NOTHING);
    if (this.insideLine) this.closeLine(this.lastByte === CR ? -1 : 0, emit);
    this.cutter.close('separator', 0, emit);
  }

  private closeLine(end: number, emit: Emit): void {
    this.cutter.close(this.headerLines > 0 ? 'header' : 'record', end, emit);
    if (this.headerLines > 0) this.headerLines--;
    this.insideLine = false;
  }
}

/** Index of the first byte at or after `from` that is no white space, or -1. */
function firstText(chunk: Uint8Array, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at];
    if (byte !== LF && byte !== CR && byte !== SPACE && byte !== TAB) return at;
  }
  return -1;
}
