/**
 * One picture of the timeline: counts per lane and bucket for what is dense, single events for what is not. The answer
 * is bounded by the screen, however large the case.
 */
import { lowerBound } from '../../../shared/base/lower-bound.ts';
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
import { countBy, type Grouping, groupingBy } from './lanes.ts';
import type { Selection, Selector } from './select.ts';

const FAILURE = OUTCOMES.indexOf('failure');

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
  const { rows, undated } = inWindow(view, selection, from, to);

  const grouping = ask.lanes === 'chain' ? byPhase(chain) : groupingBy(view, ask.lanes);
  const { lanes, laneOf } = chooseLanes(grouping, selection.ordered, ask.maxLanes, ask.lanes);
  const buckets = Math.max(1, Math.ceil(ask.widthPx / ask.bucketPx));
  const bucketMicros = Math.max(1, Math.ceil((to - from) / buckets));

  const drawn = singles(rows, (row) => laneOf[grouping.codeOf(row)]!, lanes.length, ask.maxItems);
  const single = new Set(drawn);
  const counts = new Uint32Array(lanes.length * buckets);
  const failures = new Uint32Array(lanes.length * buckets);
  const bright = new Uint32Array(lanes.length * buckets);
  const ts = view.column('ts');
  const outcome = view.column('outcome');
  for (const row of rows) {
    if (single.has(row)) continue;
    // An interval that began before the window is counted where the window begins.
    const bucket = Math.max(0, Math.floor((ts[row]! - from) / bucketMicros));
    const cell = laneOf[grouping.codeOf(row)]! * buckets + bucket;
    counts[cell]!++;
    if (outcome[row] === FAILURE) failures[cell]!++;
    if (chain?.laneOf[row]) bright[cell]!++;
  }
  const cells: number[] = [];
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell]! > 0)
      cells.push(Math.floor(cell / buckets), cell % buckets, counts[cell]!, failures[cell]!);
  }
  const brightCells: number[] = [];
  for (let cell = 0; cell < bright.length; cell++) {
    if (bright[cell]! > 0) brightCells.push(Math.floor(cell / buckets), cell % buckets, bright[cell]!);
  }
  return {
    from,
    to,
    bucketMicros,
    buckets,
    lanes,
    cells,
    bright: brightCells,
    items: drawn.map((row) => itemOf(store, view, row, laneOf[grouping.codeOf(row)]!)),
    total: rows.length,
    matched: selection.count,
    undated,
  };
}

/** As a grouping, where a value need not be something to filter by. */
type LaneGrouping = Pick<Grouping, 'size' | 'codeOf'> & {
  describe(code: number): { key: string; label: string; filter: Filter | null } | null;
};

/** The phases of a chain; everything else is the rest. */
function byPhase(chain: ChainRows | null): LaneGrouping {
  const lanes = chain?.lanes ?? [];
  return {
    size: lanes.length + 1,
    codeOf: (row) => chain?.laneOf[row] ?? 0,
    describe: (code) => {
      const lane = lanes[code - 1];
      return lane === undefined ? null : { key: lane, label: lane, filter: null };
    },
  };
}

/** Selected rows that touch [from, to), in time order, and how many selected rows have no time. */
function inWindow(
  view: Snapshot,
  selection: Selection,
  from: number,
  to: number,
): { rows: Uint32Array; undated: number } {
  const ts = view.column('ts');
  const tsEnd = view.column('tsEnd');
  const { ordered } = selection;
  const dated = lowerBound(ordered, (row) => Number.isNaN(ts[row]!));
  const begin = lowerBound(ordered.subarray(0, dated), (row) => ts[row]! >= from);
  const end = lowerBound(ordered.subarray(0, dated), (row) => ts[row]! >= to);
  // Intervals that began earlier and still run; flows are aggregated over ten minutes at most, so the look back is short.
  const running: number[] = [];
  for (let i = begin - 1; i >= 0 && ts[ordered[i]!]! >= from - LONGEST_INTERVAL_MICROS; i--) {
    if (tsEnd[ordered[i]!]! > from) running.push(ordered[i]!);
  }
  const rows = new Uint32Array(running.length + end - begin);
  rows.set(running.reverse());
  rows.set(ordered.subarray(begin, end), running.length);
  return { rows, undated: ordered.length - dated };
}

/** VPC flow logs aggregate over 1 or 10 minutes; an hour leaves room for other intervals. */
const LONGEST_INTERVAL_MICROS = 3_600_000_000;

/** Lanes by the whole selection, not the window, so that they stay where they are while one moves through time. */
function chooseLanes(
  grouping: LaneGrouping,
  rows: Uint32Array,
  maxLanes: number,
  by: LaneBy,
): { lanes: TimelineLane[]; laneOf: Uint16Array } {
  const counts = countBy(grouping, rows);
  const codes = [...counts.keys()].filter((code) => counts[code]! > 0);
  // Few fixed kinds stand in their own order; open-ended values by frequency.
  const fixed = by === 'source' || by === 'outcome' || by === 'chain';
  const shown = codes.filter((code) => grouping.describe(code) !== null);
  if (!fixed) shown.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const kept = shown.length > maxLanes ? shown.slice(0, maxLanes - 1) : shown;
  const laneOf = new Uint16Array(grouping.size).fill(kept.length);
  const lanes: TimelineLane[] = kept.map((code, lane) => {
    laneOf[code] = lane;
    return { ...grouping.describe(code)!, count: counts[code]! };
  });
  const rest = codes.filter((code) => laneOf[code] === kept.length);
  if (rest.length > 0) {
    const count = rest.reduce((sum, code) => sum + counts[code]!, 0);
    lanes.push({ key: '…', label: restLabel(by, shown.length - kept.length), filter: null, count });
  }
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
 * Rows drawn as themselves. A lane is drawn either as events or as counts, never as a mixture, in which the lone event
 * of a quiet night would shout louder than a thousand at noon. The lanes with the fewest events come first.
 */
function singles(
  rows: Uint32Array,
  laneOf: (row: number) => number,
  laneCount: number,
  limit: number,
): readonly number[] {
  const counts = new Uint32Array(laneCount);
  for (const row of rows) counts[laneOf(row)]!++;
  const drawn = new Uint8Array(laneCount);
  let room = limit;
  for (const lane of [...counts.keys()].sort((a, b) => counts[a]! - counts[b]!)) {
    if (counts[lane]! > room) break;
    room -= counts[lane]!;
    drawn[lane] = 1;
  }
  return [...rows.filter((row) => drawn[laneOf(row)] === 1)];
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
