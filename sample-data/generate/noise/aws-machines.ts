/** AWS without people: roles of machines round the clock, and AWS acting by itself. */
import { DAY, DAYS, HOUR } from '../clock.ts';
import { ACCOUNT_APPS, ACCOUNT_PROD } from '../facts.ts';
import type { LogRecord, Stream } from '../record.ts';
import { rng } from '../rng.ts';
import { assumedRole, awsService, type Json, trailRecord } from '../vendors/cloudtrail.ts';
import type { Call } from './aws-calls.ts';

const random = rng('noise/aws-machines');

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

export function noiseAwsMachines(): LogRecord[] {
  return DAYS.flatMap((day) => [...machines(day), ...aws(day)]);
}
