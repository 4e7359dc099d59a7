/**
 * `npm run bench:memory`: peak resident memory of whole import processes, from the build, on files made to fill it. The
 * limit is 300 MB whatever the file. `node test/bench/memory.ts Parquet`: only what is called so.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { flowColumns, parquetBytes } from '../support/parquet.ts';

const LIMIT_MB = 300;
const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/throughline.mjs');

const event = (uuid: string, filler = '') =>
  JSON.stringify({
    uuid,
    published: '2023-11-14T09:22:49.000Z',
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
    outcome: { result: 'SUCCESS' },
    debugContext: { debugData: { filler } },
  });

/** Writes a file line by line; answers its path. */
function made(path: string, lines: Iterable<string>): string {
  const fd = openSync(path, 'w');
  for (const line of lines) writeSync(fd, `${line}\n`);
  closeSync(fd);
  return path;
}

function* events(count: number, filler = ''): Generator<string> {
  for (let n = 0; n < count; n++) yield event(`event-${n}`, filler);
}

const FILES: Readonly<Record<string, (folder: string) => string>> = {
  'one record': (folder) => made(join(folder, 'one.ndjson'), events(1)),
  'a line of 1 GiB': (folder) => {
    const path = made(join(folder, 'line.ndjson'), events(1));
    truncateSync(path, 1024 ** 3);
    return path;
  },
  '16 records of 15 MiB': (folder) =>
    made(join(folder, 'large.ndjson'), events(16, 'x'.repeat(15 * 1024 * 1024))),
  '300,000 records, all different': (folder) => made(join(folder, 'many.ndjson'), events(300_000)),
  '300,000 records refused': (folder) =>
    made(
      join(folder, 'bad.ndjson'),
      (function* () {
        yield event('first');
        for (let n = 0; n < 300_000; n++) yield `{"uuid":${n},`;
      })(),
    ),
  'Parquet of 400,000 rows in one group': (folder) => {
    const path = join(folder, 'flows.parquet');
    writeFileSync(path, parquetBytes(flowColumns(400_000), { rowGroupSize: 400_000 }));
    return path;
  },
  'gzip of 600 MB, 190:1': (folder) => {
    const path = join(folder, 'packed.ndjson.gz');
    const member = gzipSync(`${event('a', 'abcdefghijklmnopqrstuvwxyz'.repeat(4000))}\n`.repeat(60));
    writeFileSync(path, Buffer.concat(Array.from({ length: 100 }, () => member)));
    return path;
  },
};

const folder = mkdtempSync(join(tmpdir(), 'throughline-memory-'));
let over = 0;
try {
  const build = spawnSync(process.execPath, [join(root, 'tools/build.ts'), 'cli', 'engine'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (build.status !== 0) throw new Error('the build failed');
  const wanted = process.argv[2] ?? '';
  for (const [name, make] of Object.entries(FILES)) {
    if (!name.includes(wanted)) continue;
    const file = make(folder);
    const peakFile = join(folder, 'peak');
    const preload = `--import=${join(import.meta.dirname, 'report-peak.mjs')}`;
    const started = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [preload, bin, 'import', join(folder, `${name.replaceAll(/\W/g, '-')}.tline`), file, '--json'],
      { encoding: 'utf8', env: { ...process.env, PEAK_FILE: peakFile }, maxBuffer: 1 << 28 },
    );
    if (status !== 0 && status !== 3) throw new Error(`${name}: import ended with ${status}: ${stderr}`);
    const mb = (Number(readFileSync(peakFile, 'utf8')) * 1024) / 1e6;
    if (mb > LIMIT_MB) over++;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${name.padEnd(32)} ${mb.toFixed(0).padStart(4)} MB  ${seconds.padStart(6)} s\n`);
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (over > 0) {
  process.stderr.write(`${over} above ${LIMIT_MB} MB\n`);
  process.exitCode = 1;
}
