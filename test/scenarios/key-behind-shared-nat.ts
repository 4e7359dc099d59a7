/**
 * Corvane Logistics: a leaked long-lived AWS key, used behind the NAT that the company's own build runners leave through.
 *
 * Names: SSO sessions first.last@corvane.example; IAM users are plain words: `build`, `reports`. No roster.
 * Logs: CloudTrail, VPC flow (default fields and custom ones with instance ids), Okta, 5 to 23 May 2025, UTC.
 * Addresses: hosted runners and the actor's rented machine leave through one NAT of the hosting provider. The key is the same.
 * The command line's version is the same; his machine's build of it is another (ubuntu, the runners have amzn).
 *
 * The attack
 * - Mon 12 May 01:47  The key of `build` from another machine: who am I, users (refused), roles, buckets, policies.
 * - 01:58             AssumeRole deploy-prod, session name `health-check`; AssumeRole data-export (refused).
 * - 02:02–02:50       With that session: secrets listed, six read, buckets listed, objects of `corvane-manifests` read;
 *                     02:31 IAM user `build-agent`, a policy attached, an access key.
 * - Wed 14 May 00:20  With the made user's key: AssumeRole analytics-read in the runners' way of naming sessions, objects of
 *                     `corvane-customers`; at 00:52 an instance is started with it; the network interface of that instance is his
 *                     until it is ended: packages from a mirror, objects out to a machine of his, a look at neighbours (REJECT).
 * - Thu 15 May 23:10  The old key again: deploy-prod under the very session name that the runners used for their last build that
 *                     day, secrets. Fri 16 May 03:30 the new key: analytics-read, objects.
 * - Mon 19 May 09:55  After a deny policy: his calls with the made user's key are refused.
 * Response: Mon 19 May 09:30–11:00, Nadia Holm (SSO) from the office: deny policy, both keys made inactive, instance ended, made user
 * deleted, a new key for `build`.
 *
 * Decoys (all innocent): the runners' own calls with the same key from the same address, their role sessions `build-<n>` hour by
 * hour, their refused calls, and on 19 May the new key in use; people who assume deploy-prod by name; an analyst's reading of the
 * same bucket; Emil Sand makes the IAM user `reports-agent` and its key on 12 May; autoscaling's instances and their flows; the
 * NAT's ordinary flows to the load balancer; scanners that knock at his instance as at every other.
 */

import { at, HOUR, SECOND } from '../../sample-data/generate/clock.ts';
import { iamClient } from '../../sample-data/generate/kit/admins.ts';
import { company } from '../../sample-data/generate/kit/company.ts';
import { accessKey, call, samlRole, takeRole } from '../../sample-data/generate/kit/deeds.ts';
import type { Logbook } from '../../sample-data/generate/kit/logbook.ts';
import {
  BROWSERS,
  cli,
  FROM,
  FUNCTIONS,
  functions,
  instances,
  NAT,
  OFFICE,
  people,
  read,
  runInstances,
  runners,
  TO,
} from './key-behind-shared-nat-days.ts';
import { flows, HIS_INTERFACE } from './key-behind-shared-nat-flows.ts';
import { Book } from './office/book.ts';
import { OktaLog } from './office/okta.ts';
import { type Told, tell } from './office/scenario.ts';
import { type Person, Staff } from './office/staff.ts';

const HIS_AGENT = cli('6.8.0-31-generic', 'ubuntu.24');

const SECRETS = [
  'prod/billing/db',
  'prod/routing/api',
  'prod/carrier/dhl',
  'prod/mail/smtp',
  'prod/customs/cert',
  'prod/session/signing',
];

