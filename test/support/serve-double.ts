/** A server process for tests of its end: the real engine behind a window of two files. Prints its address. */
import { findLayout } from '../../electron/host/layout.ts';
import { startServer } from '../../electron/serve/server.ts';
import { windowDouble } from './window-double.ts';

const [folder, casePath] = process.argv.slice(2) as [string, string];
const layout = { ...windowDouble(folder), engine: findLayout().engine };
const serving = await startServer({
  layout,
  casePath,
  folders: { config: folder, data: folder, home: folder },
});
process.stdout.write(`${serving.url}\n`);
process.once('SIGINT', async () => {
  await serving.close();
  process.exit(0);
});
