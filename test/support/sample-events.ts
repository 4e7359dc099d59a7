/** The records of a folder of logs as a case in memory, through the real importers and without the engine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CaseView } from '../../shared/analysis/case-view.ts';
import { type PersonFact, peopleOf } from '../../shared/analysis/identity/roster.ts';
import { detect } from '../../shared/importers/detect.ts';
import { HEAD_BYTES, headOf } from '../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../shared/importers/kit/records.ts';
import { caseViewOf, type Placed } from './case-view.ts';
import { OPTIONS } from './importer-properties.ts';

/** Every event of every file below `folder`, in order of path and record; paths are relative to it. */
export function readCaseFolder(folder: string, facts: PersonFact[] = []): Placed[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return paths.flatMap((path) => readLog(path, path.slice(folder.length + 1), facts));
}

/** With the people of its rosters, as the store gives them. */
export function caseViewOfFolder(folder: string): CaseView {
  const facts: PersonFact[] = [];
  const placed = readCaseFolder(folder, facts);
  return caseViewOf(placed, peopleOf(facts));
}

function readLog(path: string, file: string, facts: PersonFact[]): Placed[] {
  const packed = readFileSync(path);
  const bytes = path.endsWith('.gz') ? gunzipSync(packed) : packed;
  const head = headOf(bytes.subarray(0, HEAD_BYTES), bytes.length <= HEAD_BYTES);
  const detection = detect(head);
  if (detection.kind !== 'importer') return [];
  const { framing } = detection.recognition;
  const reader = detection.importer.open(head, OPTIONS);
  const parser = new RecordParser(framing, head);
  const framer = createFramer(detection.recognition, head, reader.headerLines);
  const placed: Placed[] = [];
  let record = 0;
  const take: Parameters<typeof framer.push>[1] = (span) => {
    if (span.kind === 'header') parser.header(span);
    if (span.kind === 'damaged') record++;
    if (span.kind !== 'record') return;
    for (const parsed of parser.parse(span)) {
      record++;
      if (!parsed.ok) continue;
      const read = reader.read(parsed.value.input);
      if (read.kind === 'event') placed.push({ draft: read.draft, file, record });
      if (read.kind === 'fact') facts.push({ fact: read.fact, file, record });
    }
  };
  framer.push(bytes, take);
  framer.end(take);
  return placed;
}
