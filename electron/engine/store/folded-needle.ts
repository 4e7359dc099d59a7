/** A text to be found in raw bytes whatever the case of its ASCII letters: UTF-8 is searched as it is, nothing is decoded. */

/** Upper-case letters as their lower ones, every other byte as itself. */
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Up to so many bytes it is quicker to look for each spelling than to skip by what cannot match. */
const MOST_SPELLED = 3;

export class FoldedNeedle {
  readonly bytes: Uint8Array;
  /** Every spelling, where they are few. */
  private readonly spellings: readonly Buffer[];
  /** By a byte of the content under the needle's end: how far to go on (Horspool). */
  private readonly skips: Int32Array;

  /** @param text not empty */
  constructor(text: string) {
    const bytes = Uint8Array.from(Buffer.from(text.toLowerCase(), 'utf8'), (byte) => FOLD[byte]!);
    this.bytes = bytes;
    const letters = bytes.filter((byte) => isLower(byte)).length;
    this.spellings = letters === 0 || bytes.length <= MOST_SPELLED ? spellingsOf(bytes) : [];
    const last = bytes.length - 1;
    const skipOf = new Int32Array(256).fill(bytes.length);
    for (let i = 0; i < last; i++) skipOf[bytes[i]!] = last - i;
    this.skips = Int32Array.from(FOLD, (folded) => skipOf[folded]!);
  }

  get length(): number {
    return this.bytes.length;
  }

  /** Adds where it begins in the content, `base` added, to `hits`, rising. */
  find(content: Buffer, base: number, hits: number[]): void {
    if (this.spellings.length === 0) {
      this.skipThrough(content, base, hits);
      return;
    }
    const first = hits.length;
    for (const spelling of this.spellings) {
      for (let at = content.indexOf(spelling); at >= 0; at = content.indexOf(spelling, at + 1))
        hits.push(base + at);
    }
    if (this.spellings.length > 1) {
      const found = Float64Array.from(hits.splice(first)).sort();
      for (const hit of found) hits.push(hit);
    }
  }

  private skipThrough(content: Buffer, base: number, hits: number[]): void {
    const { bytes, skips } = this;
    const fold = FOLD;
    const last = bytes.length - 1;
    const lastByte = bytes[last]!;
    const end = content.length;
    for (let at = last; at < end; ) {
      const byte = content[at]!;
      if (fold[byte] === lastByte) {
        let i = last - 1;
        let k = at - 1;
        while (i >= 0 && fold[content[k]!] === bytes[i]) {
          i--;
          k--;
        }
        if (i < 0) hits.push(base + k + 1);
      }
      at += skips[byte]!;
    }
  }
}

const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;

function spellingsOf(bytes: Uint8Array): Buffer[] {
  let spellings: number[][] = [[]];
  for (const byte of bytes) {
    const either = isLower(byte) ? [byte, byte - 32] : [byte];
    spellings = spellings.flatMap((so) => either.map((one) => [...so, one]));
  }
  return spellings.map((spelling) => Buffer.from(spelling));
}
