/**
 * A real Chromium page standing in for the inside of a BrowserWindow. Its requests go through the session's request
 * filter and scheme handlers, navigation through the guards of its webContents, and the preload that was named in
 * webPreferences runs here in Node with an `electron` that holds exactly what a sandboxed preload gets.
 *
 * Chromium cannot be taught the `app:` scheme from outside, so inside the page `app://throughline` reads
 * `https://throughline.app.test` (a secure context too); every message and handler sees the `app:` address.
 */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Browser, BrowserContext, Frame, Page, Request as PageRequest, Route } from 'playwright-core';
import { type StandInContents, StandInFrame, type StandInIpcMain, standInIpcRenderer } from './contents.ts';
import { emitPreventable } from './emitter.ts';
import type { Recorder } from './recorder.ts';
import type { StandInSession } from './session.ts';

const APP = 'app://throughline';
const PAGE = 'https://throughline.app.test';

const toAppUrl = (url: string): string =>
  url === PAGE || url.startsWith(`${PAGE}/`) ? APP + url.slice(PAGE.length) : url;
const toPageUrl = (url: string): string => (url.startsWith(APP) ? PAGE + url.slice(APP.length) : url);

export interface PageParts {
  readonly browser: Browser;
  readonly contents: StandInContents;
  readonly session: StandInSession;
  readonly ipcMain: StandInIpcMain;
  readonly recorder: Recorder;
  readonly preload: string;
  /** Where dropped files lie on disk, by name. */
  readonly droppedPaths: ReadonlyMap<string, string>;
  readonly onContext: (context: BrowserContext) => Promise<void>;
}

type Exposed = Readonly<Record<string, (...args: unknown[]) => unknown>>;

export async function openPage(
  parts: PageParts,
): Promise<{ page: Page; load: (url: string) => Promise<void> }> {
  const context = await parts.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await parts.onContext(context);
  await context.route('**/*', (route) => answer(parts, route));
  const page = await context.newPage();
  denyPopups(parts, context, page);
  await runPreload(parts, page);
  parts.contents.reloadPage = () => {
    void page.reload().catch(() => {});
  };
  const load = async (url: string) => {
    parts.contents.mainFrame.url = url;
    await page.goto(toPageUrl(url), { waitUntil: 'load' });
  };
  return { page, load };
}

async function answer(parts: PageParts, route: Route): Promise<void> {
  const { contents, session, recorder } = parts;
  const request = route.request();
  const url = toAppUrl(request.url());
  const frame = frameOf(request);
  if (frame === null) {
    askToOpen(parts, url);
    return route.abort('aborted');
  }
  if (request.isNavigationRequest() && frame.url() !== 'about:blank') {
    const details = { url, isMainFrame: frame.parentFrame() === null };
    const refused = [
      emitPreventable(contents, 'will-frame-navigate', details),
      emitPreventable(contents, 'will-navigate', details),
    ];
    if (refused.includes(true)) {
      recorder.record('page.navigation-refused', url);
      return route.abort('aborted');
    }
  }
  if (session.isCancelled(url)) {
    recorder.record('page.request-cancelled', url);
    return route.abort('blockedbyclient');
  }
  const handler = session.schemes.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) {
    recorder.record('page.request-escaped', url);
    return route.abort();
  }
  const response = await handler(new Request(url, { method: request.method() }));
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** A window that is just being opened has no frame yet, which Playwright says by throwing. */
function frameOf(request: PageRequest): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

/** Records what the window-open handler decides; whatever it is, no second window comes to be here. */
function askToOpen({ contents, recorder }: PageParts, url: string): void {
  recorder.record('page.window-open', contents.openHandler?.({ url } as never) ?? { action: 'allow' });
}

/** Windows that open without a request, such as `about:blank`. */
function denyPopups(parts: PageParts, context: BrowserContext, own: Page): void {
  context.on('page', (popup) => {
    if (popup === own) return;
    askToOpen(parts, popup.url());
    void popup.close().catch(() => {});
  });
}

