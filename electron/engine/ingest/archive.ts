/**
 * What an archive is to the import (security.md H8): a list of members, each a source of bytes or refused with a reason.
 * Members are read where they lie; nothing is ever written to disk, and names are labels only.
 */
import type { Issue } from '../../../shared/importers/issue.ts';
import type { ByteSource } from './byte-source.ts';

/** Entries that are read of one archive (security.md H8). */
export const MAX_ENTRIES = 10_000;

export type ArchiveEntry =
  | {
      readonly kind: 'file';
      readonly name: string;
      /** As the archive states it. */
      readonly bytes: number;
      /** Opens it from its beginning. A tar gives each member once, in its turn. */
      readonly open: () => ByteSource;
      readonly reopens: boolean;
    }
  | { readonly kind: 'refused'; readonly name: string; readonly bytes: number; readonly issue: Issue };

export interface ArchiveReader {
  /** `zip archive`, `tar archive`. */
  readonly label: string;
  /** What was wrong with the archive as a whole; complete when the entries have ended. */
  readonly issues: Issue[];
  /** Bytes of the archive's file that are behind us, for progress. */
  readonly position: number;
  /** Never throws for what the archive holds. @throws Failure `file.unreadable` when the medium fails */
  entries(): AsyncGenerator<ArchiveEntry>;
}

/** Longer names are no file's. They cost memory as long as the archive is read. */
export const MAX_NAME_LENGTH = 4096;

/** Says why a member of that name is not read, or null. Names that repeat are refused from the second on. */
export class Names {
  private readonly seen = new Set<string>();

  /** The label of a member: folders with `/`, NUL made visible, since some tools end a text there. */
  static label(name: string): string {
    const label = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
    return label.replaceAll('\\', '/').replaceAll('\0', '\u2400');
  }

  check(name: string): string | null {
    const label = Names.label(name);
    if (name === '') return 'it has no name';
    if (name.length > MAX_NAME_LENGTH) return `its name is longer than ${MAX_NAME_LENGTH} characters`;
    if (name.includes('\0')) return 'its name holds NUL';
    if (/^[A-Za-z]:/.test(label)) return 'its name begins with a drive';
    if (label.startsWith('/')) return 'its name is an absolute path';
    if (label.split('/').includes('..')) return 'its name leads out of the archive';
    if (this.seen.has(label)) return 'its name is that of a member before it';
    this.seen.add(label);
    return null;
  }
}

/** A coded reason for not reading a member: what it holds is missing in the case. */
export function refused(name: string, bytes: number, code: Issue['code'], detail: string): ArchiveEntry {
  return { kind: 'refused', name: Names.label(name), bytes, issue: { code, severity: 'data-loss', detail } };
}
