/**
 * CloudTrail records of everyday work, about 1.3 KB each: machines that read and write objects, decrypt and take roles,
 * people in the console and on the command line, AWS itself. One in 500 is delivered twice, as real trails do.
 */
import { HOUR } from '../../../sample-data/generate/clock.ts';
import type { Member } from '../../../sample-data/generate/kit/company.ts';
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';
import {
  assumedRole,
  awsService,
  denial,
  iamUser,
  type Json,
  type TrailEvent,
  writeTrail,
} from '../../../sample-data/generate/vendors/cloudtrail.ts';
import {
  ACCOUNTS,
  clock,
  dayOf,
  letters,
  REGION,
  skewed,
  type Workload,
  whereabouts,
  world,
} from './world.ts';
import type { Entry } from './write.ts';

export function* cloudTrail(count: number, seed: number): Generator<Entry> {
  const random = seeded(`bench/cloudtrail/${seed}`);
  const timeOf = clock(count, random);
  let last: Entry | null = null;
  for (let i = 0; i < count; i++) {
    if (last !== null && random.chance(0.002)) {
      yield last;
      continue;
    }
    const event = deed(random, timeOf(i));
    const { time, text } = writeTrail(random, { ...event, region: REGION });
    last = { log: `cloudtrail/${event.account}`, time, text };
    yield last;
  }
}

function deed(random: Rng, time: number): TrailEvent {
  const kind = random.next();
  const { people, workloads } = world();
  if (kind < 0.66) return byMachine(random, time, workloads[skewed(random, workloads.length)]!);
  if (kind < 0.88) return byPerson(random, time, people[skewed(random, people.length)]!);
  return byService(random, time, workloads[random.int(0, workloads.length - 1)]!);
}

/** Sessions of machines and people last six hours. */
const SHIFT = 6 * HOUR;

/** The temporary key that a machine has on a day. */
const keyOf = (on: Workload, day: number): string =>
  `ASIA${letters(Number.parseInt(on.instance.slice(4, 12), 16) + day)}`;

function byMachine(random: Rng, time: number, on: Workload): TrailEvent {
  const day = dayOf(time);
  // A third of the programs still has a key of its own, which nobody ever changed.
  const identity = on.key
    ? iamUser(on.account, on.role, `AIDA${on.roleId.slice(4)}`, on.key)
    : assumedRole({
        account: on.account,
        role: on.role,
        roleId: on.roleId,
        session: on.instance,
        accessKeyId: keyOf(on, day),
        created: time - (time % SHIFT),
      });
  const base = { time, identity, account: on.account, from: on.ip, userAgent: `[${on.agent}]` };
  const kind = random.next();
  if (kind < 0.35) {
    const key = `${on.role}/${day}/${random.hex(8)}.json`;
    const name = random.chance(0.7) ? 'GetObject' : 'PutObject';
    const object = `arn:aws:s3:::${on.bucket}/${key}`;
    return {
      ...base,
      service: 's3',
      name,
      ...(random.chance(0.03) ? { error: denial(identity, 's3', name) } : {}),
      request: { bucketName: on.bucket, Host: `${on.bucket}.s3.eu-central-1.amazonaws.com`, key },
      additional: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: name === 'PutObject' ? random.int(100, 900_000) : 0,
        AuthenticationMethod: 'AuthHeader',
        'x-amz-id-2': `${letters(random.int(0, 2 ** 30))}=`,
        bytesTransferredOut: name === 'GetObject' ? random.int(100, 900_000) : 0,
      },
      resources: [
        { type: 'AWS::S3::Object', ARN: object },
        { accountId: on.account, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${on.bucket}` },
      ],
    };
  }
  if (kind < 0.6) {
    const key = `arn:aws:kms:eu-central-1:${on.account}:key/5d1c7e02-${on.instance.slice(4, 8)}-4b7d-9e21-7a0c4f6d8b93`;
    return {
      ...base,
      service: 'kms',
      name: 'Decrypt',
      request: {
        encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${on.bucket}`, service: on.role },
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      },
      resources: [{ accountId: on.account, type: 'AWS::KMS::Key', ARN: key }],
    };
  }
  if (kind < 0.75) {
    const denied = random.chance(0.02) ? { error: denial(identity, 'secretsmanager', 'GetSecretValue') } : {};
    const request = { secretId: `prod/${on.role}/database`, versionStage: 'AWSCURRENT' };
    return { ...base, ...denied, service: 'secretsmanager', name: 'GetSecretValue', request };
  }
  const [service, name, request] = random.pick(MACHINE_CALLS);
  return {
    ...base,
    service,
    name,
    request,
  };
}

