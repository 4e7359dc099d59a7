import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EngineClient } from '../../../electron/host/engine-client.ts';
import { startNodeEngine } from '../../../electron/serve/node-engine.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import { ROW } from '../../support/engine-double.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const DOUBLE = join(import.meta.dirname, '../../support/engine-double.ts');
const clients: EngineClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});

function startClient(readSilenceMs?: number) {
  const events: PushEvent[] = [];
  let starts = 0;
  const client = new EngineClient({
    start: () => {
      starts++;
      return startNodeEngine(DOUBLE);
    },
    onEvent: (event) => events.push(event),
    ...(readSilenceMs === undefined ? {} : { readSilenceMs }),
  });
  clients.push(client);
  return { client, events, starts: () => starts };
}

/** A file that the double takes for a case. */
function caseFile(): string {
  const path = join(temporaryFolder(), 'a.tline');
  writeFileSync(path, '');
  return path;
}

const get = (client: EngineClient, row: number) =>
  client.call('events.get', { row }) as Promise<unknown> as Promise<{
    args: { row: number };
    open: string | null;
    pid: number;
  }>;

test('answers reach the call that asked, in whatever number', async () => {
  const { client } = startClient();
  const answers = await Promise.all([1, 2, 3, 4, 5].map((row) => get(client, row)));
  expect(answers.map((answer) => answer.args.row)).toEqual([1, 2, 3, 4, 5]);
});

test('a failure of the engine keeps its code, words and advice', async () => {
  const { client } = startClient();
  await expect(get(client, ROW.fail)).rejects.toMatchObject({
    name: 'Failure',
    code: 'event.not-found',
    message: 'no event 15',
    advice: 'choose another',
  });
});

test('what the engine pushes arrives', async () => {
  const { client, events } = startClient();
  await get(client, ROW.push);
  expect(events).toEqual([{ type: 'case.changed' }]);
});

test('a process that dies fails its calls in words, is started again and has the case open', async () => {
  const { client, events, starts } = startClient();
  const path = caseFile();
  await client.open(path);
  const lost = [get(client, ROW.die), get(client, 1)];
  for (const result of await Promise.allSettled(lost)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'engine.died' } });
  }
  expect(await get(client, 2)).toMatchObject({ open: path });
  expect(client.casePath).toBe(path);
  expect(starts()).toBe(2);
  expect(events.map((event) => event.type)).toEqual(['engine.restarted', 'case.changed']);
});

test('a stuck read is killed with its process and the next read answers', async () => {
  // Long enough for a new process on a busy machine to answer; short enough to wait for.
  const { client, events } = startClient(5000);
  const path = caseFile();
  const first = await client.open(path);
  await expect(get(client, ROW.hang)).rejects.toMatchObject({ code: 'engine.died' });
  const next = await get(client, 1);
  expect(next.open).toBe(path);
  expect(next.pid).not.toBe((first as unknown as { pid: number }).pid);
  expect(events).toContainEqual(expect.objectContaining({ type: 'engine.restarted' }));
});

test('a case that cannot be opened again is said, and no restart goes round in circles', async () => {
  const { client, events, starts } = startClient();
  const path = join(temporaryFolder(), 'made.tline');
  await client.create(path);
  await expect(get(client, ROW.die)).rejects.toMatchObject({ code: 'engine.died' });
  await get(client, 1);
  expect(client.casePath).toBeNull();
  expect(starts()).toBe(2);
  expect(events).toEqual([{ type: 'engine.restarted', message: expect.stringContaining('no such case') }]);
});

test('an entry that does not exist is a failure, not a hang', async () => {
  const client = new EngineClient({
    start: () => startNodeEngine(join(temporaryFolder(), 'nothing.ts')),
    onEvent: () => {},
  });
  clients.push(client);
  await expect(client.call('case.info', {})).rejects.toMatchObject({ code: 'engine.died' });
});

test('closing closes the case first, ends the process, and answers nothing afterwards', async () => {
  const { client } = startClient();
  const { pid } = (await client.open(caseFile())) as unknown as { pid: number };
  await client.close();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect(client.call('case.info', {})).rejects.toMatchObject({ code: 'engine.died' });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
