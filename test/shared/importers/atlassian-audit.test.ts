import { describe, expect, it, test } from 'vitest';
import { readRecords } from '../../support/read-records.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const author = {
  name: 'Mara Lindqvist',
  type: 'user',
  id: '8a7f8181',
  uri: 'https://wiki.halcyonedge.example/admin/users/viewuser.action?username=mlindqvist',
};
const entity = (key: string, more: object = {}): object => ({
  timestamp: '2021-11-27T17:38:58.087Z',
  author,
  type: { categoryI18nKey: '', category: 'x', actionI18nKey: key, action: 'In der Sprache des Servers' },
  affectedObjects: [],
  changedValues: [],
  source: '193.142.58.126',
  system: 'https://wiki.halcyonedge.example',
  method: 'Browser',
  extraAttributes: [],
  ...more,
});
const line = (key: string, more: object = {}): object => {
  const { type, ...rest } = entity(key, more) as { type: object };
  return { ...rest, auditType: type, timestamp: { epochSecond: 1_637_539_629, nano: 37_000_000 } };
};
const read = (one: object) => readRecords([one]).events[0]!;

describe('Data Center audit, both forms', () => {
  it('calls an SSH key what the access log of Bitbucket calls it', () => {
    const id = { nameI18nKey: 'bitbucket.ssh.audit.attr.sshkey.id', name: 'Key ID', value: '2754' };
    const made = entity('bitbucket.ssh.audit.action.sshkeycreated', { extraAttributes: [id] });
    expect(read(made).draft.effects).toMatchObject([
      { kind: 'issued-credential', credential: 'ssh:id:2754' },
    ]);
  });

  it('has its time as ISO text or as a pair whose nanoseconds are padded', () => {
    expect(read(entity('jira.auditing.user.updated')).at).toBe('2021-11-27T17:38:58.087000Z');
    expect(read(line('jira.auditing.user.updated')).at).toBe('2021-11-22T00:07:09.037000Z');
  });

  it('goes by the i18n key, whatever the language', () => {
    expect(read(entity('audit.logging.summary.user.created')).draft.action).toBe(
      'audit.logging.summary.user.created',
    );
  });

  it('takes the login from the profile where the name is the display name', () => {
    const { actor } = read(entity('audit.logging.summary.page.viewed')).draft;
    expect(actor).toEqual({
      type: 'human',
      id: '8a7f8181',
      name: 'mlindqvist',
      email: null,
      aliases: [
        { kind: 'atlassian-id', value: 'confluence:8a7f8181' },
        { kind: 'login', value: 'mlindqvist' },
        { kind: 'display', value: 'Mara Lindqvist' },
      ],
    });
  });

  test.each([
    ['jira.auditing.x', {}, 'atlassian:jira'],
    ['issuenav.jqlsearch.performed', {}, 'atlassian:jira'],
    ['audit.logging.summary.x', {}, 'atlassian:confluence'],
    ['bitbucket.service.x', {}, 'atlassian:bitbucket'],
    ['atlassian.audit.event.action.audit.search', { system: 'https://jira.example' }, 'atlassian:jira'],
    ['atlassian.audit.event.action.audit.search', { system: 'https://a.example' }, 'atlassian:confluence'],
    [
      'personal.access.tokens.audit.log.summary.token.created',
      { system: undefined, author: { id: '1', name: 'x', type: 'ApplicationUser' } },
      'atlassian:jira',
    ],
    [
      'atlassian.audit.event.action.audit.search',
      { system: undefined, author: { id: '1', name: 'x', type: 'NORMAL' } },
      'atlassian:bitbucket',
    ],
  ])('%s %# is of its product', (key, more, source) => {
    expect(read(entity(key, more)).draft.source).toBe(source);
  });

  it('takes a record that names no product for one of the file’s', () => {
    const vague = entity('atlassian.audit.event.action.audit.search', {
      system: 'https://a.example',
      author: { id: '5', name: 'x', type: 'user' },
    });
    const { events } = readRecords([vague, entity('bitbucket.service.project.audit.action.projectcreated')]);
    expect(events.map(({ draft }) => draft.source)).toEqual(['atlassian:bitbucket', 'atlassian:bitbucket']);
  });

  test.each([
    [{ affectedObjects: [{ name: 'ROOT', type: 'USER' }] }],
    [{ extraAttributes: [{ name: 'target', value: 'Root' }] }],
    [
      {
        extraAttributes: [
          { name: 'Ziel', nameI18nKey: 'bitbucket.audit.attribute.legacy.target', value: 'root' },
        ],
      },
    ],
    [{ extraAttributes: [{ name: 'details', value: '{"username":"root"}' }] }],
  ])('lays a failed sign-in on the account that was tried %#', (more) => {
    const anonymous = { id: '-2', name: 'Anonymous', type: 'user' };
    const { draft, message } = read(
      entity('bitbucket.service.user.audit.action.authenticationfailure', { author: anonymous, ...more }),
    );
    expect(draft.actor).toMatchObject({ name: 'root', aliases: [{ kind: 'login', value: 'root' }] });
    expect(draft.outcome).toBe('failure');
    expect(message).toBe('root failed to sign in to Bitbucket from 193.142.58.126');
  });

  it('names the affected account by id and login where a sign-in has no author yet', () => {
    const anonymous = { id: '-2', name: 'Anonymous', type: 'user' };
    const uri = 'https://wiki.halcyonedge.example/admin/users/viewuser.action?username=tandrews';
    const more = {
      author: anonymous,
      affectedObjects: [{ name: 'Tom Andrews', type: 'User', id: '8a7f8199', uri }],
    };
    for (const key of ['login.success', 'login.failed', 'sudo.auth.successful'])
      expect(read(entity(`audit.logging.summary.${key}`, more)).draft).toMatchObject({
        category: 'authentication',
        actor: {
          id: '8a7f8199',
          name: 'tandrews',
          aliases: [
            { kind: 'atlassian-id', value: 'confluence:8a7f8199' },
            { kind: 'login', value: 'tandrews' },
            { kind: 'display', value: 'Tom Andrews' },
          ],
        },
      });
  });

  it('says that whoever did it was anonymous, and makes nobody of it', () => {
    const of = (author: object | undefined) =>
      read(
        entity('jira.auditing.group.created', { author, affectedObjects: [{ name: 'g', type: 'GROUP' }] }),
      );
    const { draft, message } = of({ id: '-2', name: 'Anonym', type: 'user' });
    expect(draft.actor).toEqual({
      type: 'unknown',
      id: '-2',
      name: 'Anonymous',
      email: null,
      aliases: [{ kind: 'display', value: 'Anonymous' }],
    });
    expect(message).toMatch(/^Anonymous created the group g in Jira/);
    expect(of(undefined).draft.actor).toBeUndefined();
  });

  it.each([
    [
      'bitbucket.service.user.audit.action.repositorypermissiongranted',
      {
        extraAttributes: [
          {
            name: 'Berechtigung',
            nameI18nKey: 'bitbucket.service.user.audit.attribute.permission.permission',
            value: 'REPO_ADMIN',
          },
        ],
        affectedObjects: [
          { name: 'EDGE', type: 'PROJECT', id: '2' },
          { name: 'edge-config', type: 'REPOSITORY', id: '1' },
          { name: 'tandrews', type: 'USER', id: '4' },
        ],
      },
      'gave tandrews REPO_ADMIN on edge-config in Bitbucket',
    ],
    [
      'audit.logging.summary.space.permission.added',
      {
        affectedObjects: [
          { name: 'Anonymous', type: 'User' },
          { name: 'Network', type: 'Space', id: '98306' },
        ],
        changedValues: [{ key: 'Type', i18nKey: 'Type', to: 'VIEWSPACE' }],
      },
      'granted VIEWSPACE on the space Network to anonymous in Confluence',
    ],
    [
      'audit.logging.summary.global.permission.removed',
      {
        affectedObjects: [{ name: 'contractors', type: 'Group' }],
        changedValues: [{ key: 'Type', i18nKey: 'Type', from: 'SYSTEMADMINISTRATOR', to: '' }],
      },
      'took the global permission SYSTEMADMINISTRATOR away from contractors in Confluence',
    ],
  ])('%s says which permission, on what and for whom', (key, more, said) => {
    const { draft, message } = read(entity(key, more));
    expect(message).toContain(said);
    expect(draft.targets).toContainEqual(expect.objectContaining({ type: 'permission' }));
  });

  it('takes an access without a right for refused, by key or by the English name', () => {
    const more = (action: string) => ({
      type: {
        action,
        actionI18nKey: 'bitbucket.service.audit.action.resource',
        categoryI18nKey: 'bitbucket.x',
      },
      affectedObjects: [{ name: 'edge-config', type: 'REPOSITORY', id: '1' }],
    });
    const of = (action: string) => read(entity('x', more(action))).draft.outcome;
    expect(of('Unauthorized access to a resource')).toBe('failure');
    expect(of('Access to a resource')).toBe('success');
    expect(read(entity('bitbucket.service.audit.action.unauthorizedaccess')).draft).toMatchObject({
      outcome: 'failure',
      category: 'read',
    });
  });

  it('says why a sign-in failed', () => {
    const key = 'bitbucket.service.user.audit.attribute.authenticationfailure.error';
    const extraAttributes = [{ name: 'Fehler', nameI18nKey: key, value: 'Invalid username or password.' }];
    const failed = entity('bitbucket.service.user.audit.action.authenticationfailure', { extraAttributes });
    expect(read(failed).draft.reason).toBe('Invalid username or password.');
  });

  test.each([
    ['193.142.58.126,192.168.22.33', '193.142.58.126', ['192.168.22.33']],
    ['[2001:db8::17]:443', '2001:db8::17', []],
    ['fe80::1%eth0', 'fe80::1', []],
    [undefined, undefined, []],
  ])('comes from %s', (source, srcIp, proxies) => {
    const { draft } = read(entity('jira.auditing.user.updated', { source }));
    expect(draft.srcIp).toBe(srcIp);
    expect((draft.relatedIps ?? []).map(({ ip }) => ip)).toEqual(proxies);
  });

  const tom = { name: 'tandrews', type: 'USER', id: 'JIRAUSER10201' };
  const login = { kind: 'login', value: 'tandrews' };
  const token = [
    { name: 'ID', nameI18nKey: 'bitbucket.access.tokens.audit.attribute.accesstoken.id', value: '9579' },
  ];
  test.each([
    [
      'bitbucket.service.user.audit.action.usercreated',
      { affectedObjects: [tom] },
      [{ kind: 'created-account', alias: login }],
    ],
    [
      'jira.auditing.user.added.to.group',
      { affectedObjects: [{ name: 'admins', type: 'GROUP' }, tom] },
      [{ kind: 'granted', alias: login, what: 'admins' }],
    ],
    [
      'audit.logging.summary.group.membership.added',
      { affectedObjects: [{ name: 'admins', type: 'Group' }, tom] },
      [{ kind: 'granted', alias: login, what: 'admins' }],
    ],
    [
      'bitbucket.service.user.audit.action.groupmembershipscreated.user',
      { affectedObjects: [{ name: 'admins', type: 'GROUP' }, tom] },
      [{ kind: 'granted', alias: login, what: 'admins' }],
    ],
    [
      'bitbucket.service.user.audit.action.globalpermissiongranted',
      { affectedObjects: [tom], extraAttributes: [{ name: 'Permission', value: 'SYS_ADMIN' }] },
      [{ kind: 'granted', alias: login, what: 'SYS_ADMIN' }],
    ],
    [
      'bitbucket.service.user.audit.action.globalpermissiongrantrequested',
      { affectedObjects: [tom] },
      undefined,
    ],
    [
      'bitbucket.service.user.audit.action.userdeleted',
      { affectedObjects: [tom] },
      [{ kind: 'disabled-account', alias: login }],
    ],
    [
      'bitbucket.service.user.audit.action.usercredentialupdated',
      { affectedObjects: [tom] },
      [{ kind: 'reset-credential', alias: login }],
    ],
    [
      'bitbucket.access.tokens.audit.action.accesstokencreated.personal',
      { extraAttributes: token, affectedObjects: [tom] },
      [{ kind: 'issued-credential', credential: '9579', alias: login }],
    ],
    [
      'bitbucket.access.tokens.audit.action.accesstokendeleted.personal',
      { extraAttributes: token },
      [{ kind: 'revoked-credential', credential: '9579' }],
    ],
    [
      'jira.auditing.project.roles.changed',
      {
        affectedObjects: [{ name: 'Developers', type: 'PROJECT_ROLE' }],
        changedValues: [
          {
            key: 'Users',
            i18nKey: 'admin.common.words.users',
            from: 'JIRAUSER1',
            to: 'JIRAUSER1, JIRAUSER2',
          },
        ],
      },
      [{ kind: 'granted', alias: { kind: 'atlassian-id', value: 'jira:2' }, what: 'Developers' }],
    ],
    [
      'audit.logging.summary.user.created',
      {
        affectedObjects: [{ name: 'Tom Andrews', type: 'User', id: '8a7f8199' }],
        changedValues: [{ key: 'Username', i18nKey: 'Username', to: 'tandrews' }],
      },
      [{ kind: 'created-account', alias: login }],
    ],
    [
      'audit.logging.summary.group.membership.added',
      {
        affectedObjects: [
          { name: 'admins', type: 'Group' },
          { name: 'Tom Andrews', type: 'User', id: '8a7f8199' },
        ],
      },
      [{ kind: 'granted', alias: { kind: 'atlassian-id', value: 'confluence:8a7f8199' }, what: 'admins' }],
    ],
    [
      'audit.logging.summary.space.permission.added',
      { affectedObjects: [{ name: 'Anonymous', type: 'User' }] },
      undefined,
    ],
    [
      'audit.logging.summary.plugin.installed',
      { affectedObjects: [{ name: 'x', type: 'App' }] },
      [{ kind: 'ran-code', where: 'wiki.halcyonedge.example', hosts: [] }],
    ],
    [
      'audit.logging.summary.plugin.uninstalled',
      { affectedObjects: [{ name: 'x', type: 'App' }] },
      undefined,
    ],
    [
      'bitbucket.service.plugin.audit.action.plugininstalled',
      { author: { id: '-1', name: 'System', type: 'system' } },
      undefined,
    ],
  ])('%s %# has its effects', (key, more, effects) => {
    expect(read(entity(key, more)).draft.effects).toEqual(effects);
    expect(read(line(key, more)).draft.effects).toEqual(effects);
  });

  it('is recognised in a page, by one entity, behind damage, cut at the head', () => {
    const one = entity('jira.auditing.user.updated');
    const long = entity('jira.auditing.user.updated', { node: 'x'.repeat(100_000) });
    const pagingInfo = { lastPage: true, size: 1 };
    for (const text of [[{ entities: [one], pagingInfo }], [{ pagingInfo, entities: [one] }], [one], [long]])
      expect(readRecords(text)).toMatchObject({
        detection: expect.stringMatching(/^atlassian:audit/),
        events: [{}],
      });
    expect(readRecords(`{"timestamp":"20\n${JSON.stringify(one)}\n`).events).toHaveLength(1);
  });
});

it('reads hostile lengths in time that grows with them', () => {
  const long = 'app user added '.repeat(60_000);
  const uri = '/ViewProfile.jspa?'.repeat(50_000);
  expectNoBlowUp(() => {
    readRecords([
      entity(long, { author: { ...author, uri } }),
      entity('jira.auditing.user.created', { affectedObjects: [{ name: 'x', type: 'USER', uri }] }),
    ]);
    readRecords([
      { id: 1, summary: long, created: long, category: 'x', eventSource: '', remoteAddress: long },
      { id: 2, summary: 'User created', created: long, category: 'x', eventSource: '', authorKey: long },
    ]);
    readRecords([
      { attributes: { time: long, action: long, actor: { name: long, email: `${long}@x.y` }, context: [] } },
    ]);
    const spaces = ' '.repeat(500_000);
    readRecords(
      `Date,Author,Category,Summary,Object,IP\n2023-11-14T09:22:49Z,Mara,x,User added to group,y,192.0.2.1\n2023-11-14T09:22:49Z,a${spaces}b,x,${long},${spaces}(y,192.0.2.1\n`,
    );
  });
});
