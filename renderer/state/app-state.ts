/** Everything the window remembers, and every way it may change. Pure: the store and its tests run the same reducer. */

import { assertNever } from '../../shared/base/assert.ts';
import { MICROS_PER_SECOND, type Micros } from '../../shared/base/time.ts';
import type { ChainProgress, ComputedChain } from '../../shared/ipc/chain-methods.ts';
import type { CaseInfo, HostResults, ImportReport, LaneBy, PushEvent } from '../../shared/ipc/contract.ts';
import type { Filter } from '../../shared/query/filter.ts';
import type { ChainMark } from '../chain/marks.ts';
import { type EntityHistory, type EntityStep, NOWHERE, walk } from '../entity/history.ts';
import type { Span } from '../timeline/types.ts';
import {
  askedSpan,
  type FilterState,
  NO_FILTER,
  removeValue,
  soleValue,
  type TermValue,
  toggleValue,
  UNDATED,
} from './terms.ts';

export type Theme = 'light' | 'dark' | 'system';
export type ImportProgress = Extract<PushEvent, { type: 'import.progress' }>;
export type HostInfo = HostResults['host.info'];

/** Something that the analyst must know; it stays until it is dismissed. */
export interface Notice {
  readonly id: number;
  readonly intent: 'problem' | 'note';
  readonly message: string;
  readonly advice: string;
}

/** A chain as the panels show it. */
export interface ShownChain {
  readonly seeds: readonly string[];
  readonly chain: ComputedChain;
  readonly rows: ReadonlySet<number>;
  readonly marks: readonly ChainMark[];
}

export type ChainState =
  | { readonly kind: 'none' }
  /** `before`: what stays in sight meanwhile. */
  | {
      readonly kind: 'computing';
      readonly seeds: readonly string[];
      readonly before: ShownChain | null;
      /** What is known meanwhile; null until the first of it comes. */
      readonly progress: ChainProgress | null;
    }
  | {
      readonly kind: 'failed';
      readonly seeds: readonly string[];
      readonly message: string;
      readonly advice: string;
    }
  | (ShownChain & { readonly kind: 'ready' });

export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ImportProgress | null; readonly cancelling: boolean };

export interface AppState {
  readonly host: HostInfo | null;
  readonly case: CaseInfo | null;
  /** Counts up whenever the case has new content; part of every question's key. */
  readonly revision: number;
  readonly filter: FilterState;
  /** Earlier and later filters, nearest first. */
  readonly past: readonly FilterState[];
  readonly future: readonly FilterState[];
  /** The timeline's visible span. */
  readonly window: Span;
  /** Counts up when the window comes to rest by the analyst's hand: the table follows then. */
  readonly windowRest: number;
  readonly laneBy: LaneBy;
  readonly selectedRow: number | null;
  /** The entity whose page is open, with the way there. */
  readonly entity: EntityHistory;
  /** IANA zone, or `local` for the machine's. */
  readonly zone: string;
  readonly theme: Theme;
  readonly chain: ChainState;
  /** Whether the rest steps back while a chain is shown. */
  readonly chainBright: boolean;
  readonly importing: Importing;
  /** Ledger of the last import, shown until it is closed. */
  readonly report: ImportReport | null;
  readonly notices: readonly Notice[];
}

