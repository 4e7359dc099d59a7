/** What the attacker of Ardent Maps does, and what the defenders do about it. */
import { at, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { iamClient } from '../../../sample-data/generate/kit/admins.ts';
import { call } from '../../../sample-data/generate/kit/deeds.ts';
import { credential, ip, native } from '../../../sample-data/generate/kit/scenario.ts';
import type { Json } from '../../../sample-data/generate/vendors/cloudtrail.ts';
import { regularly } from '../ordinary.ts';
import { moments, type Scene } from '../scene.ts';
import {
  ARDENT,
  CLOUD,
  CLOUD_2,
  COMMAND,
  CUSTOMERS,
  INSTANCE,
  INTRUDER,
  MADE,
  MADE_KEY,
  OFFICE,
  SERVER,
  STOPPED,
  serverKeys,
  shared,
} from './company.ts';

const TOOL =
  'Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#5.15.0-105-generic md/arch#x86_64 lang/python#3.10.12';

export function attack(scene: Scene): string[] {
  network(scene);
  const created = cloud(scene);
  return [native(created), ip(CLOUD), credential(MADE_KEY), ip(COMMAND), ip(INTRUDER)];
}

function network(scene: Scene): void {
  const { random } = scene;
  const scan = scene.attacker('scan');
  const start = at('2024-07-08 02:02:07');
  for (const [index, port] of [21, 22, 23, 25, 445, 3306, 3389, 5432, 6379, 8000, 9200].entries())
    scan.knock(SERVER, start + index * 3 * SECOND, INTRUDER, SERVER.ip, port);
  for (const port of [443, 8080])
    scan.talk(SERVER, start + 41 * SECOND, INTRUDER, SERVER.ip, port, [640, 2_100]);

  const breakIn = scene.attacker('break-in');
  for (const [index, time] of ['02:14:20', '02:17:02', '02:19:48', '02:24:31', '02:29:05'].entries())
    breakIn.talk(SERVER, at(`2024-07-08 ${time}`), INTRUDER, SERVER.ip, 8080, [
      21_000 + index * 9_400,
      88_000 + index * 31_000,
    ]);
  // The server fetches what it shall run from the address that told it to.
  breakIn.talk(SERVER, at('2024-07-08 02:31:12'), SERVER.ip, INTRUDER, 8000, [1_300, 9_742_336]);
  for (const time of ['2024-07-08 03:04:50', '2024-07-09 21:12:33'])
    breakIn.talk(SERVER, at(time), CLOUD, SERVER.ip, 8080, [18_400, 61_200]);

  const beacon = scene.attacker('beacon');
  regularly(random, at('2024-07-08 02:33:10'), STOPPED, 300, (time) => {
    const ordered = random.chance(0.05);
    beacon.talk(SERVER, time, SERVER.ip, COMMAND, 443, [
      ordered ? random.int(9_000, 310_000) : random.int(1_190, 1_430),
      ordered ? random.int(9_000, 60_000) : random.int(1_600, 1_880),
    ]);
  });

  const lateral = scene.attacker('lateral');
  for (let host = 0; host < 14; host++)
    for (const [index, port] of [22, 3306, 5432, 6379].entries()) {
      const time = at('2024-07-10 01:20:04') + (host * 160 + index * 31) * SECOND;
      lateral.knock(SERVER, time, SERVER.ip, `10.80.2.${31 + host * 3}`, port);
    }
  for (const time of ['2024-07-12 09:58:20', '2024-07-12 11:20:41', '2024-07-13 00:14:09'])
    for (let again = 0; again < 3; again++)
      scene.attacker('lockout').knock(SERVER, at(time) + again * 7_000, INTRUDER, SERVER.ip, 8080);
}

function object(bucket: string, key: string) {
  return {
    request: { bucketName: bucket, key, Host: `${bucket}.s3.eu-central-1.amazonaws.com` },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket}/${key}` },
      { accountId: ARDENT.awsAccount, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` },
    ],
  };
}

