/** Single events on their way from data to rows: which names show, which mark stands for which, what is bright. */
import { visibleText } from '../../shared/base/text.ts';
import type { TimelineItem } from '../../shared/ipc/contract.ts';
import { type Plot, spanMicros } from './geometry.ts';
import { MARK_PX, MORE_PX, type Placeable, type Placement, placeLabels } from './labels.ts';

interface ItemLayout {
  /** Events by row, with the element that their template returned. */
  readonly items: ReadonlyMap<number, { readonly item: TimelineItem; readonly element: HTMLElement }>;
  readonly plot: Plot;
  readonly laneHeightPx: number;
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

export class ItemLayer {
  readonly #measure = document.createElement('canvas').getContext('2d')!;
  readonly #widths = new Map<string, number>();
  #placed: ReadonlyMap<number, Placement> = new Map();
  #key = '';
  readonly #names = new Map<number, NameBox[]>();

  /** What the events of a lane cover since the last layout. */
  names(lane: number): readonly NameBox[] {
    return this.#names.get(lane) ?? [];
  }

  /** New data: places must be found again. */
  reset(): void {
    this.#key = '';
  }

  /** Finds places when distances changed, and puts every mark that vis-timeline shows into its row. */
  layout(layout: ItemLayout): void {
    const { chainRows, selectedRow, plot } = layout;
    this.#measure.font = `${LABEL_FONT_PX}px ${layout.font}`;
    const scale = plot.widthPx / spanMicros(plot.window);
    const slots = Math.max(1, Math.floor((layout.laneHeightPx - 4) / SLOT_PX));
    const key = [scale.toPrecision(6), slots, selectedRow, chainRows?.size].join(' ');
    if (key !== this.#key) {
      this.#key = key;
      this.#placed = this.#place(layout, scale, slots);
    }
    const chainActive = chainRows !== null && chainRows.size > 0;
    this.#names.clear();
    for (const [row, { item, element }] of layout.items) {
      const at = this.#placed.get(row);
      if (at === undefined) continue;
      const px = (item.time - plot.window.from) * scale;
      if (!at.hidden) this.#cover(item, px, at);
      const more = at.more === 0 ? '' : `+${at.more}`;
      const badge = element.lastElementChild;
      if (badge !== null && badge.textContent !== more) badge.textContent = more;
      const shell = element.closest<HTMLElement>('.vis-item');
      if (shell === null) continue;
      // vis-timeline counts whole milliseconds; the rest of the microseconds is added here.
      const restPx = (item.time % 1000) * scale;
      shell.style.marginTop = `${SLOT_TOP_PX + at.slot * SLOT_PX}px`;
      shell.style.marginLeft = restPx < 0.25 ? '' : `${restPx.toFixed(2)}px`;
      shell.classList.toggle('tl-no-label', !at.label);
      shell.classList.toggle('tl-covered', at.hidden);
      shell.classList.toggle('tl-selected', row === selectedRow);
      shell.classList.toggle('tl-dim', chainActive && !chainRows.has(row));
      const roomPx = Math.min(plot.widthPx - px, at.roomPx ?? Number.POSITIVE_INFINITY);
      if (at.label) fitLabel(element, roomPx - (at.more === 0 ? 0 : MORE_PX));
    }
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
    { items, chainRows, selectedRow }: ItemLayout,
    scale: number,
    slots: number,
  ): ReadonlyMap<number, Placement> {
    const lanes = new Map<number, TimelineItem[]>();
    for (const { item } of items.values()) {
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
function fitLabel(element: HTMLElement, roomPx: number): void {
  const text = element.children[1];
  if (!(text instanceof HTMLElement)) return;
  const room = roomPx - LABEL_INDENT_PX - EDGE_AIR_PX;
  // So little room has none for both ends of a name.
  element.classList.toggle('tl-short', room < LABEL_SHORT_PX);
  text.style.maxWidth = room < LABEL_MAX_PX ? `${Math.max(LABEL_MIN_PX, Math.floor(room))}px` : '';
}
