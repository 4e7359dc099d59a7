/**
 * Single events: own elements over the lanes, moved as one while the window pans. Not vis-timeline's items: it measures
 * each new one by itself, and a zoom that brings 300 of them would lay the page out 300 times.
 */
import { visibleText } from '../../shared/base/text.ts';
import type { TimelineItem } from '../../shared/ipc/contract.ts';
import type { LaneBox } from './draw-density.ts';
import { isInterval, itemElement, moreElement, nameElement } from './elements.ts';
import { isDrawable, type Plot, spanMicros } from './geometry.ts';
import { MARK_PX, MORE_PX, type Placeable, type Placement, placeLabels } from './labels.ts';

interface ItemLayout {
  readonly plot: Plot;
  readonly lanes: readonly LaneBox[];
  readonly selectedRow: number | null;
  readonly chainRows: ReadonlySet<number> | null;
  /** Font family of the names. */
  readonly font: string;
}

/** What one event covers: pixels across from the plot's left edge, and down from the lane's upper edge. */
export interface NameBox {
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
}

/** An event with what was last written to its element: what stays the same is not written again. */
interface Shown {
  readonly item: TimelineItem;
  readonly element: HTMLElement;
  name: HTMLElement | null;
  more: HTMLElement | null;
  roomPx: number;
}

const SLOT_PX = 18;
const SLOT_TOP_PX = 3;
const LABEL_FONT_PX = 11;
const LABEL_MAX_PX = 230;
const LABEL_MIN_PX = 24;
/** A name with less room than this keeps its beginning only. */
const LABEL_SHORT_PX = 170;
/** From an event's instant to the first letter of its name, and the same again as air. */
const LABEL_INDENT_PX = 14;
const EDGE_AIR_PX = 4;
const MAX_MEASURED = 5000;
/** Longer texts are wider than any label: no need to measure them whole. */
const MEASURED_CHARACTERS = 200;
const LANE_PX = 40;
/** Bars of intervals end so far outside the plot: longer ones would be millions of pixels wide. */
const INTERVAL_MAX_PX = 20_000;

export class ItemLayer {
  readonly #layer = document.createElement('div');
  readonly #measure = document.createElement('canvas').getContext('2d')!;
  readonly #widths = new Map<string, number>();
  readonly #shown = new Map<number, Shown>();
  #placed: ReadonlyMap<number, Placement> = new Map();
  /** What the placements were found for, and the instant that is the layer's left edge. */
  #key = '';
  #origin = 0;
  readonly #names = new Map<number, NameBox[]>();

