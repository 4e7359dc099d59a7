/** A month of ordinary AWS: people through the identity centre, roles of machines, a deployment user, and AWS itself. */
import { at, DAY, DAYS, HOUR, isoSeconds, isWeekend, MINUTE, SECOND } from '../clock.ts';
import { ACCOUNT_APPS, ACCOUNT_PROD } from '../facts.ts';
import { department, type Person, whereabouts } from '../people.ts';
import type { LogRecord, Stream } from '../record.ts';
import { rng } from '../rng.ts';
import {
  assumedRole,
  awsService,
  iamUser,
  type Json,
  trailRecord,
  type UserIdentity,
} from '../vendors/cloudtrail.ts';
import { atWork, workMoment } from '../work.ts';

const random = rng('noise/cloudtrail');

const CONSOLE_UA =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36';
const CLI_UA = 'aws-cli/2.13.33 Python/3.11.6 Darwin/23.1.0 exe/x86_64 prompt/off';
const SSO_PATH = 'aws-reserved/sso.amazonaws.com/';
const SSO_ROLES = [
  { role: 'AWSReservedSSO_ReadOnly_0b7a9d4e11c25f38', roleId: 'AROAXAMPLE7SSOREADO2Y' },
  { role: 'AWSReservedSSO_PowerUser_9c2f60d8b1e7a453', roleId: 'AROAXAMPLE7SSOPOWER4Q' },
  { role: 'AWSReservedSSO_Administrator_61e3d7f0a2b9c845', roleId: 'AROAXAMPLE7SSOADMIN6K' },
] as const;

const accessKey = (): string => `ASIAXAMPLE7${random.base32(9)}`;

type Call = readonly [service: string, name: string, request: Json];
const LOOKING: readonly Call[] = [
  ['ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }],
  ['ec2', 'DescribeSecurityGroups', { securityGroupSet: {}, filterSet: {} }],
  ['ec2', 'DescribeVolumes', { volumeSet: {}, filterSet: {} }],
  ['s3', 'ListBuckets', { Host: 's3.us-east-1.amazonaws.com' }],
  ['s3', 'GetBucketLocation', { bucketName: 'halcyonedge-artifacts', location: '' }],
  ['cloudwatch', 'DescribeAlarms', { maxRecords: 100 }],
  ['logs', 'DescribeLogGroups', { limit: 50 }],
  ['rds', 'DescribeDBInstances', null],
  ['lambda', 'ListFunctions20150331', null],
  ['iam', 'ListRoles', { maxItems: 100 }],
  ['iam', 'GetRole', { roleName: 'edge-worker' }],
  ['cloudtrail', 'LookupEvents', { maxResults: 50 }],
  ['eks', 'DescribeCluster', { name: 'edge-prod' }],
];
const CHANGING: readonly Call[] = [
  [
    'ec2',
    'CreateTags',
    {
      resourcesSet: { items: [{ resourceId: 'i-0aa1b2c3d4e5f6071' }] },
      tagSet: { items: [{ key: 'owner', value: 'platform' }] },
    },
  ],
  ['lambda', 'UpdateFunctionCode20150331v2', { functionName: 'edge-purge-fanout', publish: true }],
  ['ecs', 'UpdateService', { service: 'portal', cluster: 'edge-prod', desiredCount: 6 }],
  [
    'ec2',
    'AuthorizeSecurityGroupIngress',
    {
      groupId: 'sg-04b6c8d0e2f4a6180',
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 8443,
            toPort: 8443,
            ipRanges: { items: [{ cidrIp: '10.20.0.0/16' }] },
          },
        ],
      },
    },
  ],
  [
    'ssm',
    'PutParameter',
    { name: '/edge/flags/canary', type: 'String', overwrite: true, value: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
  ],
  ['ec2', 'CreateSnapshot', { volumeId: 'vol-07e1a3b5c7d9f0214' }],
];

