import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Enricher } from '../../../electron/engine/enrich/enricher.ts';
import type { Engine } from '../../../electron/engine/index.ts';
import { Selector } from '../../../electron/engine/query/select.ts';
import type { StoredEvent } from '../../../shared/events/event.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import { parseFilter } from '../../../shared/query/parse-filter.ts';
import { importSample } from '../../support/sample-case.ts';

let folder: string;
let engine: Engine;
let events: StoredEvent[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-query-'));
  ({ engine } = await importSample(folder));
  const { store } = engine;
  events = Array.from({ length: store.snapshot.size }, (_, row) => store.events.get(store.snapshot, row));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

const ATTACKER = '193.142.58.126';
const addresses = (e: StoredEvent): (string | null)[] => [e.srcIp, e.dstIp, ...e.relatedIps.map((r) => r.ip)];
const enricher = new Enricher({ mmdb: [], torExits: null });
const known = (e: StoredEvent) => [e.srcIp, e.dstIp].map((ip) => (ip === null ? null : enricher.address(ip)));
const micros = (e: StoredEvent): number => e.time!.micros;
const at = (iso: string): number => Number(filterMicros(iso));
function filterMicros(iso: string): number {
  const filter = filterOf(`from:${iso}`);
  return filter.kind === 'time' ? filter.from! : Number.NaN;
}

describe('a filter matches what a plain look at every event says', () => {
  test.each<[string, (e: StoredEvent) => boolean]>([
    ['', () => true],
    [`ip:${ATTACKER}`, (e) => addresses(e).includes(ATTACKER)],
    [`src:${ATTACKER}`, (e) => e.srcIp === ATTACKER],
    ['dst:198.244.174.214', (e) => e.dstIp === '198.244.174.214'],
    ['ip:193.142.58.0/24', (e) => addresses(e).some((ip) => ip?.startsWith('193.142.58.') ?? false)],
    ['source:atlassian', (e) => e.source.startsWith('atlassian:')],
    [
      'source:okta:system_log outcome:failure',
      (e) => e.source === 'okta:system_log' && e.outcome === 'failure',
    ],
    ['actor:smartsheet-svc', (e) => e.actor?.name === 'smartsheet-svc'],
    ['action:jira.*', (e) => e.action.startsWith('jira.')],
    ['action:*login*', (e) => e.action.toLowerCase().includes('login')],
    ['category:execute OR category:export', (e) => e.category === 'execute' || e.category === 'export'],
    [
      `-source:aws:vpcflow ip:${ATTACKER}`,
      (e) => e.source !== 'aws:vpcflow' && addresses(e).includes(ATTACKER),
    ],
    ['country:ro', (e) => known(e).some((info) => info?.country === 'RO')],
    ['asn:9009', (e) => known(e).some((info) => info?.asn === 9009)],
    ['network:m247', (e) => known(e).some((info) => info?.organisation?.includes('M247') ?? false)],
    ['kind:private', (e) => known(e).some((info) => info?.kind === 'private')],
    [
      'kind:public -network:amazon',
      (e) =>
        known(e).some((info) => info?.kind === 'public') &&
        !known(e).some((info) => info?.organisation?.includes('Amazon')),
    ],
    [
      'object:repository:EDGE/*',
      (e) => e.targets.some((t) => t.type === 'repository' && (t.name?.startsWith('EDGE/') ?? false)),
    ],
    ['object:query', (e) => e.targets.some((t) => t.type === 'query')],
    ['effect:created-account', (e) => e.effects.some((f) => f.kind === 'created-account')],
    [
      'effect:granted:jira-administrators',
      (e) => e.effects.some((f) => f.kind === 'granted' && f.what === 'jira-administrators'),
    ],
    [
      'effect:issued-credential:ASIA*',
      (e) => e.effects.some((f) => f.kind === 'issued-credential' && f.credential.startsWith('ASIA')),
    ],
    ['target:tandrews', (e) => e.targets.some((t) => t.name === 'tandrews' || t.id === 'tandrews')],
    ['system:jira.*', (e) => e.system?.startsWith('jira.') ?? false],
    ['file:*.csv', (e) => e.evidence.file.endsWith('.csv')],
    [
      'from:2023-11-14T09:22 to:2023-11-14T10:00',
      (e) =>
        micros(e) < at('2023-11-14T10:00') &&
        (micros(e) >= at('2023-11-14T09:22') || (e.timeEnd?.micros ?? 0) > at('2023-11-14T09:22')),
    ],
  ])('%s', (text, matches) => {
    const expected = events
      .filter(matches)
      .map((e) => e.id)
      .sort();
    const { view, positions, count } = engine.selector.select(filterOf(text));
    const ordered = positions.rows(view.byTime);
    expect(count).toBe(expected.length);
    expect([...ordered].map((row) => events[row]!.id).sort()).toEqual(expected);
    if (text !== '') expect(count).toBeLessThan(events.length);
    expect(count).toBeGreaterThan(0);
  });

  test('free text finds what stands only in the raw record, and in any letter case', () => {
    const raw = (row: number): string =>
      Buffer.from(engine.call('events.raw', { row }).base64, 'base64').toString('utf8');
    for (const text of ['jvm-agent', 'IDOWALL.com', 'debugContext']) {
      const { view, positions } = engine.selector.select({ kind: 'text', value: text });
      const ordered = positions.rows(view.byTime);
      expect(ordered.length, text).toBeGreaterThan(0);
      for (const row of ordered.subarray(0, 30)) expect(raw(row).toLowerCase()).toContain(text.toLowerCase());
    }
    expect(engine.selector.select({ kind: 'text', value: 'debugContext' }).count).toBe(
      events.filter((e) => e.source === 'okta:system_log').length,
    );
    expect(engine.selector.select({ kind: 'text', value: 'no such text anywhere' }).count).toBe(0);
  });

  test('non-ASCII text is found by its letters, not by look-alike bytes', () => {
    const named = events.filter((e) => /[\u0080-\uffff]/.test(e.actor?.name ?? e.targets[0]?.name ?? ''));
    const sample = named[0]?.actor?.name ?? named[0]?.targets[0]?.name;
    if (sample) expect(engine.selector.select({ kind: 'text', value: sample }).count).toBeGreaterThan(0);
    expect(engine.selector.select({ kind: 'text', value: '\u00e3\u00a9' }).count).toBe(0);
  });
});

describe('order and pages', () => {
  test('time, then source, then record; pages join without gap or overlap', () => {
    const ids: string[] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (let offset = 0; offset < 3000; offset += 700) {
      const { rows, total } = engine.call('events.page', { filter: { kind: 'all' }, offset, limit: 700 });
      expect(total).toBe(events.length);
      for (const row of rows) {
        expect(row.time!).toBeGreaterThanOrEqual(last);
        last = row.time!;
        ids.push(row.id);
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      engine.call('events.page', { filter: { kind: 'all' }, offset: events.length, limit: 10 }).rows,
    ).toEqual([]);
  });

  test('locate is the inverse of a page', () => {
    const filter = filterOf(`ip:${ATTACKER}`);
    const { rows } = engine.call('events.page', { filter, offset: 40, limit: 20 });
    rows.forEach(({ row }, i) => {
      expect(engine.call('events.locate', { filter, row })).toEqual({ offset: 40 + i, row });
    });
    const other = events.find((e) => !addresses(e).includes(ATTACKER))!;
    expect(engine.call('events.locate', { filter, row: other.row })).toEqual({ offset: null, row: null });
    const first = engine.call('events.locate', { filter, time: at('2023-11-14') as never });
    expect(events[first.row!]!.time!.text).toBe('2023-11-14T09:22:49.000Z');
  });
});

describe('the timeline', () => {
  const week = { from: filterMicros('2023-11-13') as never, to: filterMicros('2023-11-20') as never };

  test.each(['source', 'identity', 'address', 'outcome'] as const)('counts by %s are exact', (lanes) => {
    const answer = engine.call('events.timeline', {
      filter: { kind: 'all' },
      ...week,
      widthPx: 1200,
      bucketPx: 6,
      lanes,
      maxLanes: 12,
      maxItems: 300,
    });
    const inside = events.filter(
      (e) => micros(e) < week.to && (micros(e) >= week.from || (e.timeEnd?.micros ?? 0) > week.from),
    );
    expect(answer.total).toBe(inside.length);
    expect(answer.matched).toBe(events.length);
    expect(answer.lanes.reduce((sum, lane) => sum + lane.count, 0)).toBe(events.length);
    expect(answer.lanes.length).toBeLessThanOrEqual(12);
    let counted = answer.items.length;
    let failures = answer.items.filter((item) => item.outcome === 'failure').length;
    for (let i = 0; i < answer.cells.length; i += 4) {
      counted += answer.cells[i + 2]!;
      failures += answer.cells[i + 3]!;
      expect(answer.cells[i + 1]!).toBeLessThan(answer.buckets);
    }
    expect(counted).toBe(inside.length);
    expect(failures).toBe(inside.filter((e) => e.outcome === 'failure').length);
    expect(answer.items.length).toBeLessThanOrEqual(300);
  });

  test('few events come as themselves, with intervals', () => {
    const from = filterMicros('2023-11-22T14:18:20') as never;
    const to = filterMicros('2023-11-22T14:18:40') as never;
    const answer = engine.call('events.timeline', {
      filter: filterOf('ip:198.244.174.214'),
      from,
      to,
      widthPx: 1200,
      bucketPx: 6,
      lanes: 'source',
      maxLanes: 8,
      maxItems: 300,
    });
    expect(answer.cells).toEqual([]);
    expect(answer.items.length).toBe(answer.total);
    expect(answer.items[0]?.timeEnd).not.toBeNull();
  });
});

describe('facets and entities', () => {
  test('facet counts are those of their own filter', () => {
    for (const field of ['source', 'identity', 'srcIp', 'dstIp', 'outcome', 'category', 'action'] as const) {
      const { facets, distinct } = engine.call('events.facets', {
        filter: filterOf('outcome:failure'),
        field,
        limit: 5,
      });
      expect(facets.length).toBe(Math.min(5, distinct));
      for (const facet of facets) {
        const filter: Filter = { kind: 'and', of: [filterOf('outcome:failure'), facet.filter] };
        expect(engine.selector.select(filter).count, `${field} ${facet.label}`).toBe(facet.count);
      }
    }
  });

  test('everything from one address, and everything one account did, is one look-up', () => {
    const ip = engine.call('entity.get', { kind: 'ip', value: ATTACKER });
    expect(ip.events).toBe(events.filter((e) => addresses(e).includes(ATTACKER)).length);
    const { identities } = engine.call('identities.list', { search: 'tandrews', limit: 10 });
    const made = engine.call('entity.get', { kind: 'identity', value: identities[0]!.id });
    expect(made.events).toBe(identities[0]!.events);
    const from = made.lists.find((list) => list.of === 'src');
    expect(from?.values.some((partner) => partner.ref?.value === ATTACKER)).toBe(true);
    expect(made.first).toBe(Math.min(...events.filter((e) => e.identity === identities[0]!.id).map(micros)));
    expect(() => engine.call('entity.get', { kind: 'identity', value: 'idn_none' })).toThrow(/no identity/);
  });
});

describe('what is known beyond the logs', () => {
  test('an event brings its addresses and its agent', () => {
    const { row } = events.find(
      (e) => e.srcIp === ATTACKER && (e.userAgent?.startsWith('Mozilla/') ?? false),
    )!;
    const detail = engine.call('events.get', { row });
    expect(detail.addresses[0]).toMatchObject({ ip: ATTACKER, country: 'RO', asn: 9009, hosting: true });
    expect(detail.agent).toMatchObject({ kind: 'browser', version: expect.stringMatching(/^\d/) });
    const ips = detail.addresses.map(({ ip }) => ip);
    expect(new Set(ips).size).toBe(ips.length);
  });

  test('so does the page of an address, and any address that is asked for', () => {
    expect(engine.call('entity.get', { kind: 'ip', value: ATTACKER }).address).toMatchObject({ asn: 9009 });
    const { identities } = engine.call('identities.list', { limit: 1 });
    expect(engine.call('entity.get', { kind: 'identity', value: identities[0]!.id }).address).toBeNull();
    expect(engine.call('address.describe', { ip: '::ffff:10.0.0.1' })).toMatchObject({
      ip: '10.0.0.1',
      kind: 'private',
    });
    expect(() => engine.call('address.describe', { ip: 'jira.example' })).toThrow(/is no IP address/);
  });

  test('a filter over a database that is out of use refuses instead of counting wrongly', () => {
    const { store } = engine;
    const selector = new Selector(store, new Enricher({ mmdb: [join(folder, 'none.mmdb')], torExits: null }));
    expect(() => selector.select(filterOf('country:RO'))).toThrow(/none\.mmdb cannot be used/);
    expect(selector.select(filterOf('kind:private')).count).toBeGreaterThan(0);
    // A broken list of Tor exits says nothing of countries.
    const noTor = new Enricher({ mmdb: [], torExits: join(folder, 'none.txt') });
    expect(new Selector(store, noTor).select(filterOf('country:RO')).count).toBeGreaterThan(0);
    expect(noTor.address(ATTACKER)?.problems).toHaveLength(1);
  });
});
