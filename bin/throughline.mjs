#!/usr/bin/env node
// Plain JavaScript on purpose: it must run, and refuse in words, where the rest cannot even be loaded.
// better-sqlite3 13 needs Node-API 10 and dies on Node 20 without a message.
// The default import: Node 20 lacks `globSync`, and a missing name would end the program before its refusal.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.napi) < 10) {
  process.stderr.write(
    `error: Throughline needs Node.js 22.14 or newer, and this is ${process.versions.node} — ` +
      'run it through npm (npm run -s cli -- …), which brings its own Node.js\n',
  );
  process.exit(1);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { main } = await import(
  new URL(upToDate() ? '../dist/cli/main.js' : '../electron/cli/main.ts', import.meta.url)
);
process.exitCode = await main(process.argv.slice(2));

/** The build starts three times as fast as the sources, which are stripped of their types at every start. */
function upToDate() {
  const build = `${root}dist/cli/main.js`;
  if (!fs.existsSync(build)) return false;
  const built = fs.statSync(build).mtimeMs;
  return fs
    .globSync(['package.json', '{shared,electron}/**/*.ts'], { cwd: root })
    .every((file) => fs.statSync(root + file).mtimeMs < built);
}
