/** The sample case: made once in the user's data folder from the logs that come with the program. */
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import type { CaseInfo } from '../../shared/ipc/contract.ts';
import type { EngineClient } from './engine-client.ts';

export const SAMPLE_NAME = 'okta-to-atlassian.tline';

/** What lies beside the logs and is no evidence: the description, and the answers, which only tests may open. */
const NOT_EVIDENCE: ReadonlySet<string> = new Set(['README.md', 'expected.json']);

/** Files and folders of the sample that are evidence, as paths to import. @throws Failure when they are not there */
export async function sampleEvidence(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => !NOT_EVIDENCE.has(name) && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
  if (paths.length === 0) {
    throw new Failure(
      'file.not-found',
      `the sample logs are not at ${folder}`,
      'install the program again, or import your own logs',
    );
  }
  return paths;
}

/** Reopens the sample, or makes it; one whose import was interrupted is completed (what it has is not read twice). */
export async function openSample(
  engine: EngineClient,
  sampleFolder: string,
  dataFolder: string,
): Promise<CaseInfo> {
  const evidence = await sampleEvidence(sampleFolder);
  const path = join(dataFolder, SAMPLE_NAME);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const info = existsSync(path) ? await engine.open(path) : await engine.create(path);
  if (info.closed && (await holdsAll(info, evidence))) return info;
  await engine.import({ paths: evidence });
  return engine.call('case.info', {});
}

/** Whether every file of the sample stands in the ledger, by name. */
async function holdsAll(info: CaseInfo, evidence: readonly string[]): Promise<boolean> {
  const there = new Set(
    info.files.filter((file) => file.status !== 'cancelled').map((file) => basename(file.path)),
  );
  for (const path of evidence) {
    const inside = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => null);
    const names =
      inside === null
        ? [basename(path)]
        : inside.filter((entry) => entry.isFile()).map((entry) => entry.name);
    if (!names.every((name) => there.has(name))) return false;
  }
  return true;
}
