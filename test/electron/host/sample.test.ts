/** The sample case with the real engine: made once, reopened, completed when its import was interrupted. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineClient } from '../../../electron/host/engine-client.ts';
import { findLayout } from '../../../electron/host/layout.ts';
import { openSample, SAMPLE_NAME, sampleEvidence } from '../../../electron/host/sample.ts';
import { startNodeEngine } from '../../../electron/serve/node-engine.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { engine: ENGINE, sample: SAMPLE } = findLayout();
const clients: EngineClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

function startEngine() {
  const events: PushEvent[] = [];
  const engine = new EngineClient({
    start: () => startNodeEngine(ENGINE),
    onEvent: (event) => events.push(event),
  });
  clients.push(engine);
  return { engine, events };
}

/** Two small files of the sample, with what must not be read beside them. */
function smallSample(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'okta'));
  cpSync(join(SAMPLE, 'okta/system-log-20231114.ndjson'), join(folder, 'okta', 'a.ndjson'));
  cpSync(join(SAMPLE, 'people.csv'), join(folder, 'people.csv'));
  writeFileSync(join(folder, 'README.md'), '# about');
  writeFileSync(join(folder, 'expected.json'), '{"answers":[]}');
  return folder;
}

test('the description and the answers are no evidence', async () => {
  expect(await sampleEvidence(SAMPLE)).toEqual(
    expect.arrayContaining([join(SAMPLE, 'okta'), join(SAMPLE, 'vpcflow')]),
  );
  expect((await sampleEvidence(SAMPLE)).join()).not.toMatch(/README|expected/);
  await expect(sampleEvidence(join(SAMPLE, 'none'))).rejects.toMatchObject({ code: 'file.not-found' });
});

test('made once with progress, then only reopened', async () => {
  const sample = smallSample();
  const data = join(temporaryFolder(), 'data');
  const first = startEngine();
  const made = await openSample(first.engine, sample, data);
  expect(made).toMatchObject({ path: join(data, SAMPLE_NAME), closed: true });
  expect(made.events).toBeGreaterThan(100);
  expect(first.events.some((event) => event.type === 'import.progress')).toBe(true);
  await first.engine.close();
  const second = startEngine();
  const again = await openSample(second.engine, sample, data);
  expect(again.events).toBe(made.events);
  expect(second.events.filter((event) => event.type === 'import.progress')).toEqual([]);
});

test('a sample that lacks a file is completed, and nothing is read twice', async () => {
  const sample = smallSample();
  const data = temporaryFolder();
  const { engine } = startEngine();
  await engine.create(join(data, SAMPLE_NAME));
  await engine.import({ paths: [join(sample, 'people.csv')] });
  const completed = await openSample(engine, sample, data);
  expect(completed.events).toBeGreaterThan(100);
  expect(completed.files.map((file) => file.path.replace(/^.*[\\/]/, '')).sort()).toEqual([
    'a.ndjson',
    'people.csv',
  ]);
});
