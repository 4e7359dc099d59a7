/** Rows and entities of the chain in words, where a person must recognise them. */
import { SOURCE_TYPES } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { NamedThing, StandingVerdict } from '../chain-types.ts';
import { holding } from '../decisions.ts';
import { SOURCE_WORDS } from '../words.ts';

/** `Marcus Oyelaran: user.session.start in Okta from 192.0.2.1`. */
export function rowWords(view: CaseView, row: number): string {
  const { columns } = view;
  const code = columns.actor[row]!;
  const identity = code === 0 ? undefined : view.identities[view.identityOfActor(code)];
  const from = view.text('srcIp', columns.srcIp[row]!);
  const who = identity?.display ?? view.actor(code)?.name ?? null;
  const action = view.text('action', columns.action[row]!) ?? 'a record';
  const where = SOURCE_WORDS[SOURCE_TYPES[columns.source[row]!]!];
  const to = view.text('dstIp', columns.dstIp[row]!);
  const ends = `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` to ${to}`}`;
  return `${who === null ? '' : `${who}: `}${action} in ${where}${ends}`;
}

/** What a reference stands for: an event by what it tells, an identity by its name, anything else by its value. */
export function nameThing(view: CaseView, ref: string): NamedThing {
  const row = view.rowOfId(ref.startsWith('native:') ? ref.slice('native:'.length) : ref);
  if (row >= 0) return { ref, row, label: rowWords(view, row) };
  const value = ref.slice(ref.indexOf(':') + 1);
  const identity = ref.startsWith('identity:') ? view.identities.find(({ id }) => id === value) : undefined;
  return { ref, row: null, label: identity?.display ?? value };
}

/** The verdicts that hold, oldest first, whether or not this chain meets what they are about. */
export function standingVerdicts(view: CaseView): StandingVerdict[] {
  return holding(view.decisions, 'chain').map(({ id, data, reason, madeBy, made }) => ({
    id,
    verdict: data.verdict,
    to: nameThing(view, data.to),
    from: data.from === null ? null : nameThing(view, data.from),
    reason,
    by: madeBy,
    made,
  }));
}
