/** Bytes to text, strictly: damage is seen and said, and every good byte survives it. */

/** Every host has it; the ECMAScript library, all that this zone knows, does not declare it. */
declare const TextDecoder: {
  new (
    label: 'utf-8',
    options: { fatal: boolean; ignoreBOM: boolean },
  ): { decode(bytes: Uint8Array): string };
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Null when the bytes are not UTF-8. A byte order mark stays in the text. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 where it is, and each byte that is not as `\xNN`, with `mark` in place of the backslash. */
export function decodeLossy(bytes: Uint8Array, mark = '\\'): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      text += `${mark}x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
      at++;
      continue;
    }
    let end = at + length;
    while (end < bytes.length && bytes[end]! < 0x80) end++;
    text += strict.decode(bytes.subarray(at, end));
    at = end;
  }
  return text;
}

/** Bytes of the well-formed UTF-8 sequence at `at` (Unicode table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0;
  const tailsFrom3 = isTail(bytes[at + 2] ?? 0);
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && tailsFrom3 ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && tailsFrom3 && isTail(bytes[at + 3] ?? 0) ? 4 : 0;
  }
  return 0;
}

function isTail(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

export const BOM_BYTES = 3;

/** Bytes at the start of a file that are a UTF-8 byte order mark: 3 or 0. */
export function bomLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? BOM_BYTES : 0;
}
