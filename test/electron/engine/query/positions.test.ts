/** Sets of positions beside plain arrays of booleans. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mark, markCodes, Positions } from '../../../../electron/engine/query/positions.ts';

/** Long runs of equal bits beside mixed ones: whole blocks are full or empty, and sizes end anywhere. */
const bits = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.constantFrom('none', 'all', 'some')), {
    maxLength: 6,
  })
  .chain((runs) =>
    fc
      .infiniteStream(fc.boolean())
      .map((coins) =>
        runs.flatMap(([length, kind]) =>
          Array.from({ length }, () => (kind === 'some' ? (coins.next().value as boolean) : kind === 'all')),
        ),
      ),
  );

function setOf(of: readonly boolean[]): Positions {
  return Positions.made(of.length, (words) => {
    of.forEach((is, p) => {
      if (is) mark(words, p);
    });
  });
}

function listOf(set: Positions, from?: number, to?: number): number[] {
  const list: number[] = [];
  const members = set.members(from, to);
  while (members.next()) list.push(...members.batch.subarray(0, members.length));
  return list;
}

const membersOf = (of: readonly boolean[]): number[] => of.flatMap((is, p) => (is ? [p] : []));

describe('a set of positions', () => {
  test('lists, counts and finds its members', () => {
    fc.assert(
      fc.property(bits, fc.array(fc.nat(20_000), { maxLength: 8 }), (of, places) => {
        const set = setOf(of);
        const expected = membersOf(of);
        expect(listOf(set)).toEqual(expected);
        expect(set.count).toBe(expected.length);
        for (const place of [0, of.length, ...places.map((p) => p % (of.length + 1))]) {
          expect(set.countBefore(place)).toBe(expected.filter((p) => p < place).length);
          expect(set.nth(place)).toBe(expected[place] ?? of.length);
          if (place < of.length) expect(set.has(place)).toBe(of[place]);
          const to = (place * 7) % (of.length + 1);
          const inside = expected.filter((p) => p >= place && p < to);
          expect(listOf(set, place, to)).toEqual(inside);
          expect(set.countIn(place, to)).toBe(inside.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('is joined with others member by member', () => {
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        const size = Math.min(a.length, b.length);
        const [one, two] = [setOf(a.slice(0, size)), setOf(b.slice(0, size))];
        expect(listOf(one.and(two))).toEqual(membersOf(a.slice(0, size).map((is, p) => is && b[p]!)));
        expect(listOf(one.or(two))).toEqual(membersOf(a.slice(0, size).map((is, p) => is || b[p]!)));
        expect(listOf(one.without(two))).toEqual(membersOf(a.slice(0, size).map((is, p) => is && !b[p])));
      }),
      { numRuns: 60 },
    );
  });

  test('ranges hold what lies between their ends', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (size, a, b) => {
        const [from, to] = [Math.min(a, size), Math.min(b, size)];
        const expected = Array.from({ length: size }, (_, p) => p).filter((p) => p >= from && p < to);
        expect(listOf(Positions.range(size, from, to))).toEqual(expected);
      }),
    );
    expect(Positions.all(0).count).toBe(0);
  });

  test('pages of rows join without gap or overlap, whatever their length', () => {
    fc.assert(
      fc.property(bits, fc.integer({ min: 1, max: 5000 }), (of, limit) => {
        const set = setOf(of);
        const byTime = Uint32Array.from(of, (_, p) => of.length - 1 - p);
        const rows: number[] = [];
        for (let n = 0; n < set.count; n += limit) rows.push(...set.rows(byTime, n, limit));
        expect(rows).toEqual(membersOf(of).map((p) => byTime[p]));
        expect(set.rows(byTime, set.count + 3, limit)).toEqual(new Uint32Array(0));
      }),
      { numRuns: 60 },
    );
  });

  test('rows are marked by their codes', () => {
    const codes = Uint16Array.from([0, 3, 1, 3, 2]);
    const rank = Uint32Array.from([4, 3, 2, 1, 0]);
    const set = Positions.made(5, (words) => markCodes(words, codes, Uint8Array.from([0, 0, 1, 1]), rank));
    expect(listOf(set)).toEqual([0, 1, 3]);
  });
});
