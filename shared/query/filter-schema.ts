/** Checks a filter that crossed a process boundary. Depth and breadth are bounded: a filter is never a bomb. */
import { z } from 'zod';
import type { Micros } from '../base/time.ts';
import { FILTER_FIELDS, type Filter } from './filter.ts';

const micros = z
  .number()
  .int()
  .transform((n) => n as Micros);
const value = z.string().max(4096);

export const MAX_FILTER_DEPTH = 16;

function filterOfDepth(depth: number): z.ZodType<Filter> {
  const leaves = [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('undated') }),
    z.strictObject({ kind: z.literal('is'), field: z.enum(FILTER_FIELDS), value }),
    z.strictObject({ kind: z.literal('time'), from: micros.nullable(), to: micros.nullable() }),
    z.strictObject({ kind: z.literal('text'), value }),
  ] as const;
  if (depth === 0) return z.discriminatedUnion('kind', leaves) as unknown as z.ZodType<Filter>;
  const inner = filterOfDepth(depth - 1);
  return z.discriminatedUnion('kind', [
    ...leaves,
    z.strictObject({ kind: z.literal('and'), of: z.array(inner).max(1000) }),
    z.strictObject({ kind: z.literal('or'), of: z.array(inner).max(1000) }),
    z.strictObject({ kind: z.literal('not'), of: inner }),
  ]) as unknown as z.ZodType<Filter>;
}

export const filterSchema: z.ZodType<Filter, Filter> = filterOfDepth(MAX_FILTER_DEPTH) as z.ZodType<
  Filter,
  Filter
>;