const MACHINE_CALLS: readonly (readonly [string, string, Json])[] = [
  [
    'dynamodb',
    'DescribeTable',
    { tableName: 'tarnwick-sessions', endpoint: 'dynamodb.eu-central-1.amazonaws.com' },
  ],
  [
    'logs',
    'CreateLogStream',
    { logGroupName: '/aws/containerinsights/prod/application', logStreamName: 'stdout-0' },
  ],
  [
    'ecr',
    'BatchGetImage',
    {
      registryId: '210987654321',
      repositoryName: 'platform/base',
      imageIds: [{ imageTag: 'stable' }],
      acceptedMediaTypes: ['application/vnd.oci.image.index.v1+json'],
    },
  ],
  [
    'ec2',
    'DescribeInstances',
    {
      maxResults: 1000,
      instancesSet: {},
      filterSet: { items: [{ name: 'instance-state-name', valueSet: { items: [{ value: 'running' }] } }] },
    },
  ],
  [
    'ec2',
    'DescribeTags',
    {
      tagSet: {},
      filterSet: { items: [{ name: 'resource-type', valueSet: { items: [{ value: 'instance' }] } }] },
    },
  ],
];

const LOOKS: readonly (readonly [string, string, Json])[] = [
  ['ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }],
  ['ec2', 'DescribeSecurityGroups', { securityGroupSet: {}, filterSet: {} }],
  ['iam', 'ListRoles', { maxItems: 100 }],
  ['iam', 'GetRole', { roleName: 'orders-worker' }],
  ['cloudwatch', 'DescribeAlarms', { maxRecords: 100, stateValue: 'ALARM' }],
  ['logs', 'StartQuery', { logGroupNames: ['/aws/lambda/orders'], queryString: '***', limit: 1000 }],
  ['lambda', 'UpdateFunctionCode20150331v2', { functionName: 'orders-worker', publish: true, dryRun: false }],
  ['rds', 'DescribeDBInstances', { dBInstanceIdentifier: 'orders-primary' }],
];

function byPerson(random: Rng, time: number, who: Member): TrailEvent {
  const account = ACCOUNTS[who.number % ACCOUNTS.length]!;
  const role = `AWSReservedSSO_${who.role}_0b7a9d4e11c25f38`;
  const identity = assumedRole({
    account,
    role,
    roleId: `AROA${letters(who.role.length)}A`,
    session: who.email,
    accessKeyId: `ASIA${letters(who.number * 64 + dayOf(time))}`,
    created: time - (time % SHIFT),
    mfa: true,
    path: 'aws-reserved/sso.amazonaws.com/',
  });
  const from = whereabouts(random, who).ip;
  const console = random.chance(0.6);
  const userAgent = console ? who.userAgent : who.cli;
  const base = { time, identity, account, from, userAgent };
  if (random.chance(0.06))
    return {
      ...base,
      service: 'signin',
      name: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      response: { ConsoleLogin: 'Success' },
      additional: {
        MobileVersion: 'No',
        MFAUsed: 'No',
        LoginTo: 'https://eu-central-1.console.aws.amazon.com/console/home?region=eu-central-1',
      },
    };
  const [service, name, request] = random.pick(LOOKS);
  return {
    ...base,
    service,
    name,
    request,
    ...(random.chance(0.05) ? { error: denial(identity, service, name) } : {}),
  };
}

/** AWS takes a role for a service; the key that it mints is the machine's of that day. */
function byService(random: Rng, time: number, on: Workload): TrailEvent {
  const arn = `arn:aws:iam::${on.account}:role/${on.role}`;
  return {
    time,
    identity: awsService('ec2'),
    account: on.account,
    from: 'ec2.amazonaws.com',
    userAgent: 'ec2.amazonaws.com',
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: arn, roleSessionName: on.instance, durationSeconds: 21_600 },
    response: {
      credentials: {
        accessKeyId: keyOf(on, dayOf(time)),
        expiration: 'Apr 30, 2026, 6:00:00 AM',
        sessionToken: `${random.alnum(120)}==`,
      },
      assumedRoleUser: {
        assumedRoleId: `${on.roleId}:${on.instance}`,
        arn: `arn:aws:sts::${on.account}:assumed-role/${on.role}/${on.instance}`,
      },
    },
    resources: [{ accountId: on.account, type: 'AWS::IAM::Role', ARN: arn }],
  };
}
