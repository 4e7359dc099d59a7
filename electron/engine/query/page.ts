/** Pages of the table, and where an event stands in them. */
import { lowerBound } from '../../../shared/base/lower-bound.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { messageOf } from '../../../shared/events/message.ts';
import type { EngineArgs, EventPage, EventRow } from '../../../shared/ipc/contract.ts';
import { targetValue } from '../../../shared/ipc/entity-methods.ts';
import type { CaseStore } from '../store/case-store.ts';
import type { Selector } from './select.ts';

export function page(store: CaseStore, selector: Selector, ask: EngineArgs<'events.page'>): EventPage {
  const { ordered } = selector.select(ask.filter);
  const rows = ordered.subarray(ask.offset, ask.offset + ask.limit);
  return { total: ordered.length, offset: ask.offset, rows: Array.from(rows, (row) => rowOf(store, row)) };
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

/** Position of a row, or of the first dated event at or after a time. Logarithmic: the order is by rank. */
export function locate(
  store: CaseStore,
  selector: Selector,
  ask: EngineArgs<'events.locate'>,
): { offset: number | null; row: number | null } {
  const view = store.snapshot;
  const { ordered, mask } = selector.select(ask.filter);
  if (ask.row !== undefined) {
    if (!mask[ask.row]) return { offset: null, row: null };
    const { rank } = view;
    const wanted = rank[ask.row]!;
    return { offset: lowerBound(ordered, (row) => rank[row]! >= wanted), row: ask.row };
  }
  const ts = view.column('ts');
  const from = ask.time as Micros;
  const offset = lowerBound(ordered, (row) => !(ts[row]! < from));
  return offset < ordered.length ? { offset, row: ordered[offset]! } : { offset: null, row: null };
}