/** Builds the scenario: some 6,500 records. */
export function keyBehindSharedNat(): Told {
  const book = new Book('key-behind-shared-nat', company('corvane.example', '481516234311', 'eu-central-1'));
  const { log, random } = book;
  const okta = new OktaLog(book);
  const staff = new Staff(random, {
    email: (first, last) => `${first}.${last}@corvane.example`,
    login: (first, last) => `${first}.${last}`,
    agents: BROWSERS,
  });
  const nadia = staff.person('Nadia', 'Holm');
  const emil = staff.person('Emil', 'Sand');
  const analysts = [staff.person('Greta', 'Wolny'), staff.person('Oskar', 'Lind')];
  staff.fill(46);

  people(book, okta, staff.all, analysts);
  const key = `AKIA${random.base32(16)}`;
  const fresh = `AKIA${random.base32(16)}`;
  const lastBuild = runners(book, key, fresh);
  functions(log);
  instances(log);
  const admin = samlRole(
    log,
    random,
    emil,
    'IdentityAdmin',
    OFFICE.ip,
    BROWSERS[0]!,
    at('2025-05-12 10:16:20'),
  );
  call(log, admin, at('2025-05-12 10:20:11'), 'iam', 'CreateUser', {
    request: { userName: 'reports-agent' },
    response: {
      user: {
        userName: 'reports-agent',
        userId: 'AIDAREPORTSAGENTXXXXX',
        arn: `arn:aws:iam::${log.company.awsAccount}:user/reports-agent`,
      },
    },
  });
  call(log, admin, at('2025-05-12 10:21:02'), 'iam', 'AttachUserPolicy', {
    request: { userName: 'reports-agent', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
  });
  const reports = iamClient(
    log,
    'reports-agent',
    accessKey(log, random, admin, 'reports-agent', at('2025-05-12 10:22:40')),
    FUNCTIONS,
    'Boto3/1.34.90 md/Botocore#1.34.90 os/linux lang/python#3.12.3',
  );
  for (let time = at('2025-05-12 12:00:09'); time < TO; time += 6 * HOUR) {
    call(log, reports, time, 's3', 'ListObjects', { request: { bucketName: 'corvane-reports' } });
    call(log, reports, time + 4 * SECOND, 'ce', 'GetCostAndUsage');
  }

  const made = attack(book, key, lastBuild);
  flows(book);
  respond(book, nadia, { old: key, made, fresh });

  return tell(book, {
    name: 'key-behind-shared-nat',
    about:
      "A leaked long-lived key is used behind the address that the company's own build runners leave through.",
    from: FROM,
    to: TO,
    seeds: {
      'users refused': 'the refused listing of users',
      'user made': 'the IAM user that he made',
      'object read': "an object read in a role taken with the made user's key",
      'sent out': 'a flow from his instance to his machine',
    },
  });
}

/** Returns the key of the user that he made. */
function attack(book: Book, key: string, lastBuild: string): string {
  const { log, random } = book;
  const tell = (step: string): Logbook => log.attacker(step);
  const clock = (text: string): number => at(`2025-05-${text}`);
  const mark = (name: string, record: ReturnType<typeof call>): void => void book.marks.set(name, record);
  const build = iamClient(log, 'build', key, NAT, HIS_AGENT);
  const first = tell('old-key');
  call(first, build, clock('12 01:47:10'), 'sts', 'GetCallerIdentity');
  mark('users refused', call(first, build, clock('12 01:47:55'), 'iam', 'ListUsers', { denied: true }));
  call(first, build, clock('12 01:48:30'), 'iam', 'GetAccountAuthorizationDetails', { denied: true });
  call(first, build, clock('12 01:49:12'), 'iam', 'ListRoles');
  call(first, build, clock('12 01:50:41'), 's3', 'ListBuckets');
  call(first, build, clock('12 01:52:08'), 'iam', 'ListAttachedUserPolicies', {
    request: { userName: 'build' },
  });
  const deploy = takeRole(first, random, build, 'deploy-prod', 'health-check', clock('12 01:58:20'));
  call(first, build, clock('12 01:59:31'), 'sts', 'AssumeRole', {
    denied: true,
    request: {
      roleArn: `arn:aws:iam::${log.company.awsAccount}:role/data-export`,
      roleSessionName: 'health-check',
    },
  });
  call(first, deploy, clock('12 02:02:14'), 'secretsmanager', 'ListSecrets');
  for (const [index, secretId] of SECRETS.entries())
    call(first, deploy, clock('12 02:03:00') + index * 21 * SECOND, 'secretsmanager', 'GetSecretValue', {
      request: { secretId },
    });
  call(first, deploy, clock('12 02:07:10'), 's3', 'ListObjects', {
    request: { bucketName: 'corvane-manifests' },
  });
  for (let index = 0; index < 30; index++)
    read(
      first,
      deploy,
      clock('12 02:08:00') + index * random.int(20, 40) * SECOND,
      'corvane-manifests',
      `2025/05/${random.int(1000, 9999)}.csv`,
    );
  const user = tell('made-user');
  mark(
    'user made',
    call(user, deploy, clock('12 02:31:09'), 'iam', 'CreateUser', {
      request: { userName: 'build-agent' },
      response: {
        user: {
          userName: 'build-agent',
          userId: 'AIDABUILDAGENTXXXXXXX',
          arn: `arn:aws:iam::${log.company.awsAccount}:user/build-agent`,
        },
      },
    }),
  );
  call(user, deploy, clock('12 02:31:50'), 'iam', 'AttachUserPolicy', {
    request: { userName: 'build-agent', policyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
  });
  const made = accessKey(user, random, deploy, 'build-agent', clock('12 02:32:44'));

  const agent = iamClient(log, 'build-agent', made, NAT, HIS_AGENT);
  call(user, agent, clock('14 00:20:05'), 'sts', 'GetCallerIdentity');
  const analytics = takeRole(user, random, agent, 'analytics-read', 'build-5121', clock('14 00:22:31'));
  call(user, analytics, clock('14 00:23:10'), 's3', 'ListObjects', {
    request: { bucketName: 'corvane-customers' },
  });
  for (let index = 0; index < 45; index++) {
    const record = read(
      user,
      analytics,
      clock('14 00:24:00') + index * random.int(15, 35) * SECOND,
      'corvane-customers',
      `2025/${random.int(1, 400)}.parquet`,
    );
    if (index === 20) mark('object read', record);
  }
  const machine = tell('instance');
  call(machine, agent, clock('14 00:50:12'), 'ec2', 'DescribeSubnets');
  call(machine, agent, clock('14 00:50:40'), 'ec2', 'DescribeSecurityGroups');
  runInstances(machine, agent, clock('14 00:52:18'), 'i-0d3f7a20b6c19e845', HIS_INTERFACE, '10.30.6.77');
  call(machine, agent, clock('14 00:53:30'), 'ec2', 'DescribeInstances');
  const again = takeRole(first, random, build, 'deploy-prod', lastBuild, clock('15 23:10:44'));
  for (const [index, secretId] of SECRETS.slice(0, 3).entries())
    call(first, again, clock('15 23:12:00') + index * 40 * SECOND, 'secretsmanager', 'GetSecretValue', {
      request: { secretId },
    });
  const late = takeRole(user, random, agent, 'analytics-read', 'build-5190', clock('16 03:30:15'));
  for (let index = 0; index < 20; index++)
    read(
      user,
      late,
      clock('16 03:31:00') + index * random.int(15, 60) * SECOND,
      'corvane-customers',
      `2025/${random.int(1, 400)}.parquet`,
    );
  const end = tell('after-the-response');
  call(end, agent, clock('19 09:55:02'), 's3', 'ListBuckets', { denied: true });
  call(end, agent, clock('19 09:55:40'), 'ec2', 'DescribeInstances', { denied: true });
  call(end, agent, clock('19 09:56:31'), 'sts', 'AssumeRole', {
    denied: true,
    request: {
      roleArn: `arn:aws:iam::${log.company.awsAccount}:role/analytics-read`,
      roleSessionName: 'build-5210',
    },
  });
  return made;
}

/** What Nadia does through the access portal, and the new key of `build`. */
function respond(
  { log, random }: Book,
  nadia: Person,
  keys: { old: string; made: string; fresh: string },
): void {
  const aws = samlRole(
    log,
    random,
    nadia,
    'SecurityAdmin',
    OFFICE.ip,
    nadia.agent,
    at('2025-05-19 09:30:12'),
  );
  const book = log.response('response');
  const iam = (
    clock: string,
    name: string,
    request: Record<string, string>,
    response?: { accessKey: Record<string, string> },
  ): void =>
    void call(book, aws, at(`2025-05-19 ${clock}`), 'iam', name, {
      request,
      ...(response === undefined ? {} : { response }),
    });
  iam('09:38:20', 'PutUserPolicy', {
    userName: 'build-agent',
    policyName: 'deny-all',
    policyDocument: '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
  });
  iam('10:05:44', 'UpdateAccessKey', { userName: 'build-agent', accessKeyId: keys.made, status: 'Inactive' });
  iam(
    '10:12:05',
    'CreateAccessKey',
    { userName: 'build' },
    { accessKey: { accessKeyId: keys.fresh, status: 'Active', userName: 'build' } },
  );
  iam('10:20:31', 'UpdateAccessKey', { userName: 'build', accessKeyId: keys.old, status: 'Inactive' });
  call(book, aws, at('2025-05-19 10:40:10'), 'ec2', 'TerminateInstances', {
    request: { instancesSet: { items: [{ instanceId: 'i-0d3f7a20b6c19e845' }] } },
  });
  iam('10:50:02', 'DeleteAccessKey', { userName: 'build-agent', accessKeyId: keys.made });
  iam('10:51:40', 'DeleteUser', { userName: 'build-agent' });
}
