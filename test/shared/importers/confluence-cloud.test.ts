import { describe, expect, it, test } from 'vitest';
import { readRecords } from '../../support/read-records.ts';

const MARA = '5b10ac8d82e05b22cc7d4ef5';
const author = { type: 'user', displayName: 'Mara Lindqvist', username: MARA, accountId: MARA };
const record = (more: object): object => ({
  author,
  remoteAddress: '193.142.58.126',
  creationDate: 1_643_097_111_962,
  summary: 'Space created',
  description: '',
  category: 'Spaces',
  sysAdmin: false,
  superAdmin: false,
  affectedObject: { name: 'Network', objectType: 'Space' },
  changedValues: [],
  associatedObjects: [],
  ...more,
});
const read = (more: object) => readRecords([record(more)]).events[0]!;

describe('Confluence Cloud audit records', () => {
  test.each([
    [1_643_097_111_962, '2022-01-25T07:51:51.962000Z'],
    ['1643097111962', '2022-01-25T07:51:51.962000Z'],
    ['2022-01-25T07:51:51.962Z', '2022-01-25T07:51:51.962000Z'],
    [-1, null],
    [null, null],
    [1e300, null],
  ])('was made at %s', (creationDate, at) => {
    expect(read({ creationDate }).at).toBe(at);
  });

  it('knows the author by account id; the user name is the same again and no login', () => {
    expect(read({}).draft.actor).toEqual({
      type: 'human',
      id: MARA,
      name: 'Mara Lindqvist',
      email: null,
      aliases: [
        { kind: 'atlassian-id', value: MARA },
        { kind: 'display', value: 'Mara Lindqvist' },
      ],
    });
  });

  test.each([
    [{ displayName: 'System' }, { type: 'system' }],
    [{ displayName: 'Anonymous' }, { type: 'unknown', id: null, name: 'Anonymous' }],
    [{}, undefined],
    ['x', undefined],
    [
      { displayName: 'Mara', username: 'MLindqvist' },
      { name: 'mlindqvist', type: 'human' },
    ],
    [
      { displayName: 'Sync', accountId: '557058:0b6c1f0e-7a45-4a6e-9d55-1b6f3b1c2d3e', accountType: 'app' },
      { type: 'service' },
    ],
  ])('by %j', (who, actor) => {
    if (actor === undefined) expect(read({ author: who }).draft.actor).toBeUndefined();
    else expect(read({ author: who }).draft.actor).toMatchObject(actor);
  });

  it('has no target where name and type of the affected object are empty', () => {
    expect(read({ affectedObject: { name: '', objectType: '' } }).draft.targets).toBeUndefined();
  });

  it('takes the id off the name of a group', () => {
    const name = 'confluence-users:b8d81944-e737-4da0-94ca-165fa5c0635c';
    const { draft } = read({ affectedObject: { name, objectType: 'Group' } });
    expect(draft.targets).toEqual([
      { type: 'group', id: 'b8d81944-e737-4da0-94ca-165fa5c0635c', name: 'confluence-users' },
    ]);
  });

  it('finds who left a group in the name of the group', () => {
    const name = '7b9d1c20-5e4f-4a3b-8c2d-1e0f9a8b7c6d; User: 5b10ac8d82e05b22cc7d4ef5';
    const { draft, message } = read({
      summary: 'User removed from group',
      affectedObject: { name, objectType: 'Group' },
    });
    expect(draft.targets).toEqual([
      { type: 'group', id: '7b9d1c20-5e4f-4a3b-8c2d-1e0f9a8b7c6d', name: null },
      { type: 'user', id: '5b10ac8d82e05b22cc7d4ef5', name: null },
    ]);
    expect(message).toContain('took 5b10ac8d82e05b22cc7d4ef5 out of the group 7b9d1c20');
  });

  const user = { name: 'Tom Andrews', objectType: 'User' };
  const change = (name: string, oldValue: string, newValue: string) => ({ name, oldValue, newValue });
  test.each([
    [
      'User created',
      { affectedObject: user, changedValues: [change('Email', '', 'T.Andrews@halcyonedge.example')] },
      [{ kind: 'created-account', alias: { kind: 'email', value: 't.andrews@halcyonedge.example' } }],
    ],
    [
      // A display name is shown and joins nothing.
      'User created',
      { affectedObject: user, changedValues: [change('Email', '', '')] },
      [{ kind: 'created-account', alias: { kind: 'display', value: 'Tom Andrews' } }],
    ],
    [
      'User details updated',
      { affectedObject: user, changedValues: [change('Active', 'Yes', 'No')] },
      [{ kind: 'disabled-account', alias: { kind: 'display', value: 'Tom Andrews' } }],
    ],
    [
      'Space permission added',
      { associatedObjects: [user], changedValues: [change('Type', '', 'SETSPACEPERMISSIONS')] },
      [
        {
          kind: 'granted',
          alias: { kind: 'display', value: 'Tom Andrews' },
          what: 'SETSPACEPERMISSIONS on Network',
        },
      ],
    ],
    ['Space permission removed', { associatedObjects: [user] }, undefined],
  ])('%s %#', (summary, more, effects) => {
    expect(read({ summary, ...more }).draft.effects).toEqual(effects);
  });

  test.each([
    ['Page viewed with admin key', 'read'],
    ['Space export', 'export'],
    ['Space exported', 'export'],
    ['Content restriction added', 'permission'],
    ['Global settings changed', 'change'],
    ['Group created', 'permission'],
    ['User reactivated', 'account'],
    ['Page archived', 'change'],
  ])('%s is %s', (summary, category) => {
    expect(read({ summary }).draft.category).toBe(category);
  });

  it('has no native id: records that are alike to the byte are told apart by nothing', () => {
    expect(read({}).draft.nativeId).toBeUndefined();
  });

  it('is recognised in a page, by one record, behind damage', () => {
    const page = { results: [record({})], start: 0, limit: 25, size: 1, _links: { base: 'x' } };
    expect(readRecords([page])).toMatchObject({ events: [{}], rejected: 0 });
    expect(readRecords(`{"author":{"ty\n${JSON.stringify(record({}))}\n`).events).toHaveLength(1);
    expect(
      readRecords([{ results: [{ id: '1', title: 'x' }], start: 0, limit: 1, size: 1 }]).detection,
    ).toMatch(/^unknown/);
  });
});
