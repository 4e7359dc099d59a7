/** Canvas helpers: sharp on every screen, and one pattern that says "failed" without a hue. */

/** Sizes a canvas in device pixels and hands out a cleared context that draws in CSS pixels. */
export function beginFrame(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(widthPx * ratio));
  const height = Math.max(1, Math.round(heightPx * ratio));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${widthPx}px`;
    canvas.style.height = `${heightPx}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return context;
}

const hatches = new Map<string, HTMLCanvasElement>();
const HATCH_PX = 4;

/** Fills a box with diagonal stripes of one colour on another, with an edge in the stripe's colour. */
export function fillHatched(
  context: CanvasRenderingContext2D,
  box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  stripe: string,
  ground: string,
): void {
  const key = `${stripe} ${ground}`;
  let tile = hatches.get(key);
  if (tile === undefined) {
    tile = hatchTile(stripe, ground);
    hatches.set(key, tile);
  }
  context.fillStyle = context.createPattern(tile, 'repeat') ?? stripe;
  context.fillRect(box.x, box.y, box.w, box.h);
  context.fillStyle = stripe;
  context.fillRect(box.x, box.y, box.w, 1);
}

function hatchTile(stripe: string, ground: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = HATCH_PX;
  tile.height = HATCH_PX;
  const context = tile.getContext('2d')!;
  context.fillStyle = ground;
  context.fillRect(0, 0, HATCH_PX, HATCH_PX);
  context.strokeStyle = stripe;
  context.lineWidth = 1.4;
  for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
    context.beginPath();
    context.moveTo(shift - 1, HATCH_PX + 1);
    context.lineTo(shift + HATCH_PX + 1, -1);
    context.stroke();
  }
  return tile;
}
