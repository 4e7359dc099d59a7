/** One floating box for bars and events; follows the pointer, stays inside the timeline, holds text nodes only. */
import { visibleText } from '../../shared/base/text.ts';
import type { TimelineItem } from '../../shared/ipc/contract.ts';
import { count, counted } from '../format/number.ts';
import type { Cell } from './density.ts';
import type { Span } from './types.ts';
import { instantText, spanText } from './zone-time.ts';

interface TooltipText {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Exact count and span of a bar, and what a click does. */
export function cellTooltip(cell: Cell, span: Span, lane: string, zone: string): TooltipText {
  const failed = cell.failures === 0 ? [] : [`${count(cell.failures)} failed`];
  const ofChain = cell.bright === 0 ? [] : [`${count(cell.bright)} of the chain`];
  return {
    title: [counted(cell.count, 'event'), ...failed, ...ofChain].join(' · '),
    lines: [visibleText(lane), `${spanText(span, zone)} ${zone}`, 'Click to zoom in'],
  };
}

export function itemTooltip(item: TimelineItem, zone: string): TooltipText {
  const start = `${instantText(item.time, zone, 'micros')} ${zone}`;
  const end = item.timeEnd === null ? [] : [`until ${instantText(item.timeEnd, zone, 'micros')}`];
  return {
    title: visibleText(item.message),
    lines: [visibleText(item.label), start, ...end, `Outcome: ${item.outcome}`],
  };
}

export class Tooltip {
  readonly #element = document.createElement('div');
  readonly #parent: HTMLElement;
  #shown: string | null = null;

  constructor(parent: HTMLElement) {
    this.#parent = parent;
    this.#element.className = 'tl-tooltip';
    this.#element.setAttribute('role', 'tooltip');
    this.#element.hidden = true;
    parent.append(this.#element);
  }

  /** `x` and `y` are pixels in the parent. */
  show(text: TooltipText, x: number, y: number): void {
    const key = [text.title, ...text.lines].join('\n');
    if (key !== this.#shown) {
      this.#shown = key;
      this.#element.replaceChildren(
        ...[text.title, ...text.lines].map((line, index) => {
          const element = document.createElement('div');
          element.className = index === 0 ? 'tl-tooltip-title' : 'tl-tooltip-line';
          element.textContent = line;
          return element;
        }),
      );
      this.#element.hidden = false;
    }
    const { offsetWidth, offsetHeight } = this.#element;
    const left = x + 14 + offsetWidth > this.#parent.clientWidth ? x - offsetWidth - 14 : x + 14;
    const top = Math.min(y + 14, this.#parent.clientHeight - offsetHeight - 4);
    this.#element.style.transform = `translate(${Math.max(4, Math.round(left))}px, ${Math.max(4, Math.round(top))}px)`;
  }

  hide(): void {
    if (this.#shown === null) return;
    this.#shown = null;
    this.#element.hidden = true;
  }

  destroy(): void {
    this.#element.remove();
  }
}
