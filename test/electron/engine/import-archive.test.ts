/** Archives through the whole import: the ledger, the same case as from a folder, known bytes, damage, cancel. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import type { ImportReport, PushEvent, SourceFile } from '../../../shared/ipc/contract.ts';
import { rawZip, tarOf, zipOf } from '../../support/archives.ts';
import { SAMPLE } from '../../support/sample-case.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const FORMATS = join(import.meta.dirname, '../../../sample-data/formats');
const PAKO = join(import.meta.dirname, '../../../../shared/fixtures/hostile/pako/test/fixtures');
const YAUZL = join(import.meta.dirname, '../../../../shared/fixtures/hostile/yauzl/test/failure');
const OTRF = join(import.meta.dirname, '../../../../shared/fixtures/logs/otrf/datasets/atomic/aws');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const codes = (file: SourceFile | undefined) => file?.issues.map((issue) => issue.code) ?? [];

/** A tree as a bucket gives it: plain and compressed files in folders. */
const TREE: Readonly<Record<string, Buffer>> = {
  'AWSLogs/trail.json.gz': gzipSync(readFileSync(join(FORMATS, 'cloudtrail/trail.json'))),
  'AWSLogs/two-trails.json': readFileSync(join(FORMATS, 'cloudtrail/two-trails.json')),
  'jira.log': readFileSync(join(FORMATS, 'atlassian/jira.log')),
  'okta/one-a-line.ndjson': readFileSync(join(FORMATS, 'okta/one-a-line.ndjson')),
  'okta/read me.txt': Buffer.from('remember the milk\n'),
  'zone.log': readFileSync(join(FORMATS, 'vpcflow/version-2.log')),
};

function asTar(files: Readonly<Record<string, Buffer>>, order = Object.keys(files)): Promise<Buffer> {
  return tarOf(order.map((name) => ({ name, content: files[name]! })));
}

async function importing(
  files: Readonly<Record<string, Buffer>>,
): Promise<{ engine: Engine; report: ImportReport; folder: string }> {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'in', name)), { recursive: true });
    writeFileSync(join(folder, 'in', name), bytes);
  }
  const engine = new Engine();
  engine.create(join(folder, 'case.tline'));
  const report = await engine.import({ paths: [join(folder, 'in')] });
  return { engine, report, folder };
}

const idsOf = (engine: Engine): string[] =>
  engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 1000 }).rows.map((row) => row.id);

const whole = (engine: Engine) => engine.verify().checks.filter((check) => !check.ok);

