/** Parquet files as lines of JSON: exact values, bounded memory, and damage that costs no more rows than it touches. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnSource } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { parquetLines } from '../../../electron/engine/ingest/parquet.ts';
import { checkPage } from '../../../electron/engine/ingest/parquet-page.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { zipOf } from '../../support/archives.ts';
import { importBytes } from '../../support/importer-properties.ts';
import { flowColumns, PARQUET_SAMPLE, parquetBytes, sampleBytes } from '../../support/parquet.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function read(bytes: Buffer, spend: (bytes: number) => string | null = () => null) {
  const lines = parquetLines((at, length) => bytes.subarray(at, at + length), bytes.length, spend);
  let text = '';
  for (;;) {
    const step = await lines.next();
    if (step.done) return { text, rows: text.split('\n').slice(0, -1), ...step.value };
    text += step.value.toString();
  }
}

function one(name: string, type: NonNullable<ColumnSource['type']>, value: unknown): ColumnSource {
  return { name, type, data: [value], nullable: true };
}

describe('rows as lines', () => {
  test.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP'] as const)('%s: each row in column order', async (codec) => {
    const { rows, shape, issues } = await read(parquetBytes(flowColumns(7), { codec }));
    expect(issues).toEqual([]);
    expect(shape).toBe('Parquet, 7 rows in 1 row group, read as JSON lines');
    expect(rows).toHaveLength(7);
    expect(rows[1]).toBe(
      '{"version":2,"account_id":"008481516234","interface_id":"eni-0a71a55ian000001","srcaddr":"192.0.2.1","dstaddr":"10.40.12.21",' +
        '"srcport":1025,"dstport":443,"protocol":6,"packets":2,"bytes":1000,"start":1699953770,"end":1699953830,"action":"REJECT","log_status":"OK"}',
    );
    expect(JSON.parse(rows[4]!)).toMatchObject({ dstport: null, log_status: 'NODATA' });
  });

  test('values keep all their digits, instants their zone, bytes their bits', async () => {
    const bytes = parquetBytes([
      one('instant', 'TIMESTAMP', new Date(1_699_953_769_123)),
      one('long', 'INT64', 9_007_199_254_740_993n),
      one('half', 'DOUBLE', 0.5),
      one('none', 'STRING', null),
      one('text', 'BYTE_ARRAY', new Uint8Array([104, 105])),
      one('bits', 'BYTE_ARRAY', new Uint8Array([255, 0])),
      one('flag', 'BOOLEAN', true),
      one('object', 'JSON', { a: [1] }),
      one('__proto__', 'STRING', 'line\nbreak "quoted"'),
    ]);
    const { text, issues } = await read(bytes);
    expect(issues).toEqual([]);
    expect(text).toBe(
      '{"instant":"2023-11-14T09:22:49.123Z","long":9007199254740993,"half":0.5,"none":null,"text":"hi","bits":"0xff00",' +
        '"flag":true,"object":"{\\"a\\":[1]}","__proto__":"line\\nbreak \\"quoted\\""}\n',
    );
  });

  test.each([
    ['MILLIS', 1_699_953_769_123n, '2023-11-14T09:22:49.123'],
    ['MICROS', 1_699_953_769_123_456n, '2023-11-14T09:22:49.123456'],
    ['NANOS', 1_699_953_769_123_456_789n, '2023-11-14T09:22:49.123456789'],
  ] as const)('a zone is written only where the file states UTC: %s', async (unit, count, written) => {
    const column = (name: string, isAdjustedToUTC: boolean) => ({
      name,
      type: 'INT64',
      repetition_type: 'OPTIONAL',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit },
    });
    const bytes = parquetBytes([], {
      schema: [
        { name: 'root', num_children: 3 },
        column('utc', true),
        column('local', false),
        { name: 'inside', repetition_type: 'OPTIONAL', num_children: 1 },
        column('local', false),
      ],
      columnData: [
        { name: 'utc', data: [count] },
        { name: 'local', data: [count] },
        { name: 'inside', data: [{ local: count }] },
      ],
    } as never);
    const { text, issues } = await read(bytes);
    expect(issues).toEqual([]);
    expect(text).toBe(`{"utc":"${written}Z","local":"${written}","inside":{"local":"${written}"}}\n`);
  });

  test('lists and structures become JSON inside the line', async () => {
    const bytes = parquetBytes([], {
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'ends', repetition_type: 'OPTIONAL', num_children: 2 },
        { name: 'ip', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'port', type: 'INT32', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: 'id', data: [1, 2] },
        { name: 'ends', data: [{ ip: '192.0.2.1', port: 443 }, null] },
      ],
    } as never);
    const { rows, issues } = await read(bytes);
    expect(issues).toEqual([]);
    expect(rows.map((row) => JSON.parse(row) as unknown)).toEqual([
      { id: 1, ends: { ip: '192.0.2.1', port: 443 } },
      { id: 2, ends: null },
    ]);
  });

  test('row groups and slices join without a seam', async () => {
    const { rows, shape } = await read(
      parquetBytes(flowColumns(150_000), { rowGroupSize: [100_000, 50_000] }),
    );
    expect(shape).toContain('150000 rows in 2 row groups');
    expect(rows).toHaveLength(150_000);
    expect(rows.every((row, at) => row.includes(`"start":${1_699_953_769 + at},`))).toBe(true);
  });
});

describe('damage', () => {
  const whole = parquetBytes(flowColumns(6000), { rowGroupSize: 2000, codec: 'UNCOMPRESSED' });

  test('a file that is cut off has no table of contents: told, no row invented', async () => {
    for (const cut of [4, 11, 1000, whole.length - 1]) {
      const { rows, issues } = await read(whole.subarray(0, cut));
      expect(rows).toEqual([]);
      expect(issues.map((issue) => issue.code)).toEqual(['parquet.corrupt']);
    }
  });

  test('a hole in one row group leaves the others', async () => {
    const holed = Buffer.from(whole);
    holed.fill(0xff, 20, 400);
    const { rows, issues } = await read(holed);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.every((issue) => issue.code === 'parquet.corrupt' && issue.severity === 'data-loss')).toBe(
      true,
    );
    expect(issues[0]!.detail).toMatch(/^row group 1 of 3, rows 1 to 2000: column version: /);
    expect(rows.length).toBe(4000);
    expect(rows[0]).toContain(`"start":${1_699_953_769 + 2000},`);
  });

  test('no byte of a file can make it throw, or take long', async () => {
    const small = parquetBytes(flowColumns(40), { codec: 'SNAPPY' });
    let random = 12_345;
    for (let round = 0; round < 400; round++) {
      const bytes = Buffer.from(small);
      for (let changes = 0; changes < 1 + (round % 4); changes++) {
        random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
        bytes[4 + (random % (bytes.length - 8))] = random >>> 8;
      }
      const { rows, issues } = await read(bytes);
      for (const row of rows) JSON.parse(row);
      expect(issues.every((issue) => issue.code.startsWith('parquet.'))).toBe(true);
    }
  });

  test('a huge number at any place fills no memory', async () => {
    const bytes = parquetBytes(
      [{ name: 'a', type: 'INT32', data: [1, null, 1, null, 7, 7, 7, 7, 7, 7], nullable: true }],
      { codec: 'UNCOMPRESSED' },
    );
    const before = process.memoryUsage().rss;
    for (let at = 4; at < bytes.length - 8; at++) {
      const hostile = Buffer.from(bytes);
      Buffer.from([0xfe, 0xff, 0xff, 0xff, 0x0f]).copy(hostile, at);
      const { rows } = await read(hostile);
      expect(rows.length).toBeLessThanOrEqual(10);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(1_000_000_000);
  });

  test('runs, blocks and prefixes that would fill the memory are refused before they are unpacked', () => {
    const flat = { repetition: 0, definition: 0, values: 10, type: 'INT64' };
    const huge = [0xfe, 0xff, 0xff, 0xff, 0x0f];
    const refused = (bytes: number[], shape: Partial<Parameters<typeof checkPage>[1]>) =>
      expect(() => checkPage(new Uint8Array(bytes), { ...flat, encoding: 'PLAIN', ...shape }));
    refused([6, 0, 0, 0, ...huge, 1], { definition: 1 }).toThrow('a run of');
    refused([2, ...huge, 1], { encoding: 'RLE_DICTIONARY' }).toThrow('a run of');
    refused([6, 0, 0, 0, ...huge, 1], { encoding: 'RLE' }).toThrow('a run of');
    refused([64], { encoding: 'RLE_DICTIONARY' }).toThrow('64 bits');
    refused([0x80, 1, ...huge, 10, 0], { encoding: 'DELTA_BINARY_PACKED' }).toThrow('parts');
    refused([0x80, 1, 4, 10, ...new Array<number>(5000).fill(0x80)], {
      encoding: 'DELTA_BINARY_PACKED',
    }).toThrow('without an end');
    refused([0x80, 1, 4, ...huge], { encoding: 'DELTA_BYTE_ARRAY' }).toThrow('texts in a page');
    // Ten equal values, and as many packed ones with their padding.
    refused([2, 20, 3], { encoding: 'RLE_DICTIONARY' }).not.toThrow();
    refused([2, 5, 0, 0, 0, 0], { encoding: 'RLE_DICTIONARY' }).not.toThrow();
  });

  test('a medium that fails is told as that, not as damage', async () => {
    for (const good of [0, 2, 9]) {
      let reads = 0;
      const lines = parquetLines(
        (at, length) => {
          if (++reads > good) throw new Failure('file.unreadable', 'the medium', 'check it');
          return whole.subarray(at, at + length);
        },
        whole.length,
        () => null,
      );
      const toEnd = async () => {
        while (!(await lines.next()).done);
      };
      await expect(toEnd()).rejects.toMatchObject({ code: 'file.unreadable' });
    }
  });

  test('what grows beyond the allowance ends there and is told', async () => {
    let out = 0;
    const { issues } = await read(parquetBytes(flowColumns(20_000)), (bytes) => {
      out += bytes;
      return out > 1_000_000 ? 'more than 200 times its compressed size' : null;
    });
    expect(issues).toMatchObject([{ code: 'parquet.limit', severity: 'data-loss' }]);
    expect(out).toBeLessThan(1_600_000);
  });
});

describe('in a case', () => {
  const file = PARQUET_SAMPLE;

  test('the sample is what the script writes', () => {
    expect(readFileSync(file).equals(sampleBytes())).toBe(true);
  });

  test.each([1, 100])('its lines become the same events in chunks of %i bytes', async (chunkBytes) => {
    const { text } = await read(readFileSync(file));
    const lines = new TextEncoder().encode(text);
    const whole = importBytes(lines, lines.length);
    expect(whole).toMatchObject({ detection: 'aws:vpcflow: structured JSON', records: 12, rejected: 0 });
    expect(whole.events.map((event) => event.message).slice(3, 6)).toEqual([
      '192.0.2.3:1027 → 10.40.12.21:443 tcp accepted, 3.0 kB',
      'No traffic at eni-0a71a55ian000001',
      '192.0.2.5:1029 → 10.40.12.21:443 tcp accepted, 5.0 kB',
    ]);
    expect(importBytes(lines, chunkBytes)).toEqual(whole);
  });

  test('a member of an archive is read like the file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'flows.zip'), await zipOf({ 'a/hourly.log.parquet': sampleBytes() }));
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const { files, totals } = await engine.import({ paths: [join(folder, 'flows.zip')] });
    expect(totals.events).toBe(12);
    const member = files.find((one) => one.path.endsWith('.parquet'));
    expect(member).toMatchObject({
      events: 12,
      sha256: createHash('sha256').update(sampleBytes()).digest('hex'),
    });
    expect(engine.verify().ok).toBe(true);
    engine.close();
  });

  test('offsets and hashes are those of the lines, the file’s own hash is of the file', async () => {
    const folder = temporaryFolder();
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const report = await engine.import({ paths: [file] });
    const [ledger] = report.files;
    const { text } = await read(readFileSync(file));
    expect(ledger).toMatchObject({ importer: 'aws:vpcflow', records: 12, events: 12, status: 'complete' });
    expect(ledger!.shape).toBe('Parquet, 12 rows in 2 row groups, read as JSON lines: structured JSON');
    expect(ledger!.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    const { event, raw } = engine.call('events.get', { row: 11 });
    expect(raw).toBe(text.split('\n')[11]);
    expect(event.evidence.offset).toBe(text.indexOf(text.split('\n')[11]!));
    expect(event).toMatchObject({ srcIp: '192.0.2.11', bytes: 11_000 });
    expect(engine.verify().ok).toBe(true);
    const again = await engine.import({ paths: [file] });
    expect(again.totals.events).toBe(0);
    engine.close();
  });

  test('a damaged one ends as partial, an empty one as not read, both with words', async () => {
    const folder = temporaryFolder();
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    const holed = parquetBytes(flowColumns(6000), { rowGroupSize: 2000, codec: 'UNCOMPRESSED' });
    holed.fill(0xff, 20, 400);
    writeFileSync(join(logs, 'holed.parquet'), holed);
    writeFileSync(join(logs, 'cut.parquet'), holed.subarray(0, 5000));
    const engine = new Engine();
    engine.create(join(folder, 'case.tline'));
    const { files } = await engine.import({ paths: [logs] });
    const byName = (name: string) => files.find((one) => one.path.endsWith(name))!;
    expect(byName('holed.parquet')).toMatchObject({ status: 'partial', events: 4000 });
    expect(byName('cut.parquet')).toMatchObject({ status: 'not-read', events: 0 });
    for (const one of files) expect(one.issues.map((issue) => issue.code)).toContain('parquet.corrupt');
    engine.close();
  });
});
