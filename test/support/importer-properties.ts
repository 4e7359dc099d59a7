/** Runs a file through detection, framing, parsing, reading and the gate, as the engine does, in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { messageOf } from '../../shared/events/message.ts';
import { normalize } from '../../shared/events/normalize.ts';
import { detect } from '../../shared/importers/detect.ts';
import type { Framer, Span } from '../../shared/importers/kit/framer.ts';
import { headOf } from '../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../shared/importers/kit/records.ts';

export const FORMATS = join(import.meta.dirname, '../../sample-data/formats');

export interface ImportedFile {
  readonly detection: string;
  readonly bytes: number;
  readonly spanned: number;
  readonly records: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly events: readonly ImportedEvent[];
  readonly issues: readonly string[];
}

interface ImportedEvent {
  readonly record: number;
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  /** The draft without its empty fields. */
  readonly draft: Record<string, unknown>;
}

export function sampleFiles(folder = FORMATS): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'README.md')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function readSample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(FORMATS, name)));
}

export function importBytes(bytes: Uint8Array, chunkBytes: number, timezone = 'UTC'): ImportedFile {
  const head = headOf(bytes, true);
  const found = detect(head);
  const none = {
    bytes: bytes.length,
    spanned: 0,
    records: 0,
    rejected: 0,
    ignored: 0,
    events: [],
    issues: [],
  };
  if (found.kind === 'bystander') return { detection: `${found.bystander.id}: ${found.sentence}`, ...none };
  if (found.kind === 'unknown') return { detection: `unknown: ${found.reason}`, ...none };
  const reader = found.importer.open(head, { timezone, vpcFormat: null });
  const { framing, shape } = found.recognition;
  const framer = createFramer(framing, head, reader.headerLines);
  const parser = new RecordParser(framing, head);

  let records = 0;
  let rejected = 0;
  let ignored = 0;
  let spanned = 0;
  const events: ImportedEvent[] = [];
  const issues: string[] = [];
  const note = (span: Span, issue: { code: string; severity: string; detail: string }) =>
    issues.push(`record ${records} at ${span.offset}: ${issue.code} (${issue.severity}) ${issue.detail}`);

  feed(framer, bytes, chunkBytes, (span) => {
    if (span.offset !== spanned) throw new Error(`gap before ${span.offset}: spans reach ${spanned}`);
    spanned += span.length;
    if (span.kind === 'header') return parser.header(span);
    if (span.kind === 'separator') {
      if (span.issue !== undefined) note(span, span.issue);
      return;
    }
    records++;
    const parsed = span.kind === 'record' ? parser.parse(span) : { ok: false as const, error: span.issue! };
    if (!parsed.ok) {
      rejected++;
      return void note(span, parsed.error);
    }
    const read = reader.read(parsed.value.input);
    for (const issue of parsed.value.issues) note(span, issue);
    if (read.kind === 'rejected') {
      rejected++;
      note(span, read.issue);
    } else if (read.kind === 'ignored') ignored++;
    else {
      const { draft, issues: changed } = normalize(read.draft);
      for (const issue of [...(read.issues ?? []), ...changed]) note(span, issue);
      const { offset, length } = span;
      events.push({ record: records, offset, length, message: messageOf(draft), draft: compact(draft) });
    }
  });
  const detection = `${found.importer.id}: ${shape}`;
  return { detection, bytes: bytes.length, spanned, records, rejected, ignored, events, issues };
}

export function feed(
  framer: Framer,
  bytes: Uint8Array,
  chunkBytes: number,
  emit: (span: Span) => void,
): void {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    // A copy that is wiped afterwards, as a reused read buffer would be: nothing may be kept from it.
    const chunk = bytes.slice(at, at + chunkBytes);
    framer.push(chunk, emit);
    chunk.fill(0x21);
  }
  framer.end(emit);
}

function compact(draft: object): Record<string, unknown> {
  const empty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => !empty(value)));
}
