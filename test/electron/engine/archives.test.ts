/** Archives as sources: which members a reader gives, with which bytes, and what it says of the rest (security.md H8). */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Allowance } from '../../../electron/engine/ingest/allowance.ts';
import type { ArchiveReader } from '../../../electron/engine/ingest/archive.ts';
import { FileSource } from '../../../electron/engine/ingest/file-source.ts';
import { Tar } from '../../../electron/engine/ingest/tar.ts';
import { Zip } from '../../../electron/engine/ingest/zip.ts';
import { rawZip, tarOf, zipOf } from '../../support/archives.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HOSTILE = join(import.meta.dirname, '../../../../shared/fixtures/hostile/yauzl/test');
const CAP = 1024 ** 3;
const no = () => false;

interface Listing {
  /** Text of each member, with the codes of what was wrong. */
  readonly files: Readonly<Record<string, readonly [text: string, ...codes: string[]]>>;
  readonly refused: Readonly<Record<string, string>>;
  readonly issues: readonly string[];
}

async function listing(reader: ArchiveReader): Promise<Listing> {
  const files: Record<string, [string, ...string[]]> = {};
  const refused: Record<string, string> = {};
  for await (const entry of reader.entries()) {
    if (entry.kind === 'refused') {
      refused[entry.name] = entry.issue.code;
      continue;
    }
    const source = entry.open();
    const parts: Buffer[] = [];
    for (let part = await source.next(); part !== null; part = await source.next()) parts.push(part);
    const issues = await source.finish('', no);
    files[entry.name] = [Buffer.concat(parts).toString(), ...issues.map((issue) => issue.code)];
  }
  return { files, refused, issues: reader.issues.map((issue) => issue.code) };
}

