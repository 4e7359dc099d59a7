/** Analyst decisions over the wire and in case files: one schema for both, since a case file may come from anybody. */
import { z } from 'zod';
import type { LinkKind } from '../analysis/chain-types.ts';
import type { Decision, DecisionData } from '../analysis/decisions.ts';
import { ALIAS_KINDS } from '../events/event.ts';

const LINK_KINDS = [
  'session',
  'source-ip',
  'credential',
  'minted-credential',
  'created-account',
  'identity',
  'network',
] as const satisfies readonly LinkKind[];

const text = z.string().min(1).max(4096);
const alias = z.strictObject({ kind: z.enum(ALIAS_KINDS), value: text });

export const decisionSchema: z.ZodType<DecisionData, DecisionData> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('join'), a: alias, b: alias }),
  z.strictObject({ kind: z.literal('split'), a: alias, b: alias }),
  z.strictObject({
    kind: z.literal('chain'),
    verdict: z.enum(['accept', 'reject', 'add']),
    from: text.nullable(),
    to: text,
    link: z.enum(LINK_KINDS).nullable(),
  }),
  z.strictObject({ kind: z.literal('phase'), events: z.array(text).min(1).max(100_000), phase: text }),
  z.strictObject({
    kind: z.literal('total'),
    system: text,
    what: text,
    total: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  }),
]);

export const decisionArgs = {
  /** All that were ever made, those taken back among them. */
  'decision.list': z.strictObject({}),
  'decision.add': z.strictObject({ decision: decisionSchema, reason: z.string().max(4096) }),
  'decision.undo': z.strictObject({ id: z.number().int().min(0) }),
} as const;

export interface DecisionResults {
  'decision.list': { readonly decisions: readonly Decision[] };
  'decision.add': { readonly id: number };
  /** False: there is no such decision, or it was taken back before. */
  'decision.undo': { readonly undone: boolean };
}
