import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { storeOrder } from '../../../electron/engine/store/stored-order.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

/** Flows of one interface, `step` seconds apart, written now and then a little out of order. */
function flows(eni: string, from: number, step: number, count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const start = from + i * step - (i % 7);
    return `2 123456789012 ${eni} 198.51.100.${i % 200} 10.0.0.${i % 50} ${1024 + (i % 5000)} 443 6 10 840 ${start} ${start + 30} ACCEPT OK`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

function orderOf(path: string): { order: Uint32Array; verified: boolean } {
  const engine = new Engine();
  engine.open(path);
  const order = engine.store.snapshot.byTime.slice();
  const verified = engine.verify().ok;
  engine.close();
  return { order, verified };
}

test('the order that an import stored is the one that sorting gives, and a wrong one is told by verify', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'case.tline');
  writeFileSync(join(folder, 'a.log'), flows('eni-0a', 1_731_542_400, 2, 36_000));
  writeFileSync(join(folder, 'b.log'), flows('eni-0b', 1_731_542_401, 2, 36_000));
  const engine = new Engine();
  engine.create(path);
  await engine.import({ paths: [join(folder, 'a.log'), join(folder, 'b.log')] });
  const { size } = engine.store.snapshot;
  const file = engine.store.snapshot.column('file') as Uint8Array;
  engine.close();

  const db = new Database(path);
  expect(db.prepare("SELECT sum(rows) FROM segment WHERE name = 'order.step'").pluck().get()).toBe(size);
  const stored = orderOf(path);
  expect(stored.verified).toBe(true);
  db.exec("DELETE FROM segment WHERE name LIKE 'order.%'");
  expect(orderOf(path)).toEqual(stored);

  const wrong = stored.order.slice();
  [wrong[5], wrong[6]] = [wrong[6]!, wrong[5]!];
  storeOrder(db, wrong, file);
  db.close();
  expect(orderOf(path).verified).toBe(false);
}, 120_000);
