/** Tables that nobody recognises: mapped, kept, tried again. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMapping } from '../../../electron/cli/mapping.ts';
import { Engine } from '../../../electron/engine/index.ts';
import type { ColumnMapping } from '../../../shared/importers/importer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOORS =
  'Zeit,Tür,Karte,Adresse\n2023-11-14 09:22:49,4,hbrandao,10.0.0.7\n2023-11-14 09:22:50,4,prao,-\n';
const MAPPING: ColumnMapping = {
  fields: { time: 'Zeit', actor: 'Karte', srcIp: 'Adresse', target: 'Tür' },
  timeFormat: 'iso',
};

function newCase(): { engine: Engine; folder: string; write: (name: string, text: string) => string } {
  const folder = temporaryFolder();
  const engine = new Engine();
  engine.create(join(folder, 'case.tline'));
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return { engine, folder, write };
}

test('a file that was not read is read with a mapping, and takes its line of the ledger', async () => {
  const { engine, write } = newCase();
  const path = write('doors.csv', DOORS);
  const first = await engine.import({ paths: [path] });
  expect(first.files[0]).toMatchObject({ status: 'not-read', issues: [{ code: 'file.unknown' }] });
  const again = await engine.import({ paths: [path] });
  expect(again.files[0]).toMatchObject({ status: 'already-imported', events: 0 });
  expect(engine.call('case.info', {}).files).toHaveLength(1);

  const mapped = await engine.import({ paths: [path], mapping: MAPPING, timezone: 'Europe/Berlin' });
  expect(mapped.files[0]).toMatchObject({
    importer: 'table:custom',
    status: 'complete',
    events: 2,
    issues: [],
  });
  expect(engine.call('case.info', {}).files).toMatchObject([
    { path: 'doors.csv', importer: 'table:custom', status: 'complete', issues: [] },
  ]);
  const { store } = engine;
  const event = store.events.get(store.snapshot, store.snapshot.byTime[0]!);
  expect(event).toMatchObject({
    source: 'table:custom',
    actor: { name: 'hbrandao', aliases: [{ kind: 'login', value: 'hbrandao' }] },
    srcIp: '10.0.0.7',
    time: { micros: Date.parse('2023-11-14T08:22:49Z') * 1000, zone: 'assumed' },
  });
  expect(engine.verify()).toMatchObject({ ok: true });
  const third = await engine.import({ paths: [path], mapping: MAPPING });
  expect(third.files[0]).toMatchObject({ status: 'already-imported', duplicates: 2 });
  engine.close();
});

test('the case keeps a mapping for the next file with the same header', async () => {
  const { engine, folder, write } = newCase();
  await engine.import({ paths: [write('doors.csv', DOORS)], mapping: MAPPING });
  engine.close();
  engine.open(join(folder, 'case.tline'));
  const next = await engine.import({
    paths: [
      write('monday.csv', DOORS.replaceAll('11-14', '11-15')),
      write('other.csv', DOORS.replace('Zeit,Tür', 'Zeit,Tor')),
    ],
  });
  expect(next.files).toMatchObject([
    { importer: 'table:custom', events: 2 },
    { importer: null, status: 'not-read' },
  ]);
  engine.close();
});

test('a mapping that does not fit makes no events and says why', async () => {
  const { engine, write } = newCase();
  const path = write('doors.csv', DOORS);
  const wrong = (fields: ColumnMapping['fields'], timeFormat: ColumnMapping['timeFormat'] = 'iso') =>
    engine.import({ paths: [path], mapping: { fields, timeFormat } });
  const details = [
    await wrong({ time: 'Zeit' }, 'seconds'),
    await wrong({ time: 'Zeit', actor: 'Person' }),
    await wrong({ time: 'Zeit', action: 'Tür' }),
  ].map(({ files }) => [files[0]!.status, files[0]!.issues.map(({ detail }) => detail).join()]);
  expect(details[0]).toEqual(['not-read', 'the column Zeit holds no time as seconds: 2023-11-14 09:22:49']);
  expect(details[1]![0]).toBe('already-imported');
  expect(details[2]![0]).toBe('complete');
  engine.close();
});

test('what a mapping says goes before what a list’s header may mean', async () => {
  const { engine, write } = newCase();
  const path = write('accounts.csv', 'login,email,seen\nhbrandao,hbrandao@halcyonedge.example,1699953769\n');
  const mapping: ColumnMapping = {
    fields: { time: 'seen', actor: 'login', email: 'email' },
    timeFormat: 'seconds',
  };
  const report = await engine.import({ paths: [path], mapping });
  expect(report.files[0]).toMatchObject({ importer: 'table:custom', events: 1 });
  engine.close();
});

test('the head of a file shows its columns and first rows, and finds a file of the case by its bytes', async () => {
  const { engine, write } = newCase();
  const path = write('doors.csv', DOORS);
  expect(await engine.head({ path })).toEqual({
    path,
    name: null,
    columns: ['Zeit', 'Tür', 'Karte', 'Adresse'],
    rows: [
      ['2023-11-14 09:22:49', '4', 'hbrandao', '10.0.0.7'],
      ['2023-11-14 09:22:50', '4', 'prao', '-'],
    ],
    guess: {},
  });
  const { files } = await engine.import({ paths: [path] });
  expect(await engine.head({ sha256: files[0]!.sha256 })).toMatchObject({ path, name: 'doors.csv' });
  const lines = write('x.jsonl', '{"time":1,"user":{"name":"a","id":2},"ip":"10.0.0.1"}\n');
  expect(await engine.head({ path: lines })).toMatchObject({
    columns: ['time', 'user.name', 'user.id', 'ip'],
    rows: [['1', 'a', '2', '10.0.0.1']],
    guess: { time: 'time', actor: 'user.name', srcIp: 'ip' },
  });
  await expect(engine.head({ path: write('prose.txt', 'no table\n') })).rejects.toThrow(/no table/);
  writeFileSync(path, `${DOORS}changed`);
  await expect(engine.head({ sha256: files[0]!.sha256 })).rejects.toThrow(/or it changed/);
  rmSync(path);
  await expect(engine.head({ sha256: files[0]!.sha256 })).rejects.toMatchObject({ code: 'file.not-found' });
  engine.close();
});

test('the command line’s mapping takes quotes and refuses what is no field', () => {
  expect(parseMapping('time=Date,actor=User,srcIp="IP, address",action=Event', 'iso')).toEqual({
    fields: { time: 'Date', actor: 'User', srcIp: 'IP, address', action: 'Event' },
    timeFormat: 'iso',
  });
  for (const text of [
    '',
    'actor=User',
    'time=',
    'time=Date,color=Red',
    'time',
    'time=Date,,',
    '__proto__=x,time=a',
  ])
    expect(() => parseMapping(text, 'iso'), text).toThrow(/--map/);
});
