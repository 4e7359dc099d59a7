/** Where the program keeps its own few files, by each system's custom. Never inside a case. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Folders {
  /** The list of recent cases. */
  readonly config: string;
  /** The sample case. */
  readonly data: string;
  /** Where browsing starts. */
  readonly home: string;
}

/**
 * XDG base directories on Linux, Application Support on macOS, AppData on Windows. `THROUGHLINE_CONFIG` and
 * `THROUGHLINE_DATA` move them (tests, portable installs). A relative XDG path is ignored, as its specification says.
 */
export function userFolders(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): Folders {
  const standard = standardFolders(env, platform, home);
  return {
    config: absolute(env.THROUGHLINE_CONFIG) ?? standard.config,
    data: absolute(env.THROUGHLINE_DATA) ?? standard.data,
    home,
  };
}

function standardFolders(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
) {
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'Throughline');
    return { config: support, data: support };
  }
  if (platform === 'win32') {
    return {
      config: join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Throughline'),
      data: join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Throughline'),
    };
  }
  return {
    config: join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'throughline'),
    data: join(absolute(env.XDG_DATA_HOME) ?? join(home, '.local', 'share'), 'throughline'),
  };
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && /^([\\/]|[A-Za-z]:[\\/])/.test(path) ? path : undefined;
}
