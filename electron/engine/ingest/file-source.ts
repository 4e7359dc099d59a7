/**
 * A file on disk, opened for reading only (security.md H9), compared at the end with what it was: its size, its times,
 * its place on disk, and its bytes, which are read and hashed a second time (F1).
 */
import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import { breathe } from './breath.ts';
import type { ByteSource } from './byte-source.ts';

/** Bytes per read. What comes out of a file does not depend on it; a test sees to that. */
export const CHUNK_BYTES = 262_144;
/** Bytes at least: below 4 KiB a buffer costs nothing. */
const SMALL_BYTES = 4000;

export class FileSource implements ByteSource {
  readonly label: string;
  readonly size: number;
  readonly modified: number;
  /** Bytes read in order so far. */
  position = 0;
  private fd: number;
  private readonly chunkBytes: number;
  /** What it was when it was opened. */
  readonly before: BigIntStats;

  /** @throws Failure `file.unreadable` when it cannot be opened or is no regular file. */
  static open(path: string, chunkBytes = CHUNK_BYTES): FileSource {
    let fd = -1;
    try {
      fd = openUntouched(path);
      const info = fstatSync(fd, { bigint: true });
      if (!info.isFile()) throw new Error('it is not a regular file');
      return new FileSource(path, fd, info, chunkBytes);
    } catch (error) {
      if (fd >= 0) closeSync(fd);
      throw unreadable(path, error);
    }
  }

  private constructor(path: string, fd: number, before: BigIntStats, chunkBytes: number) {
    this.chunkBytes = chunkBytes;
    this.label = path;
    this.fd = fd;
    this.before = before;
    this.size = Number(before.size);
    this.modified = Number(before.mtimeNs / 1000n);
  }

  next(): Buffer | null {
    // One byte more than is left, so that growth shows.
    const left = Math.max(this.size - this.position + 1, SMALL_BYTES);
    const chunk = this.readAt(this.position, Math.min(left, this.chunkBytes));
    if (chunk.length === 0) return null;
    this.position += chunk.length;
    return chunk;
  }

  /** At most `length` bytes from a place of the file; fewer at its end. @throws Failure `file.unreadable` */
  readAt(position: number, length: number): Buffer {
    // Places come from what an archive claims as well.
    if (!Number.isSafeInteger(position)) return Buffer.alloc(0);
    try {
      const buffer = Buffer.allocUnsafe(length);
      return buffer.subarray(0, readSync(this.fd, buffer, 0, length, position));
    } catch (error) {
      throw unreadable(this.label, error);
    }
  }

  async finish(sha256: string, cancelled: () => boolean): Promise<readonly Issue[]> {
    const after = fstatSync(this.fd, { bigint: true });
    this.close();
    const { before, position } = this;
    const changes: string[] = [];
    if (after.size !== before.size) changes.push(`${before.size} bytes before, ${after.size} after`);
    if (BigInt(position) !== before.size) changes.push(`${position} of ${before.size} bytes read`);
    if (after.mtimeNs !== before.mtimeNs) changes.push('it was written to (mtime)');
    const onDisk = await readAgain(this.label, cancelled);
    if (onDisk === 'cancelled') return [];
    if (onDisk === 'unreadable') changes.push('it cannot be read again where it was');
    else {
      if (onDisk.info.dev !== before.dev || onDisk.info.ino !== before.ino)
        changes.push('another file lies in its place');
      if (onDisk.sha256 !== sha256) changes.push(`SHA-256 ${sha256} as read, ${onDisk.sha256} afterwards`);
    }
    if (changes.length > 0)
      return [{ code: 'file.changed', severity: 'data-loss', detail: changes.join('; ') }];
    if (after.ctimeNs === before.ctimeNs) return [];
    const detail = 'its owner, permissions or links (ctime); its bytes are the same';
    return [{ code: 'file.changed', severity: 'note', detail }];
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
  }
}

/** Without a new access time where the system grants that: Linux does to the file's owner and to root. */
function openUntouched(path: string): number {
  // O_NONBLOCK: opening a FIFO must not hang.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const untouched = process.platform === 'linux' ? constants.O_NOATIME : 0;
  if (untouched !== 0) {
    try {
      return openSync(path, flags | untouched);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    }
  }
  return openSync(path, flags);
}

/** What lies at the path now. Opened anew: whoever checks our hash opens it by its path as well. */
async function readAgain(
  path: string,
  cancelled: () => boolean,
): Promise<{ info: BigIntStats; sha256: string } | 'cancelled' | 'unreadable'> {
  let again: FileSource | null = null;
  try {
    again = FileSource.open(path);
    const { before: info } = again;
    const hash = createHash('sha256');
    for (let chunk = again.next(); chunk !== null; chunk = again.next()) {
      hash.update(chunk);
      if (cancelled()) return 'cancelled';
      await breathe();
    }
    return { info, sha256: hash.digest('hex') };
  } catch {
    return 'unreadable';
  } finally {
    again?.close();
  }
}

function unreadable(path: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure('file.unreadable', `${path} cannot be read: ${why}`, 'check permissions and the medium');
}
