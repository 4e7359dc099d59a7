/** What leaves a case comes back: every export that can be read again, over every sample. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Engine, eventJson } from '../../../electron/engine/index.ts';
import type { StoredEvent } from '../../../shared/events/event.ts';
import { l2tHeader, l2tRow } from '../../../shared/report/events-l2tcsv.ts';
import { timesketchLine } from '../../../shared/report/events-timesketch.ts';
import { FORMATS } from '../../support/importer-properties.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-round-trip-'));
const engine = new Engine();
let events: StoredEvent[];

beforeAll(async () => {
  engine.create(join(folder, 'first.tline'));
  // A zone that is assumed somewhere in the samples must come back as assumed.
  await engine.import({ paths: [FORMATS], timezone: 'America/New_York' });
  events = eventsOf(engine);
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

function eventsOf(from: Engine): StoredEvent[] {
  const { store } = from;
  return Array.from(store.snapshot.byTime, (row) => store.events.get(store.snapshot, row));
}

async function importText(
  name: string,
  text: string,
): Promise<{ report: Awaited<ReturnType<Engine['import']>>; into: Engine }> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const into = new Engine();
  into.create(join(folder, `${name}.tline`));
  const report = await into.import({ paths: [path], timezone: 'Asia/Kolkata' });
  return { report, into };
}

/** Everything but where it stands in the evidence and in the case. */
function normalised({ evidence, row, identity, ...event }: StoredEvent): object {
  return event;
}

describe('JSON lines', () => {
  const jsonl = () => events.map((event) => `${JSON.stringify(eventJson(event, null))}\n`).join('');

  test('become the same events with the same ids in a new case', async () => {
    expect(events.length).toBeGreaterThan(200);
    expect(new Set(events.map(({ source }) => source)).size).toBeGreaterThanOrEqual(8);
    const { report, into } = await importText('events.jsonl', jsonl());
    expect(report.files[0]).toMatchObject({
      importer: 'throughline:events',
      events: events.length,
      rejected: 0,
    });
    // Samples of the same record in two exports may differ; both stand in the case, and the note about it comes again.
    expect(report.files[0]!.issues.filter(({ code }) => code !== 'id.conflict')).toEqual([]);
    const back = new Map(eventsOf(into).map((event) => [event.id, normalised(event)]));
    expect(back.size).toBe(events.length);
    for (const event of events) expect(back.get(event.id), event.id).toEqual(normalised(event));
    into.close();
  });

  test('are duplicates in the case that they came from', async () => {
    const path = join(folder, 'again.jsonl');
    writeFileSync(path, jsonl());
    const report = await engine.import({ paths: [path] });
    expect(report.totals).toMatchObject({ events: 0, duplicates: events.length, rejected: 0 });
  });

  test('that were edited stand beside the original, whichever comes first', async () => {
    const whole = events.find((event) => event.nativeId === null && event.time !== null)!;
    const lines = (outcome: string) => `${JSON.stringify({ ...eventJson(whole, null), outcome })}\n`;
    const forged = lines(whole.outcome === 'success' ? 'failure' : 'success');
    for (const text of [lines(whole.outcome) + forged, forged + lines(whole.outcome)]) {
      const { report, into } = await importText(`edited-${text.startsWith(forged)}.jsonl`, text);
      expect(report.totals).toMatchObject({ events: 2, duplicates: 0 });
      expect(report.files[0]!.issues).toMatchObject([{ code: 'id.conflict' }]);
      into.close();
    }
  });
});

/** What a timeline's columns can hold. */
function columnsOf(event: StoredEvent): object {
  return {
    micros: event.time?.micros ?? null,
    action: event.action,
    outcome: event.outcome,
    actor: event.actor?.name ?? null,
    srcIp: event.srcIp,
    srcPort: event.srcPort,
    dstIp: event.dstIp,
    dstPort: event.dstPort,
    userAgent: event.userAgent,
    session: event.session,
    credential: event.credential,
    system: event.system,
    reason: event.reason,
    bytes: event.bytes,
  };
}

/** Cells are trimmed, and words for nothing are nothing. */
const plain = (event: StoredEvent) =>
  Object.values(columnsOf(event)).every(
    (value) =>
      typeof value !== 'string' || (value === value.trim() && !/^(?:-|none|null|n\/a|na|nil)$/i.test(value)),
  );
/** l2tcsv is lines: other white space becomes a space. */
const onOneLine = (event: StoredEvent) =>
  Object.values(columnsOf(event)).every((value) => typeof value !== 'string' || !/[\r\n\t]/.test(value));

function byKey(list: readonly object[]): string[] {
  return list.map((one) => JSON.stringify(one)).sort();
}

describe('timelines', () => {
  test('Timesketch lines keep time, actor, addresses, action and outcome', async () => {
    const dated = events.filter((event) => event.time !== null && plain(event));
    const lines = dated.map((event) => timesketchLine(eventJson(event, null)));
    expect(lines.every((line) => line?.startsWith('{"message":'))).toBe(true);
    const { report, into } = await importText('sketch.jsonl', lines.join(''));
    expect(report.files[0]).toMatchObject({ importer: 'timesketch:timeline', rejected: 0 });
    expect(report.totals.events).toBe(dated.length);
    expect(byKey(eventsOf(into).map(columnsOf))).toEqual(byKey(dated.map(columnsOf)));
    into.close();
  });

  test('l2tcsv keeps them too, undated events among them', async () => {
    const some = events.filter((event) => plain(event) && onOneLine(event));
    expect(some.some((event) => event.time === null)).toBe(true);
    const text = l2tHeader() + some.map((event) => l2tRow(eventJson(event, null))).join('');
    const { report, into } = await importText('l2t.csv', text);
    expect(report.files[0]).toMatchObject({ importer: 'plaso:timeline', rejected: 0 });
    expect(report.totals.events).toBe(some.length);
    expect(byKey(eventsOf(into).map(columnsOf))).toEqual(byKey(some.map(columnsOf)));
    into.close();
  });
});
