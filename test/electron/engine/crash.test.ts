/** kill -9 in the middle of an import, many times: what is left must be a case, and completing it must give the whole. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');
const LOGS = join(SAMPLE, 'vpcflow');
const KILLS = 8;

/** Starts an import and kills it `afterMs` after the case file appeared; true when it was still running. */
async function killedImport(path: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [BIN, 'import', path, LOGS], { stdio: 'ignore' });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.on('exit', (_, signal) => resolve(signal)),
  );
  while (!existsSync(path) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  return (await ended) === 'SIGKILL';
}

const idsOf = (engine: Engine): string[] => {
  const { store } = engine;
  return [...store.snapshot.byTime].map((row) => store.snapshot.place(row).id);
};

test('a killed import leaves a case that opens, verifies and can be completed', {
  timeout: 240_000,
}, async () => {
  const folder = temporaryFolder();
  const whole = new Engine();
  whole.create(join(folder, 'whole.tline'));
  await whole.import({ paths: [LOGS] });
  const expected = idsOf(whole);
  whole.close();

  let killed = 0;
  for (let n = 0; n < KILLS; n++) {
    const path = join(folder, `${n}.tline`);
    if (await killedImport(path, n * 60)) killed++;
    const engine = new Engine();
    engine.open(path);
    expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
    const report = await engine.import({ paths: [LOGS] });
    expect(report.closed).toBe(true);
    expect(idsOf(engine)).toEqual(expected);
    expect(engine.verify().ok).toBe(true);
    engine.close();
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
});