/** Runs the built preload and shows what it exposes to the page's main world. */
async function runPreload(parts: PageParts, page: Page): Promise<void> {
  const { contents, ipcMain, recorder } = parts;
  let sender: Frame = page.mainFrame();
  const frame = () =>
    sender === page.mainFrame()
      ? contents.mainFrame
      : new StandInFrame(toAppUrl(sender.url()), contents.mainFrame);
  page.on('framenavigated', (navigated) => {
    if (navigated === page.mainFrame()) contents.mainFrame.url = toAppUrl(navigated.url());
  });
  const worlds: [string, Exposed][] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: Exposed) => worlds.push([key, api]) },
    ipcRenderer: standInIpcRenderer(ipcMain, contents, frame),
    webUtils: {
      getPathForFile: (file: { readonly name: string }) => parts.droppedPaths.get(file.name) ?? '',
    },
  };
  runInNewContext(readFileSync(parts.preload, 'utf8'), {
    require: (name: string) => {
      recorder.record('preload.require', name);
      if (name !== 'electron') throw new Error(`module not found: ${name} (sandboxed preload)`);
      return electron;
    },
  });
  const undo = new Map<string, unknown>();
  await page.exposeBinding(
    '__standInCall',
    async (source, key: string, name: string, args: unknown[], resultId: string | null) => {
      sender = source.frame;
      const result = await worlds.find(([world]) => world === key)![1][name]!(...args.map(revive));
      if (resultId === null) return result;
      undo.set(resultId, result);
      return null;
    },
  );
  await page.exposeBinding('__standInUndo', (_source, resultId: string) =>
    (undo.get(resultId) as (() => void) | undefined)?.(),
  );
  const surface = worlds.map(([key, api]) => ({ key, names: Object.keys(api) }));
  await page.addInitScript(exposeInPage, surface);

  function revive(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(revive);
    if (typeof value !== 'object' || value === null || !('__callback' in value)) return value;
    return (...pushed: unknown[]) => {
      page
        .evaluate(
          ([id, all]) => (globalThis as unknown as PageGlobals).__standInCallbacks.get(id)?.(...all),
          [value.__callback as string, pushed] as const,
        )
        .catch((error: unknown) => recorder.record('page.push-failed', String(error)));
    };
  }
}

interface PageGlobals {
  __standInCallbacks: Map<string, (...args: unknown[]) => void>;
  __standInCall(key: string, name: string, args: unknown[], resultId: string | null): Promise<unknown>;
  __standInUndo(resultId: string): Promise<void>;
}

/**
 * Runs inside the page. As with the real bridge, functions arrive as proxies and the object is frozen. A function that
 * was given a callback is taken to answer with a function (a subscription and what ends it).
 */
function exposeInPage(surface: readonly { readonly key: string; readonly names: readonly string[] }[]): void {
  const page = globalThis as unknown as PageGlobals & Record<string, unknown>;
  page.__standInCallbacks = new Map();
  let next = 0;
  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const id = `callback-${next++}`;
      page.__standInCallbacks.set(id, value as (...args: unknown[]) => void);
      return { __callback: id };
    }
    if (value instanceof File) return { name: value.name };
    return Array.isArray(value) ? value.map(pack) : value;
  };
  for (const { key, names } of surface) {
    const api: Record<string, unknown> = {};
    for (const name of names) {
      api[name] = (...args: unknown[]) => {
        const packed = args.map(pack);
        if (!args.some((arg) => typeof arg === 'function'))
          return page.__standInCall(key, name, packed, null);
        const resultId = `result-${next++}`;
        const subscribed = page.__standInCall(key, name, packed, resultId);
        return () => void subscribed.then(() => page.__standInUndo(resultId));
      };
    }
    Object.defineProperty(globalThis, key, { value: Object.freeze(api) });
  }
}
