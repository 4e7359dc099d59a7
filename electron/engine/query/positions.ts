/**
 * A set of rows as bits in the order of time: bit p is the row `byTime[p]`. Ten million rows are 1.25 MB, sets are joined
 * word by word, a window of time is a range of bits, and the n-th row of a table page is found without listing those before.
 */

/** Bits per block whose number is remembered. */
const BLOCK_BITS = 2048;
const WORDS_PER_BLOCK = BLOCK_BITS / 32;
/** Members that are handed out at once, and up to a word more. */
const BATCH = 4096;
export const newBatch = (): Uint32Array => new Uint32Array(BATCH + 32);

export class Positions {
  /** Number of rows of the case. */
  readonly size: number;
  private readonly words: Uint32Array;
  /** Set bits before each block, made when first asked for; from then on nothing may be added. */
  private before: Uint32Array | null = null;

  constructor(size: number, words: Uint32Array = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size;
    this.words = words;
  }

  /** A set whose bits `fill` sets by the functions below. */
  static made(size: number, fill: (words: Uint32Array) => void): Positions {
    const positions = new Positions(size);
    fill(positions.words);
    return positions;
  }

  static all(size: number): Positions {
    return Positions.range(size, 0, size);
  }

  /** Positions [from, to). */
  static range(size: number, from: number, to: number): Positions {
    return Positions.made(size, (words) => {
      for (let p = from; p < to; ) {
        if ((p & 31) === 0 && p + 32 <= to) {
          words.fill(0xffff_ffff, p >>> 5, to >>> 5);
          p = (to >>> 5) << 5;
        } else {
          mark(words, p);
          p++;
        }
      }
    });
  }

  /** Bytes held in memory. */
  get bytes(): number {
    return this.words.byteLength + (this.before?.byteLength ?? 0);
  }

  has(position: number): boolean {
    return (this.words[position >>> 5]! & (1 << (position & 31))) !== 0;
  }

  and(other: Positions): Positions {
    return this.joined(other, (a, b, out) => {
      for (let w = 0; w < out.length; w++) out[w] = a[w]! & b[w]!;
    });
  }

  or(other: Positions): Positions {
    return this.joined(other, (a, b, out) => {
      for (let w = 0; w < out.length; w++) out[w] = a[w]! | b[w]!;
    });
  }

  /** Those of this set that are not in the other. */
  without(other: Positions): Positions {
    return this.joined(other, (a, b, out) => {
      for (let w = 0; w < out.length; w++) out[w] = a[w]! & ~b[w]!;
    });
  }

  private joined(
    other: Positions,
    join: (a: Uint32Array, b: Uint32Array, out: Uint32Array) => void,
  ): Positions {
    return Positions.made(this.size, (out) => join(this.words, other.words, out));
  }

  get count(): number {
    return this.countBefore(this.size);
  }

  /** Members in [from, to). */
  countIn(from: number, to: number): number {
    return to <= from ? 0 : this.countBefore(to) - this.countBefore(from);
  }

  /** Members before a position. */
  countBefore(position: number): number {
    const { words } = this;
    const word = position >>> 5;
    const block = Math.floor(word / WORDS_PER_BLOCK);
    let count = this.blocks[block]!;
    for (let w = block * WORDS_PER_BLOCK; w < word; w++) count += bitsOf(words[w]!);
    const bits = position & 31;
    return bits === 0 ? count : count + bitsOf(words[word]! & ((1 << bits) - 1));
  }

  /** The n-th member, from 0; `size` when there are not so many. */
  nth(n: number): number {
    const { words, blocks } = this;
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (blocks[middle]! <= n) low = middle;
      else high = middle - 1;
    }
    let left = n - blocks[low]!;
    for (let w = low * WORDS_PER_BLOCK; w < words.length; w++) {
      const bits = bitsOf(words[w]!);
      if (left < bits) {
        let word = words[w]!;
        for (; left > 0; left--) word &= word - 1;
        return w * 32 + lowestBit(word);
      }
      left -= bits;
    }
    return this.size;
  }

  /** Members in [from, to), rising. @param batch memory to use, for who asks for many short ranges (`newBatch`) */
  members(from = 0, to = this.size, batch = newBatch()): Members {
    return new Members(this.words, this.blocks, from, to, batch);
  }

  /** Members from the n-th on as rows of the case, in time order. */
  rows(byTime: Uint32Array, n = 0, limit = this.size): Uint32Array {
    const rows = new Uint32Array(Math.max(0, Math.min(limit, this.count - n)));
    const members = this.members(rows.length === 0 ? this.size : this.nth(n));
    for (let i = 0; i < rows.length && members.next(); ) {
      for (let k = 0; k < members.length && i < rows.length; k++) rows[i++] = byTime[members.batch[k]!]!;
    }
    return rows;
  }

  private get blocks(): Uint32Array {
    if (this.before) return this.before;
    const { words } = this;
    const blocks = new Uint32Array(Math.floor(words.length / WORDS_PER_BLOCK) + 1);
    let count = 0;
    for (let block = 0; block < blocks.length; block++) {
      blocks[block] = count;
      const end = Math.min((block + 1) * WORDS_PER_BLOCK, words.length);
      for (let w = block * WORDS_PER_BLOCK; w < end; w++) count += bitsOf(words[w]!);
    }
    this.before = blocks;
    return blocks;
  }
}

/** Walks over members some thousand at a time: `while (members.next())` read `batch[0 … length - 1]`. */
class Members {
  readonly batch: Uint32Array;
  length = 0;
  private readonly words: Uint32Array;
  private readonly blocks: Uint32Array;
  private readonly from: number;
  private readonly to: number;
  private word: number;

  constructor(words: Uint32Array, blocks: Uint32Array, from: number, to: number, batch: Uint32Array) {
    this.words = words;
    this.blocks = blocks;
    this.from = from;
    this.to = to;
    this.word = from >>> 5;
    this.batch = batch;
  }

  /** Reads on; false when there are no more. */
  next(): boolean {
    const { words, blocks, batch, from, to } = this;
    const end = from < to ? ((to - 1) >>> 5) + 1 : 0;
    let filled = 0;
    let w = this.word;
    while (w < end && filled < BATCH) {
      const block = w / WORDS_PER_BLOCK;
      // Nothing in all of a block: over it in one step.
      if (Number.isInteger(block) && blocks[block] === blocks[block + 1]) {
        w += WORDS_PER_BLOCK;
        continue;
      }
      let word = words[w]!;
      const base = w * 32;
      if (base < from) word &= ~((1 << (from - base)) - 1);
      if (base + 32 > to) word &= (1 << (to - base)) - 1;
      while (word !== 0) {
        batch[filled++] = base + lowestBit(word);
        word &= word - 1;
      }
      w++;
    }
    this.word = w;
    this.length = filled;
    return filled > 0;
  }
}

/** Sets one bit; for `Positions.made`. */
export function mark(words: Uint32Array, position: number): void {
  words[position >>> 5]! |= 1 << (position & 31);
}

/** Sets the bits of these rows. @param rank position of each row */
export function markRows(words: Uint32Array, rows: Uint32Array, rank: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) mark(words, rank[rows[i]!]!);
}

/** Sets the bits of all rows whose code is flagged. */
export function markCodes(
  words: Uint32Array,
  codes: ArrayLike<number>,
  flags: Uint8Array,
  rank: Uint32Array,
): void {
  if (!flags.includes(1)) return;
  for (let row = 0; row < rank.length; row++) if (flags[codes[row]!] === 1) mark(words, rank[row]!);
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Set bits of a word: pairs, then nibbles, then bytes are summed beside each other. */
function bitsOf(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
