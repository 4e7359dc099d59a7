import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  /** The Node.js binaries, under Node's own licence: for a checkout, not for a package. */
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const root = join(import.meta.dirname, '../..');
const read = (name: string): ReturnType<typeof JSON.parse> =>
  JSON.parse(readFileSync(join(root, name), 'utf8'));
const locked = Object.entries(read('package-lock.json').packages as Record<string, LockedPackage>).filter(
  ([path]) => path !== '',
);
const manifest = read('package.json');

/** What may ship. Tools that stay on the build machine may have others. */
const LICENCES = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '(Apache-2.0 OR MIT)',
  '(MIT OR Apache-2.0)',
  'Python-2.0',
];

function isLinuxX64({ os, cpu, libc }: LockedPackage): boolean {
  return (
    (os?.includes('linux') ?? true) && (cpu?.includes('x64') ?? true) && (libc?.includes('glibc') ?? true)
  );
}

describe('dependencies', () => {
  test('everything that ships has a licence on the list', () => {
    const shipped = locked.filter(([, entry]) => !entry.dev && !entry.optional);
    expect(shipped.length).toBeGreaterThan(20);
    expect(
      shipped
        .filter(([, entry]) => !LICENCES.includes(entry.license ?? ''))
        .map(([path, entry]) => `${path}: ${entry.license}`),
    ).toEqual([]);
  });

  test('the lock file carries integrity and no address', () => {
    const unseen = locked.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'));
    // Tools of other platforms whose bytes nobody here has seen (tools/complete-lock.ts); never installed on this one.
    const here = unseen.filter(([, entry]) => !entry.dev || !entry.optional || isLinuxX64(entry));
    expect(here.map(([path]) => path)).toEqual([]);
    expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  test('versions are exact and install scripts are off', () => {
    const all = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    } as Record<string, string>;
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  });

  test('every dependency has its reason in ARCHITECTURE.md', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  test('npm scripts run on the Node.js that the project brings', () => {
    expect(Number(process.versions.napi)).toBeGreaterThanOrEqual(10);
    expect(process.versions.node.split('.')[0]).toBe('24');
  });
});
