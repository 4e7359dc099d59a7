/** Where the bytes of evidence come from: a file on disk, or a member of an archive. The layers above are `Content`'s. */
import type { Issue } from '../../../shared/importers/issue.ts';

export interface ByteSource {
  /** For messages. */
  readonly label: string;
  /** Bytes it should give; null when nobody says. A member's size is what its archive states, which may be a lie. */
  readonly size: number | null;
  /** µs UTC of its last change, null when that is not known. */
  readonly modified: number | null;
  /** The next bytes in order, at least one, or null at the end. @throws Failure `file.unreadable` */
  next(): Buffer | null | Promise<Buffer | null>;
  /** Where the source can be read at any place: at most `length` bytes, fewer at the end. @throws Failure `file.unreadable` */
  readAt?(position: number, length: number): Buffer;
  /**
   * After the last byte: what was wrong with it. `sha256` is of the bytes that were read.
   * @param cancelled ends a second reading
   */
  finish(sha256: string, cancelled: () => boolean): Promise<readonly Issue[]>;
  /** Ends reading where it is. Does nothing when it has ended. */
  close(): void;
}
