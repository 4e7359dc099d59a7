/** What kind of container bytes are, by their first bytes, never by a name. */
import { isGzip } from './gunzip.ts';

export type Container =
  | { readonly kind: 'zip' | 'tar' | 'parquet' }
  /** Nothing here opens it. */
  | { readonly kind: 'closed'; readonly what: string };

const CLOSED: readonly (readonly [magic: string, what: string])[] = [
  ['377abcaf271c', 'a 7z archive'],
  ['526172211a07', 'a RAR archive'],
  ['fd377a585a00', 'xz-compressed data'],
  ['28b52ffd', 'Zstandard-compressed data'],
  ['04224d18', 'LZ4-compressed data'],
];

/** @param head the beginning of the content, after its own gzip layer if it had one */
export function containerOf(head: Buffer): Container | null {
  const text = head.toString('latin1', 0, 8);
  // A member, an archive without members, one of several volumes.
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(text)) return { kind: 'zip' };
  if (text.startsWith('PAR1')) return { kind: 'parquet' };
  if (/^BZh[1-9]1AY/.test(text)) return { kind: 'closed', what: 'bzip2-compressed data' };
  if (isGzip(head)) return { kind: 'closed', what: 'gzip-compressed data inside gzip' };
  const bytes = head.toString('hex', 0, 8);
  for (const [magic, what] of CLOSED) if (bytes.startsWith(magic)) return { kind: 'closed', what };
  return isTar(head) ? { kind: 'tar' } : null;
}

/** A block that says `ustar` where it should, with the right sum: text that says so by chance has not. */
function isTar(head: Buffer): boolean {
  if (head.length < 512 || head.toString('latin1', 257, 262) !== 'ustar') return false;
  const stated = Number.parseInt(head.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
  let sum = 8 * 32;
  for (let at = 0; at < 512; at++) if (at < 148 || at >= 156) sum += head[at]!;
  return sum === stated;
}
