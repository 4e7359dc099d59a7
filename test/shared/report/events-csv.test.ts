import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCells } from '../../../shared/importers/kit/csv.ts';
import { csvCell, fromCsvCell } from '../../../shared/report/events-csv.ts';

const NAUGHTY = join(import.meta.dirname, '../../../../shared/fixtures/hostile/naughty-strings/blns.json');
/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const TRIGGER = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

function through(text: string): string {
  const cells = parseCells(`a,${csvCell(text)}`, ',');
  expect(cells.length).toBe(2);
  return cells[1]!;
}

describe('CSV cells', () => {
  test.each([
    '=1+1',
    '+cmd',
    '-2',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\r=1',
    '＝1',
    "'",
    "'=1",
    '"=1"',
    'a,b',
    'a"b',
    'a\nb',
    '',
  ])('%j', (text) => {
    const cell = through(text);
    expect(cell).not.toMatch(TRIGGER);
    expect(fromCsvCell(cell)).toBe(text);
  });

  test('any text comes back, and none begins a formula', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.constantFrom('', '=', '+', '-', '@', "'", ' @'),
        (text, prefix) => {
          const cell = through(prefix + text);
          expect(cell).not.toMatch(TRIGGER);
          expect(fromCsvCell(cell)).toBe(prefix + text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.skipIf(!existsSync(NAUGHTY))(
    'the naughty strings (skipped where ../shared/fixtures is absent)',
    () => {
      const strings = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];
      expect(strings.length).toBeGreaterThan(500);
      for (const text of strings) {
        const cell = through(text);
        expect(cell).not.toMatch(TRIGGER);
        expect(fromCsvCell(cell)).toBe(text);
      }
    },
  );

  test('numbers of our own stay numbers', () => expect(csvCell(-5)).toBe('-5'));
});
