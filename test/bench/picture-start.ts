/** From navigation to the first picture of the timeline, with a new browser and with one that was there already. */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../e2e/chromium.ts';

/** Milliseconds since navigation began, and what was loaded until the picture stood. */
export interface Start {
  readonly firstPaintMs: number;
  readonly firstPictureMs: number;
  readonly scriptBytes: number;
  readonly requests: number;
}

const START_WAIT_MS = 60_000;

export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('first-picture').length > 0, undefined, {
    timeout: START_WAIT_MS,
    polling: 50,
  });
  return page;
}

export async function startOf(page: Page): Promise<Start> {
  return page.evaluate(() => {
    const picture = performance.getEntriesByName('first-picture')[0]!.startTime;
    const loaded = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
      ({ responseEnd }) => responseEnd <= picture,
    );
    return {
      firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      firstPictureMs: picture,
      scriptBytes: loaded
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      requests: loaded.length,
    };
  });
}

/** One start in a browser of its own (cold) and one more in the same browser (warm). */
export async function startTwice(url: string): Promise<{ readonly cold: Start; readonly warm: Start }> {
  const browser = await launchChromium();
  try {
    const first = await openPage(browser, url);
    const cold = await startOf(first);
    await first.close();
    const second = await openPage(browser, url);
    return { cold, warm: await startOf(second) };
  } finally {
    await browser.close();
  }
}
