/** Every driver that this machine can run. */
import type { Driver } from './app.ts';
import { browserDriver } from './drivers/browser.ts';
import { desktopDriver } from './drivers/desktop.ts';
import { electronDriver } from './drivers/electron.ts';

const electron = electronDriver();
if (electron === null) {
  process.stdout.write(
    'No Electron runtime on this machine: the specs run in the browser and on the stand-in for Electron only.\n',
  );
}

export const DRIVERS: readonly Driver[] = [
  browserDriver,
  desktopDriver,
  ...(electron === null ? [] : [electron]),
];
