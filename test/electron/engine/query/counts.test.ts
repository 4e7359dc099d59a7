/** Filters, windows, lanes, facets and pages over made-up columns, beside a plain look at every row. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Enricher } from '../../../../electron/engine/enrich/enricher.ts';
import { facets } from '../../../../electron/engine/query/facets.ts';
import { LaneCounter } from '../../../../electron/engine/query/lane-counts.ts';
import { locate } from '../../../../electron/engine/query/page.ts';
import { Positions } from '../../../../electron/engine/query/positions.ts';
import { Selector } from '../../../../electron/engine/query/select.ts';
import { timeline } from '../../../../electron/engine/query/timeline.ts';
import { OUTCOMES, SOURCE_TYPES } from '../../../../shared/events/event.ts';
import type { Timeline } from '../../../../shared/ipc/contract.ts';
import type { Filter } from '../../../../shared/query/filter.ts';
import { storeOf } from '../../../support/column-snapshot.ts';

/** One row; times in minutes, so that many are equal and stand at the ends of windows. */
interface Row {
  readonly ts: number | null;
  /** Length of its interval; null for none. */
  readonly lasts: number | null;
  readonly source: number;
  readonly outcome: number;
  readonly actor: number;
  readonly srcIp: number;
  readonly dstIp: number;
}

const MINUTE = 60_000_000;
const IPS = ['10.0.0.1', '10.0.0.2', '10.0.1.1', '192.0.2.7'];
const PERSON = [0, 0, 1, -1];
const enricher = new Enricher({ mmdb: [], torExits: null });

const row: fc.Arbitrary<Row> = fc.record({
  ts: fc.option(fc.nat(300), { freq: 10 }),
  lasts: fc.option(fc.nat(90), { freq: 2 }),
  source: fc.nat(SOURCE_TYPES.length - 1),
  outcome: fc.nat(OUTCOMES.length - 1),
  actor: fc.nat(PERSON.length),
  srcIp: fc.nat(IPS.length),
  dstIp: fc.nat(IPS.length),
});
const rows = fc.array(row, { minLength: 1, maxLength: 150 });

function selectorOf(of: readonly Row[]): { store: ReturnType<typeof storeOf>; selector: Selector } {
  const ts = Float64Array.from(of, (r) => (r.ts === null ? Number.NaN : r.ts * MINUTE));
  const store = storeOf({
    size: of.length,
    columns: {
      ts,
      tsEnd: Float64Array.from(of, (r, i) => (r.lasts === null ? Number.NaN : ts[i]! + r.lasts * MINUTE)),
      source: Uint8Array.from(of, (r) => r.source),
      outcome: Uint8Array.from(of, (r) => r.outcome),
      actor: Uint16Array.from(of, (r) => r.actor),
      srcIp: Uint32Array.from(of, (r) => r.srcIp),
      dstIp: Uint32Array.from(of, (r) => r.dstIp),
    },
    texts: { srcIp: IPS },
    identityOf: PERSON,
  });
  return { store, selector: new Selector(store, enricher) };
}

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.constant<Filter>({ kind: 'all' }),
  fc.constant<Filter>({ kind: 'undated' }),
  fc.constantFrom(...SOURCE_TYPES).map((value): Filter => ({ kind: 'is', field: 'source', value })),
  fc.constantFrom(...OUTCOMES).map((value): Filter => ({ kind: 'is', field: 'outcome', value })),
  fc
    .constantFrom('10.0.0.1', '10.0.0.0/24', '10.0.*', 'none')
    .chain((value) =>
      fc.constantFrom('ip', 'src', 'dst').map((field): Filter => ({ kind: 'is', field, value }) as Filter),
    ),
  fc
    .constantFrom('identity:idn_0', 'identity:idn_1', 'person 1', 'identity:none')
    .map((value): Filter => ({ kind: 'is', field: 'actor', value })),
  fc.tuple(fc.option(fc.integer({ min: -5, max: 310 })), fc.option(fc.integer({ min: -5, max: 310 }))).map(
    ([from, to]): Filter =>
      ({
        kind: 'time',
        from: from === null ? null : from * MINUTE,
        to: to === null ? null : to * MINUTE,
      }) as Filter,
  ),
  fc.constantFrom('', '0-3,7', '2,40-200').map((text): Filter => ({ kind: 'rows', rows: text })),
);
const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('filter'), { maxLength: 3 }).map((of): Filter => ({ kind: 'and', of })),
    fc.array(tie('filter'), { maxLength: 3 }).map((of): Filter => ({ kind: 'or', of })),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
})).filter;

