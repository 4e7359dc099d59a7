/** What makes two records with one native id the same event. */
import type { Actor, Draft } from '../../../shared/events/event.ts';

/**
 * What must agree, beside the native id, for two records to be the same event, whatever export they came in: when, what,
 * who, from where, with which outcome. Actors by name: exports that leave out other ids still name them alike.
 */
export function contentKey(draft: Draft): string {
  return `${timeKey(draft)}\u0000${draft.action}\u0000${nameOf(draft.actor)}\u0000${draft.srcIp ?? ''}\u0000${draft.outcome}`;
}

export function nameOf(actor: Actor | null | undefined): string {
  return actor?.name ?? '';
}

/** A time whose zone was assumed counts as it is written, so that the zone that was assumed makes no difference. */
function timeKey({ time }: Draft): number | null {
  return time === null ? null : (time.wall ?? time.micros);
}
