/** What CloudTrail records mean, trap by trap; the same records in every export. */
import { describe, expect, it } from 'vitest';
import { contentKey } from '../../../electron/engine/store/content-key.ts';
import type { Draft } from '../../../shared/events/event.ts';
import { messageOf } from '../../../shared/events/message.ts';
import type { Read } from '../../../shared/importers/importer.ts';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { unwrap } from '../../../shared/importers/kit/unwrap.ts';
import { cloudtrail } from '../../../shared/importers/sources/cloudtrail.ts';
import { importBytes, OPTIONS, readSample } from '../../support/importer-properties.ts';

const ACCOUNT = '481516234210';

function read(fields: Record<string, unknown>): Read {
  const value = {
    eventVersion: '1.08',
    eventTime: '2023-11-14T09:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    sourceIPAddress: '203.0.113.24',
    recipientAccountId: ACCOUNT,
    eventID: 'e-1',
    ...fields,
  };
  const head = headOf(new TextEncoder().encode(JSON.stringify(value)), true);
  return cloudtrail.open(head, OPTIONS).read({ framing: 'json', value });
}

function draftOf(fields: Record<string, unknown>): Draft {
  const answer = read(fields);
  if (answer.kind !== 'event') throw new Error(`${answer.kind}`);
  return answer.draft;
}

const actorOf = (userIdentity: unknown, more: Record<string, unknown> = {}) =>
  draftOf({ userIdentity, ...more }).actor;

