/** The sample's logs in a real case, imported once per test file by the real engine. */
import { join } from 'node:path';
import { Engine } from '../../electron/engine/index.ts';
import { sampleEvidence } from '../../electron/host/sample.ts';
import type { ImportReport } from '../../shared/ipc/contract.ts';

export const SAMPLE = join(import.meta.dirname, '../../sample-data/cases/okta-to-atlassian');

export async function importSample(
  folder: string,
): Promise<{ engine: Engine; path: string; report: ImportReport }> {
  const path = join(folder, 'sample.tline');
  const engine = new Engine();
  engine.create(path);
  const report = await engine.import({ paths: await sampleEvidence(SAMPLE) });
  return { engine, path, report };
}
