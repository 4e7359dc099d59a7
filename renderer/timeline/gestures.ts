/** Mouse, wheel and keyboard on the timeline, turned into windows and picks. Owns no picture. */
import type { Micros } from '../../shared/base/time.ts';
import { fitWindow, limitsOf, panBy, spanMicros, toMicros, zoomAt } from './geometry.ts';
import type { Span } from './types.ts';

export interface PointerAt {
  /** Pixels from the plot's left and upper edge. */
  readonly x: number;
  readonly y: number;
  readonly target: Element;
}

interface GestureTarget {
  /** The part of the element that shows time. */
  readonly plot: HTMLElement;
  window(): Span;
  caseSpan(): Span;
  /** A window on the way; `settled` follows when the hand rests. */
  moved(window: Span): void;
  settled(): void;
  /** Pointer over the plot, in its pixels; null when it left. */
  hover(at: PointerAt | null): void;
  pick(at: PointerAt): void;
  /** A jump that should be shown as a motion. */
  goTo(window: Span): void;
}

const DRAG_THRESHOLD_PX = 4;
const WHEEL_REST_MS = 160;
/** A second click within this time is a double click; a bar waits so long before it zooms. */
const DOUBLE_CLICK_MS = 230;
const KEY_ZOOM = 0.6;
const KEY_PAN = 0.15;
const LINE_PX = 16;

/** Listens until the returned function is called. */
export function attachGestures(root: HTMLElement, target: GestureTarget): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let restTimer = 0;
  let clickTimer = 0;
  let drag: { readonly x: number; readonly id: number; readonly window: Span; moved: boolean } | null = null;
  let suppressClick = false;

  const local = (event: MouseEvent) => {
    const rect = target.plot.getBoundingClientRect();
    const x = event.clientX - rect.left;
    const y = event.clientY - rect.top;
    return { x, y, width: rect.width, inside: x >= 0 && x <= rect.width };
  };
  const move = (window: Span) => {
    target.moved(window);
    clearTimeout(restTimer);
    restTimer = later(() => target.settled(), WHEEL_REST_MS);
  };

  root.addEventListener(
    'wheel',
    (event) => {
      const at = local(event);
      if (!at.inside || at.width <= 0) return;
      event.preventDefault();
      event.stopPropagation();
      const unit = event.deltaMode === 0 ? 1 : LINE_PX;
      const sideways = event.shiftKey ? event.deltaX + event.deltaY : event.deltaX;
      const limits = limitsOf(target.caseSpan());
      const window = target.window();
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        move(panBy(window, (sideways * unit * spanMicros(window)) / at.width, limits));
        return;
      }
      // A pinch on a touchpad arrives as a wheel with Ctrl and small steps.
      const factor = Math.exp(event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002));
      move(zoomAt(window, factor, toMicros({ window, widthPx: at.width }, at.x), limits));
    },
    { capture: true, passive: false, signal },
  );

  root.addEventListener(
    'pointerdown',
    (event) => {
      const at = local(event);
      if (event.button !== 0 || !at.inside) return;
      suppressClick = false;
      drag = { x: event.clientX, id: event.pointerId, window: target.window(), moved: false };
    },
    { signal },
  );

  root.addEventListener(
    'pointermove',
    (event) => {
      if (drag === null) {
        const at = local(event);
        target.hover(at.inside && event.target instanceof Element ? { ...at, target: event.target } : null);
        return;
      }
      const dx = event.clientX - drag.x;
      if (!drag.moved) {
        if (Math.abs(dx) < DRAG_THRESHOLD_PX) return;
        drag.moved = true;
        root.setPointerCapture(drag.id);
        root.classList.add('tl-dragging');
        target.hover(null);
      }
      const width = target.plot.clientWidth;
      if (width > 0) {
        target.moved(
          panBy(drag.window, (-dx * spanMicros(drag.window)) / width, limitsOf(target.caseSpan())),
        );
      }
    },
    { signal },
  );

  const endDrag = () => {
    if (drag?.moved === true) {
      suppressClick = true;
      root.classList.remove('tl-dragging');
      target.settled();
    }
    drag = null;
  };
  root.addEventListener('pointerup', endDrag, { signal });
  root.addEventListener('pointercancel', endDrag, { signal });
  root.addEventListener('lostpointercapture', endDrag, { signal });
  root.addEventListener('pointerleave', () => target.hover(null), { signal });

  root.addEventListener(
    'click',
    (event) => {
      const at = local(event);
      if (suppressClick || !at.inside || !(event.target instanceof Element)) return;
      clearTimeout(clickTimer);
      const picked = { x: at.x, y: at.y, target: event.target };
      if (event.target.closest('[data-row]') !== null) target.pick(picked);
      else if (event.detail === 1) clickTimer = later(() => target.pick(picked), DOUBLE_CLICK_MS);
    },
    { signal },
  );
  root.addEventListener(
    'dblclick',
    (event) => {
      clearTimeout(clickTimer);
      if (!local(event).inside) return;
      if (event.target instanceof Element && event.target.closest('[data-row]') !== null) return;
      target.goTo(fitWindow(target.caseSpan()));
    },
    { signal },
  );

  root.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const window = target.window();
      const limits = limitsOf(target.caseSpan());
      const middle = Math.round((window.from + window.to) / 2) as Micros;
      const step = spanMicros(window) * KEY_PAN * (event.shiftKey ? 4 : 1);
      const next = keyWindow(event.key, { window, limits, middle, step });
      if (next === 'fit') target.goTo(fitWindow(target.caseSpan()));
      else if (next !== null) move(next);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );

  return () => {
    stop.abort();
    clearTimeout(restTimer);
    clearTimeout(clickTimer);
  };
}

/** `setTimeout` of the window, whose handle is a number. */
function later(run: () => void, ms: number): number {
  return window.setTimeout(run, ms);
}

interface KeyState {
  readonly window: Span;
  readonly limits: Span;
  readonly middle: Micros;
  readonly step: number;
}

/** Where a key leads: W/S and +/- zoom, A/D and arrows pan, 0 and F fit; null for every other key. */
export function keyWindow(key: string, { window, limits, middle, step }: KeyState): Span | 'fit' | null {
  switch (key) {
    case 'w':
    case 'W':
    case '+':
    case '=':
      return zoomAt(window, KEY_ZOOM, middle, limits);
    case 's':
    case 'S':
    case '-':
    case '_':
      return zoomAt(window, 1 / KEY_ZOOM, middle, limits);
    case 'a':
    case 'A':
    case 'ArrowLeft':
      return panBy(window, -step, limits);
    case 'd':
    case 'D':
    case 'ArrowRight':
      return panBy(window, step, limits);
    case '0':
    case 'f':
    case 'F':
      return 'fit';
    default:
      return null;
  }
}
