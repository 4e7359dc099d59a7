import { expect, test } from 'vitest';
import { entryWords } from '../../../renderer/custody/entry-words.ts';

test('an entry is a line: lists by their length, what is null left out, hashes of tables left to the whole entry', () => {
  expect(
    entryWords({
      run: 1,
      result: 'complete',
      files: [{}, {}],
      noted: null,
      state: { event: 'ab' },
      ok: true,
    }),
  ).toBe('run 1, result complete, files 2, ok true');
  expect(entryWords({ file: 1, skewMicros: -3_600_000_000 })).toBe('file 1, skew −01:00:00');
  expect(entryWords({})).toBe('');
});
