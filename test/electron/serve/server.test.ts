import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../electron/host/csp.ts';
import { type Serving, startServer } from '../../../electron/serve/server.ts';
import { TOKEN_HEADER } from '../../../shared/ipc/bridge.ts';
import type { HostResults, WireResponse } from '../../../shared/ipc/contract.ts';
import { ROW } from '../../support/engine-double.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { windowDouble } from '../../support/window-double.ts';

let folder: string;
let serving: Serving;
let origin: string;
let token: string;
let journal: string;

beforeEach(async () => {
  folder = temporaryFolder();
  journal = join(folder, 'journal');
  process.env.ENGINE_DOUBLE_JOURNAL = journal;
  for (const name of ['config', 'data', 'home']) mkdirSync(join(folder, name));
  serving = await start();
  origin = new URL(serving.url).origin;
  token = serving.url.split('#token=')[1]!;
});
afterEach(async () => {
  await serving.close();
  delete process.env.ENGINE_DOUBLE_JOURNAL;
});

const start = (more: { port?: number; casePath?: string } = {}) =>
  startServer({
    layout: windowDouble(folder),
    folders: { config: join(folder, 'config'), data: join(folder, 'data'), home: join(folder, 'home') },
    ...more,
  });

async function rpc(
  method: string,
  args: unknown,
  headers: Record<string, string> = {},
): Promise<WireResponse> {
  const response = await fetch(`${origin}/rpc`, {
    method: 'POST',
    headers: { [TOKEN_HEADER]: token, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ method, args }),
  });
  return (await response.json()) as WireResponse;
}

async function result<T>(method: string, args: unknown): Promise<T> {
  const answer = await rpc(method, args);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.result as T;
}

const asked = () =>
  readFileSync(journal, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { method: string; args: Record<string, unknown> });

test('the token is 128 random bits, new for every server, and never leaves the fragment', async () => {
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  const other = await start();
  expect(other.url.split('#token=')[1]).not.toBe(token);
  await other.close();
});

test('the window arrives under the content security policy', async () => {
  const response = await fetch(origin);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).toContain('<title>double</title>');
});

test('no path leads out of the table', async () => {
  const port = Number(new URL(origin).port);
  for (const target of [
    '/../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/renderer/../../x',
    '/main.js/',
    '/MAIN.JS',
    '/main.js%00',
    '/main.js?x',
  ]) {
    expect(
      await rawStatus(port, `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`),
      target,
    ).toBe(404);
  }
});

test('calls reach the engine, their failures come back in words', async () => {
  expect(await result('events.get', { row: 3 })).toMatchObject({ method: 'events.get', args: { row: 3 } });
  expect(await rpc('events.get', { row: ROW.fail })).toEqual({
    ok: false,
    error: { code: 'event.not-found', message: 'no event 15', advice: 'choose another' },
  });
});

test.each([
  ['engine.open', { path: '/etc/passwd' }],
  ['engine.import', { paths: ['/etc'] }],
  ['__proto__', {}],
  ['constructor', {}],
  ['toString', {}],
  [7, {}],
  [null, {}],
])('there is no method %j for the window', async (method, args) => {
  expect(await rpc(method as string, args)).toMatchObject({
    ok: false,
    error: { code: 'ipc.unknown-method' },
  });
  expect(existsSync(journal)).toBe(false);
});

test.each([
  ['events.get', { row: -1 }],
  ['events.get', { row: 1, extra: true }],
  ['events.get', null],
  ['events.page', { filter: { kind: 'sql', value: 'drop' }, offset: 0, limit: 1 }],
  ['case.open', { file: '/etc/passwd', path: '/etc/passwd' }],
  ['host.newFile', { folder: 'x'.repeat(129), name: 'a' }],
])('%s refuses %j before anything happens', async (method, args) => {
  expect(await rpc(method, args)).toMatchObject({ ok: false, error: { code: 'ipc.bad-arguments' } });
  expect(existsSync(journal)).toBe(false);
});

test('strangers are turned away before anything is read', async () => {
  expect((await fetch(`${origin}/rpc`, { method: 'POST', body: '{}' })).status).toBe(401);
  expect((await fetch(`${origin}/events`)).status).toBe(401);
  expect((await fetch(`${origin}/upload?name=x`, { method: 'PUT', body: 'x' })).status).toBe(401);
  const foreign = await fetch(`${origin}/rpc`, {
    method: 'POST',
    headers: { [TOKEN_HEADER]: token, origin: 'http://evil.example' },
    body: '{}',
  });
  expect(foreign.status).toBe(403);
  const port = Number(new URL(origin).port);
  expect(
    await rawStatus(port, `GET / HTTP/1.1\r\nHost: evil.example:${port}\r\nConnection: close\r\n\r\n`),
  ).toBe(403);
  expect(existsSync(journal)).toBe(false);
});

