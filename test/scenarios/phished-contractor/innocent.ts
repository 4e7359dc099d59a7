/** The innocent of Lumen Orchard: the owners, those who look like the attacker, and programs. */
import { at, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { laptop } from '../../../sample-data/generate/kit/company.ts';
import { type AwsClient, call } from '../../../sample-data/generate/kit/deeds.ts';
import { days, months, regularly, workday, workdays } from '../ordinary.ts';
import { moments, type Scene, sessionId } from '../scene.ts';
import {
  APPS,
  BATCH_KEY,
  BOTO,
  type Cast,
  CLAIMS,
  FERREIRA_HOME,
  FROM,
  KALI,
  LISBON,
  PROGRAMS,
  portal,
  REPORT_KEY,
  TO,
  TRAVELLER,
  user,
  WORK,
} from './company.ts';

export function innocent(scene: Scene, cast: Cast): void {
  const { contractor, traveller } = cast;
  const hit = at('2024-09-17');
  months(scene, WORK, {
    from: FROM,
    to: TO,
    people: cast.people,
    told: (who, day) =>
      (who === contractor && day >= at('2024-09-16') && day <= at('2024-09-20')) ||
      (who === traveller && day === hit),
  });
  // The contractor himself, at home, also while the session that he let in is used.
  for (const day of ['2024-09-16', '2024-09-17', '2024-09-18', '2024-09-19'])
    workday(scene, WORK, contractor, laptop(contractor, FERREIRA_HOME), at(day) + 8 * HOUR);
  workday(scene, WORK, contractor, laptop(contractor, FERREIRA_HOME), at('2024-09-20') + 15 * HOUR);
  pushes(scene, cast);
  securityWork(scene, cast);
  programs(scene, cast);
}

/** A traveller in the attacker's country, and somebody who refuses a push by mistake. */
function pushes(scene: Scene, { traveller, refuser }: Cast): void {
  const far = laptop(traveller, TRAVELLER);
  const start = at('2024-09-17 06:40:20');
  const session = sessionId(scene.random);
  scene.okta(traveller, far, start, 'policy.evaluate_sign_on', {
    session,
    result: 'CHALLENGE',
    risk: 'MEDIUM',
  });
  scene.push(traveller, far, start + 4 * SECOND);
  scene.okta(traveller, far, start + 15 * SECOND, 'user.authentication.auth_via_mfa', { session });
  scene.okta(traveller, far, start + 16 * SECOND, 'user.session.start', { session });
  scene.sso(traveller, far, start + MINUTE, APPS.confluence, { session });
  for (const time of moments(scene.random, start + 2 * MINUTE, start + 6 * HOUR, 12))
    scene.viewPage(traveller, TRAVELLER.ip, time, scene.random.pick(WORK.pages));

  const desk = laptop(refuser);
  const morning = at('2024-09-12 08:20:11');
  const other = sessionId(scene.random);
  scene.push(refuser, desk, morning);
  scene.okta(refuser, desk, morning + 8 * SECOND, 'user.authentication.auth_via_mfa', {
    result: 'FAILURE',
    reason: 'User rejected Okta push verify',
  });
  scene.push(refuser, desk, morning + 30 * SECOND);
  scene.okta(refuser, desk, morning + 41 * SECOND, 'user.authentication.auth_via_mfa', { session: other });
  scene.okta(refuser, desk, morning + 42 * SECOND, 'user.session.start', { session: other });
}

/** The same tool as the attacker's, on the same day, from the office. */
function securityWork(scene: Scene, { security }: Cast): void {
  for (const day of ['2024-09-04', '2024-09-05', '2024-09-11', '2024-09-18', '2024-09-19', '2024-09-25']) {
    const start = at(day) + 9 * HOUR + 20 * MINUTE;
    const client = portal(security, 'SecurityAudit', start, LISBON.ip, KALI);
    const calls = [
      ['sts', 'GetCallerIdentity'],
      ['s3', 'ListBuckets'],
      ['s3', 'GetBucketPolicy'],
      ['iam', 'ListUsers'],
      ['iam', 'ListRoles'],
      ['iam', 'GetAccountAuthorizationDetails'],
      ['s3', 'GetBucketLocation'],
    ] as const;
    for (const [index, [service, name]] of calls.entries())
      for (let again = 0; again < 3; again++)
        call(scene.book, client, start + (index * 11 + again * 3) * MINUTE, service, name, {
          request: { bucketName: CLAIMS },
        });
  }
}

function programs(scene: Scene, { cloudAdmin }: Cast): void {
  const { random, book } = scene;
  const closed = at('2024-09-20 13:40:09');
  const act = (client: AwsClient, time: number, service: string, name: string): void => {
    call(book, client, time, service, name, { request: { bucketName: CLAIMS }, denied: time > closed });
  };
  const batch = user('svc-batch-export', BATCH_KEY, PROGRAMS, BOTO);
  const reporting = user('svc-reporting', REPORT_KEY, PROGRAMS, BOTO);
  for (const day of days(FROM, TO)) {
    const night = day + 2 * HOUR + random.int(0, 5) * MINUTE;
    act(batch, night, 's3', 'ListBuckets');
    for (const time of moments(random, night + MINUTE, night + 40 * MINUTE, 14))
      act(batch, time, 's3', 'PutObject');
    const morning = day + 5 * HOUR + random.int(0, 9) * MINUTE;
    for (const time of moments(random, morning, morning + 15 * MINUTE, 7))
      act(reporting, time, 's3', 'GetObject');
  }
  regularly(random, FROM, TO, 6 * 3_600, (time) => {
    book.org({
      time,
      action: 'policy_updated',
      who: null,
      from: null,
      context: [{ id: 'p1', type: 'policies', attributes: { name: 'Session length' } }],
    });
  });
  for (const day of workdays(FROM, TO)) {
    const client = portal(cloudAdmin, 'Administrator', day, LISBON.ip, cloudAdmin.cli);
    for (const time of moments(random, day + 9 * HOUR, day + 16 * HOUR, 4)) {
      const [service, name] = random.pick([
        ['ec2', 'DescribeInstances'],
        ['iam', 'ListUsers'],
        ['s3', 'ListBuckets'],
        ['logs', 'FilterLogEvents'],
      ] as const);
      call(book, client, time, service, name);
    }
  }
  call(
    book,
    portal(cloudAdmin, 'Administrator', at('2024-09-18'), LISBON.ip, cloudAdmin.cli),
    at('2024-09-18 14:12:30'),
    'iam',
    'CreateAccessKey',
    {
      request: { userName: 'svc-mailer' },
      response: {
        accessKey: {
          accessKeyId: 'AKIAXKMAILR2WQ8N5T3C',
          status: 'Active',
          userName: 'svc-mailer',
          createDate: 'Sep 18, 2024 2:12:30 PM',
        },
      },
    },
  );
}
