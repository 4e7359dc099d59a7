import { describe, expect, test } from 'vitest';
import type { CaseView } from '../../../../shared/analysis/case-view.ts';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import type { Decision } from '../../../../shared/analysis/decisions.ts';
import { blastRadius } from '../../../../shared/analysis/graph/blast-radius.ts';
import { credentialGraph, type GraphNode } from '../../../../shared/analysis/graph/credential-graph.ts';
import { fold } from '../../../../shared/analysis/graph/fold.ts';
import { linksOf } from '../../../../shared/analysis/graph/links.ts';
import type { Proof } from '../../../../shared/analysis/graph/proof.ts';
import type { RotationEntry } from '../../../../shared/analysis/graph/rotation-list.ts';
import { type Micros, parseIso } from '../../../../shared/base/time.ts';
import type { Draft } from '../../../../shared/events/event.ts';
import { parseRows } from '../../../../shared/query/row-set.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import { counting } from '../../../support/counting-view.ts';
import { expectNoBlowUp } from '../../../support/watchdog.ts';
import { ACTOR, aws, jira, OFFICE, okta, person, service } from '../correlate/world.ts';

/** Rows of a proof, written out. */
function rowsIn({ rows }: Proof): number[] {
  return (parseRows(rows) ?? []).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i),
  );
}

/** A chain of these rows, as if the correlation had found them: the graphs take any chain. */
function chainOf(view: CaseView, attacker: readonly number[], response: readonly number[] = []): Chain {
  const step = (row: number, role: 'attacker' | 'response') => {
    const time = view.columns.ts[row]!;
    const { id: event, nativeId, file, record } = view.place(row);
    return {
      event,
      nativeId,
      file,
      record,
      row,
      role,
      time: Number.isNaN(time) ? null : (time as Micros),
      confidence: 1,
      via: [],
      verdict: null,
    };
  };
  const steps = [
    ...attacker.map((row) => step(row, 'attacker')),
    ...response.map((row) => step(row, 'response')),
  ];
  return {
    seeds: ['e0'],
    seedNames: [],
    steps,
    entities: [],
    story: [],
    milestones: [],
    verdicts: [],
  };
}

const ticket = (id: string, name: string | null) => ({ type: 'issue', id, name });
const [mara, ben] = [person('mara'), person('ben')];
const bot = service('report-bot');