export type Action =
  | { readonly type: 'host'; readonly host: HostInfo }
  | { readonly type: 'case.opened'; readonly info: CaseInfo }
  | { readonly type: 'case.refreshed'; readonly info: CaseInfo }
  | { readonly type: 'case.changed' }
  | { readonly type: 'case.closed' }
  | { readonly type: 'query'; readonly text: string; readonly query: Filter }
  | { readonly type: 'term.toggle'; readonly value: TermValue; readonly negate: boolean }
  | { readonly type: 'term.remove'; readonly filter: Filter }
  /** Only this: what one identity, address or session did, everywhere. */
  | { readonly type: 'term.only'; readonly value: TermValue }
  /** Shows what has no time, or all again; a brushed span would leave nothing of it. `label` as the chip writes it. */
  | { readonly type: 'undated'; readonly label: string }
  /** A span of time of one source. */
  | { readonly type: 'span.of'; readonly span: Span; readonly value: TermValue }
  | { readonly type: 'filter.clear' }
  | { readonly type: 'filter.back' }
  | { readonly type: 'filter.forward' }
  | { readonly type: 'brush'; readonly brush: Span | null }
  | { readonly type: 'window'; readonly window: Span; readonly final: boolean }
  | { readonly type: 'lanes'; readonly laneBy: LaneBy }
  | { readonly type: 'select'; readonly row: number | null }
  /** Selects and brings the instant into the timeline's window. */
  | { readonly type: 'reveal'; readonly row: number; readonly time: Micros | null }
  | EntityStep
  | { readonly type: 'zone'; readonly zone: string }
  | { readonly type: 'theme'; readonly theme: Theme }
  | { readonly type: 'chain'; readonly chain: ChainState }
  | { readonly type: 'chain.progress'; readonly progress: ChainProgress }
  | { readonly type: 'chain.bright'; readonly bright: boolean }
  | { readonly type: 'import.started' }
  | { readonly type: 'import.progress'; readonly progress: ImportProgress }
  | { readonly type: 'import.cancelling' }
  | { readonly type: 'import.ended'; readonly report: ImportReport | null }
  | { readonly type: 'report.close' }
  | {
      readonly type: 'notice';
      readonly intent: Notice['intent'];
      readonly message: string;
      readonly advice: string;
    }
  | { readonly type: 'notice.dismiss'; readonly id: number };

const HISTORY_LIMIT = 100;
const MINUTE = 60 * MICROS_PER_SECOND;
const HOUR = 60 * MINUTE;

export const INITIAL: AppState = {
  host: null,
  case: null,
  revision: 0,
  filter: NO_FILTER,
  past: [],
  future: [],
  window: { from: 0 as Micros, to: HOUR as Micros },
  windowRest: 0,
  laneBy: 'source',
  selectedRow: null,
  entity: NOWHERE,
  zone: 'UTC',
  theme: 'system',
  chain: { kind: 'none' },
  chainBright: true,
  importing: { kind: 'idle' },
  report: null,
  notices: [],
};

/** The case's span as a half-open window with a little air; an hour of 1970 when nothing is dated. */
export function caseSpan(info: CaseInfo | null): Span {
  if (info === null || info.from === null || info.to === null) return INITIAL.window;
  const air = Math.max(Math.round((info.to - info.from) / 100), MICROS_PER_SECOND);
  return { from: Math.max(0, info.from - air) as Micros, to: (info.to + air) as Micros };
}

function filtered(state: AppState, filter: FilterState): AppState {
  if (JSON.stringify(filter) === JSON.stringify(state.filter)) return state;
  const past = [state.filter, ...state.past].slice(0, HISTORY_LIMIT);
  return { ...state, filter, past, future: [], window: windowAsked(state, filter.query) };
}

/** A span pulled by hand, to the whole second where that is finer than a hand can point. */
export function tidySpan(span: Span): Span {
  if (span.to - span.from < MINUTE) return span;
  const from = Math.floor(span.from / MICROS_PER_SECOND) * MICROS_PER_SECOND;
  const to = Math.ceil(span.to / MICROS_PER_SECOND) * MICROS_PER_SECOND;
  return { from: from as Micros, to: to as Micros };
}

/** The window moved (not zoomed) so that the instant stands in it; unchanged when it already does. */
export function windowAround(window: Span, time: Micros | null): Span {
  if (time === null || (time >= window.from && time < window.to)) return window;
  const from = Math.max(0, Math.round(time - (window.to - window.from) / 2));
  return { from: from as Micros, to: (from + (window.to - window.from)) as Micros };
}

/** The timeline goes to the time that a query names, and back to the whole case when the query names it no more. */
function windowAsked(state: AppState, query: Filter): Span {
  if (JSON.stringify(query) === JSON.stringify(state.filter.query)) return state.window;
  const whole = caseSpan(state.case);
  const asked = askedSpan(query, whole);
  if (asked !== null) return asked;
  const before = askedSpan(state.filter.query, whole);
  return before?.from === state.window.from && before.to === state.window.to ? whole : state.window;
}

