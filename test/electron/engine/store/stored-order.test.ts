import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCHEMA } from '../../../../electron/engine/store/schema.ts';
import { loadOrder, orderedRows, storeOrder } from '../../../../electron/engine/store/stored-order.ts';

function emptyCase(): Database.Database {
  const db = new Database(':memory:');
  for (const statement of SCHEMA) db.exec(statement);
  return db;
}

const HIGHEST = 300;
const shuffled = fc
  .array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: HIGHEST })), { minLength: 1, maxLength: 200 })
  .map((rows) => ({
    file: Uint16Array.from(rows, ([, of]) => of),
    order: Uint32Array.from([...rows.keys()].sort((a, b) => rows[a]![0] - rows[b]![0])),
  }));

test('any order of rows of any files comes back', () => {
  const db = emptyCase();
  fc.assert(
    fc.property(shuffled, ({ file, order }) => {
      storeOrder(db, order, file);
      expect(orderedRows(db)).toBe(order.length);
      expect(loadOrder(db, order.length, HIGHEST)).toEqual(order);
      expect(loadOrder(db, order.length + 1, HIGHEST)).toBeNull();
    }),
  );
});

test('files that follow each other in time cost next to nothing, over several segments', () => {
  const db = emptyCase();
  const size = 200_000;
  const file = Uint8Array.from({ length: size }, (_, row) => 1 + Math.floor(row / 50_000));
  const order = Uint32Array.from({ length: size }, (_, position) => (position + 100_000) % size);
  storeOrder(db, order, file);
  expect(loadOrder(db, size, 4)).toEqual(order);
  expect(db.prepare('SELECT sum(length(data)) FROM segment').pluck().get()).toBeLessThan(1000);
});

test('an order in which a row stands twice, or is none of the case, is none', () => {
  const db = emptyCase();
  const file = Uint8Array.of(1, 1, 1);
  for (const order of [Uint32Array.of(0, 1, 1), Uint32Array.of(0, 1, 3), Uint32Array.of(2, 9, 0)]) {
    storeOrder(db, order, file);
    expect(loadOrder(db, 3, 1)).toBeNull();
  }
  storeOrder(db, Uint32Array.of(2, 1, 0), Uint8Array.of(1, 5, 1));
  expect(loadOrder(db, 3, 1)).toBeNull();
});