describe('an archive is its members', () => {
  test('zip, tar and tar.gz give the same events as the folder, whatever the order inside', async () => {
    const plain = await importing(TREE);
    const ids = idsOf(plain.engine);
    expect(ids.length).toBeGreaterThan(10);
    const backwards = Object.keys(TREE).reverse();
    const archives = {
      'all.zip': await zipOf(TREE),
      'all.tar': await asTar(TREE),
      'backwards.tar': await asTar(TREE, backwards),
      'no-extension': gzipSync(await asTar(TREE)),
    };
    for (const [name, bytes] of Object.entries(archives)) {
      const { engine, report } = await importing({ [name]: bytes });
      expect(idsOf(engine), name).toEqual(ids);
      expect(report.closed).toBe(true);
      expect(report.totals.records).toBe(plain.report.totals.records);
      expect(whole(engine), name).toEqual([]);
      engine.close();
    }
    plain.engine.close();
  });

  test('the archive has a line of its own, each member one with the hash of its own bytes', async () => {
    const bytes = await zipOf(TREE);
    const { engine, report } = await importing({ 'export.zip': bytes });
    const [archive, ...members] = report.files;
    expect(archive).toMatchObject({
      path: 'export.zip',
      status: 'archive',
      sha256: sha256(bytes),
      bytes: bytes.length,
      importer: null,
      records: 0,
      shape: 'zip archive, 6 files, 1 not read',
      issues: [],
    });
    expect(members.map((file) => [file.path, file.sha256])).toEqual(
      Object.entries(TREE).map(([name, content]) => [`export.zip!/${name}`, sha256(content)]),
    );
    const listed = engine.call('case.info', {}).files;
    expect(listed).toMatchObject(report.files);
    expect(listed.map(({ id }) => id)).toEqual(report.files.map((_, index) => index + 1));
    engine.close();
  });

  test('an event leads to its exact bytes in the member', async () => {
    const { engine } = await importing({ 'export.tar.gz': gzipSync(await asTar(TREE)) });
    const { rows } = engine.call('events.page', {
      filter: { kind: 'is', field: 'file', value: '*jira.log' },
      offset: 0,
      limit: 3,
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      const raw = engine.call('events.raw', { row });
      expect(raw.file).toBe('export.tar.gz!/jira.log');
      const lies = TREE['jira.log']!.subarray(raw.offset, raw.offset + raw.length);
      expect(Buffer.from(raw.base64, 'base64').equals(lies)).toBe(true);
    }
    engine.close();
  });

  test('the same archive again adds nothing, nor does a member that was imported plain', async () => {
    for (const bytes of [await zipOf(TREE), await asTar(TREE)]) {
      const { engine, report, folder } = await importing({ 'in.bin': bytes });
      const again = await engine.import({ paths: [join(folder, 'in')] });
      expect(again.files.map((file) => file.status)).toEqual(['already-imported']);
      expect(again.totals).toMatchObject({ events: 0, records: report.totals.records });
      expect(again.totals.duplicates).toBe(report.totals.events + report.totals.duplicates);
      engine.close();

      const plain = await importing({ 'jira.log': TREE['jira.log']! });
      writeFileSync(join(plain.folder, 'all'), bytes);
      const then = await plain.engine.import({ paths: [join(plain.folder, 'all')] });
      const jira = then.files.find((file) => file.path === 'all!/jira.log');
      expect(jira).toMatchObject({
        status: 'already-imported',
        events: 0,
        sha256: sha256(TREE['jira.log']!),
      });
      expect(then.files[0]?.shape).toContain('1 already in the case');
      expect(whole(plain.engine)).toEqual([]);
      plain.engine.close();
    }
  });

  test('a member twice in one archive is read once', async () => {
    const jira = TREE['jira.log']!;
    const { engine, report } = await importing({ 'a.zip': await zipOf({ 'a.log': jira, 'b.log': jira }) });
    expect(report.files.map((file) => file.status)).toEqual(['archive', 'complete', 'already-imported']);
    engine.close();
  });

  test('two copies of an archive in one import: the second is known', async () => {
    const bytes = await zipOf(TREE);
    const { engine, report } = await importing({ 'a.zip': bytes, 'b.zip': bytes });
    expect(report.files.filter((file) => !file.path.includes('!/')).map((file) => file.status)).toEqual([
      'archive',
      'already-imported',
    ]);
    const [, ...second] = report.files.filter((file) => file.path.startsWith('b.zip'));
    expect(second).toEqual([]);
    const once = report.files.filter((file) => file.path.startsWith('a.zip!/'));
    expect(report.totals.records).toBe(2 * once.reduce((sum, file) => sum + file.records, 0));
    expect(whole(engine)).toEqual([]);
    engine.close();
  });

  test('an upload is called by the name that the analyst gave it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '9f86d081884c7d65');
    writeFileSync(path, await zipOf(TREE));
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [path], displayNames: { [path]: 'export.zip' } });
    for (const file of report.files) expect(file.path).toMatch(/^export\.zip(!\/|$)/);
    engine.close();
  });
});

