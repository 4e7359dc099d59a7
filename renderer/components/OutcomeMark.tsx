import type { Outcome } from '../../shared/events/event.ts';
import { S } from '../strings.ts';

const SIGNS: Readonly<Record<Outcome, string>> = { success: '✓', failure: '✕', unknown: '–' };

/** Outcome by shape and weight, never by hue: a failure is the bold one. */
export function OutcomeMark({
  outcome,
  words = false,
}: {
  readonly outcome: Outcome;
  readonly words?: boolean;
}) {
  return (
    <span className={`outcome outcome-${outcome}`} title={S.outcome[outcome]}>
      <span aria-hidden>{SIGNS[outcome]}</span>
      {words ? ` ${S.outcome[outcome]}` : <span className="unseen">{S.outcome[outcome]}</span>}
    </span>
  );
}
