import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { everyRow } from './kit/answers.ts';
import { differences, mustEqual } from './kit/differences.ts';
import { generate } from './kit/generate.ts';
import { wholeProcess } from './kit/process.ts';

it('finds what stands on one side only, and what stands there more often', () => {
  expect(differences(['a', 'b', 'b'], ['b', 'a', 'b'])).toEqual([]);
  expect(differences(['a', 'b', 'b'], ['b', 'c'])).toEqual([
    { line: 'a', ours: 1, theirs: 0 },
    { line: 'b', ours: 2, theirs: 1 },
    { line: 'c', ours: 0, theirs: 1 },
  ]);
  expect(() => mustEqual('events', ['a 1'], ['a 2'])).toThrow(/events differ:\n {2}a 1: 1 ours, 0 theirs/);
});

it('finds one byte of one flow that was changed', async () => {
  const folder = temporaryFolder();
  const load = async (name: string): Promise<string[]> => {
    const database = join(folder, `${name}.duckdb`);
    const script = join(import.meta.dirname, 'rivals/duckdb.ts');
    await wholeProcess([process.execPath, script, folder, database, 'flows=flows.log']);
    return await everyRow(database, ['flows']);
  };
  await generate('vpc', 500, folder);
  const before = await load('before');
  expect(before.length).toBe(500);
  const path = join(folder, 'flows.log');
  const lines = readFileSync(path, 'utf8').split('\n');
  const start = lines[250]!.split(' ')[10]!;
  lines[250] = lines[250]!.replace(start, String(Number(start) + 1));
  writeFileSync(path, lines.join('\n'));
  const found = differences(before, await load('after'));
  expect(found.map((one) => [one.ours, one.theirs]).sort()).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(found.some((one) => one.line.startsWith(`${start}000 `))).toBe(true);
});
