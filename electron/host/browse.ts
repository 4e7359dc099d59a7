/** Folders for the picker that the window draws itself when no system dialog exists (browser host). */
import { lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import type { FileEntry, HostResults } from '../../shared/ipc/contract.ts';
import { guardPath, isDeviceName } from './path-guard.ts';
import type { TokenRegistry } from './tokens.ts';

export const MAX_ENTRIES = 5000;
export const CASE_SUFFIX = '.tline';

/**
 * Folders first, then files, each by name; hidden ones and whatever is neither file nor folder are skipped. At most
 * `MAX_ENTRIES` come back, `omitted` says how many did not.
 * @throws Failure `file.unreadable` when the folder cannot be listed
 */
export async function listFolder(path: string, tokens: TokenRegistry): Promise<HostResults['host.list']> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      'file.unreadable',
      `the folder ${path} cannot be listed (${error.code ?? error.message})`,
      'choose another folder',
    );
  });
  const shown = names.filter((name) => !name.startsWith('.')).sort(byName);
  const entries = await Promise.all(shown.slice(0, MAX_ENTRIES).map((name) => entryOf(path, name, tokens)));
  const parent = dirname(path);
  return {
    folder: tokens.grant(path, 'folder'),
    path,
    parent: parent === path || !guardPath(parent).ok ? null : tokens.grant(parent, 'folder'),
    entries: entries
      .filter((entry) => entry !== null)
      .sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name)),
    omitted: Math.max(0, shown.length - MAX_ENTRIES),
  };
}

/** Name of a new case in a folder that was shown; `.tline` is added, nothing is ever overwritten. */
export async function newFilePath(folder: string, name: string): Promise<string> {
  const complaint = nameComplaint(name);
  if (complaint !== null)
    throw new Failure(
      'usage',
      `a file cannot be called ${JSON.stringify(name)}: ${complaint}`,
      'choose another name',
    );
  const path = join(folder, name.toLowerCase().endsWith(CASE_SUFFIX) ? name : name + CASE_SUFFIX);
  const there = await lstat(path).catch(() => null);
  if (there !== null)
    throw new Failure('case.exists', `${path} exists already`, 'choose another name, or open that case');
  return path;
}

/** Why the name is unsafe on some system that the case may travel to, or null. */
function nameComplaint(name: string): string | null {
  if (/[\\/:*?"<>|]/.test(name)) return 'it holds one of \\ / : * ? " < > |';
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(name)) return 'it holds invisible characters';
  if (name.startsWith('.')) return 'it starts with a dot';
  if (/[. ]$/.test(name) || name.startsWith(' ')) return 'it starts or ends with a blank or ends with a dot';
  if (isDeviceName(name)) return 'Windows keeps that name for a device';
  if (Buffer.byteLength(name) > 200) return 'it is longer than 200 bytes';
  return null;
}

async function entryOf(folder: string, name: string, tokens: TokenRegistry): Promise<FileEntry | null> {
  const path = join(folder, name);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return { token: tokens.grant(path, 'folder'), name, kind: 'folder', bytes: null };
  if (!found?.isFile()) return null;
  const kind = name.toLowerCase().endsWith(CASE_SUFFIX) ? 'case' : 'file';
  return { token: tokens.grant(path, 'file'), name, kind, bytes: found.size };
}

const rank = (entry: FileEntry): number => (entry.kind === 'folder' ? 0 : 1);

/** By code units, whatever the machine's language: the same folder looks the same everywhere. */
function byName(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0;
}
