/** What people and machines ask of AWS in this case, and how they call. */
import { ACCOUNT_PROD } from '../facts.ts';
import { iamUser, type Json } from '../vendors/cloudtrail.ts';

export const CONSOLE_UA =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36';
export const CLI_UA = 'aws-cli/2.13.33 Python/3.11.6 Darwin/23.1.0 exe/x86_64 prompt/off';
export const SSO_PATH = 'aws-reserved/sso.amazonaws.com/';
export const SSO_ROLES = [
  { role: 'AWSReservedSSO_ReadOnly_0b7a9d4e11c25f38', roleId: 'AROAXAMPLE7SSOREADO2Y' },
  { role: 'AWSReservedSSO_PowerUser_9c2f60d8b1e7a453', roleId: 'AROAXAMPLE7SSOPOWER4Q' },
  { role: 'AWSReservedSSO_Administrator_61e3d7f0a2b9c845', roleId: 'AROAXAMPLE7SSOADMIN6K' },
] as const;

export const TERRAFORM = iamUser(
  ACCOUNT_PROD,
  'terraform-ci',
  'AIDAXAMPLE7TERRAFORM4',
  'AKIAXAMPLE7TERRAFORM',
);
export const TERRAFORM_UA =
  'APN/1.0 HashiCorp/1.0 Terraform/1.6.2 (+https://www.terraform.io) terraform-provider-aws/5.23.0 aws-sdk-go-v2/1.21.2';

export type Call = readonly [service: string, name: string, request: Json];
/** Calls that only look. */
export const LOOKING: readonly Call[] = [
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
/** Calls that change something. */
export const CHANGING: readonly Call[] = [
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
