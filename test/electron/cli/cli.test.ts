import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLE } from '../../support/sample-case.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');
let folder: string;
let path: string;

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}
const json = (...args: string[]): ReturnType<typeof JSON.parse> => JSON.parse(run(...args, '--json').out);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
  path = join(folder, 'case.tline');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command line as scripts see it', () => {
  test('import --json, info, and import again', () => {
    const { code, out } = run('import', path, join(SAMPLE, 'okta'), join(SAMPLE, 'people.csv'), '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report.closed).toBe(true);
    expect(report.files[0]).toMatchObject({
      importer: 'okta:system_log',
      rejected: 0,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(Object.keys(report.totals).sort()).toEqual([
      'duplicates',
      'events',
      'files',
      'ignored',
      'records',
      'rejected',
    ]);
    expect(report.files.at(-1)).toMatchObject({
      path: 'people.csv',
      importer: 'list:people',
      events: 0,
      issues: [],
    });
    const info = json('info', path);
    expect(info.facts).toMatchObject({ people: report.files.at(-1).ignored, rotations: 0 });
    expect(run('info', path).out).toMatch(/\n\d+ roster entries\n/);
    expect(info.events).toBe(report.totals.events);
    expect(info.closed).toBe(true);
    const again = json('import', path, join(SAMPLE, 'okta'));
    expect(again.totals).toMatchObject({
      events: 0,
      duplicates: report.totals.events,
      records: report.totals.events,
    });
  });

  test('events as JSON lines have the shape of the contract, in order of time', () => {
    const { out } = run('events', path, 'ip:193.142.58.126', '--format', 'jsonl');
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.length).toBeGreaterThan(5);
    expect(events[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
      timeEnd: null,
      source: 'okta:system_log',
      outcome: expect.stringMatching(/^(success|failure|unknown)$/),
      actor: {
        identity: expect.any(String),
        name: expect.any(String),
        email: expect.any(String),
        id: expect.any(String),
        type: 'human',
      },
      srcIp: '193.142.58.126',
      targets: expect.any(Array),
      evidence: {
        file: expect.any(String),
        sha256: expect.any(String),
        record: expect.any(Number),
        offset: expect.any(Number),
        length: expect.any(Number),
      },
      tags: [],
      starred: false,
    });
    const times = events.map((e) => e.time);
    expect(times).toEqual([...times].sort());
  });

  test('events as CSV, raw, limited, into a new file only', () => {
    const csv = run('events', path, '--format', 'csv', '--limit', '3').out.trimEnd().split('\r\n');
    expect(csv.length).toBe(4);
    expect(csv[0]).toMatch(/^time,time_end,source,/);
    const l2t = run('events', path, '--format', 'l2tcsv', '--limit', '3').out.trimEnd().split('\r\n');
    expect(l2t.length).toBe(4);
    expect(l2t[0]).toMatch(/^date,time,timezone,MACB,/);
    const sketch = run('events', path, '--format', 'timesketch', '--limit', '3').out.trimEnd().split('\n');
    expect(sketch.map((line) => JSON.parse(line).timestamp_desc)).toEqual(Array(3).fill('Event Time'));
    const raw = run('events', path, '--raw', '--limit', '2').out.trim();
    expect(raw).toContain('"uuid"');
    const out = join(folder, 'out.jsonl');
    expect(run('events', path, '--format', 'jsonl', '--limit', '5', '--out', out).code).toBe(0);
    expect(readFileSync(out, 'utf8').trim().split('\n').length).toBe(5);
    expect(run('events', path, '--out', out)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: .*exists already — /),
    });
  });

  test('identities, chain and verify', () => {
    const { identities } = json('identities', path);
    expect(identities[0]).toMatchObject({
      id: expect.stringMatching(/^idn_/),
      class: expect.any(String),
      events: expect.any(Number),
    });
    expect(identities[0].aliases[0]).toMatchObject({
      kind: expect.any(String),
      value: expect.any(String),
      source: expect.any(String),
      why: expect.any(String),
    });
    const chain = json('chain', path, '--from', 'ip:193.142.58.126');
    expect(chain.steps.length).toBeGreaterThan(5);
    expect(chain.steps[0]).toMatchObject({
      event: expect.any(String),
      file: expect.any(String),
      record: expect.any(Number),
      confidence: expect.any(Number),
    });
    expect(chain.steps[0].time).toMatch(/^2023-10-18T/);
    expect(chain.steps[0].via[0]).toMatchObject({
      from: expect.any(String),
      link: expect.any(String),
      why: expect.any(String),
    });
    // `steps` is what the actor did; the response stands beside it in the same shape.
    const roles = (steps: readonly { role: string }[]) => [...new Set(steps.map(({ role }) => role))];
    expect(roles(chain.steps)).toEqual(['attacker']);
    expect(roles(chain.response)).toEqual(['response']);
    expect(Object.keys(chain.response[0])).toEqual(Object.keys(chain.steps[0]));
    // Okta alone holds no ticket about it, and the answer says so.
    expect(chain.milestones).toContainEqual(
      expect.objectContaining({ kind: 'detection', time: null, seconds: null, events: [] }),
    );
    expect(json('verify', path).ok).toBe(true);
  });

  test('exit codes and errors: one line, what happened and what to do', () => {
    expect(run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(run('frobnicate').code).toBe(2);
    expect(run('import', path).code).toBe(2);
    expect(run('events', path, 'foo:bar')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: query, position 1: .* — .*\n$/),
    });
    expect(run('events', path, '--format', 'docx').code).toBe(2);
    expect(run('import', path, '--as', 'nothing', SAMPLE).code).toBe(2);
    expect(run('import', path, '--timezone', 'Mars/Olympus', SAMPLE).code).toBe(2);
    expect(run('info', join(folder, 'none.tline'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: .* — .*\n$/),
    });
    expect(run('chain', path, '--from', 'native:none')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: .* — .*\n$/),
    });
    expect(run('info', BIN).err).toMatch(/no Throughline case/);
    const notes = join(folder, 'notes.txt');
    writeFileSync(notes, 'no log at all\n');
    expect(run('import', path, notes).code).toBe(3);
  });

  test('a read-only folder is refused in words', () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    expect(run('import', join(locked, 'a.tline'), join(SAMPLE, 'people.csv'))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: .*cannot be written — /),
    });
    chmodSync(locked, 0o755);
  });

  test('hostile text reaches the terminal as visible escapes', () => {
    const hostile = join(folder, 'hostile.ndjson');
    const event = {
      uuid: 'h-1',
      published: '2023-11-14T09:22:49.000Z',
      eventType: 'user.session.start',
      outcome: { result: 'FAILURE' },
      actor: { id: '00u9', type: 'User', alternateId: '\u001b]0;owned\u0007\u202e@x.example' },
    };
    writeFileSync(hostile, JSON.stringify(event));
    const other = join(folder, 'hostile.tline');
    run('import', other, hostile);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(run('events', other).out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(run('events', other).out).toContain('owned');
  });

  test('a closed pipe ends quietly', () => {
    const out = execFileSync(
      'sh',
      ['-c', `"$0" "$1" events "$2" --format jsonl | head -n 1`, process.execPath, BIN, path],
      { encoding: 'utf8' },
    );
    expect(out.trim().split('\n').length).toBe(1);
  });

  test.runIf(Number(systemNode().napi) < 10)('an old Node.js is refused in words', () => {
    const { status, stderr } = spawnSync(systemNode().path, [BIN, 'info', path], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: Throughline needs Node\.js 22\.14 or newer, and this is .* — .*\n$/);
  });

  test('lookup: facts with their sources, one document with --json, and a word on a broken database', () => {
    const { code, out } = run('lookup', '193.142.58.126', '10.0.0.1');
    expect(code).toBe(0);
    expect(out).toContain('RO · AS9009 M247 Europe SRL · hosting');
    expect(out).toContain('private (RFC 1918)');
    expect(out).toMatch(/^country: from geo-whois-asn-country .*\d+\.\d+\.\d+$/m);
    expect(out).toContain('IP Geolocation by DB-IP (db-ip.com)');
    const { addresses, attribution } = json('lookup', '2001:db8::1');
    expect(addresses).toMatchObject([{ ip: '2001:db8::1', kind: 'documentation', country: null }]);
    expect(attribution).toContain('CC BY 4.0');
    expect(run('lookup', 'jira.example')).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no IP address'),
    });
    const broken = spawnSync(process.execPath, [BIN, 'lookup', '193.142.58.126'], {
      encoding: 'utf8',
      env: { ...process.env, THROUGHLINE_MMDB: join(folder, 'none.mmdb') },
    });
    expect(broken.status).toBe(3);
    expect(broken.stdout).toContain('RO · AS9009');
    expect(broken.stdout).toMatch(/not used: .*none\.mmdb cannot be used/);
  });
});

/** The machine's own Node.js, which may be older than the project's. */
function systemNode(): { path: string; napi: string } {
  const path = (process.env.PATH ?? '')
    .split(':')
    .filter((dir) => !dir.includes('node_modules'))
    .map((dir) => join(dir, 'node'))
    .find((candidate) => spawnSync(candidate, ['-v']).status === 0);
  if (!path) return { path: '', napi: '99' };
  return { path, napi: execFileSync(path, ['-p', 'process.versions.napi'], { encoding: 'utf8' }).trim() };
}
