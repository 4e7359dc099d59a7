import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  createDictionaryWriter,
  type Dictionaries,
  loadDictionaries,
} from '../../../../electron/engine/store/dictionaries.ts';
import { SCHEMA } from '../../../../electron/engine/store/schema.ts';

const ADA = {
  type: 'human',
  id: '00u1',
  name: 'ada',
  email: null,
  aliases: [{ kind: 'login', value: 'ada' }],
} as const;

function stored(fill: (dictionaries: Dictionaries) => void): {
  db: Database.Database;
  read: () => Dictionaries;
} {
  const db = new Database(':memory:');
  for (const statement of SCHEMA) db.exec(statement);
  const dictionaries = loadDictionaries(db);
  fill(dictionaries);
  createDictionaryWriter(db)(dictionaries);
  return { db, read: () => loadDictionaries(db) };
}

describe('dictionaries of a case', () => {
  test('one text is read alone, many by reading all of them, with the same answers', () => {
    const { read } = stored(({ action }) => {
      for (let i = 1; i <= 5000; i++) action.code(`action ${i}`);
    });
    const { action } = read();
    expect(action.size).toBe(5001);
    for (let code = 1; code <= 5000; code++) expect(action.text(code)).toBe(`action ${code}`);
    expect([action.text(0), action.text(5001), action.find('action 77'), action.find('none')]).toEqual([
      null,
      null,
      77,
      0,
    ]);
  });

  test('new entries follow those of the file, and only they are written', () => {
    const { db, read } = stored(({ action, actor }) => {
      action.code('first');
      actor.code('okta:system_log', ADA);
    });
    const again = read();
    expect([again.action.code('second'), again.action.code('first'), again.session.code('s')]).toEqual([
      2, 1, 1,
    ]);
    expect(again.actor.code('okta:system_log', ADA)).toBe(1);
    expect(again.actor.code('aws:cloudtrail', ADA)).toBe(2);
    createDictionaryWriter(db)(again);
    expect(db.prepare('SELECT text FROM value ORDER BY kind, code').pluck().all()).toEqual([
      'first',
      'second',
      's',
    ]);
    const { actor, action } = read();
    expect([actor.size, actor.actor(2), actor.actor(0), actor.actors.length]).toEqual([3, ADA, null, 3]);
    expect(action.takePending()).toEqual({ first: 3, texts: [] });
  });

  test('a code that is missing is not passed over', () => {
    const { db, read } = stored(({ action }) => {
      for (const text of ['a', 'b', 'c']) action.code(text);
    });
    db.exec("DELETE FROM value WHERE text = 'b'");
    expect(() => read().action.texts).toThrow(/follow each other/);
  });
});
