/** Why a step is here: the way back from it to a seed, hop by hop. */
import type { Chain, ChainStep, Via } from '../chain-types.ts';

/** One hop back: `via` led from the record `opened` to the step. */
export interface Hop {
  readonly step: ChainStep;
  /** Null at the end of the way: a seed, or what the analyst named. */
  readonly via: Via | null;
}

/**
 * The shortest way back over the reasons that the steps show; the first hop is the step itself. Every step has one: the way
 * by which it was found stands among its reasons. One pass over the steps it meets.
 */
export function wayBack(steps: ReadonlyMap<number, ChainStep>, from: ChainStep): readonly Hop[] {
  const cameFrom = new Map<number, { readonly step: ChainStep; readonly via: Via }>();
  const seen = new Set([from.row]);
  const queue = [from];
  for (let next = 0; next < queue.length; next++) {
    const step = queue[next]!;
    // A seed has no reasons; what the analyst named opens ways that no record did.
    const named = step.via.find((via) => via.opened === null || !steps.has(via.opened));
    if (step.via.length === 0 || named) return unwind(cameFrom, from, { step, via: named ?? null });
    for (const via of step.via) {
      const before = steps.get(via.opened!)!;
      if (seen.has(before.row)) continue;
      seen.add(before.row);
      cameFrom.set(before.row, { step, via });
      queue.push(before);
    }
  }
  return [{ step: from, via: from.via[0] ?? null }];
}

function unwind(
  cameFrom: ReadonlyMap<number, { readonly step: ChainStep; readonly via: Via }>,
  from: ChainStep,
  last: Hop,
): readonly Hop[] {
  const hops: Hop[] = [last];
  for (let at = last.step; at !== from; ) {
    const { step, via } = cameFrom.get(at.row)!;
    hops.push({ step, via });
    at = step;
  }
  return hops.reverse();
}

/** The steps of a chain by row. */
export function stepsByRow(chain: Chain): ReadonlyMap<number, ChainStep> {
  return new Map(chain.steps.map((step) => [step.row, step]));
}

/** How sure a step is, in a word. */
export function confidenceWords({ confidence, verdict }: Pick<ChainStep, 'confidence' | 'verdict'>): string {
  if (verdict === 'accepted') return 'confirmed';
  if (confidence >= 1) return 'certain';
  if (confidence >= 0.85) return 'very likely';
  if (confidence >= 0.65) return 'likely';
  return confidence >= 0.45 ? 'possible' : 'weak';
}
