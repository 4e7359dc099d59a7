/** The engine: one open case, and the answer to every method of the contract. Plain Node; it knows no host. */
import { createHash } from 'node:crypto';
import { coverageOf } from '../../shared/analysis/coverage.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { StoredEvent } from '../../shared/events/event.ts';
import { messageOf } from '../../shared/events/message.ts';
import type { AddressInfo } from '../../shared/events/origin.ts';
import { decodeLossy } from '../../shared/importers/kit/decode.ts';
import type {
  CaseInfo,
  EngineArgs,
  EngineMethod,
  EngineResults,
  ImportReport,
  PushEvent,
} from '../../shared/ipc/contract.ts';
import { parseFilter } from '../../shared/query/parse-filter.ts';
import { CaseCheck } from './case-check.ts';
import { caseInfo } from './case-info.ts';
import { Chains } from './chains.ts';
import { addClockRule, clockRules, previewClockRule, undoClockRule } from './clock.ts';
import { addDecision, undoDecision } from './decisions.ts';
import { Enricher } from './enrich/enricher.ts';
import { parseAgent } from './enrich/user-agent.ts';
import { Graphs } from './graph.ts';
import { identityPairs, inventory, linkIdentities, unlinkIdentities } from './identities.ts';
import { fileHead, type LocatedHead, sourcePlace } from './ingest/file-head.ts';
import { type ImportRequest, runImport } from './ingest/import.ts';
import { custodian } from './ingest/run-record.ts';
import { entityPage } from './query/entity/page.ts';
import { identityRows } from './query/entity.ts';
import { facets } from './query/facets.ts';
import { locate, page, rowsByNumber } from './query/page.ts';
import { Selector } from './query/select.ts';
import { timeline } from './query/timeline.ts';
import { CaseStore } from './store/case-store.ts';
import { explainWriteError, isLarge } from './store/open.ts';
import type { NewTimeRule } from './store/time-rules.ts';
import { type VerifyReport, verifyCase } from './store/verify.ts';
import { VERSION } from './version.ts';

/** Characters of a raw record that are sent for display; the exact bytes come with `events.raw`. */
const RAW_DISPLAY_CHARS = 262_144;

type Handlers = { readonly [M in EngineMethod]: (args: EngineArgs<M>) => EngineResults[M] };

export class Engine {
  private readonly onEvent: (event: PushEvent) => void;
  private readonly enricher = new Enricher();
  private readonly chains = new Chains();
  private readonly graphs = new Graphs(this.chains);
  private current: { store: CaseStore; selector: Selector } | null = null;
  /** Of a case too large to be read whole before it opens. */
  private check: CaseCheck | null = null;
  private importing = false;
  private cancelled = false;

  /** `onEvent` gets progress and changes; it must not throw. */
  constructor(onEvent: (event: PushEvent) => void = () => {}) {
    this.onEvent = onEvent;
  }

  open(path: string): CaseInfo {
    this.close();
    return this.adopt(CaseStore.open(path));
  }

  create(path: string): CaseInfo {
    this.close();
    const store = CaseStore.create(path, VERSION);
    store.log(custodian(), 'create', {}, true);
    return this.adopt(store);
  }

  close(): void {
    this.cancelled = true;
    this.letGo();
    this.chains.rows.forget();
  }

  private letGo(): void {
    this.chains.cancel();
    this.check?.close();
    this.check = null;
    this.current?.store.close();
    this.current = null;
  }

  /** Waits for the check of a large case. @throws Failure `case.damaged` */
  async checked(): Promise<void> {
    const failure = await this.check?.done();
    if (failure) throw failure;
  }

  /** @throws Failure `import.busy` when one is running. What files hold never throws: it stands in the report. */
  async import(request: ImportRequest): Promise<ImportReport> {
    const { store } = this.opened;
    if (this.importing) throw new Failure('import.busy', 'an import is running', 'wait for it, or cancel it');
    this.importing = true;
    this.cancelled = false;
    try {
      const report = await runImport(store, request, {
        cancelled: () => this.cancelled,
        onEvent: this.onEvent,
      });
      store.settle();
      this.onEvent({ type: 'import.ended', report });
      return report;
    } catch (error) {
      // A batch that could not be written leaves memory ahead of the file: only a fresh look at the file is true.
      if (this.current?.store === store) this.reopen(store.path);
      throw explainWriteError(store.path, error);
    } finally {
      this.importing = false;
      this.onEvent({ type: 'case.changed' });
    }
  }

