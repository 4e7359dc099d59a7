/**
 * No path that came from an argument, a list on disk or a dialog reaches the file system before it passes here. A
 * Windows UNC path opens a network connection and hands over the user's NTLM hash by merely being looked at
 * (security.md E24), device paths name hardware, and a relative path means whatever the working folder happens to be.
 */
import { posix, win32 } from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { fail, ok, type Result } from '../../shared/base/result.ts';

/** The path, normalised for its platform, or why it is refused. Nothing on disk is touched. */
export function guardPath(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Result<string, Failure> {
  const rules = platform === 'win32' ? win32 : posix;
  if (path === '' || path.length > 32_767 || path.includes('\0')) return refused('is no path');
  if (/^[\\/]{2}/.test(path)) return refused('is a network or device path');
  if (platform === 'win32') {
    if (/^[\\/]\?\?[\\/]/.test(path)) return refused('is a device path');
    if (path.slice(2).includes(':')) return refused('names a stream or device');
    if (!/^[A-Za-z]:[\\/]/.test(path)) return refused('is not absolute');
    if (path.split(/[\\/]/).some(isDeviceName)) return refused('names a device');
  }
  if (!rules.isAbsolute(path)) return refused('is not absolute');
  return ok(rules.normalize(path));

  function refused(why: string): Result<string, Failure> {
    return fail(
      new Failure(
        'usage',
        `${JSON.stringify(path.slice(0, 200))} ${why}`,
        'copy the file to a folder of this machine and choose it there',
      ),
    );
  }
}

/** The path, or throws the `Failure`. */
export function guardedPath(path: string): string {
  const guarded = guardPath(path);
  if (!guarded.ok) throw guarded.error;
  return guarded.value;
}

/** Names that Windows gives to devices whatever their ending: CON, NUL.txt, COM1, … */
export function isDeviceName(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i.test(name.trimEnd());
}
