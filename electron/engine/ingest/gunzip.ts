/**
 * gzip (RFC 1952), member by member. Node's own gunzip drops what follows zero padding between members without a
 * word, and throws away up to a buffer of good output when it meets an error; here every byte that could be decoded
 * is delivered first, and the problem is told afterwards.
 */
import { Allowance } from './allowance.ts';
import { ByteQueue } from './byte-queue.ts';
import { inflateRaw, inflateWhole, MAX_WHOLE_BYTES } from './inflate.ts';

export interface GzipProblem {
  readonly code: 'gzip.truncated' | 'gzip.corrupt' | 'gzip.trailing' | 'gzip.limit';
  readonly detail: string;
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/**
 * A small file in one go, a buffer per member, without a thread or a stream. Null when anything is out of the ordinary:
 * then `gunzip` reads the same bytes, keeps what can be kept, and tells the problem.
 */
export function gunzipWhole(bytes: Buffer): Buffer[] | null {
  const members: Buffer[] = [];
  const allowance = new Allowance(MAX_WHOLE_BYTES);
  let at = 0;
  while (at < bytes.length) {
    // Header fields beyond the fixed ten bytes, and padding, are left to the stream.
    if (!isGzip(bytes.subarray(at)) || bytes[at + 2] !== 8 || bytes[at + 3] !== 0) return null;
    const member = inflateWhole(bytes.subarray(at + 10));
    if (member === null) return null;
    const trailer = at + 10 + member.used;
    if (trailer + 8 > bytes.length) return null;
    if (bytes.readUInt32LE(trailer) !== member.crc) return null;
    if (bytes.readUInt32LE(trailer + 4) !== member.content.length) return null;
    if (allowance.spend(member.used, member.content.length) !== null) return null;
    members.push(member.content);
    at = trailer + 8;
  }
  return members;
}

/** Yields decompressed chunks; the generator's return value is what was wrong, or null. */
export async function* gunzip(
  input: Iterable<Buffer> | AsyncIterable<Buffer>,
  allowance = new Allowance(Number.POSITIVE_INFINITY),
): AsyncGenerator<Buffer, GzipProblem | null> {
  const queue = new ByteQueue(input);
  for (let member = 1; ; member++) {
    if (!(await queue.skipZeros())) return null;
    const header = await readHeader(queue);
    if (header === 'not-gzip') {
      return { code: 'gzip.trailing', detail: `no gzip member at compressed byte ${queue.position}` };
    }
    if (header === 'truncated') return truncated(member);
    const problem = yield* inflateMember(queue, member, allowance);
    if (problem) return problem;
  }
}

async function* inflateMember(
  queue: ByteQueue,
  member: number,
  allowance: Allowance,
): AsyncGenerator<Buffer, GzipProblem | null> {
  const { problem, crc, size } = yield* inflateRaw(queue, allowance);
  if (problem?.kind === 'truncated') return truncated(member);
  if (problem?.kind === 'limit') return { code: 'gzip.limit', detail: problem.detail };
  if (problem) return { code: 'gzip.corrupt', detail: `member ${member}: ${problem.detail}` };
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
