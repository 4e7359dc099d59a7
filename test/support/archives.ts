/** Archives made in tests: good ones by the libraries for that, hostile ones byte by byte. */
import { crc32, deflateRawSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { ZipFile } from 'yazl';

/** A zip as an honest archiver makes it. */
export async function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  compress = true,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

type TarMember = Partial<Header> & { readonly name: string; readonly content?: string | Buffer };

export async function tarOf(members: readonly TarMember[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of members) tar.entry(header, Buffer.from(content ?? ''));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export interface RawEntry {
  readonly name: string;
  readonly content: Buffer;
  /** General purpose flags. */
  readonly flags?: number;
  readonly method?: number;
  /** Unix mode, in the upper half of the external attributes. */
  readonly mode?: number;
  readonly crc?: number;
  readonly size?: number;
  /** Where its directory entry says that it begins, instead of where it does. */
  readonly header?: number;
  /** Not written at all: its directory entry points to another's bytes. */
  readonly ghost?: boolean;
  readonly packed?: Buffer;
}

/** A zip of exactly these entries, whatever they claim. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(entry.content) : entry.content);
    const name = Buffer.from(entry.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0x800, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(entry.content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.size ?? entry.content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    central.writeUInt32LE(entry.header ?? at, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 3]), fields, central, name);
    if (entry.ghost) continue;
    body.push(Buffer.from([0x50, 0x4b, 3, 4]), fields, name, packed);
    at += 30 + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...body, listing, end]);
}
