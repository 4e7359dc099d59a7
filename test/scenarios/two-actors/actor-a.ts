/** Actor A at Brackwater Utilities: a stolen session of Rita Castellano; and what the defenders did about it. */
import { at, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { type Client, laptop } from '../../../sample-data/generate/kit/company.ts';
import { call, samlRole } from '../../../sample-data/generate/kit/deeds.ts';
import { ip, native } from '../../../sample-data/generate/kit/scenario.ts';
import { moments, oktaUser, type Scene, sessionId } from '../scene.ts';
import {
  A_BROWSER,
  A_FIRST,
  A_SECOND,
  APPS,
  type Cast,
  FINANCE_ISSUES,
  FINANCE_PAGES,
  INVOICES,
} from './company.ts';

const first: Client = { address: A_FIRST, userAgent: A_BROWSER };
const second: Client = { address: A_SECOND, userAgent: A_BROWSER };
const CLI = 'aws-cli/1.32.19 Python/3.10.12 Linux/5.15.0-91-generic botocore/1.34.19';
const TOKEN = 'report-sync';

/** `session`: the one that Rita works in herself from 13 May. */
export function actorA(scene: Scene, cast: Cast, session: string): string[] {
  const { rita } = cast;
  const theft = scene.attacker('a-session');
  const denied = theft.okta(
    rita,
    first,
    at('2024-05-13 10:17:33') + 402,
    'app.generic.unauth_app_access_attempt',
    {
      session,
      result: 'FAILURE',
      reason: 'User attempted unauthorized access to app',
      targets: [APPS.admin],
      risk: 'HIGH',
    },
  );
  theft.sso(rita, first, at('2024-05-13 10:19:02') + 55, APPS.jira, { session });
  theft.sso(rita, first, at('2024-05-13 10:31:48') + 610, APPS.confluence, { session });
  theft.sso(rita, first, at('2024-05-15 21:40:12') + 7, APPS.jira, { session });
  reading(scene, cast);
  const role = aws(scene, cast, session);
  response(scene, cast);
  const out = scene.attacker('a-lockout');
  out.oktaRefused(rita, second, at('2024-05-24 12:20:40') + 18);
  out.oktaRefused(rita, second, at('2024-05-24 12:21:31') + 705);
  return [native(denied), ip(A_FIRST.ip), ip(A_SECOND.ip), native(role)];
}

function reading(scene: Scene, { rita }: Cast): void {
  const { random } = scene;
  const read = scene.attacker('a-reading');
  read.signIn('jira', rita, A_FIRST.ip, at('2024-05-13 10:19:04') + 350);
  read.searchIssues(
    rita,
    A_FIRST.ip,
    at('2024-05-13 10:20:30') + 12,
    'text ~ "bank account" AND project = FIN',
  );
  for (const [index, time] of moments(
    random,
    at('2024-05-13 10:21:00'),
    at('2024-05-13 11:40:00'),
    16,
  ).entries())
    read.viewIssue(rita, A_FIRST.ip, time, FINANCE_ISSUES[index]!);
  read.searchPages(rita, A_FIRST.ip, at('2024-05-13 10:33:09') + 90, 'payment approval');
  for (const [index, time] of moments(
    random,
    at('2024-05-13 10:34:00'),
    at('2024-05-13 12:05:00'),
    20,
  ).entries())
    read.viewPage(rita, A_FIRST.ip, time, FINANCE_PAGES[index]!);

  const token = scene.attacker('a-token');
  token.signIn('jira', rita, A_FIRST.ip, at('2024-05-15 21:40:14') + 3);
  token.audit(
    rita,
    A_FIRST.ip,
    at('2024-05-15 21:44:51') + 220,
    'personal.access.tokens.audit.log.summary.token.created',
    {
      affected: [{ id: rita.jiraKey, name: rita.login, type: 'Personal access token' }],
      extra: { 'Token name': TOKEN },
    },
    'jira',
  );
  for (const [night, from] of [
    ['2024-05-16', 0],
    ['2024-05-17', 8],
    ['2024-05-20', 16],
  ] as const)
    for (const [index, time] of moments(random, at(night) + 1 * HOUR, at(night) + 2 * HOUR, 8).entries())
      token.viewIssue(rita, A_SECOND.ip, time, FINANCE_ISSUES[from + index]!);
}

function aws(scene: Scene, { rita }: Cast, session: string) {
  const { random } = scene;
  const step = scene.attacker('a-aws');
  let alert = null;
  for (const [start, count] of [
    ['2024-05-16 02:10:05', 10],
    ['2024-05-21 01:32:40', 14],
    ['2024-05-23 02:48:11', 12],
  ] as const) {
    step.sso(rita, second, at(start) + 330, APPS.aws, { session });
    const role = samlRole(step.book, random, rita, rita.role, A_SECOND.ip, CLI, at(start) + 3 * SECOND);
    const listed = call(step.book, role, at(start) + 50 * SECOND, 's3', 'ListBuckets');
    alert ??= listed;
    call(step.book, role, at(start) + 80 * SECOND, 's3', 'ListObjects', {
      request: { bucketName: INVOICES },
    });
    call(step.book, role, at(start) + 95 * SECOND, 'iam', 'ListUsers', { denied: true });
    for (const time of moments(random, at(start) + 2 * MINUTE, at(start) + 40 * MINUTE, count))
      call(
        step.book,
        role,
        time,
        's3',
        'GetObject',
        invoice(`2024/${random.int(1, 5)}/${random.int(10_000, 99_999)}.pdf`),
      );
  }
  return alert!;
}

export function invoice(key: string) {
  return {
    request: { bucketName: INVOICES, key },
    resources: [{ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${INVOICES}/${key}` }],
  };
}

function response(scene: Scene, { rita, oktaAdmin, jiraAdmin }: Cast): void {
  const contained = scene.response('a-contained');
  const session = sessionId(scene.random);
  for (const [index, type] of (
    ['user.session.clear', 'user.account.reset_password', 'user.mfa.factor.reset_all'] as const
  ).entries())
    contained.okta(oktaAdmin, laptop(oktaAdmin), at('2024-05-24 11:02:19') + index * 41 * SECOND, type, {
      session,
      targets: [oktaUser(rita)],
    });
  contained.audit(
    jiraAdmin,
    jiraAdmin.office.ip,
    at('2024-05-24 11:15:50') + 60,
    'personal.access.tokens.audit.log.summary.token.deleted',
    {
      affected: [{ id: rita.jiraKey, name: rita.login, type: 'Personal access token' }],
      extra: { 'Token name': TOKEN },
    },
    'jira',
  );
}
