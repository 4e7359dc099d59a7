import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { radixSortBy } from '../../../../electron/engine/store/radix-order.ts';
import { orderByTime } from '../../../../electron/engine/store/time-order.ts';

const iota = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

/** What both must answer: a stable sort by comparing, NaN last. */
function compared(rows: Uint32Array, keys: readonly ArrayLike<number>[]): number[] {
  return [...rows].sort((a, b) => {
    for (const key of keys) {
      const [x, y] = [key[a]!, key[b]!];
      if (Number.isNaN(x) || Number.isNaN(y)) {
        if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
      } else if (x !== y) return x - y;
    }
    return 0;
  });
}

const anyKey = fc.oneof(
  fc.constant(Number.NaN),
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: -3_000, max: 5_000_000 }),
  fc.integer({ min: 0, max: 2 ** 32 + 5 }),
  fc.integer({ min: -(2 ** 50), max: 2 ** 51 }),
);

describe('radixSortBy', () => {
  test('orders any integers and NaN as comparing does, stably, over any subset of rows', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (keys, every) => {
        const rows = iota(keys.length).filter((row) => row % every === 0);
        expect([...radixSortBy(rows.slice(), keys)]).toEqual(compared(rows, [keys]));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [[]],
    [[Number.NaN, Number.NaN]],
    [[2 ** 32 - 1, Number.NaN, 0]],
    [[2 ** 32 - 2, Number.NaN, 0, 2 ** 32 - 1]],
    [[2 ** 53 - 1, 0, Number.NaN]],
    [[2 ** 32, 2 ** 33, 2 ** 32]],
  ])('%j', (keys) => {
    expect([...radixSortBy(iota(keys.length), keys)]).toEqual(compared(iota(keys.length), [keys]));
  });
});

describe('orderByTime', () => {
  test('orders by time, then by the ties from the most significant on', () => {
    const few = fc.integer({ min: 0, max: 3 });
    const row = fc.tuple(fc.oneof(few, fc.constant(Number.NaN)), few, few, few);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
        const keys = [0, 1, 2, 3].map((at) => Float64Array.from(rows, (cells) => cells[at]!));
        const [ts, ...ties] = keys;
        expect([...orderByTime(ts!, ties)]).toEqual(compared(iota(rows.length), keys));
      }),
    );
  });

  test('ten thousand rows of one time are ordered by their ties without comparing each with each', () => {
    const size = 10_000;
    const ts = new Float64Array(size).fill(1_700_000_000_000_000);
    const record = Uint32Array.from({ length: size }, (_, row) => (row * 7919) % size);
    let looked = 0;
    const counting = new Proxy(record, {
      get: (target, key) => {
        looked++;
        return target[key as unknown as number];
      },
    });
    const order = orderByTime(ts, [counting]);
    expect([...order].every((row, i) => record[row] === i)).toBe(true);
    expect(looked).toBeLessThanOrEqual(3 * size);
  });
});
