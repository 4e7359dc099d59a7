/** When an entity was active: lanes over its own span, and the hours of its week. One pass over its rows each. */
import {
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
} from '../../../../shared/base/calendar.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import { zoneOffsetMicros } from '../../../../shared/base/zone.ts';
import { OUTCOMES } from '../../../../shared/events/event.ts';
import type {
  EntityHours,
  EntityKind,
  EntityLane,
  EntityLanes,
} from '../../../../shared/ipc/entity-methods.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import type { Own } from './own-rows.ts';
import { tallyBy } from './tally.ts';
import { type Described, valuesOf } from './values.ts';

const FAILURE = OUTCOMES.indexOf('failure');
const MAX_LANES = 9;

/** Widths of a column that people count in. */
const STEPS = [
  ...[1, 5, 15].map((n) => n * MICROS_PER_SECOND),
  ...[1, 5, 15, 30].map((n) => n * MICROS_PER_MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * MICROS_PER_HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * MICROS_PER_DAY),
];

/** Who or from where: what tells most of each kind beside the sources. */
const PARTNER: Readonly<Record<EntityKind, 'identity' | 'src'>> = {
  identity: 'src',
  ip: 'identity',
  session: 'src',
  credential: 'src',
  agent: 'identity',
  system: 'identity',
  target: 'identity',
};

export function lanesOf(view: Snapshot, own: Own, buckets: number): EntityLanes[] {
  const dated = datedRows(view, own.rows);
  if (dated.length === 0) return [];
  return (['source', PARTNER[own.ref.kind]] as const).map((by) => lanesBy(view, dated, by, buckets));
}

function datedRows(view: Snapshot, rows: Uint32Array): Uint32Array {
  const ts = view.column('ts');
  let end = rows.length;
  while (end > 0 && Number.isNaN(ts[rows[end - 1]!]!)) end--;
  return rows.subarray(0, end);
}

interface Axis {
  readonly from: number;
  readonly width: number;
  readonly buckets: number;
}

function axisOf(view: Snapshot, dated: Uint32Array, most: number): Axis {
  const ts = view.column('ts');
  const tsEnd = view.column('tsEnd');
  const first = ts[dated[0]!]!;
  let last = ts[dated.at(-1)!]!;
  for (const row of dated) if (tsEnd[row]! > last) last = tsEnd[row]!;
  const fits = (step: number): boolean => Math.floor(last / step) - Math.floor(first / step) < most;
  const width = STEPS.find(fits) ?? Math.ceil((last - first + 1) / most);
  const from = STEPS.includes(width) ? Math.floor(first / width) * width : first;
  return { from, width, buckets: Math.floor((last - from) / width) + 1 };
}

function lanesBy(
  view: Snapshot,
  dated: Uint32Array,
  by: EntityLanes['by'],
  mostBuckets: number,
): EntityLanes {
  const { codeOf, describe } = valuesOf(view, by);
  const axis = axisOf(view, dated, mostBuckets);
  const tallies = [...tallyBy(view, dated, codeOf)].sort(([a, x], [b, y]) => y.events - x.events || a - b);
  const named = tallies.flatMap(([code, { events }]) => {
    const value = describe(code);
    return value === null ? [] : [{ code, value, events }];
  });
  const shown = named.length > MAX_LANES ? named.slice(0, MAX_LANES - 1) : named;
  const laneOf = new Map(shown.map(({ code }, lane) => [code, lane]));
  const rest = dated.length - shown.reduce((sum, { events }) => sum + events, 0);
  const lanes = shown.length + (rest > 0 ? 1 : 0);
  const { events, failures } = countColumns(
    view,
    dated,
    axis,
    lanes,
    (row) => laneOf.get(codeOf(row)) ?? shown.length,
  );
  const cellsOf = (lane: number): number[] =>
    cells(events, failures, lane * (axis.buckets + 1), axis.buckets);
  return {
    by,
    from: axis.from as Micros,
    bucketMicros: axis.width,
    buckets: axis.buckets,
    lanes: [
      ...shown.map((lane, i) => laneFor(by, lane.value, lane.events, cellsOf(i))),
      ...(rest > 0 ? [restLane(by, named.length - shown.length, rest, cellsOf(shown.length))] : []),
    ],
  };
}

function laneFor(
  by: EntityLanes['by'],
  { ref, label, filter }: Described,
  events: number,
  at: number[],
): EntityLane {
  const source = by === 'source' && filter.kind === 'is' ? filter.value : null;
  return { ref, label, source, filter, events, cells: at };
}

function restLane(by: EntityLanes['by'], folded: number, events: number, at: number[]): EntityLane {
  const none = by === 'identity' ? 'no identity' : 'no address';
  const label = folded === 0 ? none : `${folded} more, and ${none}`;
  return { ref: null, label, source: null, filter: null, events, cells: at };
}

/** Differences at the ends of each interval, summed at the end: a long interval costs no more than a short one. */
function countColumns(
  view: Snapshot,
  dated: Uint32Array,
  { from, width, buckets }: Axis,
  lanes: number,
  laneOf: (row: number) => number,
): { events: Int32Array; failures: Int32Array } {
  const ts = view.column('ts');
  const tsEnd = view.column('tsEnd');
  const outcome = view.column('outcome');
  const stride = buckets + 1;
  const events = new Int32Array(lanes * stride);
  const failures = new Int32Array(lanes * stride);
  for (const row of dated) {
    const start = Math.floor((ts[row]! - from) / width);
    // As a filter by time counts it: an interval that ends where a column begins does not touch it.
    const end = Number.isNaN(tsEnd[row]!) ? start : Math.ceil((tsEnd[row]! - from) / width) - 1;
    const at = laneOf(row) * stride;
    const after = at + Math.min(buckets, Math.max(start, end) + 1);
    events[at + start]!++;
    events[after]!--;
    if (outcome[row] !== FAILURE) continue;
    failures[at + start]!++;
    failures[after]!--;
  }
  return { events, failures };
}

function cells(events: Int32Array, failures: Int32Array, at: number, buckets: number): number[] {
  const flat: number[] = [];
  let running = 0;
  let failed = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    running += events[at + bucket]!;
    failed += failures[at + bucket]!;
    if (running > 0) flat.push(bucket, running, failed);
  }
  return flat;
}

const HOURS_OF_WEEK = 168;
/** 1 January 1970 was a Thursday. */
const EPOCH_HOUR = 3 * 24;

export function hoursOf(view: Snapshot, own: Own, zone: string): EntityHours[] {
  const dated = datedRows(view, own.rows);
  if (dated.length === 0) return [];
  const zones = zone === 'UTC' ? ['UTC'] : ['UTC', zone];
  const ts = view.column('ts');
  return zones.map((of) => {
    const counts = new Array<number>(HOURS_OF_WEEK).fill(0);
    for (const row of dated) {
      const hour = Math.floor((ts[row]! + zoneOffsetMicros(ts[row]!, of)) / MICROS_PER_HOUR) + EPOCH_HOUR;
      counts[((hour % HOURS_OF_WEEK) + HOURS_OF_WEEK) % HOURS_OF_WEEK]!++;
    }
    return { zone: of, counts };
  });
}
