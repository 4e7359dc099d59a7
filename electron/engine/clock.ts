/** Clock corrections as the analyst sees them: checked, logged, taken back. */
import { Failure } from '../../shared/base/failure.ts';
import { isZone, type Micros, nowMicros } from '../../shared/base/time.ts';
import { SOURCE_TYPES } from '../../shared/events/event.ts';
import type { ClockPreview, ClockRule } from '../../shared/ipc/contract.ts';
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

/** What a correction would do if it were made now. Nothing is written. @throws Failure as `addClockRule`, but for rights. */
export function previewClockRule(store: CaseStore, rule: Omit<NewTimeRule, 'reason'>): ClockPreview {
  checkScope(store, rule);
  const view = store.snapshot;
  const { ts, source } = view.columns;
  const file = view.column('file');
  const made = { id: Number.MAX_SAFE_INTEGER, made: nowMicros(), madeBy: '', undone: null, undoneBy: null };
  const after = view.timesUnder([...store.timeRules.all(), { ...rule, ...made, reason: '' }]);
  const sourceCode = rule.source === null ? null : SOURCE_TYPES.indexOf(rule.source);
  const inScope = (row: number): boolean =>
    (rule.file ?? file[row]) === file[row] && (sourceCode ?? source[row]) === source[row];
  let events = 0;
  let moved = 0;
  let first = -1;
  for (const row of view.byTime) {
    if (Number.isNaN(ts[row]!) || !inScope(row)) continue;
    const moves = after[row] !== ts[row];
    if (events === 0 || (moves && moved === 0)) first = row;
    events++;
    if (moves) moved++;
  }
  const zoneless = view.zoneless().filter(([row]) => inScope(row)).length;
  const written = first < 0 ? null : store.events.get(view, first).time;
  return {
    events,
    zoneless,
    moved,
    first: written && {
      row: first,
      text: written.text,
      zone: written.zone,
      before: ts[first] as Micros,
      after: after[first] as Micros,
    },
  };
}

function checkScope(store: CaseStore, { zone, file }: Omit<NewTimeRule, 'reason'>): void {
  if (zone !== null && !isZone(zone))
    throw new Failure('usage', `${zone} is no time zone`, 'use an IANA name such as Europe/Berlin');
  if (file !== null && !store.files.all().has(file))
    throw new Failure('usage', `no file ${file} is in the case`, 'take one from the ledger');
}

/** @throws Failure for no zone of that name, no such file, a correction that corrects nothing, a read-only case. */
export function addClockRule(store: CaseStore, rule: NewTimeRule): { id: number } {
  if (store.readOnly) throw readOnlyFailure(store.path);
  if (rule.zone === null && rule.skewMicros === null)
    throw new Failure('usage', 'the correction has neither zone nor skew', 'give one of them');
  checkScope(store, rule);
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
