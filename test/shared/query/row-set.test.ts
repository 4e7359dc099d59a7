import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterSchema } from '../../../shared/query/filter-schema.ts';
import { formatFilter } from '../../../shared/query/format-filter.ts';
import { parseFilter } from '../../../shared/query/parse-filter.ts';
import { formatRows, MOST_ROW_TEXT, parseRows } from '../../../shared/query/row-set.ts';

describe('a set of rows as text', () => {
  test('runs are joined, repeats are one, the order is rising', () => {
    expect(formatRows([7, 3, 4, 5, 3, 12])).toBe('3-5,7,12');
    expect(formatRows([])).toBe('');
  });

  test('written and read it is the same set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000)), (rows) => {
        const read = (parseRows(formatRows(rows)) ?? []).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(read).toEqual([...new Set(rows)].sort((a, b) => a - b));
      }),
    );
  });

  test.each(['3-', '-3', '5-3', '3,3', '4,3', '1,,2', 'x', '1e3', '3 ,4', '1-2-3', '99999999999'])(
    '%s is no set',
    (text) => expect(parseRows(text)).toBeNull(),
  );
});

describe('the filter of rows', () => {
  test('in the query language both ways', () => {
    const filter = { kind: 'rows', rows: '3-5,12' } as const;
    expect(formatFilter(filter)).toBe('rows:3-5,12');
    expect(parseFilter('rows:3-5,12')).toEqual({ ok: true, value: filter });
    const wrong = parseFilter('ip:192.0.2.1 rows:5-3');
    expect(wrong).toMatchObject({ ok: false, error: { position: 18 } });
  });

  test('its schema refuses what is no set, and a text too long for a request', () => {
    expect(filterSchema.safeParse({ kind: 'rows', rows: '1-4,9' }).success).toBe(true);
    expect(filterSchema.safeParse({ kind: 'rows', rows: '9,1' }).success).toBe(false);
    const long = Array.from({ length: MOST_ROW_TEXT / 4 }, (_, i) => 1000 + i * 2).join();
    expect(filterSchema.safeParse({ kind: 'rows', rows: long }).success).toBe(false);
  });
});
