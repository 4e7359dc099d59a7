/** What a drop holds, as files with their path below the dropped folder. */
import type { DroppedFile } from '../api/client.ts';

/** `readEntries` answers at most 100 entries a call, so it is asked until it answers none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
  if (entry.isDirectory) {
    const found: DroppedFile[] = [];
    for (const inner of await entriesOf(entry as FileSystemDirectoryEntry))
      found.push(...(await walk(inner)));
    return found;
  }
  const file = await new Promise<File>((resolve, reject) =>
    (entry as FileSystemFileEntry).file(resolve, reject),
  );
  return [{ name: entry.fullPath.replace(/^\//, ''), file }];
}

/** Must be called inside the drop event: the browser empties the transfer right after it. */
export function droppedFiles(transfer: DataTransfer, walkFolders: boolean): Promise<readonly DroppedFile[]> {
  if (!walkFolders) {
    return Promise.resolve([...transfer.files].map((file) => ({ name: file.name, file })));
  }
  const found = [...transfer.items].map((item): Promise<readonly DroppedFile[]> => {
    const entry = item.webkitGetAsEntry();
    if (entry !== null) return walk(entry);
    // Not every source of a drag offers entries (files out of an archive viewer, for one): those are single files.
    const file = item.getAsFile();
    return Promise.resolve(file === null ? [] : [{ name: file.name, file }]);
  });
  return Promise.all(found).then((files) => files.flat());
}
