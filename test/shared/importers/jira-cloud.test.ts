import { describe, expect, it, test } from 'vitest';
import { readRecords } from '../../support/read-records.ts';

const MARA = '5b10ac8d82e05b22cc7d4ef5';
const KEY = 'ug:0b6c1f0e-7a45-4a6e-9d55-1b6f3b1c2d3e';
const NEW = 'ug:7f3d2c1b-9a8e-4f60-8b7a-6c5d4e3f2a1b';
const record = (more: object): object => ({
  id: 11_959,
  summary: 'Workflow updated',
  remoteAddress: '193.142.58.126',
  authorKey: KEY,
  authorAccountId: MARA,
  created: '2022-01-24T08:48:05.645+0000',
  category: 'workflows',
  eventSource: '',
  objectItem: { id: 'w', name: 'Edge', typeName: 'WORKFLOW' },
  ...more,
});
const read = (more: object) => readRecords([record(more)]).events[0]!;

describe('Jira Cloud audit records', () => {
  test.each([
    ['2022-01-24T08:48:05.645+0000', '2022-01-24T08:48:05.645000Z'],
    ['2022-01-24T10:48:05.645+0200', '2022-01-24T08:48:05.645000Z'],
    ['2022-01-24T08:48:05.645Z', '2022-01-24T08:48:05.645000Z'],
    ['2022-02-30T08:48:05.645+0000', null],
    ['24/Jan/22', null],
  ])('was made at %s', (created, at) => {
    expect(read({ created }).at).toBe(at);
  });

  it('knows the author by account id, which is the same everywhere, and by key', () => {
    expect(read({}).draft.actor).toEqual({
      type: 'human',
      id: MARA,
      name: MARA,
      email: null,
      aliases: [
        { kind: 'atlassian-id', value: MARA },
        { kind: 'atlassian-id', value: KEY },
      ],
    });
  });

  it('is the system’s own work without author and address; with an address it is somebody’s', () => {
    const nobody = { authorKey: undefined, authorAccountId: undefined };
    expect(read({ ...nobody, remoteAddress: undefined }).draft.actor).toMatchObject({ type: 'system' });
    expect(read(nobody).draft.actor).toBeUndefined();
    expect(read(nobody).message).toBe('Someone changed the workflow Edge in Jira from 193.142.58.126');
  });

  test.each([
    ['10.83.76.139', '10.83.76.139', []],
    ['203.0.113.24, 10.2.3.4', '203.0.113.24', ['10.2.3.4']],
    ['[2001:db8::17]:443', '2001:db8::17', []],
    ['fe80::1%eth0', 'fe80::1', []],
    ['proxy.example', undefined, []],
    ['', undefined, []],
  ])('comes from %s', (remoteAddress, srcIp, proxies) => {
    const { draft } = read({ remoteAddress });
    expect(draft.srcIp).toBe(srcIp);
    expect((draft.relatedIps ?? []).map(({ ip }) => ip)).toEqual(proxies);
  });

  const user = { id: NEW, name: NEW, typeName: 'USER' };
  const alias = { kind: 'atlassian-id', value: NEW };
  const group = { name: 'jira-administrators', typeName: 'GROUP' };
  test.each([
    ['User created', { objectItem: user }, 'account', [{ kind: 'created-account', alias }]],
    [
      'User added to group',
      { objectItem: group, associatedItems: [user] },
      'permission',
      [{ kind: 'granted', alias, what: 'jira-administrators' }],
    ],
    ['User removed from group', { objectItem: group, associatedItems: [user] }, 'permission', undefined],
    [
      'User updated',
      {
        objectItem: user,
        changedValues: [{ fieldName: 'Active / Inactive', changedFrom: 'Active', changedTo: 'Inactive' }],
      },
      'account',
      [{ kind: 'disabled-account', alias }],
    ],
    [
      'User updated',
      { objectItem: user, changedValues: [{ fieldName: 'Active / Inactive', changedTo: 'Active' }] },
      'account',
      undefined,
    ],
    ['User deactivated', { objectItem: user }, 'account', [{ kind: 'disabled-account', alias }]],
    ["User's password changed", { objectItem: user }, 'credential', [{ kind: 'reset-credential', alias }]],
    [
      'Project roles changed',
      {
        objectItem: { id: '1', name: 'Administrators', typeName: 'PROJECT_ROLE' },
        changedValues: [{ fieldName: 'Users', changedFrom: KEY, changedTo: `${KEY}, ${NEW}` }],
      },
      'permission',
      [{ kind: 'granted', alias, what: 'Administrators' }],
    ],
    [
      'App installed',
      { objectItem: { name: 'Sync', typeName: 'APP' } },
      'execute',
      [{ kind: 'ran-code', where: 'Jira', hosts: [] }],
    ],
    ['App uninstalled', { objectItem: { name: 'Sync', typeName: 'APP' } }, 'change', undefined],
    [
      'API token created',
      { objectItem: { id: 't1', name: 'sync', typeName: 'TOKEN' } },
      'credential',
      [{ kind: 'issued-credential', credential: 't1', alias: { kind: 'atlassian-id', value: MARA } }],
    ],
    [
      'API token revoked',
      { objectItem: { id: 't1', name: 'sync', typeName: 'TOKEN' } },
      'credential',
      [{ kind: 'revoked-credential', credential: 't1' }],
    ],
    // A scheme that goes to a project gives nothing to the people it names.
    ['Notification scheme added to project', { associatedItems: [user] }, 'change', undefined],
    ['Updated authentication policy', {}, 'permission', undefined],
    ['Group created', { objectItem: group }, 'permission', undefined],
    ['Project deleted', { objectItem: { id: '1', name: 'Test', typeName: 'PROJECT' } }, 'change', undefined],
  ])('%s %#', (summary, more, category, effects) => {
    const { draft } = read({ summary, ...more });
    expect(draft.category).toBe(category);
    expect(draft.effects).toEqual(effects);
    expect(draft.action).toBe(summary);
    expect(draft.outcome).toBe('success');
  });

  it('keeps the native id, and the object once where it is also associated', () => {
    const { draft } = read({ associatedItems: [{ id: 'w', name: 'Edge', typeName: 'WORKFLOW' }] });
    expect(draft.nativeId).toBe('11959');
    expect(draft.targets).toEqual([{ type: 'workflow', id: 'w', name: 'Edge' }]);
  });

  it('is recognised by one record, behind damage, cut at the head, and not by its name', () => {
    expect(readRecords([record({})]).detection).toMatch(/^atlassian:jira-cloud: /);
    const damaged = `{"id":1,"summary":"Work\n${JSON.stringify(record({}))}\n`;
    expect(readRecords(damaged)).toMatchObject({ rejected: 1, events: [{}] });
    const long = record({ description: 'x'.repeat(100_000) });
    expect(readRecords([long]).detection).toMatch(/^atlassian:jira-cloud: /);
    const page = { offset: 0, limit: 1, total: 1, records: [long] };
    expect(readRecords([page]).events).toHaveLength(1);
  });

  it('is not a list of tickets', () => {
    const ticket = { id: 1, summary: 'Printer', created: '2022-01-24T08:48:05.645+0000', category: 'x' };
    expect(readRecords([ticket]).detection).toMatch(/^unknown/);
  });
});
