/** The chain while it is computed: shown, interrupted by other questions, stopped. On the sample case. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dispatch, Engine } from '../../../electron/engine/index.ts';
import type { Chain } from '../../../shared/analysis/chain-types.ts';
import type { ChainProgress } from '../../../shared/ipc/chain-methods.ts';
import type { PushEvent } from '../../../shared/ipc/contract.ts';
import { importSample } from '../../support/sample-case.ts';

const SEED = 'native:086826ca-56d0-4c86-a544-11b34396726a';

let folder: string;
let path: string;
let engine: Engine;
let progress: ChainProgress[] = [];
let onProgress: (event: ChainProgress) => void = () => {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-chains-'));
  const sample = await importSample(folder);
  path = sample.engine.store.path;
  sample.engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  progress = [];
  onProgress = () => {};
  engine = new Engine((event: PushEvent) => {
    if (event.type !== 'chain.progress') return;
    progress.push(event);
    onProgress(event);
  });
  engine.open(path);
  return () => engine.close();
});

const compute = (seed: string): Promise<Chain> =>
  dispatch(engine, 'chain.compute', { seeds: [seed] }) as Promise<Chain>;
const cancel = (): Promise<unknown> => dispatch(engine, 'chain.cancel', {});

describe('progress', () => {
  test('shows the seed at once, then what was found by then, and the answer is that of one go', async () => {
    const chain = await compute(SEED);
    const [first] = progress;
    expect(first).toMatchObject({ seeds: [SEED], round: 0, steps: 1 });
    expect(first!.first.map((row) => row.id)).toEqual([
      engine.call('events.get', { row: first!.first[0]!.row }).event.id,
    ]);
    expect(first!.first[0]!.message).not.toBe('');
    progress.slice(1).forEach((now, i) => {
      expect(now.steps).toBeGreaterThanOrEqual(progress[i]!.steps);
      expect(now.first.length).toBeLessThanOrEqual(20);
      const times = now.first.map((row) => row.time!);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });
    const fresh = new Engine();
    fresh.open(path);
    try {
      expect(chain).toEqual(fresh.call('chain.compute', { seeds: [SEED] }));
    } finally {
      fresh.close();
    }
  });

  test('other work has its turns before the answer', async () => {
    let turns = 0;
    let done = false;
    const turn = (): void => {
      if (done) return;
      turns++;
      setImmediate(turn);
    };
    setImmediate(turn);
    await compute(SEED);
    done = true;
    // One before the first slice, which ends with the seeds, and one after it: as many more as the machine is slow.
    expect(turns).toBeGreaterThan(1);
  });

  test('a seed that the case does not hold fails without any', async () => {
    await expect(compute('native:none')).rejects.toMatchObject({ code: 'seed.not-found' });
    expect(progress).toEqual([]);
  });
});

describe('cancel', () => {
  test('ends the chain with a failure that says so, and the next question is answered whole', async () => {
    let answer: Promise<unknown> | null = null;
    onProgress = () => {
      answer ??= cancel();
    };
    await expect(compute(SEED)).rejects.toMatchObject({ code: 'chain.cancelled' });
    expect(await answer).toEqual({ cancelled: true });
    expect(await cancel()).toEqual({ cancelled: false });
    expect((await compute(SEED)).steps.length).toBeGreaterThan(6000);
  });

  test('a newer question ends the one before', async () => {
    const older = compute(SEED);
    const newer = compute('ip:193.142.58.126');
    await expect(older).rejects.toMatchObject({ code: 'chain.cancelled' });
    expect((await newer).seeds).toEqual(['ip:193.142.58.126']);
  });

  test('the same question asked twice has one answer', async () => {
    const [one, two] = await Promise.all([compute(SEED), compute(SEED)]);
    expect(one).toBe(two);
    expect(await compute(SEED)).toBe(one);
  });

  test('closing the case ends it', async () => {
    const chain = compute(SEED);
    engine.close();
    await expect(chain).rejects.toMatchObject({ code: 'chain.cancelled' });
  });
});
