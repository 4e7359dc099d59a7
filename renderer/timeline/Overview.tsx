/** The whole case in one strip: stacked counts, the visible window as a frame, and a brush that filters by time. */
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Micros } from '../../shared/base/time.ts';
import { counted } from '../format/number.ts';
import { beginFrame } from './canvas.ts';
import { readDensity } from './density.ts';
import { bucketTotals, drawOverview, drawWindow } from './draw-overview.ts';
import { clampWindow, fitWindow, limitsOf, panBy, spanMicros, toMicros, toPx } from './geometry.ts';
import { dragged, GRIP_PX, type Hold, holdAt, nudgeEdge } from './overview-drag.ts';
import { type Palette, readPalette } from './palette.ts';
import { WEEKENDS_UP_TO_MICROS, weekends } from './ticks.ts';
import type { OverviewProps, Span } from './types.ts';
import { instantText, spanText } from './zone-time.ts';
import './timeline.css';

const HEIGHT_PX = 56;
/** A press that moved less than this is a click. */
const CLICK_PX = 4;
const KEY_STEP = 0.005;

export function Overview(props: OverviewProps) {
  const { live, data, caseSpan, brush, onBrush, onWindowChange, onWidthChange, zone, theme } = props;
  const root = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** The frame has a canvas of its own: while it moves, the bars below are not drawn again. */
  const frameCanvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<HTMLDivElement>(null);
  const palette = useRef<Palette | null>(null);
  const hold = useRef<{ readonly what: Hold; readonly px: number; moved: boolean } | null>(null);
  const [widthPx, setWidthPx] = useState(0);
  /** The brush under the hand; it becomes a filter when the hand lets go. */
  const [draft, setDraft] = useState<Span | null>(null);
  const shown = draft ?? brush;
  const whole = useMemo(() => fitWindow(caseSpan), [caseSpan]);
  const window = clampWindow(props.window, limitsOf(caseSpan));
  const plot = { window: whole, widthPx };
  const density = useMemo(() => (data === null ? null : readDensity(data)), [data]);
  const max = useMemo(
    () => (density === null ? 1 : Math.max(1, ...bucketTotals(density).values())),
    [density],
  );
  const shaded = useMemo(
    () => (spanMicros(whole) > WEEKENDS_UP_TO_MICROS ? [] : weekends(whole, zone)),
    [whole, zone],
  );

  const reportWidth = useRef(onWidthChange);
  reportWidth.current = onWidthChange;
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === 0) return;
      setWidthPx(width);
      reportWidth.current(width);
    });
    observer.observe(root.current!);
    return () => observer.disconnect();
  }, []);

  const drawFrame = () => {
    if (frameCanvas.current === null || grip.current === null || palette.current === null) return;
    const shownWindow = clampWindow(live.span ?? props.window, limitsOf(caseSpan));
    const left = Math.max(0, toPx(plot, shownWindow.from));
    grip.current.style.transform = `translateX(${left}px)`;
    grip.current.style.width = `${Math.max(6, toPx(plot, shownWindow.to) - toPx(plot, shownWindow.from))}px`;
    drawWindow(beginFrame(frameCanvas.current, widthPx, HEIGHT_PX), {
      plot,
      heightPx: HEIGHT_PX,
      window: shownWindow,
      dims: shown === null,
      palette: palette.current,
    });
  };
  const latestFrame = useRef(drawFrame);
  latestFrame.current = drawFrame;

  // The theme is a reason to draw: colours are read from the stylesheet inside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: plot is made of whole and widthPx
  useEffect(() => {
    if (widthPx === 0) return;
    const frame = requestAnimationFrame(() => {
      // The page may have let go of the canvas between the effect and this frame.
      if (canvas.current === null || root.current === null) return;
      palette.current = readPalette(root.current);
      drawOverview(beginFrame(canvas.current, widthPx, HEIGHT_PX), {
        plot,
        heightPx: HEIGHT_PX,
        data,
        density,
        max,
        brush: shown,
        weekends: shaded,
        zone,
        palette: palette.current,
      });
      latestFrame.current();
    });
    return () => cancelAnimationFrame(frame);
  }, [data, density, max, shown, shaded, zone, theme, whole, widthPx]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame is drawn by the newest drawFrame
  useEffect(() => {
    let frame = requestAnimationFrame(() => latestFrame.current());
    const leave = live.follow(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => latestFrame.current());
    });
    return () => {
      cancelAnimationFrame(frame);
      leave();
    };
  }, [live, window.from, window.to, whole, widthPx]);

  const pxOf = (event: PointerEvent) => event.clientX - root.current!.getBoundingClientRect().left;

  const press = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || widthPx === 0) return;
    const y = event.clientY - root.current!.getBoundingClientRect().top;
    hold.current = { what: holdAt({ plot, window, brush }, pxOf(event), y), px: pxOf(event), moved: false };
    root.current!.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    const held = hold.current;
    if (held === null) return;
    if (!held.moved && Math.abs(pxOf(event) - held.px) < CLICK_PX) return;
    held.moved = true;
    const span = dragged(held.what, toMicros(plot, pxOf(event)), whole);
    if (held.what.kind === 'window') onWindowChange(span, false);
    else setDraft(span);
  };
  const release = (event: PointerEvent<HTMLElement>) => {
    const held = hold.current;
    hold.current = null;
    if (held === null) return;
    setDraft(null);
    const at = toMicros(plot, pxOf(event));
    if (held.moved) {
      const span = dragged(held.what, at, whole);
      if (held.what.kind === 'window') onWindowChange(span, true);
      else if (span.to > span.from) onBrush(span);
    } else if (brush !== null && held.what.kind !== 'window') onBrush(null);
    else onWindowChange(panBy(window, at - (window.from + window.to) / 2, whole), true);
  };
  const cancel = () => {
    hold.current = null;
    setDraft(null);
  };

  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = spanMicros(window) * 0.15 * (event.shiftKey ? 4 : 1);
    if (event.key === 'ArrowLeft') onWindowChange(panBy(window, -step, whole), true);
    else if (event.key === 'ArrowRight') onWindowChange(panBy(window, step, whole), true);
    else if (event.key === 'Enter') onBrush(window);
    else if (event.key === 'Escape' && brush !== null) onBrush(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const label = `Overview of the case, ${data === null ? 'loading' : `${counted(data.total, 'event')}, ${spanText(caseSpan, zone)} ${zone}`}`;
  return (
    <section
      ref={root}
      className="tl-root tl-overview"
      data-testid="overview"
      data-theme={theme}
      aria-label={label}
      aria-description="Drag to filter by time. Arrow keys move the visible window, Enter filters to it, Escape clears."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the window is moved with the arrow keys once this has focus
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={cancel}
      onKeyDown={keys}
    >
      <canvas ref={canvas} className="tl-canvas" />
      <canvas ref={frameCanvas} className="tl-canvas" />
      <div ref={grip} className="tl-grip" aria-hidden="true" style={{ height: GRIP_PX }} />
      {shown !== null && widthPx > 0 && (
        <>
          <BrushHandle
            edge="from"
            brush={shown}
            plotPx={toPx(plot, shown.from)}
            {...{ whole, zone, onBrush }}
          />
          <BrushHandle edge="to" brush={shown} plotPx={toPx(plot, shown.to)} {...{ whole, zone, onBrush }} />
        </>
      )}
    </section>
  );
}

