/**
 * What Electron's main process and the loopback server share: one door, `dispatch`, for everything the window asks.
 * Names are looked up with `Object.hasOwn`, arguments pass the contract's schema, host methods are answered here,
 * engine methods go on to the engine process.
 */

import type { z } from 'zod';
import { Failure } from '../../shared/base/failure.ts';
import type { ColumnMapping } from '../../shared/importers/importer.ts';
import {
  type CaseInfo,
  type EngineMethod,
  engineArgs,
  type HostMethod,
  type HostResults,
  hostArgs,
  type PushEvent,
  type WireResponse,
} from '../../shared/ipc/contract.ts';
import { toWireError } from '../../shared/ipc/wire-error.ts';
import { listFolder, newFilePath } from './browse.ts';
import { EngineClient, type EngineProcess } from './engine-client.ts';
import { type Folders, userFolders } from './folders.ts';
import type { Layout } from './layout.ts';
import { log } from './log.ts';
import { guardedPath } from './path-guard.ts';
import { RecentCases } from './recent.ts';
import { openSample } from './sample.ts';
import { TokenRegistry } from './tokens.ts';

/** What a system dialog brought back: paths of the user's choice, a cancel, or that this host has no dialogs. */
export type Picked =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unsupported' };
export type PickWhat = HostParsed<'host.pick'>['what'];

type HostParsed<M extends HostMethod> = z.output<(typeof hostArgs)[M]>;
type HostHandlers = { readonly [M in HostMethod]: (args: HostParsed<M>) => Promise<HostResults[M]> };

export interface HostOptions {
  readonly kind: 'electron' | 'browser';
  readonly layout: Layout;
  readonly startEngine: () => EngineProcess;
  readonly pick: (what: PickWhat) => Promise<Picked>;
  readonly folders?: Folders;
}

