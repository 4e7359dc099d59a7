/** Pages of the table, and where an event stands in them. */
import type { Micros } from '../../../shared/base/time.ts';
import { messageOf } from '../../../shared/events/message.ts';
import { targetValue } from '../../../shared/events/target.ts';
import type { EngineArgs, EventPage, EventRow } from '../../../shared/ipc/contract.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { Selector } from './select.ts';
import { positionAt } from './time-window.ts';

export function page(store: CaseStore, selector: Selector, ask: EngineArgs<'events.page'>): EventPage {
  const { view, positions, count } = selector.select(ask.filter);
  const rows = positions.rows(view.byTime, ask.offset, ask.limit);
  return { total: count, offset: ask.offset, rows: Array.from(rows, (row) => rowOf(store, row)) };
}

/** Rows by number, in the order asked for; what the case does not hold is left out. */
export function rowsByNumber(store: CaseStore, rows: readonly number[]): EventRow[] {
  return rows.filter((row) => row < store.snapshot.size).map((row) => rowOf(store, row));
}

/** What the table shows of one event. */
export function rowOf(store: CaseStore, row: number): EventRow {
  const view = store.snapshot;
  const event = store.events.get(view, row);
  const target = event.targets[0];
  return {
    row,
    id: event.id,
    time: event.time?.micros ?? null,
    timeEnd: event.timeEnd?.micros ?? null,
    source: event.source,
    category: event.category,
    action: event.action,
    outcome: event.outcome,
    actor: event.actor?.name ?? null,
    identity: event.identity,
    srcIp: event.srcIp,
    dstIp: event.dstIp,
    target: target ? (target.name ?? target.id) : null,
    targetRef: target ? targetValue(target) : null,
    message: messageOf(event),
  };
}

/** Place in the table of a row, or of the first dated event at or after a time. */
export function locate(
  selector: Selector,
  ask: EngineArgs<'events.locate'>,
): { offset: number | null; row: number | null } {
  const { view, positions, count } = selector.select(ask.filter);
  if (ask.row !== undefined) {
    const position = view.rank[ask.row];
    if (position === undefined || !positions.has(position)) return { offset: null, row: null };
    return { offset: positions.countBefore(position), row: ask.row };
  }
  const offset = positions.countBefore(positionAt(view, ask.time as Micros));
  return offset < count ? { offset, row: view.byTime[positions.nth(offset)]! } : { offset: null, row: null };
}
