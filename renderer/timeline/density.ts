/** The counted part of an answer: cells by lane and bucket, ready to be drawn and to be found under the pointer. */
import type { Micros } from '../../shared/base/time.ts';
import type { Timeline } from '../../shared/ipc/contract.ts';
import { isDrawable } from './geometry.ts';
import type { Span } from './types.ts';

export interface Cell {
  readonly lane: number;
  readonly bucket: number;
  readonly count: number;
  /** How many of `count` failed. */
  readonly failures: number;
  /** How many of `count` are of the chain. */
  readonly bright: number;
}

export interface Density {
  readonly from: Micros;
  readonly bucketMicros: number;
  /** Cells of one lane in order of time; index = lane. */
  readonly lanes: readonly (readonly Cell[])[];
  /** Largest count of any cell, at least 1: bar heights of all lanes compare. */
  readonly max: number;
}

/** Shortest bar: one event must be seen beside a thousand. */
export const MIN_BAR_PX = 3;

/** Reads the flat quadruples; a cell of no known lane or with numbers that cannot be drawn is left out. */
export function readDensity(data: Timeline): Density {
  const lanes: Cell[][] = data.lanes.map(() => []);
  let max = 1;
  const bright = new Map<string, number>();
  for (let i = 0; i + 2 < data.bright.length; i += 3)
    bright.set(`${data.bright[i]} ${data.bright[i + 1]}`, data.bright[i + 2]!);
  for (let i = 0; i + 3 < data.cells.length; i += 4) {
    const [lane = -1, bucket = -1, count = 0, failures = 0] = data.cells.slice(i, i + 4);
    const ok = count > 0 && bucket >= 0 && isDrawable(data.from + bucket * data.bucketMicros);
    if (!ok) continue;
    lanes[lane]?.push({
      lane,
      bucket,
      count,
      failures: Math.min(Math.max(failures, 0), count),
      bright: Math.min(bright.get(`${lane} ${bucket}`) ?? 0, count),
    });
    if (count > max) max = count;
  }
  for (const cells of lanes) cells.sort((a, b) => a.bucket - b.bucket);
  return { from: data.from, bucketMicros: data.bucketMicros, lanes, max };
}

/** Height by square root: ten times the events is three times the bar, so that quiet hours stay visible beside a flood. */
export function barHeightPx(count: number, max: number, fullPx: number): number {
  if (count <= 0) return 0;
  return Math.max(MIN_BAR_PX, Math.sqrt(Math.min(count / max, 1)) * fullPx);
}

/** Part of a bar that stands for failures; visible as soon as there is one, never the whole bar unless all failed. */
export function failureHeightPx(cell: Cell, barPx: number): number {
  if (cell.failures === 0) return 0;
  if (cell.failures === cell.count) return barPx;
  return Math.min(Math.max((cell.failures / cell.count) * barPx, 2), barPx - 1);
}

/** The time a cell counts, `[from, to)`. */
export function cellSpan(density: Density, cell: Cell): Span {
  const from = density.from + cell.bucket * density.bucketMicros;
  return { from: Math.round(from) as Micros, to: Math.round(from + density.bucketMicros) as Micros };
}

/** The cell of a lane that holds an instant, or null. */
export function cellAt(density: Density, lane: number, time: Micros): Cell | null {
  const cells = density.lanes[lane];
  if (cells === undefined) return null;
  const bucket = Math.floor((time - density.from) / density.bucketMicros);
  let low = 0;
  let high = cells.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const cell = cells[middle]!;
    if (cell.bucket === bucket) return cell;
    if (cell.bucket < bucket) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
