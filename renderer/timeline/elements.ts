/**
 * The elements that vis-timeline shows: every text is a text node, every class name from a closed set, every number
 * from us. Nothing a log says becomes an id, a class, a style or markup.
 */
import { visibleText } from '../../shared/base/text.ts';
import type { LaneBy, TimelineItem, TimelineLane } from '../../shared/ipc/contract.ts';
import { count } from '../format/number.ts';
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

/** A single event: a mark whose shape is the outcome, and its native action. */
export function itemElement(item: TimelineItem): HTMLElement {
  const element = document.createElement('div');
  element.className = `tl-item tl-outcome-${outcomeName(item.outcome)}`;
  element.dataset.row = String(item.row);
  element.append(span('tl-mark', ''), cuttable(item.label, 'tl-text'), span('tl-more', ''));
  return element;
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
  const name = visibleText(lane.label);
  const events = count(lane.count);
  element.title = `${name}\n${events} events${action}`;
  element.setAttribute('aria-label', `${name} ${events} events${action}`);
  element.append(cuttable(lane.label, 'tl-lane-name'), ' ', span('tl-lane-count', events));
  return element;
}

/** What a click on a lane's name does, as its title says it; empty for nothing. */
function laneAction({ filter, key }: TimelineLane, laneBy: LaneBy): string {
  if (filter !== null) return ' — show only these';
  return laneBy === 'chain' && key !== '…' ? ' — go to the first' : '';
}
