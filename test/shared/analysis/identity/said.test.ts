import { describe, expect, test } from 'vitest';
import type { CaseView, Identity } from '../../../../shared/analysis/case-view.ts';
import type { Actor, Alias, AliasKind, Effect, Target } from '../../../../shared/events/event.ts';
import { caseViewOf, draft, type Sketch } from '../../../support/case-view.ts';

type Named = [AliasKind, string];
const alias = ([kind, value]: Named): Alias => ({ kind, value });

function actor(...aliases: Named[]): Actor {
  return { type: 'human', id: null, name: aliases[0]![1], email: null, aliases: aliases.map(alias) };
}

function record(source: Sketch['source'], action: string, rest: Partial<Sketch> = {}) {
  return draft({ at: '2023-11-14T09:00:00Z', source, action, ...rest });
}

const user = (id: string, name: string): Target => ({ type: 'user', id, name });

/** The identity that has this alias, or undefined. */
function whoIs(view: CaseView, ...named: Named): Identity | undefined {
  return view.identities[view.identityOfAlias(alias(named))];
}

function same(view: CaseView, one: Named, other: Named): boolean {
  const [a, b] = [view.identityOfAlias(alias(one)), view.identityOfAlias(alias(other))];
  expect(a).toBeGreaterThanOrEqual(0);
  expect(b).toBeGreaterThanOrEqual(0);
  return a === b;
}

const OKTA_JANE: Named[] = [
  ['okta-id', '00u1'],
  ['email', 'jdoe@corp.example'],
];
const JIRA_JANE = record('atlassian:jira', 'GET', {
  actor: actor(['login', 'jane.d'], ['atlassian-id', 'jira:5']),
});

describe('a record about an account', () => {
  test('of Okta ties id and e-mail of its target; a display name is none', () => {
    const view = caseViewOf([
      record('okta:system_log', 'user.lifecycle.suspend', { targets: [user('00u7', 'kim@corp.example')] }),
      record('okta:system_log', 'user.lifecycle.suspend', { targets: [user('00u8', 'Kim Lee')] }),
    ]);
    expect(same(view, ['okta-id', '00u7'], ['email', 'kim@corp.example'])).toBe(true);
    expect(whoIs(view, 'email', 'kim@corp.example')!.aliases[0]).toMatchObject({ records: 1 });
    expect(view.identities).toHaveLength(1);
  });

  test('of the organisation ties account id and e-mail', () => {
    const id = '5b10ac8d82e05b22cc7d4ef5';
    const view = caseViewOf([
      record('atlassian:org', 'user_added_to_group', { targets: [user(id, 'kim@corp.example')] }),
      record('atlassian:jira', 'Issue viewed', { actor: actor(['atlassian-id', id]) }),
    ]);
    expect(same(view, ['atlassian-id', id], ['email', 'kim@corp.example'])).toBe(true);
    const [email] = whoIs(view, 'atlassian-id', id)!.aliases;
    expect(email!.why).toBe(`named in the Atlassian record about it as the Atlassian id ${id}`);
  });

  test('of Data Center ties the number in that product and the login', () => {
    const view = caseViewOf([
      record('atlassian:bitbucket', 'x', { targets: [user('18', 'pay-sync')] }),
      record('atlassian:jira', 'x', { targets: [user('18', 'other')] }),
      record('atlassian:bitbucket', 'push', { actor: actor(['atlassian-id', 'bitbucket:18']) }),
    ]);
    expect(same(view, ['login', 'pay-sync'], ['atlassian-id', 'bitbucket:18'])).toBe(true);
    expect(same(view, ['login', 'other'], ['atlassian-id', 'bitbucket:18'])).toBe(false);
  });

  test('of its making ties the e-mail it was made with', () => {
    const made: Effect = { kind: 'created-account', alias: alias(['login', 'newcomer']) };
    const mailbox: Target = { type: 'email', id: null, name: 'new.comer@corp.example' };
    const view = caseViewOf([
      record('atlassian:jira', 'user.created', {
        targets: [user('JIRAUSER77', 'newcomer'), mailbox],
        effects: [made],
      }),
    ]);
    expect(same(view, ['login', 'newcomer'], ['email', 'new.comer@corp.example'])).toBe(true);
    expect(same(view, ['login', 'newcomer'], ['atlassian-id', 'jira:77'])).toBe(true);
  });

  test('makes an account known that never acted; acting later it is the same', () => {
    const made = record('atlassian:jira', 'user.created', {
      effects: [{ kind: 'created-account', alias: alias(['login', 'newcomer']) }],
    });
    const silent = caseViewOf([made]);
    expect(silent.identities).toMatchObject([{ display: 'newcomer', actors: [] }]);
    const acting = caseViewOf([
      made,
      record('atlassian:confluence', 'view', { actor: actor(['login', 'newcomer']) }),
    ]);
    expect(acting.identities).toMatchObject([{ id: silent.identities[0]!.id, actors: [1] }]);
  });
});

