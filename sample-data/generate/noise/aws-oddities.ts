/** Rare but harmless records of CloudTrail. */
import { at } from '../clock.ts';
import { ACCOUNT_PROD } from '../facts.ts';
import { department } from '../people.ts';
import type { LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { assumedRole, trailRecord, type UserIdentity } from '../vendors/cloudtrail.ts';
import { CLI_UA, CONSOLE_UA, SSO_PATH, SSO_ROLES, TERRAFORM_UA } from './aws-calls.ts';

const random = rng('noise/aws-oddities');
const accessKey = (): string => `ASIAXAMPLE7${random.base32(9)}`;

/** Rare things: a failed console sign-in of an unknown user, the root user's monthly look, the new flow log layout, a block of a scanner. */
export function noiseAwsOddities(): LogRecord[] {
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
