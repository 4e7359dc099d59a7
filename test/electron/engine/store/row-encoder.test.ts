/** Drafts that go through a reader's rows and the writer's codes come out as they were. */
import { expect, test } from 'vitest';
import { newDictionaries, type StoredActor } from '../../../../electron/engine/store/dictionaries.ts';
import { draftOf } from '../../../../electron/engine/store/event-rows.ts';
import { Translation } from '../../../../electron/engine/store/row-batch.ts';
import { RowColumns } from '../../../../electron/engine/store/row-columns.ts';
import { RowEncoder } from '../../../../electron/engine/store/row-encoder.ts';
import { saidDigest } from '../../../../electron/engine/store/said.ts';
import type { ValueKind } from '../../../../electron/engine/store/schema.ts';
import type { Draft } from '../../../../shared/events/event.ts';
import { normalize } from '../../../../shared/events/normalize.ts';
import { detect } from '../../../../shared/importers/detect.ts';
import { headOf } from '../../../../shared/importers/kit/head.ts';
import { createFramer, RecordParser } from '../../../../shared/importers/kit/records.ts';
import { feed, OPTIONS, readSample, sampleFiles } from '../../../support/importer-properties.ts';

const drafts = sampleFiles().flatMap((name) => draftsOf(readSample(name)));

/** Whatever importers make of a file, before the store sees it. */
function draftsOf(bytes: Uint8Array): readonly Draft[] {
  const head = headOf(bytes, true);
  const found = detect(head, OPTIONS);
  if (found.kind !== 'importer') return [];
  const reader = found.importer.open(head, OPTIONS);
  const parser = new RecordParser(found.recognition.framing, head);
  const made: Draft[] = [];
  feed(createFramer(found.recognition, head, reader.headerLines), bytes, 65_536, (span) => {
    if (span.kind === 'header') parser.header(span);
    if (span.kind !== 'record') return;
    for (const parsed of parser.parse(span)) {
      const read = parsed.ok ? reader.read(parsed.value.input) : null;
      if (read?.kind === 'event') made.push(normalize(read.draft).draft);
    }
  });
  return made;
}

test.each([
  ['a reader that remembers everything', Number.POSITIVE_INFINITY],
  ['one that starts afresh after every batch', 0],
])('%s', (_, maxRemembered) => {
  expect(drafts.length).toBeGreaterThan(1000);
  const encoder = new RowEncoder(maxRemembered);
  const translation = new Translation();
  const dictionaries = newDictionaries();
  const codeOf = {
    value: (kind: ValueKind, text: string) => dictionaries[kind].code(text),
    actor: ({ source, actor }: StoredActor) => dictionaries.actor.code(source, actor),
  };
  const said: string[] = [];
  const all = new RowColumns(1);
  for (const [i, draft] of drafts.entries()) {
    encoder.add(draft, { record: i + 1, offset: i, length: 1 }, Buffer.from(String(i)), 0);
    if (i % 97 !== 0 && i < drafts.length - 1) continue;
    const batch = encoder.take();
    translation.apply(batch, codeOf);
    all.append(batch.rows, 0, batch.rows.count);
  }
  for (let row = 0; row < all.count; row++) said.push(saidDigest(draftOf(all, row, dictionaries)));
  expect(said).toEqual(drafts.map(saidDigest));
  expect([...all.numbers.record.subarray(0, all.count)]).toEqual(drafts.map((_draft, i) => i + 1));
});

test('columns grow, take ranges, and cross to another thread whole', () => {
  const rows = new RowColumns(1);
  for (let i = 0; i < 100; i++) {
    const row = rows.next();
    rows.numbers.record[row] = i;
    rows.codes.action[row] = i * 2;
    rows.uids.fill(i, row * 16, row * 16 + 16);
    rows.setNativeId(row, i < 50 ? null : `id-${i}`);
    rows.setTimeText(row, null);
  }
  const some = new RowColumns(3);
  some.append(rows, 10, 12);
  some.append(rows, 49, 52);
  const there = RowColumns.unpack(structuredClone(some.packed(), { transfer: [some.memory] }));
  expect([...there.numbers.record.subarray(0, there.count)]).toEqual([10, 11, 49, 50, 51]);
  expect([...there.codes.action.subarray(0, there.count)]).toEqual([20, 22, 98, 100, 102]);
  expect(there.uid(4)).toEqual(new Uint8Array(16).fill(51));
  expect(there.nativeIds).toEqual([null, null, null, 'id-50', 'id-51']);
  expect(there.timeTexts).toEqual([]);
});
