import { type KeyboardEvent, type MouseEvent, useCallback } from 'react';
import type { SourceCoverage } from '../../shared/analysis/coverage.ts';
import { MICROS_PER_DAY } from '../../shared/base/time.ts';
import { sourceColour, sourceLabel } from '../components/sources.ts';
import { S } from '../strings.ts';
import { drawStrip } from './draw-strip.ts';
import { bucketAt, bucketCount, type DatedCoverage } from './hours.ts';
import { useCanvas } from './use-canvas.ts';

interface Props {
  readonly coverage: DatedCoverage;
  readonly source: SourceCoverage;
  readonly widthPx: number;
  /** The hour that is looked at, here or in another row. */
  readonly index: number | null;
  /** Its words. */
  readonly text: string;
  onLook(index: number | null): void;
  onChoose(index: number): void;
}

/** The hours of one source: a picture for the eye, a slider for the keyboard and for those who listen. */
export function HourStrip({ coverage, source, widthPx, index, text, onLook, onChoose }: Props) {
  const draw = useCallback(
    (canvas: HTMLCanvasElement) => widthPx > 0 && drawStrip(canvas, widthPx, coverage, source),
    [widthPx, coverage, source],
  );
  const canvas = useCanvas(draw);
  const last = bucketCount(coverage) - 1;
  const first = source.buckets.findIndex((events) => events > 0);

  function under(event: MouseEvent): number {
    const box = event.currentTarget.getBoundingClientRect();
    return bucketAt(coverage, (event.clientX - box.left) / box.width);
  }

  function onKey(event: KeyboardEvent): void {
    const at = index ?? Math.max(0, first);
    const day = Math.max(1, Math.round(MICROS_PER_DAY / coverage.bucketMicros));
    const moves = new Map([
      ['ArrowLeft', at - 1],
      ['ArrowRight', at + 1],
      ['PageDown', at - day],
      ['PageUp', at + day],
      ['Home', 0],
      ['End', last],
    ]);
    const move = moves.get(event.key);
    if (move !== undefined) onLook(Math.min(last, Math.max(0, move)));
    else if (event.key === 'Enter' || event.key === ' ') onChoose(at);
    else return;
    event.preventDefault();
  }

  return (
    <div
      className="hour-strip"
      role="slider"
      tabIndex={0}
      aria-label={S.coverage.strip(sourceLabel(source.source))}
      aria-description={S.coverage.keys}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={index ?? Math.max(0, first)}
      aria-valuetext={text}
      data-testid={`hours-${source.source}`}
      style={{ color: sourceColour(source.source) }}
      onPointerMove={(event) => onLook(under(event))}
      onPointerLeave={() => onLook(null)}
      onClick={(event) => onChoose(under(event))}
      onFocus={() => onLook(index ?? Math.max(0, first))}
      onBlur={() => onLook(null)}
      onKeyDown={onKey}
    >
      <canvas ref={canvas} />
    </div>
  );
}
