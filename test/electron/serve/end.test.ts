/** However the server ends, the case is one whole file and no process is left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineClient } from '../../../electron/host/engine-client.ts';
import { findLayout } from '../../../electron/host/layout.ts';
import { startNodeEngine } from '../../../electron/serve/node-engine.ts';
import { TOKEN_HEADER } from '../../../shared/ipc/bridge.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOUBLE = join(import.meta.dirname, '../../support/serve-double.ts');
let server: ChildProcess | null = null;
afterEach(() => {
  server?.kill('SIGKILL');
  server = null;
});

async function startServing() {
  const folder = temporaryFolder();
  const casePath = join(folder, 'a.tline');
  const engine = new EngineClient({ start: () => startNodeEngine(findLayout().engine), onEvent: () => {} });
  await engine.create(casePath);
  await engine.close();
  // A process group of its own, as a terminal gives to what it runs.
  server = spawn(process.execPath, [DOUBLE, folder, casePath], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout!, 'data')) as [Buffer];
  const url = new URL(line.toString().trim());
  const answer = await fetch(`${url.origin}/rpc`, {
    method: 'POST',
    headers: { [TOKEN_HEADER]: url.hash.slice('#token='.length) },
    body: JSON.stringify({ method: 'case.info', args: {} }),
  });
  expect(await answer.json()).toMatchObject({ ok: true, result: { path: casePath } });
  return { folder, pid: server.pid!, engines: () => childrenOf(server!.pid!) };
}

/** Processes whose parent this is, from /proc. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

/** Whether it still runs; one that ended and waits to be collected by its new parent does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const leftovers = (folder: string) => readdirSync(folder).filter((name) => /-(wal|shm|journal)$/.test(name));

test.runIf(process.platform === 'linux')('Ctrl-C, which a terminal sends to the whole group', async () => {
  const { folder, pid, engines } = await startServing();
  const [engine] = engines();
  process.kill(-pid, 'SIGINT');
  expect(await once(server!, 'exit')).toEqual([0, null]);
  await expect.poll(() => isAlive(engine!)).toBe(false);
  expect(leftovers(folder)).toEqual([]);
});

test.runIf(process.platform === 'linux')(
  'a server that is killed: its engine closes the case by itself',
  async () => {
    const { folder, pid, engines } = await startServing();
    const [engine] = engines();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(engine!)).toBe(false);
    expect(leftovers(folder)).toEqual([]);
  },
);
