import { expect, test } from 'vitest';
import { firstForm, isMappable, timeFormatOf, withField } from '../../../renderer/importing/mapping-form.ts';
import type { IssueCount, SourceFile } from '../../../shared/ipc/contract.ts';

const HEAD = {
  columns: ['when', 'seen', 'who'],
  rows: [
    ['1699953769', '', 'hbrandao'],
    ['1699953770', '2023-11-14 09:22:49', 'prao'],
  ],
  guess: { time: 'when', actor: 'who' },
} as const;

function fileWith(issue: Partial<IssueCount>, sha256 = 'ab'): SourceFile {
  const told = {
    severity: 'data-loss',
    record: null,
    offset: null,
    count: 1,
    code: '',
    detail: '',
    ...issue,
  } as const;
  return { importer: null, sha256, issues: [told] } as unknown as SourceFile;
}

test('only what may be a table can be mapped', () => {
  const unknown = (detail: string) => isMappable(fileWith({ code: 'file.unknown', detail }));
  expect(unknown('delimited text with columns of no known log: a, b')).toBe(true);
  expect(unknown('JSON with keys of no known log: a')).toBe(true);
  expect(unknown('the column a holds no time as seconds: x')).toBe(true);
  expect(unknown('binary data of no known kind')).toBe(false);
  expect(isMappable(fileWith({ code: 'file.not-read', detail: 'delimited text with columns' }))).toBe(false);
  expect(
    isMappable(fileWith({ code: 'file.unknown', detail: 'JSON with keys of no known log: a' }, '')),
  ).toBe(false);
});

test('the form begins with the guess and the format that the times have', () => {
  expect(firstForm(HEAD)).toEqual({ fields: { time: 'when', actor: 'who' }, timeFormat: 'seconds' });
  expect(firstForm({ ...HEAD, guess: {} })).toEqual({ fields: {}, timeFormat: 'iso' });
});

test('another column of times brings its format; none takes a field out', () => {
  const form = firstForm(HEAD);
  expect(withField(form, 'time', 'seen', HEAD)).toEqual({
    fields: { time: 'seen', actor: 'who' },
    timeFormat: 'iso',
  });
  expect(withField(form, 'actor', null, HEAD)).toEqual({ fields: { time: 'when' }, timeFormat: 'seconds' });
  expect(withField(form, 'message', 'who', HEAD).fields).toEqual({
    time: 'when',
    actor: 'who',
    message: 'who',
  });
});

test('Unix times are told by their digits', () => {
  expect(
    ['1699953769', '1699953769.5', '1699953769000', '1699953769000000', '2023-11-14', ''].map((one) =>
      timeFormatOf([one]),
    ),
  ).toEqual(['seconds', 'seconds', 'milliseconds', 'microseconds', 'iso', 'iso']);
});