  private reopen(path: string): void {
    this.letGo();
    try {
      this.adopt(CaseStore.open(path));
    } catch {
      // Not even opening works (a full disk): no case is open then, and the failure that led here says what to do.
    }
  }

  /** `noted`: a head of the custody log that was written down elsewhere. */
  /** @throws Failure when the file is gone, changed or no table. */
  async head(of: { readonly path: string } | { readonly sha256: string }): Promise<LocatedHead> {
    const place =
      'path' in of ? { path: of.path, name: null } : await sourcePlace(this.opened.store, of.sha256);
    return { ...(await fileHead(place.path)), ...place };
  }

  verify(noted: string | null = null): VerifyReport {
    const { store } = this.opened;
    const report = verifyCase(store, noted);
    const failed = report.checks.find((check) => !check.ok);
    store.log(custodian(), 'verify', { ok: report.ok, noted, failed: failed?.detail ?? null }, false);
    return { ...report, custodyHead: store.custody.head };
  }

  /** Writes what left the case into its custody log: the file, what was asked, how many rows. */
  logExport(details: Readonly<Record<string, unknown>>): void {
    this.opened.store.log(custodian(), 'export', details, false);
  }

  /** Writes into the custody log that the case was opened to be worked on. */
  logOpen(): void {
    this.opened.store.log(custodian(), 'open', {}, false);
  }

  /** The open case, for commands that read it row by row. */
  get store(): CaseStore {
    return this.opened.store;
  }

  get selector(): Selector {
    return this.opened.selector;
  }

  /** Answers one method of the contract; arguments were checked by `dispatch`. */
  call<M extends EngineMethod>(method: M, args: EngineArgs<M>): EngineResults[M] {
    return this.handlers[method](args);
  }

  /** As `call`, but what takes long lets other questions have their turn and says how far it is. */
  async answer<M extends EngineMethod>(method: M, args: EngineArgs<M>): Promise<EngineResults[M]> {
    if (method !== 'chain.compute') return this.call(method, args);
    const { seeds } = args as EngineArgs<'chain.compute'>;
    return (await this.chains.compute(this.store, seeds, this.onEvent)) as EngineResults[M];
  }

  private readonly handlers: Handlers = {
    'case.info': () => caseInfo(this.store),
    'import.cancel': () => {
      const cancelled = this.importing && !this.cancelled;
      this.cancelled = true;
      return { cancelled };
    },
    'query.parse': ({ text }) => {
      const parsed = parseFilter(text);
      return parsed.ok ? { ok: true, filter: parsed.value } : { ok: false, ...parsed.error };
    },
    'events.timeline': (ask) => timeline(this.store, this.selector, ask, this.chains.rows.of(ask.chain)),
    'events.page': (ask) => page(this.store, this.selector, ask),
    'events.rows': ({ rows }) => ({ rows: rowsByNumber(this.store, rows) }),
    'events.locate': (ask) => locate(this.selector, ask),
    'events.get': ({ row }) => this.detail(row),
    'events.raw': ({ row }) => {
      const place = this.placeOf(row);
      const bytes = this.store.raw.read(place.file, place.offset, place.length);
      const file = this.store.snapshot.files.get(place.file)!.path;
      return { base64: bytes.toString('base64'), file, offset: place.offset, length: place.length };
    },
    'events.facets': (ask) => facets(this.selector, ask),
    'identities.list': ({ search, limit }) => identityRows(this.store.snapshot, search ?? '', limit),
    'coverage.get': () => coverageOf(this.store.snapshot),
    'custody.list': () => ({
      entries: this.store.custody.all().map(({ entry, hash }) => ({ ...entry, hash })),
      head: this.store.custody.head,
    }),
    'clock.list': () => ({ rules: clockRules(this.store) }),
    'clock.add': (rule) => this.changeClock(() => addClockRule(this.store, rule as NewTimeRule)),
    'clock.preview': (rule) => previewClockRule(this.store, rule as NewTimeRule),
    'clock.undo': ({ id }) => this.changeClock(() => undoClockRule(this.store, id)),
    'address.describe': ({ ip }) => {
      const address = this.enricher.address(ip);
      if (address) return address;
      throw new Failure('usage', `${ip} is no IP address`, 'write it as 192.0.2.1 or 2001:db8::1');
    },
    'entity.get': (ask) => entityPage(this.store, this.enricher, ask),
    'identity.link': (pair) => this.decide(() => linkIdentities(this.store, pair)),
    'identity.unlink': (pair) => this.decide(() => unlinkIdentities(this.store, pair)),
    'identity.pairs': ({ limit }) => identityPairs(this.store.snapshot, limit),
    'identity.inventory': () => ({ entries: inventory(this.store.snapshot) }),
    'decision.list': () => ({ decisions: this.store.snapshot.decisions }),
    'decision.add': ({ decision, reason }) => this.decide(() => addDecision(this.store, decision, reason)),
    'decision.undo': ({ id }) => this.decide(() => undoDecision(this.store, id)),
    'graph.credentials': ({ seeds }) => this.graphs.credentials(this.store.snapshot, seeds),
    'graph.blastRadius': ({ seeds }) => this.graphs.blastRadius(this.store.snapshot, seeds),
    'chain.compute': ({ seeds }) => this.chains.now(this.store.snapshot, seeds),
    'chain.cancel': () => ({ cancelled: this.chains.cancel() }),
  };

