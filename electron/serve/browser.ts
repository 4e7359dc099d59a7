/** Opens the user's browser. The address goes as one argument to one program, never through a shell. */
import { spawn } from 'node:child_process';
import { Failure } from '../../shared/base/failure.ts';
import { fail, ok, type Result } from '../../shared/base/result.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Program and arguments per system, or null when there is no display to open anything on. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: Env,
): readonly [string, ...string[]] | null {
  switch (platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler', url];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : null;
  }
}

/** Waits at most this long for the opener to fail; xdg-open of some desktops stays as long as the browser does. */
const OPENER_MS = 3000;

/** `serve.no-browser` when nothing could be opened: its words hold the address, so printing them is enough. */
export function openBrowser(
  url: string,
  platform: NodeJS.Platform = process.platform,
  env: Env = process.env,
): Promise<Result<void, Failure>> {
  const command = browserCommand(url, platform, env);
  if (command === null) return Promise.resolve(noBrowser(url, 'there is no display'));
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const opener = spawn(program, args, { stdio: 'ignore', detached: true, env: env as NodeJS.ProcessEnv });
    const patience = setTimeout(() => resolve(ok(undefined)), OPENER_MS);
    const end = (result: Result<void, Failure>) => {
      clearTimeout(patience);
      resolve(result);
    };
    opener.on('error', () => end(noBrowser(url, `${program} is not here`)));
    opener.on('exit', (code) =>
      end(code === 0 ? ok(undefined) : noBrowser(url, `${program} found no browser`)),
    );
    opener.unref();
  });
}

function noBrowser(url: string, why: string): Result<never, Failure> {
  return fail(
    new Failure(
      'serve.no-browser',
      `no browser was opened: ${why}`,
      `open ${url} in a browser of this machine`,
    ),
  );
}
