/** Whether Electron's runtime is on this machine, asked without `require('electron')`, which would download it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLayout } from './layout.ts';

export interface ElectronRuntime {
  readonly path: string;
}

/**
 * The executable that the npm package unpacked earlier (`path.txt` names it inside `dist/`), the one of
 * `ELECTRON_OVERRIDE_DIST_PATH`, or null.
 */
export function electronRuntime(
  root: string = findLayout().root,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): ElectronRuntime | null {
  const packageFolder = join(root, 'node_modules', 'electron');
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = override ?? join(packageFolder, 'dist');
  const path = join(folder, executableName(join(packageFolder, 'path.txt'), platform));
  return existsSync(path) ? { path } : null;
}

function executableName(pathFile: string, platform: NodeJS.Platform): string {
  if (existsSync(pathFile)) return readFileSync(pathFile, 'utf8').trim();
  switch (platform) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    case 'win32':
      return 'electron.exe';
    default:
      return 'electron';
  }
}
