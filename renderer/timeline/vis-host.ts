/**
 * The only file that talks to vis-timeline. It draws the axis, the lanes and the single events; gestures, window and
 * density are ours, so it is told where to look and reports only that it has drawn. Its own tooltips, selection,
 * editing, xss option and string templates are never used.
 */
import { DataSet } from 'vis-data/peer';
import { Timeline } from 'vis-timeline/peer';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import type { LaneBy, TimelineItem, TimelineLane } from '../../shared/ipc/contract.ts';
import { majorLabel, minorLabel, momentIn } from './axis.ts';
import type { LaneBox } from './draw-density.ts';
import { itemElement, laneElement } from './elements.ts';
import { isDrawable, limitsOf } from './geometry.ts';
import { sourceName } from './palette.ts';
import type { Span } from './types.ts';

interface Group {
  id: number;
  order: number;
  content: string;
}

/** `end` makes it an interval; `className` is a shape and a source's hue, both from closed sets. */
interface Item {
  id: number;
  group: number;
  content: string;
  start: number;
  end?: number;
  type: 'point' | 'range';
  className: string;
}

/** Room of the longest tick label, `14:20` or `Wed 22`. */
const TICK_LABEL_PX = 44;

export class VisHost {
  readonly #timeline: Timeline;
  readonly #groups = new DataSet<Group>([]);
  readonly #items = new DataSet<Item>([]);
  readonly #plot: HTMLElement;
  #lanes: readonly TimelineLane[] = [];
  #laneBy: LaneBy = 'source';
  #laneHeightPx = 0;
  #laneElements: HTMLElement[] = [];
  readonly #shown = new Map<number, { readonly item: TimelineItem; readonly element: HTMLElement }>();

