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
}

/** Consecutive steps that read as one sentence: what the printed chain and the story panel show. */
export interface StoryLine {
  readonly from: Micros;
  readonly to: Micros;
  readonly role: 'attacker' | 'response' | 'pause';
  /** ATT&CK tactic name (`Initial Access`, `Discovery`, …) or `Response`, `Pause`. */
  readonly phase: string;
  /** `smartsheet-svc created the user tandrews in Jira from 193.142.58.126`. */
  readonly text: string;
  readonly source: string;
  readonly count: number;
  readonly events: readonly string[];
  readonly rows: readonly number[];
  readonly link: LinkKind | 'seed' | null;
}

export interface Chain {
  readonly seeds: readonly string[];
  readonly steps: readonly ChainStep[];
  readonly entities: readonly ChainEntity[];
  readonly story: readonly StoryLine[];
}
