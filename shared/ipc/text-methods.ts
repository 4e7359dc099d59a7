/**
 * Free text over raw records takes seconds in a large case. Answers to a filter with free text come at once, with what is
 * known by then, and say how far the search is; it goes on by itself, and `text.progress` says when to ask again.
 */
import { z } from 'zod';
import type { Filter } from '../query/filter.ts';
import { filterSchema } from '../query/filter-schema.ts';

export const textArgs = {
  /** Goes on with the search for the texts of a filter, also after a stop; answers when it is over. */
  'text.complete': z.strictObject({ filter: filterSchema }),
  /** Stops the search. What was found stays, and answers go on saying how far it came. */
  'text.stop': z.strictObject({}),
} as const;

/** How far the search for the free text of a filter is, in bytes of raw content. */
export interface Searched {
  readonly scanned: number;
  readonly total: number;
  /** Whether it was stopped; else it goes on. */
  readonly stopped: boolean;
}

/** Part of an answer to a filter. */
export interface SoFar {
  /** Absent where everything was looked through: the answer is whole. */
  readonly searched?: Searched;
}

export interface TextResults {
  /** False where it was stopped, or a newer question took its place. */
  'text.complete': { readonly complete: boolean };
  'text.stop': { readonly stopped: boolean };
}

/** Pushed some times a second while a search runs, and when it is over or stopped. */
export interface TextProgress extends Searched {
  readonly type: 'text.progress';
  readonly text: string;
}

/** Every free text in a filter, each once. The empty one matches everything and needs no search. */
export function textsOf(filter: Filter): readonly string[] {
  const texts = new Set<string>();
  const visit = (part: Filter): void => {
    if (part.kind === 'text' && part.value !== '') texts.add(part.value);
    else if (part.kind === 'not') visit(part.of);
    else if (part.kind === 'and' || part.kind === 'or') part.of.forEach(visit);
  };
  visit(filter);
  return [...texts];
}
