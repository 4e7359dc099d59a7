/** The built program on a real Electron runtime, where there is one. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { findLayout } from '../../../electron/host/layout.ts';
import { electronRuntime } from '../../../electron/host/runtime.ts';
import type { AppUnderTest, Driver, Places } from '../app.ts';
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
    // Files made by a script have no path, so a real drop is set as files of an input would be.
    drop: async (paths) => {
      await page.evaluate(() => {
        const input = document.createElement('input');
        input.type = 'file';
        input.multiple = true;
        input.id = 'e2e-files';
        document.body.append(input);
      });
      await page.locator('#e2e-files').setInputFiles([...paths]);
      const transfer = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        const input = document.querySelector<HTMLInputElement>('#e2e-files')!;
        for (const file of input.files ?? []) data.items.add(file);
        input.remove();
        return data;
      });
      for (const type of ['dragenter', 'dragover', 'drop'])
        await page.dispatchEvent('.drop-zone', type, { dataTransfer: transfer });
    },
    reload: async () => {
      await page.reload();
    },
    quit: async () => {
      await program.evaluate(({ app }) => app.quit());
      await program.close().catch(() => {});
    },
  };
}
