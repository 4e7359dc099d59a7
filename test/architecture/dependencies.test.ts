import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ATTRIBUTION } from '../../electron/engine/index.ts';

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

/**
 * Data that ships, with what its licence asks. A package of data is no program: its licence is judged one by one, and
 * docs/third-party-data.md holds the attributions.
 */
const DATA_LICENCES: Readonly<
  Record<string, { readonly licence: string; readonly owners: readonly string[] }>
> = {
  // Says CC0 in its manifest and CC BY 4.0 by the NRO in its texts: the stricter is kept.
  'node_modules/@ip-location-db/geo-whois-asn-country-mmdb': { licence: 'CC0-1.0', owners: ['NRO'] },
  'node_modules/@ip-location-db/asn': {
    licence: 'SEE LICENSE IN ROUTEVIEWS-LICENSE and DBIP-LICENSE (CC-BY-4.0)',
    owners: ['RouteViews', 'NRO', 'DB-IP'],
  },
};

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
        .filter(([path]) => !Object.hasOwn(DATA_LICENCES, path))
        .filter(([, entry]) => !LICENCES.includes(entry.license ?? ''))
        .map(([path, entry]) => `${path}: ${entry.license}`),
    ).toEqual([]);
  });

  test('data that ships has the licence that was read, and its owners are named', () => {
    const text = readFileSync(join(root, 'docs/third-party-data.md'), 'utf8');
    for (const [path, { licence, owners }] of Object.entries(DATA_LICENCES)) {
      const entry = locked.find(([name]) => name === path)?.[1];
      expect(entry?.license, path).toBe(licence);
      expect(text).toContain(`\`${path.replace('node_modules/', '')}\` ${entry?.version}`);
      for (const owner of owners) {
        expect(text).toContain(owner);
        expect(ATTRIBUTION).toContain(owner);
      }
    }
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
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
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