  /** Every answer afterwards is given with the new times. */
  private changeClock<T>(change: () => T): T {
    if (this.importing) throw new Failure('import.busy', 'an import is running', 'wait for it, or cancel it');
    const result = change();
    const { store } = this;
    store.refresh();
    this.current = { store, selector: new Selector(store, this.enricher) };
    this.onEvent({ type: 'case.changed' });
    return result;
  }

  /** Every answer afterwards is given with what the analyst decided. */
  private decide<T>(change: () => T): T {
    if (this.importing) throw new Failure('import.busy', 'an import is running', 'wait for it, or cancel it');
    const result = change();
    const { store } = this;
    store.decided();
    this.current = { store, selector: new Selector(store, this.enricher) };
    this.onEvent({ type: 'case.changed' });
    return result;
  }

  private detail(row: number): EngineResults['events.get'] {
    const { store } = this;
    const view = store.snapshot;
    const place = this.placeOf(row);
    const event = store.events.get(view, row);
    const bytes = store.raw.read(place.file, place.offset, place.length);
    const raw = decodeLossy(bytes);
    const identity = view.identities.find(({ id }) => id === event.identity);
    return {
      event,
      message: messageOf(event),
      identityDisplay: identity?.display ?? null,
      addresses: this.addressesOf(event),
      agent: parseAgent(event.userAgent),
      raw: raw.slice(0, RAW_DISPLAY_CHARS),
      rawTruncated: raw.length > RAW_DISPLAY_CHARS,
      rawSha256: createHash('sha256').update(bytes).digest('hex'),
      duplicates: store.events
        .duplicates(row)
        .map(([file, record]) => ({ file: view.files.get(file)?.path ?? '', record })),
    };
  }

  /** Every address that an event names, once. */
  private addressesOf({ srcIp, dstIp, relatedIps }: StoredEvent): readonly AddressInfo[] {
    const named = new Set([srcIp, dstIp, ...relatedIps.map(({ ip }) => ip)]);
    return [...named].flatMap((ip) => (ip === null ? [] : (this.enricher.address(ip) ?? [])));
  }

  private placeOf(row: number): { file: number; offset: number; length: number } {
    if (row >= this.store.snapshot.size) {
      throw new Failure(
        'event.not-found',
        `row ${row} is not in the case`,
        'take a row from a list of events',
      );
    }
    return this.store.events.place(row);
  }

  private adopt(store: CaseStore): CaseInfo {
    if (isLarge(store.path))
      this.check = new CaseCheck(store.path, ({ message, advice }) =>
        this.onEvent({ type: 'case.damaged', message, advice }),
      );
    this.current = { store, selector: new Selector(store, this.enricher) };
    return caseInfo(store);
  }

  private get opened(): { store: CaseStore; selector: Selector } {
    if (!this.current) throw new Failure('case.none-open', 'no case is open', 'open or create one first');
    return this.current;
  }
}
