/** The program's own main and preload on the stand-in for electron: real engine process, real Chromium page. */
import { basename, join } from 'node:path';
import { vi } from 'vitest';
import type { AppUnderTest, Driver, Places } from '../app.ts';
import { launchChromium } from '../chromium.ts';
import { dropFiles } from '../drop.ts';
import { watchContext } from '../problems.ts';

export const desktopDriver: Driver = { name: 'desktop', launch };

async function launch(places: Places): Promise<AppUnderTest> {
  vi.stubEnv('THROUGHLINE_CONFIG', places.config);
  vi.stubEnv('THROUGHLINE_DATA', places.data);
  // Every start is a new program: its modules and the stand-in's keep no memory of the last one.
  vi.resetModules();
  const { standIn } = await import('../../support/electron-stand-in/index.ts');
  const { start } = await import('../../../electron/main/start.ts');
  const listeners = ['uncaughtException', 'unhandledRejection'].map(
    (name) => [name, process.rawListeners(name)] as const,
  );
  start();
  const switches = standIn.recorder.of('switch') as (readonly [string, string?])[];
  const browser = await launchChromium(
    switches.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`)),
  );
  standIn.browser = browser;
  let problems: AppUnderTest['problems'] | null = null;
  standIn.onContext = async (context) => {
    context.setDefaultTimeout(120_000);
    problems = await watchContext(context, (url) => url.startsWith('https://throughline.app.test/'));
  };
  standIn.app.becomeReady();
  const window = await Promise.race([
    vi.waitUntil(() => standIn.recorder.of('window.show').length > 0 && standIn.windows[0], {
      timeout: 120_000,
    }),
    standIn.app.exited.then(async () => {
      await browser.close();
      throw new Error(`the program ended: ${JSON.stringify(standIn.recorder.of('dialog.error'))}`);
    }),
  ]);
  const page = window.page!;
  return {
    page,
    problems: problems!,
    places,
    choose: async (ask, path) => {
      standIn.dialogs.willAnswer(path);
      await ask();
    },
    nameCase: async (ask, name) => {
      standIn.dialogs.willAnswer(join(places.home, name));
      await ask();
    },
    drop: (paths) => {
      for (const path of paths) standIn.droppedPaths.set(basename(path), path);
      return dropFiles(page, paths);
    },
    reload: async () => {
      await page.reload();
    },
    quit: async () => {
      standIn.app.quit();
      const code = await standIn.app.exited;
      await browser.close();
      problems?.errors.push(...standIn.recorder.of('dialog.error').map((shown) => JSON.stringify(shown)));
      for (const [name, before] of listeners) {
        for (const listener of process.rawListeners(name)) {
          if (!before.includes(listener)) process.off(name, listener as () => void);
        }
      }
      vi.unstubAllEnvs();
      if (code !== 0) throw new Error(`the program ended with code ${code}`);
    },
  };
}
