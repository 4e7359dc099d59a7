/** A file whose reading ends before the file does: what was read stays, under its file, and no hash claims more than was seen. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { Allowance } from '../../../electron/engine/ingest/allowance.ts';
import { Batch } from '../../../electron/engine/ingest/batch.ts';
import { FileWriter } from '../../../electron/engine/ingest/file-writer.ts';
import { Known } from '../../../electron/engine/ingest/known.ts';
import { openFile, type ReadTask, readFile } from '../../../electron/engine/ingest/read-file.ts';
import { runStart } from '../../../electron/engine/ingest/run-record.ts';
import type { CaseStore } from '../../../electron/engine/store/case-store.ts';
import { Translation } from '../../../electron/engine/store/row-batch.ts';
import { RowEncoder } from '../../../electron/engine/store/row-encoder.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { OPTIONS } from '../../support/importer-properties.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const name = readdirSync(join(SAMPLE, 'jira')).find((file) => file.endsWith('.log'))!;

test('a medium that fails in mid-file', async () => {
  const engine = new Engine();
  engine.create(join(temporaryFolder(), 'case.tline'));
  const { store } = engine;
  const batch = new Batch(store, store.appender());
  const path = join(SAMPLE, 'jira', name);
  const bytes = readFileSync(path);
  const file = await openFile({ path, name, bytes: bytes.length }, new Allowance(1e9));
  async function* failing(): AsyncGenerator<Buffer> {
    yield bytes.subarray(70_000, 100_000);
    throw new Failure('file.unreadable', `${path} cannot be read: EIO`, 'check the medium');
  }
  const first = bytes.subarray(0, 70_000);
  const cut = {
    ...file,
    chunks: failing(),
    head: { head: headOf(first, false), chunks: [first], bytes: 70_000 },
  };
  const id = store.runs.begin(runStart('', {}));
  const record = await readFile(cut, taskOf(store, batch, id, false));
  batch.end();
  store.refresh();
  expect(record).toMatchObject({ status: 'partial', sha256: '' });
  expect(record.issues.map((issue) => issue.code)).toContain('file.unreadable');
  expect(record.events).toBeGreaterThan(50);
  expect(record.records).toBe(record.events + record.duplicates + record.rejected + record.ignored);
  const { rows } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 });
  expect(rows.length).toBe(record.events);
  expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
  engine.close();
});

test('a cancel while an unrecognised file is hashed leaves no half hash', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'notes.txt');
  writeFileSync(path, 'no log at all\n'.repeat(60_000));
  const engine = new Engine();
  engine.create(join(folder, 'case.tline'));
  const { store } = engine;
  const batch = new Batch(store, store.appender());
  const file = await openFile({ path, name: 'notes.txt', bytes: 840_000 }, new Allowance(1e9));
  const id = store.runs.begin(runStart('', {}));
  const record = await readFile(file, taskOf(store, batch, id, true));
  expect(record).toMatchObject({ status: 'cancelled', sha256: '', records: 0 });
  expect(record.issues.map((issue) => issue.code)).not.toContain('file.changed');
  engine.close();
});

function taskOf(store: CaseStore, batch: Batch, run: number, cancelled: boolean): ReadTask {
  const writer = new FileWriter(store, batch, new Known(store.files));
  const translation = new Translation();
  return {
    run,
    cap: 1e9,
    options: OPTIONS,
    mappings: [],
    forced: null,
    encoder: new RowEncoder(),
    unread: null,
    cancelled: () => cancelled,
    onProgress: () => {},
    send: async (part) => writer.take(part, translation),
  };
}
