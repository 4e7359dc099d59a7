import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { httpClient } from '../../../renderer/api/http.ts';
import { TOKEN_HEADER } from '../../../shared/ipc/bridge.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A client that talks to a real server on a free port. */
async function clientOf(answer: (request: IncomingMessage, body: string, response: ServerResponse) => void) {
  const made = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    answer(request, body, response);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const { port } = made.address() as AddressInfo;
  return httpClient('secret', (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init));
}

test('a call carries method, arguments and token, and answers the result', async () => {
  const seen: unknown[] = [];
  const client = await clientOf((request, body, response) => {
    seen.push([request.method, request.url, request.headers[TOKEN_HEADER], JSON.parse(body)]);
    response.end(JSON.stringify({ ok: true, result: { offset: 3, row: 7 } }));
  });

  const found = await client.call('events.locate', { filter: { kind: 'all' }, row: 7 });

  expect(found).toEqual({ offset: 3, row: 7 });
  expect(seen).toEqual([
    ['POST', '/rpc', 'secret', { method: 'events.locate', args: { filter: { kind: 'all' }, row: 7 } }],
  ]);
});

test('a failure of the host arrives with what happened and what to do', async () => {
  const client = await clientOf((_request, _body, response) => {
    const error = { code: 'case.locked', message: 'another program has the case', advice: 'close it there' };
    response.end(JSON.stringify({ ok: false, error }));
  });

  await expect(client.call('case.info', {})).rejects.toMatchObject({
    name: 'ClientError',
    code: 'case.locked',
    message: 'another program has the case',
    advice: 'close it there',
  });
});

test('a server that is gone is said in words', async () => {
  const client = await clientOf((_request, _body, response) => response.destroy());

  await expect(client.call('case.info', {})).rejects.toMatchObject({ code: 'engine.died' });
});

test('an answer that is no JSON is a failure, not a result', async () => {
  const client = await clientOf((_request, _body, response) => {
    response.statusCode = 502;
    response.end('<html>proxy</html>');
  });

  await expect(client.call('case.info', {})).rejects.toMatchObject({
    message: 'The server answered 502 without a readable body',
  });
});

test('a dropped file is sent as its bytes under its own name', async () => {
  const seen: unknown[] = [];
  const client = await clientOf((request, body, response) => {
    seen.push([request.method, request.url, body]);
    response.end(JSON.stringify({ token: `t${seen.length}` }));
  });

  const tokens = await client.tokensFor([
    { name: 'logs/ä & b.json', file: new File(['{"a":1}'], 'b.json') },
    { name: 'c.log', file: new File(['c'], 'c.log') },
  ]);

  expect(tokens).toEqual(['t1', 't2']);
  expect(seen).toEqual([
    ['PUT', '/upload?name=logs%2F%C3%A4%20%26%20b.json', '{"a":1}'],
    ['PUT', '/upload?name=c.log', 'c'],
  ]);
});

test('a refused upload stops with the reason', async () => {
  const client = await clientOf((_request, _body, response) => {
    response.statusCode = 507;
    response.end(
      JSON.stringify({ ok: false, error: { code: 'disk.full', message: 'full', advice: 'free' } }),
    );
  });

  const upload = client.tokensFor([{ name: 'a', file: new File(['a'], 'a') }]);
  await expect(upload).rejects.toMatchObject({ code: 'disk.full' });
});

test('events are heard until the subscription ends, and again after the stream broke', async () => {
  let connections = 0;
  const client = await clientOf((_request, _body, response) => {
    connections += 1;
    response.write(`: open\n\ndata: ${JSON.stringify({ type: 'case.changed' })}\n\n`);
    if (connections === 1) response.end();
  });
  const heard: PushEvent[] = [];

  const stop = client.onEvent((event) => heard.push(event));
  await expect.poll(() => heard.length).toBe(2);
  stop();

  expect(heard).toEqual([{ type: 'case.changed' }, { type: 'case.changed' }]);
});