function matches(f: Filter, r: Row, index: number): boolean {
  const ip = (code: number): string => IPS[code - 1] ?? '';
  const isIp = (text: string, value: string): boolean =>
    text !== '' &&
    (value === '10.0.0.0/24'
      ? text.startsWith('10.0.0.')
      : value === '10.0.*'
        ? text.startsWith('10.0.')
        : text === value);
  switch (f.kind) {
    case 'all':
      return true;
    case 'undated':
      return r.ts === null;
    case 'and':
      return f.of.every((part) => matches(part, r, index));
    case 'or':
      return f.of.some((part) => matches(part, r, index));
    case 'not':
      return !matches(f.of, r, index);
    case 'rows':
      return f.rows.split(',').some((run) => {
        const [first, last = first] = run === '' ? [] : run.split('-').map(Number);
        return first !== undefined && index >= first && index <= last!;
      });
    case 'time':
      return r.ts !== null && isIn(r, f.from ?? Number.NEGATIVE_INFINITY, f.to ?? Number.POSITIVE_INFINITY);
    case 'is':
      switch (f.field) {
        case 'source':
          return SOURCE_TYPES[r.source] === f.value;
        case 'outcome':
          return OUTCOMES[r.outcome] === f.value;
        case 'src':
          return isIp(ip(r.srcIp), f.value);
        case 'dst':
          return isIp(ip(r.dstIp), f.value);
        case 'ip':
          return isIp(ip(r.srcIp), f.value) || isIp(ip(r.dstIp), f.value);
        case 'actor': {
          const person = PERSON[r.actor - 1] ?? -1;
          return person >= 0 && (f.value === `identity:idn_${person}` || f.value === `person ${person}`);
        }
        default:
          throw new Error(f.field);
      }
    default:
      throw new Error(f.kind);
  }
}

/** An interval is in every window that it touches. */
function isIn(r: Row, from: number, to: number): boolean {
  if (r.ts === null) return false;
  const start = r.ts * MINUTE;
  return start < to && (start >= from || (r.lasts !== null && start + r.lasts * MINUTE > from));
}

const inOrder = (of: readonly Row[]): number[] =>
  of.map((_, i) => i).sort((a, b) => (of[a]!.ts ?? 1e9) - (of[b]!.ts ?? 1e9) || a - b);

