/**
 * What an incident is judged by: first and last trace, dwell, detection, first response, containment, and the time from
 * the alert to each counter-measure. Each with the records that prove it; where none does, words that say so.
 */
import type { Micros } from '../../base/time.ts';
import { CATEGORIES } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { ChainEntity, ChainStep, Milestone, StoryLine } from '../chain-types.ts';
import { count, duration, list } from '../words.ts';
import { type Closed, closures } from './closures.ts';
import { rowWords } from './names.ts';

/** A dated step. */
type Dated = ChainStep & { readonly time: Micros };

/** In the order of reading: traces, detection, lengths, containment and what stayed open, measures, pauses. */
export function milestonesOf(
  view: CaseView,
  steps: readonly ChainStep[],
  entities: readonly ChainEntity[],
  story: readonly StoryLine[],
): Milestone[] {
  const dated = steps.filter((step): step is Dated => step.time !== null);
  const actor = dated.filter((step) => step.role === 'attacker');
  const response = dated.filter((step) => step.role === 'response');
  const own = actor.filter((step) => step.via[0]?.link !== 'network');
  const first = own[0] ?? actor[0];
  if (!first) return [];
  const last = own.at(-1) ?? actor.at(-1)!;
  const detection = response.find((step) => step.time >= first.time && isAlert(view, step)) ?? null;
  const since = (time: Micros): number | null => (detection === null ? null : time - detection.time);
  const point = (
    kind: Milestone['kind'],
    title: string,
    step: Dated,
    text = rowWords(view, step.row),
  ): Milestone => ({
    kind,
    title,
    time: step.time,
    length: kind === 'detection' ? null : since(step.time),
    text,
    events: [step.event],
    rows: [step.row],
  });
  const left = actor.at(-1)!;
  return [
    point('first-trace', 'First trace', first),
    point('last-trace', 'Last trace', last),
    ...(left.time > last.time ? [point('left-behind', 'Left behind, last', left)] : []),
    ...(response[0] ? [point('first-response', 'First response', response[0])] : []),
    ...(response[0] ? [] : [unproved('first-response', 'First response', 'No record shows a response.')]),
    detection
      ? point('detection', 'Detection', detection)
      : unproved(
          'detection',
          'Detection',
          'No record shows a detection: no alert and no ticket is about the chain.',
        ),
    ...dwell(first, last, detection, story),
    ...containment(view, steps, entities, since),
    ...story.filter((line) => line.role === 'response').map((line) => measure(line, since)),
    ...pauses(actor, story),
  ];
}

function unproved(kind: Milestone['kind'], title: string, text: string): Milestone {
  return { kind, title, time: null, length: null, text, events: [], rows: [] };
}

/** An alert or a ticket: case work that is not itself a counter-measure. */
function isAlert(view: CaseView, { row }: Dated): boolean {
  const isTicket = view
    .targetsOf(view.columns.targets[row]!)
    .some(({ type }) => type === 'issue' || type === 'case' || type === 'incident' || type === 'alert');
  return isTicket && CATEGORIES[view.columns.category[row]!] !== 'execute';
}

// ---- dwell -------------------------------------------------------------------------------------------------------

function dwell(first: Dated, last: Dated, detection: Dated | null, story: readonly StoryLine[]): Milestone[] {
  if (!detection) {
    const text = `No record shows a detection: the actor stayed for at least ${duration(last.time - first.time)}, from the first trace to the last.`;
    return [{ ...unproved('dwell', 'Dwell time', text), ...proof([first, last]) }];
  }
  const whole = span('dwell', 'Dwell time', first, detection, 'From the first trace to the detection.');
  const away = story
    .filter((line) => line.role === 'pause' && line.to <= detection.time)
    .sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  const back = away && story.find((line) => line.role === 'attacker' && line.from === away.to);
  if (!back) return [whole];
  const start = { event: back.events[0]!, row: back.rows[0]!, time: back.from };
  const text = `From the actor’s return after the longest pause (${duration(away.to - away.from)}) to the detection.`;
  return [whole, span('dwell-since-return', 'Dwell since return', start, detection, text)];
}

type Point = Pick<Dated, 'event' | 'row' | 'time'>;

function span(kind: Milestone['kind'], title: string, from: Point, to: Point, text: string): Milestone {
  return { kind, title, time: null, length: to.time - from.time, text, ...proof([from, to]) };
}

function proof(points: readonly Point[]): Pick<Milestone, 'events' | 'rows'> {
  return { events: points.map(({ event }) => event), rows: points.map(({ row }) => row) };
}

function pauses(actor: readonly Dated[], story: readonly StoryLine[]): Milestone[] {
  const at = new Map<number, Dated>();
  for (const step of actor) at.set(step.time, step);
  return story.flatMap((line) => {
    const [before, after] = [at.get(line.from), at.get(line.to)];
    if (line.role !== 'pause' || !before || !after) return [];
    return [{ ...span('pause', 'Pause', before, after, line.text), time: line.from }];
  });
}

// ---- response ----------------------------------------------------------------------------------------------------

function measure(line: StoryLine, since: (time: Micros) => number | null): Milestone {
  const { from: time, text, events, rows } = line;
  return { kind: 'measure', title: 'Response', time, length: since(time), text, events, rows };
}

function containment(
  view: CaseView,
  steps: readonly ChainStep[],
  entities: readonly ChainEntity[],
  since: (time: Micros) => number | null,
): Milestone[] {
  const { closed, open } = closures(view, steps, entities);
  const all = closed.length + open.length;
  const title = 'Containment';
  if (all === 0)
    return [unproved('containment', title, 'The chain holds no account, credential or address to close.')];
  const latest = closed.reduce<Closed | null>((a, b) => (a === null || b.at >= a.at ? b : a), null);
  const remained: Milestone[] = open.map(({ why, events, rows, at }) => {
    return {
      kind: 'open',
      title: 'Remained open',
      time: at,
      length: at === null ? null : since(at),
      text: why,
      events,
      rows,
    };
  });
  if (latest === null)
    return [
      unproved(
        'containment',
        title,
        `No record closes any of the ${all} accounts, credentials and addresses of the chain.`,
      ),
      ...remained,
    ];
  const rest =
    open.length === 0
      ? ''
      : `; open: ${list(
          open.map(({ label }) => label),
          6,
        )}`;
  return [
    {
      kind: 'containment',
      title: open.length === 0 ? title : 'Contained in part',
      time: latest.at as Micros,
      length: since(latest.at as Micros),
      text: `${closed.length} of ${count(all, 'account, credential and address', 'accounts, credentials and addresses')} of the chain closed, the last: ${latest.label}${rest}.`,
      events: [latest.event],
      rows: [latest.row],
    },
    ...remained,
  ];
}
