/** kill -9 in the middle of an import, many times: what is left must be a case, and completing it must give the whole. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');
const LOGS = join(SAMPLE, 'vpcflow');
const KILLS = 8;

/** Bytes of a case with the files that SQLite keeps beside it while it writes; none before the case itself is there. */
function written(path: string): number {
  let bytes = 0;
  for (const file of readdirSync(dirname(path)).filter((one) => one.startsWith(basename(path)))) {
    try {
      bytes += statSync(join(dirname(path), file)).size;
    } catch {
      // It went between the list and the look.
    }
  }
  return existsSync(path) ? bytes : 0;
}

/** Starts an import and kills it when so much of the case is written; true when it was still running. */
async function killedImport(path: string, afterBytes: number): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, 'import', path, LOGS], { stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('exit', (_, signal) => resolve(signal)),
  );
  while (written(path) <= afterBytes && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

const idsOf = (engine: Engine): string[] => {
  const { store } = engine;
  return [...store.snapshot.byTime].map((row) => store.snapshot.place(row).id);
};

test('a killed import leaves a case that opens, verifies and can be completed', {
  timeout: 600_000,
}, async () => {
  const folder = temporaryFolder();
  const whole = new Engine();
  whole.create(join(folder, 'whole.tline'));
  await whole.import({ paths: [LOGS] });
  const expected = idsOf(whole);
  whole.close();
  const { size } = statSync(join(folder, 'whole.tline'));

  let killed = 0;
  for (let n = 0; n < KILLS; n++) {
    const path = join(folder, `${n}.tline`);
    if (await killedImport(path, (n / KILLS) * size)) killed++;
    const engine = new Engine();
    engine.open(path);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    const report = await engine.import({ paths: [LOGS] });
    expect(report.closed).toBe(true);
    expect(idsOf(engine)).toEqual(expected);
    expect(engine.verify().ok).toBe(true);
    engine.close();
  }
  // By what was written, not by time: a fast machine is killed as early. The last ones may end before they are seen.
  expect(killed).toBeGreaterThan(0);
});
