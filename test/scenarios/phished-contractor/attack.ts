/** What the attacker of Lumen Orchard does, and what the defenders do about it. */
import { at, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { orgUser } from '../../../sample-data/generate/kit/atlassian-cloud.ts';
import { type Client, laptop, type Member } from '../../../sample-data/generate/kit/company.ts';
import { call, takeRole } from '../../../sample-data/generate/kit/deeds.ts';
import { credential, ip, native } from '../../../sample-data/generate/kit/scenario.ts';
import { moments, oktaUser, type Scene, sessionId } from '../scene.ts';
import {
  APPS,
  BATCH_KEY,
  BROWSER,
  type Cast,
  CLAIMS,
  ISSUES,
  jiraCloud,
  KALI,
  KEYS,
  LISBON,
  LUMEN,
  MINTED_KEY,
  PHISHER,
  portal,
  SECRET_PAGES,
  user,
  WORKING,
} from './company.ts';

const REJECTED = 'User rejected Okta push verify';
const worker: Client = { address: WORKING, userAgent: BROWSER };

export function attack(scene: Scene, cast: Cast): string[] {
  const { session, refusedPush } = phishing(scene, cast);
  atlassian(scene, cast, session);
  const minted = aws(scene);
  response(scene, cast);
  lockout(scene, cast);
  return [
    native(refusedPush),
    native(minted),
    ip(WORKING.ip),
    credential(MINTED_KEY),
    ip(PHISHER.address.ip),
  ];
}

function phishing(scene: Scene, cast: Cast) {
  const { contractor } = cast;
  const phishing = scene.attacker('phishing');
  phishing.oktaRefused(cast.otherContractor, PHISHER, at('2024-09-17 06:52:40') + 311);
  phishing.oktaRefused(contractor, PHISHER, at('2024-09-17 06:55:02') + 78);
  phishing.oktaRefused(contractor, PHISHER, at('2024-09-17 06:58:49') + 502);
  const session = sessionId(scene.random);
  const fatigue = scene.attacker('fatigue');
  fatigue.okta(contractor, PHISHER, at('2024-09-17 07:01:10') + 640, 'policy.evaluate_sign_on', {
    result: 'CHALLENGE',
    risk: 'HIGH',
  });
  const pushes = ['07:01:14', '07:02:20', '07:04:03', '07:07:51', '07:11:30', '07:15:12', '07:19:06'];
  const answers = pushes.map((time, index) => {
    const sent = at(`2024-09-17 ${time}`) + index * 37;
    fatigue.push(contractor, PHISHER, sent);
    const last = index === pushes.length - 1;
    return fatigue.okta(
      contractor,
      PHISHER,
      sent + (last ? 24 : 9) * SECOND,
      'user.authentication.auth_via_mfa',
      {
        ...(last ? { session } : { result: 'FAILURE', reason: REJECTED }),
      },
    );
  });
  fatigue.okta(contractor, PHISHER, at('2024-09-17 07:19:31') + 12, 'user.session.start', {
    session,
    risk: 'HIGH',
  });
  return { session, refusedPush: answers[0]! };
}

function atlassian(scene: Scene, { contractor }: Cast, session: string): void {
  const { random } = scene;
  const from = WORKING.ip;
  const inside = scene.attacker('session');
  inside.sso(contractor, worker, at('2024-09-17 07:26:15') + 204, APPS.cloud, { session });
  inside.sso(contractor, worker, at('2024-09-17 07:41:02') + 18, APPS.confluence, { session });
  inside.okta(contractor, worker, at('2024-09-17 07:44:50') + 77, 'app.generic.unauth_app_access_attempt', {
    session,
    result: 'FAILURE',
    reason: 'User attempted unauthorized access to app',
    targets: [APPS.aws],
  });
  inside.sso(contractor, worker, at('2024-09-18 08:30:44') + 930, APPS.cloud, { session });
  inside.sso(contractor, worker, at('2024-09-18 08:51:20') + 6, APPS.confluence, { session });

  const jira = scene.attacker('jira-reading');
  for (const start of ['2024-09-17 07:26:17', '2024-09-18 08:30:47']) {
    jira.book.org({ time: at(start) + 115, action: 'user_login', who: contractor, from });
    for (const time of moments(random, at(start) + MINUTE, at(start) + 14 * MINUTE, 9))
      jiraCloud(jira, contractor, from, time, random.pick(ISSUES));
  }

  const wiki = scene.attacker('confluence-secrets');
  for (const [day, words] of [
    ['2024-09-17 07:42', ['aws key', 'AKIA', 'secret']],
    ['2024-09-18 08:52', ['batch export', 'svc-batch-export']],
  ] as const) {
    for (const [index, word] of words.entries())
      wiki.searchPages(contractor, from, at(`${day}:30`) + index * 4 * MINUTE + 41, word);
    const pages = day.startsWith('2024-09-17')
      ? SECRET_PAGES.slice(1, 18)
      : [SECRET_PAGES[0]!, ...SECRET_PAGES.slice(17)];
    for (const [index, time] of moments(
      random,
      at(`${day}:45`),
      at(`${day}:45`) + 44 * MINUTE,
      pages.length,
    ).entries())
      wiki.viewPage(contractor, from, time, pages[index]!);
  }
}

function aws(scene: Scene) {
  const { random } = scene;
  call(
    scene.attacker('aws-key').book,
    user('svc-batch-export', BATCH_KEY, WORKING.ip, KALI),
    at('2024-09-18 09:41:08'),
    'sts',
    'GetCallerIdentity',
  );
  const { book } = scene.attacker('aws-work');
  const batch = user('svc-batch-export', BATCH_KEY, KEYS, KALI);
  const calls = [
    ['sts', 'GetCallerIdentity', false],
    ['s3', 'ListBuckets', false],
    ['iam', 'GetUser', false],
    ['iam', 'ListAttachedUserPolicies', true],
    ['iam', 'ListUsers', false],
    ['iam', 'ListRoles', false],
    ['secretsmanager', 'ListSecrets', true],
    ['iam', 'CreateUser', true],
    ['s3', 'GetBucketPolicy', true],
    ['s3', 'GetBucketLocation', false],
  ] as const;
  for (const [index, [service, name, denied]] of calls.entries())
    call(book, batch, at('2024-09-18 10:05:21') + index * 97 * SECOND, service, name, { denied });

  const { book: minting } = scene.attacker('minted');
  const minted = call(minting, batch, at('2024-09-18 10:40:55'), 'iam', 'CreateAccessKey', {
    request: { userName: 'svc-reporting' },
    response: {
      accessKey: {
        accessKeyId: MINTED_KEY,
        status: 'Active',
        userName: 'svc-reporting',
        createDate: 'Sep 18, 2024 10:40:55 AM',
      },
    },
  });
  const reporting = user('svc-reporting', MINTED_KEY, KEYS, KALI);
  for (const [index, [service, name]] of (
    [
      ['sts', 'GetCallerIdentity'],
      ['athena', 'ListWorkGroups'],
      ['glue', 'GetDatabases'],
      ['s3', 'ListBuckets'],
    ] as const
  ).entries())
    call(minting, reporting, at('2024-09-18 11:00:14') + index * 70 * SECOND, service, name);

  const { book: download } = scene.attacker('download');
  for (const [day, count] of [
    ['2024-09-18', 70],
    ['2024-09-19', 50],
  ] as const) {
    const role = takeRole(download, random, reporting, 'DataLakeReader', 'report-run', at(`${day} 11:20:00`));
    for (const time of moments(random, at(`${day} 11:21:00`), at(`${day} 12:15:00`), count)) {
      const key = `claims/${random.int(2019, 2024)}/${random.int(10_000, 99_999)}.parquet`;
      call(download, role, time, 's3', 'GetObject', {
        request: { bucketName: CLAIMS, key },
        resources: [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${CLAIMS}/${key}` }],
      });
    }
  }
  for (const time of ['2024-09-19 10:58:30', '2024-09-20 07:15:02', '2024-09-20 07:16:40'])
    call(book, batch, at(time), 's3', 'ListObjects', { request: { bucketName: CLAIMS } });
  return minted;
}

function response(scene: Scene, { contractor, oktaAdmin, cloudAdmin }: Cast): void {
  const session = sessionId(scene.random);
  const contained = scene.response('contractor-contained');
  const steps = ['user.session.clear', 'user.account.reset_password', 'user.mfa.factor.reset_all'] as const;
  for (const [index, type] of steps.entries())
    contained.okta(oktaAdmin, laptop(oktaAdmin), at('2024-09-20 13:10:12') + index * 48 * SECOND, type, {
      session,
      targets: [oktaUser(contractor)],
    });
  contained.book.org({
    time: at('2024-09-20 13:24:51') + 330,
    action: 'user_suspended',
    who: oktaAdmin as Member,
    from: oktaAdmin.office.ip,
    context: [orgUser(contractor)],
  });
  const { book } = scene.response('keys-closed');
  const admin = portal(cloudAdmin, 'Administrator', at('2024-09-20 13:30:00'), LISBON.ip, cloudAdmin.cli);
  for (const [index, [name, key]] of (
    [
      ['svc-batch-export', BATCH_KEY],
      ['svc-reporting', MINTED_KEY],
    ] as const
  ).entries()) {
    call(book, admin, at('2024-09-20 13:40:09') + index * 31 * SECOND, 'iam', 'PutUserPolicy', {
      request: {
        userName: name,
        policyName: 'quarantine',
        policyDocument: '{"Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
      },
    });
    call(book, admin, at('2024-09-20 14:40:30') + index * 22 * SECOND, 'iam', 'UpdateAccessKey', {
      request: { userName: name, accessKeyId: key, status: 'Inactive' },
    });
  }
}

function lockout(scene: Scene, { contractor }: Cast): void {
  const out = scene.attacker('lockout');
  const batch = user('svc-batch-export', BATCH_KEY, KEYS, KALI);
  const reporting = user('svc-reporting', MINTED_KEY, KEYS, KALI);
  for (const time of ['2024-09-20 14:05:44', '2024-09-20 14:06:10', '2024-09-20 14:11:59'])
    call(out.book, batch, at(time), 's3', 'ListBuckets', { denied: true });
  call(out.book, reporting, at('2024-09-20 14:08:20'), 'sts', 'AssumeRole', {
    request: {
      roleArn: `arn:aws:iam::${LUMEN.awsAccount}:role/DataLakeReader`,
      roleSessionName: 'report-run',
    },
    denied: true,
  });
  out.oktaRefused(contractor, worker, at('2024-09-20 14:20:33') + 91);
  out.oktaRefused(contractor, worker, at('2024-09-20 14:21:17') + 660);
}
