/**
 * `node tools/complete-lock.ts`, after `npm install` on a registry that lacks some platforms' builds of our tools: npm then
 * leaves them out of the lock file, and `npm ci` refuses a lock without them. Adds them by name and version, without
 * integrity, since nobody here has seen their bytes; they are development tools of other platforms and are never
 * installed on this one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Entry {
  readonly license?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const file = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const { packages } = lock;
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.entries(path === '' ? {} : (entry.optionalDependencies ?? {}))
    .filter(
      ([name]) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    )
    .map(([name, version]) => ({ name, version, of: entry })),
);
for (const { name, version, of } of missing) {
  if (!of.dev) throw new Error(`${name} belongs to what ships: its bytes must be known`);
  packages[`node_modules/${name}`] = {
    version,
    ...platformOf(name),
    dev: true,
    license: of.license ?? 'unknown',
    optional: true,
  } as Entry;
}
const { '': top, ...rest } = packages;
lock.packages = {
  '': top!,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))),
};
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} builds of other platforms added`);

/** `@biomejs/cli-linux-x64-musl` -> linux, x64, musl: how these packages name their platform. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const [os, cpu, abi = ''] = name
    .split('/')[1]!
    .replace(/^(cli|binding)-/, '')
    .split('-');
  const libc = abi.startsWith('musl') ? ['musl'] : abi.startsWith('gnu') ? ['glibc'] : null;
  return { os: [os!], cpu: [cpu!], ...(libc ? { libc } : {}) };
}
