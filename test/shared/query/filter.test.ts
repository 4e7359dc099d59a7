import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Micros } from '../../../shared/base/time.ts';
import { FILTER_FIELDS, type Filter } from '../../../shared/query/filter.ts';
import { filterSchema } from '../../../shared/query/filter-schema.ts';
import { formatFilter } from '../../../shared/query/format-filter.ts';
import { parseFilter } from '../../../shared/query/parse-filter.ts';

function parsed(text: string): Filter {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.position}`);
  return result.value;
}

describe('the query language', () => {
  test.each<[string, Filter]>([
    ['', { kind: 'all' }],
    ['ip:193.142.58.126', { kind: 'is', field: 'ip', value: '193.142.58.126' }],
    ['"two words"', { kind: 'text', value: 'two words' }],
    ['target:"Okta Admin Console"', { kind: 'is', field: 'target', value: 'Okta Admin Console' }],
    ['outcome:FAILURE', { kind: 'is', field: 'outcome', value: 'failure' }],
    [
      'a b',
      {
        kind: 'and',
        of: [
          { kind: 'text', value: 'a' },
          { kind: 'text', value: 'b' },
        ],
      },
    ],
    [
      'a AND b',
      {
        kind: 'and',
        of: [
          { kind: 'text', value: 'a' },
          { kind: 'text', value: 'b' },
        ],
      },
    ],
    [
      'a OR b c',
      {
        kind: 'or',
        of: [
          { kind: 'text', value: 'a' },
          {
            kind: 'and',
            of: [
              { kind: 'text', value: 'b' },
              { kind: 'text', value: 'c' },
            ],
          },
        ],
      },
    ],
    ['-a', { kind: 'not', of: { kind: 'text', value: 'a' } }],
    [
      'NOT (a OR b)',
      {
        kind: 'not',
        of: {
          kind: 'or',
          of: [
            { kind: 'text', value: 'a' },
            { kind: 'text', value: 'b' },
          ],
        },
      },
    ],
    ['https://idowall.com/x', { kind: 'text', value: 'https://idowall.com/x' }],
    ['is:undated', { kind: 'undated' }],
    ['country:ro', { kind: 'is', field: 'country', value: 'RO' }],
    ['asn:AS9009', { kind: 'is', field: 'asn', value: '9009' }],
    ['network:"M247 Europe"', { kind: 'is', field: 'network', value: 'M247 Europe' }],
    ['object:repository:EDGE/sdk', { kind: 'is', field: 'object', value: 'repository:EDGE/sdk' }],
    ['effect:"granted:jira admins"', { kind: 'is', field: 'effect', value: 'granted:jira admins' }],
    ['effect:created-account', { kind: 'is', field: 'effect', value: 'created-account' }],
    ['kind:Private', { kind: 'is', field: 'kind', value: 'private' }],
    ['from:2023-11-14', { kind: 'time', from: 1_699_920_000_000_000 as Micros, to: null }],
    ['to:2023-11-14T09:22:49Z', { kind: 'time', from: null, to: 1_699_953_769_000_000 as Micros }],
  ])('%s', (text, filter) => {
    expect(parsed(text)).toEqual(filter);
  });

  test.each([
    ['foo:bar', 0],
    ['a (b', 2],
    ['a )', 2],
    ['ip:', 3],
    ['x "open', 2],
    ['outcome:maybe', 8],
    ['country:Romania', 8],
    ['asn:m247', 4],
    ['kind:internal', 5],
    ['from:yesterday', 5],
    ['effect:made-account', 7],
    ['from:2023-02-30', 5],
    ['a OR', 4],
    ['NOT', 3],
    [`${'('.repeat(40)}a`, 13],
  ])('%s is refused at position %i', (text, position) => {
    const result = parseFilter(text);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.position).toBe(position);
  });

  const leaf: fc.Arbitrary<Filter> = fc.oneof(
    fc.constant<Filter>({ kind: 'undated' }),
    fc
      .string({ minLength: 1, maxLength: 12, unit: 'binary' })
      .map((value): Filter => ({ kind: 'text', value })),
    fc
      .record({ field: fc.constantFrom(...FILTER_FIELDS), value: fc.string({ minLength: 1, maxLength: 12 }) })
      .filter(
        ({ field }) => !['outcome', 'category', 'source', 'country', 'asn', 'kind', 'effect'].includes(field),
      )
      .map(({ field, value }): Filter => ({ kind: 'is', field, value })),
    fc.integer({ min: 0, max: 4e15 }).map((n): Filter => ({ kind: 'time', from: n as Micros, to: null })),
  );
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      leaf,
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): Filter => ({ kind: 'and', of })),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((of): Filter => ({ kind: 'or', of })),
      tie('filter').map((of): Filter => ({ kind: 'not', of })),
    ),
  }));

  /** `(a AND b) AND c` is written without brackets and reads as one list. */
  function flat(f: Filter): Filter {
    if (f.kind === 'not') return { kind: 'not', of: flat(f.of) };
    if (f.kind !== 'and' && f.kind !== 'or') return f;
    const of = f.of.map(flat).flatMap((part) => (part.kind === f.kind ? part.of : [part]));
    return { kind: f.kind, of };
  }

  test('what is formatted parses to the same filter', () => {
    fc.assert(
      fc.property(filter, (f) => {
        expect(flat(parsed(formatFilter(f)))).toEqual(flat(f));
      }),
      { numRuns: 500 },
    );
  });

  test('no text makes the parser throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void parseFilter(text)),
      { numRuns: 1000 },
    );
  });
});

describe('the filter that crosses a process boundary', () => {
  test('accepts what the parser makes, refuses unknown keys, fields and bombs', () => {
    expect(filterSchema.safeParse(parsed('a (b OR -ip:1.2.3.4) from:2023-11-14')).success).toBe(true);
    expect(filterSchema.safeParse({ kind: 'all', extra: 1 }).success).toBe(false);
    expect(filterSchema.safeParse({ kind: 'is', field: 'password', value: 'x' }).success).toBe(false);
    let bomb: unknown = { kind: 'all' };
    for (let depth = 0; depth < 100; depth++) bomb = { kind: 'not', of: bomb };
    expect(filterSchema.safeParse(bomb).success).toBe(false);
  });
});
