import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../../../../shared/analysis/identity/inventory.ts';
import type { Actor, AliasKind } from '../../../../shared/events/event.ts';
import { caseViewOf, draft, type Sketch } from '../../../support/case-view.ts';

type Named = [AliasKind, string];
const actor = (type: Actor['type'], ...aliases: Named[]): Actor => ({
  type,
  id: null,
  name: aliases[0]![1],
  email: null,
  aliases: aliases.map(([kind, value]) => ({ kind, value })),
});

/** Records every `minutes` from midnight of 1 November, a Wednesday. */
function every(minutes: number, n: number, rest: Partial<Sketch>) {
  return Array.from({ length: n }, (_, i) =>
    draft({
      at: new Date(Date.UTC(2023, 10, 1) + i * minutes * 60_000).toISOString(),
      source: 'atlassian:jira',
      action: 'GET /rest',
      category: 'read',
      ...rest,
    }),
  );
}

describe('behaviour', () => {
  const sync = actor('human', ['login', 'ledger']);
  const agent = 'python-requests/2.31';

  test('in all hours with a program only is a service, and the reason says the numbers', () => {
    const [one] = caseViewOf(every(30, 400, { actor: sync, userAgent: agent })).identities;
    expect(one!.class).toBe('service');
    expect(one!.classWhy).toMatch(
      /^it behaves like a machine: 400 records on 9 days \(2 of them at weekends\) in all 24 hours, the busiest with \d %, only with the programs python-requests\/2\.31, and never a sign-in \(Jira records it as a user\)$/,
    );
  });

  test.each<[string, Partial<Sketch>, number, number]>([
    ['a browser', { userAgent: 'Mozilla/5.0 (X11)' }, 30, 400],
    ['no program named', {}, 30, 400],
    ['few records', { userAgent: agent }, 30, 150],
    ['two days', { userAgent: agent }, 5, 400],
    ['a sign-in', { userAgent: agent, category: 'authentication' }, 30, 400],
    ['some hours only', { userAgent: agent }, 720, 400],
  ])('not with %s', (_, rest, minutes, n) => {
    expect(caseViewOf(every(minutes, n, { actor: sync, ...rest })).identities[0]!.class).toBe('human');
  });
});

describe('the inventory', () => {
  const svc = actor('human', ['login', 'pay-svc']);
  const kim = actor('human', ['email', 'kim@corp.example']);

  test('has what a service account usually does, and who made it', () => {
    const made = draft({
      at: '2023-10-31T09:00:00Z',
      source: 'atlassian:jira',
      action: 'user.created',
      actor: kim,
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'pay-svc' } }],
    });
    const work = every(60, 30, {
      actor: svc,
      userAgent: 'curl/8',
      srcIp: '192.0.2.7',
      credential: 'tok-1234-x',
    });
    const failed = every(60, 2, { actor: svc, outcome: 'failure', srcIp: '192.0.2.8' });
    const [entry, ...others] = inventoryOf(caseViewOf([made, ...work, ...failed]));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      display: 'pay-svc',
      class: 'service',
      owner: { name: 'kim@corp.example', why: 'made the account' },
      events: 32,
      failures: 2,
      addresses: {
        distinct: 2,
        values: [
          { value: '192.0.2.7', events: 30 },
          { value: '192.0.2.8', events: 2 },
        ],
      },
      agents: { distinct: 1 },
      credentials: { values: [{ value: 'tok-1234-x', events: 30 }] },
      sessions: 1,
    });
    expect(entry!.hours.reduce((sum, n) => sum + n, 0)).toBe(32);
    expect(entry!.last! - entry!.first!).toBe(29 * 3_600_000_000);
  });

  test('names the owner that a roster names', () => {
    const view = caseViewOf(every(60, 3, { actor: svc }));
    const fact = {
      kind: 'person' as const,
      aliases: [{ kind: 'login' as const, value: 'pay-svc' }],
      display: null,
      type: null,
      columns: [
        ['Login', 'pay-svc'],
        ['Owned by', 'Payments team'],
      ] as const,
    };
    expect(inventoryOf(view, [{ fact, file: 'svc.csv', record: 4 }])[0]!.owner).toEqual({
      name: 'Payments team',
      why: 'the roster svc.csv row 4 says so',
    });
  });

  test('shows the sessions of a role as one', () => {
    const session = (name: string) =>
      actor(
        'role',
        ['role-session', `arn:aws:sts::1:assumed-role/deploy/${name}`],
        ['arn', 'arn:aws:iam::1:role/ci/deploy'],
      );
    const view = caseViewOf(
      ['b-1', 'b-2', 'b-3'].flatMap((name) =>
        every(60, 4, { actor: session(name), source: 'aws:cloudtrail' }),
      ),
    );
    expect(inventoryOf(view)).toMatchObject([
      { display: 'deploy', class: 'role', sessions: 3, events: 12, owner: null },
    ]);
  });

  test('of a case without machines, or without events, is empty', () => {
    expect(inventoryOf(caseViewOf(every(60, 3, { actor: kim })))).toEqual([]);
    expect(inventoryOf(caseViewOf([]))).toEqual([]);
  });
});
