/**
 * The engine as its hosts see it: one child process behind request numbers. SQLite cannot be interrupted from outside
 * (a worker's `terminate` waits for the running statement), so a stuck query dies with its process; a new one starts
 * and reopens the case, which WAL keeps whole.
 */
import { Failure } from '../../shared/base/failure.ts';
import type { ColumnMapping } from '../../shared/importers/importer.ts';
import type {
  CaseInfo,
  EngineMethod,
  EngineResults,
  FileHead,
  ImportReport,
  PushEvent,
  WireError,
} from '../../shared/ipc/contract.ts';
import { fromWireError } from '../../shared/ipc/wire-error.ts';
import { log } from './log.ts';

/** What `engine.import` takes; paths are the hosts' to know. */
export interface ImportArgs {
  readonly paths: readonly string[];
  /** What a file is called in the ledger when that is not its path. */
  readonly displayNames?: Readonly<Record<string, string>>;
  readonly timezone?: string;
  readonly vpcFormat?: string;
  readonly mapping?: ColumnMapping;
}

/** A table's beginning and where its file lies. */
export interface LocatedHead extends FileHead {
  readonly path: string;
  readonly name: string | null;
}

/** A child process that speaks structured messages; Node's `fork` and Electron's `utilityProcess` both fit. */
export interface EngineProcess {
  post(message: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called once, also when the process could not start. */
  onExit(listener: (how: string) => void): void;
  /** At once, whatever it is doing. */
  kill(): void;
}

export interface EngineRequest {
  readonly id: number;
  readonly method: string;
  readonly args: unknown;
}

export type EngineMessage =
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | { readonly id: number; readonly ok: false; readonly error: WireError }
  | { readonly event: PushEvent };

/**
 * Milliseconds of silence after which a process with this call pending counts as stuck. Silence, not duration: any
 * answer or progress message starts the count anew. Reads get 30 s (security.md 1H). The chain says a few
 * times a second how far it is, but a single step of it over a huge case may take longer and gets two minutes; an
 * import, opening (which may rebuild derived tables) and closing (which folds the WAL in) are one long write each and
 * get ten.
 */
const READ_SILENCE_MS = 30_000;
const LONGER_SILENCE_MS: ReadonlyMap<string, number> = new Map([
  ['chain.compute', 120_000],
  ['engine.open', 600_000],
  ['engine.create', 600_000],
  ['engine.import', 600_000],
  ['engine.close', 600_000],
]);

export interface EngineClientOptions {
  readonly start: () => EngineProcess;
  readonly onEvent: (event: PushEvent) => void;
  /** Tests shorten it. */
  readonly readSilenceMs?: number;
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Failure) => void;
}

