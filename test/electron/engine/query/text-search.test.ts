/** The search for free text while it runs: answers so far, stops, newer questions, damage; in the end all is as at one go. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Enricher } from '../../../../electron/engine/enrich/enricher.ts';
import { Engine } from '../../../../electron/engine/index.ts';
import { Selector } from '../../../../electron/engine/query/select.ts';
import type { EventPage, PushEvent } from '../../../../shared/ipc/contract.ts';
import { type TextProgress, textsOf } from '../../../../shared/ipc/text-methods.ts';
import type { Filter } from '../../../../shared/query/filter.ts';
import { importSample } from '../../../support/sample-case.ts';

let folder: string;
let sample: string;
let engine: Engine;
let pushed: PushEvent[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-text-'));
  const imported = await importSample(folder);
  imported.engine.close();
  sample = imported.path;
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  pushed = [];
  engine = new Engine((event) => pushed.push(event));
  engine.open(sample);
  return () => engine.close();
});

const text = (value: string): Filter => ({ kind: 'text', value });
const none = new Enricher({ mmdb: [], torExits: null });

/** Rows that match when everything was looked through at one go. */
function whole(filter: Filter): number[] {
  const { view, positions } = new Selector(engine.store, none).select(filter);
  return [...positions.rows(view.byTime)];
}

function now(filter: Filter): number[] {
  const { view, positions } = engine.selector.select(filter);
  return [...positions.rows(view.byTime)];
}

const ask = (filter: Filter): Promise<EventPage> =>
  engine.answer('events.page', { filter, offset: 0, limit: 1 });
const progressOf = (value: string): TextProgress[] =>
  pushed.flatMap((event) => (event.type === 'text.progress' && event.text === value ? [event] : []));

test('the free texts of a filter', () => {
  const filter: Filter = {
    kind: 'and',
    of: [text('a'), { kind: 'not', of: { kind: 'or', of: [text('b'), text('a'), text('')] } }],
  };
  expect(textsOf(filter)).toEqual(['a', 'b']);
  expect(textsOf({ kind: 'all' })).toEqual([]);
});

describe('a search for free text', () => {
  test('answers at once what the values say, says how far it is, and ends with the whole answer', async () => {
    const filter = text('jvm-agent');
    const expected = whole(filter);
    const first = ask(filter);
    // Nothing of the raw content was looked through yet.
    const before = now(filter);
    expect(expected).toEqual(expect.arrayContaining(before));
    await first;
    expect(await engine.complete(filter)).toBe(true);
    expect(now(filter)).toEqual(expected);
    expect(await ask(filter)).toMatchObject({ total: expected.length });
    expect(await ask(filter)).not.toHaveProperty('searched');
    const last = progressOf('jvm-agent').at(-1);
    expect(last).toMatchObject({ stopped: false });
    expect(last?.scanned).toBe(last?.total);
  });

  test('joins with other terms, and is refused as any term', async () => {
    const failed: Filter = { kind: 'is', field: 'outcome', value: 'failure' };
    const filter: Filter = {
      kind: 'and',
      of: [failed, { kind: 'not', of: text('debugContext') }, text('e')],
    };
    await engine.complete(filter);
    expect(now(filter)).toEqual(whole(filter));
    expect(now(filter).length).toBeGreaterThan(0);
  });

  test('stops, keeps what it has, and goes on only when told to', async () => {
    const filter = text('debugContext');
    const first = ask(filter);
    expect(engine.call('text.stop', {})).toEqual({ stopped: true });
    expect((await first).searched).toMatchObject({ stopped: true, scanned: 0 });
    expect(progressOf('debugContext').at(-1)).toMatchObject({ stopped: true });
    // Another question about it does not start it again.
    expect((await ask(filter)).searched).toMatchObject({ stopped: true, scanned: 0 });
    expect(await engine.answer('events.facets', { filter, field: 'source', limit: 5 })).toHaveProperty(
      'searched',
    );
    expect(await engine.answer('text.complete', { filter })).toEqual({ complete: true });
    expect(now(filter)).toEqual(whole(filter));
    expect(engine.call('text.stop', {})).toEqual({ stopped: false });
  });

  test('gives way to a newer question, and goes on when it is asked about again', async () => {
    const older = engine.complete(text('debugContext'));
    const newer = engine.complete(text('jvm-agent'));
    expect(await older).toBe(false);
    expect(progressOf('debugContext').at(-1)).toMatchObject({ stopped: true });
    expect(await newer).toBe(true);
    expect(now(text('jvm-agent'))).toEqual(whole(text('jvm-agent')));
    await ask(text('debugContext'));
    expect(await engine.complete(text('debugContext'))).toBe(true);
    expect(now(text('debugContext'))).toEqual(whole(text('debugContext')));
  });

  test('many texts in one filter are all looked for', async () => {
    const words = [
      'jira',
      'admin',
      'token',
      'login',
      'e',
      'a1',
      '10.',
      'us-',
      'http',
      'role',
      'user',
      '443',
      'x-',
      'zz',
    ];
    const filter: Filter = { kind: 'and', of: words.slice(0, 3).map(text) };
    const any: Filter = { kind: 'or', of: words.map(text) };
    expect(await engine.complete(any)).toBe(true);
    expect(now(any)).toEqual(whole(any));
    expect(await engine.complete(filter)).toBe(true);
    expect(now(filter)).toEqual(whole(filter));
  });

  test('begins anew when what the case says has changed', async () => {
    await engine.complete(text('jvm-agent'));
    engine.call('clock.add', {
      file: null,
      source: 'okta:system_log',
      zone: null,
      skewMicros: 5,
      reason: 'test',
    });
    expect(engine.selector.select({ kind: 'all' }).view).toBe(engine.store.snapshot);
    await engine.complete(text('jvm-agent'));
    expect(now(text('jvm-agent'))).toEqual(whole(text('jvm-agent')));
  });

  test('a case that is closed meanwhile is one file afterwards', async () => {
    const copy = join(folder, 'closing.tline');
    copyFileSync(sample, copy);
    engine.open(copy);
    const asked = engine.complete(text('debugContext'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    engine.close();
    expect([true, false]).toContain(await asked);
    expect(readdirSync(folder).filter((name) => name.startsWith('closing'))).toEqual(['closing.tline']);
  });

  test('content that cannot be read is a failure, never a shorter answer', async () => {
    const copy = join(folder, 'damaged.tline');
    copyFileSync(sample, copy);
    const db = new Database(copy);
    db.prepare("UPDATE raw_block SET data = x'00' WHERE id = (SELECT max(id) FROM raw_block)").run();
    db.close();
    engine.open(copy);
    await expect(engine.complete(text('debugContext'))).rejects.toMatchObject({ code: 'case.damaged' });
    await expect(ask(text('debugContext'))).rejects.toMatchObject({ code: 'case.damaged' });
    expect((await ask({ kind: 'all' })).total).toBeGreaterThan(0);
  });
});