export class Host {
  readonly tokens = new TokenRegistry();
  readonly #options: HostOptions;
  readonly #folders: Folders;
  readonly #engine: EngineClient;
  readonly #recent: RecentCases;
  readonly #listeners = new Set<(event: PushEvent) => void>();
  readonly #handlers: HostHandlers;
  #sample: Promise<CaseInfo> | null = null;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#folders = options.folders ?? userFolders();
    this.#engine = new EngineClient({ start: options.startEngine, onEvent: (event) => this.#emit(event) });
    this.#recent = new RecentCases(this.#folders.config);
    this.#handlers = this.#makeHandlers();
  }

  /** Answers one request of the window. Never rejects: what goes wrong is part of the answer. */
  async dispatch(method: unknown, args: unknown): Promise<WireResponse> {
    try {
      return { ok: true, result: await this.#answer(method, args) };
    } catch (error) {
      if (!(error instanceof Failure))
        log('host.mistake', { method: String(method), error: describe(error) });
      return { ok: false, error: toWireError(error) };
    }
  }

  /** Returns what ends the subscription. A listener that throws does not silence the others. */
  onEvent(listener: (event: PushEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens a case whose path the user gave on the command line or by double click. @throws Failure */
  async openPath(path: string): Promise<CaseInfo> {
    return this.#opened(await this.#engine.open(guardedPath(path)));
  }

  get caseOpen(): boolean {
    return this.#engine.casePath !== null;
  }

  /** Tokens for files dropped on the window, in their order; refused paths are left out and logged. */
  grantDropped(paths: readonly string[]): readonly string[] {
    return paths.flatMap((path) => {
      try {
        return [this.tokens.grant(guardedPath(path), 'file')];
      } catch (error) {
        log('host.drop-refused', { error: String(error) });
        return [];
      }
    });
  }

  /** Closes the case cleanly and ends the engine. */
  async close(): Promise<void> {
    await this.#engine.close();
    this.#listeners.clear();
  }

  async #answer(method: unknown, args: unknown): Promise<unknown> {
    if (typeof method === 'string' && Object.hasOwn(engineArgs, method)) {
      const name = method as EngineMethod;
      return this.#engine.call(name, checked(name, engineArgs[name], args));
    }
    if (typeof method === 'string' && Object.hasOwn(hostArgs, method)) {
      const name = method as HostMethod;
      const handler = this.#handlers[name] as (args: unknown) => Promise<unknown>;
      return handler(checked(name, hostArgs[name], args));
    }
    throw new Failure(
      'ipc.unknown-method',
      `there is no method ${JSON.stringify(String(method).slice(0, 100))}`,
      'reload the window',
    );
  }

  #makeHandlers(): HostHandlers {
    const { layout, kind } = this.#options;
    return {
      'host.info': async () => ({
        host: kind,
        version: layout.version,
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        caseOpen: this.caseOpen,
      }),
      'host.recent': async () => ({
        recent: (await this.#recent.list()).map(({ path, exists }) => ({
          token: this.tokens.grant(path, 'file'),
          name: caseName(path),
          path,
          exists,
        })),
      }),
      'host.pick': async ({ what }) => {
        const picked = await this.#options.pick(what);
        if (picked.kind !== 'paths') return picked;
        const grantKind = what === 'new-case' ? 'new-case' : what === 'import-folder' ? 'folder' : 'file';
        return {
          kind: 'picked',
          tokens: picked.paths.map((path) => this.tokens.grant(guardedPath(path), grantKind)),
        };
      },
      'host.list': async ({ folder }) =>
        listFolder(
          folder === null ? this.#folders.home : this.tokens.resolve(folder, 'folder').path,
          this.tokens,
        ),
      'host.newFile': async ({ folder, name }) => {
        const path = await newFilePath(this.tokens.resolve(folder, 'folder').path, name);
        return { token: this.tokens.grant(path, 'new-case') };
      },
      'case.open': async ({ file }) => {
        const { path, displayName } = this.tokens.resolve(file, 'file');
        if (displayName !== null) {
          throw new Failure(
            'usage',
            'a case dropped on a browser window is only a copy of it',
            'open it with Open case instead',
          );
        }
        return this.#opened(await this.#engine.open(path));
      },
      'case.create': async ({ file }) =>
        this.#opened(await this.#engine.create(this.tokens.resolve(file, 'new-case').path)),
      'case.sample': () => {
        this.#sample ??= openSample(this.#engine, layout.sample, this.#folders.data)
          .then((info) => this.#opened(info))
          .finally(() => {
            this.#sample = null;
          });
        return this.#sample;
      },
      'case.close': async () => ({ closed: await this.#engine.closeCase() }),
      'import.start': async ({ files, timezone, vpcFormat, mapping }) => {
        const granted = files.map((token) => this.tokens.resolve(token, 'file', 'folder'));
        const named = granted.flatMap(({ path, displayName }) =>
          displayName === null ? [] : [[path, displayName] as const],
        );
        return this.#engine.import({
          paths: granted.map(({ path }) => path),
          displayNames: Object.fromEntries(named),
          ...(timezone === undefined ? {} : { timezone }),
          ...(vpcFormat === undefined ? {} : { vpcFormat }),
          ...(mapping === undefined ? {} : { mapping: mapping as ColumnMapping }),
        });
      },
      'file.head': async (of) => {
        const chosen = 'file' in of ? this.tokens.resolve(of.file, 'file') : null;
        const { path, name, columns, rows, guess } = await this.#engine.head(
          'file' in of ? { path: chosen!.path } : of,
        );
        const shown = chosen === null ? name : chosen.displayName;
        return { file: this.tokens.grant(guardedPath(path), 'file', shown), columns, rows, guess };
      },
    };
  }

  async #opened(info: CaseInfo): Promise<CaseInfo> {
    const path = this.#engine.casePath;
    if (path !== null) await this.#recent.add(path);
    return info;
  }

  #emit(event: PushEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        log('host.listener-failed', { error: describe(error) });
      }
    }
  }
}

function checked(method: string, schema: z.ZodType, args: unknown): unknown {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`)
    .slice(0, 3);
  throw new Failure(
    'ipc.bad-arguments',
    `${method} was asked with wrong arguments (${where.join('; ')})`,
    'reload the window',
  );
}

function caseName(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.tline$/i, '');
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack || error.message : String(error);
}
