/** What a press on the overview takes hold of, and where the brush or the window is after the pointer moved. */
import type { Micros } from '../../shared/base/time.ts';
import { type Plot, panBy, toMicros, toPx } from './geometry.ts';
import type { Span } from './types.ts';

export type Hold =
  /** A new brush from here. */
  | { readonly kind: 'draw'; readonly anchor: Micros }
  /** One edge of the brush; the anchor is the other one. */
  | { readonly kind: 'edge'; readonly anchor: Micros }
  | { readonly kind: 'brush'; readonly brush: Span; readonly start: Micros }
  /** The frame of the visible window, by the grip on its upper edge. */
  | { readonly kind: 'window'; readonly window: Span; readonly start: Micros };

const EDGE_PX = 5;
/** Height of the strip along the top where the window's frame is held. */
export const GRIP_PX = 9;

interface OverviewState {
  /** The overview's own plot: the whole case. */
  readonly plot: Plot;
  readonly window: Span;
  readonly brush: Span | null;
}

export function holdAt(state: OverviewState, px: number, yPx: number): Hold {
  const { plot, window, brush } = state;
  const at = toMicros(plot, px);
  const inside = (span: Span) => px >= toPx(plot, span.from) - 2 && px <= toPx(plot, span.to) + 2;
  if (yPx <= GRIP_PX && inside(window)) return { kind: 'window', window, start: at };
  if (brush !== null) {
    const fromFar = Math.abs(px - toPx(plot, brush.from));
    const toFar = Math.abs(px - toPx(plot, brush.to));
    if (Math.min(fromFar, toFar) <= EDGE_PX) {
      return { kind: 'edge', anchor: fromFar <= toFar ? brush.to : brush.from };
    }
    if (inside(brush)) return { kind: 'brush', brush, start: at };
  }
  return { kind: 'draw', anchor: at };
}

/** The span that a hold makes of a pointer position, inside the case. */
export function dragged(hold: Hold, at: Micros, caseSpan: Span): Span {
  switch (hold.kind) {
    case 'draw':
    case 'edge': {
      const end = Math.min(Math.max(at, caseSpan.from), caseSpan.to) as Micros;
      return hold.anchor <= end ? { from: hold.anchor, to: end } : { from: end, to: hold.anchor };
    }
    case 'brush':
      return panBy(hold.brush, at - hold.start, caseSpan);
    case 'window':
      return panBy(hold.window, at - hold.start, caseSpan);
  }
}

/** Moves one edge of the brush by a step; the edges never cross or leave the case. */
export function nudgeEdge(
  brush: Span,
  edge: 'from' | 'to',
  micros: number,
  caseSpan: Span,
  minMicros: number,
): Span {
  if (edge === 'from') {
    const from = Math.min(Math.max(brush.from + micros, caseSpan.from), brush.to - minMicros);
    return { from: Math.round(from) as Micros, to: brush.to };
  }
  const to = Math.max(Math.min(brush.to + micros, caseSpan.to), brush.from + minMicros);
  return { from: brush.from, to: Math.round(to) as Micros };
}
