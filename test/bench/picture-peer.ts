/** What an analyst would build in an hour: vis-timeline with its default options on a page of its own, same times, same size. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

const PACKAGE = join(import.meta.dirname, '../../node_modules/vis-timeline');
const ORIGIN = 'http://peer.test';

/** One event of the case: its time in milliseconds and the name of what was done. */
export interface PeerEvent {
  readonly ms: number;
  readonly name: string;
}

/** Opens the page and waits until all events are drawn; the height is the room that our own picture has. */
export async function openPeer(
  browser: Browser,
  events: readonly PeerEvent[],
  size: { readonly width: number; readonly height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
  const script = readFileSync(join(PACKAGE, 'standalone/umd/vis-timeline-graph2d.min.js'));
  const style = readFileSync(join(PACKAGE, 'styles/vis-timeline-graph2d.min.css'));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/vis.js') await route.fulfill({ body: script, contentType: 'text/javascript' });
    else if (pathname === '/vis.css') await route.fulfill({ body: style, contentType: 'text/css' });
    else
      await route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/vis.css">
          <style>body { margin: 0 } #picture { width: ${size.width}px }</style>
          <div id="picture"></div><script src="/vis.js"></script>`,
      });
  });
  await page.goto(`${ORIGIN}/`);
  await page.evaluate(
    async ({ list, height }) => {
      const { vis } = window as unknown as {
        vis: {
          Timeline: new (
            element: HTMLElement,
            items: unknown,
            options: unknown,
          ) => { on(name: string, run: () => void): void };
        };
      };
      const items = list.map(({ ms, name }, id) => ({ id, start: ms, content: name }));
      // Its one option that is not the default: without a height it would grow to 10,000 pixels and more.
      await new Promise<void>((resolve) => {
        const timeline = new vis.Timeline(document.getElementById('picture')!, items, { height });
        timeline.on('changed', () => resolve());
      });
    },
    { list: events, height: size.height },
  );
  await page.waitForTimeout(1000);
  return page;
}
