/** Pages of entities against a plain look at every event of the sample. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../electron/engine/index.ts';
import { formatInZone, type Micros } from '../../../shared/base/time.ts';
import type { StoredEvent } from '../../../shared/events/event.ts';
import type { EntityKind, EntityPage, EntityRef } from '../../../shared/ipc/entity-methods.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import { formatFilter } from '../../../shared/query/format-filter.ts';
import { parseFilter } from '../../../shared/query/parse-filter.ts';
import { formatRows } from '../../../shared/query/row-set.ts';
import { importSample } from '../../support/sample-case.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

let folder: string;
let engine: Engine;
let events: StoredEvent[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-entity-'));
  ({ engine } = await importSample(folder));
  const { store } = engine;
  events = Array.from({ length: store.snapshot.size }, (_, row) => store.events.get(store.snapshot, row));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const ATTACKER = '193.142.58.126';
const TOKEN = '00Tmoveworks0gateway1';

function page(kind: EntityKind, value: string, more: object = {}): EntityPage {
  return engine.call('entity.get', { kind, value, ...more });
}
function listOf(found: EntityPage, of: string, type: string | null = null) {
  return found.lists.find((list) => list.of === of && list.type === type);
}
function identityCalled(name: string): string {
  return engine.call('identities.list', { search: name, limit: 1 }).identities[0]!.id;
}
const found = (filter: Filter): number => engine.selector.select(filter).count;
const both = (a: Filter, b: Filter): Filter => ({ kind: 'and', of: [a, b] });
const addresses = (e: StoredEvent) => [e.srcIp, e.dstIp, ...e.relatedIps.map((r) => r.ip)];
const micros = (e: StoredEvent): Micros => e.time!.micros;

/** One entity of each kind, busy or telling, with the plain rule for its events. */
const CASES: readonly [EntityKind, () => string, (e: StoredEvent) => boolean][] = [
  ['identity', () => identityCalled('smartsheet-svc'), (e) => e.actor?.name === 'smartsheet-svc'],
  ['ip', () => ATTACKER, (e) => addresses(e).includes(ATTACKER)],
  ['ip', () => '198.51.100.7', (e) => addresses(e).includes('198.51.100.7')],
  ['session', () => sessionOf(), (e) => e.session === sessionOf()],
  ['credential', () => TOKEN, (e) => e.credential === TOKEN],
  ['agent', () => agentOf(), (e) => e.userAgent === agentOf()],
  ['system', () => 'jira.halcyonedge.example', (e) => e.system === 'jira.halcyonedge.example'],
  ['target', () => 'repository:4254', (e) => hasTarget(e, 'repository', '4254')],
  ['target', () => 'bucket:halcyonedge-trail', (e) => hasTarget(e, 'bucket', 'halcyonedge-trail')],
  ['target', () => 'issue:EDGE-18264', (e) => hasTarget(e, 'issue', 'EDGE-18264')],
  ['target', () => 'app:Confluence', (e) => hasTarget(e, 'app', 'Confluence')],
];
const hasTarget = (e: StoredEvent, type: string, key: string) =>
  e.targets.some((t) => t.type === type && (t.id === key || t.name === key));
const once = (find: () => string) => {
  let known: string | null = null;
  return () => {
    known ??= find();
    return known;
  };
};
const sessionOf = once(() => events.find((e) => e.srcIp === ATTACKER && e.session !== null)!.session!);
const agentOf = once(() => events.find((e) => e.srcIp === ATTACKER && e.userAgent !== null)!.userAgent!);

