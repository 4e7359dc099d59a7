/**
 * Runs a command as a whole process, from its start to its end, as a user waits for it; reads its peak memory and the
 * time of the processor beside it, which tells how much of the waiting was for others on a busy machine. Both are the
 * kernel's own counts (/proc, Linux), read every few milliseconds until the process ends, so nothing is loaded into what
 * is measured. Where there is no /proc they are unknown.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measured {
  readonly seconds: number;
  /** Of the process and its children together, as `cpuSeconds`; NaN where the system does not tell. */
  readonly peakBytes: number;
  /** Of all its threads, so it may be more than `seconds`. */
  readonly cpuSeconds: number;
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
  let usage = UNKNOWN;
  const look = (): void => {
    const now = child.pid === undefined ? UNKNOWN : usageOf(child.pid);
    // A process that just ended tells nothing any more: what was read last stands.
    if (!Number.isNaN(now.peakBytes)) usage = now;
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
  return { seconds, ...usage, stdout: Buffer.concat(out).toString('utf8') };
}

export interface Usage {
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

const UNKNOWN: Usage = { peakBytes: Number.NaN, cpuSeconds: Number.NaN };
/** Linux counts processor time in hundredths of a second on every machine that we know of. */
const TICKS = 100;

/** High-water mark and processor time of a process and all that it started, as far as they still run. */
export function usageOf(pid: number): Usage {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    if (mark === null) return UNKNOWN;
    // Behind the name, which may hold anything: state is the first field, user and system time are 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    let peakBytes = Number(mark[1]) * 1024;
    let cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS;
    for (const child of childrenOf(pid)) {
      const more = usageOf(child);
      if (Number.isNaN(more.peakBytes)) continue;
      peakBytes += more.peakBytes;
      cpuSeconds += more.cpuSeconds;
    }
    return { peakBytes, cpuSeconds };
  } catch {
    return UNKNOWN;
  }
}

/** @throws where there is no /proc, or no such process any more */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}
