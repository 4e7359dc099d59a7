/** Draws the overview: the case as stacked counts per source, dates below, the brush, and the visible window on top. */
import type { Timeline } from '../../shared/ipc/contract.ts';
import { cellSpan, type Density } from './density.ts';
import { type Plot, toPx } from './geometry.ts';
import { GRIP_PX } from './overview-drag.ts';
import type { Palette } from './palette.ts';
import { pickTicks } from './ticks.ts';
import type { Span } from './types.ts';

interface OverviewPicture {
  readonly plot: Plot;
  readonly heightPx: number;
  readonly data: Timeline | null;
  readonly density: Density | null;
  /** Largest sum of one bucket over all lanes. */
  readonly max: number;
  readonly brush: Span | null;
  readonly weekends: readonly Span[];
  readonly zone: string;
  readonly palette: Palette;
}

/** The frame of the visible window, on a canvas of its own above the bars. */
interface WindowPicture {
  readonly plot: Plot;
  readonly heightPx: number;
  readonly window: Span;
  /** What is not visible below steps back: unless a brush says what counts. */
  readonly dims: boolean;
  readonly palette: Palette;
}

/** Strip at the bottom for dates. */
const TICKS_PX = 14;
const TICK_GAP_PX = 72;
/** A window of seconds in a case of weeks must still be seen and held. */
const MIN_FRAME_PX = 7;

export function drawOverview(context: CanvasRenderingContext2D, picture: OverviewPicture): void {
  const { plot, palette, heightPx } = picture;
  const floor = heightPx - TICKS_PX;
  context.fillStyle = palette.muted;
  context.globalAlpha = 0.07;
  for (const weekend of picture.weekends) fillSpan(context, plot, weekend, 0, floor);
  context.globalAlpha = 1;
  drawBars(context, picture, floor);
  drawTicks(context, picture, floor);
  if (picture.brush !== null) drawBrush(context, picture, picture.brush, floor);
}

function drawBars(context: CanvasRenderingContext2D, picture: OverviewPicture, floor: number): void {
  const { density, data, plot, palette, brush } = picture;
  if (density === null || data === null) return;
  const full = floor - GRIP_PX - 2;
  const filled = new Map<number, number>();
  const totals = bucketTotals(density);
  density.lanes.forEach((cells, lane) => {
    context.fillStyle = palette.source.get(data.lanes[lane]?.key ?? '') ?? palette.bar;
    for (const cell of cells) {
      const total = totals.get(cell.bucket) ?? cell.count;
      // The whole bar by square root of its sum, its parts by their share of it.
      const bar = Math.max(2, Math.sqrt(total / picture.max) * full);
      const below = filled.get(cell.bucket) ?? 0;
      filled.set(cell.bucket, below + cell.count);
      const span = cellSpan(density, cell);
      const x = Math.round(toPx(plot, span.from));
      const w = Math.max(1, Math.round(toPx(plot, span.to)) - x - 1);
      const outside = brush !== null && (span.to <= brush.from || span.from >= brush.to);
      context.globalAlpha = outside ? 0.4 : 1;
      const bottom = floor - (below / total) * bar;
      const top = floor - ((below + cell.count) / total) * bar;
      context.fillRect(x, top, w, Math.max(bottom - top, 0.5));
    }
  });
  context.globalAlpha = 1;
}

/** Events of all lanes by bucket. */
export function bucketTotals(density: Density): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const cells of density.lanes) {
    for (const cell of cells) totals.set(cell.bucket, (totals.get(cell.bucket) ?? 0) + cell.count);
  }
  return totals;
}

function drawTicks(context: CanvasRenderingContext2D, picture: OverviewPicture, floor: number): void {
  const { plot, palette, zone } = picture;
  context.fillStyle = palette.border;
  context.fillRect(0, floor, plot.widthPx, 1);
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  for (const tick of pickTicks(plot.window, plot.widthPx, zone, TICK_GAP_PX)) {
    const x = Math.round(toPx(plot, tick.time));
    context.fillStyle = palette.border;
    context.fillRect(x, floor, 1, TICKS_PX);
    if (x + context.measureText(tick.label).width + 4 > plot.widthPx) continue;
    context.fillStyle = palette.muted;
    context.fillText(tick.label, x + 4, floor + TICKS_PX - 3);
  }
}

function drawBrush(
  context: CanvasRenderingContext2D,
  { plot, palette }: OverviewPicture,
  brush: Span,
  floor: number,
): void {
  context.globalAlpha = 0.13;
  context.fillStyle = palette.accent;
  fillSpan(context, plot, brush, 0, floor);
  context.globalAlpha = 1;
  for (const edge of [brush.from, brush.to]) context.fillRect(Math.round(toPx(plot, edge)) - 1, 0, 2, floor);
}

export function drawWindow(context: CanvasRenderingContext2D, picture: WindowPicture): void {
  const { plot, window, palette } = picture;
  const floor = picture.heightPx - TICKS_PX;
  const left = Math.max(0.5, Math.round(toPx(plot, window.from)) + 0.5);
  const right = Math.min(
    plot.widthPx - 0.5,
    Math.max(Math.round(toPx(plot, window.to)) - 0.5, left + MIN_FRAME_PX),
  );
  // The frame itself stays thin.
  if (picture.dims) {
    context.fillStyle = palette.bg;
    context.globalAlpha = 0.5;
    context.fillRect(0, 0, left - 0.5, floor);
    context.fillRect(right + 0.5, 0, plot.widthPx - right, floor);
    context.globalAlpha = 1;
  }
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.strokeRect(left, 1.5, right - left, floor - 2);
  context.fillStyle = palette.muted;
  context.fillRect(left - 0.5, 1, right - left + 1, 3);
}

function fillSpan(
  context: CanvasRenderingContext2D,
  plot: Plot,
  span: Span,
  top: number,
  height: number,
): void {
  const from = Math.round(toPx(plot, span.from));
  context.fillRect(from, top, Math.round(toPx(plot, span.to)) - from, height);
}
