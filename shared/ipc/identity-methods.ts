/** Which accounts are one: suggestions, warnings, and what the analyst makes of them. */
import { z } from 'zod';
import type { IdentityClass } from '../analysis/case-view.ts';
import type { InventoryEntry } from '../analysis/identity/inventory.ts';

/** An id (`idn_…`), an alias (`jdoe`, `login:jdoe`) or a name. */
const who = z.string().min(1).max(4096);
const reason = z.string().max(4096);

export const identityArgs = {
  /** Two identities become one. What a split before kept apart is taken back. */
  'identity.link': z.strictObject({ a: who, b: who, reason }),
  /** Two names of one identity are parted. What a join before made one is taken back. Of two identities: dismisses the suggestion. */
  'identity.unlink': z.strictObject({ a: who, b: who, reason }),
  /** Pairs that may be one, strongest first, and those that only look it. */
  'identity.pairs': z.strictObject({ limit: z.number().int().min(0).max(10_000) }),
  /** Service accounts, roles and tokens with their habits. */
  'identity.inventory': z.strictObject({}),
} as const;

/** One identity as a pair names it. */
export interface PairMember {
  readonly id: string;
  readonly display: string;
  readonly class: IdentityClass;
  /** `kind:value` of the alias that decisions name it by; null: it has display names only and cannot be linked. */
  readonly handle: string | null;
  readonly events: number;
}

export interface SuggestedPair {
  readonly a: PairMember;
  readonly b: PairMember;
  readonly confidence: number;
  readonly reason: string;
}

export interface LookAlikePair {
  /** The one that looks like an imitation. */
  readonly identity: PairMember;
  readonly of: PairMember;
  readonly reason: string;
  /** Letters that pass for others; otherwise a letter more, less or other. */
  readonly disguised: boolean;
}

export interface IdentityPairs {
  readonly suggestions: readonly SuggestedPair[];
  readonly lookAlikes: readonly LookAlikePair[];
  /** All there are, whatever the limit. */
  readonly totals: { readonly suggestions: number; readonly lookAlikes: number };
}

/** What became of a pair. */
export interface Relinked {
  /** `as-before`: it was so already; a decision then only dismisses a suggestion. */
  readonly outcome: 'linked' | 'unlinked' | 'as-before';
  /** The decision that was made; null where taking back others was enough. */
  readonly decision: number | null;
  /** Decisions that were taken back. */
  readonly takenBack: readonly number[];
  /** One identity after a link, two after an unlink. */
  readonly identities: readonly {
    readonly id: string;
    readonly display: string;
    readonly aliases: readonly { readonly kind: string; readonly value: string; readonly why: string }[];
    readonly events: number;
  }[];
}

export interface IdentityResults {
  'identity.link': Relinked;
  'identity.unlink': Relinked;
  'identity.pairs': IdentityPairs;
  'identity.inventory': { readonly entries: readonly InventoryEntry[] };
}