/** One person in one account through the identity centre; some through the console, with its sign-in record. */
function engineer(who: Person, day: number): LogRecord[] {
  const role = random.weighted([
    [SSO_ROLES[0], 60],
    [SSO_ROLES[1], 30],
    [SSO_ROLES[2], who.department === 'Infrastructure' ? 10 : 0],
  ] as const);
  const account = random.chance(0.88) ? ACCOUNT_PROD : ACCOUNT_APPS;
  const stream: Stream = account === ACCOUNT_PROD ? 'cloudtrail/prod/us-east-1' : 'cloudtrail/apps/us-east-1';
  const from = whereabouts(who, day).ip;
  let time = workMoment(random, who, day);
  const identity = assumedRole({
    ...role,
    account,
    session: who.email,
    accessKeyId: accessKey(),
    created: time,
    mfa: true,
    path: SSO_PATH,
  });
  const console = random.chance(0.4);
  const out: LogRecord[] = [];
  if (console) {
    out.push(
      trailRecord(random, {
        time,
        identity,
        service: 'signin',
        name: 'ConsoleLogin',
        account,
        from,
        userAgent: CONSOLE_UA,
        stream,
        eventType: 'AwsConsoleSignIn',
        response: { ConsoleLogin: 'Success' },
        additional: {
          MobileVersion: 'No',
          MFAUsed: 'No',
          LoginTo: 'https://us-east-1.console.aws.amazon.com/console/home',
        },
      }),
    );
  }
  for (let calls = random.int(2, 9); calls > 0; calls--) {
    time += random.int(3, 240) * SECOND;
    const [service, name, request] =
      role !== SSO_ROLES[0] && random.chance(0.25) ? random.pick(CHANGING) : random.pick(LOOKING);
    const denied = role === SSO_ROLES[0] && random.chance(0.05);
    out.push(
      trailRecord(random, {
        time,
        identity,
        service,
        name,
        account,
        from,
        request,
        stream,
        userAgent: console ? CONSOLE_UA : CLI_UA,
        ...(denied
          ? {
              error: {
                code: 'AccessDenied',
                message: `User: ${String(identity['arn'])} is not authorized to perform: ${service}:${name}`,
              },
            }
          : {}),
      }),
    );
  }
  return out;
}

const TERRAFORM = iamUser(ACCOUNT_PROD, 'terraform-ci', 'AIDAXAMPLE7TERRAFORM4', 'AKIAXAMPLE7TERRAFORM');
const TERRAFORM_UA =
  'APN/1.0 HashiCorp/1.0 Terraform/1.6.2 (+https://www.terraform.io) terraform-provider-aws/5.23.0 aws-sdk-go-v2/1.21.2';

/** A deployment: the build user assumes a role and works with the key that it gets. */
function deployment(day: number): LogRecord[] {
  const runs = isWeekend(day) ? 1 : random.int(3, 6);
  return Array.from({ length: runs }, () => {
    let time = day + random.int(7, 21) * HOUR + random.int(0, 59) * MINUTE + random.int(0, 59) * SECOND;
    const role = {
      role: 'deploy',
      roleId: 'AROAXAMPLE7DEPLOYRL3S',
      account: ACCOUNT_PROD,
      session: `tf-${random.int(100000, 999999)}`,
      accessKeyId: accessKey(),
      created: time,
    };
    const identity = assumedRole(role);
    const common = {
      account: ACCOUNT_PROD,
      from: '10.40.20.12',
      userAgent: TERRAFORM_UA,
      stream: 'cloudtrail/prod/us-east-1',
    } as const;
    const out = [
      trailRecord(random, {
        ...common,
        time,
        identity: TERRAFORM,
        service: 'sts',
        name: 'AssumeRole',
        request: { roleArn: `arn:aws:iam::${ACCOUNT_PROD}:role/deploy`, roleSessionName: role.session },
        response: {
          credentials: {
            accessKeyId: role.accessKeyId,
            sessionToken: 'synthetic',
            expiration: isoSeconds(time + HOUR),
          },
          assumedRoleUser: { assumedRoleId: `${role.roleId}:${role.session}`, arn: String(identity['arn']) },
        },
      }),
    ];
    for (let calls = random.int(8, 22); calls > 0; calls--) {
      time += random.int(0, 4) * SECOND;
      const [service, name, request] = random.chance(0.8) ? random.pick(LOOKING) : random.pick(CHANGING);
      out.push(trailRecord(random, { ...common, time, identity, service, name, request }));
    }
    return out;
  }).flat();
}

