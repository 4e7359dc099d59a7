/**
 * Members of a zip archive (PKWARE APPNOTE 6.3.10), by the directory at its end, which `yauzl` reads. `yauzl` gives up at
 * the first entry that it dislikes; here every entry is judged alone, so its own checks are off and stand below, and what
 * its directory does not give is looked for in the archive's body (`zip-salvage.ts`).
 */
import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type ZipFile,
} from 'yauzl';
import { Failure } from '../../../shared/base/failure.ts';
import type { Issue } from '../../../shared/importers/issue.ts';
import type { Allowance } from './allowance.ts';
import {
  type ArchiveEntry,
  type ArchiveReader,
  MAX_ENTRIES,
  MAX_NAME_LENGTH,
  Names,
  refused,
} from './archive.ts';
import type { FileSource } from './file-source.ts';
import { LOCAL_HEADER_BYTES, ZipMember, type ZipPlace } from './zip-member.ts';
import { salvage } from './zip-salvage.ts';

/** Every document in the Open Packaging Conventions, a spreadsheet among them, has it (ECMA-376 part 2). */
const OFFICE_PART = '[Content_Types].xml';

export class Zip implements ArchiveReader {
  readonly label = 'zip archive';
  readonly issues: Issue[] = [];
  private done = 0;
  private current: ZipMember | null = null;
  private readonly file: FileSource;
  private readonly allowance: Allowance;
  private readonly cap: number;

  private readonly cancelled: () => boolean;

  /** @param allowance of the whole archive @param cap bytes that may come out of a member */
  constructor(file: FileSource, allowance: Allowance, cap: number, cancelled: () => boolean) {
    this.file = file;
    this.allowance = allowance;
    this.cap = cap;
    this.cancelled = cancelled;
  }

  get position(): number {
    return this.done + (this.current?.taken ?? 0);
  }

  async *entries(): AsyncGenerator<ArchiveEntry> {
    const places = await this.places();
    if (places.some((place) => place.name === OFFICE_PART)) {
      const detail = 'an Office document, whose parts are no logs: save its sheets as CSV';
      this.issues.push({ code: 'file.unknown', severity: 'data-loss', detail });
      return;
    }
    places.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.header - b.header));
    const overlaps = overlapping(places);
    const packed = places.reduce((sum, place) => sum + place.packed, 0);
    // A member that is cut off claims more than there is as well.
    if (packed > this.file.size && this.issues.length === 0) {
      const detail = `its members claim ${packed} bytes of a file of ${this.file.size}`;
      this.issues.push({ code: 'archive.limit', severity: 'data-loss', detail });
    }
    const names = new Names();
    for (const place of places) {
      const no = this.refusal(place, names, overlaps);
      if (no === 'folder') continue;
      yield no ?? this.member(place);
      this.current = null;
      this.done += place.packed;
    }
  }

  private member(place: ZipPlace): ArchiveEntry {
    const { file, allowance, cap } = this;
    const open = () => {
      this.current = new ZipMember(file, place, allowance, cap);
      return this.current;
    };
    return { kind: 'file', name: Names.label(place.name), bytes: place.size, open, reopens: true };
  }

  private refusal(
    place: ZipPlace,
    names: Names,
    overlaps: ReadonlySet<ZipPlace>,
  ): ArchiveEntry | 'folder' | null {
    const { name, size } = place;
    const why = names.check(name);
    if (why !== null) return refused(name, size, 'archive.entry', why);
    if (/[\\/]$/.test(name) || place.type === 'folder') {
      return size === 0 && place.packed <= 2
        ? 'folder'
        : refused(name, size, 'archive.entry', 'it is a folder that holds bytes');
    }
    if (place.type !== 'file') return refused(name, size, 'archive.entry', `it is a ${place.type}`);
    if (place.encrypted) return refused(name, size, 'archive.encrypted', '');
    if (place.method !== 0 && place.method !== 8)
      return refused(name, size, 'archive.entry', `its compression method ${place.method} is not read`);
    if (overlaps.has(place))
      return refused(name, size, 'archive.limit', 'it shares bytes of the archive with another member');
    return null;
  }

  /** Everything that the directory names and, when that cannot be read to its end, what else the body holds. */
  private async places(): Promise<ZipPlace[]> {
    const places: ZipPlace[] = [];
    let problem: string | null = null;
    try {
      problem = await this.directory(places);
    } catch (error) {
      if (error instanceof Failure) throw error;
      problem = error instanceof Error ? error.message : String(error);
    }
    if (problem === null) return places;
    this.issues.push({ code: 'archive.corrupt', severity: 'data-loss', detail: `its directory: ${problem}` });
    const known = new Set(places.map((place) => place.header));
    for await (const place of salvage(this.file, this.cap, this.cancelled)) {
      if (known.has(place.header)) continue;
      if (places.length >= MAX_ENTRIES) {
        this.tooMany('more');
        break;
      }
      places.push(place);
    }
    return places;
  }

  private async directory(places: ZipPlace[]): Promise<string | null> {
    const zip = await openDirectory(this.file);
    for await (const entry of zip.eachEntry()) {
      if (places.length >= MAX_ENTRIES) {
        this.tooMany(String(zip.entryCount - MAX_ENTRIES));
        return null;
      }
      places.push(placeOf(entry));
    }
    return this.directoryGoesOn(zip) ? `it goes on after the ${zip.entryCount} entries it states` : null;
  }

  /** More entries than the directory's end states are hidden from whoever believes it. */
  private directoryGoesOn(zip: ZipFile): boolean {
    const { readEntryCursor } = zip as unknown as { readonly readEntryCursor: number };
    const next = this.file.readAt(readEntryCursor, 4);
    return next.length === 4 && next.readUInt32LE(0) === 0x02014b50;
  }

  private tooMany(rest: string): void {
    const detail = `the first ${MAX_ENTRIES} entries are read, ${rest} are not: unpack it and import the folder`;
    this.issues.push({ code: 'archive.limit', severity: 'data-loss', detail });
  }
}

