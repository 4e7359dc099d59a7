/** A canvas as wide as its place, drawn anew when the place or the theme changes. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useThemeInForce } from '../state/selectors.ts';

/** Width of an element in whole CSS pixels, followed; 0 while its panel is hidden. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const place = element.current;
    if (place === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.floor(place.clientWidth)));
    observer.observe(place);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** `draw` must be the same function until something else is to be drawn. */
export function useCanvas(draw: (canvas: HTMLCanvasElement) => void): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeInForce();
  // The document's theme is set in a layout effect of the app: colours are read after it. A panel that was never shown
  // stands outside the document, and there it has no colours: it is drawn when it enters.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours that are read change with the theme
  useEffect(() => {
    const place = canvas.current;
    if (place === null) return;
    if (place.isConnected) {
      draw(place);
      return;
    }
    const observer = new ResizeObserver(() => {
      if (!place.isConnected) return;
      observer.disconnect();
      draw(place);
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, [draw, theme]);
  return canvas;
}
