/** The table's scrolling: one place in the full height, whether or not the browser's own scroll bar can reach it. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clampOffset, isScaled, offsetOf, offsetToShow, ROW_PX, scrollTopOf } from './row-window.ts';

export interface RowScroll {
  readonly scrollRef: (element: HTMLDivElement | null) => void;
  /** Place in the full height, in pixels. */
  readonly offset: number;
  /** What the browser's scroll bar stands at. */
  readonly scrollTop: number;
  /** Height that rows can be seen in. */
  readonly viewPx: number;
  readonly viewWidthPx: number;
  onScroll(): void;
  show(row: number, align: 'nearest' | 'middle'): void;
  toTop(row: number): void;
}

export function useRowScroll(rows: number, headPx: number): RowScroll {
  // The element comes and goes with the table (it is not there while the first answer is awaited).
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [view, setView] = useState({ widthPx: 0, heightPx: 0 });
  const [place, setPlace] = useState({ offset: 0, scrollTop: 0 });
  const now = useRef({ offset: 0, rows, viewPx: 0 });
  const viewPx = Math.max(0, view.heightPx - headPx);
  now.current.rows = rows;
  now.current.viewPx = viewPx;

  useLayoutEffect(() => {
    if (element === null) return;
    const measure = () => setView({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  const goTo = useCallback(
    (wanted: number) => {
      const { rows: count, viewPx: height } = now.current;
      const offset = clampOffset(wanted, count, height);
      const scrollTop = scrollTopOf(offset, count, height);
      now.current.offset = offset;
      if (element !== null) element.scrollTop = scrollTop;
      setPlace({ offset, scrollTop });
    },
    [element],
  );

  // Fewer rows than before: a place beyond their end would show none of them.
  useLayoutEffect(() => {
    const inside = clampOffset(now.current.offset, rows, viewPx);
    if (viewPx > 0 && inside !== now.current.offset) goTo(inside);
  }, [rows, viewPx, goTo]);

  const onScroll = useCallback(() => {
    if (element === null) return;
    const { rows: count, viewPx: height } = now.current;
    // Our own movement comes back as an event, rounded to the screen's pixels: the finer place is kept.
    const expected = scrollTopOf(now.current.offset, count, height);
    if (Math.abs(expected - element.scrollTop) > 1) {
      now.current.offset = offsetOf(element.scrollTop, count, height);
    }
    setPlace({ offset: now.current.offset, scrollTop: element.scrollTop });
  }, [element]);

  // Where the scroll bar stands for more rows than pixels, a turn of the wheel must still move by lines.
  useEffect(() => {
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!isScaled(now.current.rows) || event.deltaY === 0 || event.shiftKey) return;
      event.preventDefault();
      goTo(now.current.offset + event.deltaY);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [element, goTo]);

  const show = useCallback(
    (row: number, align: 'nearest' | 'middle') => {
      const { offset, viewPx: height } = now.current;
      const wanted = offsetToShow(row, offset, height, align);
      if (wanted !== offset) goTo(wanted);
    },
    [goTo],
  );
  const toTop = useCallback((row: number) => goTo(row * ROW_PX), [goTo]);

  return { scrollRef: setElement, ...place, viewPx, viewWidthPx: view.widthPx, onScroll, show, toTop };
}
