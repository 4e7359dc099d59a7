/** What is asked of one open case through filters: the selector, the search for free text, and answers that come so far. */
import type { EngineArgs, EngineMethod, EngineResults, PushEvent } from '../../shared/ipc/contract.ts';
import { textsOf } from '../../shared/ipc/text-methods.ts';
import type { Filter } from '../../shared/query/filter.ts';
import type { Enricher } from './enrich/enricher.ts';
import { Selector } from './query/select.ts';
import { TextSearch } from './query/text-search.ts';
import type { CaseStore } from './store/case-store.ts';

/** Methods that answer a filter and say how far the search for its text is. */
const SO_FAR: ReadonlySet<EngineMethod> = new Set(['events.timeline', 'events.page', 'events.facets']);

export class Answers {
  readonly texts: TextSearch;
  private readonly store: CaseStore;
  private readonly enricher: Enricher;
  private current: Selector;

  constructor(store: CaseStore, enricher: Enricher, onEvent: (event: PushEvent) => void) {
    this.store = store;
    this.enricher = enricher;
    this.texts = new TextSearch(store, onEvent);
    this.current = new Selector(store, enricher, this.texts);
  }

  get selector(): Selector {
    return this.current;
  }

  /** To be called when the case says otherwise than before: other times, other identities. */
  renew(): void {
    this.texts.reset();
    this.current = new Selector(this.store, this.enricher, this.texts);
  }

  /** Answers by `call`, after a search for the filter's text was begun; says how far that is where it is not over. */
  async answer<M extends EngineMethod>(
    method: M,
    args: EngineArgs<M>,
    call: () => EngineResults[M],
  ): Promise<EngineResults[M]> {
    const texts = 'filter' in args ? textsOf(args.filter as Filter) : [];
    if (texts.length === 0) return call();
    await this.texts.begin(texts);
    const result = call();
    const searched = SO_FAR.has(method) ? this.texts.searched(texts) : null;
    return searched === null ? result : { ...result, searched };
  }

  /** Resolves when the search for a filter's text is over; what is asked afterwards is whole. */
  async complete(filter: Filter): Promise<boolean> {
    return this.texts.complete(textsOf(filter));
  }

  close(): void {
    this.texts.close();
  }
}
