import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { importBytes } from '../../support/importer-properties.ts';
import { readRecords } from '../../support/read-records.ts';

const JIRA = 'Date,Author,Category,Summary,Affected object,IP address';
const row =
  '2023-11-14T09:22:49Z,Mara Lindqvist,group management,User added to group,jira-users,193.142.58.126';

describe('Atlassian CSV exports', () => {
  test.each([
    ['Date,Author,Category,Summary,Affected object,IP address', 'atlassian:jira'],
    ['Created,Author,Category,Change,Item,Remote address', 'atlassian:jira'],
    ['Time (UTC),User,Event type,Change,Item affected,IP', 'atlassian:jira'],
    ['Date and time,Actor,Event category,Activity,Object,IP address', 'atlassian:jira'],
    ['Timestamp,Author name,Category,Action,Affected objects,Source', 'atlassian:jira'],
    ['Date,Actor,App,Activity,Target,IP address', 'atlassian:org'],
  ])('have the columns %s', (header, source) => {
    const { events, detection } = readRecords(`${header}\n${row}\n`);
    expect(detection).toMatch(/^atlassian:csv: /);
    expect(events[0]?.at).toBe('2023-11-14T09:22:49.000000Z');
    expect(events[0]?.draft).toMatchObject({
      source,
      action: 'User added to group',
      category: 'permission',
      srcIp: '193.142.58.126',
      actor: { name: 'Mara Lindqvist', aliases: [{ kind: 'display', value: 'Mara Lindqvist' }] },
    });
  });

  test.each([
    ['a people roster', 'name,email,login,department\nMara,mara@halcyonedge.example,mlindqvist,Platform'],
    ['a rotation list', 'credential,owner,system,rotated,rotated_at\nJira token,it,Jira,no,'],
    [
      'an Okta export',
      'severity,event_type,display_message,uuid,version,timestamp,outcome.result,actor.alternate_id,client.ip_address\nINFO,group.user_membership.add,Add user to group membership,u1,0,2023-11-14T09:22:49Z,SUCCESS,mara@halcyonedge.example,203.0.113.24',
    ],
    [
      'a CloudTrail event history',
      'User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\nmara,AKIA1,2023-11-14T09:22:49Z,iam.amazonaws.com,AddUserToGroup,us-east-1,203.0.113.24,x,,[],r,e,false,AwsApiCall,1,Management',
    ],
    [
      'an Athena result',
      'eventtime,useridentity,eventsource,eventname,sourceipaddress\n2023-11-14T09:22:49Z,{type=IAMUser},iam.amazonaws.com,CreateUser,203.0.113.24',
    ],
    [
      'a flow log',
      'version,account-id,interface-id,srcaddr,dstaddr,start\n2,1,eni-1,203.0.113.24,203.0.113.25,1699953769',
    ],
    [
      'a git history',
      'commit,author,date,summary\nabc,Mara,2023-11-14T09:22:49Z,User added to group for Jira',
    ],
    [
      'articles',
      'Date,Author,Category,Summary,Title\n2023-11-14T09:22:49Z,Mara,Permissions,How we updated Jira,Edge',
    ],
    [
      'another vendor’s audit log that names Jira now and then',
      'Time,User,Event type,Action,Object,IP\n2023-11-14T09:22:49Z,mara,login,User logged in,Salesforce,203.0.113.24\n2023-11-14T09:22:50Z,mara,app,App assigned,Jira,203.0.113.24\n2023-11-14T09:22:51Z,mara,login,User logged out,Salesforce,203.0.113.24',
    ],
    ['a header alone', JIRA],
    [
      'tickets of Jira itself',
      'Issue key,Summary,Reporter,Created,Updated\nNET-1,Edge updated,Mara,14/Nov/23 9:22 AM,x',
    ],
    ['a generic table', 'date,user,action,ip\n2023-11-14,mara,login,203.0.113.24'],
  ])('are not %s', (_what, text) => {
    expect(readRecords(`${text}\n`).detection).not.toMatch(/^atlassian:csv/);
  });

  const OTRF = join(
    import.meta.dirname,
    '../../../../shared/fixtures/logs/otrf/unzipped/AWS_S3_HoneyBucketLogs.csv',
  );
  it.skipIf(!existsSync(OTRF))('are not a table derived from S3 logs (skipped where it is absent)', () => {
    expect(importBytes(new Uint8Array(readFileSync(OTRF)), 65_536).detection).not.toMatch(/^atlassian:csv/);
  });

  it('say once for the file what they lack', () => {
    const { issues } = readRecords(`${JIRA}\n${row}\n${row}\n`);
    expect(issues).toEqual([
      'record 1 at 56: source.lossy (note) the CSV export has no account ids of authors, no account ids of objects, no user agents, no sessions, no ids of records',
    ]);
  });

  test.each([
    ['Mara Lindqvist', 'Mara Lindqvist', ['display=Mara Lindqvist']],
    // Anybody may choose a display name that is somebody's login.
    ['mlindqvist', 'mlindqvist', ['display=mlindqvist']],
    ['Mara.L@halcyonedge.example', 'mara.l@halcyonedge.example', ['email=mara.l@halcyonedge.example']],
    [
      'Mara Lindqvist <Mara.L@halcyonedge.example>',
      'Mara Lindqvist',
      ['email=mara.l@halcyonedge.example', 'display=Mara Lindqvist'],
    ],
    [
      'Mara Lindqvist (5b10ac8d82e05b22cc7d4ef5)',
      'Mara Lindqvist',
      ['atlassian-id=5b10ac8d82e05b22cc7d4ef5', 'display=Mara Lindqvist'],
    ],
    ['Mara (Contractor)', 'Mara (Contractor)', ['display=Mara (Contractor)']],
    ['System', 'System', ['service=atlassian:system']],
    ['Anonymous', 'Anonymous', ['display=Anonymous']],
    ['-', null, []],
  ])('are by %s', (author, name, aliases) => {
    const { draft } = readRecords(`${JIRA}\n${row.replace('Mara Lindqvist', author)}\n`).events[0]!;
    expect(draft.actor?.name ?? null).toBe(name);
    expect((draft.actor?.aliases ?? []).map(({ kind, value }) => `${kind}=${value}`)).toEqual(aliases);
  });

  it('join by login where a column says that it is one, and by e-mail', () => {
    const header = 'Date,Author,Username,Category,Action,Affected objects,Source';
    const cells = '2023-11-14T09:22:49Z,Mara Lindqvist,MLindqvist,group management,User added to group,';
    const { draft } = readRecords(
      `${header}\n${cells}jira-users (Group); t@halcyonedge.example (User),192.0.2.1\n`,
    ).events[0]!;
    expect(draft.actor?.aliases).toContainEqual({ kind: 'login', value: 'mlindqvist' });
    expect(draft.effects).toEqual([
      { kind: 'granted', alias: { kind: 'email', value: 't@halcyonedge.example' }, what: 'jira-users' },
    ]);
  });

  it('read days and months as the file shows them, and never guess', () => {
    const line = (date: string) => row.replace('2023-11-14T09:22:49Z', date);
    const times = (text: string) => readRecords(text).events.map(({ at }) => at?.slice(0, 16) ?? null);
    expect(times(`${JIRA}\n${line('03/04/2023 09:22')}\n${line('14/04/2023 09:22')}\n`)).toEqual([
      '2023-04-03T09:22',
      '2023-04-14T09:22',
    ]);
    expect(times(`${JIRA}\n${line('03/04/2023 09:22')}\n${line('04/14/2023 09:22')}\n`)).toEqual([
      '2023-03-04T09:22',
      '2023-04-14T09:22',
    ]);
    expect(times(`${JIRA}\n${line('03/04/2023 09:22')}\n`)).toEqual([null]);
    expect(times(`${JIRA}\n${line('14/Nov/23 9:22 PM')}\n${line('')}\n`)).toEqual(['2023-11-14T21:22', null]);
  });

  it('belong to the product whose words they hold', () => {
    const of = (category: string, summary: string, object: string) =>
      readRecords(`${JIRA}\n2023-11-14T09:22:49Z,Mara,${category},${summary},${object},192.0.2.1\n`).events[0]
        ?.draft.source;
    expect(of('workflows', 'Workflow scheme updated', 'x')).toBe('atlassian:jira');
    expect(of('Permissions', 'Space permission added', 'Network')).toBe('atlassian:confluence');
    expect(of('Repositories', 'Repository created', 'edge')).toBe('atlassian:bitbucket');
  });
});
