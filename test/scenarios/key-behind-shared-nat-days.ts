/** Corvane Logistics without the attack: people in their consoles, the runners, a function, instances that come and go. */
import { at, DAY, HOUR, isWeekend, MINUTE, SECOND } from '../../sample-data/generate/clock.ts';
import { iamClient } from '../../sample-data/generate/kit/admins.ts';
import { type AwsClient, call, samlRole, takeRole } from '../../sample-data/generate/kit/deeds.ts';
import type { Logbook } from '../../sample-data/generate/kit/logbook.ts';
import { awsService } from '../../sample-data/generate/vendors/cloudtrail.ts';
import type { Book } from './office/book.ts';
import { elsewhere } from './office/elsewhere.ts';
import { signIn, workdays } from './office/life.ts';
import { appTargets, type OktaLog } from './office/okta.ts';
import type { Person } from './office/staff.ts';

/** The company's own address. */
export const OFFICE = elsewhere('203.0.113.77', 'Gdansk', 'Poland', 64503, 'corvane logistics');

/** Of the provider that hosts the runners, and of every other customer in that region. */
export const NAT = '159.69.188.14';
/** The way out of the company's own network in AWS. */
export const FUNCTIONS = '203.0.113.90';
/** Packages of a distribution, for any machine that asks. */
export const MIRROR = '91.189.91.83';

/** The command line as it names itself: one version, built for different systems. */
export const cli = (kernel: string, distribution: string): string =>
  `aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#${kernel} md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython md/installer#exe md/distrib#${distribution} md/prompt#off`;

const RUNNER = cli('6.1.79-99.167.amzn2023.x86_64', 'amzn.2023');

const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.7.4 terraform-provider-aws/5.40.0 aws-sdk-go-v2/1.25.2 os/linux lang/go#1.21.6';

/** Of the staff. */
export const BROWSERS = ['135', '136'].map(
  (version) =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
);

/** First and last midnight (UTC). */
export const FROM = at('2025-05-05');
export const TO = at('2025-05-24');

/** Sign-ins and consoles: everybody with a read-only role, analysts in the bucket that he reads too. */
export function people(book: Book, okta: OktaLog, all: readonly Person[], analysts: readonly Person[]): void {
  const { log, random } = book;
  for (const day of workdays(FROM, TO - DAY))
    for (const who of all) {
      const analyst = analysts.includes(who);
      if (!random.chance(analyst ? 0.95 : 0.3)) continue;
      const from = random.chance(0.7) ? OFFICE : who.home;
      const client = { who, from, agent: who.agent, device: who.device };
      const { session, time } = signIn(book, okta, client, day + random.int(6 * 60, 8 * 60 + 30) * MINUTE);
      const targets = appTargets('AWS IAM Identity Center', who, who.email);
      okta.write({ ...client, time: time + 31 * SECOND, type: 'user.authentication.sso', session, targets });
      const role = analyst
        ? 'analytics-read'
        : random.pick(['deploy-prod', 'operations-read', 'operations-read', 'billing-read']);
      const aws = samlRole(log, random, who, role, from.ip, who.agent, time + 33 * SECOND);
      for (let index = 0; index < random.int(3, 7); index++)
        call(
          log,
          aws,
          time + index * random.int(2, 30) * MINUTE + 90 * SECOND,
          'ec2',
          random.pick(['DescribeInstances', 'DescribeVolumes', 'DescribeSubnets']),
        );
      for (let index = 0; index < (analyst ? 14 : 0); index++)
        read(
          log,
          aws,
          time + HOUR + index * random.int(1, 19) * MINUTE,
          'corvane-customers',
          `2025/${random.int(1, 400)}.parquet`,
        );
    }
}

/** One object of a bucket. */
export function read(log: Logbook, by: AwsClient, time: number, bucketName: string, key: string) {
  return call(log, by, time, 's3', 'GetObject', { request: { bucketName, key } });
}

