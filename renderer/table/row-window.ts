/**
 * Which rows stand in sight, for tables of any length. Browsers end a page at some 33 million pixels; ten million rows
 * of 24 px are seven times that. Beyond `MAX_HEIGHT_PX` the scroll bar therefore covers the rows by proportion: `offset`
 * is the place in the full height, `scrollTop` what the browser is told.
 */
export const ROW_PX = 24;
export const MAX_HEIGHT_PX = 12_000_000;

export interface RowWindow {
  /** First and last row that must be drawn, last exclusive. */
  readonly first: number;
  readonly last: number;
}

export function fullHeight(rows: number): number {
  return rows * ROW_PX;
}

/** What the scrolled element measures. */
export function scrollHeight(rows: number): number {
  return Math.min(fullHeight(rows), MAX_HEIGHT_PX);
}

export function clampOffset(offset: number, rows: number, viewPx: number): number {
  return Math.max(0, Math.min(offset, fullHeight(rows) - viewPx));
}

/** Scroll position to place; exact while the table fits the browser. */
export function offsetOf(scrollTop: number, rows: number, viewPx: number): number {
  const reach = scrollHeight(rows) - viewPx;
  if (reach <= 0) return 0;
  return clampOffset((scrollTop / reach) * (fullHeight(rows) - viewPx), rows, viewPx);
}

export function scrollTopOf(offset: number, rows: number, viewPx: number): number {
  const range = fullHeight(rows) - viewPx;
  if (range <= 0) return 0;
  return (clampOffset(offset, rows, viewPx) / range) * (scrollHeight(rows) - viewPx);
}

export function isScaled(rows: number): boolean {
  return fullHeight(rows) > MAX_HEIGHT_PX;
}

export function rowWindow(offset: number, rows: number, viewPx: number, overscan = 4): RowWindow {
  const first = Math.max(0, Math.floor(offset / ROW_PX) - overscan);
  const last = Math.min(rows, Math.ceil((offset + viewPx) / ROW_PX) + overscan);
  return { first, last };
}

/** The nearest place that shows a row whole; the same place when it is in sight already. */
export function offsetToShow(
  row: number,
  offset: number,
  viewPx: number,
  align: 'nearest' | 'middle',
): number {
  const top = row * ROW_PX;
  const inSight = top >= offset && top + ROW_PX <= offset + viewPx;
  if (inSight) return offset;
  if (align === 'middle') return top - (viewPx - ROW_PX) / 2;
  return top < offset ? top : top + ROW_PX - viewPx;
}