describe('what is not opened is said', () => {
  test('archives inside archives, and what nothing here opens', async () => {
    const inner = await zipOf({ 'jira.log': TREE['jira.log']! });
    const { engine, report } = await importing({
      'outer.zip': await zipOf({
        'inner.zip': inner,
        'inner.tar': await asTar(TREE),
        'inner.tar.gz': gzipSync(await asTar(TREE)),
        'jira.log': TREE['jira.log']!,
        '__MACOSX/._jira.log': Buffer.from('0005160700020000', 'hex'),
      }),
      'zip.gz': gzipSync(inner),
      'twice.gz': gzipSync(gzipSync(TREE['jira.log']!)),
      'log.7z': Buffer.from('377abcaf271c0004', 'hex'),
    });
    const of = (name: string) => report.files.find((file) => file.path === name);
    for (const name of ['outer.zip!/inner.zip', 'outer.zip!/inner.tar', 'outer.zip!/inner.tar.gz', 'zip.gz'])
      expect([of(name)?.status, ...codes(of(name))], name).toEqual(['not-read', 'archive.nested']);
    expect(of('outer.zip!/jira.log')?.status).toBe('complete');
    expect(of('outer.zip!/__MACOSX/._jira.log')?.issues[0]?.severity).toBe('note');
    for (const name of ['twice.gz', 'log.7z']) expect(codes(of(name)), name).toEqual(['file.unknown']);
    expect(of('twice.gz')?.shape).toContain('inside gzip');
    engine.close();
  });

  test('a refused member has its line with the reason, and nothing appears outside', async () => {
    const content = TREE['jira.log']!;
    const zip = rawZip([
      { name: '../../evil.log', content },
      { name: '/tmp/throughline-evil.log', content },
      { name: 'C:\\evil.log', content },
      { name: 'link.log', content: Buffer.from('../../evil'), mode: 0o120777 },
      { name: 'secret.log', content, flags: 1 },
      { name: 'good.log', content },
    ]);
    const { engine, report, folder } = await importing({ 'evil.zip': zip });
    const [archive, ...members] = report.files;
    expect(archive?.shape).toBe('zip archive, 6 files, 5 not read');
    const refused = members.filter((file) => file.status === 'not-read');
    expect(refused.flatMap(codes).sort()).toEqual([
      'archive.encrypted',
      ...Array<string>(4).fill('archive.entry'),
    ]);
    expect(members.find((file) => file.path === 'evil.zip!/good.log')?.status).toBe('complete');
    expect(readdirSync(folder).sort()).toEqual(['case.tline', 'case.tline-shm', 'case.tline-wal', 'in']);
    expect(readdirSync(join(folder, 'in'))).toEqual(['evil.zip']);
    expect(existsSync('/tmp/throughline-evil.log')).toBe(false);
    expect(existsSync(join(folder, '../evil.log'))).toBe(false);
    expect(whole(engine)).toEqual([]);
    engine.close();
  });

  test('a zip and a tar that are cut off keep what could be read', async () => {
    const rest = Array.from({ length: 3 }, (_, i) => [`z${i}.log`, TREE['jira.log']!] as const);
    const files = { ...TREE, ...Object.fromEntries(rest) };
    for (const bytes of [await zipOf(files), await asTar(files)]) {
      const { engine, report } = await importing({ cut: bytes.subarray(0, Math.floor(bytes.length * 0.7)) });
      expect(report.files[0]).toMatchObject({ status: 'partial' });
      expect(codes(report.files[0])).toEqual(['archive.corrupt']);
      expect(report.totals.events).toBeGreaterThan(5);
      expect(report.closed).toBe(true);
      expect(whole(engine)).toEqual([]);
      engine.close();
    }
  });

  test('what could not be read is tried again and keeps its one line', async () => {
    const { engine, folder } = await importing({
      'broken.zip': Buffer.concat([(await zipOf({ a: 'x' })).subarray(0, 20), Buffer.alloc(9)]),
      'notes.txt': Buffer.from('remember the milk\n'),
      'notes.zip': await zipOf({ 'notes.txt': 'remember the milk\n' }),
    });
    const before = engine.call('case.info', {}).files;
    expect(before.map((file) => [file.path, file.status])).toEqual([
      ['broken.zip', 'not-read'],
      ['notes.txt', 'not-read'],
      ['notes.zip', 'archive'],
    ]);
    const again = await engine.import({ paths: [join(folder, 'in')] });
    expect(again.closed).toBe(true);
    expect(engine.call('case.info', {}).files).toEqual(before);
    expect(whole(engine)).toEqual([]);
    engine.close();
  });

  test('a gzip bomb inside a zip stops early, and the file beside it is read', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(300_000_000)).subarray(0, 100));
    const zip = await zipOf(
      { 'bomb.gz': gzipSync(Buffer.alloc(300_000_000)), 'cut.gz': bomb, 'jira.log': TREE['jira.log']! },
      false,
    );
    const { engine, report } = await importing({ 'b.zip': zip });
    expect(codes(report.files.find((file) => file.path === 'b.zip!/bomb.gz'))).toContain('gzip.limit');
    expect(report.files.find((file) => file.path === 'b.zip!/jira.log')?.status).toBe('complete');
    engine.close();
  });

  test.skipIf(!existsSync(YAUZL))('24 broken zips in one import: a line with an issue for each', async () => {
    const folder = temporaryFolder();
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [YAUZL] });
    const names = readdirSync(YAUZL);
    expect(names.length).toBe(24);
    for (const name of names) {
      const files = report.files.filter((file) => file.path === name || file.path.startsWith(`${name}!/`));
      expect(files.flatMap(codes).length, name).toBeGreaterThan(0);
    }
    expect(report.closed).toBe(true);
    expect(whole(engine)).toEqual([]);
    engine.close();
  });
});

