/** One source's hours on a canvas. Level is strength of its hue; silence and gaps are patterns, never hues. */
import type { Gap, Silence, SourceCoverage } from '../../shared/analysis/coverage.ts';
import { beginFrame } from '../timeline/canvas.ts';
import { bucketCount, columnLevels, type DatedCoverage, LEVELS } from './hours.ts';

/** Height of the hours, of the foot that every hour with events has in full strength, and of the track of gaps. */
export const STRIP_PX = 18;
const FOOT_PX = 3;
export const TRACK_PX = 7;
const MIN_GAP_PX = 3;
const HATCH_PX = 6;
const STRENGTHS = [0, 0.3, 0.5, 0.75, 1];

export interface Inks {
  readonly hue: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
}

export function readInks(element: Element): Inks {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    hue: style.color,
    text: token('--text'),
    quiet: token('--text-quiet'),
    line: token('--line'),
    ground: token('--bg-raised'),
  };
}

export function drawStrip(
  canvas: HTMLCanvasElement,
  widthPx: number,
  coverage: DatedCoverage,
  source: SourceCoverage,
): void {
  const inks = readInks(canvas);
  const context = beginFrame(canvas, widthPx, STRIP_PX + TRACK_PX);
  const x = (time: number): number =>
    ((time - coverage.from) / (bucketCount(coverage) * coverage.bucketMicros)) * widthPx;
  context.fillStyle = inks.ground;
  context.fillRect(0, 0, widthPx, STRIP_PX);
  for (const silence of source.silences) {
    const left = Math.round(x(silence.from));
    drawSilence(context, left, Math.max(1, Math.round(x(silence.to)) - left), inks);
  }
  const levels = columnLevels(source.buckets, bucketCount(coverage), widthPx);
  for (let left = 0; left < levels.length; ) {
    let right = left + 1;
    while (right < levels.length && levels[right] === levels[left]) right++;
    if (levels[left]! > 0) drawLevel(context, left, right - left, levels[left]!, inks);
    left = right;
  }
  for (const gap of source.gaps) {
    const left = Math.floor(x(gap.from));
    drawGap(context, left, Math.max(MIN_GAP_PX, Math.ceil(x(gap.to)) - left), gap.kind, inks);
  }
}

function drawLevel(
  context: CanvasRenderingContext2D,
  x: number,
  w: number,
  level: number,
  { hue }: Inks,
): void {
  context.fillStyle = hue;
  context.globalAlpha = STRENGTHS[level] ?? 1;
  context.fillRect(x, 0, w, STRIP_PX - FOOT_PX);
  context.globalAlpha = 1;
  context.fillRect(x, STRIP_PX - FOOT_PX, w, FOOT_PX);
}

/** Sparse, so that a long silence does not outweigh what was said. */
function drawSilence(context: CanvasRenderingContext2D, x: number, w: number, { quiet }: Inks): void {
  context.save();
  context.beginPath();
  context.rect(x, 0, w, STRIP_PX);
  context.clip();
  context.strokeStyle = quiet;
  context.lineWidth = 1;
  context.beginPath();
  // From a fixed grid: two silences beside each other share their lines.
  for (let at = Math.floor(x / HATCH_PX) * HATCH_PX - STRIP_PX; at < x + w; at += HATCH_PX) {
    context.moveTo(at, STRIP_PX);
    context.lineTo(at + STRIP_PX, 0);
  }
  context.stroke();
  context.restore();
}

/** NODATA is hollow, SKIPDATA is full: what was lost weighs more than what never was. */
function drawGap(
  context: CanvasRenderingContext2D,
  x: number,
  w: number,
  kind: Gap['kind'],
  { text, quiet }: Inks,
): void {
  const y = STRIP_PX + 2;
  const h = TRACK_PX - 2;
  if (kind === 'SKIPDATA') {
    context.fillStyle = text;
    context.fillRect(x, y, w, h);
  } else {
    context.strokeStyle = quiet;
    context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
  }
}

/** What a sample of the legend shows. */
export type Sample = 'levels' | 'none' | Silence['place'] | Gap['kind'];

export function drawSample(canvas: HTMLCanvasElement, widthPx: number, sample: Sample): void {
  const inks = readInks(canvas);
  const context = beginFrame(canvas, widthPx, STRIP_PX + TRACK_PX);
  if (sample === 'NODATA' || sample === 'SKIPDATA') {
    context.translate(0, -STRIP_PX / 2);
    drawGap(context, 0, widthPx, sample, inks);
    return;
  }
  context.fillStyle = inks.ground;
  context.fillRect(0, 4, widthPx, STRIP_PX);
  context.translate(0, 4);
  if (sample === 'levels') {
    const w = widthPx / LEVELS;
    for (let level = 1; level <= LEVELS; level++) drawLevel(context, (level - 1) * w, w, level, inks);
  } else if (sample === 'none') {
    context.strokeStyle = inks.line;
    context.strokeRect(0.5, 0.5, widthPx - 1, STRIP_PX - 1);
  } else drawSilence(context, 0, widthPx, inks);
}