export class EngineClient {
  readonly #options: EngineClientOptions;
  readonly #pending = new Map<number, Pending>();
  #process: EngineProcess | null = null;
  #nextId = 1;
  #casePath: string | null = null;
  /** Settled unless the case is being reopened in a new process; ordinary calls wait for it. */
  #reopening: Promise<void> = Promise.resolve();
  #watchdog: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: EngineClientOptions) {
    this.#options = options;
  }

  /** Path of the case that is open, or null. */
  get casePath(): string | null {
    return this.#casePath;
  }

  get importing(): boolean {
    return [...this.#pending.values()].some((call) => call.method === 'engine.import');
  }

  /** Arguments were checked by whoever calls. @throws Failure */
  async call<M extends EngineMethod>(method: M, args: unknown): Promise<EngineResults[M]> {
    await this.#reopening;
    return (await this.#send(method, args)) as EngineResults[M];
  }

  open(path: string): Promise<CaseInfo> {
    return this.#openWith('engine.open', path);
  }

  create(path: string): Promise<CaseInfo> {
    return this.#openWith('engine.create', path);
  }

  async import(args: ImportArgs): Promise<ImportReport> {
    await this.#reopening;
    return (await this.#send('engine.import', args)) as ImportReport;
  }

  async head(of: { readonly path: string } | { readonly sha256: string }): Promise<LocatedHead> {
    await this.#reopening;
    return (await this.#send('engine.head', of)) as LocatedHead;
  }

  /** Closes the case, leaving one clean file. A running import is cancelled first. */
  async closeCase(): Promise<boolean> {
    await this.#reopening;
    if (this.#casePath === null || this.#process === null) return false;
    if (this.importing) await this.#send('import.cancel', {});
    await this.#send('engine.close', {});
    this.#casePath = null;
    return true;
  }

  /** Closes the case and ends the process. Never throws: at the end there is nobody left to tell but the log. */
  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.closeCase();
    } catch (error) {
      log('engine.not-closed', { error: String(error) });
    }
    this.#closed = true;
    this.#process?.kill();
    this.#process = null;
    this.#setWatchdog();
  }

  async #openWith(method: 'engine.open' | 'engine.create', path: string): Promise<CaseInfo> {
    await this.#reopening;
    if (this.importing) {
      throw new Failure(
        'import.busy',
        'an import is running',
        'wait for its end or cancel it, then open the other case',
      );
    }
    await this.closeCase();
    const info = (await this.#send(method, { path })) as CaseInfo;
    this.#casePath = path;
    return info;
  }

  #send(method: string, args: unknown): Promise<unknown> {
    if (this.#closed)
      return Promise.reject(new Failure('engine.died', 'the program is closing', 'start it again'));
    const process = this.#process ?? this.#startProcess();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#setWatchdog();
      process.post({ id, method, args });
    });
  }

  #startProcess(): EngineProcess {
    const process = this.#options.start();
    this.#process = process;
    process.onMessage((message) => {
      if (this.#process === process) this.#receive(message);
    });
    process.onExit((how) => {
      if (this.#process === process) this.#died(how);
    });
    return process;
  }

  #receive(message: EngineMessage): void {
    if ('event' in message) {
      this.#setWatchdog();
      this.#options.onEvent(message.event);
      return;
    }
    const call = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    this.#setWatchdog();
    if (call === undefined) return;
    if (message.ok) call.resolve(message.result);
    else call.reject(fromWireError(message.error));
  }

  #setWatchdog(): void {
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#watchdog = null;
    if (this.#pending.size === 0 || this.#process === null) return;
    const readMs = this.#options.readSilenceMs ?? READ_SILENCE_MS;
    const silenceMs = Math.max(
      ...[...this.#pending.values()].map((call) => LONGER_SILENCE_MS.get(call.method) ?? readMs),
    );
    const stuck = this.#process;
    this.#watchdog = setTimeout(() => {
      stuck.kill();
      if (this.#process === stuck) this.#died(`no answer for ${silenceMs / 1000} s`);
    }, silenceMs);
    this.#watchdog.unref();
  }

  /** Everything pending fails in words, a new process reopens the case, and the window is told what became of it. */
  #died(how: string): void {
    this.#process = null;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    this.#setWatchdog();
    log('engine.died', { how, pending: lost.map((call) => call.method) });
    for (const call of lost) {
      call.reject(
        new Failure(
          'engine.died',
          `the engine stopped (${how}) during ${call.method}`,
          'ask again; what was stored before is safe',
        ),
      );
    }
    if (this.#closed) return;
    const path = this.#casePath;
    this.#casePath = null;
    if (path !== null) this.#reopening = this.#reopen(path);
  }

  async #reopen(path: string): Promise<void> {
    try {
      await this.#send('engine.open', { path });
      this.#casePath = path;
      this.#options.onEvent({
        type: 'engine.restarted',
        message: 'The engine stopped and was started again; the case is open.',
      });
      this.#options.onEvent({ type: 'case.changed' });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#options.onEvent({
        type: 'engine.restarted',
        message: `The engine stopped, and the case could not be opened again: ${why}`,
      });
    }
  }
}
