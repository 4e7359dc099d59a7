/** What no file may do: fill the memory, hold the program, hide text, change digits. Whole processes where memory counts. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BIN = join(ROOT, 'bin/throughline.mjs');
const PEAK = pathToFileURL(join(ROOT, 'test/bench/report-peak.mjs')).href;
/**
 * Beyond what an import of one record takes: run from the sources, loading them alone takes 330 MB, of which the build
 * takes 90. `npm run bench` measures the whole of the build against 300 MB.
 */
const MAX_GROWTH_MB = 150;

interface Run {
  readonly code: number | null;
  readonly report: {
    readonly closed: boolean;
    readonly files: readonly { readonly records: number; readonly issues: readonly { code: string }[] }[];
  };
  readonly peakMb: number;
}

/** `import --json` as a process of its own, with the most memory that it held. */
function importProcess(path: string, file: string): Run {
  const peakFile = `${path}.peak`;
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', PEAK, BIN, 'import', path, file, '--json'],
    { encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, PEAK_FILE: peakFile } },
  );
  return { code: status, report: JSON.parse(stdout), peakMb: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}

const event = (uuid: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    uuid,
    published: '2023-11-14T09:22:49.000Z',
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
    outcome: { result: 'SUCCESS' },
    ...more,
  });

function baseline(): number {
  const folder = temporaryFolder();
  const file = join(folder, 'okta.ndjson');
  writeFileSync(file, event('a'));
  return importProcess(join(folder, 'case.tline'), file).peakMb;
}

describe('memory', () => {
  test('a line of 1 GiB is one issue with its place, and the lines around it are events', {
    timeout: 300_000,
  }, () => {
    const folder = temporaryFolder();
    const file = join(folder, 'okta.ndjson');
    const before = `${event('a')}\n`;
    writeFileSync(file, before);
    // A hole in the file: the line is zero bytes without end, which cost no disk.
    truncateSync(file, before.length + 1024 ** 3);
    const fd = openSync(file, 'a');
    writeSync(fd, `\n${event('b')}\n`);
    closeSync(fd);
    const { report, peakMb, code } = importProcess(join(folder, 'case.tline'), file);
    expect(report.closed).toBe(true);
    expect(report.files[0]).toMatchObject({ records: 3, events: 2, rejected: 1 });
    expect(report.files[0]!.issues).toMatchObject([
      { code: 'record.oversize', record: 2, offset: before.length },
    ]);
    expect(code).toBe(3);
    expect(peakMb - baseline()).toBeLessThan(MAX_GROWTH_MB);
  });

  test('records just below the limit of 16 MiB, many of them, stay within it', { timeout: 300_000 }, () => {
    const folder = temporaryFolder();
    const file = join(folder, 'okta.ndjson');
    const fd = openSync(file, 'w');
    const filler = 'x'.repeat(12 * 1024 * 1024);
    for (let n = 0; n < 8; n++)
      writeSync(fd, `${event(`big-${n}`, { debugContext: { debugData: { filler } } })}\n`);
    closeSync(fd);
    const { report, peakMb } = importProcess(join(folder, 'case.tline'), file);
    expect(report.files[0]).toMatchObject({ records: 8, events: 8 });
    expect(peakMb - baseline()).toBeLessThan(MAX_GROWTH_MB);
  });
});

describe('cancel', () => {
  test('comes through at once, in the middle of a line that does not end', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'okta.ndjson');
    writeFileSync(file, `${event('a')}\n`);
    truncateSync(file, 4 * 1024 ** 3);
    let asked = 0;
    let last = 0;
    const engine = new Engine((pushed) => {
      if (pushed.type !== 'import.progress') return;
      last = pushed.bytesDone;
      if (last < 64 * 1024 ** 2 || asked > 0) return;
      asked = last;
      engine.call('import.cancel', {});
    });
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [file] });
    expect(asked).toBeGreaterThan(0);
    expect(report.files[0]).toMatchObject({ status: 'cancelled', records: 1, events: 1 });
    // What was on its way may still come; of the other gigabytes nothing is read.
    expect(last - asked).toBeLessThan(256 * 1024 ** 2);
    engine.close();
  });
});