  /**
   * `onReady` is called once, when vis-timeline has drawn its empty frame: given a window or events before that, it
   * would stay hidden or jump to its own idea of a window. `onDrawn` follows each later redraw, in the same frame.
   */
  constructor(
    container: HTMLElement,
    zone: string,
    caseSpan: Span,
    onReady: () => void,
    onDrawn: () => void,
  ) {
    const limits = limitsOf(caseSpan);
    this.#timeline = new Timeline(
      container,
      this.#items as never,
      this.#groups as never,
      {
        align: 'left',
        autoResize: false,
        format: this.#format(zone),
        groupOrder: 'order',
        groupTemplate: (group?: Group) => this.#laneTemplate(group),
        height: '100%',
        margin: { axis: 0, item: { horizontal: 0, vertical: 0 } },
        max: limits.to / 1000,
        min: limits.from / 1000,
        moment: momentIn(zone),
        moveable: false,
        orientation: { axis: 'top', item: 'top' },
        rtl: false,
        selectable: false,
        showCurrentTime: false,
        showTooltips: false,
        stack: false,
        template: (item?: Item) => this.#itemTemplate(item),
        verticalScroll: true,
        zoomMin: 1,
        zoomable: false,
      } as never,
    );
    this.#plot = container.querySelector<HTMLElement>('.vis-panel.vis-center')!;
    let ready = false;
    this.#timeline.on('changed', () => {
      this.#hideCutTicks(container);
      if (ready) onDrawn();
      else {
        ready = true;
        onReady();
      }
    });
  }

  /** Panel that the lanes and events scroll in; the density canvas lies in it. */
  get plot(): HTMLElement {
    return this.#plot;
  }

  setWindow(window: Span): void {
    this.#timeline.setWindow(window.from / 1000, window.to / 1000, { animation: false });
  }

  setLimits(caseSpan: Span): void {
    const limits = limitsOf(caseSpan);
    this.#timeline.setOptions({ min: limits.from / 1000, max: limits.to / 1000 });
  }

  setZone(zone: string): void {
    this.#timeline.setOptions({ moment: momentIn(zone), format: this.#format(zone) } as never);
  }

  redraw(): void {
    this.#timeline.redraw();
  }

  /** All lanes get one height; it is set on the label, which vis-timeline measures. */
  setLaneHeight(heightPx: number): void {
    if (heightPx === this.#laneHeightPx) return;
    this.#laneHeightPx = heightPx;
    for (const element of this.#laneElements) element.style.height = `${heightPx}px`;
    this.#timeline.redraw();
  }

  setData(lanes: readonly TimelineLane[], items: readonly TimelineItem[], laneBy: LaneBy): void {
    this.#lanes = lanes;
    this.#laneBy = laneBy;
    this.#laneElements.length = lanes.length;
    const groups = lanes.map((_, index) => ({ id: index, order: index, content: '' }));
    const drawn = items.filter((item) => isDrawable(item.time) && lanes[item.lane] !== undefined);
    const wanted = new Map(drawn.map((item) => [item.row, item]));
    const gone = this.#items.getIds().filter((id) => !wanted.has(Number(id)));
    for (const id of gone) this.#shown.delete(Number(id));
    this.#items.remove(gone);
    this.#groups.remove(this.#groups.getIds().filter((id) => Number(id) >= lanes.length));
    this.#groups.update(groups);
    const changed = drawn.filter((item) => !same(this.#shown.get(item.row)?.item, item));
    for (const item of changed) this.#shown.set(item.row, { item, element: this.#elementFor(item) });
    this.#items.update(changed.map(toVis));
  }

  /** vis-timeline keeps the element it has when a new one looks alike, so an event keeps its own for as long as it is shown. */
  #elementFor(item: TimelineItem): HTMLElement {
    const made = itemElement(item);
    const kept = this.#shown.get(item.row)?.element;
    if (kept === undefined) return made;
    kept.className = made.className;
    kept.replaceChildren(...made.childNodes);
    return kept;
  }

  /** Elements of the single events by row. */
  get items(): ReadonlyMap<number, { readonly item: TimelineItem; readonly element: HTMLElement }> {
    return this.#shown;
  }

  /** Where the lanes lie now, in pixels from the plot's upper edge. Reads layout: call once per drawing. */
  laneBoxes(): readonly LaneBox[] {
    const boxes: LaneBox[] = [];
    const top = this.#plot.getBoundingClientRect().top;
    this.#laneElements.forEach((element, lane) => {
      const row = element.closest<HTMLElement>('.vis-label');
      if (row === null || lane >= this.#lanes.length) return;
      const rect = row.getBoundingClientRect();
      boxes.push({ lane, topPx: rect.top - top, heightPx: rect.height });
    });
    return boxes;
  }

  destroy(): void {
    this.#timeline.destroy();
  }

  /** A tick label that the plot's edge cuts would read as another number (`7` for `17`): it is hidden. */
  #hideCutTicks(container: HTMLElement): void {
    const { left, right } = this.#plot.getBoundingClientRect();
    for (const label of container.querySelectorAll<HTMLElement>('.vis-time-axis .vis-minor.vis-text')) {
      const start = label.getBoundingClientRect().left;
      label.classList.toggle('tl-cut', start < left - 3 || start > right - TICK_LABEL_PX);
    }
  }

  #format(zone: string) {
    return {
      majorLabels: (time: { valueOf(): number }, scale: string) => majorLabel(zone, time, scale),
      minorLabels: (time: { valueOf(): number }, scale: string) => minorLabel(zone, time, scale),
    };
  }

  #itemTemplate(item: Item | undefined): HTMLElement {
    return this.#shown.get(item?.id ?? -1)?.element ?? document.createElement('div');
  }

  #laneTemplate(group: Group | undefined): HTMLElement {
    const index = group?.id ?? -1;
    const lane = this.#lanes[index];
    if (lane === undefined) return document.createElement('div');
    const element = laneElement(lane, index, this.#laneBy);
    element.style.height = `${this.#laneHeightPx}px`;
    this.#laneElements[index] = element;
    return element;
  }
}

function toVis(item: TimelineItem): Item {
  const base = { id: item.row, group: item.lane, content: '', start: item.time / 1000 };
  const hue = `tl-src-${sourceName(item.source)}`;
  const isInterval = item.timeEnd !== null && isDrawable(item.timeEnd) && item.timeEnd > item.time;
  if (!isInterval) return { ...base, type: 'point', className: `tl-point ${hue}` };
  return { ...base, end: item.timeEnd / 1000, type: 'range', className: `tl-interval ${hue}` };
}

function same(a: TimelineItem | undefined, b: TimelineItem): boolean {
  return (
    a !== undefined &&
    a.lane === b.lane &&
    a.time === b.time &&
    a.timeEnd === b.timeEnd &&
    a.source === b.source &&
    a.outcome === b.outcome &&
    a.label === b.label
  );
}
