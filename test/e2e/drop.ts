/** A drop as the system delivers it: Chromium itself opens the files and folders behind the paths. */
import type { Page } from 'playwright-core';

const MIDDLE = { x: 640, y: 400 };
const COPY = 1;

export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: COPY };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...MIDDLE, data });
  }
  await devtools.detach();
}
