/** The pictures of the page on a canvas. Height or strength says how many, hatching says what failed, hue only the source. */
import type { EntityLanes } from '../../shared/ipc/entity-methods.ts';
import { beginFrame, fillHatched } from '../timeline/canvas.ts';

export const LANE_PX = 22;
const BAR_PX = 18;
/** One event among a thousand is still seen. */
const LEAST_PX = 4;

/** A token's value where the canvas stands. */
function ink(canvas: HTMLCanvasElement, name: string): string {
  return getComputedStyle(canvas).getPropertyValue(name).trim();
}

/** `hueOf`: custom property of a lane's colour. */
export function drawLanes(
  canvas: HTMLCanvasElement,
  widthPx: number,
  { lanes, buckets }: EntityLanes,
  hueOf: (lane: number) => string,
): void {
  const context = beginFrame(canvas, widthPx, lanes.length * LANE_PX);
  const line = ink(canvas, '--line');
  const ground = ink(canvas, '--bg');
  lanes.forEach(({ cells }, lane) => {
    const bottom = (lane + 1) * LANE_PX - 1;
    context.fillStyle = line;
    context.fillRect(0, bottom, widthPx, 1);
    const hue = ink(canvas, hueOf(lane));
    let most = 1;
    for (let i = 1; i < cells.length; i += 3) most = Math.max(most, cells[i]!);
    for (let i = 0; i < cells.length; i += 3) {
      const events = cells[i + 1]!;
      const failures = cells[i + 2]!;
      const x = Math.round((cells[i]! / buckets) * widthPx);
      const w = Math.max(2, Math.round(((cells[i]! + 1) / buckets) * widthPx) - x - 1);
      const h = barPx(events, most);
      const failed = failures === 0 ? 0 : Math.max(2, Math.round((failures / events) * h));
      context.fillStyle = hue;
      context.fillRect(x, bottom - h, w, h - failed);
      if (failed > 0) fillHatched(context, { x, y: bottom - failed, w, h: failed }, hue, ground);
    }
  });
}

/** Roots tame the busy hour, so that the quiet one keeps a height. */
function barPx(events: number, most: number): number {
  return Math.max(LEAST_PX, Math.round(Math.sqrt(events / most) * BAR_PX));
}

/** Which lane and column a point of the picture is in; null beside them. */
export function cellAt(
  { lanes, buckets }: EntityLanes,
  widthPx: number,
  x: number,
  y: number,
): { lane: number; bucket: number; events: number; failures: number } | null {
  const lane = Math.floor(y / LANE_PX);
  const bucket = Math.min(buckets - 1, Math.max(0, Math.floor((x / widthPx) * buckets)));
  const cells = lanes[lane]?.cells ?? [];
  for (let i = 0; i < cells.length; i += 3)
    if (cells[i] === bucket) return { lane, bucket, events: cells[i + 1]!, failures: cells[i + 2]! };
  return null;
}

export const HOUR_ROW_PX = 13;
const STRENGTHS = [0.22, 0.42, 0.68, 1];

/** Seven days of 24 hours: strength by quarters of the busiest hour, the quietest still seen. */
export function drawHours(canvas: HTMLCanvasElement, widthPx: number, counts: readonly number[]): void {
  const context = beginFrame(canvas, widthPx, 7 * HOUR_ROW_PX);
  const empty = ink(canvas, '--bg-sunken');
  const hue = ink(canvas, '--accent');
  let most = 1;
  for (const events of counts) most = Math.max(most, events);
  counts.forEach((events, index) => {
    const hour = index % 24;
    const x = Math.round((hour / 24) * widthPx);
    const w = Math.round(((hour + 1) / 24) * widthPx) - x - 1;
    const y = Math.floor(index / 24) * HOUR_ROW_PX;
    context.globalAlpha = 1;
    context.fillStyle = empty;
    context.fillRect(x, y, w, HOUR_ROW_PX - 1);
    if (events === 0) return;
    context.fillStyle = hue;
    context.globalAlpha = STRENGTHS[Math.min(3, Math.floor(Math.sqrt(events / most) * 4))]!;
    context.fillRect(x, y, w, HOUR_ROW_PX - 1);
  });
  context.globalAlpha = 1;
}
