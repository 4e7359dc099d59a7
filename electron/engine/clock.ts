/** Clock corrections as the analyst sees them: checked, logged, taken back. */
import { Failure } from '../../shared/base/failure.ts';
import { isZone, nowMicros } from '../../shared/base/time.ts';
import type { ClockRule } from '../../shared/ipc/contract.ts';
import { custodian } from './ingest/run-record.ts';
import type { CaseStore } from './store/case-store.ts';
import { readOnlyFailure } from './store/open.ts';
import type { NewTimeRule } from './store/time-rules.ts';

export function clockRules(store: CaseStore): ClockRule[] {
  const files = store.files.all();
  return store.timeRules
    .all()
    .map((rule) => ({ ...rule, path: rule.file === null ? null : (files.get(rule.file)?.path ?? null) }));
}

/** @throws Failure for no zone of that name, no such file, a correction that corrects nothing, a read-only case. */
export function addClockRule(store: CaseStore, rule: NewTimeRule): { id: number } {
  const { zone, skewMicros, file } = rule;
  if (store.readOnly) throw readOnlyFailure(store.path);
  if (zone === null && skewMicros === null)
    throw new Failure('usage', 'the correction has neither zone nor skew', 'give one of them');
  if (zone !== null && !isZone(zone))
    throw new Failure('usage', `${zone} is no time zone`, 'use an IANA name such as Europe/Berlin');
  if (file !== null && !store.files.all().has(file))
    throw new Failure('usage', `no file ${file} is in the case`, 'take one from the ledger');
  const who = custodian();
  let id = 0;
  store.transaction(() => {
    id = store.timeRules.add(rule, nowMicros(), who.examiner ?? who.user);
  });
  store.log(who, 'clock', { id, ...rule }, true);
  return { id };
}

/** `undone` false: there is no such correction, or it was taken back before. */
export function undoClockRule(store: CaseStore, id: number): { undone: boolean } {
  if (store.readOnly) throw readOnlyFailure(store.path);
  const who = custodian();
  let undone = false;
  store.transaction(() => {
    undone = store.timeRules.undo(id, nowMicros(), who.examiner ?? who.user);
  });
  if (undone) store.log(who, 'clock', { id, undone: true }, true);
  return { undone };
}
