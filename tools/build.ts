/**
 * `npm run build`: everything that ships, into dist/. The window by its own Vite configuration; the processes by
 * Vite's library mode, one bundle per process:
 *
 *   dist/renderer/             the window, and dist/renderer-assets.json, the closed table it is served from
 *   dist/main/index.js         Electron's main process (electron is external)
 *   dist/preload/index.cjs     one file that requires nothing but electron, as the sandbox demands
 *   dist/engine/child.js       the engine process (better-sqlite3 is external: it holds native code)
 *   dist/cli/main.js           the command line with the loopback server in it
 *
 * Beside both of the latter, one bundle per thread of the engine (electron/engine/threads/<name>.ts, <name>.js).
 *
 * `node tools/build.ts renderer preload` builds only what is named.
 */
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { buildAssetTable } from '../electron/host/assets.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

interface ProcessBundle {
  readonly entry: string;
  readonly file: string;
  readonly format: 'es' | 'cjs';
  /** Holds the engine, so that its threads must lie beside it. */
  readonly threads?: true;
}

const PROCESSES: Readonly<Record<string, ProcessBundle>> = {
  main: { entry: 'electron/main/index.ts', file: 'index.js', format: 'es' },
  preload: { entry: 'electron/preload/index.ts', file: 'index.cjs', format: 'cjs' },
  engine: { entry: 'electron/engine/child.ts', file: 'child.js', format: 'es', threads: true },
  cli: { entry: 'electron/cli/main.ts', file: 'main.js', format: 'es', threads: true },
};

const THREADS = readdirSync(join(root, 'electron/engine/threads')).map((file) => basename(file, '.ts'));

const NATIVE = ['better-sqlite3', 'electron'];
const NODE = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Built beside the old one and swapped in when it is whole: a build that fails leaves the last window working. */
async function buildRenderer(): Promise<void> {
  const outDir = join(dist, 'renderer');
  const next = join(dist, 'renderer.next');
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: next, emptyOutDir: true },
  });
  const table = buildAssetTable(next);
  rmSync(outDir, { recursive: true, force: true });
  renameSync(next, outDir);
  writeFileSync(join(dist, 'renderer-assets.json'), `${JSON.stringify(table, null, 1)}\n`);
}

async function buildProcess(name: string, { threads, ...bundle }: ProcessBundle): Promise<void> {
  const outDir = join(dist, name);
  rmSync(outDir, { recursive: true, force: true });
  await buildBundle(outDir, bundle);
  if (!threads) return;
  for (const thread of THREADS) {
    const entry = `electron/engine/threads/${thread}.ts`;
    await buildBundle(outDir, { entry, file: `${thread}.js`, format: 'es' });
  }
}

async function buildBundle(outDir: string, { entry, file, format }: ProcessBundle): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    // Everything is bundled except what cannot be: an app package then needs no node_modules but the native one.
    ssr: { noExternal: true, external: NATIVE },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: join(root, entry),
        external: [...NATIVE, ...NODE],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => name !== 'renderer' && !Object.hasOwn(PROCESSES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `error: no part is called ${unknown.join(', ')} — choose of renderer, ${Object.keys(PROCESSES).join(', ')}\n`,
  );
  process.exit(2);
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
if (isWanted('renderer')) await buildRenderer();
for (const [name, bundle] of Object.entries(PROCESSES)) {
  if (isWanted(name)) await buildProcess(name, bundle);
}
