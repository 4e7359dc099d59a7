/**
 * The engine's process: speaks messages with its host, over `process` under Node and over `parentPort` in Electron's
 * utility process. `{id, method, args}` comes in, `{id, ok, result | error}` and `{event}` go out.
 */
import { toWireError } from '../../shared/ipc/wire-error.ts';
import { dispatch, Engine, keepHeapSmall } from './index.ts';

interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: unknown;
}

interface ParentPort {
  on(event: 'message', listener: (message: { data: Request }) => void): void;
  postMessage(message: unknown): void;
}

const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;
const send = (message: unknown): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

keepHeapSmall();
const engine = new Engine((event) => send({ event }));

async function answer({ id, method, args }: Request): Promise<void> {
  try {
    send({ id, ok: true, result: await dispatch(engine, method, args) });
  } catch (error) {
    send({ id, ok: false, error: toWireError(error) });
  }
}

if (parentPort) parentPort.on('message', ({ data }) => void answer(data));
else {
  process.on('message', (request: Request) => void answer(request));
  // The host is gone: leave one whole case file behind.
  process.on('disconnect', () => {
    engine.close();
    process.exit(0);
  });
}
