/**
 * What the evidence can show and where it is silent: events by source and hour, hours in which a source that usually
 * speaks says nothing, intervals of which a source itself says that records are missing, and event types that never
 * appear. Silence proves nothing by itself; it says where to ask for more.
 */
import { MICROS_PER_HOUR } from '../base/calendar.ts';
import type { Micros } from '../base/time.ts';
import { SOURCE_TYPES, type SourceType } from '../events/event.ts';
import type { CaseView } from './case-view.ts';
import { KNOWN_ACTIONS, type KnownAction } from './known-actions.ts';

export interface Silence {
  readonly from: Micros;
  readonly to: Micros;
  /** Events that the source's usual rate at these hours of the week would have given. */
  readonly expected: number;
  /** `within` its own span, or `before` its first and `after` its last record while other sources go on. */
  readonly place: 'within' | 'before' | 'after';
}

/** An interval of which a source says itself that it has nothing (NODATA) or lost something (SKIPDATA). */
export interface Gap {
  readonly from: Micros;
  readonly to: Micros;
  readonly kind: 'NODATA' | 'SKIPDATA';
  readonly system: string | null;
}

export interface SourceCoverage {
  readonly source: SourceType;
  readonly events: number;
  readonly undated: number;
  readonly first: Micros | null;
  readonly last: Micros | null;
  /** Events per bucket from `Coverage.from` on. */
  readonly buckets: readonly number[];
  /** The longest for the rate of the source first, 50 at most. */
  readonly silences: readonly Silence[];
  readonly silencesTotal: number;
  /** In order of time, 500 at most. */
  readonly gaps: readonly Gap[];
  readonly gapsTotal: number;
  /** Actions that appear, the most frequent first, 1,000 at most; `what` for those in the catalogue. */
  readonly seen: readonly {
    readonly action: string;
    readonly events: number;
    readonly what: string | null;
  }[];
  readonly seenTotal: number;
  /** Of the catalogue, what never appears. */
  readonly never: readonly KnownAction[];
  /** What absence proves here; null for sources without a catalogue. */
  readonly caveat: string | null;
}

export interface Coverage {
  /** Whole hours UTC around every dated event; null in a case without one. */
  readonly from: Micros | null;
  readonly to: Micros | null;
  readonly bucketMicros: number;
  readonly sources: readonly SourceCoverage[];
}

const MAX_BUCKETS = 2000;
const MAX_SILENCES = 50;
const MAX_GAPS = 500;
const MAX_SEEN = 1000;
/** A silence in which fewer events were to be expected is chance (e^-5 is below one percent). */
const MIN_EXPECTED = 5;
const HOURS_PER_WEEK = 168;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const EPOCH_HOUR_OF_WEEK = 72;

/** One pass over the rows; hours are UTC. */
export function coverageOf(view: CaseView): Coverage {
  const { ts } = view.columns;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const time of ts) {
    if (time < min) min = time;
    if (time > max) max = time;
  }
  const dated = Number.isFinite(min);
  const firstHour = dated ? Math.floor(min / MICROS_PER_HOUR) : 0;
  const hours = dated ? Math.floor(max / MICROS_PER_HOUR) - firstHour + 1 : 0;
  const gathered = gather(view, firstHour);
  const perBucket = Math.max(1, Math.ceil(hours / MAX_BUCKETS));
  return {
    from: dated ? ((firstHour * MICROS_PER_HOUR) as Micros) : null,
    to: dated ? (((firstHour + hours) * MICROS_PER_HOUR) as Micros) : null,
    bucketMicros: perBucket * MICROS_PER_HOUR,
    sources: SOURCE_TYPES.flatMap((source, code) => {
      const of = gathered[code];
      return of === undefined || of.events === 0
        ? []
        : [sourceCoverage(view, source, of, { firstHour, hours, perBucket })];
    }),
  };
}

interface Gathered {
  events: number;
  undated: number;
  /** Events by hour; hours of a case of a century fit, a million at most. */
  readonly hours: Map<number, number>;
  readonly actions: Map<number, number>;
  readonly gaps: Gap[];
  gapsTotal: number;
}

