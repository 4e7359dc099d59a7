/**
 * The package builder run for real, offline, on a folder that stands in for the runtime: what goes in, what stays out,
 * and that every fuse is set in the binary. Needs `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { binaryWithFuses, readFuses } from '../support/fuses.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

/** Databases of addresses with their licences: these files and no other form of the same data. */
const SHIPPED_DATA = [
  ...[
    'package.json',
    'asn-ipv4.csv',
    'asn-ipv6.csv',
    'DBIP-LICENSE',
    'NRO_LICENSE',
    'ROUTEVIEWS-LICENSE',
    'MODIFICATIONS',
  ].map((file) => `/node_modules/@ip-location-db/asn/${file}`),
  ...['package.json', 'geo-whois-asn-country.mmdb', 'NRO_LICENSE'].map(
    (file) => `/node_modules/@ip-location-db/geo-whois-asn-country-mmdb/${file}`,
  ),
  '/docs/third-party-data.md',
];

test.runIf(process.platform === 'linux')('the Linux package', () => {
  const folder = temporaryFolder();
  const runtime = join(folder, 'runtime');
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  writeFileSync(join(runtime, 'electron'), binaryWithFuses());
  chmodSync(join(runtime, 'electron'), 0o755);
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html'])
    writeFileSync(join(runtime, name), '45.4.1');
  const out = join(folder, 'out');
  const args = ['--linux', 'dir', `--config.electronDist=${runtime}`, `--config.directories.output=${out}`];
  execFileSync(bin('electron-builder'), args, { cwd: ROOT, stdio: 'pipe', timeout: 200_000 });

  const packed = join(out, readdirSync(out).find((name) => name.endsWith('unpacked'))!);
  expect(readFuses(readFileSync(join(packed, 'throughline')))).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  const resources = join(packed, 'resources');
  const archived = execFileSync(bin('asar'), ['list', join(resources, 'app.asar')], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(archived).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/dist/main/index.js',
      '/dist/preload/index.cjs',
      '/dist/engine/child.js',
      '/dist/renderer/index.html',
      '/dist/renderer-assets.json',
      ...SHIPPED_DATA,
    ]),
  );
  const strays = archived.filter(
    (path) =>
      !SHIPPED_DATA.some((file) => file === path || file.startsWith(`${path}/`)) &&
      !/^\/(package\.json|dist(\/(main|preload|engine|renderer).*)?|node_modules(\/better-sqlite3.*)?)$/.test(
        path,
      ),
  );
  expect(strays).toEqual([]);
  const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true }).map(String);
  expect(unpacked.filter((path) => path.endsWith('.node'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
  ]);
  const sample = join(resources, 'sample-data', 'cases', 'okta-to-atlassian');
  expect(existsSync(join(sample, 'okta'))).toBe(true);
  expect(existsSync(join(sample, 'expected.json'))).toBe(false);
});

test('a binary without fuses is not taken for one with them', () => {
  expect(() => readFuses(Buffer.alloc(4096))).toThrow('no fuse wire');
});