describe('an issued key', () => {
  const issued = (credential: string, owner: Named) =>
    record('aws:cloudtrail', 'iam:CreateAccessKey', {
      effects: [{ kind: 'issued-credential', credential, alias: alias(owner) }],
    });
  const ARN: Named = ['arn', 'arn:aws:iam::1:user/kim'];

  test('is a name of its owner', () => {
    const view = caseViewOf([
      issued('AKIAEXAMPLE7', ARN),
      record('aws:cloudtrail', 's3:GetObject', { actor: actor(['access-key', 'AKIAEXAMPLE7']) }),
    ]);
    expect(same(view, ['access-key', 'AKIAEXAMPLE7'], ARN)).toBe(true);
    expect(whoIs(view, ...ARN)!.actors).toEqual([1]);
  });

  test('that two owners have, or that lasts hours, or is a label, is none', () => {
    const other: Named = ['arn', 'arn:aws:iam::1:user/lee'];
    const view = caseViewOf([
      issued('AKIAEXAMPLE7', ARN),
      issued('AKIAEXAMPLE7', other),
      issued('ASIAEXAMPLE7', ARN),
      issued('sync', ARN),
      issued('12345678', other),
    ]);
    expect(view.identities.map(({ aliases }) => aliases.length)).toEqual([1, 1]);
  });
});

describe('a single sign-on', () => {
  const sso = (login: string, app = 'Jira Data Center', who = OKTA_JANE) =>
    record('okta:system_log', 'user.authentication.sso', {
      actor: actor(...who),
      targets: [
        { type: 'app', id: '0oa1', name: app },
        { type: 'app-user', id: '0ua1', name: login },
      ],
    });
  const KIM: Named[] = [
    ['okta-id', '00u2'],
    ['email', 'kim@corp.example'],
  ];

  test('that names the account in the product ties it, however many records', () => {
    const view = caseViewOf([sso('jane.d'), sso('jane.d'), JIRA_JANE]);
    expect(same(view, ['okta-id', '00u1'], ['login', 'jane.d'])).toBe(true);
    expect(whoIs(view, 'login', 'jane.d')!.aliases.find(({ kind }) => kind === 'login')).toMatchObject({
      why: 'named by Jira and Okta, and in the Okta records of its account in Jira Data Center as the Okta id 00u1',
      records: 3,
    });
  });

  test('of an administrator who assigns somebody ties the one assigned', () => {
    const assigned = record('okta:system_log', 'application.user_membership.add', {
      actor: actor(...KIM),
      targets: [
        user('00u1', 'jdoe@corp.example'),
        { type: 'app', id: '0oa1', name: 'Confluence' },
        { type: 'app-user', id: '0ua1', name: 'jane.d' },
      ],
    });
    const view = caseViewOf([assigned, JIRA_JANE]);
    expect(same(view, ['login', 'jane.d'], ['okta-id', '00u1'])).toBe(true);
    expect(same(view, ['login', 'jane.d'], ['okta-id', '00u2'])).toBe(false);
  });

  test.each([
    ['two people share', [sso('shared.desk'), sso('shared.desk', 'Jira', KIM)], 'shared.desk'],
    ['another app has', [sso('jane.d', 'Payroll')], 'jane.d'],
    ['a machine has', [sso('pay-svc')], 'pay-svc'],
  ])('that %s ties nothing', (_, records, login) => {
    const acts = record('atlassian:jira', 'GET', { actor: actor(['login', login]) });
    const view = caseViewOf([...records, acts]);
    expect(same(view, ['login', login], ['okta-id', '00u1'])).toBe(false);
  });

  test('as a colleague makes nobody that colleague', () => {
    const kim = record('okta:system_log', 'user.session.start', { actor: actor(...KIM) });
    const view = caseViewOf([sso('kim@corp.example', 'Payroll'), kim]);
    expect(same(view, ['email', 'kim@corp.example'], ['okta-id', '00u1'])).toBe(false);
    expect(same(view, ['email', 'kim@corp.example'], ['okta-id', '00u2'])).toBe(true);
  });

  test('by SAML into AWS ties the session to the subject, unless several open sessions of that name', () => {
    const session: Named = ['role-session', 'arn:aws:sts::1:assumed-role/admin/ops'];
    const saml = (who: Named) =>
      record('aws:cloudtrail', 'sts:AssumeRoleWithSAML', {
        actor: actor(who),
        effects: [{ kind: 'issued-credential', credential: 'ASIAEXAMPLE7', alias: alias(session) }],
      });
    const one = caseViewOf([saml(['subject', 'q=:jdoe'])]);
    expect(same(one, session, ['subject', 'q=:jdoe'])).toBe(true);
    const two = caseViewOf([saml(['subject', 'q=:jdoe']), saml(['email', 'kim@corp.example'])]);
    expect(same(two, session, ['subject', 'q=:jdoe'])).toBe(false);
    expect(same(two, session, ['email', 'kim@corp.example'])).toBe(false);
  });
});
