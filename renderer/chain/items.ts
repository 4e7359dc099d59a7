/** The story as a flat list, so that thousands of steps cost what is in sight. */
import type { Chain, ChainStep, StoryLine } from '../../shared/analysis/chain-types.ts';

export type StoryItem =
  | { readonly kind: 'line'; readonly line: StoryLine; readonly index: number; readonly newDay: boolean }
  | { readonly kind: 'step'; readonly step: ChainStep; readonly line: number }
  | { readonly kind: 'why'; readonly step: ChainStep };

/** Where the analyst has opened the story. */
export interface Opened {
  /** Index of the line whose records are listed; null for none. */
  readonly line: number | null;
  /** Row of the step whose reasons are shown; null for none. */
  readonly step: number | null;
}

/** Lines in order; the records of the open line follow it, the reasons of the open record follow that. */
export function storyItems(
  chain: Chain,
  steps: ReadonlyMap<number, ChainStep>,
  opened: Opened,
  dayOf: (line: StoryLine) => string,
): readonly StoryItem[] {
  const items: StoryItem[] = [];
  let day = '';
  chain.story.forEach((line, index) => {
    const today = line.role === 'pause' ? day : dayOf(line);
    items.push({ kind: 'line', line, index, newDay: today !== day });
    day = today;
    if (opened.line !== index) return;
    for (const row of line.rows) {
      const step = steps.get(row);
      if (step === undefined) continue;
      items.push({ kind: 'step', step, line: index });
      if (opened.step === row) items.push({ kind: 'why', step });
    }
  });
  return items;
}

/** Index of the line that tells a row, or null. One look-up per row: made once for a chain. */
export function linesByRow(chain: Chain): ReadonlyMap<number, number> {
  return new Map(chain.story.flatMap((line, index) => line.rows.map((row) => [row, index] as const)));
}
