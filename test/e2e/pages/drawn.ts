import type { Page } from 'playwright-core';

/** What the page was told is on the screen: React has rendered and the browser has painted it. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
}