describe('links', () => {
  const drafts: Draft[] = [
    okta('2024-03-01T08:00:00Z', mara, ACTOR, { session: 's1' }),
    okta('2024-03-01T08:01:00Z', ben, ACTOR, { outcome: 'failure' }),
    jira('2024-03-01T08:02:00Z', bot, ACTOR, { targets: [ticket('7', 'OPS-7')] }),
    jira('2024-03-01T08:03:00Z', bot, ACTOR, { targets: [ticket('8', 'OPS-8')], outcome: 'failure' }),
    jira('2024-03-01T08:04:00Z', bot, ACTOR, {
      category: 'permission',
      effects: [
        { kind: 'granted', alias: { kind: 'login', value: 'report-bot' }, what: 'administrators' },
        { kind: 'granted', alias: { kind: 'login', value: 'report-bot' }, what: 'owners' },
      ],
    }),
    aws('2024-03-01T08:05:00Z', bot, ACTOR, {
      credential: 'AKIAEXAMPLE000000001',
      category: 'credential',
      effects: [{ kind: 'issued-credential', credential: 'AKIAEXAMPLE000000002', alias: null }],
    }),
    aws('2024-02-01T08:05:00Z', ben, OFFICE, {
      effects: [{ kind: 'issued-credential', credential: 'AKIAEXAMPLE000000001', alias: null }],
    }),
    aws('2024-03-01T09:00:00Z', ben, OFFICE, {
      effects: [{ kind: 'revoked-credential', credential: 'AKIAEXAMPLE000000002' }],
    }),
  ];
  const view = caseViewOf(drafts);
  const { entities, links } = linksOf(view, chainOf(view, [0, 1, 2, 3, 4, 5], [7]));
  const label = (ref: string): string => entities.get(ref)!.label;
  const told = links.map(
    ({ kind, role, from, to, rows }) => `${role}: ${label(from)} ${kind} ${label(to)} ${rows.join()}`,
  );

  test('who used what, as whom, with direction and rows', () => {
    expect(told).toContain(`attacker: ${ACTOR} used s1 0`);
    expect(told).toContain('attacker: s1 signed-in-as mara@corp.example 0');
    expect(told).toContain(`attacker: ${ACTOR} used report-bot 2,3,4`);
    expect(told).toContain('attacker: report-bot reached OPS-7 2');
  });

  test('a refused sign-in and a refused record are denials, not uses', () => {
    expect(told).toContain(`attacker: ${ACTOR} denied ben@corp.example 1`);
    expect(told).toContain('attacker: report-bot denied OPS-8 3');
    expect(told.filter((link) => link.includes('used ben'))).toEqual([]);
  });

  test('what was made, given and taken away; the issuer outside of the chain is named as such', () => {
    expect(told).toContain('attacker: AKIAEXAMPLE000000001 minted AKIAEXAMPLE000000002 5');
    expect(told).toContain('attacker: report-bot escalated report-bot 4');
    expect(links.find(({ kind }) => kind === 'escalated')!.detail).toEqual(['administrators', 'owners']);
    expect(told).toContain('response: ben@corp.example revoked AKIAEXAMPLE000000002 7');
    expect(told).toContain('others: ben@corp.example issued AKIAEXAMPLE000000001 6');
  });

  test('every link has the times of its first and last record', () => {
    const used = links.find(({ kind, to }) => kind === 'used' && label(to) === 'report-bot')!;
    expect([used.first, used.last]).toEqual(
      ['2024-03-01T08:02:00Z', '2024-03-01T08:04:00Z'].map((iso) => {
        const time = parseIso(iso);
        return time.ok ? time.value.micros : null;
      }),
    );
  });
});

describe('the graph of credentials', () => {
  const key = 'AKIAEXAMPLE000000001';
  const view = caseViewOf([
    aws('2024-02-01T08:00:00Z', bot, OFFICE, { credential: key }),
    aws('2024-03-01T08:00:00Z', bot, ACTOR, { credential: key, outcome: 'failure' }),
    aws('2024-03-01T08:05:00Z', bot, ACTOR, { credential: key }),
    jira('2024-03-01T08:06:00Z', bot, ACTOR, {
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'ghost' } }],
    }),
    jira('2024-03-01T09:06:00Z', mara, OFFICE, {
      effects: [{ kind: 'disabled-account', alias: { kind: 'login', value: 'ghost' } }],
    }),
  ]);
  const entry = (credential: string, cell: string): RotationEntry => ({
    fact: {
      kind: 'rotation',
      credential,
      owner: null,
      system: null,
      exposed: true,
      rotated: null,
      columns: [['rotated_at', cell]],
    },
    file: 'rotation.csv',
    record: 1,
  });
  const chain = chainOf(view, [1, 2, 3], [4]);
  const node = (entries: readonly RotationEntry[], label: string): GraphNode =>
    credentialGraph(view, chain, entries).nodes.find((one) => one.label === label)!;
  const states = ({ states: all }: GraphNode): string[] => all.map(({ state }) => state);

  test('stolen, never rotated and still open, with the first record that worked as the first misuse', () => {
    const stolen = node([entry(key, '')], key);
    expect(states(stolen)).toEqual(['stolen', 'never-rotated', 'open']);
    expect(rowsIn(stolen.mine)).toEqual([2]);
    expect(rowsIn(stolen.others)).toEqual([0]);
    expect(stolen.states[1]!.why).toContain('2024-03-01 08:05:00 UTC');
  });

  test('a list that says something else than a time is not read as never', () => {
    expect(states(node([entry(key, 'yes')], key))).toContain('rotated');
    expect(states(node([entry(key, 'no')], key))).toContain('never-rotated');
    expect(states(node([entry('report-bot', '')], 'report-bot'))).toContain('never-rotated');
    expect(states(node([], key))).toEqual(['stolen', 'open']);
  });

  test('what the actor made and who closed it', () => {
    expect(states(node([], 'ghost'))).toEqual(['made', 'disabled']);
    expect(states(node([], 'mara@corp.example'))).toEqual(['defender']);
  });

  test('folded beyond a bound, no record is lost and every edge ends at a node', () => {
    const rows: Draft[] = Array.from({ length: 300 }, (_, i) =>
      okta(`2024-03-01T08:00:00.${String(i).padStart(3, '0')}Z`, mara, ACTOR, { session: `s${i}` }),
    );
    const many = caseViewOf(rows);
    const graph = credentialGraph(
      many,
      chainOf(
        many,
        rows.map((_, row) => row),
      ),
    );
    const folded = fold(graph, 20);
    expect(folded.nodes.length).toBeLessThanOrEqual(21);
    const more = folded.nodes.at(-1)!;
    expect(more.label).toMatch(/^and \d+ more sessions$/);
    expect(folded.nodes.reduce((sum, { stands }) => sum + stands, 0)).toBe(graph.nodes.length);
    const ids = new Set(folded.nodes.map(({ id }) => id));
    const all = (one: typeof graph) => [...new Set(one.edges.flatMap(({ proof }) => rowsIn(proof)))].sort();
    expect(folded.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
    expect(all(folded)).toEqual(all(graph));
  });
});

