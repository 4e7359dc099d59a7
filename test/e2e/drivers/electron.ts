/** The built program on a real Electron runtime, where there is one. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { findLayout } from '../../../electron/host/layout.ts';
import { electronRuntime } from '../../../electron/host/runtime.ts';
import type { AppUnderTest, Driver, Places } from '../app.ts';
import { dropFiles } from '../drop.ts';
import { watchContext, watchPage } from '../problems.ts';

/** Null when the runtime was never unpacked on this machine. */
export function electronDriver(): Driver | null {
  const runtime = electronRuntime();
  return runtime === null ? null : { name: 'electron', launch: (places) => launch(runtime.path, places) };
}

async function launch(executablePath: string, places: Places): Promise<AppUnderTest> {
  const isRoot = process.getuid?.() === 0;
  const program = await _electron.launch({
    executablePath,
    // Chromium refuses its sandbox to root; a person never starts the program so.
    args: [...(isRoot ? ['--no-sandbox'] : []), findLayout().root],
    env: {
      ...process.env,
      THROUGHLINE_CONFIG: places.config,
      THROUGHLINE_DATA: places.data,
      HOME: homedir(),
    } as Record<string, string>,
  });
  const problems = await watchContext(program.context(), (url) => url.startsWith('app://throughline/'));
  const page: Page = await program.firstWindow();
  watchPage(page, problems);
  const answer = (paths: readonly string[]) =>
    program.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [...filePaths] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: filePaths[0] ?? '' });
    }, paths);
  return {
    page,
    problems,
    places,
    choose: async (ask, path) => {
      await answer([path]);
      await ask();
    },
    nameCase: async (ask, name) => {
      await answer([join(places.home, name)]);
      await ask();
    },
    drop: (paths) => dropFiles(page, paths),
    reload: async () => {
      await page.reload();
    },
    quit: async () => {
      await program.evaluate(({ app }) => app.quit());
      await program.close().catch(() => {});
    },
  };
}