/** With the server's role from outside; then with a user of their own. */
function cloud(scene: Scene) {
  const { random } = scene;
  const { book: outside } = scene.attacker('role-outside');
  const night = at('2024-07-08 03:10:26');
  const stolen = { identity: serverKeys(night), ip: CLOUD, userAgent: TOOL };
  call(outside, stolen, night, 'sts', 'GetCallerIdentity');
  const tries = [
    ['s3', 'ListBuckets', false],
    ['iam', 'ListUsers', true],
    ['ec2', 'DescribeInstances', false],
    ['ec2', 'DescribeVpcs', false],
    ['secretsmanager', 'ListSecrets', true],
    ['iam', 'GetAccountAuthorizationDetails', true],
    ['rds', 'DescribeDBInstances', true],
    ['ssm', 'DescribeParameters', true],
    ['s3', 'GetBucketLocation', false],
  ] as const;
  for (const [index, [service, name, denied]] of tries.entries())
    call(outside, stolen, night + (index + 1) * 4 * MINUTE + 11 * SECOND, service, name, { denied });

  const { book: minting } = scene.attacker('minted');
  const evening = at('2024-07-09 21:20:03');
  const again = { identity: serverKeys(evening), ip: CLOUD, userAgent: TOOL };
  const arn = `arn:aws:iam::${ARDENT.awsAccount}:user/${MADE}`;
  call(minting, again, evening, 'sts', 'GetCallerIdentity');
  call(minting, again, evening + 40 * SECOND, 'iam', 'CreateLoginProfile', {
    request: { userName: 'tiles-admin' },
    denied: true,
  });
  const created = call(minting, again, evening + 2 * MINUTE, 'iam', 'CreateUser', {
    request: { userName: MADE },
    response: { user: { userName: MADE, arn, userId: 'AIDATILESSYNCXXXXXXXX', path: '/' } },
  });
  call(minting, again, evening + 3 * MINUTE, 'iam', 'AttachUserPolicy', {
    request: { userName: MADE, policyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' },
  });
  call(minting, again, evening + 4 * MINUTE, 'iam', 'CreateAccessKey', {
    request: { userName: MADE },
    response: {
      accessKey: {
        accessKeyId: MADE_KEY,
        status: 'Active',
        userName: MADE,
        createDate: 'Jul 9, 2024 9:24:03 PM',
      },
    },
  });
  call(minting, again, evening + 9 * MINUTE, 'iam', 'PutUserPolicy', {
    request: { userName: MADE, policyName: 'all' },
    denied: true,
  });

  const { book: download } = scene.attacker('download');
  const made = iamClient(download, MADE, MADE_KEY, CLOUD, TOOL);
  const far = { ...made, ip: CLOUD_2, userAgent: 'rclone/v1.66.0' };
  call(download, made, at('2024-07-09 21:40:12'), 'sts', 'GetCallerIdentity');
  call(download, made, at('2024-07-09 21:41:30'), 's3', 'ListBuckets');
  for (const [from, to, client, count] of [
    ['2024-07-09 21:45:00', '2024-07-09 22:30:00', made, 20],
    ['2024-07-10 02:10:00', '2024-07-10 04:40:00', far, 70],
    ['2024-07-11 01:05:00', '2024-07-11 03:20:00', far, 70],
  ] as const) {
    if (client === far)
      call(download, far, at(from) - 20 * SECOND, 's3', 'ListObjects', {
        request: { bucketName: CUSTOMERS },
      });
    for (const time of moments(random, at(from), at(to), count))
      call(
        download,
        client,
        time,
        's3',
        'GetObject',
        object(CUSTOMERS, `2024/${random.int(1, 6)}/export-${random.int(1_000, 9_999)}.parquet`),
      );
  }
  response(scene);
  for (const time of [
    '2024-07-12 09:43:05',
    '2024-07-12 09:43:40',
    '2024-07-12 09:46:11',
    '2024-07-12 09:49:58',
  ])
    call(scene.attacker('lockout').book, far, at(time), 's3', 'GetObject', {
      ...object(CUSTOMERS, `2024/6/export-${time.slice(-2)}.parquet`),
      denied: true,
    });
  return created;
}

function response(scene: Scene): void {
  const ops = shared(
    'platform-admin',
    'ops-2',
    at('2024-07-12 09:40:00'),
    OFFICE,
    'aws-cli/2.16.12 md/awscrt#0.20.11 ua/2.0 os/macos#23.5.0',
  );
  const act = (step: string, time: string, service: string, name: string, request: Json) =>
    call(scene.response(step).book, ops, at(`2024-07-12 ${time}`), service, name, { request });
  act('user-closed', '09:41:20', 'iam', 'DetachUserPolicy', {
    userName: MADE,
    policyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
  });
  act('user-closed', '09:52:07', 'iam', 'UpdateAccessKey', {
    userName: MADE,
    accessKeyId: MADE_KEY,
    status: 'Inactive',
  });
  act('user-closed', '10:21:50', 'iam', 'DeleteAccessKey', { userName: MADE, accessKeyId: MADE_KEY });
  act('role-closed', '09:54:33', 'iam', 'PutRolePolicy', {
    roleName: 'ardent-tiles-web',
    policyName: 'AWSRevokeOlderSessions',
    policyDocument:
      '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2024-07-12T09:54:30Z"}}}]}',
  });
  for (const [index, address] of [INTRUDER, CLOUD, CLOUD_2, COMMAND].entries())
    act('blocked', `09:57:${10 + index * 9}`, 'ec2', 'CreateNetworkAclEntry', {
      networkAclId: 'acl-0ab9175e6c3d24f80',
      ruleNumber: 10 + index,
      egress: address === COMMAND,
      ruleAction: 'deny',
      aclProtocol: '-1',
      cidrBlock: `${address}/32`,
    });
  act('blocked', '09:59:02', 'ec2', 'RevokeSecurityGroupIngress', {
    groupId: 'sg-0d15e2a7b94c8f631',
    ipPermissions: {
      items: [
        { ipProtocol: 'tcp', fromPort: 8080, toPort: 8080, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
      ],
    },
  });
  act('stopped', '10:05:44', 'ec2', 'StopInstances', {
    instancesSet: { items: [{ instanceId: INSTANCE }] },
    force: false,
  });
}
