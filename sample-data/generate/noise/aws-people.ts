/** AWS used by people through the identity centre, and by the deployments that they start. */
import { DAYS, HOUR, isoSeconds, isWeekend, MINUTE, SECOND } from '../clock.ts';
import { ACCOUNT_APPS, ACCOUNT_PROD } from '../facts.ts';
import { department, type Person, whereabouts } from '../people.ts';
import type { LogRecord, Stream } from '../record.ts';
import { rng } from '../rng.ts';
import { assumedRole, denial, trailRecord } from '../vendors/cloudtrail.ts';
import { atWork, workMoment } from '../work.ts';
import {
  CHANGING,
  CLI_UA,
  CONSOLE_UA,
  LOOKING,
  SSO_PATH,
  SSO_ROLES,
  TERRAFORM,
  TERRAFORM_UA,
} from './aws-calls.ts';

const random = rng('noise/aws-people');
const accessKey = (): string => `ASIAXAMPLE7${random.base32(9)}`;

/** One person in one account through the identity centre; some through the console, with its sign-in record. */
function engineer(who: Person, day: number): LogRecord[] {
  const [readOnly, powerUser, administrator] = SSO_ROLES;
  const role = random.weighted<(typeof SSO_ROLES)[number]>([
    [readOnly, 60],
    [powerUser, 30],
    [administrator, who.department === 'Infrastructure' ? 10 : 0],
  ]);
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
      role !== readOnly && random.chance(0.25) ? random.pick(CHANGING) : random.pick(LOOKING);
    const denied = role === readOnly && random.chance(0.05);
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
        ...(denied ? { error: denial(identity, service, name) } : {}),
      }),
    );
  }
  return out;
}

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
          assumedRoleUser: { assumedRoleId: `${role.roleId}:${role.session}`, arn: String(identity.arn) },
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

/** How many people work in AWS on a working day. */
const ENGINEERS = 20;

export function noiseAwsPeople(): LogRecord[] {
  const staff = [
    ...department('Infrastructure'),
    ...department('Security'),
    ...department('Engineering').slice(0, 40),
  ];
  return DAYS.flatMap((day) => [
    ...atWork(random, day, ENGINEERS, staff).flatMap((who) => engineer(who, day)),
    ...deployment(day),
  ]);
}
