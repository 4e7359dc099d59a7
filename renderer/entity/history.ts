/** Which entity's page is open, and the ones before and after it: as a browser walks, so does an analyst. */
import type { EntityRef } from '../../shared/ipc/entity-methods.ts';

export interface EntityHistory {
  readonly here: EntityRef | null;
  /** Nearest first. */
  readonly past: readonly EntityRef[];
  readonly future: readonly EntityRef[];
}

export type EntityStep =
  | { readonly type: 'entity.open'; readonly ref: EntityRef }
  | { readonly type: 'entity.back' }
  | { readonly type: 'entity.forward' };

export const NOWHERE: EntityHistory = { here: null, past: [], future: [] };

const LIMIT = 100;

export function isSameEntity(a: EntityRef | null, b: EntityRef | null): boolean {
  return a?.kind === b?.kind && a?.value === b?.value;
}

export function walk(history: EntityHistory, step: EntityStep): EntityHistory {
  const { here, past, future } = history;
  if (step.type === 'entity.open') {
    if (isSameEntity(here, step.ref)) return history;
    return { here: step.ref, past: here === null ? past : [here, ...past].slice(0, LIMIT), future: [] };
  }
  const [next, ...rest] = step.type === 'entity.back' ? past : future;
  if (next === undefined || here === null) return history;
  return step.type === 'entity.back'
    ? { here: next, past: rest, future: [here, ...future] }
    : { here: next, past: [here, ...past], future: rest };
}
