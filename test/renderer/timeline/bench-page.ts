/** Builds the test page once and opens it in a real Chromium under the app's own policy; every request is on record. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ORIGIN = 'http://timeline.test';
/** security.md E7, word for word. */
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types default";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface TestPage {
  readonly page: Page;
  /** Addresses asked for that are not part of the page. */
  readonly strayRequests: string[];
  /** Everything on the console: errors, refused policies, and what vis-timeline says about its options. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface Bench {
  open(options?: { readonly reducedMotion?: boolean; readonly scale?: number }): Promise<TestPage>;
  close(): Promise<void>;
}

export async function startBench(): Promise<Bench> {
  const cache = path.join(ROOT, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(path.join(cache, 'timeline-test-'));
  // The test runner says `test`, which would build React's development version.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({
    root: path.join(import.meta.dirname, 'page'),
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      minify: false,
      assetsInlineLimit: 0,
    },
  });
  process.env.NODE_ENV = environment;
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return {
    open: (options = {}) => openPage(browser, outDir, options),
    close: async () => {
      await browser.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  outDir: string,
  { reducedMotion = true, scale = 1 }: { readonly reducedMotion?: boolean; readonly scale?: number },
): Promise<TestPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const strayRequests: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const name = url.pathname === '/' ? '/index.html' : url.pathname;
    const body = url.origin === ORIGIN ? await readFile(path.join(outDir, name)).catch(() => null) : null;
    if (body === null) {
      strayRequests.push(url.href);
      await route.abort();
      return;
    }
    const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
    await route.fulfill({ body, headers: { 'content-type': type, 'content-security-policy': CSP } });
  });
  await page.goto(`${ORIGIN}/`);
  await page
    .waitForFunction(() => typeof window.scene === 'function', undefined, { timeout: 120_000 })
    .catch((error) => {
      throw new Error(`the page did not start: ${complaints.join('; ')}`, { cause: error });
    });
  return { page, strayRequests, complaints, close: () => context.close() };
}

/** Waits until the timeline stands still: what was asked of it is drawn, and no motion is left. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const picture = () =>
      [...document.querySelectorAll('[data-row], [data-lane], .vis-time-axis .vis-text')]
        .map((element) => {
          const { x, y, width } = element.getBoundingClientRect();
          return `${x} ${y} ${width} ${element.textContent}`;
        })
        .join();
    let before = '';
    for (let frames = 0; frames < 8; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const now = picture();
      if (now !== before) frames = 0;
      before = now;
    }
  });
}
