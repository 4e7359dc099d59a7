/** The real loopback server in this process, the real engine behind it, and Chromium as the user's browser. */
import { relative, sep } from 'node:path';
import type { Page } from 'playwright-core';
import { startServer } from '../../../electron/serve/server.ts';
import type { AppUnderTest, Driver, Places } from '../app.ts';
import { launchChromium } from '../chromium.ts';
import { dropFiles } from '../drop.ts';
import { watchContext } from '../problems.ts';

export const browserDriver: Driver = { name: 'browser', launch };

async function launch(places: Places): Promise<AppUnderTest> {
  const serving = await startServer({ folders: places });
  const browser = await launchChromium();
  const { origin } = new URL(serving.url);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(120_000);
  const problems = await watchContext(context, (url) => url.startsWith(`${origin}/`));
  const page = await context.newPage();
  await page.goto(serving.url);
  return {
    page,
    problems,
    places,
    choose: async (ask, path) => {
      await ask();
      await walkTo(page, places.home, path);
      await page.getByTestId('file-finish').click();
    },
    nameCase: async (ask, name) => {
      await ask();
      await page.getByTestId('file-name').fill(name);
      await page.getByTestId('file-finish').click();
    },
    drop: (paths) => dropFiles(page, paths),
    reload: async () => {
      await page.reload();
    },
    quit: async () => {
      await browser.close();
      await serving.close();
    },
  };
}

/** Clicks through the folders from home down to the wanted one, and chooses the last part. */
async function walkTo(page: Page, home: string, path: string): Promise<void> {
  for (const name of relative(home, path).split(sep)) {
    await page
      .getByTestId('file-entry')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click();
  }
}