describe('beside a plain look at every row', () => {
  test('filters, pages and places in the table', () => {
    fc.assert(
      fc.property(rows, filter, fc.nat(320), (of, f, minute) => {
        const { selector } = selectorOf(of);
        const expected = inOrder(of).filter((i) => matches(f, of[i]!, i));
        const { view, positions, count } = selector.select(f);
        expect([...positions.rows(view.byTime)]).toEqual(expected);
        expect(count).toBe(expected.length);
        of.forEach((_, i) => {
          const offset = expected.indexOf(i);
          const place = offset < 0 ? { offset: null, row: null } : { offset, row: i };
          expect(locate(selector, { filter: f, row: i })).toEqual(place);
        });
        const next = expected.findIndex((i) => (of[i]!.ts ?? 1e9) >= minute);
        expect(locate(selector, { filter: f, time: (minute * MINUTE) as never })).toEqual(
          next < 0 ? { offset: null, row: null } : { offset: next, row: expected[next] },
        );
      }),
      { numRuns: 400 },
    );
  });

  const window = fc.tuple(fc.integer({ min: -20, max: 320 }), fc.integer({ min: 1, max: 400 }));
  const lanes = fc.constantFrom('source', 'identity', 'address', 'outcome');

  test('the timeline: lanes, cells, failures, totals', () => {
    fc.assert(
      fc.property(
        rows,
        filter,
        window,
        lanes,
        fc.integer({ min: 1, max: 5 }),
        (of, f, [start, length], by, most) => {
          const { store, selector } = selectorOf(of);
          const from = start * MINUTE;
          const to = (start + length) * MINUTE;
          const answer = timeline(store, selector, {
            filter: f,
            from: from as never,
            to: to as never,
            widthPx: 70,
            bucketPx: 7,
            lanes: by,
            maxLanes: most,
            maxItems: 0,
          });
          const selected = of.filter((r, i) => matches(f, r, i));
          // Longer intervals than an hour are not looked back for.
          const inside = selected.filter(
            (r) => isIn(r, from, to) && (r.ts! * MINUTE >= from || from - r.ts! * MINUTE <= 60 * MINUTE),
          );
          expect(answer.matched).toBe(selected.length);
          expect(answer.undated).toBe(selected.filter((r) => r.ts === null).length);
          expect(answer.total).toBe(inside.length);
          expect(answer.lanes.length).toBeLessThanOrEqual(most + 1);
          const key = (r: Row): string | null => keyOf(by, r);
          const named = new Set(answer.lanes.map((lane) => lane.key));
          const laneKey = (r: Row): string => {
            const own = key(r);
            return own !== null && named.has(own) ? own : '…';
          };
          for (const lane of answer.lanes)
            expect(lane.count).toBe(selected.filter((r) => laneKey(r) === lane.key).length);
          expect(answer.lanes.reduce((sum, lane) => sum + lane.count, 0)).toBe(selected.length);
          const expected = new Map<string, [number, number]>();
          for (const r of inside) {
            const bucket = Math.max(0, Math.floor((r.ts! * MINUTE - from) / answer.bucketMicros));
            const cell = expected.get(`${laneKey(r)} ${bucket}`) ?? [0, 0];
            cell[0]++;
            if (OUTCOMES[r.outcome] === 'failure') cell[1]++;
            expected.set(`${laneKey(r)} ${bucket}`, cell);
          }
          expect(cellsOf(answer)).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('facets: the most frequent first, ties by label, searched by any part', () => {
    fc.assert(
      fc.property(
        rows,
        filter,
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom('', '10.0.0', '7'),
        (of, f, limit, search) => {
          const { selector } = selectorOf(of);
          const counts = new Map<string, number>();
          of.forEach((r, i) => {
            const ip = IPS[r.srcIp - 1];
            if (ip?.includes(search) && matches(f, r, i)) counts.set(ip, (counts.get(ip) ?? 0) + 1);
          });
          const expected = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
          const answer = facets(selector, { filter: f, field: 'srcIp', limit, search });
          expect(answer.facets.map(({ value, count }) => [value, count])).toEqual(expected.slice(0, limit));
          expect(answer.distinct).toBe(expected.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function keyOf(by: string, r: Row): string | null {
  if (by === 'source') return SOURCE_TYPES[r.source]!;
  if (by === 'outcome') return OUTCOMES[r.outcome]!;
  if (by === 'address') return IPS[r.srcIp - 1] ?? null;
  const person = PERSON[r.actor - 1] ?? -1;
  return person < 0 ? null : `idn_${person}`;
}

function cellsOf({ cells, lanes }: Timeline): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>();
  for (let i = 0; i < cells.length; i += 4)
    found.set(`${lanes[cells[i]!]!.key} ${cells[i + 1]}`, [cells[i + 2]!, cells[i + 3]!]);
  return found;
}

describe('counts of lanes over many runs', () => {
  const SIZE = 9000;
  const LANES = 3;
  const source = Uint8Array.from({ length: SIZE }, (_, i) => (i > 5000 && i < 8200 ? 1 : (i * 7) % 3));
  const outcome = Uint8Array.from({ length: SIZE }, (_, i) => i % 3);
  const ts = Float64Array.from({ length: SIZE }, (_, i) => i);
  const { snapshot } = storeOf({ size: SIZE, columns: { ts, source, outcome }, texts: {}, identityOf: [] });

  test('sums and single looks agree, and rows of a lane are found', () => {
    fc.assert(
      fc.property(
        fc.nat(SIZE),
        fc.nat(SIZE),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (a, b, nth, summed) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const chosen = Positions.range(SIZE, 0, SIZE - nth * 300).without(
            Positions.range(SIZE, 1000, 1000 + nth * 99),
          );
          const grouping = { codes: source, groupOf: null };
          const counter = new LaneCounter(snapshot, chosen, {
            grouping,
            laneOf: Uint8Array.from([0, 1, 2]),
            count: LANES,
          });
          if (summed) counter.prepare(0, SIZE, 0);
          const counts = new Uint32Array(LANES * 2 + 1);
          counter.add(from, to, counts, 1, 2);
          const expected = new Uint32Array(LANES * 2 + 1);
          const ofLane: number[] = [];
          for (let i = from; i < to; i++) {
            if (!chosen.has(i)) continue;
            expected[1 + source[i]! * 2]!++;
            if (OUTCOMES[outcome[i]!] === 'failure') expected[2 + source[i]! * 2]!++;
            if (source[i] === 2) ofLane.push(i);
          }
          expect(counts).toEqual(expected);
          expect(counter.rowsOf(Uint8Array.from([0, 0, 1]), from, to)).toEqual(ofLane);
        },
      ),
      { numRuns: 120 },
    );
  });
});
