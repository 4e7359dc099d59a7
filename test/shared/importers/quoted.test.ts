import { describe, expect, it } from 'vitest';
import { fieldValue, splitFields, splitQuotedRun } from '../../../shared/importers/kit/quoted.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

describe('splitFields', () => {
  it.each([
    ['a b c', ' ', ['a', 'b', 'c']],
    ['a "b c" d', ' ', ['a', '"b c"', 'd']],
    ['a "b \\" c" d', ' ', ['a', '"b \\" c"', 'd']],
    ['a "b \\\\" d', ' ', ['a', '"b \\\\"', 'd']],
    ['"b "c"d" e', ' ', ['"b "c"d"', 'e']],
    ['a "open b', ' ', ['a', '"open', 'b']],
    ['"GET / | x" | b', ' | ', ['"GET / | x"', 'b']],
    ['"a" "b | c" | d', ' | ', ['"a" "b | c"', 'd']],
    ['', ' ', ['']],
    ['a ', ' ', ['a', '']],
  ])('%s', (line, separator, fields) => {
    expect(splitFields(line, separator, 20)).toEqual(fields);
  });

  it('stops at the limit', () => {
    expect(splitFields('a b c d', ' ', 2)).toEqual(['a', 'b']);
  });

  it.each(['"', '" ', ' "', '\\"', '"\\" ', '\\', '" "', ' | "'])(
    'takes linear time for a megabyte of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
      expectNoBlowUp(() => {
        for (const separator of [' ', ' | ']) splitFields(text, separator, 64);
        splitQuotedRun(text);
      });
    },
  );
});

describe('splitQuotedRun', () => {
  it.each([
    ['"" "git/2.41.0"', ['', 'git/2.41.0']],
    ['"a" "b" "c"', ['a', 'b', 'c']],
    ['"a" "say \\"hi\\""', ['a', 'say "hi"']],
    ['"-"', ['-']],
    ['-', []],
    ['"', ['']],
  ])('%s', (text, parts) => {
    expect(splitQuotedRun(text)).toEqual(parts);
  });
});

describe('fieldValue', () => {
  it.each([
    [undefined, null],
    ['-', null],
    ['"-"', null],
    ['""', null],
    ['"a\\x22b\\x5Cc"', 'a"b\\c'],
    ['"a\\xe4"', 'a\\xe4'],
    ['"cut', 'cut'],
    ['plain', 'plain'],
  ])('%s', (field, value) => {
    expect(fieldValue(field)).toBe(value);
  });
});
