/** Bytes from a stream of chunks, with the rest of a chunk given back. */

/** What reading compressed data asks for at a time at most: 32 KiB of a bomb are 33 MB, and those stand in memory. */
const SLICE_BYTES = 32_768;

export class ByteQueue {
  /** Bytes taken so far. */
  position = 0;
  private readonly iterator: Iterator<Buffer> | AsyncIterator<Buffer>;
  private current: Buffer = Buffer.alloc(0);

  constructor(input: Iterable<Buffer> | AsyncIterable<Buffer>) {
    this.iterator = Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
  }

  /** The next bytes, at least one and at most a slice, or null at the end. */
  async next(): Promise<Buffer | null> {
    while (this.current.length === 0) {
      const { value, done } = await this.iterator.next();
      if (done) return null;
      this.current = value;
    }
    const slice = this.current.subarray(0, SLICE_BYTES);
    this.current = this.current.subarray(slice.length);
    this.position += slice.length;
    return slice;
  }

  /** Puts back what was not wanted of the slice that `next` gave last. */
  giveBack(rest: Buffer): void {
    if (rest.length === 0) return;
    // Both lie in the same chunk, one after the other, unless the chunk ended with the slice.
    this.current = this.current.length === 0 ? rest : joined(rest, this.current);
    this.position -= rest.length;
  }

  /** Exactly `count` bytes, or null when the input ends before. */
  async take(count: number): Promise<Buffer | null> {
    let taken: Buffer = Buffer.alloc(0);
    while (taken.length < count) {
      const slice = await this.next();
      if (!slice) return null;
      const part = slice.subarray(0, count - taken.length);
      this.giveBack(slice.subarray(part.length));
      taken = taken.length === 0 ? part : Buffer.concat([taken, part]);
    }
    return taken;
  }

  /** Skips padding; false when the input ends. */
  async skipZeros(): Promise<boolean> {
    for (;;) {
      const slice = await this.next();
      if (!slice) return false;
      const first = slice.findIndex((byte) => byte !== 0);
      if (first >= 0) {
        this.giveBack(slice.subarray(first));
        return true;
      }
    }
  }
}

/** Two neighbours in one memory as one view of it. */
function joined(first: Buffer, second: Buffer): Buffer {
  return Buffer.from(first.buffer, first.byteOffset, first.length + second.length);
}
