/** Analyst decisions in a case: kept, taken back, logged, checked, and brought into cases of the format before. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/engine.ts';
import type { DecisionData } from '../../../shared/analysis/decisions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const JOIN: DecisionData = {
  kind: 'join',
  a: { kind: 'login', value: 'first_last' },
  b: { kind: 'email', value: 'first.last@corp.example' },
};

function newCase(): { path: string; engine: Engine } {
  const path = join(temporaryFolder(), 'case.tline');
  const engine = new Engine();
  engine.create(path);
  return { path, engine };
}

test('a decision is there after the case was closed, and one that was taken back stays as such', () => {
  const { path, engine } = newCase();
  const { id } = engine.call('decision.add', { decision: JOIN, reason: 'same person, says HR' });
  expect(engine.call('decision.undo', { id: 99 })).toEqual({ undone: false });
  const second = engine.call('decision.add', { decision: { ...JOIN, kind: 'split' }, reason: '' });
  expect(engine.call('decision.undo', { id: second.id })).toEqual({ undone: true });
  expect(engine.call('decision.undo', { id: second.id })).toEqual({ undone: false });
  engine.close();
  const again = new Engine();
  again.open(path);
  const { decisions } = again.call('decision.list', {});
  expect(decisions).toMatchObject([
    { id, data: JOIN, reason: 'same person, says HR', undone: null },
    { id: second.id, data: { kind: 'split' } },
  ]);
  expect(decisions[1]!.undone).toBeTypeOf('number');
  expect(again.verify().ok).toBe(true);
  again.close();
});

test('a decision that was changed outside is found by verify', () => {
  const { path, engine } = newCase();
  engine.call('decision.add', { decision: JOIN, reason: 'one' });
  engine.close();
  const db = new Database(path);
  db.exec("UPDATE decision SET reason = 'two'");
  db.close();
  const again = new Engine();
  again.open(path);
  const failed = again.verify().checks.find((check) => !check.ok);
  expect(failed).toMatchObject({ name: 'decisions', detail: expect.stringContaining('custody entry 2') });
  again.close();
});

test('a decision that no Throughline wrote is refused in words', () => {
  const { path, engine } = newCase();
  engine.close();
  const db = new Database(path);
  db.exec(
    `INSERT INTO decision (kind, data, reason, made_us, made_by) VALUES ('join', '{"kind":"__proto__"}', '', 0, 'x')`,
  );
  db.close();
  const again = new Engine();
  expect(() => {
    again.open(path);
    again.call('decision.list', {});
  }).toThrow(/decision 1 of the case cannot be read/);
  again.close();
});
