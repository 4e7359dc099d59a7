/** The chain on the timeline: one mark for each line of the story, at every zoom, whatever lanes are shown. */

import type { Chain, StoryLine } from '../../shared/analysis/chain-types.ts';
import { assertNever } from '../../shared/base/assert.ts';
import type { EventRow, LaneBy, Timeline, TimelineItem } from '../../shared/ipc/contract.ts';

export interface ChainMark {
  readonly line: StoryLine;
  /** The line's first event: what the mark stands at and selects. */
  readonly event: EventRow;
}

/** More lines than this are not marked one by one; a story is a page, not a log. */
const MOST_MARKS = 200;

/** Rows whose events the marks need: the first of each line that has any. */
export function markedRows(chain: Chain): readonly number[] {
  return chain.story.flatMap((line) => line.rows.slice(0, 1)).slice(0, MOST_MARKS);
}

export function chainMarks(chain: Chain, events: readonly EventRow[]): readonly ChainMark[] {
  const byRow = new Map(events.map((event) => [event.row, event]));
  return chain.story.flatMap((line) => {
    const event = byRow.get(line.rows[0] ?? -1);
    return event === undefined ? [] : [{ line, event }];
  });
}

/** The lane of a line where lanes are phases, as the engine names it. */
export function phaseLane({ role, phase }: StoryLine): string {
  return role === 'response' ? 'Response' : phase;
}

function laneKey({ line, event }: ChainMark, laneBy: LaneBy): string | null {
  switch (laneBy) {
    case 'source':
      return event.source;
    case 'identity':
      return event.identity;
    case 'address':
      return event.srcIp;
    case 'outcome':
      return event.outcome;
    case 'chain':
      return phaseLane(line);
    default:
      return assertNever(laneBy);
  }
}

/** The answer with the marks among its items; marks whose lane is folded away or outside the window are left out. */
export function withMarks(data: Timeline, marks: readonly ChainMark[], laneBy: LaneBy): Timeline {
  const lanes = new Map(data.lanes.map((lane, index) => [lane.key, index]));
  const items = new Map<number, TimelineItem>(data.items.map((item) => [item.row, item]));
  for (const mark of marks) {
    const { line, event } = mark;
    const lane = lanes.get(laneKey(mark, laneBy) ?? '');
    const seen = line.from < data.to && line.to >= data.from;
    if (lane === undefined || !seen) continue;
    items.set(event.row, {
      row: event.row,
      lane,
      time: line.from,
      timeEnd: line.to > line.from ? line.to : null,
      source: event.source,
      outcome: event.outcome,
      // Where the lane is the phase already, the mark says what was done.
      label: laneBy === 'chain' ? line.text : line.phase,
      message: line.text,
    });
  }
  return { ...data, items: [...items.values()] };
}
