/**
 * gzip (RFC 1952), member by member. Node's own gunzip drops what follows zero padding between members without a
 * word, and throws away up to a buffer of good output when it meets an error; here every byte that could be decoded
 * is delivered first, and the problem is told afterwards.
 */
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';

export interface GzipProblem {
  readonly code: 'gzip.truncated' | 'gzip.corrupt' | 'gzip.trailing' | 'gzip.limit';
  readonly detail: string;
}

/** A bomb reaches 1029:1; logs compress 10 to 40 times. Checked once 10 MiB have come out. */
const MAX_RATIO = 200;
const RATIO_FREE_BYTES = 10 * 1024 * 1024;

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Decompressed bytes of a small file at most; more goes through the stream. */
const MAX_WHOLE_BYTES = 32 * 1024 * 1024;

/**
 * A small file in one go, a buffer per member, without a thread or a stream. Null when anything is out of the ordinary:
 * then `gunzip` reads the same bytes, keeps what can be kept, and tells the problem.
 */
export function gunzipWhole(bytes: Buffer): Buffer[] | null {
  const members: Buffer[] = [];
  let at = 0;
  try {
    while (at < bytes.length) {
      // Header fields beyond the fixed ten bytes, and padding, are left to the stream.
      if (!isGzip(bytes.subarray(at)) || bytes[at + 2] !== 8 || bytes[at + 3] !== 0) return null;
      const { buffer, engine } = inflateRawSync(bytes.subarray(at + 10), {
        info: true,
        maxOutputLength: MAX_WHOLE_BYTES,
      }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
      const trailer = at + 10 + engine.bytesWritten;
      if (trailer + 8 > bytes.length) return null;
      if (bytes.readUInt32LE(trailer) !== crc32(buffer)) return null;
      if (bytes.readUInt32LE(trailer + 4) !== buffer.length) return null;
      members.push(buffer);
      at = trailer + 8;
    }
    return members;
  } catch {
    return null;
  }
}

/** Yields decompressed chunks; the generator's return value is what was wrong, or null. */
export async function* gunzip(
  input: Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, GzipProblem | null> {
  const queue = new ByteQueue(input);
  const total = { in: 0, out: 0 };
  for (let member = 1; ; member++) {
    if (!(await queue.skipZeros())) return null;
    const header = await readHeader(queue);
    if (header === 'not-gzip') {
      return { code: 'gzip.trailing', detail: `no gzip member at compressed byte ${queue.position}` };
    }
    if (header === 'truncated') return truncated(member);
    const problem = yield* inflateMember(queue, member, total);
    if (problem) return problem;
  }
}

async function* inflateMember(
  queue: ByteQueue,
  member: number,
  total: { in: number; out: number },
): AsyncGenerator<Buffer, GzipProblem | null> {
  // SYNC_FLUSH: input that ends early still gives everything that it holds.
  const inflate = createInflateRaw({ chunkSize: 65_536, finishFlush: constants.Z_SYNC_FLUSH });
  const out: Buffer[] = [];
  let ended = false;
  let error: Error | null = null;
  let settle = (): void => {};
  inflate.on('data', (chunk: Buffer) => out.push(chunk));
  inflate.on('end', () => {
    ended = true;
  });
  inflate.on('error', (e) => {
    error = e;
    settle();
  });
  let crc = 0;
  let size = 0;
  try {
    for (;;) {
      const chunk = await queue.next();
      if (!chunk) return truncated(member);
      const before = inflate.bytesWritten;
      await new Promise<void>((resolve) => {
        settle = resolve;
        inflate.write(chunk, () => resolve());
      });
      // 'end' and the last 'data' arrive a tick after the write's callback.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const used = inflate.bytesWritten - before;
      for (const bytes of out) {
        crc = crc32(bytes, crc);
        size += bytes.length;
        total.out += bytes.length;
        yield bytes;
      }
      out.length = 0;
      total.in += used;
      if (total.out > RATIO_FREE_BYTES && total.out > total.in * MAX_RATIO) {
        return {
          code: 'gzip.limit',
          detail: `more than ${MAX_RATIO} times its compressed size after ${total.out} bytes`,
        };
      }
      if (error) return { code: 'gzip.corrupt', detail: `member ${member}: ${(error as Error).message}` };
      if (ended) {
        queue.giveBack(chunk.subarray(used));
        break;
      }
    }
  } finally {
    inflate.destroy();
  }
  const trailer = await queue.take(8);
  if (!trailer) return truncated(member);
  if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== size % 2 ** 32) {
    return { code: 'gzip.corrupt', detail: `member ${member}: checksum or size does not match` };
  }
  return null;
}

const truncated = (member: number): GzipProblem => ({
  code: 'gzip.truncated',
  detail: `member ${member} ends too early`,
});

const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;

async function readHeader(queue: ByteQueue): Promise<'ok' | 'truncated' | 'not-gzip'> {
  const magic = await queue.take(2);
  if (!magic || !isGzip(magic)) return 'not-gzip';
  const rest = await queue.take(8);
  if (!rest) return 'truncated';
  if (rest[0] !== 8) return 'not-gzip';
  const flags = rest[1]!;
  if (flags & FEXTRA) {
    const length = await queue.take(2);
    if (!length || !(await queue.take(length.readUInt16LE(0)))) return 'truncated';
  }
  for (const flag of [FNAME, FCOMMENT]) {
    if (!(flags & flag)) continue;
    for (;;) {
      const byte = await queue.take(1);
      if (!byte) return 'truncated';
      if (byte[0] === 0) break;
    }
  }
  if (flags & FHCRC && !(await queue.take(2))) return 'truncated';
  return 'ok';
}

/** Bytes from a stream of chunks, with the rest of a chunk given back. */
class ByteQueue {
  /** Compressed bytes taken so far. */
  position = 0;
  private readonly iterator: Iterator<Buffer> | AsyncIterator<Buffer>;
  private current: Buffer = Buffer.alloc(0);

  constructor(input: Iterable<Buffer> | AsyncIterable<Buffer>) {
    this.iterator = Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
  }

  /** The next non-empty chunk, or null at the end. */
  async next(): Promise<Buffer | null> {
    while (this.current.length === 0) {
      const { value, done } = await this.iterator.next();
      if (done) return null;
      this.current = value;
    }
    const chunk = this.current;
    this.current = Buffer.alloc(0);
    this.position += chunk.length;
    return chunk;
  }

  giveBack(rest: Buffer): void {
    this.current = rest;
    this.position -= rest.length;
  }

  /** Exactly `count` bytes, or null when the input ends before. */
  async take(count: number): Promise<Buffer | null> {
    let taken: Buffer = Buffer.alloc(0);
    while (taken.length < count) {
      const chunk = await this.next();
      if (!chunk) return null;
      const part = chunk.subarray(0, count - taken.length);
      this.giveBack(chunk.subarray(part.length));
      taken = taken.length === 0 ? part : Buffer.concat([taken, part]);
    }
    return taken;
  }

  /** Skips padding; false when the input ends. */
  async skipZeros(): Promise<boolean> {
    for (;;) {
      const chunk = await this.next();
      if (!chunk) return false;
      const first = chunk.findIndex((byte) => byte !== 0);
      if (first >= 0) {
        this.giveBack(chunk.subarray(first));
        return true;
      }
    }
  }
}
