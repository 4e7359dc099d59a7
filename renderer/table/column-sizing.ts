/** Column widths that fit what the page holds. Text is measured by the caller: this is arithmetic only. */

export interface ColumnRule {
  readonly minPx: number;
  /** Widest while room is short. */
  readonly tightPx: number;
  readonly maxPx: number;
}

/** Air on both sides of a cell's content. */
export const PADDING_PX = 12;
/** A spare column may come in only where this much more than the rest needs is left to the others. */
const COMFORT_PX = 140;
/** Share of cells that must fit whole: one long value among hundreds must not widen its column. */
const FITTING = 0.95;

/** What one column would like, from the widths of what it must always show (its heading) and of its cells. */
export function wantedWidth(alwaysPx: number, cellsPx: readonly number[], rule: ColumnRule): number {
  const sorted = cellsPx.toSorted((a, b) => a - b);
  const fitting = sorted[Math.ceil(sorted.length * FITTING) - 1] ?? 0;
  const wanted = Math.ceil(Math.max(alwaysPx, fitting)) + PADDING_PX;
  return Math.max(rule.minPx, Math.min(wanted, rule.maxPx));
}

/** Every column that is no spare one, and of those, in their order, as many as leave the rest its room. */
export function columnsThatFit<C extends ColumnRule & { readonly spare?: true }>(
  columns: readonly C[],
  viewPx: number,
): readonly C[] {
  let left = viewPx - COMFORT_PX;
  for (const column of columns) if (column.spare !== true) left -= column.tightPx;
  return columns.filter((column) => {
    if (column.spare !== true) return true;
    left -= column.tightPx;
    return left >= 0;
  });
}

/**
 * Widths for a view: every column at most `tightPx` while room is short; what is to spare goes first to the columns
 * that want more, each by its want, and what is left then to the last column.
 */
export function fitColumns(
  wantedPx: readonly number[],
  tightPx: readonly number[],
  viewPx: number,
): readonly number[] {
  const tight = wantedPx.map((wanted, index) => Math.min(wanted, tightPx[index] ?? wanted));
  const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0);
  const lack = sum(wantedPx) - sum(tight);
  const spare = Math.max(0, viewPx - sum(tight));
  const share = lack === 0 ? 0 : Math.min(1, spare / lack);
  const widths = tight.map((width, index) =>
    Math.floor(width + ((wantedPx[index] ?? width) - width) * share),
  );
  const rest = Math.max(0, viewPx - sum(widths));
  return widths.map((width, index) => (index === widths.length - 1 ? width + rest : width));
}

/**
 * The longest form `head…tail` of a text that fits, because the end of an id matters as much as its start.
 * `headShare`: how much of what is kept stands before the cut, 0 … 1.
 */
export function middleEllipsis(
  text: string,
  widthPx: number,
  measure: (text: string) => number,
  headShare = 0.5,
): string {
  if (measure(text) <= widthPx) return text;
  const letters = [...text];
  const cut = (kept: number) => {
    const head = Math.ceil(kept * headShare);
    const tail = kept - head;
    return `${letters.slice(0, head).join('')}…${tail === 0 ? '' : letters.slice(-tail).join('')}`;
  };
  let fits = 0;
  let fails = letters.length;
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (measure(cut(middle)) <= widthPx) fits = middle;
    else fails = middle;
  }
  return cut(fits);
}
