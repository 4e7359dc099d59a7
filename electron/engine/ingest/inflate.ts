/**
 * One deflate stream (RFC 1951) out of a queue of bytes. Every byte that could be decoded is delivered first, and the
 * problem is told afterwards; Node's own streams throw away up to a buffer of good output when they meet an error.
 */
import { constants, crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Allowance } from './allowance.ts';
import type { ByteQueue } from './byte-queue.ts';

const PROBE = Buffer.alloc(1);

export interface Inflated {
  readonly problem: { readonly kind: 'truncated' | 'corrupt' | 'limit'; readonly detail: string } | null;
  readonly crc: number;
  readonly size: number;
}

/** Takes from the queue what belongs to the stream and not a byte more. */
export async function* inflateRaw(queue: ByteQueue, allowance: Allowance): AsyncGenerator<Buffer, Inflated> {
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
  const end = (kind: 'truncated' | 'corrupt' | 'limit', detail: string): Inflated => ({
    problem: { kind, detail },
    crc,
    size,
  });
  const write = async (slice: Buffer): Promise<void> => {
    await new Promise<void>((resolve) => {
      settle = resolve;
      inflate.write(slice, () => resolve());
    });
    // 'end' and the last 'data' arrive a tick after the write's callback.
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  try {
    for (;;) {
      const slice = await queue.next();
      if (!slice) {
        // Node tells the end of a stream only by the first byte behind it.
        await write(PROBE);
        return ended ? { problem: null, crc, size } : end('truncated', 'it ends too early');
      }
      const before = inflate.bytesWritten;
      await write(slice);
      const used = inflate.bytesWritten - before;
      let got = 0;
      for (const bytes of out) {
        crc = crc32(bytes, crc);
        got += bytes.length;
        yield bytes;
      }
      out.length = 0;
      size += got;
      const over = allowance.spend(used, got);
      if (over !== null) return end('limit', over);
      if (error) return end('corrupt', (error as Error).message);
      if (ended) {
        queue.giveBack(slice.subarray(used));
        return { problem: null, crc, size };
      }
    }
  } finally {
    inflate.destroy();
  }
}

/** Decompressed bytes of small streams at most; more goes through `inflateRaw`. */
export const MAX_WHOLE_BYTES = 32 * 1024 * 1024;

/** The same for bytes that stand in memory, without a thread or a stream. Null when it is not a whole stream. */
export function inflateWhole(
  bytes: Buffer,
): { readonly content: Buffer; readonly used: number; readonly crc: number } | null {
  try {
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: MAX_WHOLE_BYTES,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    return { content: buffer, used: engine.bytesWritten, crc: crc32(buffer) };
  } catch {
    return null;
  }
}