/** Roles of machines: nodes, functions and agents, in three regions, round the clock. */
function machines(day: number): LogRecord[] {
  const nodes = ['i-0b51f3c7d9e1a2460', 'i-0d83a5e7c9b1f2644', 'i-0f15c7e9a3b5d7128', 'i-07a9c1e3f5b7d9046'];
  const machine = (
    stream: Stream,
    region: string,
    count: number,
    name: string,
    session: string,
    from: string,
    calls: readonly Call[],
    userAgent: string,
  ): LogRecord[] =>
    Array.from({ length: count }, (_, index) => {
      const time = day + Math.floor((index + random.next()) * (DAY / count));
      const role = {
        role: name,
        roleId: `AROAXAMPLE7${rng(`role/${name}`).base32(10)}`,
        account: ACCOUNT_PROD,
        session,
        accessKeyId: `ASIAXAMPLE7${rng(`key/${session}/${Math.floor(time / (6 * HOUR))}`).base32(9)}`,
        created: time - (time % (6 * HOUR)),
      };
      const [service, call, request] = random.pick(calls);
      return trailRecord(random, {
        time,
        identity: assumedRole(role),
        service,
        name: call,
        account: ACCOUNT_PROD,
        region,
        from,
        userAgent,
        request,
        stream,
      });
    });
  const agent: readonly Call[] = [
    [
      'ssm',
      'UpdateInstanceInformation',
      {
        agentName: 'amazon-ssm-agent',
        agentVersion: '3.2.1705.0',
        agentStatus: 'Active',
        platformType: 'Linux',
      },
    ],
  ];
  const eks: readonly Call[] = [
    ['ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }],
    ['ecr', 'GetAuthorizationToken', null],
    ['autoscaling', 'DescribeAutoScalingGroups', null],
  ];
  const lambda: readonly Call[] = [
    ['dynamodb', 'DescribeTable', { tableName: 'edge-purge' }],
    ['sqs', 'GetQueueAttributes', { queueUrl: 'https://sqs.us-east-1.amazonaws.com/481516234210/purge' }],
  ];
  return [
    ...machine(
      'cloudtrail/prod/us-east-1',
      'us-east-1',
      46,
      'edge-node',
      random.pick(nodes),
      '10.20.4.31',
      eks,
      'aws-sdk-go/1.44.328 (go1.20.10; linux; amd64)',
    ),
    ...machine(
      'cloudtrail/prod/us-east-1',
      'us-east-1',
      24,
      'edge-purge-fanout',
      'edge-purge-fanout',
      '52.90.117.204',
      lambda,
      'Boto3/1.28.62 md/Botocore#1.31.62 exec-env/AWS_Lambda_python3.11',
    ),
    ...machine(
      'cloudtrail/prod/us-east-1',
      'us-east-1',
      16,
      'ssm-managed',
      random.pick(nodes),
      '10.40.2.5',
      agent,
      'aws-sdk-go/1.44.260 (go1.20.10; linux; amd64) amazon-ssm-agent/3.2.1705.0',
    ),
    ...machine(
      'cloudtrail/prod/sa-east-1',
      'sa-east-1',
      9,
      'pop-agent',
      'i-04c6e8a0b2d4f6813',
      '10.90.4.31',
      agent,
      'aws-sdk-go/1.44.260 (go1.20.10; linux; amd64) amazon-ssm-agent/3.2.1705.0',
    ),
    ...machine(
      'cloudtrail/prod/eu-west-1',
      'eu-west-1',
      9,
      'pop-agent',
      'i-09d1f3b5a7c9e2035',
      '10.70.4.22',
      agent,
      'aws-sdk-go/1.44.260 (go1.20.10; linux; amd64) amazon-ssm-agent/3.2.1705.0',
    ),
  ];
}

/** AWS acting by itself: no person, no address, a service's name instead. */
function aws(day: number): LogRecord[] {
  const own = (
    count: number,
    service: string,
    name: string,
    invoker: string,
    account: string,
    request: Json,
  ): LogRecord[] =>
    Array.from({ length: count }, (_, index) =>
      trailRecord(random, {
        time: day + Math.floor((index + random.next()) * (DAY / count)),
        identity: awsService(invoker),
        service,
        name,
        account,
        request,
        from: `${invoker}.amazonaws.com`,
        userAgent: `${invoker}.amazonaws.com`,
        stream: account === ACCOUNT_PROD ? 'cloudtrail/prod/us-east-1' : 'cloudtrail/apps/us-east-1',
      }),
    );
  return [
    ...own(18, 'sts', 'AssumeRole', 'ec2', ACCOUNT_PROD, {
      roleArn: `arn:aws:iam::${ACCOUNT_PROD}:role/edge-node`,
      roleSessionName: 'i-0b51f3c7d9e1a2460',
    }),
    ...own(12, 's3', 'GetBucketAcl', 'cloudtrail', ACCOUNT_PROD, {
      bucketName: 'halcyonedge-trail',
      acl: '',
    }),
    ...own(6, 'kms', 'GenerateDataKey', 'logs', ACCOUNT_PROD, { keySpec: 'AES_256', keyId: 'alias/logs' }),
    ...own(4, 's3', 'GetBucketAcl', 'cloudtrail', ACCOUNT_APPS, {
      bucketName: 'halcyonedge-apps-trail',
      acl: '',
    }),
  ];
}

/** Rare things: a failed console sign-in of an unknown user, the root user's monthly look, the new flow log layout, a block of a scanner. */
function oddities(): LogRecord[] {
  const prod = { account: ACCOUNT_PROD, stream: 'cloudtrail/prod/us-east-1' } as const;
  const network = department('Infrastructure').find((who) => who.title === 'Network Engineer')!;
  const sso = assumedRole({
    ...SSO_ROLES[2],
    account: ACCOUNT_PROD,
    session: network.email,
    accessKeyId: accessKey(),
    created: at('2023-11-10 10:12:00'),
    mfa: true,
    path: SSO_PATH,
  });
  const deploy = assumedRole({
    role: 'deploy',
    roleId: 'AROAXAMPLE7DEPLOYRL3S',
    account: ACCOUNT_PROD,
    session: 'tf-flowlogs',
    accessKeyId: accessKey(),
    created: at('2023-11-20 05:58:00'),
  });
  const root: UserIdentity = {
    type: 'Root',
    principalId: ACCOUNT_PROD,
    arn: `arn:aws:iam::${ACCOUNT_PROD}:root`,
    accountId: ACCOUNT_PROD,
    accessKeyId: '',
  };
  const hidden: UserIdentity = {
    type: 'IAMUser',
    principalId: 'AIDAXAMPLE7UNKNOWN022',
    accountId: ACCOUNT_PROD,
    accessKeyId: '',
    userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
  };
  return [
    trailRecord(random, {
      ...prod,
      time: at('2023-11-01 09:30:15'),
      identity: root,
      service: 'signin',
      name: 'ConsoleLogin',
      from: '198.51.100.20',
      userAgent: CONSOLE_UA,
      eventType: 'AwsConsoleSignIn',
      response: { ConsoleLogin: 'Success' },
      additional: {
        MobileVersion: 'No',
        MFAUsed: 'Yes',
        LoginTo: 'https://console.aws.amazon.com/console/home',
      },
    }),
    ...['2023-10-27 16:02:31', '2023-11-13 08:47:09'].map((time) =>
      trailRecord(random, {
        ...prod,
        time: at(time),
        identity: hidden,
        service: 'signin',
        name: 'ConsoleLogin',
        from: '86.155.71.18',
        userAgent: CONSOLE_UA,
        eventType: 'AwsConsoleSignIn',
        errorMessage: 'Failed authentication',
        response: { ConsoleLogin: 'Failure' },
        additional: {
          MobileVersion: 'No',
          MFAUsed: 'No',
          LoginTo: 'https://console.aws.amazon.com/console/home',
        },
      }),
    ),
    trailRecord(random, {
      ...prod,
      time: at('2023-11-10 10:14:22'),
      identity: sso,
      service: 'ec2',
      name: 'CreateNetworkAclEntry',
      from: '203.0.113.200',
      userAgent: CLI_UA,
      request: {
        networkAclId: 'acl-0b57e6d2c41f9a830',
        ruleNumber: 90,
        egress: false,
        ruleAction: 'deny',
        icmpTypeCode: {},
        portRange: {},
        aclProtocol: '-1',
        cidrBlock: '89.248.165.0/24',
      },
      response: { requestId: random.uuid(), _return: true },
    }),
    trailRecord(random, {
      ...prod,
      time: at('2023-11-20 05:59:02'),
      identity: deploy,
      service: 'ec2',
      name: 'DeleteFlowLogs',
      from: '10.40.20.12',
      userAgent: TERRAFORM_UA,
      request: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0c3e5a7b9d1f20463' } } },
    }),
    trailRecord(random, {
      ...prod,
      time: at('2023-11-20 06:00:00'),
      identity: deploy,
      service: 'ec2',
      name: 'CreateFlowLogs',
      from: '10.40.20.12',
      userAgent: TERRAFORM_UA,
      request: {
        CreateFlowLogsRequest: {
          ResourceType: 'VPC',
          TrafficType: 'ALL',
          MaxAggregationInterval: 60,
          ResourceId: { tag: 1, content: 'vpc-0d41c7e2a9b85f360' },
        },
      },
    }),
  ];
}

/** How many people work in AWS on a working day. */
const ENGINEERS = 20;

export function noiseCloudtrail(): LogRecord[] {
  const staff = [
    ...department('Infrastructure'),
    ...department('Security'),
    ...department('Engineering').slice(0, 40),
  ];
  return [
    ...DAYS.flatMap((day) => [
      ...atWork(random, day, ENGINEERS, staff).flatMap((who) => engineer(who, day)),
      ...deployment(day),
      ...machines(day),
      ...aws(day),
    ]),
    ...oddities(),
  ];
}
