/**
 * The ordinary, scheduled work of the four accounts whose credentials leaked, from their vendors' own addresses, before and
 * during the attack. The chain must not swallow it. After the accounts are closed the vendors run into closed doors.
 */
import { APP, author, MOVEWORKS_ACTOR, SERVICE, userObject } from '../accounts.ts';
import { VENDOR, VENDOR_PLACE } from '../addresses.ts';
import { MARKETPLACE_IDENTITY } from '../attack/aws.ts';
import { at, DAYS, HOUR, isWeekend, MINUTE, SECOND } from '../clock.ts';
import { ISSUES, issueObject, REPOSITORIES, repositoryObject } from '../content.ts';
import { ACCOUNT_APPS, MOVEWORKS_TOKEN, T } from '../facts.ts';
import type { LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { ANONYMOUS, type AuditAction, auditRecord, productOf } from '../vendors/atlassian.ts';
import { type Json, trailRecord } from '../vendors/cloudtrail.ts';
import { oktaRecord } from '../vendors/okta.ts';

const random = rng('noise/services');
const jitter = (): number => random.int(0, 95) * SECOND + random.int(0, 999);

/** Four times a day: sign in, look for changed issues, write a few back. */
function smartsheet(day: number): LogRecord[] {
  const hours = isWeekend(day) ? [11] : [5, 11, 17, 23];
  return hours.flatMap((hour) => {
    const time = day + hour * HOUR + 2 * MINUTE + jitter();
    const from = random.pick(VENDOR.smartsheet);
    const who = SERVICE.smartsheet;
    if (time > T.serviceDisabled) {
      return [
        auditRecord({
          time,
          action: 'jira.auditing.user.login.failed',
          author: ANONYMOUS,
          from,
          affected: [userObject(who)],
          extra: { details: 'The account is inactive' },
        }),
      ];
    }
    const act = (
      offset: number,
      action: AuditAction,
      details: Partial<Parameters<typeof auditRecord>[0]>,
    ): LogRecord =>
      auditRecord({
        time: time + offset * SECOND,
        action,
        author: author(who, productOf(action)),
        from,
        ...details,
      });
    return [
      act(0, 'jira.auditing.user.logged.in', { affected: [userObject(who)] }),
      act(3, 'jira.auditing.issue.searched', {
        extra: { query: 'project in (EDGE, WEB) AND updated >= -6h' },
      }),
      ...random.sample(ISSUES, random.int(1, 4)).map((issue, index) =>
        act(8 + index * 2, 'jira.auditing.issue.updated', {
          affected: [issueObject(issue)],
          changed: [{ key: 'Smartsheet row', to: String(random.int(100, 9999)) }],
        }),
      ),
    ];
  });
}

const BUILD_CLOSED = at('2023-11-23 18:05:41');

/** The build service fetches sources every eight hours. */
function bitbucket(day: number): LogRecord[] {
  return [1, 9, 17].flatMap((hour) => {
    const time = day + hour * HOUR + 20 * MINUTE + jitter();
    if (time > BUILD_CLOSED) return [];
    const from = random.pick(VENDOR.buildService);
    const who = author(SERVICE.bitbucket, 'bitbucket');
    return [
      auditRecord({
        time,
        action: 'bitbucket.service.audit.action.authenticationsuccess',
        author: who,
        from,
        affected: [{ id: who.id, name: who.name, type: 'USER' }],
        extra: { authMethod: 'password' },
      }),
      ...random.sample(REPOSITORIES, random.int(2, 5)).map((repository, index) =>
        auditRecord({
          time: time + (4 + index * 11) * SECOND,
          action: 'bitbucket.service.repository.audit.action.repositorycloned',
          author: who,
          from,
          affected: [repositoryObject(repository)],
        }),
      ),
    ];
  });
}

const TOKEN_REVOKED = at('2023-11-23 18:52:06');

/** The help-desk bot asks through the gateway, mostly in the hours when people ask it. */
function moveworks(day: number): LogRecord[] {
  const hours = isWeekend(day) ? [9, 19] : [1, 7, 10, 13, 15, 16, 18, 21];
  return hours
    .map((hour) => day + hour * HOUR + random.int(0, 50) * MINUTE + jitter())
    .filter((time) => time < TOKEN_REVOKED)
    .map((time) =>
      oktaRecord(random, {
        time,
        eventType: 'user.authentication.sso',
        actor: MOVEWORKS_ACTOR,
        client: {
          address: {
            ip: random.pick(VENDOR.moveworks),
            place: { ...VENDOR_PLACE, city: 'San Jose', state: 'California', postalCode: '95141' },
          },
          userAgent: 'moveworks-connector/4.18',
        },
        targets: [APP.gateway],
        apiTokenId: MOVEWORKS_TOKEN,
        requestUri: '/app/atlassian_gateway/sso',
      }),
    );
}

const KEY_DISABLED = at('2023-11-23 18:41:33');
const JOB: readonly (readonly [string, string, Json])[] = [
  ['sts', 'GetCallerIdentity', null],
  ['ec2', 'DescribeInstances', { maxResults: 50, instancesSet: {}, filterSet: {} }],
  ['s3', 'ListBuckets', { Host: 's3.us-east-1.amazonaws.com' }],
  ['lambda', 'ListFunctions20150331', null],
  ['cloudwatch', 'DescribeAlarms', { maxRecords: 100 }],
];

/** The inventory job of the apps marketplace, every two hours. */
function marketplace(day: number): LogRecord[] {
  return Array.from({ length: 12 }, (_, index) => day + index * 2 * HOUR + 5 * MINUTE).flatMap((start) => {
    const time = start + jitter();
    if (time > KEY_DISABLED) return [];
    const from = random.pick(VENDOR.marketplace);
    return JOB.slice(0, random.int(3, JOB.length)).map(([service, name, request], index) =>
      trailRecord(random, {
        time: time + index * 2 * SECOND,
        identity: MARKETPLACE_IDENTITY,
        service,
        name,
        account: ACCOUNT_APPS,
        from,
        userAgent:
          'Boto3/1.28.62 md/Botocore#1.31.62 ua/2.0 os/linux#5.10 md/arch#x86_64 lang/python#3.10.12',
        request,
        stream: 'cloudtrail/apps/us-east-1',
      }),
    );
  });
}

export function noiseServices(): LogRecord[] {
  return DAYS.flatMap((day) => [
    ...smartsheet(day),
    ...bitbucket(day),
    ...moveworks(day),
    ...marketplace(day),
  ]);
}