export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'host':
      return { ...state, host: action.host };
    case 'case.opened':
      return {
        ...INITIAL,
        host: state.host,
        zone: state.zone,
        theme: state.theme,
        laneBy: state.laneBy,
        revision: state.revision + 1,
        case: action.info,
        window: caseSpan(action.info),
      };
    case 'case.refreshed': {
      // Where the whole case was in sight it stays so: after the first import, after another, after a clock correction.
      const before = caseSpan(state.case);
      const whole = before.from === state.window.from && before.to === state.window.to;
      const window = whole || state.case?.from === null ? caseSpan(action.info) : state.window;
      return { ...state, case: action.info, window };
    }
    case 'case.changed':
      return { ...state, revision: state.revision + 1 };
    case 'case.closed':
      return { ...INITIAL, host: state.host, zone: state.zone, theme: state.theme, laneBy: state.laneBy };
    case 'query':
      return filtered(state, { ...state.filter, text: action.text, query: action.query });
    case 'term.toggle':
      return filtered(state, {
        ...state.filter,
        terms: toggleValue(state.filter.terms, action.value, action.negate),
      });
    case 'term.remove':
      return filtered(state, { ...state.filter, terms: removeValue(state.filter.terms, action.filter) });
    case 'term.only':
      return filtered(state, { ...NO_FILTER, terms: toggleValue([], action.value, false) });
    case 'undated':
      return filtered(state, {
        ...state.filter,
        brush: null,
        terms: toggleValue(state.filter.terms, { filter: UNDATED, label: action.label }, false),
      });
    case 'span.of': {
      const terms = soleValue(state.filter.terms, action.value);
      return { ...filtered(state, { ...state.filter, terms, brush: action.span }), window: action.span };
    }
    case 'filter.clear':
      return filtered(state, NO_FILTER);
    case 'filter.back': {
      const [last, ...past] = state.past;
      if (last === undefined) return state;
      const future = [state.filter, ...state.future];
      return { ...state, filter: last, past, future, window: windowAsked(state, last.query) };
    }
    case 'filter.forward': {
      const [next, ...future] = state.future;
      if (next === undefined) return state;
      const past = [state.filter, ...state.past];
      return { ...state, filter: next, past, future, window: windowAsked(state, next.query) };
    }
    case 'brush': {
      const brush = action.brush === null ? null : tidySpan(action.brush);
      const next = filtered(state, { ...state.filter, brush });
      return brush === null ? next : { ...next, window: brush };
    }
    case 'window':
      return {
        ...state,
        window: action.window,
        windowRest: action.final ? state.windowRest + 1 : state.windowRest,
      };
    case 'lanes':
      return { ...state, laneBy: action.laneBy };
    case 'select':
      return { ...state, selectedRow: action.row };
    case 'reveal':
      return { ...state, selectedRow: action.row, window: windowAround(state.window, action.time) };
    case 'entity.open':
    case 'entity.back':
    case 'entity.forward':
      return { ...state, entity: walk(state.entity, action) };
    case 'zone':
      return { ...state, zone: action.zone };
    case 'theme':
      return { ...state, theme: action.theme };
    case 'chain': {
      const { chain } = action;
      // An answer to a seed that was given up, or replaced by a newer one, comes too late.
      const answer = chain.kind === 'ready' || chain.kind === 'failed';
      if (answer && !(state.chain.kind === 'computing' && state.chain.seeds === chain.seeds)) return state;
      return { ...state, chain };
    }
    case 'chain.progress': {
      const { chain } = state;
      // Another window on the same case may be asking, too.
      if (chain.kind !== 'computing' || chain.seeds.join('\n') !== action.progress.seeds.join('\n'))
        return state;
      return { ...state, chain: { ...chain, progress: action.progress } };
    }
    case 'chain.bright':
      return { ...state, chainBright: action.bright };
    case 'import.started':
      return { ...state, importing: { kind: 'running', progress: null, cancelling: false }, report: null };
    case 'import.progress':
      // Progress of an import that this window did not start (the sample, another tab) is shown as well.
      return {
        ...state,
        importing: {
          kind: 'running',
          progress: action.progress,
          cancelling: state.importing.kind === 'running' && state.importing.cancelling,
        },
      };
    case 'import.cancelling':
      if (state.importing.kind === 'idle') return state;
      return { ...state, importing: { ...state.importing, cancelling: true } };
    case 'import.ended':
      return { ...state, importing: { kind: 'idle' }, report: action.report ?? state.report };
    case 'report.close':
      return { ...state, report: null };
    case 'notice': {
      const { intent, message, advice } = action;
      if (state.notices.some((notice) => notice.message === message)) return state;
      const id = 1 + Math.max(0, ...state.notices.map((notice) => notice.id));
      return { ...state, notices: [...state.notices, { id, intent, message, advice }] };
    }
    case 'notice.dismiss':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== action.id) };
    default:
      return assertNever(action);
  }
}
