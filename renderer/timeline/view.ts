/** The timeline's picture: vis-timeline, the density canvas, the crosshair and the tooltip, kept in step frame by frame. */
import type { Micros } from '../../shared/base/time.ts';
import type { LaneBy, TimelineLane } from '../../shared/ipc/contract.ts';
import { beginFrame } from './canvas.ts';
import { type Cell, cellAt, cellSpan, type Density, readDensity } from './density.ts';
import { drawDensity, type LaneBox } from './draw-density.ts';
import {
  between,
  clampWindow,
  limitsOf,
  MIN_SPAN_MICROS,
  type Plot,
  sameSpan,
  spanMicros,
  toMicros,
} from './geometry.ts';
import { attachGestures, type PointerAt } from './gestures.ts';
import { ItemLayer } from './item-layer.ts';
import { type Palette, readPalette } from './palette.ts';
import { WEEKENDS_UP_TO_MICROS, weekends } from './ticks.ts';
import { cellTooltip, itemTooltip, Tooltip } from './tooltip.ts';
import type { Span, TimelineProps } from './types.ts';
import { VisHost } from './vis-host.ts';
import { instantText, precisionOf } from './zone-time.ts';

const LANE_MIN_PX = 40;
/** The phases of a chain are many and should be seen together: their names and counts share a line. */
const PHASE_MIN_PX = 25;
const LANE_MAX_PX = 112;
const ZOOM_MS = 150;
/** While a hand moves the window, the app hears of it so often: each time it asks for new counts. */
const REPORT_MS = 80;
const FIRST_PICTURE = 'first-picture';
/** Room that the crosshair's instant needs to its right. */
const INSTANT_PX = 230;

/** A source has its hue everywhere; the phases of a chain have the chain's, and the response to it none. */
function laneHue(palette: Palette, laneBy: LaneBy, lane: TimelineLane | undefined): string {
  if (laneBy === 'source') return palette.source.get(lane?.key ?? '') ?? palette.bar;
  return laneBy === 'chain' && lane !== undefined && lane.key !== 'Response' && lane.key !== '…'
    ? palette.chain
    : palette.bar;
}