  /** @param plot the panel that the lanes lie in */
  constructor(plot: HTMLElement) {
    this.#layer.className = 'tl-items';
    plot.append(this.#layer);
  }

  /** What the events of a lane cover since the last layout. */
  names(lane: number): readonly NameBox[] {
    return this.#names.get(lane) ?? [];
  }

  /** The event of a row, if it is shown. */
  item(row: number): TimelineItem | undefined {
    return this.#shown.get(row)?.item;
  }

  /** New data. An event that was there before keeps its element, so that the pointer stays on it. */
  setItems(items: readonly TimelineItem[], lanes: number): void {
    const wanted = items.filter((item) => isDrawable(item.time) && item.lane >= 0 && item.lane < lanes);
    const rows = new Set(wanted.map((item) => item.row));
    for (const [row, { element }] of this.#shown) {
      if (rows.has(row)) continue;
      element.remove();
      this.#shown.delete(row);
    }
    for (const item of wanted) {
      const old = this.#shown.get(item.row);
      if (old !== undefined && looksLike(old.item, item)) {
        this.#shown.set(item.row, { ...old, item });
        continue;
      }
      old?.element.remove();
      this.#shown.set(item.row, {
        item,
        element: itemElement(item),
        name: null,
        more: null,
        roomPx: Number.NaN,
      });
    }
    this.#key = '';
  }

  /** Finds places when distances changed; else the layer is only moved, and names at the right edge are fitted. */
  layout(layout: ItemLayout): void {
    const { chainRows, selectedRow, plot, lanes } = layout;
    this.#names.clear();
    if (this.#shown.size === 0) return;
    const scale = plot.widthPx / spanMicros(plot.window);
    const tops = new Map(lanes.map(({ lane, topPx }) => [lane, topPx]));
    const key = [
      spanMicros(plot.window),
      plot.widthPx,
      selectedRow,
      chainRows?.size,
      ...lanes.flatMap(({ topPx, heightPx }) => [topPx, heightPx]),
    ].join(' ');
    const placing = key !== this.#key;
    if (placing) {
      this.#key = key;
      this.#origin = plot.window.from;
      this.#measure.font = `${LABEL_FONT_PX}px ${layout.font}`;
      const height = lanes[0]?.heightPx ?? LANE_PX;
      const slots = Math.max(1, Math.floor((height - 4) / SLOT_PX));
      this.#placed = this.#place(layout, scale, slots);
    }
    const ratio = window.devicePixelRatio || 1;
    const shift = Math.round((this.#origin - plot.window.from) * scale * ratio) / ratio;
    this.#layer.style.transform = `translateX(${shift}px)`;
    for (const [row, shown] of this.#shown) {
      const at = this.#placed.get(row);
      if (at === undefined) continue;
      const { item } = shown;
      const px = (item.time - plot.window.from) * scale;
      if (!at.hidden) this.#cover(item, px, at);
      if (placing) this.#write(shown, at, layout, scale, tops.get(item.lane) ?? 0);
      const roomPx = Math.min(plot.widthPx - px, at.roomPx ?? Number.POSITIVE_INFINITY);
      if (at.label) fitName(shown, roomPx - (at.more === 0 ? 0 : MORE_PX));
    }
  }

  /** Puts one event where it belongs, with the parts that show. */
  #write(
    shown: Shown,
    at: Placement,
    { chainRows, selectedRow }: ItemLayout,
    scale: number,
    top: number,
  ): void {
    const { item, element } = shown;
    if (at.hidden) {
      element.remove();
      return;
    }
    const x = (item.time - this.#origin) * scale;
    const y = top + SLOT_TOP_PX + at.slot * SLOT_PX;
    element.style.transform = `translate(${x.toFixed(2)}px, ${y}px)`;
    if (isInterval(item)) {
      const length = Math.min((item.timeEnd! - item.time) * scale, INTERVAL_MAX_PX);
      element.style.setProperty('--tl-length', `${Math.max(2, length).toFixed(1)}px`);
    }
    const chainActive = chainRows !== null && chainRows.size > 0;
    element.classList.toggle('tl-selected', item.row === selectedRow);
    element.classList.toggle('tl-dim', chainActive && !chainRows.has(item.row));
    if (at.label && shown.name === null) {
      shown.name = nameElement(item);
      shown.roomPx = Number.NaN;
      element.firstElementChild?.after(shown.name);
    } else if (!at.label && shown.name !== null) {
      shown.name.remove();
      shown.name = null;
    }
    if (at.more > 0) {
      if (shown.more === null) {
        shown.more = moreElement();
        element.append(shown.more);
      }
      shown.more.textContent = `+${at.more}`;
    } else {
      shown.more?.remove();
      shown.more = null;
    }
    if (element.parentNode === null) this.#layer.append(element);
  }

  #cover(item: TimelineItem, px: number, at: Placement): void {
    const box: NameBox = {
      from: px - MARK_PX / 2,
      to: px + (at.label ? this.#labelWidth(item.label) : MARK_PX / 2),
      bottom: SLOT_TOP_PX + (at.slot + 1) * SLOT_PX,
    };
    const lane = this.#names.get(item.lane);
    if (lane === undefined) this.#names.set(item.lane, [box]);
    else lane.push(box);
  }

  #place(
    { chainRows, selectedRow }: ItemLayout,
    scale: number,
    slots: number,
  ): ReadonlyMap<number, Placement> {
    const lanes = new Map<number, TimelineItem[]>();
    for (const { item } of this.#shown.values()) {
      const lane = lanes.get(item.lane);
      if (lane === undefined) lanes.set(item.lane, [item]);
      else lane.push(item);
    }
    const origin = lanes.values().next().value?.[0]?.time ?? 0;
    const placed = new Map<number, Placement>();
    for (const lane of lanes.values()) {
      const placeable = lane.map((item): Placeable => {
        const px = (item.time - origin) * scale;
        return {
          row: item.row,
          px,
          endPx: item.timeEnd === null ? px : Math.max(px, (item.timeEnd - origin) * scale),
          labelPx: this.#labelWidth(item.label),
          priority: item.row === selectedRow ? 2 : chainRows?.has(item.row) === true ? 1 : 0,
        };
      });
      for (const [row, placement] of placeLabels(placeable, slots)) placed.set(row, placement);
    }
    return placed;
  }

  #labelWidth(label: string): number {
    const known = this.#widths.get(label);
    if (known !== undefined) return known;
    const text = this.#measure.measureText(visibleText(label).slice(0, MEASURED_CHARACTERS));
    const width = Math.min(text.width + LABEL_INDENT_PX + 2, LABEL_MAX_PX);
    if (this.#widths.size >= MAX_MEASURED) this.#widths.clear();
    this.#widths.set(label, width);
    return width;
  }
}

/** A name that would run out of the plot or into its neighbour is shortened with an ellipsis instead of cut. */
function fitName(shown: Shown, roomPx: number): void {
  const room = Math.min(LABEL_MAX_PX, Math.floor(roomPx - LABEL_INDENT_PX - EDGE_AIR_PX));
  if (room === shown.roomPx || shown.name === null) return;
  shown.roomPx = room;
  // So little room has none for both ends of a name.
  shown.element.classList.toggle('tl-short', room < LABEL_SHORT_PX);
  shown.name.style.maxWidth = room < LABEL_MAX_PX ? `${Math.max(LABEL_MIN_PX, room)}px` : '';
}

/** Whether an event's element would be made the same again. */
function looksLike(a: TimelineItem, b: TimelineItem): boolean {
  return (
    a.source === b.source && a.outcome === b.outcome && a.label === b.label && isInterval(a) === isInterval(b)
  );
}