interface BrushHandleProps {
  readonly edge: 'from' | 'to';
  readonly brush: Span;
  readonly plotPx: number;
  readonly whole: Span;
  readonly zone: string;
  onBrush(brush: Span | null): void;
}

/** One edge of the brush for the keyboard; the pointer is served by the strip below it. */
function BrushHandle({ edge, brush, plotPx, whole, zone, onBrush }: BrushHandleProps) {
  const step = spanMicros(whole) * KEY_STEP;
  const move = (micros: number) => onBrush(nudgeEdge(brush, edge, micros, whole, step / 5));
  const keys = (event: KeyboardEvent) => {
    const factor = event.shiftKey ? 10 : 1;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') move(-step * factor);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') move(step * factor);
    else if (event.key === 'Home') move(whole.from - whole.to);
    else if (event.key === 'End') move(whole.to - whole.from);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const at: Micros = brush[edge];
  return (
    <div
      className="tl-handle"
      role="slider"
      tabIndex={0}
      aria-label={edge === 'from' ? 'Start of the time filter' : 'End of the time filter'}
      aria-orientation="horizontal"
      aria-valuemin={Math.floor(whole.from / 1e6)}
      aria-valuemax={Math.ceil(whole.to / 1e6)}
      aria-valuenow={Math.round(at / 1e6)}
      aria-valuetext={`${instantText(at, zone, 'time')} ${zone}`}
      data-testid={`brush-${edge}`}
      style={{ left: plotPx }}
      onKeyDown={keys}
    />
  );
}
