/** A full disk in the middle of an import: said in words, earlier batches kept, and the case is whole afterwards. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A small file system of its own, or null where this machine does not allow one. */
function smallDisk(folder: string, megabytes: number): string | null {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

test('a full disk', async (context) => {
  const disk = smallDisk(temporaryFolder(), 4);
  if (!disk) return context.skip('mounting a tmpfs is not allowed here');
  const engine = new Engine();
  engine.create(join(disk, 'case.tline'));
  await expect(engine.import({ paths: [join(SAMPLE, 'vpcflow')] })).rejects.toMatchObject({
    code: 'disk.full',
    advice: expect.stringContaining('space'),
  });
  execFileSync('mount', ['-o', 'remount,size=64m', disk]);
  expect(engine.open(join(disk, 'case.tline')).events).toBeGreaterThan(0);
  expect(engine.verify().checks.filter((check) => !check.ok)).toEqual([]);
  const report = await engine.import({ paths: [join(SAMPLE, 'vpcflow')] });
  expect(report.closed).toBe(true);
  expect(engine.verify().ok).toBe(true);
  const whole = new Engine();
  whole.create(join(disk, 'whole.tline'));
  const expected = await whole.import({ paths: [join(SAMPLE, 'vpcflow')] });
  expect(engine.call('case.info', {}).events).toBe(expected.totals.events);
  engine.close();
  whole.close();
});