/** The hosted runners: with the key of `build`, and from 19 May with its new one. Returns the last session name of 15 May. */
export function runners({ log, random }: Book, key: string, fresh: string): string {
  let number = 5050;
  let last = '';
  for (let day = FROM; day < TO; day += DAY) {
    const starts = isWeekend(day) ? [1, 13] : [1, 3, 6, 7, 8, 9, 11, 12, 13, 15, 16, 18];
    for (const hour of starts) {
      let time = day + hour * HOUR + random.int(2, 50) * MINUTE;
      const build = iamClient(
        log,
        'build',
        time < at('2025-05-19 10:20:00') ? key : fresh,
        NAT,
        random.chance(0.7) ? RUNNER : TERRAFORM,
      );
      const next = (seconds: number): number => (time += random.int(2, seconds) * SECOND);
      call(log, build, next(9), 'sts', 'GetCallerIdentity');
      call(log, build, next(9), 'ecr', 'GetAuthorizationToken');
      if (random.chance(0.1)) call(log, build, next(20), 'ecr', 'DescribeRepositories', { denied: true });
      const session = `build-${number++}`;
      if (day === at('2025-05-15')) last = session;
      const deploy = takeRole(log, random, build, 'deploy-prod', session, next(60));
      call(log, deploy, next(20), 'secretsmanager', 'GetSecretValue', {
        request: { secretId: 'prod/deploy/token' },
      });
      call(log, deploy, next(30), 's3', 'PutObject', {
        request: { bucketName: 'corvane-artifacts', key: `${session}.zip` },
      });
      for (const name of random.sample(
        ['DescribeServices', 'RegisterTaskDefinition', 'UpdateService', 'DescribeTasks'],
        3,
      ))
        call(log, deploy, next(40), 'ecs', name);
    }
  }
  return last;
}

/** A function that reads a secret and writes to the bucket of manifests, four times a day. */
export function functions(log: Logbook): void {
  const random = log.stream('functions');
  const lambda = {
    identity: awsService('lambda'),
    ip: 'lambda.amazonaws.com',
    userAgent: 'lambda.amazonaws.com',
  };
  for (let time = FROM + 2 * HOUR; time < TO; time += 6 * HOUR) {
    const rates = {
      ...takeRole(log, random, lambda, 'rates-function', 'rates-sync', time),
      ip: FUNCTIONS,
      userAgent: 'Boto3/1.34.90 exec-env/AWS_Lambda_python3.12',
    };
    call(log, rates, time + 2 * SECOND, 'secretsmanager', 'GetSecretValue', {
      request: { secretId: 'prod/carrier/dhl' },
    });
    call(log, rates, time + 5 * SECOND, 's3', 'PutObject', {
      request: { bucketName: 'corvane-manifests', key: `rates/${time}.json` },
    });
  }
}

/** Who starts an instance, and what AWS answers. */
export function runInstances(
  log: Logbook,
  by: AwsClient,
  time: number,
  instanceId: string,
  networkInterfaceId: string,
  privateIpAddress: string,
): void {
  call(log, by, time, 'ec2', 'RunInstances', {
    request: {
      instancesSet: { items: [{ imageId: 'ami-0c7a1f5e9b2d43081', minCount: 1, maxCount: 1 }] },
      instanceType: 'c6i.large',
    },
    response: {
      reservationId: `r-${instanceId.slice(2)}`,
      instancesSet: {
        items: [
          {
            instanceId,
            privateIpAddress,
            subnetId: 'subnet-04d2e8c1',
            networkInterfaceSet: { items: [{ networkInterfaceId, privateIpAddress, status: 'in-use' }] },
          },
        ],
      },
    },
  });
}

/** Autoscaling starts instances of its own. */
export function instances(log: Logbook): void {
  const scaling = {
    identity: awsService('autoscaling'),
    ip: 'autoscaling.amazonaws.com',
    userAgent: 'autoscaling.amazonaws.com',
  };
  for (const [index, day] of ['06', '08', '12', '14', '16', '21'].entries())
    runInstances(
      log,
      scaling,
      at(`2025-05-${day} 06:0${index}:15`),
      `i-0a7be1${index}c94d2f8a06`,
      `eni-0c11d${index}08be27f49a3`,
      `10.30.4.${20 + index}`,
    );
}
