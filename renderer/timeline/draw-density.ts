/** Draws the counted part of every lane and what lies behind it: weekends and the highlighted bar. */
import { formatDuration } from '../../shared/base/time.ts';
import { count } from '../format/number.ts';
import { fillHatched } from './canvas.ts';
import { barHeightPx, type Cell, cellSpan, type Density, failureHeightPx } from './density.ts';
import { type Plot, toPx } from './geometry.ts';
import type { NameBox } from './item-layer.ts';
import type { Palette } from './palette.ts';
import type { Span } from './types.ts';

/** A lane on screen, in pixels from the top of the plot (scrolled lanes may lie outside). */
export interface LaneBox {
  readonly lane: number;
  readonly topPx: number;
  readonly heightPx: number;
}

interface DensityPicture {
  readonly plot: Plot;
  readonly heightPx: number;
  readonly density: Density | null;
  readonly lanes: readonly LaneBox[];
  /** Colour of a lane's bars. */
  readonly hue: (lane: number) => string;
  readonly palette: Palette;
  /** A chain is active: bars step back to a third. */
  readonly dimmed: boolean;
  readonly hovered: Cell | null;
  /** Room that the single events of a lane take: no count is written under them. */
  readonly names: (lane: number) => readonly NameBox[];
  readonly weekends: readonly Span[];
  /** Long silences of the chain's actor. */
  readonly pauses: readonly Span[];
}

/** Bars from this width on carry their count. */
const COUNT_MIN_PX = 18;
const COUNT_FONT_PX = 10;
/** Air between the highest bar and the lane's upper edge: enough for the count where counts are written. */
const COUNT_AIR_PX = 16;
const AIR_PX = 5;
/** Failures lower than this are a plain line: stripes need room to be seen. */
const HATCH_MIN_PX = 5;
const HATCH_MIN_WIDTH_PX = 8;
const DIM = 0.33;
/** Narrower silences would be mistaken for a line. */
const PAUSE_MIN_PX = 4;

export function drawDensity(context: CanvasRenderingContext2D, picture: DensityPicture): void {
  drawWeekends(context, picture);
  drawPauses(context, picture);
  const { density } = picture;
  if (density === null) return;
  context.font = `${COUNT_FONT_PX}px ${picture.palette.font}`;
  context.textAlign = 'center';
  for (const box of picture.lanes) {
    if (box.topPx > picture.heightPx || box.topPx + box.heightPx < 0) continue;
    for (const cell of density.lanes[box.lane] ?? []) {
      context.globalAlpha = picture.dimmed && cell.bright < cell.count ? DIM : 1;
      drawCell(context, picture, density, box, cell);
      context.globalAlpha = 1;
      if (picture.dimmed && cell.bright > 0 && cell.bright < cell.count)
        drawBright(context, picture, density, box, cell);
    }
  }
}

/** The chain's share of a bar that has stepped back, on the bar's own scale. */
function drawBright(
  context: CanvasRenderingContext2D,
  picture: DensityPicture,
  density: Density,
  box: LaneBox,
  cell: Cell,
): void {
  const at = barBox(picture, density, box, cell, cell.bright);
  if (at === null) return;
  context.fillStyle = picture.hue(box.lane);
  context.fillRect(at.x, at.bottom - at.h, at.w, at.h);
}

/** Where the bar of so many events stands; null outside the plot. */
function barBox(
  { plot }: DensityPicture,
  density: Density,
  box: LaneBox,
  cell: Cell,
  count: number,
): { readonly x: number; readonly w: number; readonly h: number; readonly bottom: number } | null {
  const span = cellSpan(density, cell);
  const left = toPx(plot, span.from);
  const right = toPx(plot, span.to);
  if (right < 0 || left > plot.widthPx) return null;
  // Whole pixels and a gap of one between neighbours: edges stay crisp and buckets countable.
  const x = Math.round(left);
  const w = Math.max(1, Math.round(right) - x - (right - left >= 3 ? 1 : 0));
  const full = box.heightPx - (right - left >= COUNT_MIN_PX ? COUNT_AIR_PX : AIR_PX);
  const h = Math.max(1, Math.round(barHeightPx(count, density.max, full)));
  return { x, w, h, bottom: Math.round(box.topPx + box.heightPx) - 2 };
}