function gather(view: CaseView, firstHour: number): Gathered[] {
  const { ts, tsEnd, source, action, system } = view.columns;
  const silent = new Map<number, Gap['kind']>();
  for (const kind of ['NODATA', 'SKIPDATA'] as const) {
    const code = view.code('action', kind);
    if (code > 0) silent.set(code, kind);
  }
  const found: Gathered[] = [];
  for (let row = 0; row < view.size; row++) {
    let of = found[source[row]!];
    if (of === undefined) {
      of = { events: 0, undated: 0, hours: new Map(), actions: new Map(), gaps: [], gapsTotal: 0 };
      found[source[row]!] = of;
    }
    of.events++;
    add(of.actions, action[row]!);
    const time = ts[row]!;
    if (Number.isNaN(time)) {
      of.undated++;
      continue;
    }
    add(of.hours, Math.floor(time / MICROS_PER_HOUR) - firstHour);
    const kind = silent.get(action[row]!);
    if (kind === undefined) continue;
    of.gapsTotal++;
    if (of.gaps.length < MAX_GAPS) {
      const end = tsEnd[row]!;
      const to = (Number.isNaN(end) ? time : end) as Micros;
      of.gaps.push({ from: time as Micros, to, kind, system: view.text('system', system[row]!) });
    }
  }
  return found;
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Hours since the epoch at which the case begins, hours that it lasts, hours in a bucket. */
interface Frame {
  readonly firstHour: number;
  readonly hours: number;
  readonly perBucket: number;
}

function sourceCoverage(
  view: CaseView,
  source: SourceType,
  of: Gathered,
  { firstHour, hours, perBucket }: Frame,
): SourceCoverage {
  const spoken = [...of.hours.keys()].sort((a, b) => a - b);
  const buckets: number[] = [];
  for (const hour of spoken) {
    const bucket = Math.floor(hour / perBucket);
    buckets[bucket] = (buckets[bucket] ?? 0) + of.hours.get(hour)!;
  }
  const all = silencesOf(of.hours, spoken, firstHour, hours);
  const seen = [...of.actions]
    .map(([code, events]) => ({ action: view.text('action', code) ?? '', events }))
    .sort((a, b) => b.events - a.events || (a.action < b.action ? -1 : 1));
  const catalogue = KNOWN_ACTIONS[source];
  const names = new Set(seen.map(({ action }) => action.toLowerCase()));
  return {
    source,
    events: of.events,
    undated: of.undated,
    first: spoken.length === 0 ? null : hourStart(firstHour + spoken[0]!),
    last: spoken.length === 0 ? null : hourStart(firstHour + spoken.at(-1)! + 1),
    buckets: Array.from(buckets, (n) => n ?? 0),
    silences: all.slice(0, MAX_SILENCES),
    silencesTotal: all.length,
    gaps: of.gaps.sort((a, b) => a.from - b.from),
    gapsTotal: of.gapsTotal,
    seen: seen.slice(0, MAX_SEEN).map((one) => ({
      ...one,
      what: catalogue?.actions.find(({ action }) => action === one.action)?.what ?? null,
    })),
    seenTotal: seen.length,
    never: catalogue?.actions.filter(({ action }) => !names.has(action.toLowerCase())) ?? [],
    caveat: catalogue?.caveat ?? null,
  };
}

const hourStart = (hour: number): Micros => (hour * MICROS_PER_HOUR) as Micros;

/** Runs of hours without an event, by what they should have held; hours count from the case's first. */
function silencesOf(
  hours: ReadonlyMap<number, number>,
  spoken: readonly number[],
  firstHour: number,
  caseHours: number,
): Silence[] {
  if (spoken.length < 2) return [];
  const first = spoken[0]!;
  const last = spoken.at(-1)!;
  const rate = weeklyRate(hours, first, last, firstHour);
  const found: Silence[] = [];
  const take = (from: number, to: number, place: Silence['place']): void => {
    const expected = expectedIn(rate, firstHour + from, firstHour + to);
    if (expected >= MIN_EXPECTED)
      found.push({ from: hourStart(firstHour + from), to: hourStart(firstHour + to), expected, place });
  };
  take(0, first, 'before');
  for (let i = 1; i < spoken.length; i++) take(spoken[i - 1]! + 1, spoken[i]!, 'within');
  take(last + 1, caseHours, 'after');
  return found.sort((a, b) => b.expected - a.expected || a.from - b.from);
}

/** Events an hour by hour of the week, from all hours of the source's span, the silent ones too. */
function weeklyRate(
  hours: ReadonlyMap<number, number>,
  first: number,
  last: number,
  firstHour: number,
): number[] {
  const events = new Array<number>(HOURS_PER_WEEK).fill(0);
  for (const [hour, count] of hours) events[hourOfWeek(firstHour + hour)]! += count;
  const span = last - first + 1;
  return events.map((sum, hour) => {
    const offset = (hour - hourOfWeek(firstHour + first) + HOURS_PER_WEEK) % HOURS_PER_WEEK;
    const times = offset < span ? Math.floor((span - 1 - offset) / HOURS_PER_WEEK) + 1 : 0;
    return times === 0 ? 0 : sum / times;
  });
}

function expectedIn(rate: readonly number[], from: number, to: number): number {
  const weeks = Math.floor((to - from) / HOURS_PER_WEEK);
  let sum = weeks * rate.reduce((total, one) => total + one, 0);
  for (let hour = from + weeks * HOURS_PER_WEEK; hour < to; hour++) sum += rate[hourOfWeek(hour)]!;
  return Math.round(sum * 10) / 10;
}

function hourOfWeek(hour: number): number {
  return (((hour + EPOCH_HOUR_OF_WEEK) % HOURS_PER_WEEK) + HOURS_PER_WEEK) % HOURS_PER_WEEK;
}
