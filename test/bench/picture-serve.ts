/** The loopback server as a process of its own, from the build, as a user starts it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/throughline.mjs');
const SAMPLE = join(ROOT, 'sample-data/cases/okta-to-atlassian');

export interface Served {
  readonly url: string;
  /** From the start of the process to its address, the case opened, in milliseconds. */
  readonly listeningMs: number;
  stop(): Promise<void>;
}

/** Imports the sample case into a new file. */
export function importSample(casePath: string): void {
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'import', casePath, SAMPLE], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`import ended with ${status}: ${stderr}`);
}

/** @throws Error when the process ends before it names its address */
export async function serveCase(casePath: string): Promise<Served> {
  const started = performance.now();
  const child = spawn(process.execPath, [BIN, 'serve', casePath, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLine(child);
  const listeningMs = performance.now() - started;
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, listeningMs, stop };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8');
    child.stdout!.on('data', (piece: string) => {
      text += piece;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
}