function drawCell(
  context: CanvasRenderingContext2D,
  picture: DensityPicture,
  density: Density,
  box: LaneBox,
  cell: Cell,
): void {
  const { palette } = picture;
  const at = barBox(picture, density, box, cell, cell.count);
  if (at === null) return;
  const { x, w, h, bottom } = at;
  const hue = picture.hue(box.lane);
  context.fillStyle = hue;
  context.fillRect(x, bottom - h, w, h);
  const failed = Math.round(failureHeightPx(cell, h));
  if (failed > 0 && (failed < HATCH_MIN_PX || w < HATCH_MIN_WIDTH_PX)) {
    context.fillStyle = palette.failure;
    context.fillRect(x, bottom - h, w, failed < HATCH_MIN_PX ? Math.min(failed, h > 6 ? 2 : 1) : failed);
  } else if (failed > 0)
    fillHatched(context, { x, y: bottom - h, w, h: failed }, palette.failure, palette.bg);
  const hovered =
    picture.hovered !== null && picture.hovered.lane === cell.lane && picture.hovered.bucket === cell.bucket;
  if (hovered) {
    context.strokeStyle = palette.fg;
    context.lineWidth = 1;
    context.strokeRect(x - 0.5, bottom - h - 0.5, w + 1, h + 1);
  }
  if (w >= COUNT_MIN_PX) {
    const text = count(cell.count);
    const textTop = bottom - h - 3 - COUNT_FONT_PX - box.topPx;
    const covered = picture
      .names(box.lane)
      .some((name) => name.from < x + w && name.to > x && name.bottom > textTop);
    if (!covered && context.measureText(text).width <= w) {
      context.fillStyle = hovered ? palette.fg : palette.muted;
      context.fillText(text, x + w / 2, bottom - h - 3);
    }
  }
}

/** A silence is a hatched band with its length, where that has room. */
function drawPauses(
  context: CanvasRenderingContext2D,
  { plot, heightPx, palette, pauses }: DensityPicture,
): void {
  context.font = `${COUNT_FONT_PX}px ${palette.font}`;
  context.textAlign = 'center';
  for (const pause of pauses) {
    const from = Math.max(0, Math.round(toPx(plot, pause.from)));
    const to = Math.min(plot.widthPx, Math.round(toPx(plot, pause.to)));
    if (to - from < PAUSE_MIN_PX) continue;
    context.globalAlpha = 0.35;
    fillHatched(context, { x: from, y: 0, w: to - from, h: heightPx }, palette.border, palette.bg);
    context.globalAlpha = 1;
    const words = `Pause ${formatDuration(pause.to - pause.from)}`;
    const width = context.measureText(words).width;
    if (width + 8 > to - from) continue;
    const middle = (from + to) / 2;
    context.fillStyle = palette.bg;
    context.fillRect(middle - width / 2 - 4, heightPx - COUNT_FONT_PX - 8, width + 8, COUNT_FONT_PX + 6);
    context.fillStyle = palette.muted;
    context.fillText(words, middle, heightPx - 6);
  }
}

function drawWeekends(context: CanvasRenderingContext2D, picture: DensityPicture): void {
  context.fillStyle = picture.palette.muted;
  context.globalAlpha = 0.07;
  for (const weekend of picture.weekends) {
    const from = Math.round(toPx(picture.plot, weekend.from));
    const to = Math.round(toPx(picture.plot, weekend.to));
    context.fillRect(from, 0, to - from, picture.heightPx);
  }
  context.globalAlpha = 1;
}
