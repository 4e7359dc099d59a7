import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { printChain } from '../../shared/analysis/correlate/print.ts';
import { Failure } from '../../shared/base/failure.ts';
import { findLayout } from '../host/layout.ts';
import { electronRuntime } from '../host/runtime.ts';
import { sampleEvidence } from '../host/sample.ts';
import { DEFAULT_WIDTH } from './chain.ts';
import { importInto } from './import.ts';
import { type ExitCode, grouped, line } from './print.ts';
import { serveCommand } from './serve.ts';
import { withCase } from './with-case.ts';

/** Milliseconds for Electron's package to fetch its runtime before the browser is taken instead. */
const FETCH_TIMEOUT_MS = 120_000;

/** Builds what is not built, imports the sample case, prints its chain, and opens the app on it. */
export async function demoCommand(options: { open: boolean; out?: string }): Promise<ExitCode> {
  const layout = findLayout();
  await buildIfNeeded(layout.root, layout.assetTable);
  const path = resolve(options.out ?? 'okta-to-atlassian.tline');
  const started = performance.now();
  const report = await importInto(path, { paths: await sampleEvidence(layout.sample) });
  const seconds = (performance.now() - started) / 1000;
  const { totals } = report;
  line(
    `${grouped(totals.records)} records of ${totals.files} files in ${seconds.toFixed(1)} s: ${grouped(totals.events)} events, ` +
      `${grouped(totals.duplicates)} duplicates — ledger ${report.closed ? 'closed' : 'NOT CLOSED'}`,
  );
  const seed = seedOf(layout.sample);
  const chain = await withCase(path, (engine) => engine.call('chain.compute', { seeds: [seed] }));
  line(`the chain from ${seed}:`);
  line();
  line(printChain(chain, process.stdout.columns ?? DEFAULT_WIDTH));
  line();
  line(`case file: ${path}`);
  if (!options.open) return 0;
  return openApp(layout.root, path);
}

async function buildIfNeeded(root: string, assetTable: string): Promise<void> {
  const tool = join(root, 'tools', 'build.ts');
  // An installed program is built already and has no tools.
  if (!existsSync(tool)) return;
  line(existsSync(assetTable) ? 'building again …' : 'building …');
  const code = await runNode([tool], root);
  if (code !== 0)
    throw new Failure(
      'internal',
      `the build ended with code ${code}`,
      'run npm run build and read what it says',
    );
}

/** The seed that the sample's README names: a line `Seed: native:…`. */
function seedOf(sample: string): string {
  const text = readFileSync(join(sample, 'README.md'), 'utf8');
  const seed = /^seed: (native:\S+)$/m.exec(text)?.[1];
  if (seed === undefined)
    throw new Failure(
      'seed.not-found',
      'the README of the sample names no seed',
      'restore the sample folder',
    );
  return seed;
}

/** Electron where its runtime is here and there is a display, the browser otherwise; one line says which and why. */
async function openApp(root: string, path: string): Promise<ExitCode> {
  const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (!display) {
    line('there is no display, so the app is served for a browser');
    return serveCommand(path, { open: true });
  }
  if (!electronRuntime(root)) await fetchElectron(root);
  const runtime = electronRuntime(root);
  if (!runtime) {
    line("Electron's runtime could not be fetched, so the app opens in the browser");
    return serveCommand(path, { open: true });
  }
  spawn(runtime.path, [root, path], { detached: true, stdio: 'ignore' }).unref();
  line('the app opens in its own window');
  return 0;
}

/** Electron's npm package brings its runtime at the first start; this is that start, with an end. */
async function fetchElectron(root: string): Promise<void> {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return;
  line("fetching Electron's runtime (once) …");
  await runNode([installer], root, FETCH_TIMEOUT_MS);
}

function runNode(args: readonly string[], cwd: string, timeoutMs = 0): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: timeoutMs,
    });
    child.on('error', () => resolve(null));
    child.on('exit', (code) => resolve(code));
  });
}
