/**
 * The only file that talks to vis-timeline. It draws the axis and the lanes; gestures, window, density and single events
 * are ours, so it is told where to look and reports only that it has drawn. Its own items, tooltips, selection, editing,
 * xss option and string templates are never used.
 */
import { DataSet } from 'vis-data/esnext';
import { Timeline } from 'vis-timeline/esnext';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import type { LaneBy, TimelineLane } from '../../shared/ipc/contract.ts';
import { majorLabel, minorLabel, momentIn } from './axis.ts';
import type { LaneBox } from './draw-density.ts';
import { laneElement, nameLane } from './elements.ts';
import { limitsOf } from './geometry.ts';
import type { Span } from './types.ts';

interface Group {
  id: number;
  order: number;
  content: string;
}

/** Room of the longest tick label, `14:20` or `Wed 22`. */
const TICK_LABEL_PX = 44;

export class VisHost {
  readonly #timeline: Timeline;
  readonly #groups = new DataSet<Group>([]);
  readonly #plot: HTMLElement;
  #lanes: readonly TimelineLane[] = [];
  #laneBy: LaneBy = 'source';
  #laneHeightPx = 0;
  #laneElements: HTMLElement[] = [];

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
      [],
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

  /** Lanes that keep their names keep their elements: only the counts are written. */
  setLanes(lanes: readonly TimelineLane[], laneBy: LaneBy): void {
    const kept = laneBy === this.#laneBy && sameNames(lanes, this.#lanes);
    this.#lanes = lanes;
    this.#laneBy = laneBy;
    if (kept) {
      for (const [index, lane] of lanes.entries()) {
        const element = this.#laneElements[index];
        if (element !== undefined) nameLane(element, lane, laneBy);
      }
      return;
    }
    this.#laneElements.length = lanes.length;
    this.#groups.remove(this.#groups.getIds().filter((id) => Number(id) >= lanes.length));
    this.#groups.update(lanes.map((_, index) => ({ id: index, order: index, content: '' })));
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

  /** A tick label that the plot's edge cuts would read as another number (`7` for `17`): it is hidden. All are read before one is written. */
  #hideCutTicks(container: HTMLElement): void {
    const { left, right } = this.#plot.getBoundingClientRect();
    const labels = [...container.querySelectorAll<HTMLElement>('.vis-time-axis .vis-minor.vis-text')];
    const starts = labels.map((label) => label.getBoundingClientRect().left);
    for (const [i, label] of labels.entries()) {
      const start = starts[i]!;
      label.classList.toggle('tl-cut', start < left - 3 || start > right - TICK_LABEL_PX);
    }
  }

  #format(zone: string) {
    return {
      majorLabels: (time: { valueOf(): number }, scale: string) => majorLabel(zone, time, scale),
      minorLabels: (time: { valueOf(): number }, scale: string) => minorLabel(zone, time, scale),
    };
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

/** Whether lanes differ in nothing but their counts. */
function sameNames(a: readonly TimelineLane[], b: readonly TimelineLane[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ key, label, filter }, i) => {
      const other = b[i]!;
      return key === other.key && label === other.label && (filter === null) === (other.filter === null);
    })
  );
}
