/** What the two timeline components need to be drawn; the requests are made by their containers (renderer/workbench). */
import type { Micros } from '../../shared/base/time.ts';
import type { LaneBy, Timeline } from '../../shared/ipc/contract.ts';
import type { Filter } from '../../shared/query/filter.ts';
import type { LiveWindow } from './live-window.ts';

/** A half-open span of time, `[from, to)`. */
export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

export interface TimelineProps {
  /** Told of the window in every frame of a gesture. */
  readonly live: LiveWindow;
  /** The last answer; it may be of an older window while a newer one is asked for. */
  readonly data: Timeline | null;
  readonly loading: boolean;
  readonly caseSpan: Span;
  readonly window: Span;
  /** `final` is false while the user still drags or zooms; then it comes a few times a second, with the newest window. */
  onWindowChange(w: Span, final: boolean): void;
  readonly laneBy: LaneBy;
  readonly selectedRow: number | null;
  onSelectRow(row: number): void;
  onPickLane(filter: Filter): void;
  /** A phase of the chain, or the response to it. */
  onPickPhase(phase: string): void;
  onZoomToCell(from: Micros, to: Micros): void;
  /** Rows of the active chain; everything else dims. */
  readonly chainRows: ReadonlySet<number> | null;
  /** Long silences of the chain's actor, marked across the lanes of its phases. */
  readonly pauses: readonly Span[];
  /** IANA zone that times are shown in. */
  readonly zone: string;
  readonly theme: 'light' | 'dark';
  /** Width of the plot in CSS pixels, for the request. */
  onWidthChange(widthPx: number): void;
}

export interface OverviewProps {
  /** The window under the hand, where one moves it; it is ahead of `window`. */
  readonly live: LiveWindow;
  readonly data: Timeline | null;
  readonly caseSpan: Span;
  readonly window: Span;
  readonly brush: Span | null;
  onBrush(b: Span | null): void;
  onWindowChange(w: Span, final: boolean): void;
  readonly zone: string;
  readonly theme: 'light' | 'dark';
  onWidthChange(widthPx: number): void;
}
