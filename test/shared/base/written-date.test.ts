import { describe, expect, it, test } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { dayOrderOf, parseWrittenDate } from '../../../shared/base/written-date.ts';

function read(text: string, zone = 'UTC', order: 'day-first' | 'month-first' | null = null): string {
  const parsed = parseWrittenDate(text, zone, order);
  if (!parsed.ok) return parsed.error;
  expect(parsed.value.text).toBe(text);
  return `${formatMicros(parsed.value.micros).slice(0, 23)} ${parsed.value.zone} ${parsed.value.precision}`;
}

describe('written dates', () => {
  test.each([
    ['14/Nov/23 9:22 AM', '2023-11-14T09:22:00.000 assumed minute'],
    ['14/Nov/2023 21:22:49', '2023-11-14T21:22:49.000 assumed second'],
    ['14-Nov-2023 09:22', '2023-11-14T09:22:00.000 assumed minute'],
    ['14 Nov 2023 12:00 AM', '2023-11-14T00:00:00.000 assumed minute'],
    ['14 November 2023 at 12:30 PM', '2023-11-14T12:30:00.000 assumed minute'],
    ['Nov 14, 2023, 9:22:49 AM', '2023-11-14T09:22:49.000 assumed second'],
    ['Nov 14, 2023, 9:22:49\u202fPM UTC', '2023-11-14T21:22:49.000 stated second'],
    ['November 14, 2023 9:22 AM GMT+1', '2023-11-14T08:22:00.000 stated minute'],
    ['Tue, 14 Nov 2023 09:22:49 +0530', '2023-11-14T03:52:49.000 stated second'],
    ['Sept 3, 2023, 09:22:49.125 (UTC)', '2023-09-03T09:22:49.125 stated millisecond'],
    ['Sept 3, 2023 09:22:49.125 (UTC)', '2023-09-03T09:22:49.125 stated millisecond'],
    ['2023-11-14 09:22:49', '2023-11-14T09:22:49.000 assumed second'],
    ['2023-11-14T09:22:49.037Z', '2023-11-14T09:22:49.037 stated millisecond'],
    ['14.11.2023 09:22', '2023-11-14T09:22:00.000 assumed minute'],
    ['11/14/2023 9:22 AM', '2023-11-14T09:22:00.000 assumed minute'],
    ['05/05/2023 9:22 AM', '2023-05-05T09:22:00.000 assumed minute'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['03/04/2023 09:22', 'not a date and time'],
    ['31/Nov/23 9:22 AM', 'no such day'],
    ['14/Nov/23', 'no such time of day'],
    ['14/Nov/23 13:22 PM', 'not a date and time'],
    ['14/Foo/23 9:22 AM', 'not a date and time'],
    ['14/Nov/23 9:22 AM EST', 'not a date and time'],
    ['14/Nov/23 25:22', 'no such time of day'],
    ['2023-02-30 09:22:00', 'no such day'],
    ['yesterday', 'not a date and time'],
    ['1', 'not a date and time'],
    ['', 'not a date and time'],
  ])('refuses %s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it('reads wall times in the zone that is assumed', () => {
    expect(read('14/Nov/23 9:22 AM', 'America/New_York')).toBe('2023-11-14T14:22:00.000 assumed minute');
  });

  it('takes the order of day and month from the other dates of the file, or not at all', () => {
    expect(dayOrderOf(['03/04/2023 09:22', '14/04/2023 09:22'])).toBe('day-first');
    expect(dayOrderOf(['03/04/2023 09:22', '04/14/2023 09:22'])).toBe('month-first');
    expect(dayOrderOf(['03/04/2023 09:22'])).toBe(null);
    expect(dayOrderOf(['13/04/2023 09:22', '04/14/2023 09:22'])).toBe(null);
    expect(read('03/04/2023 09:22', 'UTC', 'day-first')).toBe('2023-04-03T09:22:00.000 assumed minute');
    expect(read('03/04/2023 09:22', 'UTC', 'month-first')).toBe('2023-03-04T09:22:00.000 assumed minute');
  });
});
