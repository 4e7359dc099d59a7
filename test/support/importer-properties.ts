/** Runs a file through detection, framing, parsing, reading and the gate, as the engine does, in memory. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Fact } from '../../shared/events/event.ts';
import { messageOf } from '../../shared/events/message.ts';
import { normalize } from '../../shared/events/normalize.ts';
import { detect } from '../../shared/importers/detect.ts';
import type { ImportOptions } from '../../shared/importers/importer.ts';
import type { Framer, Span } from '../../shared/importers/kit/framer.ts';
import { headOf } from '../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../shared/importers/kit/records.ts';

/** What `ImportOptions` are when the analyst set none; the fingerprint is a plain digest, so that snapshots stay as they are. */
export const OPTIONS: ImportOptions = {
  timezone: 'UTC',
  vpcFormat: null,
  // Of the samples in `table/`; no other sample has such columns.
  mapping: {
    fields: {
      time: 'When it was',
      actor: 'Person',
      email: 'Mail',
      srcIp: 'From address',
      action: 'What',
      outcome: 'How it ended',
      message: 'Remark',
      nativeId: 'No',
    },
    timeFormat: 'iso',
  },
  fingerprint: (secret) => `fp:${createHash('sha256').update(secret).digest('hex').slice(0, 24)}`,
};

export const FORMATS = join(import.meta.dirname, '../../sample-data/formats');

export interface ImportedFile {
  readonly detection: string;
  readonly bytes: number;
  readonly spanned: number;
  readonly records: number;
  readonly rejected: number;
  readonly ignored: number;
  readonly events: readonly ImportedEvent[];
  readonly facts: readonly Fact[];
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

/** Without Parquet files, whose content only the engine can make (test/electron/engine/parquet.test.ts). */
export function sampleFiles(folder = FORMATS): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'README.md')
    .filter((entry) => !entry.name.endsWith('.parquet'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function readSample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(FORMATS, name)));
}

/** `said`: options that the analyst set. */
export function importBytes(
  bytes: Uint8Array,
  chunkBytes: number,
  timezone = 'UTC',
  said: Partial<ImportOptions> = {},
): ImportedFile {
  const options = { ...OPTIONS, timezone, ...said };
  const head = headOf(bytes, true);
  const found = detect(head, options);
  const none = {
    bytes: bytes.length,
    spanned: 0,
    records: 0,
    rejected: 0,
    ignored: 0,
    events: [],
    facts: [],
    issues: [],
  };
  if (found.kind === 'bystander') return { detection: `${found.bystander.id}: ${found.sentence}`, ...none };
  if (found.kind === 'unknown') return { detection: `unknown: ${found.reason}`, ...none };
  const reader = found.importer.open(head, options);
  const { framing, shape } = found.recognition;
  const framer = createFramer(found.recognition, head, reader.headerLines);
  const parser = new RecordParser(framing, head);

  let records = 0;
  let rejected = 0;
  let ignored = 0;
  let spanned = 0;
  const events: ImportedEvent[] = [];
  const facts: Fact[] = [];
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
    if (span.kind === 'damaged') {
      records++;
      rejected++;
      return note(span, span.issue!);
    }
    for (const parsed of parser.parse(span)) {
      records++;
      if (!parsed.ok) {
        rejected++;
        note(span, parsed.error);
        continue;
      }
      const read = reader.read(parsed.value.input);
      for (const issue of parsed.value.issues) note(span, issue);
      if (read.kind === 'rejected') {
        rejected++;
        note(span, read.issue);
      } else if (read.kind === 'ignored') ignored++;
      else if (read.kind === 'fact') {
        ignored++;
        for (const issue of read.issues ?? []) note(span, issue);
        facts.push(read.fact);
      } else {
        const { draft, issues: changed } = normalize(read.draft);
        for (const issue of [...(read.issues ?? []), ...changed]) note(span, issue);
        const { offset, length } = span;
        events.push({ record: records, offset, length, message: messageOf(draft), draft: compact(draft) });
      }
    }
  });
  const detection = `${found.importer.id}: ${shape}`;
  return { detection, bytes: bytes.length, spanned, records, rejected, ignored, events, facts, issues };
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
