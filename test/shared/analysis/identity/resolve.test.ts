import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexAliases, resolveIdentities } from '../../../../shared/analysis/identity/resolve.ts';
import type { ResolvableActor } from '../../../../shared/analysis/identity/witness.ts';
import type { Actor, Alias, AliasKind, SourceType } from '../../../../shared/events/event.ts';
import { expectNoBlowUp } from '../../../support/watchdog.ts';

function entry(
  code: number,
  source: SourceType,
  type: Actor['type'],
  ...aliases: [AliasKind, string][]
): ResolvableActor {
  const named: Alias[] = aliases.map(([kind, value]) => ({ kind, value }));
  return {
    code,
    source,
    actor: { type, id: null, name: named[0]?.value ?? 'nobody', email: null, aliases: named },
  };
}

const SSO = 'arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_0f/jane@corp.example';

describe('joining', () => {
  test('one person from Okta, Atlassian and a single sign-on session, through equal e-mails', () => {
    const [jane, ...others] = resolveIdentities([
      entry(
        1,
        'okta:system_log',
        'human',
        ['email', 'jane@corp.example'],
        ['okta-id', '00u1'],
        ['display', 'Jane'],
      ),
      entry(2, 'atlassian:jira', 'human', ['email', 'jane@corp.example'], ['login', 'jane']),
      entry(
        3,
        'aws:cloudtrail',
        'role',
        ['role-session', SSO],
        ['arn', 'arn:aws:iam::1:role/AWSReservedSSO_Admin_0f'],
      ),
    ]);
    expect(others).toEqual([]);
    expect(jane).toMatchObject({ display: 'jane@corp.example', class: 'human', actors: [1, 2, 3] });
    expect(jane!.aliases.find((alias) => alias.kind === 'email')?.why).toBe(
      'the same e-mail stands in Okta, Jira and AWS',
    );
    expect(jane!.aliases.find((alias) => alias.kind === 'okta-id')?.why).toBe(
      'named in the same Okta record as the e-mail jane@corp.example',
    );
  });

  test('sessions of one role stay apart; the role is shown on each and names none of them', () => {
    const role: [AliasKind, string] = ['arn', 'arn:aws:iam::1:role/deploy'];
    const identities = resolveIdentities([
      entry(
        1,
        'aws:cloudtrail',
        'role',
        ['role-session', 'arn:aws:sts::1:assumed-role/deploy/build-1'],
        role,
      ),
      entry(
        2,
        'aws:cloudtrail',
        'role',
        ['role-session', 'arn:aws:sts::1:assumed-role/deploy/build-2'],
        role,
      ),
    ]);
    expect(identities.map((one) => one.class)).toEqual(['role', 'role']);
    expect(identities.every((one) => one.aliases.some((alias) => alias.value === role[1]))).toBe(true);
    expect(indexAliases(identities)({ kind: role[0], value: role[1] })).toBe(-1);
  });

  test('equal display names, hidden, anonymous and unknown actors never join', () => {
    const identities = resolveIdentities([
      entry(1, 'okta:system_log', 'human', ['email', 'a@corp.example'], ['display', 'Alex Kim']),
      entry(2, 'okta:system_log', 'human', ['email', 'b@corp.example'], ['display', 'Alex Kim']),
      entry(3, 'aws:cloudtrail', 'unknown', ['login', 'HIDDEN_DUE_TO_SECURITY_REASONS']),
      entry(4, 'aws:cloudtrail', 'unknown', ['login', 'HIDDEN_DUE_TO_SECURITY_REASONS']),
      entry(5, 'atlassian:jira', 'unknown', ['login', 'anonymous']),
      entry(6, 'atlassian:bitbucket', 'unknown', ['login', 'anonymous']),
      entry(7, 'okta:system_log', 'unknown'),
    ]);
    expect(identities.map((one) => one.actors)).toEqual([[1], [2], [3], [4], [5], [6], [7]]);
    expect(new Set(identities.map((one) => one.id)).size).toBe(7);
  });

  test('a name that stands for many people is no identity, whoever else carries it', () => {
    const hidden: [AliasKind, string] = ['display', 'HIDDEN_DUE_TO_SECURITY_REASONS'];
    const identities = resolveIdentities([
      entry(1, 'aws:cloudtrail', 'unknown', hidden),
      entry(2, 'aws:cloudtrail', 'unknown', ['display', 'ANONYMOUS_PRINCIPAL']),
      entry(3, 'aws:cloudtrail', 'unknown', hidden, ['arn', 'arn:aws:iam::1:user/a']),
    ]);
    expect(identities.map((one) => one.actors)).toEqual([[3]]);
  });

  test('an account number qualifies a user and does not join the users of the account', () => {
    const account: [AliasKind, string] = ['account-id', '123456789012'];
    const identities = resolveIdentities([
      entry(1, 'aws:cloudtrail', 'human', ['arn', 'arn:aws:iam::123456789012:user/a'], account),
      entry(2, 'aws:cloudtrail', 'human', ['arn', 'arn:aws:iam::123456789012:user/b'], account),
      entry(3, 'aws:cloudtrail', 'unknown', account),
    ]);
    expect(identities).toHaveLength(3);
  });

  test('a small number is an id inside one product only', () => {
    const identities = resolveIdentities([
      entry(1, 'atlassian:jira', 'human', ['atlassian-id', '101']),
      entry(2, 'atlassian:bitbucket', 'human', ['atlassian-id', '101']),
      entry(3, 'atlassian:bitbucket', 'human', ['atlassian-id', '101'], ['login', 'x']),
    ]);
    expect(identities.map((one) => one.actors)).toEqual([[1], [2, 3]]);
  });

  test('a chain of shared aliases joins actors that share nothing directly', () => {
    const identities = resolveIdentities([
      entry(1, 'aws:cloudtrail', 'human', ['arn', 'arn:aws:iam::1:user/a']),
      entry(2, 'atlassian:jira', 'human', ['login', 'a']),
      entry(3, 'aws:cloudtrail', 'human', ['access-key', 'AKIA1'], ['login', 'a']),
      entry(4, 'aws:cloudtrail', 'human', ['access-key', 'AKIA1'], ['arn', 'arn:aws:iam::1:user/a']),
    ]);
    expect(identities.map((one) => one.actors)).toEqual([[1, 2, 3, 4]]);
  });
});

