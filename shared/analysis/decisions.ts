/**
 * What the analyst decided over what the logs say: a layer of its own that no import touches. A decision names things by
 * what the evidence calls them (aliases, event ids, entity references), so it survives imports, rebuilt columns and other
 * machines; it is never deleted, only taken back.
 */
import type { Micros } from '../base/time.ts';
import type { Alias } from '../events/event.ts';
import type { LinkKind } from './chain-types.ts';

/** Two names are one identity. */
export interface JoinDecision {
  readonly kind: 'join';
  readonly a: Alias;
  readonly b: Alias;
}

/** Two names are never one identity, whatever the logs and rosters say. */
export interface SplitDecision {
  readonly kind: 'split';
  readonly a: Alias;
  readonly b: Alias;
}

/**
 * A verdict over a part of the chain. `to`: an event id or an entity (`ip:…`, `identity:…`, `credential:…`, `session:…`,
 * `host:…`); `from`: where the link begins, likewise, or null: every link to it.
 * - accept: it is the actor's, with certainty
 * - reject: it is not; nothing is reached through it
 * - add: the analyst links it, for the reason given
 */
export interface ChainDecision {
  readonly kind: 'chain';
  readonly verdict: 'accept' | 'reject' | 'add';
  readonly from: string | null;
  readonly to: string;
  readonly link: LinkKind | null;
}

/** Another phase for events of the story: an ATT&CK tactic by name. */
export interface PhaseDecision {
  readonly kind: 'phase';
  /** Event ids. */
  readonly events: readonly string[];
  readonly phase: string;
}

/** How many things of a type a system holds, where the analyst knows it: the denominator of `36 of 2,059,357 tickets`. */
export interface TotalDecision {
  readonly kind: 'total';
  /** A source type or host name of the product, as the blast radius names it. */
  readonly system: string;
  /** Target type: `issue`, `page`, `repository`, … */
  readonly what: string;
  readonly total: number;
}

export type DecisionData = JoinDecision | SplitDecision | ChainDecision | PhaseDecision | TotalDecision;

export interface Decision {
  readonly id: number;
  readonly data: DecisionData;
  /** In the analyst's words; may be empty. */
  readonly reason: string;
  readonly made: Micros;
  readonly madeBy: string;
  /** Null while it holds. */
  readonly undone: Micros | null;
  readonly undoneBy: string | null;
}

/** The decisions of one kind that hold, oldest first. */
export function holding<K extends DecisionData['kind']>(
  decisions: readonly Decision[],
  kind: K,
): (Decision & { readonly data: Extract<DecisionData, { kind: K }> })[] {
  return decisions.filter(
    (decision): decision is Decision & { readonly data: Extract<DecisionData, { kind: K }> } =>
      decision.undone === null && decision.data.kind === kind,
  );
}