async function unzip(bytes: Buffer, cap = CAP): Promise<Listing> {
  const path = join(temporaryFolder(), 'archive');
  writeFileSync(path, bytes);
  const file = FileSource.open(path);
  try {
    return await listing(new Zip(file, new Allowance(cap, null, bytes.length), cap, no));
  } finally {
    file.close();
  }
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const untar = (bytes: Buffer, size = 700) =>
  listing(new Tar('tar archive', chunksOf(bytes, size), () => 0, no));

const LINES = Array.from({ length: 3000 }, (_, i) => `{"n":${i},"text":"${'abcdefgh'.repeat(i % 5)}"}`).join(
  '\n',
);

describe('zip', () => {
  test('members in the order of their names, stored and deflated, small and large', async () => {
    const large = LINES.repeat(120);
    for (const compress of [true, false]) {
      const bytes = await zipOf(
        { 'b/two.json': 'two', 'a.json': 'one', 'large.json': large, 'none.json': '' },
        compress,
      );
      const { files, refused, issues } = await unzip(bytes);
      expect(Object.keys(files)).toEqual(['a.json', 'b/two.json', 'large.json', 'none.json']);
      expect(files['a.json']).toEqual(['one']);
      expect(files['large.json']).toEqual([large]);
      expect(files['none.json']).toEqual(['']);
      expect({ refused, issues }).toEqual({ refused: {}, issues: [] });
    }
  });

  test('an empty zip', async () => {
    expect(await unzip(rawZip([]))).toEqual({ files: {}, refused: {}, issues: [] });
  });

  test('names that lead elsewhere, links and devices are refused, the others are read', async () => {
    const content = Buffer.from('x');
    const slips = [
      '../evil',
      'a/../../evil',
      '/etc/evil',
      'C:\\evil',
      '..\\..\\evil',
      'C:evil',
      'nul\0.log',
      '',
      'n'.repeat(5000),
    ];
    const { files, refused, issues } = await unzip(
      rawZip([
        ...slips.map((name) => ({ name, content })),
        { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 },
        { name: 'device', content, mode: 0o020644 },
        { name: 'good.log', content },
        { name: 'good.log', content: Buffer.from('again') },
        { name: 'folder/', content: Buffer.alloc(0), method: 0, mode: 0o040755 },
        { name: 'windows\\made.log', content },
      ]),
    );
    expect(Object.keys(refused).length).toBe(slips.length + 3);
    expect(new Set(Object.values(refused))).toEqual(new Set(['archive.entry']));
    expect(files).toEqual({ 'good.log': ['x'], 'windows/made.log': ['x'] });
    expect(issues).toEqual([]);
  });

  test('encrypted members and unknown compression are listed', async () => {
    const content = Buffer.from('secret');
    const { files, refused } = await unzip(
      rawZip([
        { name: 'a', content, flags: 1 },
        { name: 'b', content, method: 99 },
        { name: 'c', content, method: 12 },
        { name: 'd', content },
      ]),
    );
    expect(refused).toEqual({ a: 'archive.encrypted', b: 'archive.encrypted', c: 'archive.entry' });
    expect(files).toEqual({ d: ['secret'] });
  });

  test('a wrong checksum or size is told after everything was delivered', async () => {
    const content = Buffer.from(LINES);
    const { files } = await unzip(
      rawZip([
        { name: 'crc', content, crc: 1 },
        { name: 'long', content, size: content.length - 5 },
        { name: 'short', content, size: content.length + 5 },
        { name: 'stored', content, size: 3, method: 0 },
      ]),
    );
    for (const name of ['crc', 'long', 'short', 'stored'])
      expect(files[name], name).toEqual([LINES, 'archive.corrupt']);
  });

  test('a directory that says less than it holds hides nothing in silence', async () => {
    const content = Buffer.from('x');
    const bytes = rawZip([
      { name: 'seen', content },
      { name: 'hidden', content },
    ]);
    bytes.writeUInt16LE(1, bytes.length - 12);
    const { files, issues } = await unzip(bytes);
    expect(issues).toEqual(['archive.corrupt']);
    expect(Object.keys(files)).toEqual(['hidden', 'seen']);
  });

  test('wherever a zip is cut off, the members before the cut are read and the cut is told', async () => {
    const texts = { 'a.json': LINES, 'b.json': LINES.slice(7), 'c.json': LINES.slice(70) };
    const bytes = await zipOf(texts);
    let whole = 0;
    for (let length = 30; length < bytes.length; length += 997) {
      const { files, issues } = await unzip(bytes.subarray(0, length));
      expect(issues, `at ${length}`).toContain('archive.corrupt');
      for (const [name, [text, ...codes]] of Object.entries(files)) {
        const original = texts[name as keyof typeof texts];
        expect(original.startsWith(text), `${name} at ${length}`).toBe(true);
        if (text.length < original.length) expect(codes).toContain('archive.corrupt');
        else whole++;
      }
    }
    expect(whole).toBeGreaterThan(20);
  });

  test('members whose sizes stand behind them are found without the directory', async () => {
    const { ZipFile } = await import('yazl');
    const { Readable } = await import('node:stream');
    const zip = new ZipFile();
    zip.addReadStream(Readable.from([LINES]), 'a.json');
    zip.addReadStream(Readable.from([LINES]), 'b.json');
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const cut = bytes.subarray(0, bytes.length - 30);
    const { files, issues } = await unzip(cut);
    expect(files).toEqual({ 'a.json': [LINES], 'b.json': [LINES] });
    expect(issues).toEqual(['archive.corrupt']);
  });

  test('members that share bytes are refused: a bomb of overlaps gives nothing', async () => {
    const content = Buffer.alloc(100_000, 'a');
    const ghosts = Array.from({ length: 50 }, (_, i) => ({
      name: `copy${i}`,
      content,
      header: 0,
      ghost: true,
    }));
    const apart = Buffer.from('apart');
    const { files, refused, issues } = await unzip(rawZip([{ name: 'kernel', content }, ...ghosts]));
    expect(files).toEqual({});
    expect(Object.keys(refused).length).toBe(51);
    expect(new Set(Object.values(refused))).toEqual(new Set(['archive.limit']));
    expect(issues).toEqual(['archive.limit']);
    const mixed = await unzip(
      rawZip([{ name: 'kernel', content }, ghosts[0]!, { name: 'good', content: apart }]),
    );
    expect(mixed.files).toEqual({ good: ['apart'] });
  });

  test('a bomb stops early', async () => {
    const { files } = await unzip(rawZip([{ name: 'bomb', content: Buffer.alloc(300_000_000) }]));
    expect(files.bomb?.[1]).toBe('archive.limit');
    expect(files.bomb?.[0].length).toBeLessThan(80_000_000);
  });

  test('a bomb in many small members stops early', async () => {
    const content = Buffer.alloc(8_000_000);
    const bytes = rawZip(Array.from({ length: 60 }, (_, i) => ({ name: `m${i}`, content })));
    const { files } = await unzip(bytes);
    const out = Object.values(files).reduce((sum, [text]) => sum + text.length, 0);
    expect(out).toBeLessThan(150_000_000);
    expect(Object.values(files).filter(([, code]) => code === 'archive.limit').length).toBeGreaterThan(40);
  });

  test('no more comes out than there is room for', async () => {
    const text = LINES.repeat(20);
    const { files } = await unzip(await zipOf({ a: text, b: text, c: text }), text.length + 100);
    expect(files.a).toEqual([text]);
    expect(files.b?.[1]).toBe('archive.limit');
    expect(files.c?.[1]).toBe('archive.limit');
  });

  test('more than 10,000 entries: the first are read, the rest is told', async () => {
    const content = Buffer.from('x');
    const entries = Array.from({ length: 10_003 }, (_, i) => ({ name: `m${i}`, content, method: 0 }));
    const { files, issues } = await unzip(rawZip(entries));
    expect(Object.keys(files).length).toBe(10_000);
    expect(issues).toEqual(['archive.limit']);
  });

  test('a spreadsheet is not taken for an archive of logs', async () => {
    const bytes = await zipOf({ '[Content_Types].xml': '<Types/>', 'xl/sharedStrings.xml': '<sst/>' });
    expect(await unzip(bytes)).toEqual({ files: {}, refused: {}, issues: ['file.unknown'] });
  });
});

describe('tar', () => {
  const long = `${'deep/'.repeat(40)}file.json`;

  test('members in their order, of every kind of header, whatever the chunks', async () => {
    const bytes = await tarOf([
      { name: './', type: 'directory' },
      { name: './b.json', content: LINES },
      { name: 'a.json', content: 'one' },
      { name: long, content: 'pax' },
      { name: 'none', content: '' },
    ]);
    for (const size of [1, 512, 700, 65_536, 10_000_000]) {
      if (size === 1 && bytes.length > 400_000) continue;
      const { files, refused, issues } = await untar(bytes, size);
      expect(Object.keys(files), `chunks of ${size}`).toEqual(['b.json', 'a.json', long, 'none']);
      expect(files).toEqual({ 'b.json': [LINES], 'a.json': ['one'], [long]: ['pax'], none: [''] });
      expect({ refused, issues }).toEqual({ refused: {}, issues: [] });
    }
  });

  test('names that lead elsewhere, links and devices are refused, the others are read', async () => {
    const { files, refused } = await untar(
      await tarOf([
        { name: '../evil', content: 'x' },
        { name: '/etc/evil', content: 'x' },
        { name: 'link', type: 'symlink', linkname: '/etc/passwd' },
        { name: 'hard', type: 'link', linkname: 'a.log' },
        { name: 'device', type: 'character-device' },
        { name: 'pipe', type: 'fifo' },
        { name: 'a.log', content: 'x' },
        { name: 'a.log', content: 'again' },
        { name: 'b.log', content: 'y' },
      ]),
    );
    expect(Object.keys(refused).length).toBe(7);
    expect(new Set(Object.values(refused))).toEqual(new Set(['archive.entry']));
    expect(files).toEqual({ 'a.log': ['x'], 'b.log': ['y'] });
  });

  test('wherever a tar is cut off, what came before is read and the cut is told', async () => {
    const bytes = await tarOf([
      { name: 'a', content: LINES },
      { name: 'b', content: LINES },
    ]);
    for (let length = 512; length < bytes.length - 1024; length += 1531) {
      const { files, issues } = await untar(bytes.subarray(0, length), 4096);
      expect(issues, `at ${length}`).toEqual(['archive.corrupt']);
      const kept = Object.values(files).reduce((sum, [text]) => sum + text.length, 0);
      // All that lies before the cut but headers and padding.
      expect(kept, `at ${length}`).toBeGreaterThanOrEqual(Math.min(length - 512, LINES.length));
      for (const [text, ...codes] of Object.values(files)) {
        expect(LINES.startsWith(text)).toBe(true);
        expect(codes).toEqual(text.length < LINES.length ? ['archive.corrupt'] : []);
      }
    }
  });

  test('a damaged header is told, and the members before it are read', async () => {
    const bytes = await tarOf([
      { name: 'a', content: 'one' },
      { name: 'b', content: 'two' },
    ]);
    bytes[1024 + 10]! ^= 0xff;
    const { files, issues } = await untar(bytes);
    expect(files).toEqual({ a: ['one'] });
    expect(issues).toEqual(['archive.corrupt']);
  });

  test('what nobody reads passes by', async () => {
    const bytes = await tarOf([
      { name: 'a', content: LINES },
      { name: 'b', content: 'two' },
    ]);
    const names: string[] = [];
    for await (const entry of new Tar('tar archive', chunksOf(bytes, 700), () => 0, no).entries())
      names.push(entry.name);
    expect(names).toEqual(['a', 'b']);
  });

  test('more than 10,000 members: the first are read, the rest is told', async () => {
    const one = (await tarOf([{ name: 'm', content: '' }])).subarray(0, 512);
    const { issues, files, refused } = await untar(
      Buffer.concat([...Array<Buffer>(10_004).fill(one), Buffer.alloc(1024)]),
      65_536,
    );
    expect(Object.keys(files)).toEqual(['m']);
    expect(Object.keys(refused)).toEqual(['m']);
    expect(issues).toEqual(['archive.limit']);
  });

  test('gzip-compressed members stay as they lie', async () => {
    const packed = gzipSync('x');
    const { files } = await untar(await tarOf([{ name: 'x.gz', content: packed }]));
    expect(files['x.gz']?.[0]).toBe(packed.toString());
  });
});

describe.skipIf(!existsSync(HOSTILE))('the broken zips of yauzl', () => {
  const names = existsSync(join(HOSTILE, 'failure')) ? readdirSync(join(HOSTILE, 'failure')) : [];

  test('there are 24', () => {
    expect(names.length).toBe(24);
  });

  test.each(names)('%s', async (name) => {
    const { files, refused, issues } = await unzip(readFileSync(join(HOSTILE, 'failure', name)));
    const told = [
      ...issues,
      ...Object.values(refused),
      ...Object.values(files).flatMap(([, ...codes]) => codes),
    ];
    expect(told.length).toBeGreaterThan(0);
    for (const code of told) expect(code).toMatch(/^archive\./);
  });
});
