/** Which of the analyst's joins and splits hold: of two over the same pair of names the later one. */
import type { Alias } from '../../events/event.ts';
import type { Decision } from '../decisions.ts';
import { plainKey } from './aliases.ts';

export interface Standing {
  readonly joins: readonly DecidedPair[];
  readonly splits: readonly DecidedPair[];
}

export interface DecidedPair {
  readonly decision: Decision;
  readonly a: Alias;
  readonly b: Alias;
}

export function standing(decisions: readonly Decision[]): Standing {
  const last = new Map<string, DecidedPair>();
  for (const decision of decisions) {
    const { data, undone } = decision;
    if (undone !== null || (data.kind !== 'join' && data.kind !== 'split')) continue;
    const key = [plainKey(data.a), plainKey(data.b)].sort().join('\n');
    last.set(key, { decision, a: data.a, b: data.b });
  }
  const of = (kind: 'join' | 'split') =>
    [...last.values()].filter(({ decision }) => decision.data.kind === kind);
  return { joins: of('join'), splits: of('split') };
}
