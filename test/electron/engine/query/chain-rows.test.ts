/** The timeline with a chain: what is bright, and the chain's own lanes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../electron/engine/index.ts';
import { ChainMemory } from '../../../../electron/engine/query/chain-rows.ts';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import type { ComputedChain } from '../../../../shared/ipc/chain-methods.ts';
import type { LaneBy, Timeline } from '../../../../shared/ipc/contract.ts';
import { ALL, type Filter } from '../../../../shared/query/filter.ts';
import { importSample } from '../../../support/sample-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
let engine: Engine;
let chain: ComputedChain;

function timeline(lanes: LaneBy, filter: Filter = ALL, id: string | undefined = chain.id): Timeline {
  const { from, to } = engine.call('case.info', {});
  const window = { from: from!, to: to! + 1, widthPx: 1000, bucketPx: 6, maxItems: 0 };
  return engine.call('events.timeline', { ...window, filter, lanes, maxLanes: 24, ...(id && { chain: id }) });
}

function sum(flat: readonly number[], width: number, at: number): number {
  return flat.reduce((total, n, i) => total + (i % width === at ? n : 0), 0);
}

beforeAll(async () => {
  engine = (await importSample(folder)).engine;
  chain = engine.call('chain.compute', { seeds: ['ip:193.142.58.126'] });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a chain on the timeline', () => {
  test.each(['source', 'identity', 'address', 'outcome', 'chain'] as const)(
    'is counted bright by %s',
    (lanes) => {
      const answer = timeline(lanes);
      expect(sum(answer.bright, 3, 2)).toBe(chain.steps.length);
      expect(sum(answer.cells, 4, 2)).toBe(answer.total);
    },
  );

  test('under a filter only what matches is bright', () => {
    const okta = timeline('source', { kind: 'is', field: 'source', value: 'okta:system_log' });
    expect(sum(okta.bright, 3, 2)).toBeGreaterThan(0);
    expect(sum(okta.bright, 3, 2)).toBeLessThan(chain.steps.length);
  });

  test('has lanes of its own: tactics in the order of the kill chain, the response, the rest', () => {
    const { lanes, matched } = timeline('chain');
    expect(lanes.map(({ label }) => label)).toEqual([
      'Reconnaissance',
      'Initial Access',
      'Execution',
      'Persistence',
      'Privilege Escalation',
      'Discovery',
      'Lateral Movement',
      'Collection',
      'Command and Control',
      'Response',
      'not of the chain',
    ]);
    expect(lanes.reduce((all, lane) => all + lane.count, 0)).toBe(matched);
    expect(lanes.find(({ key }) => key === 'Response')!.count).toBe(
      chain.steps.filter(({ role }) => role === 'response').length,
    );
  });

  test('a name that the engine does not know makes nothing bright', () => {
    expect(timeline('source', ALL, 'chain-999').bright).toEqual([]);
    expect(timeline('chain', ALL, 'chain-999').lanes.map(({ label }) => label)).toEqual(['not of the chain']);
  });

  test('rows by number come in the order asked for, without those that are not there', () => {
    const { rows } = engine.call('events.rows', { rows: [5, 2, 999_999_999] });
    expect(rows.map(({ row }) => row)).toEqual([5, 2]);
  });

  test('a phase that the analyst gives is a lane, and stands in the chain that is computed next', () => {
    const line = chain.story.find(({ text }) => /downloaded 76 repositories/.test(text))!;
    const decision = { kind: 'phase', events: [...line.events], phase: 'Exfiltration' } as const;
    engine.call('decision.add', { decision, reason: 'left the network' });
    chain = engine.call('chain.compute', { seeds: ['ip:193.142.58.126'] });
    expect(timeline('chain').lanes.map(({ label }) => label)).toContain('Exfiltration');
    const told = chain.story.find(({ text }) => /downloaded 76 repositories/.test(text))!;
    expect(told).toMatchObject({
      phase: 'Exfiltration',
      phaseWhy: expect.stringContaining('left the network'),
    });
  });
});

test('only the last few chains are remembered', () => {
  const memory = new ChainMemory();
  const empty = { story: [], steps: [] } as unknown as Chain;
  const ids = Array.from({ length: 10 }, () => memory.remember(empty, 1));
  expect(memory.of(ids[0])).toBeNull();
  expect(memory.of(ids[9])).not.toBeNull();
});
