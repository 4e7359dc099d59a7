/**
 * Members of a zip archive whose directory is lost: a download that was cut off, a directory that was damaged. Walks the
 * body from member to member by their local headers (APPNOTE 4.3.7).
 */
import { getFileNameLowLevel, parseExtraFields } from 'yauzl';
import { Allowance } from './allowance.ts';
import { breathe } from './breath.ts';
import { ByteQueue } from './byte-queue.ts';
import type { FileSource } from './file-source.ts';
import { type Inflated, inflateRaw } from './inflate.ts';
import { LOCAL_HEADER_BYTES, type ZipPlace } from './zip-member.ts';

const CHUNK_BYTES = 262_144;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
/** Sizes stand behind the data. */
const STREAMED = 0x8;
const ENCRYPTED = 0x41;

/** @param cap bytes that come out of a member at most while its end is looked for */
export async function* salvage(
  file: FileSource,
  cap: number,
  cancelled: () => boolean,
): AsyncGenerator<ZipPlace> {
  for (let at = 0; !cancelled(); ) {
    const found = await nextHeader(file, at, cancelled);
    if (found === null) return;
    const place = await placeAt(file, found, cap, cancelled);
    if (place === null) {
      at = found + 4;
      continue;
    }
    yield place;
    at = place.dataAt! + place.packed;
  }
}

/** The next local header at or after a place: between members there may be descriptors and padding. */
async function nextHeader(file: FileSource, from: number, cancelled: () => boolean): Promise<number | null> {
  const signature = Buffer.from([0x50, 0x4b, 3, 4]);
  for (let at = from; !cancelled(); ) {
    const chunk = file.readAt(at, CHUNK_BYTES);
    const found = chunk.indexOf(signature);
    if (found >= 0) return at + found;
    if (chunk.length < signature.length) return null;
    // A signature may be cut in two by the chunk's end.
    at += chunk.length - (signature.length - 1);
    await breathe();
  }
  return null;
}

async function placeAt(
  file: FileSource,
  header: number,
  cap: number,
  cancelled: () => boolean,
): Promise<ZipPlace | null> {
  const local = file.readAt(header, LOCAL_HEADER_BYTES);
  if (local.length < LOCAL_HEADER_BYTES) return null;
  const nameLength = local.readUInt16LE(26);
  const nameBytes = file.readAt(header + LOCAL_HEADER_BYTES, nameLength);
  const extra = file.readAt(header + LOCAL_HEADER_BYTES + nameLength, local.readUInt16LE(28));
  const dataAt = header + LOCAL_HEADER_BYTES + nameLength + extra.length;
  const flags = local.readUInt16LE(6);
  const method = local.readUInt16LE(8);
  const fields = fieldsOf(extra);
  const stated = sizesOf(local, fields);
  const streamed = (flags & STREAMED) !== 0 && stated.packed === 0;
  const found = streamed ? await measured(file, dataAt, method, cap, cancelled) : stated;
  return {
    name: getFileNameLowLevel(flags, nameBytes, fields, true),
    nameBytes,
    header,
    ...found,
    method,
    encrypted: (flags & ENCRYPTED) !== 0 || method === 99,
    type: 'file',
    modified: null,
    dataAt,
  };
}

type Fields = ReturnType<typeof parseExtraFields>;

function fieldsOf(extra: Buffer): Fields {
  try {
    return parseExtraFields(extra);
  } catch {
    return [];
  }
}

/** Sizes from the header, in its ZIP64 field when they do not fit. */
function sizesOf(local: Buffer, fields: Fields): Pick<ZipPlace, 'packed' | 'size' | 'crc'> {
  const crc = local.readUInt32LE(14);
  const packed = local.readUInt32LE(18);
  const size = local.readUInt32LE(22);
  const zip64 = fields.find((field) => field.id === 1)?.data;
  if (packed !== 0xffffffff || size !== 0xffffffff || zip64 === undefined || zip64.length < 16)
    return { crc, packed, size };
  return { crc, size: Number(zip64.readBigUInt64LE(0)), packed: Number(zip64.readBigUInt64LE(8)) };
}

/** A deflated member tells its own end; a stored one of unknown size is taken to reach to the end of the archive. */
async function measured(
  file: FileSource,
  dataAt: number,
  method: number,
  cap: number,
  cancelled: () => boolean,
): Promise<Pick<ZipPlace, 'packed' | 'size' | 'crc'>> {
  const rest = Math.max(0, file.size - dataAt);
  if (method !== 8) return { packed: rest, size: rest, crc: 0 };
  const queue = new ByteQueue(chunksFrom(file, dataAt));
  const steps = inflateRaw(queue, new Allowance(cap));
  let step: IteratorResult<Buffer, Inflated> = await steps.next();
  while (!step.done && !cancelled()) step = await steps.next();
  if (!step.done) return { packed: rest, size: 0, crc: 0 };
  const packed = queue.position;
  const { crc, size } = step.value;
  return { packed, size, crc: statedCrc(file.readAt(dataAt + packed, 8)) ?? crc };
}

/** The checksum in the descriptor behind the data, when one stands there. */
function statedCrc(descriptor: Buffer): number | null {
  if (descriptor.length < 8 || descriptor.readUInt32LE(0) !== DESCRIPTOR_SIGNATURE) return null;
  return descriptor.readUInt32LE(4);
}

function* chunksFrom(file: FileSource, from: number): Generator<Buffer> {
  for (let at = from; ; ) {
    const chunk = file.readAt(at, CHUNK_BYTES);
    if (chunk.length === 0) return;
    at += chunk.length;
    yield chunk;
  }
}