describe.each(CASES)('a page of kind %s', (kind, value, isOwn) => {
  test('counts, spans and the filter are those of its events', () => {
    const own = events.filter(isOwn);
    const entity = page(kind, value());
    expect(own.length).toBeGreaterThan(0);
    expect(entity.events).toBe(own.length);
    expect(entity.failures).toBe(own.filter((e) => e.outcome === 'failure').length);
    expect(entity.first).toBe(Math.min(...own.map(micros)));
    expect(entity.last).toBe(Math.max(...own.map(micros)));
    expect(micros(events[entity.firstRow!]!)).toBe(entity.first);
    expect(micros(events[entity.lastRow!]!)).toBe(entity.last);
    expect(found(entity.filter)).toBe(own.length);
    // Also as the query bar writes it.
    const typed = parseFilter(formatFilter(entity.filter));
    expect(typed.ok && found(typed.value)).toBe(own.length);
  });

  test('every number of every list opens exactly its rows', () => {
    const own = events.filter(isOwn);
    const entity = page(kind, value(), { limit: 4 });
    for (const list of entity.lists) {
      expect(list.values.length).toBe(Math.min(4, list.distinct));
      for (const one of list.values) {
        const filter = both(entity.filter, one.filter);
        const { view, positions } = engine.selector.select(filter);
        const rows = [...positions.rows(view.byTime)].map((row) => events[row]!);
        const where = `${list.of} ${list.type} ${one.label}`;
        expect(rows.length, where).toBe(one.events);
        expect(rows.filter((e) => e.outcome === 'failure').length, where).toBe(one.failures);
        expect(Math.min(...rows.map(micros)), where).toBe(one.first);
        expect(Math.max(...rows.map(micros)), where).toBe(one.last);
        if (one.ref)
          expect(page(one.ref.kind, one.ref.value).events, where).toBeGreaterThanOrEqual(one.events);
      }
    }
    const sources = listOf(page(kind, value()), 'source')!.values;
    expect(sources.reduce((sum, one) => sum + one.events, 0)).toBe(own.length);
  });

  test('every column of every lane opens exactly its rows', () => {
    const entity = page(kind, value(), { buckets: 24 });
    expect(entity.lanes).toHaveLength(2);
    for (const { lanes, from, bucketMicros, buckets } of entity.lanes) {
      expect(buckets).toBeLessThanOrEqual(24);
      expect(lanes.length).toBeLessThanOrEqual(9);
      expect(lanes.reduce((sum, lane) => sum + lane.events, 0)).toBe(entity.events - entity.undated);
      for (const { filter, cells, label } of lanes.slice(0, 3)) {
        for (let i = 0; filter !== null && i < cells.length; i += 3) {
          const start = (from + cells[i]! * bucketMicros) as Micros;
          const time: Filter = { kind: 'time', from: start, to: (start + bucketMicros) as Micros };
          expect(found({ kind: 'and', of: [entity.filter, filter, time] }), label).toBe(cells[i + 1]);
          expect(cells[i]!).toBeLessThan(buckets);
        }
      }
    }
  });

  test('hours of the week in both zones', () => {
    const own = events.filter(isOwn);
    const zone = 'America/Sao_Paulo';
    const entity = page(kind, value(), { zone });
    expect(entity.hours.map((hours) => hours.zone)).toEqual(['UTC', zone]);
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    for (const hours of entity.hours) {
      const counts = new Array(168).fill(0);
      for (const e of own) {
        const day = days.indexOf(formatInZone(micros(e), hours.zone, 'weekday'));
        counts[day * 24 + Number(formatInZone(micros(e), hours.zone, 'datetime').slice(11, 13))]++;
      }
      expect(hours.counts).toEqual(counts);
    }
  });
});