describe('classes', () => {
  test.each([
    [
      'service',
      'its login payroll-svc contains “svc”',
      entry(1, 'atlassian:jira', 'human', ['login', 'payroll-svc']),
    ],
    [
      'service',
      'its e-mail svc-gateway@corp.example contains “svc”',
      entry(1, 'okta:system_log', 'human', ['email', 'svc-gateway@corp.example']),
    ],
    [
      'human',
      'Okta records it as a user',
      entry(1, 'okta:system_log', 'human', ['email', 'marcus.botha@corp.example']),
    ],
    [
      'system',
      'Okta records it as the system itself',
      entry(1, 'okta:system_log', 'system', ['service', 'okta:system']),
    ],
    ['unknown', 'no record says what it is', entry(1, 'aws:cloudtrail', 'unknown', ['account-id', '1'])],
  ])('%s: %s', (cls, why, actor) => {
    expect(resolveIdentities([actor])[0]).toMatchObject({ class: cls, classWhy: why });
  });
});

describe('mentions', () => {
  test('a roster row ties a login to an e-mail', () => {
    const roster = {
      aliases: [
        { kind: 'email', value: 'jane@corp.example' },
        { kind: 'login', value: 'jdoe' },
      ] as const,
      source: 'roster people.csv',
      why: 'the same row of people.csv',
      records: 1,
    };
    const identities = resolveIdentities(
      [
        entry(1, 'okta:system_log', 'human', ['email', 'jane@corp.example']),
        entry(2, 'atlassian:jira', 'human', ['login', 'jdoe']),
      ],
      [roster],
    );
    expect(identities.map((one) => one.actors)).toEqual([[1, 2]]);
    expect(identities[0]!.aliases.find((alias) => alias.kind === 'login')?.why).toContain(
      'roster people.csv',
    );
  });
});

describe('properties', () => {
  const actors = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 }), {
    maxLength: 60,
  });
  const build = (sets: readonly (readonly number[])[]): ResolvableActor[] =>
    sets.map((set, i) =>
      entry(i + 1, 'atlassian:jira', 'human', ...set.map((n): [AliasKind, string] => ['login', `user${n}`])),
    );

  test('every actor is in exactly one identity, and two that share an alias are in the same', () => {
    fc.assert(
      fc.property(actors, (sets) => {
        const identities = resolveIdentities(build(sets));
        const home = new Map(identities.flatMap((one, i) => one.actors.map((code) => [code, i])));
        expect(identities.flatMap((one) => one.actors)).toHaveLength(sets.length);
        sets.forEach((a, i) => {
          sets.forEach((b, j) => {
            if (a.some((n) => b.includes(n))) expect(home.get(i + 1)).toBe(home.get(j + 1));
          });
        });
      }),
    );
  });

  test('ids do not depend on the order of import', () => {
    fc.assert(
      fc.property(actors, (sets) => {
        const ids = (input: readonly ResolvableActor[]): string[] =>
          resolveIdentities(input)
            .map((one) => one.id)
            .sort();
        expect(ids(build(sets).reverse())).toEqual(ids(build(sets)));
      }),
    );
  });

  test('a hundred thousand actors take one pass, not one each', () => {
    const many = Array.from({ length: 100_000 }, (_, i) =>
      entry(i + 1, 'okta:system_log', 'human', ['email', `p${i >> 1}@corp.example`], ['okta-id', `00u${i}`]),
    );
    expectNoBlowUp(() => expect(resolveIdentities(many)).toHaveLength(50_000));
  });
});