describe('gzip as others make it', () => {
  test.skipIf(!existsSync(PAKO))('joined, with blocks and with headers', async () => {
    const { engine, report } = await importing(
      Object.fromEntries(readdirSync(PAKO).map((name) => [name, readFileSync(join(PAKO, name))])),
    );
    const of = (name: string) => report.files.find((file) => file.path === name);
    expect(report.files.length).toBe(4);
    // None of them holds a log: what matters is that each is opened whole, and nothing of gzip is complained of.
    for (const name of ['gzip-joined.gz', 'gzip-joined-bgzip.gz'])
      expect(codes(of(name)), name).toEqual(['file.unknown']);
    // Its header is in order, its data are not, as gzip itself says.
    expect(codes(of('gzip-headers.gz'))).toEqual(['gzip.corrupt']);
    expect(of('bad_wbits.deflate')?.status).toBe('not-read');
    engine.close();
  });

  test.skipIf(!existsSync(OTRF))('the published zips', async () => {
    const engine = new Engine();
    engine.create(join(temporaryFolder(), 'case.tline'));
    const report = await engine.import({
      paths: ['collection/ec2_proxy_s3_exfiltration.zip', 'discovery/aws_s3_honeybucketlogs.zip'].map(
        (name) => join(OTRF, name),
      ),
    });
    expect(report.files.filter((file) => file.status === 'archive').length).toBe(2);
    expect(report.files.length).toBe(4);
    expect(report.closed).toBe(true);
    engine.close();
  });
});

describe('progress and cancel', () => {
  const jira = readFileSync(
    join(SAMPLE, 'jira', readdirSync(join(SAMPLE, 'jira')).find((name) => name.endsWith('.log'))!),
  );

  test.each(['zip', 'tar.gz'])(
    'a cancel inside a large member of a %s ends before the member does',
    async (kind) => {
      const folder = temporaryFolder();
      const path = join(folder, 'large');
      const large = Buffer.concat(Array<Buffer>(Math.ceil(60_000_000 / jira.length)).fill(jira));
      const files = { 'large.log': large, 'next.log': jira };
      writeFileSync(path, kind === 'zip' ? await zipOf(files) : gzipSync(await asTar(files), { level: 1 }));
      let cancelled = false;
      let last = { done: 0, total: 0 };
      const engine = new Engine((event: PushEvent) => {
        if (event.type !== 'import.progress') return;
        expect(event.bytesDone).toBeGreaterThanOrEqual(last.done);
        last = { done: event.bytesDone, total: event.bytesTotal };
        if (event.records > 2000 && !cancelled) {
          cancelled = true;
          engine.call('import.cancel', {});
        }
      });
      engine.create(join(folder, 'case.tline'));
      const report = await engine.import({ paths: [path] });
      expect(cancelled).toBe(true);
      expect(report.files.map((file) => file.status)).toEqual(['cancelled', 'cancelled']);
      expect(report.files[0]?.sha256).toBe('');
      expect(last.done).toBeGreaterThan(0);
      expect(last.done).toBeLessThan(last.total);
      expect(report.closed).toBe(true);
      expect(whole(engine)).toEqual([]);
      // The next attempt reads it all, and finds again what was kept.
      engine.close();
    },
    60_000,
  );
});
