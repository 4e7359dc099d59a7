/**
 * Which single events show their name. Each lane has a few rows; an event takes the first row where its mark and name
 * fit, else the first where its bare mark fits, else it is counted on the mark it would cover.
 */

export interface Placeable {
  readonly row: number;
  /** Position of the mark, and of the end of its interval (equal for a point). */
  readonly px: number;
  readonly endPx: number;
  /** Width of mark and name together. */
  readonly labelPx: number;
  /** Larger goes first: selected, then chain, then the rest. */
  readonly priority: number;
}

export interface Placement {
  /** 0-based row of the lane; marks that found no place keep the row of the mark that counts them. */
  readonly slot: number;
  readonly label: boolean;
  /** True for a mark that is counted on another one. */
  readonly hidden: boolean;
  /** Events that this mark stands for besides its own. */
  readonly more: number;
  /** Room from the event's instant for name and `+12` up to the next mark; null where both fit anyway. */
  readonly roomPx: number | null;
}

export const MARK_PX = 12;
const GAP_PX = 4;
/** Room for the `+12` beside a mark. */
export const MORE_PX = 26;

interface Taken {
  readonly from: number;
  to: number;
  readonly row: number;
}

/** Places one lane's events; the answer depends on distances only, so panning changes nothing. */
export function placeLabels(items: readonly Placeable[], slots: number): ReadonlyMap<number, Placement> {
  const rows: Taken[][] = Array.from({ length: Math.max(1, slots) }, () => []);
  const placed = new Map<number, Placement>();
  const order = items.toSorted((a, b) => b.priority - a.priority || a.px - b.px || a.row - b.row);
  for (const item of order) {
    const from = item.px - MARK_PX / 2;
    const markTo = Math.max(item.px + MARK_PX / 2, item.endPx);
    const labelTo = Math.max(item.px + item.labelPx, markTo) + GAP_PX;
    const withLabel = firstFree(rows, from, labelTo);
    const slot = withLabel >= 0 ? withLabel : firstFree(rows, from, markTo + MORE_PX);
    const bare = slot >= 0 ? slot : firstFree(rows, from, markTo);
    if (bare >= 0) {
      rows[bare]!.push({ from, to: withLabel >= 0 ? labelTo : markTo, row: item.row });
      placed.set(item.row, { slot: bare, label: withLabel >= 0, hidden: false, more: 0, roomPx: null });
      continue;
    }
    const cover = nearest(rows, item.px);
    const host = placed.get(cover.taken.row)!;
    placed.set(cover.taken.row, { ...host, more: host.more + 1 });
    placed.set(item.row, { slot: cover.slot, label: false, hidden: true, more: 0, roomPx: null });
  }
  for (const row of rows) narrowCounted(row, placed);
  return placed;
}

/** A count was not foreseen when its mark was placed: where the next mark is too near, the name gives way. */
function narrowCounted(row: Taken[], placed: Map<number, Placement>): void {
  row.sort((a, b) => a.from - b.from);
  row.forEach((taken, index) => {
    const next = row[index + 1];
    const host = placed.get(taken.row);
    if (next === undefined || host === undefined || !host.label || host.more === 0) return;
    if (taken.to + MORE_PX <= next.from) return;
    placed.set(taken.row, { ...host, roomPx: next.from - GAP_PX - (taken.from + MARK_PX / 2) });
  });
}

function firstFree(rows: readonly Taken[][], from: number, to: number): number {
  return rows.findIndex((row) => row.every((taken) => taken.to <= from || taken.from >= to));
}

/** The mark closest to a position; only called when every row is taken there, so there is one. */
function nearest(rows: readonly Taken[][], px: number): { slot: number; taken: Taken } {
  let best: { slot: number; taken: Taken } | null = null;
  let distance = Number.POSITIVE_INFINITY;
  rows.forEach((row, slot) => {
    for (const taken of row) {
      const d = Math.abs(taken.from + MARK_PX / 2 - px);
      if (d < distance) {
        distance = d;
        best = { slot, taken };
      }
    }
  });
  return best!;
}
