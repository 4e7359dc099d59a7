/**
 * Writes the sample cases: `node sample-data/generate/main.ts [outDir]`. Without a folder it renews those in the repository.
 * Files that a case no longer has are removed, except README.md, which is written by hand.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCase } from './case.ts';
import { SCENARIOS } from './cases/index.ts';
import { renderScenario } from './kit/scenario.ts';

const home = join(dirname(fileURLToPath(import.meta.url)), '..', 'cases');
const out = resolve(process.argv[2] ?? home);

function write(name: string, files: ReadonlyMap<string, Buffer>): void {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  if (out === resolve(home)) removeOthers(folder, files);
  let bytes = 0;
  for (const [file, content] of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    bytes += content.length;
  }
  console.log(`${files.size} files, ${bytes.toLocaleString('en-GB')} bytes in ${folder}`);
}

function removeOthers(folder: string, files: ReadonlyMap<string, Buffer>): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (entry.isFile() && name !== 'README.md' && !files.has(name)) rmSync(path);
  }
}

write('okta-to-atlassian', buildCase());
for (const build of SCENARIOS) {
  const scenario = build();
  write(scenario.name, renderScenario(scenario));
}