describe('text and numbers', () => {
  async function imported(lines: readonly string[]): Promise<Engine> {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'okta.ndjson'), `${lines.join('\n')}\n`);
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    await engine.import({ paths: [join(folder, 'okta.ndjson')] });
    return engine;
  }
  const found = (engine: Engine, text: string): number => {
    const parsed = engine.call('query.parse', { text });
    if (!parsed.ok) throw new Error(parsed.message);
    return engine.call('events.page', { filter: parsed.filter, offset: 0, limit: 10 }).total;
  };

  test('U+2028 in a user agent breaks no record', async () => {
    const rawUserAgent = 'curl/8\u2028{"uuid":"forged"}\u2029\u0085';
    const engine = await imported([event('a', { client: { userAgent: { rawUserAgent } } }), event('b')]);
    const { rows, total } = engine.call('events.page', { filter: { kind: 'all' }, offset: 0, limit: 10 });
    expect(total).toBe(2);
    const details = rows.map(({ row }) => engine.call('events.get', { row }).event);
    expect(details.map(({ nativeId }) => nativeId)).toEqual(['a', 'b']);
    expect(details[0]!.userAgent).toBe(rawUserAgent);
    engine.close();
  });

  test('text behind a NUL is found, shown and exact', async () => {
    const hidden = 'mozilla\u0000evil-tool';
    const engine = await imported([event('a', { client: { userAgent: { rawUserAgent: hidden } } })]);
    expect(found(engine, 'evil-tool')).toBe(1);
    expect(found(engine, 'agent:*evil-tool*')).toBe(1);
    expect(engine.call('events.get', { row: 0 }).event.userAgent).toBe(hidden);
    engine.close();
  });

  test('64-bit ids keep every digit', async () => {
    const engine = await imported([
      event('a').replace('"00u1"', '9007199254740993'),
      event('b').replace('"00u1"', '123456789012345678901234567890'),
    ]);
    const ids = [0, 1].map((row) => engine.call('events.get', { row }).event.actor?.id);
    expect(ids).toEqual(['9007199254740993', '123456789012345678901234567890']);
    engine.close();
  });

  test('half a character is told and kept readable; the record stays as it is', async () => {
    const engine = await imported([event('a').replace('mara.lindqvist', 'mara\\ud800')]);
    const { event: stored, raw } = engine.call('events.get', { row: 0 });
    expect(stored.actor?.name).toContain('\\u{D800}');
    expect(raw).toContain('mara\\ud800');
    const codes = engine.call('case.info', {}).files[0]!.issues.map(({ code }) => code);
    expect(codes).toEqual(['text.encoding']);
    engine.close();
  });

  test('a key that stands twice is told, the last counts, the record holds both', async () => {
    const engine = await imported([event('a').replace('"eventType"', '"eventType":"hidden","eventType"')]);
    const { event: stored, raw } = engine.call('events.get', { row: 0 });
    expect(stored.action).toBe('user.session.start');
    expect(raw).toContain('hidden');
    expect(engine.call('case.info', {}).files[0]!.issues).toMatchObject([
      { code: 'json.duplicate-key', detail: 'eventType', record: 1 },
    ]);
    engine.close();
  });

  test('__proto__ and constructor are keys like any other', async () => {
    const engine = await imported([
      event('a').replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'),
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(engine.call('case.info', {}).events).toBe(1);
    engine.close();
  });

  test('30 February, a leap second and a date without a zone: undated, undated, assumed', async () => {
    const at = (id: string, published: string) => event(id).replace('2023-11-14T09:22:49.000Z', published);
    const engine = await imported([
      at('a', '2024-02-30T00:00:00Z'),
      at('b', '2016-12-31T23:59:60Z'),
      at('c', '2023-11-14 09:22:49'),
    ]);
    const stored = [0, 1, 2].map((row) => engine.call('events.get', { row }).event);
    expect(stored.map(({ nativeId, time }) => [nativeId, time?.zone ?? 'undated'])).toEqual([
      ['a', 'undated'],
      ['b', 'undated'],
      ['c', 'assumed'],
    ]);
    expect(engine.call('case.info', {}).undated).toBe(2);
    engine.close();
  });

  test('more than 10,000 keys and more than 100 levels are refused with their place', async () => {
    const keys = Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`k${n}`, n]));
    const deep = `${'{"a":'.repeat(120)}1${'}'.repeat(120)}`;
    const engine = await imported([event('a'), event('b', { keys }), event('c').replace('"00u1"', deep)]);
    const { files, events } = engine.call('case.info', {});
    expect(events).toBe(1);
    expect(files[0]!.issues.map(({ code, record }) => [code, record])).toEqual([
      ['json.keys', 2],
      ['json.depth', 3],
    ]);
    engine.close();
  });

  const NAUGHTY = join(ROOT, '../shared/fixtures/hostile/naughty-strings/blns.json');
  test.skipIf(!existsSync(NAUGHTY))(
    '515 naughty strings and every single byte are stored as they are, and found again (skipped where they are absent)',
    async () => {
      const strings = JSON.parse(readFileSync(NAUGHTY, 'utf8')) as string[];
      expect(strings).toHaveLength(515);
      const lines = strings.map((text, n) =>
        event(`n-${n}`, { client: { userAgent: { rawUserAgent: text } } }),
      );
      const folder = temporaryFolder();
      const marked = event('byte', { client: { userAgent: { rawUserAgent: 'before@after' } } });
      const bytes = Array.from({ length: 256 }, (_, byte) =>
        Buffer.concat([
          Buffer.from(marked.replace('byte', `b-${byte}`).split('@after')[0]!),
          Buffer.from([byte]),
          Buffer.from(`after${marked.split('before@after')[1]}\n`),
        ]),
      );
      const file = join(folder, 'okta.ndjson');
      writeFileSync(file, Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), ...bytes]));
      const engine = new Engine();
      engine.create(join(folder, 'case.tline'));
      const report = await engine.import({ paths: [file] });
      expect(report.closed).toBe(true);
      const content = readFileSync(file);
      const agents = new Map<string, string | null>();
      for (let row = 0; row < engine.store.snapshot.size; row++) {
        const { event: stored } = engine.call('events.get', { row });
        const raw = engine.call('events.raw', { row });
        const at = content.subarray(raw.offset, raw.offset + raw.length);
        expect(at.equals(Buffer.from(raw.base64, 'base64'))).toBe(true);
        agents.set(stored.nativeId ?? '', stored.userAgent);
      }
      // Okta's own words for nothing are nothing; everything else comes back letter for letter.
      const nothing = (text: string) => text === '' || /^(unknown|null)$/i.test(text);
      for (const [n, text] of strings.entries())
        expect(agents.get(`n-${n}`), JSON.stringify(text)).toBe(nothing(text) ? null : text);
      // Control characters, quotes and the backslash are no JSON inside a string; bytes from 0x80 are told and kept readable.
      const kept = [...agents.keys()].filter((id) => id.startsWith('b-')).length;
      const refused = report.files[0]!.rejected;
      expect(refused).toBeGreaterThan(30);
      // A line feed makes two records of one.
      expect(kept + refused).toBe(257);
      expect(engine.verify().ok).toBe(true);
      engine.close();
    },
  );
});
