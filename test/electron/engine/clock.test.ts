/** Clock corrections: a layer over the times that were read, set and taken back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { formatMicros } from '../../../shared/base/time.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const record = (id: number, published: string) =>
  JSON.stringify({
    uuid: `00000000-0000-4000-8000-00000000000${id}`,
    published,
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
    outcome: { result: 'SUCCESS' },
  });

async function caseOf(lines: readonly string[], options: { timezone?: string; skewMicros?: number } = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'okta.ndjson'), `${lines.join('\n')}\n`);
  const engine = new Engine();
  engine.create(join(folder, 'case.tline'));
  await engine.import({ paths: [join(folder, 'okta.ndjson')], ...options });
  return engine;
}

const times = (engine: Engine): string[] =>
  engine
    .call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 100 })
    .rows.map((row) => (row.time === null ? 'undated' : formatMicros(row.time).slice(0, 19)));

const FILE = { source: null, reason: 'compared with the NTP log' } as const;

describe('a clock correction', () => {
  test('moves every time by its skew, and is taken back without a trace in the events', async () => {
    const engine = await caseOf([record(1, '2023-11-14T09:22:49Z'), record(2, '2023-11-14T10:00:00.500Z')]);
    const { contentHash } = engine.verify();
    const { id } = engine.call('clock.add', { ...FILE, file: 1, zone: null, skewMicros: -3_600_000_000 });
    expect(times(engine)).toEqual(['2023-11-14T08:22:49', '2023-11-14T09:00:00']);
    const { event } = engine.call('events.get', { row: 0 });
    expect(event.correctedBy).toBe(-3_600_000_000);
    expect(event.time!.text).toBe('2023-11-14T09:22:49Z');
    expect(engine.verify()).toMatchObject({ ok: true, contentHash });
    expect(engine.call('clock.undo', { id })).toEqual({ undone: true });
    expect(engine.call('clock.undo', { id })).toEqual({ undone: false });
    expect(times(engine)).toEqual(['2023-11-14T09:22:49', '2023-11-14T10:00:00']);
    expect(engine.verify()).toMatchObject({ ok: true, contentHash });
    engine.close();
  });

  test('a zone reads again only what was written without one, by the clock of that zone', async () => {
    const engine = await caseOf([
      record(1, '2023-11-14T09:22:49Z'),
      record(2, '2023-11-14 09:22:49'),
      record(3, '2023-07-14 09:22:49'),
    ]);
    engine.call('clock.add', { ...FILE, file: null, zone: 'Europe/Berlin', skewMicros: null });
    expect(times(engine)).toEqual(['2023-07-14T07:22:49', '2023-11-14T08:22:49', '2023-11-14T09:22:49']);
    engine.close();
  });

  test('the zone given at import makes no difference to ids or to a later zone', async () => {
    const lines = [record(2, '2023-11-14 09:22:49')];
    const utc = await caseOf(lines);
    const berlin = await caseOf(lines, { timezone: 'Europe/Berlin' });
    const idOf = (engine: Engine) => engine.call('events.get', { row: 0 }).event.id;
    expect(idOf(berlin)).toBe(idOf(utc));
    expect(times(berlin)).toEqual(['2023-11-14T08:22:49']);
    berlin.call('clock.add', { ...FILE, file: 1, zone: 'America/New_York', skewMicros: null });
    expect(times(berlin)).toEqual(['2023-11-14T14:22:49']);
    utc.close();
    berlin.close();
  });

  test('the narrower holds before the wider, the newer before the older', async () => {
    const engine = await caseOf([record(1, '2023-11-14T09:00:00Z')]);
    const seconds = (n: number) => ({ ...FILE, zone: null, skewMicros: n * 1_000_000 });
    engine.call('clock.add', { ...seconds(1), file: 1 });
    engine.call('clock.add', { ...seconds(2), file: null });
    expect(times(engine)).toEqual(['2023-11-14T09:00:01']);
    engine.call('clock.add', { ...seconds(3), file: 1 });
    expect(times(engine)).toEqual(['2023-11-14T09:00:03']);
    engine.close();
  });

  test('what it would move out of the calendar stays; what is undated stays undated', async () => {
    const engine = await caseOf([record(1, '1970-01-01T00:00:10Z'), record(2, 'yesterday')]);
    engine.call('clock.add', { ...FILE, file: 1, zone: null, skewMicros: -60_000_000 });
    expect(times(engine)).toEqual(['1970-01-01T00:00:10', 'undated']);
    engine.close();
  });

  test('given with the import it holds for these files', async () => {
    const engine = await caseOf([record(1, '2023-11-14T09:00:00Z')], { skewMicros: 120_000_000 });
    expect(times(engine)).toEqual(['2023-11-14T09:02:00']);
    expect(engine.call('clock.list', {}).rules).toMatchObject([
      { path: 'okta.ndjson', skewMicros: 120_000_000 },
    ]);
    engine.close();
  });

  test('a wall time that a clock change skipped or passed twice is told', async () => {
    const engine = await caseOf([record(1, '2023-03-26 02:30:00'), record(2, '2023-10-29 02:30:00')], {
      timezone: 'Europe/Berlin',
    });
    const { issues } = engine.call('case.info', {}).files[0]!;
    expect(issues.map(({ code }) => code).sort()).toEqual(['time.assumed-gap', 'time.assumed-overlap']);
    engine.close();
  });

  test('is shown before it is made: how many times it moves, and the first of them; nothing is written', async () => {
    const engine = await caseOf([
      record(1, '2023-11-14T09:22:49Z'),
      record(2, '2023-11-15 09:22:49'),
      record(3, 'yesterday'),
    ]);
    const ask = { file: 1, source: null, zone: null, skewMicros: null };
    const at = (time: string) => Number(new Date(time)) * 1000;
    const { custodyHead } = engine.call('case.info', {});
    expect(engine.call('clock.preview', ask)).toEqual({
      events: 2,
      zoneless: 1,
      moved: 0,
      first: {
        row: 0,
        text: '2023-11-14T09:22:49Z',
        zone: 'stated',
        before: at('2023-11-14T09:22:49Z'),
        after: at('2023-11-14T09:22:49Z'),
      },
    });
    // A zone moves only what was written without one, and the first event that moves is the one to look at.
    const berlin = engine.call('clock.preview', { ...ask, zone: 'Europe/Berlin' });
    expect(berlin).toMatchObject({ events: 2, zoneless: 1, moved: 1 });
    expect(berlin.first).toEqual({
      row: 1,
      text: '2023-11-15 09:22:49',
      zone: 'assumed',
      before: at('2023-11-15T09:22:49Z'),
      after: at('2023-11-15T08:22:49Z'),
    });
    expect(engine.call('clock.preview', { ...ask, skewMicros: 1_000_000 }).moved).toBe(2);
    expect(engine.call('case.info', {}).custodyHead).toBe(custodyHead);
    // Over what holds already, as the narrower and newer would win.
    engine.call('clock.add', { ...FILE, file: 1, zone: null, skewMicros: 5_000_000 });
    expect(engine.call('clock.preview', { ...ask, file: null, skewMicros: 1_000_000 }).moved).toBe(0);
    expect(engine.call('clock.preview', { ...ask, source: 'aws:vpcflow' })).toMatchObject({
      events: 0,
      first: null,
    });
    expect(() => engine.call('clock.preview', { ...ask, file: 77 })).toThrow(/no file 77/);
    expect(engine.call('clock.list', {}).rules).toHaveLength(1);
    engine.close();
  });

  test('is refused in words', async () => {
    const engine = await caseOf([record(1, '2023-11-14T09:00:00Z')]);
    const add = (zone: string | null, file: number | null) => () =>
      engine.call('clock.add', { ...FILE, file, zone, skewMicros: null });
    expect(add(null, 1)).toThrow(/neither zone nor skew/);
    expect(add('Mars/Base', 1)).toThrow(/no time zone/);
    expect(add('UTC', 77)).toThrow(/no file 77/);
    engine.close();
  });
});
