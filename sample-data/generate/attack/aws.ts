/** The attacker in the AWS account of the apps marketplace on 14 November, with the leaked access key. */
import { at } from '../clock.ts';
import { ACCOUNT_APPS, ATTACKER_IP, MARKETPLACE_KEY, MARKETPLACE_USER } from '../facts.ts';
import type { LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import {
  assumedRole,
  denial,
  iamUser,
  type Json,
  trailRecord,
  type UserIdentity,
} from '../vendors/cloudtrail.ts';

const random = rng('attack/aws');
const CLI = 'aws-cli/2.13.25 Python/3.11.5 Linux/6.1.0-13-amd64 exe/x86_64.debian.12 prompt/off';

export const MARKETPLACE_IDENTITY: UserIdentity = iamUser(
  ACCOUNT_APPS,
  MARKETPLACE_USER,
  'AIDAXAMPLE7MKTPLCSVC2',
  MARKETPLACE_KEY,
);

const READ_ROLE = {
  account: ACCOUNT_APPS,
  role: 'marketplace-read',
  roleId: 'AROAXAMPLE7MKTREADRL3',
  session: 'apps-marketplace',
  accessKeyId: `ASIAXAMPLE7${random.base32(9)}`,
} as const;

function call(
  identity: UserIdentity,
  time: string,
  service: string,
  name: string,
  more: { request?: Json; response?: Json; denied?: boolean; region?: string } = {},
): LogRecord {
  const { denied, ...rest } = more;
  return trailRecord(random, {
    time: at(`2023-11-14 ${time}`),
    identity,
    service,
    name,
    account: ACCOUNT_APPS,
    from: ATTACKER_IP,
    userAgent: `${CLI} command/${service}.${name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()}`,
    stream: 'cloudtrail/apps/us-east-1',
    ...(denied === true ? { error: denial(identity, service, name) } : {}),
    ...rest,
    label: { role: 'attacker', step: 'aws-accessed' },
  });
}

export function attackAws(): LogRecord[] {
  const key = MARKETPLACE_IDENTITY;
  const assumedAt = at('2023-11-14 09:41:26');
  const role = assumedRole({ ...READ_ROLE, created: assumedAt });
  const roleArn = `arn:aws:iam::${ACCOUNT_APPS}:role/${READ_ROLE.role}`;
  return [
    call(key, '09:31:12', 'sts', 'GetCallerIdentity'),
    call(key, '09:31:58', 'iam', 'ListUsers', { denied: true }),
    call(key, '09:32:20', 'iam', 'GetUser', { request: { userName: MARKETPLACE_USER } }),
    call(key, '09:32:41', 'iam', 'ListAttachedUserPolicies', { request: { userName: MARKETPLACE_USER } }),
    call(key, '09:33:05', 'iam', 'ListRoles', { denied: true }),
    call(key, '09:33:49', 'iam', 'GetAccountAuthorizationDetails', { denied: true }),
    call(key, '09:35:17', 'ec2', 'DescribeInstances', {
      request: { maxResults: 100, instancesSet: {}, filterSet: {} },
    }),
    call(key, '09:35:40', 'ec2', 'DescribeSecurityGroups', {
      request: { securityGroupSet: {}, filterSet: {} },
    }),
    call(key, '09:36:02', 'ec2', 'DescribeVpcs', { request: { vpcSet: {}, filterSet: {} } }),
    call(key, '09:36:31', 's3', 'ListBuckets', { request: { Host: 's3.us-east-1.amazonaws.com' } }),
    call(key, '09:37:14', 's3', 'GetBucketPolicy', {
      request: { bucketName: 'halcyonedge-apps-marketplace-assets', policy: '' },
    }),
    call(key, '09:37:29', 's3', 'GetBucketAcl', {
      request: { bucketName: 'halcyonedge-apps-marketplace-backups', acl: '' },
      denied: true,
    }),
    call(key, '09:38:55', 'secretsmanager', 'ListSecrets', { denied: true }),
    call(key, '09:39:37', 'lambda', 'ListFunctions20150331'),
    call(key, '09:41:26', 'sts', 'AssumeRole', {
      request: { roleArn, roleSessionName: READ_ROLE.session },
      response: {
        credentials: {
          accessKeyId: READ_ROLE.accessKeyId,
          sessionToken: 'synthetic',
          expiration: 'Nov 14, 2023, 10:41:26 AM',
        },
        assumedRoleUser: {
          assumedRoleId: `${READ_ROLE.roleId}:${READ_ROLE.session}`,
          arn: String(role.arn),
        },
      },
    }),
    call(role, '09:42:03', 'sts', 'GetCallerIdentity'),
    call(role, '09:42:48', 'rds', 'DescribeDBInstances'),
    call(role, '09:43:22', 'dynamodb', 'ListTables'),
    call(role, '09:44:10', 'ec2', 'DescribeSnapshots', {
      request: { snapshotSet: {}, ownersSet: { items: [{ owner: 'self' }] } },
    }),
    call(role, '09:45:37', 'secretsmanager', 'GetSecretValue', {
      request: { secretId: 'marketplace/partner-api' },
      denied: true,
    }),
    call(role, '09:46:52', 'iam', 'CreateAccessKey', {
      request: { userName: MARKETPLACE_USER },
      denied: true,
    }),
    call(key, '10:03:31', 'ec2', 'DescribeInstances', {
      region: 'us-east-1',
      request: { instancesSet: {}, filterSet: {} },
    }),
    call(key, '10:04:09', 's3', 'ListBuckets', { request: { Host: 's3.us-east-1.amazonaws.com' } }),
  ];
}
