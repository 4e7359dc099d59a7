/** What an examiner must be able to swear to: hashes, exact bytes, read only, run record. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FORMATS = join(ROOT, 'sample-data/formats');
const CASE = join(ROOT, 'sample-data/cases/okta-to-atlassian');
const BIN = join(ROOT, 'bin/throughline.mjs');

const samples = globSync('**/*', { cwd: FORMATS })
  .filter((name) => statSync(join(FORMATS, name)).isFile())
  .sort();

async function engineWith(paths: readonly string[]): Promise<Engine> {
  const engine = new Engine();
  engine.create(join(temporaryFolder(), 'case.tline'));
  await engine.import({ paths });
  return engine;
}

/** Bytes of a file as evidence counts them: decompressed. */
function contentOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

describe('hashes', () => {
  test('are those of sha256sum, for every sample', async () => {
    const engine = await engineWith([FORMATS]);
    const files = engine.call('case.info', {}).files.filter(({ path }) => !path.startsWith('.'));
    engine.close();
    const has = spawnSync('sha256sum', ['--version']).status === 0;
    expect(files.length).toBe(samples.length);
    for (const { path, sha256, bytes } of files) {
      const full = join(FORMATS, path);
      const expected = has
        ? execFileSync('sha256sum', [full], { encoding: 'utf8' }).replace(/^\\/, '').slice(0, 64)
        : createHash('sha256').update(readFileSync(full)).digest('hex');
      expect(sha256, path).toBe(expected);
      expect(bytes, path).toBe(statSync(full).size);
    }
  });

  test('a file that changes while it is read is told, with both hashes', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'okta.ndjson');
    const sample = readFileSync(join(FORMATS, 'okta/one-a-line.ndjson'));
    writeFileSync(file, Buffer.concat(Array.from({ length: 3000 }, () => sample)));
    let changed = false;
    const engine = new Engine((event) => {
      if (event.type !== 'import.progress' || event.bytesDone === 0 || changed) return;
      changed = true;
      appendFileSync(file, '\n');
    });
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [file] });
    expect(changed).toBe(true);
    expect(report.files[0]!.status).toBe('partial');
    expect(report.files[0]!.issues.map(({ code }) => code)).toContain('file.changed');
    engine.close();
  });
});

describe('the exact bytes of an event', () => {
  test('are those at its offset in the file, for every event of every sample and of the sample case', async () => {
    for (const root of [FORMATS, CASE]) {
      const engine = await engineWith([root]);
      const { store } = engine;
      const contents = new Map<string, Buffer>();
      let compared = 0;
      for (let row = 0; row < store.snapshot.size; row += root === CASE ? 37 : 1) {
        const raw = engine.call('events.raw', { row });
        const file = [...store.snapshot.files.values()].find(({ path }) => path === raw.file)!;
        // Secrets are masked before anything is stored, and Parquet's rows are its content.
        if (file.storedSha256 !== null || file.compression === 'parquet') continue;
        let content = contents.get(raw.file);
        if (content === undefined) {
          content = contentOf(join(root, raw.file));
          contents.set(raw.file, content);
        }
        const expected = content.subarray(raw.offset, raw.offset + raw.length);
        expect(expected.equals(Buffer.from(raw.base64, 'base64')), `${raw.file} row ${row}`).toBe(true);
        compared++;
      }
      expect(compared).toBeGreaterThan(300);
      engine.close();
    }
  });
});

describe('sources', () => {
  const straced = spawnSync('strace', ['--version']).status === 0;

  test.skipIf(!straced)('are opened for reading only (skipped where strace is absent)', () => {
    const folder = temporaryFolder();
    const source = join(folder, 'evidence');
    mkdirSync(source);
    cpSync(join(FORMATS, 'okta'), join(source, 'okta'), { recursive: true });
    cpSync(join(FORMATS, 'vpcflow'), join(source, 'vpcflow'), { recursive: true });
    const log = join(folder, 'strace.log');
    const calls =
      'open,openat,creat,truncate,ftruncate,rename,renameat,renameat2,unlink,unlinkat,utimensat,chmod,fchmodat,link,symlink';
    spawnSync('strace', [
      '-f',
      '-qq',
      '-e',
      `trace=${calls}`,
      '-o',
      log,
      process.execPath,
      BIN,
      'import',
      join(folder, 'case.tline'),
      source,
    ]);
    const lines = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"${source}`));
    expect(lines.filter((line) => /open(at)?\(/.test(line)).length).toBeGreaterThan(40);
    expect(lines.filter((line) => !/ open(at)?\(/.test(line))).toEqual([]);
    expect(lines.filter((line) => /O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND/.test(line))).toEqual([]);
  });
});

describe('the run record', () => {
  test('says what read the files, with what, where and for whom', async () => {
    process.env.THROUGHLINE_EXAMINER = 'R. Example';
    try {
      const engine = await engineWith([join(FORMATS, 'okta')]);
      const [run, ...more] = engine.store.runs.all();
      engine.close();
      expect(more).toEqual([]);
      expect(run).toMatchObject({ examiner: 'R. Example', result: 'complete', id: 1 });
      expect(run!.product).toMatch(/^throughline \d/);
      expect(run!.versions.node).toBe(process.versions.node);
      expect(run!.versions.sqlite).toMatch(/^3\./);
      expect(Object.keys(run!.importers)).toContain('okta:system_log');
      expect(Object.values(run!.importers).every((version) => Number.isInteger(version) && version > 0)).toBe(
        true,
      );
      for (const field of ['host', 'hostZone', 'user'] as const) expect(run![field]).not.toBe('');
      expect(run!.arguments).toHaveProperty('paths');
      expect(run!.ended! >= run!.started).toBe(true);
    } finally {
      delete process.env.THROUGHLINE_EXAMINER;
    }
  });
});
