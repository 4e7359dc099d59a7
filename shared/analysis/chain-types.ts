/** The attack chain as an answer. Shapes as `chain --json` prints them, with what the window needs besides. */
import type { Micros } from '../base/time.ts';

/** `event id`, `native:<id>`, `identity:<alias>`, `ip:<addr>`, `credential:<id>` parsed. */
export type Seed =
  | { readonly kind: 'event'; readonly id: string }
  | { readonly kind: 'native'; readonly id: string }
  | { readonly kind: 'identity'; readonly alias: string }
  | { readonly kind: 'ip'; readonly ip: string }
  | { readonly kind: 'credential'; readonly id: string };

export type LinkKind =
  | 'session'
  | 'source-ip'
  | 'credential'
  | 'minted-credential'
  | 'created-account'
  | 'identity'
  | 'network';

export interface Via {
  /** Event id of the step it was reached from, or an entity as `ip:…`, `identity:…`, `credential:…`, `session:…`. */
  readonly from: string;
  readonly link: LinkKind;
  /** One sentence with the values and counts that justify the link. */
  readonly why: string;
  /** Row of the chain's record that opened this way: the next hop towards a seed. Null: the analyst named it. */
  readonly opened: number | null;
}

export interface ChainStep {
  readonly event: string;
  readonly nativeId: string | null;
  readonly file: string;
  readonly record: number;
  readonly row: number;
  /** Micros; null for undated events. */
  readonly time: Micros | null;
  /** 0 … 1. */
  readonly confidence: number;
  /** `attacker`: done by the actor. `response`: done by defenders against a chain entity. */
  readonly role: 'attacker' | 'response';
  /** What the analyst said of it; null: nothing. */
  readonly verdict: 'accepted' | 'added' | null;
  readonly via: readonly Via[];
}

export interface ChainEntity {
  readonly kind: 'ip' | 'identity' | 'credential' | 'session' | 'host';
  readonly value: string;
  /** How it is shown: an identity's display name instead of its id. */
  readonly label: string;
  readonly why: string;
  readonly from: Micros | null;
  readonly to: Micros | null;
  /** How it belongs to the chain; null: the search stopped there. */
  readonly link: LinkKind | null;
  /** Row of a chain record that shows it; null: the analyst named it. */
  readonly shownBy: number | null;
}

/** Who gave a story line its phase. */
export interface PhaseEdit {
  /** The decisions to take back for the suggestion (or an earlier decision) to hold again. */
  readonly decisions: readonly number[];
  readonly by: string;
  readonly why: string;
}

/** Consecutive steps that read as one sentence: what the printed chain and the story panel show. */
export interface StoryLine {
  readonly from: Micros;
  readonly to: Micros;
  readonly role: 'attacker' | 'response' | 'pause';
  /** ATT&CK tactic name (`Initial Access`, `Discovery`, …), the analyst's own word, `Response` or `Pause`. */
  readonly phase: string;
  /** Which action suggests the phase, or who gave it and why: a full sentence. */
  readonly phaseWhy: string;
  /** Null: as suggested. */
  readonly phaseEdit: PhaseEdit | null;
  /** `smartsheet-svc created the user tandrews in Jira from 193.142.58.126`. */
  readonly text: string;
  readonly source: string;
  readonly count: number;
  readonly events: readonly string[];
  readonly rows: readonly number[];
  readonly link: LinkKind | 'seed' | null;
}

export type MilestoneKind =
  | 'first-trace'
  | 'last-trace'
  | 'left-behind'
  | 'detection'
  | 'first-response'
  | 'dwell'
  | 'dwell-since-return'
  | 'containment'
  | 'open'
  | 'measure'
  | 'pause';

/** A point or a length of time that an incident is judged by, with the records that prove it. */
export interface Milestone {
  readonly kind: MilestoneKind;
  /** `Dwell time`. */
  readonly title: string;
  /** Null where no record proves it; `text` says so then. */
  readonly time: Micros | null;
  /** Micros: the length itself, or the time since the detection (negative: before it); null where there is none. */
  readonly length: number | null;
  /** What happened, without its time. */
  readonly text: string;
  /** Event ids of the records that prove it, and their rows. */
  readonly events: readonly string[];
  readonly rows: readonly number[];
}

/** A seed, or what a verdict is about, in words. */
export interface NamedThing {
  /** As it was written: an event id, `ip:…`, … */
  readonly ref: string;
  readonly label: string;
  /** Row of an event of the case; null for entities and for events that the case does not hold. */
  readonly row: number | null;
}

/** A decision about the chain that holds. */
export interface StandingVerdict {
  /** Id of the decision. */
  readonly id: number;
  readonly verdict: 'accept' | 'reject' | 'add';
  readonly to: NamedThing;
  /** Null: whatever it is reached from. */
  readonly from: NamedThing | null;
  readonly reason: string;
  readonly by: string;
  readonly made: Micros;
}

export interface Chain {
  readonly seeds: readonly string[];
  /** The seeds in words, in the same order. */
  readonly seedNames: readonly NamedThing[];
  readonly steps: readonly ChainStep[];
  readonly entities: readonly ChainEntity[];
  readonly story: readonly StoryLine[];
  readonly milestones: readonly Milestone[];
  readonly verdicts: readonly StandingVerdict[];
}
