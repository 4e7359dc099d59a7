import { describe, expect, it, test } from 'vitest';
import { indexAliases, resolveIdentities } from '../../../shared/analysis/identity/resolve.ts';
import type { Actor } from '../../../shared/events/event.ts';
import { readRecords } from '../../support/read-records.ts';

const MARA = '5b10ac8d82e05b22cc7d4ef5';
const actor = { id: MARA, name: 'Mara Lindqvist', email: 'Mara.Lindqvist@halcyonedge.example' };
const site = {
  id: 's1',
  type: 'sites',
  attributes: { siteName: 'halcyonedge', siteHostName: 'https://halcyonedge.atlassian.example' },
};
const record = (more: object, outer: object = {}): object => ({
  id: '2508d209-3336-4763-89a0-aceaf1322fcf',
  type: 'events',
  attributes: {
    time: '2022-12-15T00:35:15.890Z',
    action: 'user_login',
    actor,
    context: [],
    container: [site],
    location: { ip: '193.142.58.126', geo: 'NL' },
    ...more,
  },
  message: { content: 'Wrong password', format: 'simple' },
  ...outer,
});
const read = (more: object, outer: object = {}) => readRecords([record(more, outer)]).events[0]!;
const user = (email: string, id?: string) => ({ id, type: 'users', attributes: { email, name: email } });

