/** GET /events: what the engine pushes, as a text/event-stream that the window reads with fetch. */
import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from '../host/csp.ts';
import type { Host } from '../host/host.ts';

/** A comment this often keeps the stream open through whatever closes quiet connections. */
const HEARTBEAT_MS = 15_000;
/** A window that reads slower than this is behind by whole imports: it is cut off and reconnects. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

export function streamEvents(host: Host, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(': open\n\n');
  const unsubscribe = host.onEvent((event) => {
    // JSON has no raw line break, so one event is one `data:` line whatever a log put into it.
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > MAX_BUFFERED_BYTES) response.destroy();
  });
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
