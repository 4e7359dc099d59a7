import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanUids, UidIndex, type UidKey } from '../../../../electron/engine/store/uid-index.ts';

const half = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(2 ** 32 - 1));
const key = fc.tuple(half, half);

test('looking at each row finds what the index finds: the first key that a row has', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 20, selector: String }),
      fc.array(key, { maxLength: 6 }),
      (rows, keys) => {
        const index = new UidIndex(rows.length);
        for (const [hi, lo] of rows) index.add(hi, lo);
        const same = (row: number): boolean => row % 3 !== 0;
        const byIndex = keys.map((one: UidKey) => index.find(...one, same)).find((row) => row >= 0) ?? -1;
        const [hi, lo] = [rows.map(([high]) => high), rows.map(([, low]) => low)];
        expect(scanUids(hi, lo, keys, same)).toBe(byIndex);
      },
    ),
  );
});
