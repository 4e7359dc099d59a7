/**
 * `npm run bench:chain`: the attack chain over 10^4, 10^5 and 10^6 events, as whole processes of the command line from the
 * build and inside an engine that has the case open, with the growth of each beside n log n. `node test/bench/chain.ts
 * incident deep 100000`: only these shapes and sizes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseOf } from './chain-cases.ts';
import { SHAPES, type Shape } from './chain-shapes.ts';

const RUNS = 5;
const SIZES = [10_000, 100_000, 1_000_000];
/** The first denied sign-in of the sample's incident. */
const SAMPLE_SEED = 'native:086826ca-56d0-4c86-a544-11b34396726a';
const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/throughline.mjs');

interface Measured {
  readonly events: number;
  readonly steps: number;
  /** Seconds, medians. */
  readonly process: number;
  readonly firstSteps: number;
  readonly first: number;
  readonly again: number;
  /** Longest time for which another question waited. */
  readonly longest: number;
  readonly peakBytes: number;
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

function run(args: readonly string[], env: Record<string, string> = {}): { stdout: string; seconds: number } {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 30,
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { stdout, seconds };
}

function measure(shape: Shape | null, events: number, peakFile: string): Measured {
  const path = caseOf(shape, events);
  const seed = shape?.seed ?? SAMPLE_SEED;
  const ask = [bin, 'chain', path, '--from', seed, '--json'];
  const preload = `--import=${join(import.meta.dirname, 'report-peak.mjs')}`;
  run([preload, ...ask], { PEAK_FILE: peakFile });
  const peakBytes = Number(readFileSync(peakFile, 'utf8')) * 1024;
  const whole = Array.from({ length: RUNS }, () => run(ask).seconds);
  const inside = Array.from({ length: RUNS }, () => {
    const { stdout } = run([join(import.meta.dirname, 'chain-warm.ts'), path, seed]);
    return JSON.parse(stdout) as Omit<Measured, 'process' | 'peakBytes'>;
  });
  return {
    events,
    steps: inside[0]!.steps,
    process: median(whole),
    firstSteps: median(inside.map((one) => one.firstSteps)),
    first: median(inside.map((one) => one.first)),
    again: median(inside.map((one) => one.again)),
    longest: median(inside.map((one) => one.longest)),
    peakBytes,
  };
}

/** How a time grew beside n log n since the size before: 1 is n log n, below is less. */
function growth(now: Measured, before: Measured | undefined, of: (m: Measured) => number): string {
  if (!before) return '';
  const work = (n: number): number => n * Math.log2(n);
  return (of(now) / of(before) / (work(now.events) / work(before.events))).toFixed(2);
}

const wanted = process.argv.slice(2);
const sizes = wanted.map(Number).filter((size) => size > 0);
const names = wanted.filter((word) => !(Number(word) > 0));
const shapes = [null, ...SHAPES].filter(
  (shape) => names.length === 0 || names.includes(shape?.name ?? 'incident'),
);

const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
try {
  run([join(root, 'tools/build.ts'), 'cli', 'engine']);
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.versions.node}`);
  console.log(`medians of ${RUNS}; “growth” is beside n log n since the size before\n`);
  const head = [
    'case',
    'events',
    'steps',
    'whole process',
    'growth',
    'case open: first steps',
    'answer',
    'growth',
    'again',
    'growth',
    'others wait',
    'peak of the process',
  ];
  console.log(`| ${head.join(' | ')} |`);
  console.log(`| --- |${' --: |'.repeat(head.length - 1)}`);
  for (const shape of shapes) {
    let before: Measured | undefined;
    for (const size of sizes.length > 0 ? sizes : SIZES) {
      const now = measure(shape, size, join(folder, 'peak'));
      const cells = [
        shape?.name ?? 'incident',
        size.toLocaleString('en-GB'),
        now.steps.toLocaleString('en-GB'),
        `${now.process.toFixed(2)} s`,
        growth(now, before, (m) => m.process),
        `${now.firstSteps.toFixed(2)} s`,
        `${now.first.toFixed(2)} s`,
        growth(now, before, (m) => m.first),
        `${now.again.toFixed(3)} s`,
        growth(now, before, (m) => m.again),
        `${now.longest.toFixed(2)} s`,
        `${Math.round(now.peakBytes / 1e6)} MB`,
      ];
      console.log(`| ${cells.join(' | ')} |`);
      before = now;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
