import { resolve } from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { startServer } from '../serve/server.ts';
import { type ExitCode, line } from './print.ts';

/** Serves until it is interrupted. */
export async function serveCommand(
  path: string | undefined,
  options: { port?: string; open: boolean },
): Promise<ExitCode> {
  const port = options.port === undefined ? undefined : Number(options.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) {
    throw new Failure('usage', `--port ${options.port} is no port`, 'give a number from 1 to 65535');
  }
  const server = await startServer({
    open: options.open,
    ...(port === undefined ? {} : { port }),
    ...(path === undefined ? {} : { casePath: resolve(path) }),
  });
  line(server.url);
  if (server.notice) line(server.notice);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await server.close();
  return 0;
}
