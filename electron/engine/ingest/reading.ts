/**
 * What a reader does with one file of an import, in whatever thread: looks whether it is known, opens it, and sends it in
 * parts; archives and poorer exports it hands back.
 */
import { Allowance } from './allowance.ts';
import { Content } from './content.ts';
import type { FoundFile } from './discover.ts';
import { FileSource } from './file-source.ts';
import { isArchive } from './import-archive.ts';
import type { KnownFile } from './known.ts';
import { unreadable } from './not-read.ts';
import { isPoorer, openFile, type ReadTask, readFile, wholePart } from './read-file.ts';

export interface FileJob {
  readonly file: FoundFile;
  /** Another file of the import, or of the case, has as many bytes: only its hash tells whether it is another. */
  readonly mayBeKnown: boolean;
  /** Whether its name is that of an archive: its members may be copies of files behind it. */
  readonly archive: boolean;
  /** Whether it may be put off until the others are read. */
  readonly mayWait: boolean;
}

/** What becomes of a file whose hash is known: it is not read, or read (again) over a line that it has. */
export type Verdict = { readonly read: false } | { readonly read: true; readonly unread: Unread };
export type Unread = Pick<KnownFile, 'id' | 'path' | 'issues'> | null;

/** `read`: everything was sent. `archive`: the writer must read it. `later`: it is a poorer kind of export and waits. */
export type Outcome =
  | { readonly kind: 'read' | 'known' | 'later' }
  | { readonly kind: 'archive'; readonly unread: Unread };

/** @throws what `send` throws; never for what the file holds */
export async function readJob(
  { file, mayBeKnown, mayWait }: FileJob,
  task: Omit<ReadTask, 'unread'>,
  chunkBytes: number | undefined,
  ask: (sha256: string | null) => Promise<Verdict>,
): Promise<Outcome> {
  try {
    const verdict: Verdict = mayBeKnown
      ? await ask(await hashOf(file.path, task.cancelled))
      : { read: true, unread: null };
    if (!verdict.read) return { kind: 'known' };
    const { unread } = verdict;
    const run = { ...task, unread };
    const opened = await openFile(file, new Allowance(task.cap), FileSource.open(file.path, chunkBytes));
    const archive = isArchive(opened);
    if (archive || (mayWait && isPoorer(opened, run))) {
      opened.content.abandon();
      return archive ? { kind: 'archive', unread } : { kind: 'later' };
    }
    await readFile(opened, run);
  } catch (error) {
    await task.send(wholePart(unreadable(file, error, task.run)));
  }
  return { kind: 'read' };
}

async function hashOf(path: string, cancelled: () => boolean): Promise<string | null> {
  const content = new Content(FileSource.open(path));
  try {
    return await content.hashOnly(cancelled);
  } finally {
    content.abandon();
  }
}