function session(role: string, name: string, context: Record<string, unknown> = {}): object {
  return {
    type: 'AssumedRole',
    principalId: `AROA1:${name}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIA1',
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, userName: role },
      attributes: { creationDate: '20131102T010628Z', mfaAuthenticated: 'false' },
      ...context,
    },
  };
}

describe('who acted', () => {
  it('an IAM user by name, with ARN and long-term key as what joins', () => {
    const user = {
      type: 'IAMUser',
      principalId: 'AIDA1',
      accountId: ACCOUNT,
      accessKeyId: 'AKIA1',
      userName: 'ci',
    };
    expect(actorOf(user)).toEqual({
      type: 'human',
      id: 'AIDA1',
      name: 'ci',
      email: null,
      aliases: [
        { kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:user/ci` },
        { kind: 'access-key', value: 'AKIA1' },
      ],
    });
    expect(actorOf({ ...user, accessKeyId: 'ASIA1' })?.aliases).toHaveLength(1);
  });

  it('root by that name, whatever the alias of the account', () => {
    const root = actorOf({
      type: 'Root',
      principalId: ACCOUNT,
      accountId: ACCOUNT,
      userName: 'halcyon-prod',
    });
    expect(root).toMatchObject({
      name: 'root',
      aliases: [{ kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:root` }],
    });
  });

  it('a role session by the name of the session, the person behind it by e-mail', () => {
    expect(actorOf(session('AWSReservedSSO_Admin_1', 'Mara.Lindqvist@halcyonedge.example'))).toEqual({
      type: 'role',
      id: 'AROA1:Mara.Lindqvist@halcyonedge.example',
      name: 'Mara.Lindqvist@halcyonedge.example',
      email: 'mara.lindqvist@halcyonedge.example',
      aliases: [
        {
          kind: 'role-session',
          value: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_1/Mara.Lindqvist@halcyonedge.example`,
        },
        { kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:role/AWSReservedSSO_Admin_1` },
        { kind: 'email', value: 'mara.lindqvist@halcyonedge.example' },
      ],
    });
    expect(actorOf(session('web', 'i-0abc'))).toMatchObject({ name: 'i-0abc', email: null });
  });

  it('the source identity before the name that the caller chose', () => {
    const chosen = session('admin', 'boss@halcyonedge.example', {
      sourceIdentity: 'Tom.Aydin@halcyonedge.example',
    });
    expect(actorOf(chosen)).toMatchObject({
      name: 'boss@halcyonedge.example',
      email: 'tom.aydin@halcyonedge.example',
    });
    const login = actorOf(session('admin', 'run-7', { sourceIdentity: 'taydin' }));
    expect(login?.aliases).toContainEqual({ kind: 'display', value: 'taydin' });
  });

  it('a federated user by its name, with who issued it beside', () => {
    const federated = {
      type: 'FederatedUser',
      principalId: `${ACCOUNT}:build`,
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/build`,
      sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${ACCOUNT}:user/ci` } },
    };
    expect(actorOf(federated)).toMatchObject({
      name: 'build',
      aliases: [{ kind: 'role-session' }, { kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:user/ci` }],
    });
  });

  it('callers of another account, by session where the principal has one', () => {
    expect(actorOf({ type: 'AWSAccount', principalId: 'AIDA9', accountId: '230948120571' })).toMatchObject({
      name: '230948120571',
      aliases: [{ kind: 'account-id', value: '230948120571' }],
    });
    const named = actorOf({
      type: 'AWSAccount',
      principalId: 'AROA9:kai@partner.example',
      accountId: '230948120571',
    });
    // The account only qualifies here: as first alias it would join all its callers.
    expect(named?.aliases.map(({ kind }) => kind)).toEqual(['email', 'account-id']);
  });

  it.each([
    { type: 'IAMUser', accountId: ACCOUNT, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    { type: 'Unknown', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
    { type: 'Unknown', principalId: 'Anonymous' },
  ])('nobody in particular: %o is shown and joins nothing', (identity) => {
    const actor = actorOf(identity);
    expect(actor?.aliases).toEqual([{ kind: 'display', value: actor?.name }]);
    expect(actor?.email).toBeNull();
  });

  it('services, also where the identity is empty', () => {
    const service = {
      type: 'system',
      name: 'ec2.amazonaws.com',
      aliases: [{ kind: 'service', value: 'ec2.amazonaws.com' }],
    };
    expect(actorOf({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' })).toMatchObject(service);
    expect(actorOf({ accountId: ACCOUNT, invokedBy: 'ec2.amazonaws.com' })).toMatchObject(service);
    expect(actorOf(null, { sourceIPAddress: 'ec2.amazonaws.com' })).toMatchObject(service);
    expect(actorOf(null)).toBeNull();
  });

  it('people of a SAML provider, workloads and people of a web identity provider, users of Identity Center', () => {
    expect(
      actorOf({
        type: 'SAMLUser',
        principalId: 'q=:Tom@halcyonedge.example',
        userName: 'Tom@halcyonedge.example',
      }),
    ).toMatchObject({
      type: 'human',
      aliases: [{ kind: 'email', value: 'tom@halcyonedge.example' }],
    });
    expect(
      actorOf({ type: 'WebIdentityUser', principalId: 'p:a:repo:x/y:ref:z', userName: 'repo:x/y:ref:z' }),
    ).toMatchObject({
      type: 'service',
      name: 'repo:x/y:ref:z',
      aliases: [{ kind: 'service', value: 'p:a:repo:x/y:ref:z' }],
    });
    expect(actorOf({ type: 'WebIdentityUser', userName: 'mara@halcyonedge.example' })).toMatchObject({
      email: 'mara@halcyonedge.example',
    });
    const center = { type: 'IdentityCenterUser', onBehalfOf: { userId: '5448' } };
    expect(actorOf(center)).toMatchObject({ type: 'human', id: '5448', name: '5448' });
    expect(actorOf(center, { additionalEventData: { UserName: 'mara@halcyonedge.example' } })).toMatchObject({
      id: '5448',
      name: 'mara@halcyonedge.example',
      email: 'mara@halcyonedge.example',
    });
  });

  it('users of Identity Center in records that call them unknown', () => {
    const id = 'f8814370-f091-7062-a6c2-d17e39b7c365';
    expect(actorOf({ type: 'Unknown', principalId: id, userName: 'taydin' })).toMatchObject({
      type: 'human',
      name: 'taydin',
      aliases: [{ kind: 'arn', value: `arn:aws:identitystore:::user/${id}` }],
    });
  });

  it('roles, directories and what is unknown', () => {
    expect(actorOf({ type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/x/scheduler` })).toMatchObject({
      type: 'role',
      name: 'scheduler',
    });
    expect(actorOf({ type: 'Directory', userName: 'taydin' })).toMatchObject({
      type: 'unknown',
      name: 'taydin',
    });
    expect(actorOf({ type: 'Unknown', userName: 'mara@halcyonedge.example' })).toMatchObject({
      email: 'mara@halcyonedge.example',
    });
  });
});

describe('whether it was done', () => {
  const signIn = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' };
  it.each([
    [{}, 'success'],
    [{ errorCode: 'AccessDenied' }, 'failure'],
    [{ errorMessage: 'no' }, 'failure'],
    [{ errorCode: '200' }, 'success'],
    [{ errorCode: '403' }, 'failure'],
    [{ ...signIn, responseElements: { ConsoleLogin: 'Failure' } }, 'failure'],
    [{ ...signIn, responseElements: { ConsoleLogin: 'Success' } }, 'success'],
    [{ ...signIn, eventName: 'CheckMfa', responseElements: { CheckMfa: 'Failure' } }, 'failure'],
    [{ ...signIn, eventName: 'SwitchRole', responseElements: { SwitchRole: 'Success' } }, 'success'],
    [{ eventName: 'UserAuthentication', serviceEventDetails: { UserAuthentication: 'Failure' } }, 'failure'],
    [{ eventName: 'UserAuthentication', serviceEventDetails: { UserAuthentication: 'Success' } }, 'success'],
  ])('%o: %s', (fields, outcome) => {
    expect(draftOf(fields).outcome).toBe(outcome);
  });

  it.each([
    ['Yes', 'with MFA'],
    ['YES', 'with MFA'],
    ['No', 'without MFA'],
  ])('tells the second factor of a sign-in: MFAUsed %s', (MFAUsed, words) => {
    const draft = draftOf({
      ...signIn,
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MFAUsed },
    });
    expect(messageOf(draft)).toBe(`Someone signed in to the AWS console ${words} from 203.0.113.24`);
  });
});

describe('from where', () => {
  it.each(['AWS Internal', 'AWS Internal/3', 'secretsmanager.amazonaws.com', 'ec2.amazonaws.com.cn'])(
    '%s is a service and no address',
    (sourceIPAddress) => {
      const draft = draftOf({ sourceIPAddress, userIdentity: { type: 'IAMUser', userName: 'ci' } });
      expect(draft.srcIp).toBeNull();
      expect(draft.targets).toEqual([{ type: 'service', id: null, name: sourceIPAddress }]);
      expect(messageOf(draft)).toBe(`ci called DescribeInstances in AWS through ${sourceIPAddress}`);
    },
  );

  it('keeps private addresses behind an endpoint, and what is no address as it is written', () => {
    const inside = draftOf({ sourceIPAddress: '10.0.1.77', vpcEndpointId: 'vpce-1' });
    expect(inside.srcIp).toBe('10.0.1.77');
    expect(inside.targets).toEqual([{ type: 'vpc-endpoint', id: 'vpce-1', name: null }]);
    const odd = draftOf({ sourceIPAddress: '198.051.100.007' });
    expect([odd.srcIp, odd.targets[0]?.name]).toEqual([null, '198.051.100.007']);
    expect(draftOf({ sourceIPAddress: '2001:DB8:0::1' }).srcIp).toBe('2001:db8::1');
  });

  it('takes the first of several addresses, and the rest as proxies', () => {
    const draft = draftOf({ sourceIPAddress: '203.0.113.24, 10.0.1.77' });
    expect([draft.srcIp, draft.relatedIps]).toEqual(['203.0.113.24', [{ ip: '10.0.1.77', role: 'proxy' }]]);
    expect(draftOf({ sourceIPAddress: 'one, two' }).srcIp).toBeNull();
  });

  it('names addresses that a rule lets in and that instances got', () => {
    const named = (fields: Record<string, unknown>) => draftOf(fields).relatedIps.map(({ ip }) => ip);
    const ipPermissions = {
      items: [
        { ipRanges: { items: [{ cidrIp: '193.142.58.126/32' }, { cidrIp: '0.0.0.0/0' }] } },
        { ipv6Ranges: { items: [{ cidrIpv6: '2001:db8::24/128' }] } },
      ],
    };
    expect(named({ requestParameters: { ipPermissions } })).toEqual(['193.142.58.126', '2001:db8::24']);
    const items = [{ instanceId: 'i-1', privateIpAddress: '10.20.30.41' }];
    expect(named({ responseElements: { instancesSet: { items } } })).toEqual(['10.20.30.41']);
    expect(named({ serviceEventDetails: { sourceIpAddress: '10.20.30.40' } })).toEqual(['10.20.30.40']);
  });

  it('takes the brackets off user agents of S3', () => {
    expect(draftOf({ userAgent: '[S3Console/0.4, aws-internal/3]' }).userAgent).toBe(
      'S3Console/0.4, aws-internal/3',
    );
  });
});

describe('keys that were handed out', () => {
  const issued = (fields: Record<string, unknown>) => draftOf(fields).effects;
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/admin/tom`;
  it.each([
    [
      'sts.amazonaws.com',
      'AssumeRole',
      { credentials: { accessKeyId: 'ASIA2' }, assumedRoleUser: { arn } },
      arn,
    ],
    [
      'sts.amazonaws.com',
      'AssumeRoleWithSAML',
      { credentials: { accessKeyId: 'ASIA2' }, assumedRoleUser: { arn } },
      arn,
    ],
    [
      'sts.amazonaws.com',
      'AssumeRoleWithWebIdentity',
      { credentials: { accessKeyId: 'ASIA2' }, assumedRoleUser: { arn } },
      arn,
    ],
    [
      'sts.amazonaws.com',
      'GetFederationToken',
      { credentials: { accessKeyId: 'ASIA2' }, federatedUser: { arn } },
      arn,
    ],
    ['sts.amazonaws.com', 'GetSessionToken', { credentials: { accessKeyId: 'ASIA2' } }, null],
    ['sso.amazonaws.com', 'GetRoleCredentials', { roleCredentials: { accessKeyId: 'ASIA2' } }, null],
    [
      'rolesanywhere.amazonaws.com',
      'CreateSession',
      { credentialSet: [{ credentials: { accessKeyId: 'ASIA2' }, assumedRoleUser: { arn } }] },
      arn,
    ],
  ])('%s %s', (eventSource, eventName, responseElements, session) => {
    expect(issued({ eventSource, eventName, responseElements })).toEqual([
      {
        kind: 'issued-credential',
        credential: 'ASIA2',
        alias: session === null ? null : { kind: 'role-session', value: session },
      },
    ]);
    expect(issued({ eventSource, eventName, responseElements, errorCode: 'AccessDenied' })).toEqual([]);
  });

  it('long-term keys, of another user or of the caller', () => {
    const key = { eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey' };
    const caller = { type: 'IAMUser', accountId: ACCOUNT, userName: 'ci' };
    expect(
      issued({
        ...key,
        userIdentity: caller,
        responseElements: { accessKey: { accessKeyId: 'AKIA2', userName: 'svc' } },
      }),
    ).toEqual([
      {
        kind: 'issued-credential',
        credential: 'AKIA2',
        alias: { kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:user/svc` },
      },
    ]);
    expect(
      issued({ ...key, userIdentity: caller, responseElements: { accessKey: { accessKeyId: 'AKIA2' } } }),
    ).toEqual([
      {
        kind: 'issued-credential',
        credential: 'AKIA2',
        alias: { kind: 'arn', value: `arn:aws:iam::${ACCOUNT}:user/ci` },
      },
    ]);
  });

  it('does not take another service’s users for users of IAM', () => {
    const made = {
      eventSource: 'identitystore.amazonaws.com',
      eventName: 'CreateUser',
      requestParameters: { userName: 'x' },
    };
    expect(issued(made)).toEqual([]);
    expect(draftOf(made).targets[0]?.type).toBe('directory-user');
  });
});

describe('records that are no calls', () => {
  it('Insights say what CloudTrail saw', () => {
    const draft = draftOf({
      eventName: undefined,
      eventType: 'AwsCloudTrailInsight',
      sharedEventID: 's-1',
      insightDetails: {
        state: 'End',
        eventSource: 'iam.amazonaws.com',
        eventName: 'CreateUser',
        insightType: 'ApiCallRateInsight',
        insightContext: {
          statistics: { baseline: { average: 0.0017561507 }, insight: { average: 50.1 } },
          attributions: [
            { attribute: 'userIdentityArn', insight: [{ value: 'arn:aws:iam::1:user/ci', average: 50 }] },
          ],
        },
      },
    });
    expect(messageOf(draft)).toBe(
      'CloudTrail saw an unusual rate of CreateUser calls (end of ApiCallRateInsight)',
    );
    expect(draft).toMatchObject({
      action: 'AwsCloudTrailInsight',
      outcome: 'unknown',
      reason: '50.1 a minute, usually 0.00176',
      actor: null,
      effects: [],
      targets: [
        { type: 'api', id: 'iam.amazonaws.com:CreateUser', name: 'CreateUser' },
        { type: 'insight', id: 's-1' },
        { type: 'principal', id: 'arn:aws:iam::1:user/ci', name: 'ci' },
      ],
    });
  });

  it('a digest among records is ignored with a reason', () => {
    expect(
      read({ eventName: undefined, digestStartTime: '2023-11-14T08:00:00Z', logFiles: [] }),
    ).toMatchObject({
      kind: 'ignored',
      reason: expect.stringContaining('digest') as string,
    });
  });
});

describe('odd values', () => {
  it('counts bytes in and out, as numbers or as text', () => {
    expect(
      draftOf({ additionalEventData: { bytesTransferredIn: 0.0, bytesTransferredOut: 512 } }).bytes,
    ).toBe(512);
    expect(draftOf({ additionalEventData: { bytesTransferredOut: '512' } }).bytes).toBe(512);
    expect(draftOf({ additionalEventData: { bytesTransferredOut: true } }).bytes).toBeNull();
  });

  it.each([
    ['bedrock', 'Converse', 'execute'],
    ['kms', 'GenerateDataKey', 'read'],
    ['ec2-instance-connect', 'SendSerialConsoleSSHPublicKey', 'credential'],
    ['iam', 'RemoveRoleFromInstanceProfile', 'permission'],
    ['iam', 'SetDefaultPolicyVersion', 'permission'],
    ['cognito-idp', 'ChangePassword', 'credential'],
  ])('%s:%s is %s, whatever the verb says', (service, eventName, category) => {
    expect(draftOf({ eventSource: `${service}.amazonaws.com`, eventName, readOnly: true }).category).toBe(
      category,
    );
  });

  it('asks readOnly where the name of the action says nothing', () => {
    expect(draftOf({ eventName: 'FlipSwitch', readOnly: 'true' }).category).toBe('read');
    expect(draftOf({ eventName: 'FlipSwitch', readOnly: false }).category).toBe('change');
    expect(draftOf({ eventName: 'FlipSwitch' }).category).toBe('other');
  });

  it('says what CloudTrail left out, and a version that is not 1.x', () => {
    const issues = (fields: Record<string, unknown>) => {
      const answer = read(fields);
      return answer.kind === 'event'
        ? (answer.issues ?? []).map(({ code, detail }) => `${code} ${detail}`)
        : [];
    };
    expect(issues({ requestParameters: { omitted: true, originalSize: 303_232 } })).toEqual([
      'source.lossy CloudTrail left out requestParameters, 303232 bytes',
    ]);
    expect(issues({ eventVersion: '2.0' })).toHaveLength(1);
    expect(issues({ eventVersion: '1.11' })).toEqual([]);
  });

  it('reads @timestamp where Logstash took eventTime out', () => {
    const draft = draftOf({ eventTime: undefined, '@timestamp': '2023-11-14T09:00:00.000Z' });
    expect(draft.time?.micros).toBe(draftOf({}).time?.micros);
  });

  it('never throws on values of the wrong kind', () => {
    for (const wrong of [null, 7, true, 'text', [], [[]], {}, { arn: {} }])
      for (const key of [
        'userIdentity',
        'requestParameters',
        'responseElements',
        'resources',
        'additionalEventData',
        'sourceIPAddress',
        'eventTime',
        'insightDetails',
        'serviceEventDetails',
        'eventVersion',
        'recipientAccountId',
      ])
        expect(read({ [key]: wrong }).kind).not.toBe('fact');
  });
});

describe('the same records in every export', () => {
  const drafts = (name: string) =>
    new Map(
      importBytes(readSample(`cloudtrail/${name}`), 65_536).events.map(({ draft }) => [
        draft.nativeId,
        { srcIp: null, actor: null, ...draft } as unknown as Draft,
      ]),
    );
  const trail = drafts('event-history.json');

  it.each([
    ['event-history.csv', 6],
    ['lookup-events.json', 7],
    ['athena.csv', 7],
    ['lake.csv', 7],
    ['eventbridge.ndjson', 3],
    ['firehose-of-cloudwatch.ndjson', 6],
    ['logstash.ndjson', 3],
    ['logs-insights.csv', 3],
    ['splunk-raw.csv', 2],
    ['flattened-dots.csv', 7],
    ['flattened-underscores.csv', 7],
    ['sentinel.csv', 7],
    ['security-lake.ndjson', 7],
    ['security-lake-rc.ndjson', 7],
    ['cloudwatch-export.json', 3],
    ['utf-16.json', 2],
  ])('%s: events with the same id and content: %i', (name, same) => {
    const others = [...drafts(name)].filter(([id]) => trail.has(id));
    const equal = others.filter(([id, draft]) => contentKey(draft) === contentKey(trail.get(id)!));
    expect(equal).toHaveLength(same);
    // All that may differ is a console sign-in, whose outcome the event history does not say.
    for (const [id, draft] of others)
      if (!equal.some(([known]) => known === id))
        expect([draft.action, draft.outcome]).toEqual(['ConsoleLogin', 'unknown']);
  });
});

describe('lookup-events', () => {
  const item = {
    EventId: 'e-1',
    EventName: 'AssumeRole',
    EventTime: 1_699_952_400.5,
    EventSource: 'sts.amazonaws.com',
    Username: 'ci',
    AccessKeyId: 'AKIA1',
    Resources: [
      { ResourceType: 'AWS::IAM::AccessKey', ResourceName: 'ASIA2' },
      { ResourceType: 'AWS::STS::AssumedRole', ResourceName: 'AROA1:run' },
      { ResourceType: 'AWS::STS::AssumedRole', ResourceName: 'arn:aws:sts::1:assumed-role/admin/run' },
      { ResourceType: 'AWS::IAM::Role', ResourceName: 'arn:aws:iam::1:role/admin' },
    ],
  };
  const readItem = (value: Record<string, unknown>) =>
    unwrap(value).map((inside) =>
      inside.kind === 'json'
        ? cloudtrail
            .open(headOf(new Uint8Array(), true), OPTIONS)
            .read({ framing: 'json', value: inside.value })
        : null,
    );

  it('the inner record wins over the outer fields', () => {
    const inner = {
      eventName: 'GetUser',
      eventTime: '2023-11-14T09:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventID: 'e-2',
    };
    const [answer] = readItem({ ...item, CloudTrailEvent: JSON.stringify(inner) });
    expect(answer).toMatchObject({
      kind: 'event',
      draft: { action: 'GetUser', nativeId: 'e-2', time: { text: '2023-11-14T09:00:00Z' } },
    });
  });

  it.each([
    ['missing', undefined, 'source.lossy'],
    ['null', null, 'source.lossy'],
    ['empty', '', 'json.inner'],
    ['cut', '{"eventName":"Get', 'json.inner'],
    ['no JSON', 'see console', 'json.inner'],
  ])('reads the outer fields where the inner record is %s', (_, CloudTrailEvent, code) => {
    const [answer] = readItem(CloudTrailEvent === undefined ? item : { ...item, CloudTrailEvent });
    expect(answer).toMatchObject({
      kind: 'event',
      draft: {
        action: 'AssumeRole',
        time: { micros: 1_699_952_400_500_000 },
        actor: { name: 'ci' },
        credential: 'AKIA1',
        outcome: 'unknown',
        nativeId: 'e-1',
        effects: [
          {
            kind: 'issued-credential',
            credential: 'ASIA2',
            alias: { kind: 'role-session', value: 'arn:aws:sts::1:assumed-role/admin/run' },
          },
        ],
      },
      issues: [{ code }],
    });
  });

  it.each([
    ['2022-02-08 09:23:37+11:00', '2022-02-07T22:23:37Z'],
    ['2022-02-08T09:23:37+11:00', '2022-02-07T22:23:37Z'],
    [1_644_272_617.0, '2022-02-07T22:23:37Z'],
    ['/Date(1644272617000)/', '2022-02-07T22:23:37Z'],
  ])('reads the time %s', (EventTime, utc) => {
    const [answer] = readItem({ ...item, EventTime });
    expect(answer?.kind === 'event' ? answer.draft.time?.micros : null).toBe(
      draftOf({ eventTime: utc }).time?.micros,
    );
  });
});

describe('tables', () => {
  it('bring back the zeros of an account id and say what a spreadsheet lost', () => {
    const { events, issues } = importBytes(readSample('cloudtrail/event-history-spreadsheet.csv'), 65_536);
    expect(events.map(({ draft }) => draft.system)).toEqual([undefined, 'aws:030948120571', undefined]);
    expect(issues.filter((one) => one.includes('number.spreadsheet'))).toHaveLength(3);
  });

  it('give one note per file on what they leave out', () => {
    const { issues } = importBytes(readSample('cloudtrail/event-history.csv'), 65_536);
    expect(issues.filter((one) => one.includes('source.lossy'))).toHaveLength(1);
  });

  it('do not guess an outcome that was not selected', () => {
    const { events } = importBytes(readSample('cloudtrail/athena-selected-columns.csv'), 65_536);
    expect(events.map(({ draft }) => draft.outcome)).toEqual(['unknown', 'unknown']);
  });

  it('of fields that somebody picked in Splunk have its time, and say what was not picked', () => {
    const { events, issues } = importBytes(readSample('cloudtrail/splunk-fields.csv'), 65_536);
    const trail = importBytes(readSample('cloudtrail/event-history.json'), 65_536).events;
    const told = (all: typeof events) =>
      all.map(({ draft }) => [(draft.time as Draft['time'])?.micros, draft.action, draft.srcIp]);
    expect(told(events)).toEqual(told(trail));
    expect(issues.filter((one) => one.includes('source.lossy'))).toEqual([
      expect.stringContaining('responseelements'),
    ]);
  });

  it.each([
    ['11/14/2023, 12:05:49.120 AM', '2023-11-14T00:05:49.120Z'],
    ['11/14/2023, 9:22:49.000 AM', '2023-11-14T09:22:49.000Z'],
    ['1/4/2023, 12:22:49.000 PM', '2023-01-04T12:22:49.000Z'],
    ['1/4/2023, 11:59:59.999 PM', '2023-01-04T23:59:59.999Z'],
    ['1/4/2023, 13:59:59.999 PM', null],
    ['14/11/2023, 9:22:49.000 AM', null],
  ])('of Sentinel: %s is %s', (written, utc) => {
    const row = `TimeGenerated [UTC],EventName,EventSource,AWSRegion\n"${written}",GetUser,iam.amazonaws.com,eu-central-1\n`;
    const [event] = importBytes(new TextEncoder().encode(row), 65_536, 'Europe/Berlin').events;
    const time = event?.draft.time as Draft['time'] | undefined;
    expect(time?.micros ?? null).toBe(utc === null ? null : draftOf({ eventTime: utc }).time?.micros);
    if (utc !== null) expect(time).toMatchObject({ zone: 'stated', text: written });
  });

  it('read times of CloudTrail Lake in UTC whatever zone is assumed for other files', () => {
    const { events } = importBytes(readSample('cloudtrail/lake.csv'), 65_536, 'America/New_York');
    const [trail] = importBytes(readSample('cloudtrail/event-history.json'), 65_536).events;
    expect(events[0]?.draft.time).toMatchObject({
      micros: (trail!.draft as unknown as Draft).time!.micros,
      zone: 'stated',
    });
  });
});

describe('Amazon Security Lake', () => {
  const lake = (more: Record<string, unknown>) => {
    const event = {
      metadata: { product: { name: 'CloudTrail', version: '1.08' }, uid: 'e-1' },
      class_uid: 3002,
      time: 1_699_954_262_000,
      api: { operation: 'ConsoleLogin', service: { name: 'signin.amazonaws.com' } },
      src_endpoint: { ip: '193.142.58.126' },
      ...more,
    };
    const { detection, events } = importBytes(new TextEncoder().encode(JSON.stringify(event)), 65_536);
    return { detection, draft: events[0]?.draft as Partial<Draft> | undefined };
  };

  it.each([
    [{ status: 'Failure' }, 'failure'],
    [{ status: 'Success' }, 'success'],
    [{ status: 'Success', unmapped: { 'responseElements.ConsoleLogin': 'Failure' } }, 'failure'],
    [{ status: 'Other' }, 'success'],
  ])('%j of a console sign-in is %s', (more, outcome) => {
    const { draft } = lake(more);
    expect(draft).toMatchObject({
      action: 'ConsoleLogin',
      outcome,
      srcIp: '193.142.58.126',
      nativeId: 'e-1',
    });
    expect(draft?.time).toMatchObject({ zone: 'stated', precision: 'millisecond' });
  });

  it('a failure without error code or message is one', () => {
    const api = { operation: 'GetUser', service: { name: 'iam.amazonaws.com' } };
    expect(lake({ api, status: 'Failure', status_detail: 'denied' }).draft).toMatchObject({
      outcome: 'failure',
      reason: 'denied',
    });
  });

  it.each([
    ['an object', { 'additionalEventData.UserName': 'mara@halcyonedge.example' }],
    ['pairs', [['additionalEventData.UserName', 'mara@halcyonedge.example']]],
    ['entries', [{ key: 'additionalEventData.UserName', value: 'mara@halcyonedge.example' }, 7, null]],
  ])('a user of the directory, what is unmapped as %s', (_name, unmapped) => {
    const actor = {
      user: { type: 'IdentityCenterUser', uid_alt: '90676532-1', credential_uid: 'no-key' },
      idp: { uid: 'arn:aws:identitystore::1:identitystore/d-1' },
    };
    const api = { operation: 'CredentialChallenge', service: { name: 'signin.amazonaws.com' } };
    const { draft } = lake({ actor, api, unmapped });
    expect(draft?.actor).toMatchObject({
      id: '90676532-1',
      email: 'mara@halcyonedge.example',
      type: 'human',
    });
    expect(draft?.credential).toBeUndefined();
  });

  it.each([
    { unmapped: 'text' },
    { unmapped: { '__proto__.polluted': 'x', 'a.b.c': 1, a: 2 } },
    { actor: [], cloud: 7, src_endpoint: null, resources: 'x' },
    { api: { operation: 'GetUser', request: { data: '{broken' }, response: { data: 7 } } },
    { time: 'tomorrow' },
  ])('%j is no exception', (more) => {
    expect(lake(more).draft?.source).toBe('aws:cloudtrail');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('does not claim events of other products', () => {
    const metadata = { product: { name: 'Route 53' } };
    expect(lake({ metadata }).detection).toMatch(/^unknown/);
  });
});

describe('a head that is cut at 64 KiB', () => {
  const large = 'x'.repeat(100_000);
  const record = {
    eventVersion: '1.08',
    userIdentity: {},
    eventTime: 't',
    eventSource: 's.amazonaws.com',
    eventName: 'n',
  };
  const long = { ...record, requestParameters: { large } };
  const recognised = (text: string) => {
    const head = headOf(new TextEncoder().encode(text), true);
    return cloudtrail.recognise(head)?.shape ?? null;
  };

  it.each([
    ['trail file', { Records: [long, record] }, 'trail file {"Records":[…]}'],
    ['pretty-printed trail file', { Records: [long] }, 'trail file {"Records":[…]}'],
    ['array', [long, record], 'bare records, JSON array'],
    ['one record', long, 'bare records, one after the other'],
    [
      'lookup-events',
      { Events: [{ EventId: 'e', EventName: 'n', EventTime: 1, CloudTrailEvent: JSON.stringify(long) }] },
      'lookup-events {"Events":[…]}',
    ],
    [
      'EventBridge',
      { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.s3', detail: long },
      'wrapped records',
    ],
  ])('%s', (_, value, shape) => {
    expect(recognised(JSON.stringify(value))).toBe(shape);
    expect(recognised(JSON.stringify(value, null, 2))).toBe(shape);
  });

  it('messages that hold one', () => {
    const line = JSON.stringify({ message: JSON.stringify(long) });
    expect(recognised(`${line}\n${line}\n`)).toBe('wrapped records');
    expect(recognised(JSON.stringify({ message: JSON.stringify({ eventType: 'x', large }) }))).toBeNull();
  });

  it('a table', () => {
    const header = 'User name,AWS access key,Event time,Event source,Event name';
    expect(recognised(`${header}\n"${large}`)).toBe('event history CSV');
    expect(recognised(`${header}\n`)).toBe('event history CSV');
  });

  it('does not take notifications of S3, other people’s tables or any JSON with an event name', () => {
    expect(recognised(JSON.stringify({ Records: [{ ...record, eventSource: 'aws:s3' }] }))).toBeNull();
    expect(recognised('Event Type,Event Name,Request ID,User ID,Event DateTime\n')).toBeNull();
    expect(recognised('eventTime,eventName\n')).toBeNull();
    expect(recognised(JSON.stringify([{ eventName: 'x', eventSource: 'y' }]))).toBeNull();
    expect(recognised('_time,_raw\n1,"{""eventType"":""user.session.start""}"\n')).toBeNull();
  });
});
