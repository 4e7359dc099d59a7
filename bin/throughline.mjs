#!/usr/bin/env node
// Plain JavaScript on purpose: it must run, and refuse in words, where the rest cannot even be loaded.
// better-sqlite3 13 needs Node-API 10 and dies on Node 20 without a message.
import { existsSync } from 'node:fs';

if (Number(process.versions.napi) < 10) {
  process.stderr.write(
    `error: Throughline needs Node.js 22.14 or newer, and this is ${process.versions.node} — ` +
      'run it through npm (npm run -s cli -- …), which brings its own Node.js\n',
  );
  process.exit(1);
}

const built = new URL('../dist/cli/main.js', import.meta.url);
const source = new URL('../electron/cli/main.ts', import.meta.url);
const { main } = await import(existsSync(source) ? source.href : built.href);
process.exitCode = await main(process.argv.slice(2));
