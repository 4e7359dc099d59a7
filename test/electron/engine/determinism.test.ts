/** The same evidence is the same case: whatever the order of files, the size of reads and the zone of the machine. */
import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FORMATS = join(ROOT, 'sample-data/formats');
const BIN = join(ROOT, 'bin/throughline.mjs');
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Africa/Casablanca'];
const ORDERS = 20;

/** HAR files are left out: their fingerprints are made with a key that each case has for itself. */
const files = globSync('**/*', { cwd: FORMATS })
  .map((name) => join(FORMATS, name))
  .filter((path) => statSync(path).isFile() && !path.includes('/formats/har/'))
  .sort();

async function contentHash(paths: readonly string[], chunkBytes?: number): Promise<string> {
  const engine = new Engine();
  engine.create(join(temporaryFolder(), 'case.tline'));
  await engine.import({ paths, ...(chunkBytes === undefined ? {} : { chunkBytes }) });
  const { contentHash: hash, checks } = engine.verify();
  engine.close();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  return hash!;
}

/** The same shuffle on every machine. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const left = [...items];
  let state = seed + 1;
  return items.map(() => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return left.splice(state % left.length, 1)[0]!;
  });
}

describe('the content hash of all samples', () => {
  test('is the same in 20 orders of files', { timeout: 600_000 }, async () => {
    const expected = await contentHash(files);
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
    for (let n = 0; n < ORDERS; n++)
      expect(await contentHash(shuffled(files, n)), `order ${n}`).toBe(expected);
  });

  test('is the same for reads of 7 bytes, 4 KiB and 1 MiB', { timeout: 300_000 }, async () => {
    const expected = await contentHash(files);
    for (const chunkBytes of [7, 4096, 1_048_576])
      expect(await contentHash(files, chunkBytes), `${chunkBytes}`).toBe(expected);
  });

  test('is the same on machines of five time zones', { timeout: 300_000 }, () => {
    const hashes = ZONES.map((zone) => {
      const path = join(temporaryFolder(), 'case.tline');
      const run = (...args: string[]): string => {
        try {
          return execFileSync(process.execPath, [BIN, ...args], {
            env: { ...process.env, TZ: zone },
            encoding: 'utf8',
            maxBuffer: 1e8,
          });
        } catch (error) {
          // Exit code 3: some samples are not understood, on purpose.
          return (error as { stdout: string }).stdout;
        }
      };
      run('import', path, ...files.filter((file) => !file.includes('/unknown/')), '--json');
      return (JSON.parse(run('verify', path, '--json')) as { contentHash: string }).contentHash;
    });
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(1);
  });
});
