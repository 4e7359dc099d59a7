/** The identities of a case: what the store and the tests' case in memory both resolve with. */
import type { Alias } from '../../events/event.ts';
import type { Identity } from '../case-view.ts';
import type { Decision } from '../decisions.ts';
import { type Behaving, classifyByBehaviour } from './behaviour.ts';
import { indexAliases, resolveIdentities } from './resolve.ts';
import type { RosterPerson } from './roster.ts';
import { mentionsOfCase, type Said } from './said.ts';
import type { ResolvableActor } from './witness.ts';

/** Identities with the look-ups that `CaseView` offers. */
export interface ResolvedCase {
  readonly identities: readonly Identity[];
  /** Index into `identities` by actor code; -1 is none. */
  readonly byActor: Int32Array;
  readonly ofAlias: (alias: Alias) => number;
}

/** `actors`: every actor of the case with its code and the source of its records. */
export function resolveCase(
  view: Said & Behaving,
  actors: readonly ResolvableActor[],
  people: readonly RosterPerson[],
  decisions: readonly Decision[],
): ResolvedCase {
  const records = new Uint32Array(view.codeCount('actor') + 1);
  const { actor } = view.columns;
  for (let row = 0; row < view.size; row++) records[actor[row]!]!++;
  const counted = actors.map((entry) => ({ ...entry, records: records[entry.code] ?? 0 }));
  const resolved = resolveIdentities(counted, mentionsOfCase(view), people, decisions);
  const byActor = new Int32Array(records.length).fill(-1);
  resolved.forEach((identity, index) => {
    for (const code of identity.actors) byActor[code] = index;
  });
  const identities = classifyByBehaviour(view, resolved, byActor);
  return { identities, byActor, ofAlias: indexAliases(identities) };
}
