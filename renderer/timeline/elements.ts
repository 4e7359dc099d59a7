/**
 * The elements of lanes and single events: every text is a text node, every class name from a closed set, every number
 * from us. Nothing a log says becomes an id, a class, a style or markup.
 */
import { visibleText } from '../../shared/base/text.ts';
import type { LaneBy, TimelineItem, TimelineLane } from '../../shared/ipc/contract.ts';
import { count } from '../format/number.ts';
import { isDrawable } from './geometry.ts';
import { sourceName } from './palette.ts';
import { headAndTail } from './text.ts';

/** A text that is cut in its middle by CSS when it does not fit; its textContent is always whole. */
function cuttable(text: string, className: string): HTMLElement {
  const [head, tail] = headAndTail(visibleText(text));
  const element = document.createElement('bdi');
  element.className = className;
  element.append(span('tl-head', head));
  if (tail !== '') element.append(span('tl-tail', tail));
  return element;
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** True for an event that lasts, as far as it can be drawn. */
export function isInterval({ time, timeEnd }: TimelineItem): boolean {
  return timeEnd !== null && isDrawable(timeEnd) && timeEnd > time;
}

/** A single event: a mark whose shape is the outcome; name and count join it where they have room. */
export function itemElement(item: TimelineItem): HTMLElement {
  const element = document.createElement('div');
  const shape = isInterval(item) ? 'tl-interval ' : '';
  element.className = `tl-item ${shape}tl-outcome-${outcomeName(item.outcome)} tl-src-${sourceName(item.source)}`;
  element.dataset.row = String(item.row);
  element.append(span('tl-mark', ''));
  return element;
}

/** The native action of a single event. */
export function nameElement(item: TimelineItem): HTMLElement {
  return cuttable(item.label, 'tl-text');
}

/** Place of the `+12` beside a mark that stands for others, too. */
export function moreElement(): HTMLElement {
  return span('tl-more', '');
}

function outcomeName(outcome: TimelineItem['outcome']): string {
  return outcome === 'success' || outcome === 'failure' ? outcome : 'unknown';
}

/** A lane's name with its count. A button where a click filters or shows a phase, plain text for the lane that folds the rest. */
export function laneElement(lane: TimelineLane, index: number, laneBy: LaneBy): HTMLElement {
  const action = laneAction(lane, laneBy);
  const element = document.createElement(action === '' ? 'div' : 'button');
  if (element instanceof HTMLButtonElement) element.type = 'button';
  element.className = `tl-lane${laneBy === 'source' ? ` tl-src-${sourceName(lane.key)}` : ''}`;
  element.dataset.lane = String(index);
  element.append(cuttable(lane.label, 'tl-lane-name'), ' ', span('tl-lane-count', ''));
  nameLane(element, lane, laneBy);
  return element;
}

/** Writes a lane's count, and the words that name it with its count. */
export function nameLane(element: HTMLElement, lane: TimelineLane, laneBy: LaneBy): void {
  const name = visibleText(lane.label);
  const events = count(lane.count);
  const action = laneAction(lane, laneBy);
  const title = `${name}\n${events} events${action}`;
  if (element.title === title) return;
  element.title = title;
  element.setAttribute('aria-label', `${name} ${events} events${action}`);
  const shown = element.querySelector('.tl-lane-count');
  if (shown !== null) shown.textContent = events;
}

/** What a click on a lane's name does, as its title says it; empty for nothing. */
function laneAction({ filter, key }: TimelineLane, laneBy: LaneBy): string {
  if (filter !== null) return ' — show only these';
  return laneBy === 'chain' && key !== '…' ? ' — go to the first' : '';
}
