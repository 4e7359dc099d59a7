/**
 * One picture of the timeline: counts per lane and bucket for what is dense, single events for what is not. The answer
 * is bounded by the screen, however large the case.
 */
import type { Micros } from '../../../shared/base/time.ts';
import { OUTCOMES } from '../../../shared/events/event.ts';
import { messageOf } from '../../../shared/events/message.ts';
import type {
  EngineArgs,
  LaneBy,
  Timeline,
  TimelineItem,
  TimelineLane,
} from '../../../shared/ipc/contract.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { ChainRows } from './chain-rows.ts';
import { countsOf, firstOf } from './facets.ts';
import { bucketPositions, LaneCounter } from './lane-counts.ts';
import { type Grouping, groupingBy } from './lanes.ts';
import type { Selection, Selector } from './select.ts';
import { datedRows, runningRange } from './time-window.ts';

const FAILURE = OUTCOMES.indexOf('failure');

/** VPC flow logs aggregate over 1 or 10 minutes; an hour leaves room for other intervals. */
const LONGEST_INTERVAL_MICROS = 3_600_000_000;

/** `chain`: the chain whose rows stand out; null for none. */
export function timeline(
  store: CaseStore,
  selector: Selector,
  ask: EngineArgs<'events.timeline'>,
  chain: ChainRows | null = null,
): Timeline {
  const view = store.snapshot;
  const from = ask.from as Micros;
  const to = Math.max(ask.to, from + 1) as Micros;
  const selection = selector.select(ask.filter);
  const { positions, count: matched } = selection;
  const { lanes, counter } = chosenLanes(selector, selection, ask, chain);
  const buckets = Math.max(1, Math.ceil(ask.widthPx / ask.bucketPx));
  const bucketMicros = Math.max(1, Math.ceil((to - from) / buckets));
  const edges = bucketPositions(view, from, to, bucketMicros, buckets);
  const begin = edges[0]!;
  const end = edges[buckets]!;
  // Intervals that began before the window are counted where the window begins.
  const running = runningRows(selection, from);

  counter.prepare(begin, end);
  const cell = (lane: number, bucket: number): number => (lane * buckets + bucket) * 2;
  const counts = new Uint32Array(lanes.length * buckets * 2);
  for (let bucket = 0; bucket < buckets; bucket++)
    counter.add(edges[bucket]!, edges[bucket + 1]!, counts, cell(0, bucket), buckets * 2);
  const outcome = view.column('outcome');
  for (const row of running) {
    const at = cell(counter.laneOf(row), 0);
    counts[at]!++;
    if (outcome[row] === FAILURE) counts[at + 1]!++;
  }
  const drawn = lanesDrawn(counts, lanes.length, ask.maxItems);
  const isDrawn = (row: number): boolean => drawn[counter.laneOf(row)] === 1;
  const items = [...running.filter(isDrawn), ...counter.rowsOf(drawn, begin, end)];

  const bright = (): number[] => {
    const inWindow = new Uint32Array(lanes.length * buckets);
    const ts = view.column('ts');
    const isRunning = new Set(running);
    for (const row of chain?.rows ?? []) {
      const position = view.rank[row]!;
      if (isDrawn(row) || !positions.has(position)) continue;
      if (!isRunning.has(row) && (position < begin || position >= end)) continue;
      inWindow[counter.laneOf(row) * buckets + Math.max(0, Math.floor((ts[row]! - from) / bucketMicros))]!++;
    }
    const flat: number[] = [];
    inWindow.forEach((count, at) => {
      if (count > 0) flat.push(Math.floor(at / buckets), at % buckets, count);
    });
    return flat;
  };
  const cells: number[] = [];
  for (let lane = 0; lane < lanes.length; lane++) {
    if (drawn[lane] === 1) continue;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const at = cell(lane, bucket);
      if (counts[at]! > 0) cells.push(lane, bucket, counts[at]!, counts[at + 1]!);
    }
  }
  return {
    from,
    to,
    bucketMicros,
    buckets,
    lanes,
    cells,
    bright: bright(),
    items: items.map((row) => itemOf(store, view, row, counter.laneOf(row))),
    total: positions.countIn(begin, end) + running.length,
    matched,
    undated: positions.countIn(datedRows(view), view.size),
  };
}

interface ChosenLanes {
  readonly lanes: readonly TimelineLane[];
  readonly counter: LaneCounter;
}

/** Lanes of a selection with the counter of their events, remembered for the next window. */
function chosenLanes(
  selector: Selector,
  selection: Selection,
  { lanes: by, maxLanes, chain: id }: EngineArgs<'events.timeline'>,
  chain: ChainRows | null,
): ChosenLanes {
  const name = by === 'chain' ? `chain ${chain === null ? '' : id}` : by;
  return selector.derived.get(
    `lanes ${name} ${maxLanes} ${selection.key}`,
    () => {
      const grouping = by === 'chain' ? byPhase(chain, selection.view.size) : groupingBy(selection.view, by);
      const counts = countsOf(selector, selection, grouping, name);
      const { lanes, laneOf } = chooseLanes(grouping, counts, maxLanes, by);
      const { view, positions } = selection;
      return { lanes, counter: new LaneCounter(view, positions, { grouping, laneOf, count: lanes.length }) };
    },
    ({ counter }) => counter.bytes,
  );
}

