/**
 * `npm run bench`: imports the sample case as a whole process several times, from the build, and prints the median with
 * its spread. A copy of all files beside it, in the same run, tells how much of the time is the disk's.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReport } from '../../shared/ipc/contract.ts';

const RUNS = 7;
const root = join(import.meta.dirname, '../..');
const sample = join(root, 'sample-data/cases/okta-to-atlassian');
const bin = join(root, 'bin/throughline.mjs');

interface Run {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly records: number;
  readonly caseBytes: number;
}

/** `peak`: with a preload that reports memory, which costs a little time; timed runs go without. */
function importOnce(folder: string, n: number, peak: boolean): Run {
  const path = join(folder, `${n}.tline`);
  const peakFile = join(folder, 'peak');
  const preload = `--import=${join(import.meta.dirname, 'report-peak.mjs')}`;
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(peak ? [preload] : []), bin, 'import', path, sample, '--json'],
    {
      encoding: 'utf8',
      env: { ...process.env, PEAK_FILE: peakFile },
      maxBuffer: 1 << 26,
    },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`import ended with ${status}: ${stderr}`);
  const report = JSON.parse(stdout) as ImportReport;
  if (!report.closed) throw new Error('the ledger is not closed');
  return {
    seconds,
    peakBytes: peak ? Number(readFileSync(peakFile, 'utf8')) * 1024 : 0,
    records: report.totals.records,
    caseBytes: statSync(path).size,
  };
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
try {
  const build = spawnSync(process.execPath, [join(root, 'tools/build.ts'), 'cli', 'engine'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Error('the build failed');
  const { peakBytes } = importOnce(folder, -1, true);
  const runs = Array.from({ length: RUNS }, (_, n) => importOnce(folder, n, false));
  const copyStarted = performance.now();
  cpSync(sample, join(folder, 'copy'), { recursive: true });
  const copySeconds = (performance.now() - copyStarted) / 1000;
  const seconds = runs.map((run) => run.seconds);
  const { records, caseBytes } = runs[0]!;
  const typical = median(seconds);
  const line = (name: string, value: string): void => console.log(name.padEnd(28), value);
  line('machine', `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.versions.node}`);
  line('records', String(records));
  line(
    'import, whole process',
    `${typical.toFixed(2)} s median of ${RUNS} (${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)})`,
  );
  line(
    'records a second',
    `${Math.round(records / typical)} median, ${Math.round(records / Math.min(...seconds))} best`,
  );
  line('peak resident', `${Math.round(peakBytes / 1e6)} MB`);
  line('case file', `${(caseBytes / 1e6).toFixed(1)} MB`);
  line('copying the same files', `${copySeconds.toFixed(2)} s (${(typical / copySeconds).toFixed(0)} x)`);
} finally {
  rmSync(folder, { recursive: true });
}
