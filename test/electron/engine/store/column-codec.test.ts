import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrayOf, decodeColumn, encodeColumn } from '../../../../electron/engine/store/column-codec.ts';

const NONE = Number.NaN;

function thereAndBack(values: Float64Array | Uint32Array, reference: Float64Array | null = null): number[] {
  const at = 3;
  const out =
    values instanceof Float64Array ? new Float64Array(values.length + 5) : new Uint32Array(values.length + 5);
  const shifted = reference === null ? null : Float64Array.from([9, 9, 9, ...reference]);
  decodeColumn(encodeColumn(values, reference), out, at, values.length, shifted);
  expect([...out.subarray(0, at), ...out.subarray(at + values.length)]).toEqual([0, 0, 0, 0, 0]);
  return [...out.subarray(at, at + values.length)];
}

const day = 86_400_000_000;
const micros = fc.oneof(
  fc.constant(NONE),
  fc.integer({ min: 0, max: 30 }).map((n) => 1_731_542_400_000_000 + n * 1_000_000),
  fc.integer({ min: 0, max: 4000 }).map((n) => 1_731_542_400_000_000 + n * 1000),
  fc.integer({ min: -day, max: day }),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);
const codes = fc.oneof(
  fc.nat(3),
  fc.nat(300),
  fc.nat(70_000),
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(0, 255, 256, 65_535, 65_536, 2 ** 32 - 1),
);

describe('a column as bytes', () => {
  test('any times come back, none of them among them', () => {
    fc.assert(
      fc.property(fc.array(micros, { maxLength: 80 }), (values) => {
        expect(thereAndBack(Float64Array.from(values))).toEqual(values);
      }),
      { numRuns: 1000 },
    );
  });

  test('any doubles come back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.double().map((value) => value + 0),
          { maxLength: 40 },
        ),
        (values) => {
          expect(thereAndBack(Float64Array.from(values))).toEqual(values);
        },
      ),
    );
  });

  test('any codes come back, into arrays of the width that they need', () => {
    fc.assert(
      fc.property(fc.array(codes, { maxLength: 80 }), (values) => {
        const data = encodeColumn(Uint32Array.from(values), null);
        const most = Math.max(0, ...values);
        const out = new (arrayOf(most < 256 ? 1 : most < 65_536 ? 2 : 4))(values.length);
        decodeColumn(data, out, 0, values.length, null);
        expect([...out]).toEqual(values);
      }),
      { numRuns: 1000 },
    );
  });

  test('any times relative to any others come back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(micros, micros), { maxLength: 60 }), (pairs) => {
        const values = pairs.map(([value]) => value);
        expect(
          thereAndBack(
            Float64Array.from(values),
            Float64Array.from(pairs, ([, near]) => near),
          ),
        ).toEqual(values);
      }),
      { numRuns: 1000 },
    );
  });

  test('near times come back from few bytes', () => {
    const size = 10_000;
    const starts = Float64Array.from({ length: size }, (_, i) => 1_731_542_400_000_000 + i * 1_000_000);
    const ends = starts.map((start, i) => start + (i % 60) * 1_000_000);
    expect(thereAndBack(starts)).toEqual([...starts]);
    expect(thereAndBack(ends, starts)).toEqual([...ends]);
    expect(encodeColumn(starts, null).length).toBeLessThan(60);
    expect(encodeColumn(ends, starts).length).toBeLessThan(300);
  });

  test.each([
    ['one value', Uint32Array.of(...new Array<number>(5000).fill(7))],
    ['the largest code', new Uint32Array(5000).fill(2 ** 32 - 1)],
    ['no time at all', new Float64Array(5000).fill(NONE)],
    ['nothing', new Uint32Array(0)],
  ])('%s throughout is a header alone', (_, values) => {
    expect(encodeColumn(values, null).length).toBe(16);
    expect(thereAndBack(values)).toEqual([...values]);
  });

  test('jumps in an otherwise even column cost no more than their rows', () => {
    const even = Float64Array.from(
      { length: 60_000 },
      (_, i) => 1_731_542_400_000_000 + (i % 30) * 1_000_000 + i * 1000,
    );
    const jumping = even.map((time, i) => (i < 30_000 ? time : time - day));
    expect(thereAndBack(jumping)).toEqual([...jumping]);
    expect(encodeColumn(jumping, null).length).toBeLessThan(encodeColumn(even, null).length + 200);
  });

  test('bytes that are no column of so many rows are refused', () => {
    const data = encodeColumn(
      Uint32Array.from({ length: 100 }, (_, i) => (i * i) % 251),
      null,
    );
    expect(() => decodeColumn(data, new Uint32Array(99), 0, 99, null)).toThrow();
    expect(() => decodeColumn(data, new Uint32Array(101), 0, 101, null)).toThrow();
    data[0] = 9;
    expect(() => decodeColumn(data, new Uint32Array(100), 0, 100, null)).toThrow(/form/);
  });
});
