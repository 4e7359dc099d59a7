/** Throughline as it is measured: the command line from the build, its process whole. */
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportReport } from '../../../shared/ipc/contract.ts';
import { type Measured, wholeProcess } from './process.ts';

export const ROOT = join(import.meta.dirname, '../../..');
const BIN = join(ROOT, 'bin/throughline.mjs');

/** Builds what is measured, so that no figure is of yesterday's code. */
export function build(...parts: readonly string[]): void {
  const wanted = parts.length > 0 ? parts : ['cli', 'engine'];
  const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/build.ts'), ...wanted], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the build failed');
}

/** Runs the command line. */
export const throughline = (args: readonly string[], allowed: readonly number[] = [0]): Promise<Measured> =>
  wholeProcess([process.execPath, BIN, ...args], { allowed });

export interface Imported extends Measured {
  readonly report: ImportReport;
  readonly caseBytes: number;
}

/**
 * Imports into a new case. Fails where the ledger does not close and, unless `troubled`, where anything was rejected or
 * has an issue: what is generated has none.
 */
export async function importInto(
  casePath: string,
  evidence: string,
  { troubled = false }: { readonly troubled?: boolean } = {},
): Promise<Imported> {
  rmSync(casePath, { force: true });
  // 3: something was not understood; the ledger says what.
  const run = await throughline(['import', casePath, evidence, '--json'], troubled ? [0, 3] : [0]);
  const report = JSON.parse(run.stdout) as ImportReport;
  if (!report.closed) throw new Error('the ledger is not closed');
  const bad = report.files.find((file) => file.issues.length > 0 || file.rejected > 0);
  if (bad !== undefined && !troubled) throw new Error(`${bad.path}: ${JSON.stringify(bad.issues)}`);
  return { ...run, report, caseBytes: statSync(casePath).size };
}