describe('organisation events', () => {
  it('say who, when, from where and on which site', () => {
    const { draft, at, message } = read({});
    expect(at).toBe('2022-12-15T00:35:15.890000Z');
    expect(draft).toMatchObject({
      source: 'atlassian:org',
      action: 'user_login',
      category: 'authentication',
      outcome: 'success',
      srcIp: '193.142.58.126',
      system: 'halcyonedge.atlassian.example',
      nativeId: '2508d209-3336-4763-89a0-aceaf1322fcf',
    });
    expect(draft.actor).toEqual({
      type: 'human',
      id: MARA,
      name: 'Mara Lindqvist',
      email: 'mara.lindqvist@halcyonedge.example',
      aliases: [
        { kind: 'email', value: 'mara.lindqvist@halcyonedge.example' },
        { kind: 'atlassian-id', value: MARA },
        { kind: 'display', value: 'Mara Lindqvist' },
      ],
    });
    expect(message).toBe('Mara Lindqvist signed in to Atlassian from 193.142.58.126');
  });

  it('name beside an app whom it acted for', () => {
    const app = { id: '5f00c0de8a1e3c006b1d2e3f', name: 'Deploy app', onBehalfOf: { ...actor, links: {} } };
    const { draft } = read({ action: 'repository_created', actor: app });
    expect(draft.actor).toMatchObject({ id: '5f00c0de8a1e3c006b1d2e3f', name: 'Deploy app' });
    expect(draft.targets).toContainEqual({
      type: 'on-behalf-of',
      id: MARA,
      name: 'mara.lindqvist@halcyonedge.example',
    });
  });

  it('tie the account ids of Jira and Confluence to the e-mail of Okta', () => {
    const org = read({}).draft.actor!;
    const jira: Actor = {
      type: 'human',
      id: MARA,
      name: MARA,
      email: null,
      aliases: [{ kind: 'atlassian-id', value: MARA }],
    };
    const email = 'mara.lindqvist@halcyonedge.example';
    const okta: Actor = {
      type: 'human',
      id: '00u1',
      name: email,
      email,
      aliases: [{ kind: 'email', value: email }],
    };
    const all = [
      { code: 1, source: 'atlassian:jira' as const, actor: jira },
      { code: 2, source: 'okta:system_log' as const, actor: okta },
    ];
    expect(resolveIdentities(all)).toHaveLength(2);
    const joined = resolveIdentities([...all, { code: 3, source: 'atlassian:org', actor: org }]);
    expect(joined).toHaveLength(1);
    expect(indexAliases(joined)({ kind: 'atlassian-id', value: MARA })).toBe(0);
  });

  it('leave signing in as somebody else with the one who did it', () => {
    const { draft, message } = read({
      action: 'user_logged_in_as_user',
      context: [user('tom.aydin@halcyonedge.example')],
    });
    expect(draft.actor?.id).toBe(MARA);
    expect(draft.category).toBe('authentication');
    expect(message).toBe(
      'Mara Lindqvist signed in to Atlassian as tom.aydin@halcyonedge.example from 193.142.58.126',
    );
  });

  it('give the token that acted as the credential', () => {
    const auth = { authType: 'container-token', tokenId: 'tok-1', tokenLabel: 'sync' };
    expect(read({ actor: { ...actor, auth } }).draft.credential).toBe('tok-1');
  });

  it('say why something failed', () => {
    expect(read({ action: 'user_login_failed' }).draft).toMatchObject({
      outcome: 'failure',
      reason: 'Wrong password',
    });
  });

  const tom = user('T.Andrews@halcyonedge.example', '712020:7f3d2c1b-9a8e-4f60-8b7a-6c5d4e3f2a1b');
  const alias = { kind: 'email', value: 't.andrews@halcyonedge.example' };
  const group = { id: 'g1', type: 'groups', attributes: { name: 'org-admins' } };
  const token = { id: 'tok-1', type: 'api-tokens', attributes: { label: 'sync' } };
  const self = { kind: 'email', value: 'mara.lindqvist@halcyonedge.example' };
  test.each([
    ['user_created', [tom], 'account', [{ kind: 'created-account', alias }]],
    ['user_added_to_group', [tom, group], 'permission', [{ kind: 'granted', alias, what: 'org-admins' }]],
    ['user_removed_from_group', [tom, group], 'permission', undefined],
    ['user_granted_role', [tom], 'permission', [{ kind: 'granted', alias, what: 'access' }]],
    ['user_revoked_role', [tom], 'permission', undefined],
    ['added_org_admin', [tom], 'permission', [{ kind: 'granted', alias, what: 'administrator' }]],
    ['user_deactivated', [tom], 'account', [{ kind: 'disabled-account', alias }]],
    ['user_suspended', [tom], 'account', [{ kind: 'disabled-account', alias }]],
    [
      'api_token_created',
      [token],
      'credential',
      [{ kind: 'issued-credential', credential: 'tok-1', alias: self }],
    ],
    [
      'api_token_created',
      [{ type: 'api-tokens', attributes: { label: 'sync' } }],
      'credential',
      [
        {
          kind: 'issued-credential',
          credential: 'mara.lindqvist@halcyonedge.example/sync',
          alias: self,
        },
      ],
    ],
    ['api_token_revoked', [token], 'credential', [{ kind: 'revoked-credential', credential: 'tok-1' }]],
    ['user_password_changed', [], 'credential', [{ kind: 'reset-credential', alias: self }]],
    ['twosv_disabled_for_user', [tom], 'credential', [{ kind: 'reset-credential', alias }]],
    ['password_policy_changed', [tom], 'credential', undefined],
    [
      'app_installed',
      [{ id: 'a', type: 'apps', attributes: { name: 'Sync' } }],
      'execute',
      [{ kind: 'ran-code', where: 'halcyonedge.atlassian.example', hosts: [] }],
    ],
    [
      'repository_created',
      [{ id: 'r', type: 'repositories', attributes: { name: 'edge' } }],
      'change',
      undefined,
    ],
    ['jira_issue_viewed', [], 'read', undefined],
    ['audit_log_exported', [], 'export', undefined],
  ])('%s %#', (action, context, category, effects) => {
    const { draft } = read({ action, context });
    expect(draft.category).toBe(category);
    expect(draft.effects).toEqual(effects);
  });

  it('are read in the spelling with capitals, nested and dotted', () => {
    const nested = {
      ID: 'e1',
      EventTime: '2022-12-15T00:35:15.890Z',
      AuditLog: { Type: 'user_login' },
      EventActor: { ID: MARA, Name: 'Mara Lindqvist', Email: 'mara.lindqvist@halcyonedge.example' },
      EventLocation: { IP: '193.142.58.126' },
    };
    const dotted = {
      ID: 'e1',
      EventTime: '2022-12-15T00:35:15.890Z',
      'AuditLog.Type': 'user_login',
      'EventActor.ID': MARA,
      'EventActor.Name': 'Mara Lindqvist',
      'EventActor.Email': 'mara.lindqvist@halcyonedge.example',
      'EventLocation.IP': '193.142.58.126',
    };
    for (const one of [nested, dotted]) {
      const [event] = readRecords([one]).events;
      expect(event?.at).toBe('2022-12-15T00:35:15.890000Z');
      expect(event?.draft).toMatchObject({
        action: 'user_login',
        srcIp: '193.142.58.126',
        nativeId: 'e1',
        actor: { id: MARA, email: 'mara.lindqvist@halcyonedge.example' },
      });
    }
  });

  it('are recognised as a page, alone, a line each, without a type, behind damage, cut at the head', () => {
    for (const text of [
      [{ data: [record({})], meta: {}, links: {} }],
      [{ data: record({}) }],
      [record({})],
      [record({}, { type: undefined })],
      [record({ context: [{ id: 'x', type: 'groups', attributes: { name: 'x'.repeat(100_000) } }] })],
    ])
      expect(readRecords(text)).toMatchObject({
        detection: expect.stringMatching(/^atlassian:org: /),
        events: [{}],
      });
    expect(readRecords(`{"id":"1","attr\n${JSON.stringify(record({}))}\n`).events).toHaveLength(1);
    expect(readRecords([{ id: '1', type: 'articles', attributes: { title: 'x' } }]).detection).toMatch(
      /^unknown/,
    );
  });
});