/** Entries whose bytes are another's too; no archiver writes that, a bomb does. */
function overlapping(places: readonly ZipPlace[]): ReadonlySet<ZipPlace> {
  const overlaps = new Set<ZipPlace>();
  let widest: ZipPlace | null = null;
  for (const place of places.toSorted((a, b) => a.header - b.header)) {
    if (widest !== null && place.header < endOf(widest)) overlaps.add(place).add(widest);
    if (widest === null || endOf(place) > endOf(widest)) widest = place;
  }
  return overlaps;
}

/** At least: the local header may hold more. */
const endOf = (place: ZipPlace): number =>
  place.header + LOCAL_HEADER_BYTES + place.nameBytes.length + place.packed;

function placeOf(entry: Entry): ZipPlace {
  // A copy: the entry's own buffer holds its comment and extra fields too.
  const raw = Buffer.from(entry.fileNameRaw.subarray(0, MAX_NAME_LENGTH + 1));
  // Strict: backslashes stay, and are judged with the rest of the name.
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
  return {
    name,
    nameBytes: raw,
    header: entry.relativeOffsetOfLocalHeader,
    packed: entry.compressedSize,
    size: entry.uncompressedSize,
    crc: entry.crc32,
    method: entry.compressionMethod,
    // 0x1: encrypted; 0x40: strong encryption; method 99: AES.
    encrypted: (entry.generalPurposeBitFlag & 0x41) !== 0 || entry.compressionMethod === 99,
    type: typeOf(entry),
    modified: modifiedOf(entry.extraFields),
    dataAt: null,
  };
}

/** Unix file types in the upper half of the external attributes, when the archive was made on a Unix. */
function typeOf(entry: Entry): ZipPlace['type'] {
  const UNIX = 3;
  const DARWIN = 19;
  const host = entry.versionMadeBy >>> 8;
  if (host !== UNIX && host !== DARWIN) return 'file';
  switch ((entry.externalFileAttributes >>> 28) & 0xf) {
    case 0:
    case 8:
      return 'file';
    case 4:
      return 'folder';
    case 10:
      return 'symbolic link';
    default:
      return 'device, pipe or socket';
  }
}

/** The extended timestamp (0x5455) is in UTC; the DOS time of the entry has no zone and is not used. */
function modifiedOf(fields: Entry['extraFields']): number | null {
  const data = fields.find((field) => field.id === 0x5455)?.data;
  if (data === undefined || data.length < 5 || (data[0]! & 1) === 0) return null;
  return data.readInt32LE(1) * 1_000_000;
}

/** Reads of the directory go through the file that is open already, at once and without a thread. */
class SyncReader extends RandomAccessReader {
  private readonly file: FileSource;

  constructor(file: FileSource) {
    super();
    this.file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    let bytes: Buffer;
    try {
      bytes = this.file.readAt(position, length);
    } catch (error) {
      callback(error as Error);
      return;
    }
    bytes.copy(buffer, offset);
    callback(null, bytes.length);
  }
}

function openDirectory(file: FileSource): Promise<ZipFile> {
  const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false };
  return fromRandomAccessReaderPromise(new SyncReader(file), file.size, options);
}
