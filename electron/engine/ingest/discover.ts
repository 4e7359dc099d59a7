/** From the paths an analyst gives to the files that are read, in an order that does not depend on the file system. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { Failure } from '../../../shared/base/failure.ts';

export interface FoundFile {
  /** Where it is read from; symbolic links resolved. */
  readonly path: string;
  /**
   * How the case names it: relative to the folder that was given, with `/`; the file's name when it was given itself.
   * When several paths are given, folders keep their own name in front, so that their files stay apart.
   */
  readonly name: string;
  readonly bytes: number;
  /** Id of the archive that it stands in; absent for files on disk. */
  readonly archive?: number;
}

/** Expands folders (recursively unless told not to), skipping nothing: what is no log is said in the ledger. */
export async function discover(paths: readonly string[], recurse = true): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const given of paths) {
    const root = await resolve(given);
    const info = await stat(root);
    if (!info.isDirectory()) {
      found.set(root, { path: root, name: basename(given), bytes: info.size });
      continue;
    }
    const prefix = paths.length > 1 ? `${basename(root)}/` : '';
    for (const path of await walk(root, recurse)) {
      if (found.has(path)) continue;
      const { size } = await stat(path);
      found.set(path, { path, name: prefix + relative(root, path).split(sep).join('/'), bytes: size });
    }
  }
  return [...found.values()];
}

async function resolve(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    throw new Failure('file.not-found', `${path} does not exist`, 'check the path');
  }
}

async function walk(folder: string, recurse: boolean): Promise<string[]> {
  const files: string[] = [];
  const names = (await readdir(folder)).sort();
  for (const name of names) {
    const path = join(folder, name);
    const info = await lstat(path);
    // A link inside a folder may lead out of it or round in a circle: links are followed only when given by name.
    if (info.isSymbolicLink()) continue;
    if (info.isDirectory()) {
      if (recurse) files.push(...(await walk(path, true)));
    } else files.push(path);
  }
  return files;
}
