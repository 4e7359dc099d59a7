/** Checks a filter that crossed a process boundary. Depth and breadth are bounded: a filter is never a bomb. */
import { z } from 'zod';
import type { Micros } from '../base/time.ts';
import { FILTER_FIELDS, type Filter } from './filter.ts';
import { MOST_ROW_TEXT, parseRows } from './row-set.ts';

const micros = z
  .number()
  .int()
  .transform((n) => n as Micros);
/** A target may be a whole script. */
const value = z.string().max(65_536);

const MAX_DEPTH = 16;

const anyFilter: z.ZodType<Filter, Filter> = z.lazy(
  () =>
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('all') }),
      z.strictObject({ kind: z.literal('undated') }),
      z.strictObject({ kind: z.literal('is'), field: z.enum(FILTER_FIELDS), value }),
      z.strictObject({ kind: z.literal('time'), from: micros.nullable(), to: micros.nullable() }),
      z.strictObject({ kind: z.literal('text'), value }),
      z.strictObject({
        kind: z.literal('rows'),
        rows: z
          .string()
          .max(MOST_ROW_TEXT)
          .refine((text) => parseRows(text) !== null, 'rows are written 3-7,12, rising'),
      }),
      z.strictObject({ kind: z.literal('and'), of: z.array(anyFilter).max(1000) }),
      z.strictObject({ kind: z.literal('or'), of: z.array(anyFilter).max(1000) }),
      z.strictObject({ kind: z.literal('not'), of: anyFilter }),
    ]) as unknown as z.ZodType<Filter, Filter>,
);

/** The depth is looked at first, without recursion: a check that recurses would itself be the bomb's victim. */
export const filterSchema: z.ZodType<Filter, Filter> = z
  .custom<Filter>(isShallow, `a filter nests at most ${MAX_DEPTH} levels`)
  .pipe(anyFilter);

function isShallow(filter: unknown): boolean {
  let level: unknown[] = [filter];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return false;
    level = level.flatMap((node) => {
      const inner = typeof node === 'object' && node !== null && 'of' in node ? node.of : [];
      return Array.isArray(inner) ? inner : [inner];
    });
  }
  return true;
}
