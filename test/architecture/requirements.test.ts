/**
 * The requirements on hostile input and evidence, each with the tests that prove it (after NIST's tool testing programme:
 * requirement, assertion, test case). The table stands in RELIABILITY.md; here it is held to the tree.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'RELIABILITY.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [HF]\d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => ({
    id: cells[1]!,
    tests: [...(cells[3] ?? '').matchAll(/`([^`]+)`/g)].map((one) => one[1]!),
  }));

const REQUIRED = [
  ...Array.from({ length: 15 }, (_, n) => `H${n + 1}`),
  ...Array.from({ length: 12 }, (_, n) => `F${n + 1}`),
];

test('every requirement on input and evidence stands in RELIABILITY.md once', () => {
  expect(rows.map(({ id }) => id).sort()).toEqual([...REQUIRED].sort());
});

test('each cites a test that is there', () => {
  expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
  const absent = rows.flatMap(({ id, tests }) =>
    tests.filter((path) => !existsSync(join(root, 'test', path))).map((path) => `${id}: ${path}`),
  );
  expect(absent).toEqual([]);
});

test('no statement of the store changes or deletes an event', () => {
  const store = join(root, 'electron/engine/store');
  const statements = readdirSync(store).map((name) => readFileSync(join(store, name), 'utf8'));
  expect(statements.length).toBeGreaterThan(15);
  expect(statements.some((text) => /INSERT INTO event\b/.test(text))).toBe(true);
  expect(
    statements.filter((text) => /\b(UPDATE event\b|DELETE FROM event\b|REPLACE INTO event\b)/.test(text)),
  ).toEqual([]);
});
