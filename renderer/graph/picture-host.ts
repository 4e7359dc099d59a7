/** Cytoscape behind our own words: a scene is shown, moved, and asked what was clicked. Nothing else knows the library. */
import cytoscape, { type Core, type ElementDefinition } from 'cytoscape';
import { graphStyle } from './graph-style.ts';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';

/** Below this a box cannot be read: a larger picture opens at its beginning and is moved instead. */
const LEAST_READABLE = 0.82;
const ZOOM = { min: 0.25, max: 2.5, step: 1.25 };
const PADDING = 14;

export class PictureHost {
  private readonly core: Core;
  private readonly place: HTMLElement;

  /** `onPick`: what was clicked; null for the ground. */
  constructor(place: HTMLElement, scene: Scene, onPick: (id: string | null) => void) {
    this.place = place;
    this.core = cytoscape({
      container: place,
      elements: elementsOf(scene),
      layout: { name: 'preset' },
      style: graphStyle(place),
      minZoom: ZOOM.min,
      maxZoom: ZOOM.max,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.core.on('tap', (event) => {
      const id: unknown = event.target === this.core ? null : event.target.id();
      onPick(typeof id === 'string' ? id : null);
    });
    this.begin();
  }

  /** Takes the colours of the theme in force. */
  restyle(): void {
    this.core.style(graphStyle(this.place));
  }

  resize(): void {
    this.core.resize();
  }

  fit(): void {
    this.core.fit(undefined, PADDING);
  }

  zoomBy(direction: 1 | -1): void {
    const middle = { x: this.place.clientWidth / 2, y: this.place.clientHeight / 2 };
    const level = this.core.zoom() * (direction === 1 ? ZOOM.step : 1 / ZOOM.step);
    this.core.zoom({ level, renderedPosition: middle });
  }

  /** Marks a node or line and what hangs on it; the rest stands back. Null: nothing is marked. */
  choose(id: string | null): void {
    this.core.batch(() => {
      this.core.elements().removeClass('chosen aside');
      const chosen = this.core.$id(id ?? '');
      if (chosen.empty()) return;
      const near = chosen.closedNeighborhood().union(chosen.edges().connectedNodes());
      chosen.addClass('chosen');
      this.core.elements().not(near).not('.label').addClass('aside');
    });
  }

  /** Moves the picture so that a node stands in it; unmoved when it does already. */
  reveal(id: string): void {
    const node = this.core.getElementById(id);
    if (node.empty() || !node.isNode()) return;
    const box = node.renderedBoundingBox();
    const inside =
      box.x1 >= 0 && box.y1 >= 0 && box.x2 <= this.place.clientWidth && box.y2 <= this.place.clientHeight;
    if (!inside) this.core.center(node);
  }

  destroy(): void {
    this.core.destroy();
  }

  /** The whole picture where it can be read, else its first part. */
  private begin(): void {
    this.fit();
    if (this.core.zoom() > 1) {
      this.core.zoom(1);
      this.core.center();
    }
    if (this.core.zoom() >= LEAST_READABLE) return;
    const box = this.core.elements().boundingBox();
    this.core.zoom(LEAST_READABLE);
    this.core.pan({ x: PADDING - box.x1 * LEAST_READABLE, y: PADDING - box.y1 * LEAST_READABLE });
  }
}

function elementsOf({ nodes, edges, labels }: Scene): ElementDefinition[] {
  const places = new Map(nodes.map((node) => [node.id, node]));
  return [
    ...labels.map(({ id, x, y, text }) => ({
      group: 'nodes' as const,
      data: { id, text, width: 1, height: 1 },
      position: { x, y },
      classes: ['label'],
    })),
    ...nodes.map(({ id, x, y, width, height, text, classes }) => ({
      group: 'nodes' as const,
      data: { id, text, width, height },
      position: { x, y },
      classes: [...classes],
    })),
    ...edges.map((edge) => ({
      group: 'edges' as const,
      data: { id: edge.id, source: edge.from, target: edge.to, text: edge.text, ...branch(edge, places) },
      classes: [...edge.classes],
    })),
  ];
}

/** A branch to a lower row goes down along its system and then right into the box: where it starts and bends. */
function branch(
  { from, to, classes }: SceneEdge,
  places: ReadonlyMap<string, SceneNode>,
): { start: string; at: number; bend: number } | null {
  if (!classes.includes('branch')) return null;
  const [a, b] = [places.get(from)!, places.get(to)!];
  if (a.y === b.y) return { start: '50% 0', at: 0.5, bend: 0 };
  const right = a.width / 2 - 12;
  const start = { x: a.x + right, y: a.y + a.height / 2 };
  const [dx, dy] = [b.x - b.width / 2 - start.x, b.y - start.y];
  const length = Math.hypot(dx, dy);
  return { start: `${right}px ${a.height / 2}px`, at: (dy / length) ** 2, bend: (dx * dy) / length };
}