test('a request beyond one mebibyte, or no JSON, is refused', async () => {
  const send = async (body: string) =>
    (await fetch(`${origin}/rpc`, { method: 'POST', headers: { [TOKEN_HEADER]: token }, body })).status;
  expect(await send(JSON.stringify({ method: 'host.info', args: {}, pad: 'x'.repeat(1024 * 1024) }))).toBe(
    400,
  );
  expect(await send('{')).toBe(400);
  expect(await send('null')).toBe(200);
});

test('what the engine pushes arrives as an event stream', async () => {
  const stop = new AbortController();
  const response = await fetch(`${origin}/events`, {
    headers: { [TOKEN_HEADER]: token },
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe(': open\n\n');
  await result('events.get', { row: ROW.push });
  expect((await reader.read()).value).toBe('data: {"type":"case.changed"}\n\n');
  stop.abort();
});

test('browse, name a case, create it, find it among the recent ones', async () => {
  writeFileSync(join(folder, 'home', 'okta.json'), '[]');
  const listed = await result<HostResults['host.list']>('host.list', { folder: null });
  expect(listed.path).toBe(join(folder, 'home'));
  expect(listed.entries.map((entry) => entry.name)).toEqual(['okta.json']);
  const named = await result<{ token: string }>('host.newFile', { folder: listed.folder, name: 'Halcyon' });
  await result('case.create', { file: named.token });
  expect(asked().at(-1)).toMatchObject({
    method: 'engine.create',
    args: { path: join(folder, 'home', 'Halcyon.tline') },
  });
  expect(await result('host.info', {})).toMatchObject({
    host: 'browser',
    caseOpen: true,
    version: expect.any(String),
  });
  const { recent } = await result<HostResults['host.recent']>('host.recent', {});
  expect(recent).toEqual([
    {
      token: expect.any(String),
      name: 'Halcyon',
      path: join(folder, 'home', 'Halcyon.tline'),
      exists: false,
    },
  ]);
  await result('import.start', {
    files: [listed.entries[0]!.token, listed.folder],
    timezone: 'Europe/Berlin',
  });
  expect(asked().at(-1)).toMatchObject({
    method: 'engine.import',
    args: {
      paths: [join(folder, 'home', 'okta.json'), join(folder, 'home')],
      displayNames: {},
      timezone: 'Europe/Berlin',
    },
  });
});

test('a token opens only what it was given for', async () => {
  const listed = await result<HostResults['host.list']>('host.list', { folder: null });
  for (const [method, args] of [
    ['case.open', { file: listed.folder }],
    ['case.create', { file: listed.folder }],
    ['case.open', { file: '/etc/passwd' }],
    ['host.list', { folder: '0'.repeat(32) }],
    ['import.start', { files: [token] }],
  ] as const) {
    expect(await rpc(method, args), method).toMatchObject({ ok: false, error: { code: 'file.not-found' } });
  }
  expect(existsSync(journal)).toBe(false);
});

test('a dropped file is imported under its own name and its copy is wiped at the end', async () => {
  const put = await fetch(`${origin}/upload?name=${encodeURIComponent('logs/öktá.json')}`, {
    method: 'PUT',
    headers: { [TOKEN_HEADER]: token },
    body: '[{"a":1}]',
  });
  const upload = (await put.json()) as { token: string };
  await result('import.start', { files: [upload.token] });
  const { paths, displayNames } = asked().at(-1)!.args as {
    paths: string[];
    displayNames: Record<string, string>;
  };
  expect(readFileSync(paths[0]!, 'utf8')).toBe('[{"a":1}]');
  expect(displayNames).toEqual({ [paths[0]!]: 'logs/öktá.json' });
  expect(await rpc('case.open', { file: upload.token })).toMatchObject({
    ok: false,
    error: { code: 'usage' },
  });
  await serving.close();
  expect(existsSync(paths[0]!)).toBe(false);
});

test('a taken port is said, with what to do, and nothing is left running', async () => {
  const port = Number(new URL(origin).port);
  await expect(start({ port })).rejects.toMatchObject({
    code: 'serve.port-in-use',
    advice: expect.stringContaining('--port'),
  });
});

test('a case named at the start is open; one that is not there is said', async () => {
  const path = join(folder, 'given.tline');
  await expect(start({ casePath: path })).rejects.toMatchObject({ code: 'case.not-found' });
  await expect(start({ casePath: '//attacker/share/x.tline' })).rejects.toMatchObject({ code: 'usage' });
  writeFileSync(path, '');
  const other = await start({ casePath: path });
  expect(asked().at(-1)).toMatchObject({ method: 'engine.open', args: { path } });
  await other.close();
  expect(asked().at(-1)).toMatchObject({ method: 'engine.close' });
});

test('only 127.0.0.1 listens', async () => {
  const port = Number(new URL(origin).port);
  await expect(
    new Promise((resolve, reject) => {
      request({ host: '::1', port }, resolve).on('error', reject).end();
    }),
  ).rejects.toThrow();
});

function rawStatus(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(Number(answer.split(' ')[1])));
    socket.on('error', reject);
  });
}
