/** Analyst decisions: written with the custody entry that tells them, in one transaction. */
import type { DecisionData } from '../../shared/analysis/decisions.ts';
import { nowMicros } from '../../shared/base/time.ts';
import { custodian } from './ingest/run-record.ts';
import type { CaseStore } from './store/case-store.ts';
import { readOnlyFailure } from './store/open.ts';

/** @throws Failure for a read-only case. */
export function addDecision(store: CaseStore, data: DecisionData, reason: string): { id: number } {
  if (store.readOnly) throw readOnlyFailure(store.path);
  const who = custodian();
  let id = 0;
  store.transaction(() => {
    id = store.decisions.add(data, reason, nowMicros(), who.examiner ?? who.user);
    const details = { id, ...data, reason, decisions: store.decisions.digest };
    store.custody.append(who, nowMicros(), 'decision', details);
  });
  return { id };
}

/** `undone` false: there is no such decision, or it was taken back before. @throws Failure for a read-only case. */
export function undoDecision(store: CaseStore, id: number): { undone: boolean } {
  if (store.readOnly) throw readOnlyFailure(store.path);
  const who = custodian();
  let undone = false;
  store.transaction(() => {
    undone = store.decisions.undo(id, nowMicros(), who.examiner ?? who.user);
    if (undone)
      store.custody.append(who, nowMicros(), 'decision', {
        id,
        undone: true,
        decisions: store.decisions.digest,
      });
  });
  return { undone };
}
