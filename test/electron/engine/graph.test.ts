/** The graphs of the sample case, from its one seed, against what is published of the incident. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../electron/engine/index.ts';
import type { BlastRadius, SystemRadius } from '../../../shared/analysis/graph/blast-radius.ts';
import type { CredentialGraph } from '../../../shared/analysis/graph/credential-graph.ts';
import type { Proof } from '../../../shared/analysis/graph/proof.ts';
import { formatInZone } from '../../../shared/base/time.ts';
import { importSample } from '../../support/sample-case.ts';

const SEEDS = ['native:086826ca-56d0-4c86-a544-11b34396726a'];
const SAO_PAULO = '10.90.4.17';

let folder: string;
let engine: Engine;
let graph: CredentialGraph;
let radius: BlastRadius;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-graph-'));
  ({ engine } = await importSample(folder));
  graph = engine.call('graph.credentials', { seeds: SEEDS });
  radius = engine.call('graph.blastRadius', { seeds: SEEDS });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function system(name: string): SystemRadius {
  return radius.systems.find((one) => one.system === name)!;
}

function deed(name: string, type: string, of: string) {
  return system(name)
    .types.find((one) => one.type === type)!
    .deeds.find((one) => one.deed === of)!;
}

/** Every proof in an answer, wherever it stands. */
function proofsIn(value: unknown): Proof[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'rows' in value && 'count' in value ? [value as Proof] : [];
  return [...own, ...Object.values(value).flatMap(proofsIn)];
}

describe('the credential chain', () => {
  test('names the four credentials that were never rotated, with the first misuse of each', () => {
    const missed = graph.nodes.filter(({ states }) => states.some(({ state }) => state === 'never-rotated'));
    expect(missed.map(({ label, mine }) => [label, formatInZone(mine.first!, 'UTC', 'datetime')])).toEqual([
      ['AKIAXAMPLE7MARKETPLC', '2023-11-14 09:31:12'],
      ['00Tmoveworks0gateway1', '2023-11-15 16:28:38'],
      ['smartsheet-svc', '2023-11-15 16:28:51'],
      ['bitbucket-svc', '2023-11-22 15:02:11'],
    ]);
    expect(graph.rotation.neverRotatedAndUsed).toBe(4);
  });

  test('the made account, the minted key, the rights the actor gave, and who closed what', () => {
    const states = (label: string) =>
      graph.nodes.find((node) => node.label === label)!.states.map(({ state }) => state);
    expect(states('tandrews')).toEqual(['made', 'disabled']);
    expect(states('smartsheet-svc')).toEqual(['stolen', 'never-rotated', 'disabled']);
    expect(states('ASIAXAMPLE7ACMYY4SWK')).toContain('minted');
    const label = (id: string) => graph.nodes.find((node) => node.id === id)!.label;
    const told = graph.edges.map(({ kind, from, to, detail }) =>
      [label(from), kind, label(to), ...detail].join(' '),
    );
    expect(told).toContain('AKIAXAMPLE7MARKETPLC minted ASIAXAMPLE7ACMYY4SWK');
    expect(told).toContain('smartsheet-svc created tandrews');
    expect(told).toContain('smartsheet-svc escalated smartsheet-svc jira-administrators');
  });
});

describe('the blast radius', () => {
  test('36 tickets, 202 pages, 120 repositories viewed and 76 of them taken', () => {
    expect(deed('jira.halcyonedge.example', 'issue', 'viewed').things).toBe(36);
    expect(deed('wiki.halcyonedge.example', 'page', 'viewed').things).toBe(202);
    expect(deed('git.halcyonedge.example', 'repository', 'viewed').things).toBe(120);
    expect(deed('git.halcyonedge.example', 'repository', 'downloaded').things).toBe(76);
  });

  test('the server in São Paulo was tried and denied each time', () => {
    const denied = deed('aws:vpcflow', 'host', 'denied').named.find(({ name }) => name === SAO_PAULO)!;
    expect(denied.proof.count).toBe(12);
    const connected = deed('aws:vpcflow', 'host', 'connected').named.map(({ name }) => name);
    expect(connected).not.toContain(SAO_PAULO);
  });

  test('every record of the actor stands in one system under one deed', () => {
    const chain = engine.call('chain.compute', { seeds: SEEDS });
    const attacker = chain.steps.filter(({ role }) => role === 'attacker').length;
    const deeds = radius.systems.flatMap(({ deeds: all }) => all);
    expect(deeds.reduce((sum, { count }) => sum + count, 0)).toBe(attacker);
    expect(radius.systems.reduce((sum, { all }) => sum + all.count, 0)).toBe(attacker);
  });

  test('a total of the analyst stands before that of the logs, and can be taken back', () => {
    const decision = {
      kind: 'total',
      system: 'jira.halcyonedge.example',
      what: 'issue',
      total: 2_059_357,
    } as const;
    const { id } = engine.call('decision.add', { decision, reason: 'published by the company' });
    const totals = () => {
      const { systems } = engine.call('graph.blastRadius', { seeds: SEEDS });
      return systems
        .find((one) => one.system === decision.system)!
        .types.find(({ type }) => type === 'issue')!
        .totals.map(({ from, total, decision: by }) => [from, total, by?.reason]);
    };
    expect(totals()[0]).toEqual(['analyst', 2_059_357, 'published by the company']);
    expect(totals()[1]![0]).toBe('logs');
    engine.call('decision.undo', { id });
    expect(totals().map(([from]) => from)).toEqual(['logs']);
  });
});

test('every number of both answers opens exactly as many records as it says', () => {
  const proofs = [...proofsIn(graph), ...proofsIn(radius)];
  expect(proofs.length).toBeGreaterThan(500);
  const distinct = new Map(proofs.map((proof) => [proof.rows, proof.count]));
  for (const [rows, count] of distinct) {
    const page = engine.call('events.page', { filter: { kind: 'rows', rows }, offset: 0, limit: 1 });
    expect(page.total).toBe(count);
  }
});

test('a seed that the case does not hold is a failure with advice', () => {
  expect(() => engine.call('graph.credentials', { seeds: ['ip:192.0.2.200'] })).toThrow(/192\.0\.2\.200/);
});
