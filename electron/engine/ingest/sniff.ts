/** What kind of container bytes are, by their first bytes, never by a name. */

export type Container =
  | { readonly kind: 'zip' | 'tar' }
  /** Nothing here opens it. */
  | { readonly kind: 'closed'; readonly reason: string }
  /** What an operating system leaves beside files: nothing is lost without it. */
  | { readonly kind: 'litter'; readonly reason: string };

const closed = (what: string): Container => ({
  kind: 'closed',
  reason: `${what} is not opened: unpack it and import what comes out`,
});
const litter = (what: string): Container => ({ kind: 'litter', reason: `${what}: holds no events` });

/** First bytes in hexadecimal. gzip among them: its own layer is off when this is asked. */
const MAGIC: readonly (readonly [start: string, container: Container])[] = [
  ['504b0304', { kind: 'zip' }],
  ['504b0506', { kind: 'zip' }], // without members
  ['504b0708', { kind: 'zip' }], // of several volumes
  ['50415231', closed('a Parquet file inside gzip')],
  ['1f8b08', closed('gzip-compressed data inside gzip')],
  ['377abcaf271c', closed('a 7z archive')],
  ['526172211a07', closed('a RAR archive')],
  ['fd377a585a00', closed('xz-compressed data')],
  ['28b52ffd', closed('Zstandard-compressed data')],
  ['04224d18', closed('LZ4-compressed data')],
  ['425a6839314159', closed('bzip2-compressed data')],
  ['00051607', litter('macOS file attributes (AppleDouble)')],
  ['0000000142756431', litter('macOS folder view (.DS_Store)')],
];

/** @param head the beginning of the content, after its own gzip layer if it had one */
export function containerOf(head: Buffer): Container | null {
  const start = head.toString('hex', 0, 8);
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
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
