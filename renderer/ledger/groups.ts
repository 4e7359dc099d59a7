/** Files in the order of the ledger: those that lost something first, members of an archive below it. */
import type { SourceFile } from '../../shared/ipc/contract.ts';

/** Between the name of an archive and that of its member. */
const INSIDE = '!/';

export interface FileGroup<F extends SourceFile = SourceFile> {
  readonly file: F;
  /** What was read out of it; its name within the archive beside it. */
  readonly members: readonly { readonly file: F; readonly name: string }[];
}

/** Files that lost something first, then those with any issue, then the rest; each kind in its own order. */
export function grouped<F extends SourceFile>(files: readonly F[]): readonly FileGroup<F>[] {
  const groups: { file: F; members: { file: F; name: string }[] }[] = [];
  const archives = new Map<string, (typeof groups)[number]>();
  for (const file of files) {
    const at = file.path.indexOf(INSIDE);
    const archive = at < 0 ? undefined : archives.get(file.path.slice(0, at));
    if (archive !== undefined) archive.members.push({ file, name: file.path.slice(at + INSIDE.length) });
    else {
      const group = { file, members: [] as { file: F; name: string }[] };
      groups.push(group);
      archives.set(file.path, group);
    }
  }
  for (const { members } of groups) members.sort((a, b) => weight(a.file) - weight(b.file));
  return groups.sort((a, b) => heaviest(a) - heaviest(b));
}

const heaviest = ({ file, members }: FileGroup): number =>
  members.reduce((least, member) => Math.min(least, weight(member.file)), weight(file));

function weight(file: SourceFile): number {
  if (file.issues.some((issue) => issue.severity === 'data-loss')) return 0;
  return file.issues.length > 0 || !['complete', 'archive'].includes(file.status) ? 1 : 2;
}
