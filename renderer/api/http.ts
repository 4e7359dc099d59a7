/** The client in a browser: the loopback server's `POST /rpc`, `GET /events` and `PUT /upload`, with the session's token. */
import { TOKEN_HEADER } from '../../shared/ipc/bridge.ts';
import type { Args, Method, PushEvent, Result, WireResponse } from '../../shared/ipc/contract.ts';
import { type Client, ClientError, unwrap } from './client.ts';
import { eventStreamParser } from './event-stream.ts';

const RECONNECT_MS = 1000;

const UNREACHABLE = {
  code: 'engine.died',
  message: 'Throughline does not answer',
  advice: 'See whether its terminal window still runs, start it again and open the address that it prints',
};

/** The bodies that the server answers are JSON; anything else means that it is not our server. */
async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    const message = `The server answered ${response.status} without a readable body`;
    throw new ClientError({ ...UNREACHABLE, code: 'internal', message });
  }
}

export function httpClient(token: string, fetchFn: typeof fetch = (...args) => fetch(...args)): Client {
  const headers = { [TOKEN_HEADER]: token };

  async function ask(path: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetchFn(path, init);
    } catch {
      throw new ClientError(UNREACHABLE);
    }
    return json(response);
  }

  /** One connection of the event stream, read to its end. */
  async function listen(listener: (event: PushEvent) => void, signal: AbortSignal): Promise<void> {
    const response = await fetchFn('/events', { headers, signal });
    if (!response.ok || response.body === null) return;
    const parse = eventStreamParser((data) => listener(JSON.parse(data) as PushEvent));
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parse(decoder.decode(value, { stream: true }));
    }
  }

  return {
    walksFolders: true,
    async call<M extends Method>(method: M, args: Args<M>): Promise<Result<M>> {
      const body = JSON.stringify({ method, args });
      const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
      return unwrap<M>((await ask('/rpc', init)) as WireResponse);
    },
    onEvent(listener) {
      const stop = new AbortController();
      void (async () => {
        while (!stop.signal.aborted) {
          // A lost stream is no failure of its own: the next call says whether the server is gone.
          await listen(listener, stop.signal).catch(() => undefined);
          await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        }
      })();
      return () => stop.abort();
    },
    async tokensFor(files) {
      const tokens: string[] = [];
      for (const { name, file } of files) {
        const path = `/upload?name=${encodeURIComponent(name)}`;
        const answer = (await ask(path, { method: 'PUT', headers, body: file })) as {
          token?: string;
          error?: { code: string; message: string; advice: string };
        };
        if (answer.token === undefined) throw new ClientError(answer.error ?? UNREACHABLE);
        tokens.push(answer.token);
      }
      return tokens;
    },
  };
}