describe('the blast radius', () => {
  const drafts: Draft[] = [
    jira('2024-03-01T08:00:00Z', bot, ACTOR, { targets: [ticket('7', 'OPS-7')] }),
    jira('2024-03-01T08:01:00Z', bot, ACTOR, { targets: [{ type: 'issue', id: null, name: 'OPS-7' }] }),
    jira('2024-03-01T08:02:00Z', bot, ACTOR, { targets: [ticket('8', 'OPS-8')], category: 'export' }),
    jira('2024-03-01T08:03:00Z', bot, ACTOR, {
      targets: [ticket('9', 'OPS-9')],
      outcome: 'failure',
      reason: '403',
    }),
    jira('2024-03-01T08:04:00Z', bot, ACTOR, {
      targets: [ticket('9', 'OPS-9')],
      outcome: 'failure',
      reason: '500',
    }),
    jira('2024-03-01T08:05:00Z', bot, ACTOR, { targets: [ticket('10', null)], outcome: 'unknown' }),
    jira('2024-02-01T08:00:00Z', bot, OFFICE, { targets: [ticket('11', 'OPS-11')] }),
    jira('2024-04-01T08:00:00Z', bot, OFFICE, { targets: [ticket('12', 'OPS-12')] }),
    jira('2024-02-01T08:00:00Z', mara, OFFICE, {
      targets: [{ type: 'group', id: null, name: 'administrators' }],
      effects: [{ kind: 'granted', alias: { kind: 'login', value: 'report-bot' }, what: 'administrators' }],
    }),
  ];
  const total = (id: number, n: number, undone: number | null = null): Decision => ({
    id,
    data: { kind: 'total', system: 'jira.corp.example', what: 'issue', total: n },
    reason: 'the licence page',
    made: 1 as Micros,
    madeBy: 'analyst',
    undone: undone as Micros | null,
    undoneBy: null,
  });
  const radiusOf = (decisions: readonly Decision[] = []) => {
    const view = caseViewOf(drafts, [], decisions);
    return blastRadius(view, chainOf(view, [0, 1, 2, 3, 4, 5]));
  };
  const [system] = radiusOf().systems;
  const issues = system!.types.find(({ type }) => type === 'issue')!;
  const deed = (name: string) => issues.deeds.find((one) => one.deed === name);

  test('one thing is one by id and by name, and each number has its rows', () => {
    expect(deed('viewed')).toMatchObject({ things: 1 });
    expect(rowsIn(deed('viewed')!.proof)).toEqual([0, 1]);
    expect(deed('viewed')!.named.map(({ name, proof }) => [name, rowsIn(proof)])).toEqual([
      ['OPS-7', [0, 1]],
    ]);
    expect(rowsIn(deed('downloaded')!.proof)).toEqual([2]);
    expect(issues.touched).toBe(2);
  });

  test('a refusal is denied, a fault or an unknown end is an attempt', () => {
    expect(rowsIn(deed('denied')!.proof)).toEqual([3]);
    expect(rowsIn(deed('attempted')!.proof)).toEqual([4, 5]);
  });

  test('every record of the actor is counted once under one deed', () => {
    expect(rowsIn(system!.all)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(system!.deeds.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  });

  test('totals: what the logs show, and before it the analyst’s last word', () => {
    expect(issues.totals).toEqual([{ total: 6, from: 'logs', decision: null }]);
    const said = radiusOf([total(1, 5000), total(2, 7000), total(3, 9000, 5)]).systems[0]!.types;
    expect(said.find(({ type }) => type === 'issue')!.totals).toEqual([
      { total: 7000, from: 'analyst', decision: { id: 2, reason: 'the licence page', by: 'analyst' } },
      { total: 6, from: 'logs', decision: null },
    ]);
  });

  test('in reach: what the account had opened before, and what it was given; not what it opened afterwards', () => {
    const before = system!.reachable.find(({ kind }) => kind === 'used-before')!;
    expect([before.type, before.names, rowsIn(before.proof)]).toEqual(['issue', ['OPS-11'], [6]]);
    const given = system!.reachable.find(({ kind }) => kind === 'granted')!;
    expect([given.names, rowsIn(given.proof)]).toEqual([['administrators'], [8]]);
    expect(system!.reachable).toHaveLength(2);
  });

  test('an empty chain has no systems and no nodes', () => {
    const view = caseViewOf(drafts);
    expect(blastRadius(view, chainOf(view, [])).systems).toEqual([]);
    expect(credentialGraph(view, chainOf(view, [])).nodes).toEqual([]);
  });
});

test('ten times the steps are no more than ten times the work', () => {
  const work = (n: number): number => {
    const drafts = Array.from({ length: n }, (_, i) =>
      jira(new Date(1_700_000_000_000 + i * 1000).toISOString(), bot, `198.18.${(i >> 8) & 255}.${i & 255}`, {
        session: `s${i % 5000}`,
        targets: [ticket(String(i), `OPS-${i}`)],
      }),
    );
    const { view, reads } = counting(caseViewOf(drafts));
    const chain = chainOf(
      view,
      drafts.map((_, row) => row),
    );
    const before = reads();
    fold(credentialGraph(view, chain), 1000);
    blastRadius(view, chain);
    return reads() - before;
  };
  // What does not read the case, such as folding, would show here when it were a square of 20,000.
  expectNoBlowUp(() => expect(work(20_000) / work(2000)).toBeLessThan(10.5));
});

test('a chain that was really computed gives both graphs', () => {
  const view = caseViewOf([
    okta('2024-03-01T08:00:00Z', mara, ACTOR, { session: 's1' }),
    jira('2024-03-01T08:02:00Z', mara, ACTOR, { targets: [ticket('7', 'OPS-7')] }),
  ]);
  const chain = computeChain(view, ['e0']);
  if (!chain.ok) throw chain.error;
  expect(credentialGraph(view, chain.value).nodes.length).toBeGreaterThan(0);
  expect(blastRadius(view, chain.value).systems.length).toBeGreaterThan(0);
});
