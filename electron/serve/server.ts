/** The window's host without Electron: HTTP on 127.0.0.1, for one user, behind one random token. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Failure } from '../../shared/base/failure.ts';
import { toWireError } from '../../shared/ipc/wire-error.ts';
import { Assets } from '../host/assets.ts';
import { SECURITY_HEADERS } from '../host/csp.ts';
import type { Folders } from '../host/folders.ts';
import { Host } from '../host/host.ts';
import { findLayout, type Layout } from '../host/layout.ts';
import { log } from '../host/log.ts';
import { openBrowser } from './browser.ts';
import { streamEvents } from './event-stream.ts';
import { type Door, type Refusal, refusal } from './guards.ts';
import { startNodeEngine } from './node-engine.ts';
import { Uploads } from './uploads.ts';

export interface ServeOptions {
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Where the parts lie; absent: beside this code. */
  readonly layout?: Layout;
  /** A case to open before the window asks. */
  readonly casePath?: string;
  /** Open the user's browser. */
  readonly open?: boolean;
  /** Where own files go; absent: the user's folders. */
  readonly folders?: Folders;
}

export interface Serving {
  /** Address with the session's token in its fragment, which browsers never send. */
  readonly url: string;
  /** Null, or one line why no browser was opened and what to do. */
  readonly notice: string | null;
  /** Closes the case (one clean file), ends the engine, wipes uploads, frees the port. */
  close(): Promise<void>;
}

const MAX_RPC_BYTES = 1024 * 1024;

/** @throws Failure `serve.port-in-use`, the case's own failures, or that the window is not built */
export async function startServer(options: ServeOptions = {}): Promise<Serving> {
  const layout = options.layout ?? findLayout();
  const assets = Assets.load(layout.renderer, layout.assetTable);
  const host = new Host({
    kind: 'browser',
    layout,
    startEngine: () => startNodeEngine(layout.engine),
    pick: async () => ({ kind: 'unsupported' }),
    ...(options.folders === undefined ? {} : { folders: options.folders }),
  });
  const uploads = new Uploads();
  const token = randomBytes(16).toString('hex');
  const server = createServer();
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await host.close();
    uploads.wipe();
  };
  try {
    const door: Door = { port: await listen(server, options.port ?? 0), token };
    server.on('request', (request, response) => {
      answer({ door, host, assets, uploads }, request, response).catch((error: unknown) => {
        log('serve.mistake', { error: String(error) });
        response.destroy();
      });
    });
    if (options.casePath !== undefined) await host.openPath(options.casePath);
    const url = `http://127.0.0.1:${door.port}/#token=${token}`;
    return { url, notice: options.open === true ? await noticeOfOpening(url) : null, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly door: Door;
  readonly host: Host;
  readonly assets: Assets;
  readonly uploads: Uploads;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '';
  const pathname = target.split('?', 1)[0]!;
  const route = `${request.method} ${pathname}`;
  const isRoute = route === 'POST /rpc' || route === 'GET /events' || route === 'PUT /upload';
  const refused = refusal(request.headers, parts.door, isRoute);
  if (refused !== null) return refuse(response, refused);
  switch (route) {
    case 'POST /rpc':
      return answerRpc(parts.host, request, response);
    case 'GET /events':
      return streamEvents(parts.host, response);
    case 'PUT /upload':
      return answerUpload(parts, target, request, response);
    default: {
      const { status, headers, body } = parts.assets.respond(request.method ?? '', target);
      response.writeHead(status, headers);
      response.end(body ?? undefined);
    }
  }
}

async function answerRpc(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body: unknown;
  try {
    body = JSON.parse(await readText(request, MAX_RPC_BYTES));
  } catch (error) {
    const failure =
      error instanceof Failure
        ? error
        : new Failure('ipc.bad-arguments', 'the request is not JSON', 'reload the window');
    return sendJson(response, 400, { ok: false, error: toWireError(failure) });
  }
  const { method, args } = (typeof body === 'object' && body !== null ? body : {}) as {
    method?: unknown;
    args?: unknown;
  };
  sendJson(response, 200, await host.dispatch(method, args));
}

async function answerUpload(
  { host, uploads }: Parts,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  try {
    const name = new URLSearchParams(target.slice(target.indexOf('?'))).get('name') ?? '';
    if (name === '' || name.length > 1000)
      throw new Failure('ipc.bad-arguments', 'the file has no usable name', 'rename it and drop it again');
    const length = request.headers['content-length'];
    const path = await uploads.receive(request, length === undefined ? null : Number(length));
    sendJson(response, 200, { token: host.tokens.grant(path, 'file', name) });
  } catch (error) {
    // The rest of the body is not wanted: the connection ends after the answer.
    response.setHeader('connection', 'close');
    sendJson(response, error instanceof Failure && error.code === 'disk.full' ? 507 : 400, {
      ok: false,
      error: toWireError(error),
    });
  }
}

function refuse(response: ServerResponse, why: Refusal): void {
  const failure = new Failure(
    'usage',
    `this request was refused (${why})`,
    'open the address that the program printed',
  );
  sendJson(response, why === 'token' ? 401 : 403, { ok: false, error: toWireError(failure) });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' });
  response.end(text);
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new Failure(
        'ipc.bad-arguments',
        `the request is larger than ${maxBytes} bytes`,
        'choose fewer files at once',
      );
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new Failure(
              'serve.port-in-use',
              `port ${port} is taken or not allowed`,
              'choose another with --port, or leave --port out for a free one',
            )
          : error,
      );
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the server has no address'));
    });
  });
}

async function noticeOfOpening(url: string): Promise<string | null> {
  const opened = await openBrowser(url);
  return opened.ok ? null : `${opened.error.message} — ${opened.error.advice}`;
}
