/** The chain over the wire: asked for, shown while it grows, stopped; and rows by number, for what the window shows of it. */
import { z } from 'zod';
import type { Chain } from '../analysis/chain-types.ts';
import type { EventRow } from './contract.ts';
import { MOST_ROWS } from './plain.ts';

export const chainArgs = {
  /**
   * Resolves with the whole chain; what is known before arrives as `chain.progress`. Rejects with `chain.cancelled` when
   * `chain.cancel` or a newer question ended it.
   */
  'chain.compute': z.strictObject({ seeds: z.array(z.string().max(4096)).min(1).max(1000) }),
  'chain.cancel': z.strictObject({}),
  /** Rows by number, in the order asked for; a row that the case does not hold is left out. */
  'events.rows': z.strictObject({ rows: z.array(z.number().int().min(0).max(1e9)).max(MOST_ROWS) }),
} as const;

/** A chain with the name under which the engine remembers its rows for `events.timeline`. */
export type ComputedChain = Chain & { readonly id: string };

export interface ChainResults {
  'chain.compute': ComputedChain;
  /** False: no chain was being computed. */
  'chain.cancel': { readonly cancelled: boolean };
  'events.rows': { readonly rows: readonly EventRow[] };
}

/** Pushed while a chain is computed: at once when the seeds are found, then a few times a second. */
export interface ChainProgress {
  readonly type: 'chain.progress';
  /** Those of the question that it belongs to. */
  readonly seeds: readonly string[];
  /** Every round follows what the last one made known; 0 while the seeds are planted. */
  readonly round: number;
  /** Steps found so far. The answer may hold more: what defenders did is looked for at the end. */
  readonly steps: number;
  /** The earliest of them, in time order: what there is to read while the rest is looked for. */
  readonly first: readonly EventRow[];
}