export class TimelineView {
  #props: TimelineProps;
  readonly #root: HTMLElement;
  readonly #host: VisHost;
  readonly #canvas = document.createElement('canvas');
  readonly #crosshair = document.createElement('div');
  readonly #instant = document.createElement('div');
  readonly #tooltip: Tooltip;
  readonly #observer: ResizeObserver;
  readonly #detach: () => void;
  readonly #layer: ItemLayer;
  #window: Span;
  #palette: Palette;
  #density: Density | null = null;
  #boxes: readonly LaneBox[] = [];
  #size = { width: 0, height: 0 };
  #corner = { left: -1, top: -1 };
  /** True between a gesture's first step and its end: the window then belongs to the hand, not to the props. */
  #held = false;
  #ready = false;
  #hidden = false;
  #animation = 0;
  /** Timer of the next word to the app about the window under the hand. */
  #report = 0;
  /** Drawings that are left to find the lanes' heights after new data. */
  #looks = 0;
  #frame = 0;
  #pointer: PointerAt | null = null;
  #weekends: { readonly zone: string; readonly span: Span; readonly found: readonly Span[] } = {
    zone: '',
    span: { from: 0 as Micros, to: 0 as Micros },
    found: [],
  };

  constructor(root: HTMLElement, container: HTMLElement, props: TimelineProps) {
    this.#props = props;
    this.#root = root;
    this.#window = clampWindow(props.window, limitsOf(props.caseSpan));
    this.#palette = readPalette(root);
    this.#host = new VisHost(
      container,
      props.zone,
      props.caseSpan,
      () => this.#start(),
      () => this.#draw(),
    );
    this.#canvas.className = 'tl-canvas';
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#host.plot.prepend(this.#canvas);
    this.#layer = new ItemLayer(this.#host.plot);
    this.#crosshair.className = 'tl-crosshair';
    this.#instant.className = 'tl-instant';
    this.#crosshair.append(this.#instant);
    root.append(this.#crosshair);
    this.#tooltip = new Tooltip(root);
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(container);
    this.#detach = attachGestures(root, {
      plot: this.#host.plot,
      window: () => this.#window,
      caseSpan: () => this.#props.caseSpan,
      moved: (window) => this.#moved(window),
      settled: () => this.#settled(),
      hover: (at) => {
        this.#pointer = at;
        this.#drawSoon();
      },
      pick: (at) => this.#pick(at),
      goTo: (window) => this.#props.onWindowChange(window, true),
    });
    root.addEventListener('click', this.#laneClicked);
    for (const type of ['dragenter', 'dragleave', 'drop', 'dragend'] as const) {
      root.addEventListener(type, this.#fileDrag, true);
    }
  }

  update(props: TimelineProps): void {
    const before = this.#props;
    this.#props = props;
    if (props.theme !== before.theme) this.#palette = readPalette(this.#root);
    if (props.zone !== before.zone) this.#host.setZone(props.zone);
    if (!sameSpan(props.caseSpan, before.caseSpan)) this.#host.setLimits(props.caseSpan);
    if (props.data !== before.data || props.laneBy !== before.laneBy) this.#setData();
    if (!sameSpan(props.window, before.window)) this.#follow(props.window);
    this.#drawSoon();
  }

  destroy(): void {
    clearTimeout(this.#report);
    cancelAnimationFrame(this.#animation);
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#detach();
    this.#root.removeEventListener('click', this.#laneClicked);
    for (const type of ['dragenter', 'dragleave', 'drop', 'dragend'] as const) {
      this.#root.removeEventListener(type, this.#fileDrag, true);
    }
    this.#crosshair.remove();
    this.#tooltip.destroy();
    this.#host.destroy();
  }

  #start(): void {
    this.#ready = true;
    this.#host.setWindow(this.#window);
    this.#setData();
    this.#draw();
  }

  // ---- window ----

  get #plot(): Plot {
    return { window: this.#window, widthPx: this.#size.width };
  }

  #moved(window: Span): void {
    cancelAnimationFrame(this.#animation);
    this.#held = true;
    this.#show(window);
    this.#props.live.set(window);
    this.#report ||= globalThis.setTimeout(() => {
      this.#report = 0;
      this.#props.onWindowChange(this.#window, false);
    }, REPORT_MS);
  }

  #settled(): void {
    this.#held = false;
    clearTimeout(this.#report);
    this.#report = 0;
    this.#props.onWindowChange(this.#window, true);
    this.#props.live.set(null);
  }

  /** Goes to the window that the props name, as a short motion so that the eye stays on the same thing. */
  #follow(window: Span): void {
    const goal = clampWindow(window, limitsOf(this.#props.caseSpan));
    if (this.#held || sameSpan(goal, this.#window)) return;
    cancelAnimationFrame(this.#animation);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.#show(goal);
      return;
    }
    const start = this.#window;
    const began = performance.now();
    const step = (now: number) => {
      const t = Math.min(1, (now - began) / ZOOM_MS);
      this.#show(t < 1 ? between(start, goal, Math.max(0, t)) : goal);
      if (t < 1) this.#animation = requestAnimationFrame(step);
    };
    this.#animation = requestAnimationFrame(step);
  }

  #show(window: Span): void {
    this.#window = window;
    if (this.#ready) this.#host.setWindow(window);
  }

  /** Behind another tab nothing has a size, and vis-timeline would keep what it measures there: all is laid out anew after. */
  #resized(): void {
    const hidden = this.#host.plot.clientWidth === 0;
    if (hidden) {
      this.#hidden = true;
      return;
    }
    if (this.#hidden) {
      this.#hidden = false;
      this.#setData();
      // It measures its plot only after its lanes, so a second look is what gives them their height.
      requestAnimationFrame(() => this.#host.redraw());
    }
    this.#host.redraw();
    this.#drawSoon();
  }

  // ---- content ----

  #setData(): void {
    if (!this.#ready || this.#hidden) return;
    const { data, laneBy } = this.#props;
    this.#density = data === null ? null : readDensity(data);
    const lanes = data?.lanes ?? [];
    this.#layer.setItems(data?.items ?? [], lanes.length);
    this.#host.setLanes(lanes, laneBy);
    this.#looks = lanes.length;
    this.#layoutLanes();
  }

  /** Lanes share the height there is; below the minimum they scroll. */
  #layoutLanes(): void {
    const lanes = this.#props.data?.lanes.length ?? 0;
    const height = this.#host.plot.clientHeight;
    if (lanes === 0 || height === 0) return;
    const isPhases = this.#props.laneBy === 'chain';
    const least = isPhases ? PHASE_MIN_PX : LANE_MIN_PX;
    const laneHeight = Math.floor(Math.min(Math.max(height / lanes, least), LANE_MAX_PX)) - 1;
    this.#root.classList.toggle('tl-compact', laneHeight < LANE_MIN_PX - 4);
    this.#host.setLaneHeight(laneHeight);
  }

  /** The one drawing: called after vis-timeline's own redraw, and once per frame for what only we show. */
  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#ready) return;
    const { plot } = this.#host;
    const width = plot.clientWidth;
    const height = plot.clientHeight;
    if (width === 0 || height === 0) return;
    if (width !== this.#size.width) this.#props.onWidthChange(width);
    if (height !== this.#size.height) this.#layoutLanes();
    this.#size = { width, height };
    this.#boxes = this.#host.laneBoxes();
    this.#evenOut();
    this.#placeCorner(plot.offsetLeft, plot.offsetTop);
    this.#layer.layout({
      plot: this.#plot,
      lanes: this.#boxes,
      selectedRow: this.#props.selectedRow,
      chainRows: this.#props.chainRows,
      font: this.#palette.font,
    });
    const cell = this.#pointed(this.#pointer);
    const { data, laneBy, chainRows, pauses } = this.#props;
    drawDensity(beginFrame(this.#canvas, width, height), {
      plot: this.#plot,
      heightPx: height,
      density: this.#density,
      lanes: this.#boxes,
      hue: (lane) => laneHue(this.#palette, laneBy, data?.lanes[lane]),
      pauses: laneBy === 'chain' ? pauses : [],
      palette: this.#palette,
      dimmed: chainRows !== null && chainRows.size > 0,
      hovered: cell,
      names: (lane) => this.#layer.names(lane),
      weekends: this.#visibleWeekends(),
    });
    this.#markFirst();
  }

  /** The window's start is measured up to here (test/bench/picture.ts). */
  #markFirst(): void {
    if (this.#density === null || performance.getEntriesByName(FIRST_PICTURE).length > 0) return;
    performance.mark(FIRST_PICTURE);
  }

  /** Written only when it changed: a custom property of the root is one of everything below it. */
  #placeCorner(left: number, top: number): void {
    if (left === this.#corner.left && top === this.#corner.top) return;
    this.#corner = { left, top };
    this.#root.style.setProperty('--tl-plot-left', `${left}px`);
    this.#root.style.setProperty('--tl-plot-top', `${top}px`);
  }

  /** vis-timeline measures only the lanes in sight: one that came into sight just now has the height it had before. */
  #evenOut(): void {
    const heights = this.#boxes.map((box) => box.heightPx);
    if (this.#looks === 0 || Math.max(...heights) - Math.min(...heights) < 2) return;
    this.#looks -= 1;
    requestAnimationFrame(() => this.#host.redraw());
  }

  #drawSoon(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Found for three windows' width, so that a pan finds them only now and then. */
  #visibleWeekends(): readonly Span[] {
    const { zone } = this.#props;
    const { from, to } = this.#window;
    const known = this.#weekends;
    const width = spanMicros(this.#window);
    if (width > WEEKENDS_UP_TO_MICROS) return [];
    if (known.zone !== zone || from < known.span.from || to > known.span.to) {
      const span = { from: (from - width) as Micros, to: (to + width) as Micros };
      this.#weekends = { zone, span, found: weekends(span, zone) };
    }
    return this.#weekends.found;
  }

  // ---- pointer ----

  #cellUnder(x: number, y: number): Cell | null {
    const box = this.#boxes.find((lane) => y >= lane.topPx && y < lane.topPx + lane.heightPx);
    if (box === undefined || this.#density === null) return null;
    return cellAt(this.#density, box.lane, toMicros(this.#plot, x));
  }

  /** Crosshair, instant and tooltip for where the pointer is now; gives the bar under it. */
  #pointed(at: PointerAt | null): Cell | null {
    this.#root.classList.toggle('tl-hovering', at !== null);
    if (at === null) {
      this.#tooltip.hide();
      this.#root.classList.remove('tl-on-bar');
      return null;
    }
    const { zone, data } = this.#props;
    const plot = this.#plot;
    const precision = precisionOf(spanMicros(this.#window) / Math.max(1, plot.widthPx));
    this.#instant.textContent = `${instantText(toMicros(plot, at.x), zone, precision)} ${zone}`;
    this.#instant.classList.toggle('tl-flip', at.x > plot.widthPx - INSTANT_PX);
    const left = this.#host.plot.offsetLeft + at.x;
    const top = this.#host.plot.offsetTop + at.y;
    this.#crosshair.style.transform = `translateX(${Math.round(left)}px)`;
    const row = at.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    const single = row === undefined ? undefined : this.#layer.item(Number(row));
    const cell = single === undefined && at.y >= 0 ? this.#cellUnder(at.x, at.y) : null;
    this.#root.classList.toggle('tl-on-bar', cell !== null);
    if (single !== undefined) this.#tooltip.show(itemTooltip(single, zone), left, top);
    else if (cell !== null && this.#density !== null) {
      const lane = data?.lanes[cell.lane]?.label ?? '';
      this.#tooltip.show(cellTooltip(cell, cellSpan(this.#density, cell), lane, zone), left, top);
    } else this.#tooltip.hide();
    return cell;
  }

  #pick(at: PointerAt): void {
    const row = at.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (row !== undefined) {
      this.#props.onSelectRow(Number(row));
      return;
    }
    const cell = this.#cellUnder(at.x, at.y);
    if (cell === null || this.#density === null) return;
    const span = cellSpan(this.#density, cell);
    // The closest bars are narrower than the closest window: then the window around them is meant.
    const tooNarrow = spanMicros(span) < MIN_SPAN_MICROS;
    const { from, to } = tooNarrow ? clampWindow(span, limitsOf(this.#props.caseSpan)) : span;
    this.#props.onZoomToCell(from, to);
  }

  readonly #laneClicked = (event: MouseEvent) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-lane]') : null;
    const lane = this.#props.data?.lanes[Number(button?.dataset.lane ?? -1)];
    if (lane === undefined) return;
    if (lane.filter !== null) this.#props.onPickLane(lane.filter);
    else this.#props.onPickPhase(lane.key);
  };

  /** vis-timeline swallows dropped files; while one is dragged over, it lets the pointer through to the page. */
  readonly #fileDrag = (event: DragEvent) => {
    const entering =
      event.type === 'dragenter' ||
      (event.type === 'dragleave' && this.#root.contains(event.relatedTarget as Node | null));
    this.#root.classList.toggle('tl-file-drag', entering);
  };
}
