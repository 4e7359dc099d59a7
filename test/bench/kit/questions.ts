/**
 * What an analyst's window asks of the engine, with random windows and filters out of the case itself: the same
 * questions for the measure of answers and for the measure of answers during an import.
 */
import type { EngineClient } from '../../../electron/host/engine-client.ts';
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { CaseInfo, EventPage, FacetField, Timeline } from '../../../shared/ipc/contract.ts';
import type { Filter } from '../../../shared/query/filter.ts';

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** A filter and how many events match it, as the list of values says. */
export interface Asked {
  readonly filter: Filter;
  readonly count: number;
}

export const ALL: Filter = { kind: 'all' };
/** A window of 1280 points, as `renderer/workbench/TimelineContainer.tsx` asks for it. */
const WIDTH_PX = 1_000;
const FOUR_DAYS = 4 * 86_400_000_000;

export class Questions {
  private readonly random: Rng;
  private readonly client: EngineClient;
  private readonly span: Span;
  readonly events: number;

  constructor(client: EngineClient, info: CaseInfo, seed = 'bench/questions') {
    this.random = seeded(seed);
    this.client = client;
    this.span = { from: info.from!, to: info.to! };
    this.events = info.events;
  }

  /** From an hour to the whole case, each order of magnitude as often as the others. */
  window(): Span {
    const whole = this.span.to - this.span.from;
    const hour = 3_600_000_000;
    const width = Math.min(whole, hour * (whole / hour) ** this.random.next());
    const from = this.span.from + this.random.next() * (whole - width);
    return { from: Math.floor(from) as Micros, to: Math.ceil(from + width) as Micros };
  }

  /** The lanes of the main picture. */
  timeline(filter: Filter, { from, to }: Span = this.span): Promise<Timeline> {
    const bucketPx = to - from <= FOUR_DAYS ? 24 : 6;
    const shape = { widthPx: WIDTH_PX, bucketPx, lanes: 'source', maxLanes: 12, maxItems: 300 } as const;
    return this.client.call('events.timeline', { filter, from, to, ...shape });
  }

  /** The band above it, of the whole case. */
  overview(filter: Filter): Promise<Timeline> {
    const shape = { widthPx: WIDTH_PX, bucketPx: 3, lanes: 'source', maxLanes: 12, maxItems: 0 } as const;
    return this.client.call('events.timeline', { filter, ...this.span, ...shape });
  }

  /** A page of the table; `total` is of the filter, as it was learned from its first page. */
  page(filter: Filter, total = this.events): Promise<EventPage> {
    const offset = Math.floor(this.random.next() * Math.max(1, total - 200));
    return this.client.call('events.page', { filter, offset, limit: 200 });
  }

  /** The exact number of matching events. */
  async count(filter: Filter): Promise<number> {
    return (await this.client.call('events.page', { filter, offset: 0, limit: 1 })).total;
  }

  /** Up to `most` filters by values of a field: half of them the most frequent ones, the others any. */
  async values(field: FacetField, most: number): Promise<Asked[]> {
    const { facets } = await this.client.call('events.facets', { filter: ALL, field, limit: 1000 });
    const known = facets.map(({ filter, count }) => ({ filter, count }));
    const often = known.slice(0, Math.ceil(most / 2));
    return [...often, ...this.random.sample(known.slice(often.length), most - often.length)];
  }
}
