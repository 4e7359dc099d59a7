/**
 * Runs a command as a whole process, from its start to its end, as a user waits for it; reads its peak memory beside it.
 * The peak is the kernel's own high-water mark (`VmHWM` of /proc, Linux), read every few milliseconds until the process
 * ends, so nothing is loaded into what is measured. Where there is no /proc it is unknown.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly seconds: number;
  /** Of the process and its children together; NaN where the system does not tell. */
  readonly peakBytes: number;
  readonly stdout: string;
}

export interface Options {
  readonly cwd?: string;
  readonly input?: string;
  /** Exit codes that are no failure. */
  readonly allowed?: readonly number[];
}

const EVERY_MS = 10;

/** Fails with what the process said on stderr when it ends with another code. */
export async function wholeProcess(
  command: readonly [string, ...string[]],
  { cwd, input, allowed = [0] }: Options = {},
): Promise<Measured> {
  const [program, ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(input ?? '');
  let peakBytes = Number.NaN;
  const look = (): void => {
    const now = child.pid === undefined ? Number.NaN : treePeak(child.pid);
    if (!(now <= peakBytes) && !Number.isNaN(now)) peakBytes = now;
  };
  const watch = setInterval(look, EVERY_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => clearInterval(watch));
  const seconds = (performance.now() - started) / 1000;
  if (code === null || !allowed.includes(code)) {
    const said = Buffer.concat([...err, ...out.slice(-1)])
      .toString('utf8')
      .slice(-2000);
    throw new Error(`${command.join(' ')} ended with ${code}: ${said}`);
  }
  return { seconds, peakBytes, stdout: Buffer.concat(out).toString('utf8') };
}

/** High-water marks of a process and all that it started, as far as they still run. */
export function treePeak(pid: number): number {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    let sum = mark === null ? Number.NaN : Number(mark[1]) * 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    for (const child of children === '' ? [] : children.split(' ')) {
      const more = treePeak(Number(child));
      if (!Number.isNaN(more)) sum += more;
    }
    return sum;
  } catch {
    return Number.NaN;
  }
}
