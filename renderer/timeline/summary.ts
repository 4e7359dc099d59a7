/** The timeline in words, for those who do not see it and for the empty picture. */
import type { LaneBy, Timeline } from '../../shared/ipc/contract.ts';
import { count, counted } from '../format/number.ts';
import { spanText } from './zone-time.ts';

/** `412 events in 5 lanes, 14 Nov – 24 Nov 2023` */
export function summarize(data: Timeline, zone: string): string {
  const lanes = data.lanes.filter((lane) => lane.count > 0).length;
  return `${counted(data.total, 'event')} in ${counted(lanes, 'lane')}, ${spanText(data, zone)}`;
}

/** Whether another window would show something. */
export function hasDated(data: Timeline): boolean {
  return data.matched > data.undated;
}

export function noEventsText(data: Timeline): string {
  if (hasDated(data))
    return `No events in this window. ${count(data.matched - data.undated)} match elsewhere in the case.`;
  if (data.undated > 0)
    return `No dated events match. ${counted(data.undated, 'event has', 'events have')} no time.`;
  return 'No events match the filter.';
}

export function laneHeading(laneBy: LaneBy): string {
  const headings: Record<LaneBy, string> = {
    source: 'Source',
    identity: 'Identity',
    address: 'Address',
    outcome: 'Outcome',
    chain: 'Phase of the chain',
  };
  return headings[laneBy];
}