/** As a grouping, where a value need not be something to filter by. */
type LaneGrouping = Pick<Grouping, 'size' | 'codes' | 'groupOf'> & {
  describe(group: number): { key: string; label: string; filter: Filter | null } | null;
};

/** The phases of a chain; everything else is the rest. */
function byPhase(chain: ChainRows | null, size: number): LaneGrouping {
  const lanes = chain?.lanes ?? [];
  // Rows that were added since the chain was computed are none of it.
  const codes = new Uint8Array(size);
  codes.set(chain?.laneOf.subarray(0, size) ?? []);
  return {
    size: lanes.length + 1,
    codes,
    groupOf: null,
    describe: (code) => {
      const lane = lanes[code - 1];
      return lane === undefined ? null : { key: lane, label: lane, filter: null };
    },
  };
}

/** Selected rows whose interval began before a moment and still runs, in time order. */
function runningRows({ view, positions }: Selection, from: number): number[] {
  const tsEnd = view.column('tsEnd');
  const rows: number[] = [];
  const [begin, end] = runningRange(view, from, LONGEST_INTERVAL_MICROS);
  const { byTime } = view;
  const members = positions.members(begin, end);
  while (members.next()) {
    for (let i = 0; i < members.length; i++) {
      const row = byTime[members.batch[i]!]!;
      if (tsEnd[row]! > from) rows.push(row);
    }
  }
  return rows;
}

/** Lanes by the whole selection, not the window, so that they stay where they are while one moves through time. */
function chooseLanes(
  grouping: LaneGrouping,
  counts: Uint32Array,
  maxLanes: number,
  by: LaneBy,
): { lanes: TimelineLane[]; laneOf: Uint8Array } {
  // Few fixed kinds stand in their own order; open-ended values by frequency.
  const fixed = by === 'source' || by === 'outcome' || by === 'chain';
  const shown: number[] = [];
  let restCount = 0;
  for (let group = 0; group < counts.length; group++) {
    if (counts[group] === 0) continue;
    if (fixed ? grouping.describe(group) !== null : group !== 0) shown.push(group);
    else restCount += counts[group]!;
  }
  const most = shown.length > maxLanes ? maxLanes - 1 : maxLanes;
  const kept = fixed
    ? shown.slice(0, most)
    : firstOf(shown, most, (a, b) => counts[b]! - counts[a]! || a - b);
  const laneOf = new Uint8Array(grouping.size).fill(kept.length);
  const lanes = kept.map((group, lane): TimelineLane => {
    laneOf[group] = lane;
    return { ...grouping.describe(group)!, count: counts[group]! };
  });
  for (const group of shown) if (laneOf[group] === kept.length) restCount += counts[group]!;
  if (restCount > 0)
    lanes.push({
      key: '…',
      label: restLabel(by, shown.length - kept.length),
      filter: null,
      count: restCount,
    });
  return { lanes, laneOf };
}

function restLabel(by: LaneBy, folded: number): string {
  if (by === 'chain') return 'not of the chain';
  if (folded === 0) return by === 'identity' ? 'no identity' : 'no address';
  return by === 'identity'
    ? `${folded} more and none`
    : by === 'address'
      ? `${folded} more and none`
      : 'other';
}

/**
 * Which lanes are drawn as their events. A lane is drawn either as events or as counts, never as a mixture, in which the lone
 * event of a quiet night would shout louder than a thousand at noon. The lanes with the fewest events come first.
 */
function lanesDrawn(counts: Uint32Array, laneCount: number, limit: number): Uint8Array {
  const perLane = new Float64Array(laneCount);
  const perRow = counts.length / laneCount;
  for (let at = 0; at < counts.length; at += 2) perLane[Math.floor(at / perRow)]! += counts[at]!;
  const drawn = new Uint8Array(laneCount);
  let room = limit;
  for (const lane of [...perLane.keys()].sort((a, b) => perLane[a]! - perLane[b]!)) {
    if (perLane[lane]! > room) break;
    room -= perLane[lane]!;
    if (perLane[lane]! > 0) drawn[lane] = 1;
  }
  return drawn;
}

function itemOf(store: CaseStore, view: Snapshot, row: number, lane: number): TimelineItem {
  const event = store.events.get(view, row);
  return {
    row,
    lane,
    time: event.time!.micros,
    timeEnd: event.timeEnd?.micros ?? null,
    source: event.source,
    outcome: event.outcome,
    label: event.action,
    message: messageOf(event),
  };
}