describe('what else speaks of an entity', () => {
  const hows = (entity: EntityPage) => entity.mentions.map(({ how, events: n }) => [how, n]);

  test('effects on an identity, with rows and exact filters', () => {
    const made = page('identity', identityCalled('tandrews'));
    expect(Object.fromEntries(hows(made))).toMatchObject({
      'created-account': 1,
      granted: 4,
      'disabled-account': 1,
    });
    for (const { filter, events: n, rows, first } of made.mentions) {
      expect(found(filter)).toBe(n);
      expect(rows.length).toBe(Math.min(5, n));
      expect(rows[0]!.time).toBe(first);
      expect(rows[0]!.message).not.toBe('');
    }
    const svc = page('identity', identityCalled('smartsheet-svc'));
    expect(svc.mentions.find(({ how }) => how === 'granted')!.rows[0]!.message).toContain(
      'jira-administrators',
    );
    expect(svc.facts).toMatchObject([{ kind: 'rotation', exposed: true, rotated: null }]);
    expect(svc.identity?.aliases.length).toBeGreaterThan(1);
  });

  test('an address that was blocked, a key that was issued and revoked', () => {
    const blocks = events.filter((e) => e.effects.some((f) => f.kind === 'blocked-ip' && f.ip === ATTACKER));
    expect(blocks.length).toBeGreaterThan(0);
    expect(Object.fromEntries(hows(page('ip', ATTACKER)))).toMatchObject({ 'blocked-ip': blocks.length });
    expect(Object.fromEntries(hows(page('credential', TOKEN)))).toMatchObject({ 'revoked-credential': 1 });
    expect(page('credential', TOKEN).facts).toMatchObject([{ kind: 'rotation', exposed: true }]);
    const proxy = page('ip', '198.51.100.7').mentions.find(({ how }) => how === 'related')!;
    expect(found(proxy.filter)).toBe(proxy.events);
  });

  test('a user that was acted upon is an identity; a key that was made is a credential', () => {
    const user = page('target', 'user:tandrews');
    expect(user.same[0]).toMatchObject({ ref: { kind: 'identity', value: identityCalled('tandrews') } });
    const byId = page('target', 'user:JIRAUSER11702');
    expect(byId).toMatchObject({ label: 'tandrews', same: [{ ref: { kind: 'identity' } }] });
    const named = page('identity', identityCalled('tandrews')).mentions.find(({ how }) => how === 'named')!;
    expect(named.events).toBe(user.events);
    expect(page('target', 'repository:4254')).toMatchObject({
      label: 'DATA/search-worker',
      names: [{ label: 'DATA/search-worker' }],
    });
  });

  test('steps of the chain that are its own', () => {
    const chain = engine.call('chain.compute', { seeds: [`ip:${ATTACKER}`] });
    const steps = chain.steps.map((step) => step.row);
    const svc = page('identity', identityCalled('smartsheet-svc'), { steps: formatRows(steps) });
    const own = steps.filter((row) => events[row]!.actor?.name === 'smartsheet-svc').length;
    expect(svc.steps?.events).toBe(own);
    expect(found(svc.steps!.filter)).toBe(own);
    expect(own).toBeLessThan(svc.events);
    expect(page('identity', identityCalled('smartsheet-svc')).steps).toBeNull();
    expect(page('system', 'git.halcyonedge.example', { steps: '' }).steps?.events).toBe(0);
  });
});

describe('what is not there, and what is everywhere', () => {
  test('an unknown value is an empty page; an unknown identity says what may have happened', () => {
    for (const kind of ['ip', 'session', 'credential', 'agent', 'system', 'target'] as const) {
      const entity = page(kind, 'no*such:thing');
      expect(entity).toMatchObject({
        events: 0,
        first: null,
        firstRow: null,
        lists: [],
        lanes: [],
        hours: [],
      });
      expect(found(entity.filter)).toBe(0);
    }
    expect(() => page('identity', 'idn_none')).toThrow(/no identity/);
  });

  test('a star in a value is a star', () => {
    expect(page('credential', '00T*').events).toBe(0);
    expect(page('target', 'repository:*').events).toBe(0);
    expect(page('target', 'repo*:4254').events).toBe(0);
  });

  test('the busiest entities answer in one pass over their rows', () => {
    const busiest: EntityRef[] = [
      { kind: 'target', value: 'account:481516234210' },
      { kind: 'target', value: 'protocol:tcp' },
      { kind: 'ip', value: '10.40.12.21' },
    ];
    for (const { kind, value } of busiest) page(kind, value);
    for (const { kind, value } of busiest) {
      expectNoBlowUp(() => expect(page(kind, value, { zone: 'Europe/Lisbon' }).events).toBeGreaterThan(5000));
    }
  });
});
