/**
 * Records of several lines: a line that does not begin like a record belongs to the one before it, with the line break
 * between them. What stands before the first record is a record of its own, so that it is read or refused, not lost.
 */
import { decodeLossy } from './decode.ts';
import type { Emit, Framer, Span } from './framer.ts';
import { LineFramer } from './lines.ts';

/** A record ends here at the latest; what follows begins another, which the importer then refuses. */
const MAX_ENTRY_BYTES = 1024 * 1024;
/** Characters of a line that are looked at. */
const START_CHARACTERS = 200;

export class EntryFramer implements Framer {
  private readonly lines: LineFramer;
  private readonly start: RegExp;
  /** Bytes of the open record, and the separator behind it that may turn out to stand inside it. */
  private parts: Uint8Array[] = [];
  private length = 0;
  private offset = 0;
  private gap: Uint8Array | null = null;

  constructor(start: RegExp, startOffset = 0) {
    this.lines = new LineFramer(0, startOffset);
    this.start = start;
  }

  push(chunk: Uint8Array, emit: Emit): void {
    this.lines.push(chunk, (span) => this.take(span, emit));
  }

  end(emit: Emit): void {
    this.lines.end((span) => this.take(span, emit));
    this.close(emit);
  }

  private take(span: Span, emit: Emit): void {
    if (span.kind === 'separator') {
      if (this.parts.length === 0) emit(span);
      else this.gap = span.bytes.slice();
      return;
    }
    if (span.kind === 'damaged') {
      this.close(emit);
      emit(span);
      return;
    }
    const text = decodeLossy(span.bytes.subarray(0, START_CHARACTERS));
    const grown = this.length + (this.gap?.length ?? 0) + span.length;
    if (this.parts.length > 0 && (this.start.test(text) || grown > MAX_ENTRY_BYTES)) this.close(emit);
    if (this.parts.length === 0) this.offset = span.offset;
    else if (this.gap !== null) this.keep(this.gap);
    this.gap = null;
    this.keep(span.bytes.slice());
  }

  private keep(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.length += bytes.length;
  }

  private close(emit: Emit): void {
    if (this.parts.length > 0) {
      const bytes = new Uint8Array(this.length);
      let at = 0;
      for (const part of this.parts) {
        bytes.set(part, at);
        at += part.length;
      }
      const { offset, length } = this;
      this.parts = [];
      this.length = 0;
      emit({ kind: 'record', offset, length, bytes });
      if (this.gap !== null)
        emit({ kind: 'separator', offset: offset + length, length: this.gap.length, bytes: this.gap });
    }
    this.gap = null;
  }
}
