/**
 * Writes the sample case: `node sample-data/generate/main.ts [outDir]`. Without a folder it renews the one in the repository.
 * Files that the case no longer has are removed, except README.md, which is written by hand.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCase } from './case.ts';

const home = join(dirname(fileURLToPath(import.meta.url)), '..', 'cases', 'okta-to-atlassian');
const outDir = resolve(process.argv[2] ?? home);
const files = buildCase();

mkdirSync(outDir, { recursive: true });
if (outDir === resolve(home)) {
  for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(outDir, path).split(sep).join('/');
    if (entry.isFile() && name !== 'README.md' && !files.has(name)) rmSync(path);
  }
}
let bytes = 0;
for (const [name, content] of files) {
  const path = join(outDir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  bytes += content.length;
}
console.log(`${files.size} files, ${bytes.toLocaleString('en-GB')} bytes in ${outDir}`);
