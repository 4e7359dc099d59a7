/** One member of a zip archive as a source of bytes: read where it lies, inflated, compared with what the archive states. */
import { crc32 } from 'node:zlib';
import type { Issue } from '../../../shared/importers/issue.ts';
import { Allowance } from './allowance.ts';
import { breathe } from './breath.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ByteSource } from './byte-source.ts';
import type { FileSource } from './file-source.ts';
import { type Inflated, inflateRaw, inflateWhole } from './inflate.ts';

/** What an archive says of a member. Every number may be a lie. */
export interface ZipPlace {
  readonly name: string;
  /** The name as it lies there. */
  readonly nameBytes: Buffer;
  /** Where its local header begins. */
  readonly header: number;
  /** Compressed and decompressed bytes. */
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly type: 'file' | 'folder' | 'symbolic link' | 'device, pipe or socket';
  readonly modified: number | null;
  /** Where its data begin, when that is known without reading the local header again. */
  readonly dataAt: number | null;
}

const CHUNK_BYTES = 262_144;
/** Members up to these sizes are inflated in one go. */
const SMALL_PACKED_BYTES = 1_048_576;
const SMALL_BYTES = 8_388_608;

export const LOCAL_HEADER_BYTES = 30;
export const LOCAL_SIGNATURE = 0x04034b50;

export class ZipMember implements ByteSource {
  readonly label: string;
  readonly size: number;
  readonly modified: number | null;
  private readonly file: FileSource;
  private readonly place: ZipPlace;
  private readonly allowance: Allowance;
  private readonly issues: Issue[] = [];
  private readonly bytes: AsyncGenerator<Buffer>;
  /** Compressed bytes read so far. */
  taken = 0;
  private crc = 0;
  private got = 0;

  constructor(file: FileSource, place: ZipPlace, whole: Allowance, cap: number) {
    this.label = place.name;
    this.size = place.size;
    this.modified = place.modified;
    this.file = file;
    this.place = place;
    this.allowance = new Allowance(cap, whole);
    this.bytes = this.read();
  }

  async next(): Promise<Buffer | null> {
    for (;;) {
      const { value, done } = await this.bytes.next();
      if (done) return null;
      if (value.length > 0) return value;
    }
  }

  finish(): Promise<readonly Issue[]> {
    return Promise.resolve(this.issues);
  }

  close(): void {
    void this.bytes.return(undefined);
  }

  private async *read(): AsyncGenerator<Buffer> {
    const { place } = this;
    const start = place.dataAt ?? this.dataStart();
    if (start === null) return;
    const parts = place.method === 0 ? this.packed(start) : this.inflated(start);
    for await (const part of parts) {
      await breathe();
      this.crc = crc32(part, this.crc);
      this.got += part.length;
      yield part;
    }
    if (this.issues.length > 0) return;
    if (this.got !== place.size) this.corrupt(`it has ${this.got} bytes, the archive states ${place.size}`);
    else if (this.crc !== place.crc) this.corrupt('its checksum (CRC-32) does not match');
  }

  private async *inflated(start: number): AsyncGenerator<Buffer> {
    const { place } = this;
    if (place.packed <= SMALL_PACKED_BYTES && place.size <= SMALL_BYTES) {
      const whole = inflateWhole(this.file.readAt(start, place.packed));
      if (whole !== null && whole.used === place.packed && whole.content.length === place.size) {
        const over = this.allowance.spend(place.packed, place.size);
        if (over === null) return yield whole.content;
        this.tell('archive.limit', over);
        return;
      }
    }
    const members = inflateRaw(new ByteQueue(this.packed(start)), this.allowance);
    for (;;) {
      const step: IteratorResult<Buffer, Inflated> = await members.next();
      if (!step.done) {
        yield step.value;
        continue;
      }
      const { problem } = step.value;
      if (problem?.kind === 'limit') this.tell('archive.limit', problem.detail);
      else if (problem && this.issues.length === 0) this.corrupt(problem.detail);
      return;
    }
  }

  /** Its bytes as they lie in the archive. */
  private *packed(start: number): Generator<Buffer> {
    const { packed } = this.place;
    for (let read = 0; read < packed; ) {
      const chunk = this.file.readAt(start + read, Math.min(CHUNK_BYTES, packed - read));
      if (chunk.length === 0) {
        this.corrupt(`the archive ends ${packed - read} bytes before it does`);
        return;
      }
      read += chunk.length;
      this.taken = read;
      yield chunk;
    }
  }

  private dataStart(): number | null {
    const { header, nameBytes, packed } = this.place;
    const local = this.file.readAt(header, LOCAL_HEADER_BYTES);
    if (local.length < LOCAL_HEADER_BYTES || local.readUInt32LE(0) !== LOCAL_SIGNATURE) {
      this.corrupt(`no member begins at byte ${header} of the archive`);
      return null;
    }
    const nameLength = local.readUInt16LE(26);
    if (!this.file.readAt(header + LOCAL_HEADER_BYTES, nameLength).equals(nameBytes)) {
      const detail = 'the archive gives it another name in its body than in its directory';
      this.issues.push({ code: 'archive.entry', severity: 'note', detail });
    }
    const start = header + LOCAL_HEADER_BYTES + nameLength + local.readUInt16LE(28);
    if (start + packed > this.file.size) this.corrupt('its bytes lie beyond the end of the archive');
    return start;
  }

  private corrupt(detail: string): void {
    this.tell('archive.corrupt', detail);
  }

  private tell(code: 'archive.corrupt' | 'archive.limit', detail: string): void {
    this.issues.push({ code, severity: 'data-loss', detail });
  }
}
