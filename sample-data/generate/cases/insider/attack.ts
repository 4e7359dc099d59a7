/** The insider's evenings: his own laptop, the office and the company's exit, and other names than his. */

import type { Address } from '../../addresses.ts';
import { at, HOUR, MINUTE, SECOND } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { author, laptop } from '../../kit/company.ts';
import {
  type AwsClient,
  accessKey,
  call,
  groupTarget,
  issue,
  oktaApi,
  oktaDeed,
  page,
  productSignIn,
  repository,
  type Session,
  samlRole,
  signIn,
  sso,
  takeRole,
  userTarget,
} from '../../kit/deeds.ts';
import { pace } from '../../kit/pace.ts';
import type { KitRecord } from '../../kit/record.ts';
import { ADMINS, API_TOKEN, BUILD, BUILD_TOKEN, book, COLLEAGUE, INSIDER, MADE, OFFICE } from './world.ts';

export interface Traces {
  /** The policy that made a new IAM user an administrator. */
  readonly alert: KitRecord;
  /** The session in the colleague's name. */
  readonly inHerName: KitRecord;
  /** The key for the deployer. */
  readonly key: string;
}

export function attack(): Traces {
  const inHerName = colleaguesName();
  buildAccount();
  const { alert, deployer, agent } = keys();
  lunch();
  harvest(deployer, agent);
  lastEvening();
  response();
  return { alert, inHerName, key: deployer };
}

/** An evening session of his own, which he opens for these deeds only. */
function ownSession(at: Address, time: number): Session {
  return signIn(
    book.attacker('evening-session'),
    book.stream(`attack/own/${time}`),
    INSIDER,
    laptop(INSIDER, at),
    time,
  );
}

/** Tuesday: a colleague's factors reset, and then he is her, on his own laptop, while she works at home. */
function colleaguesName(): KitRecord {
  const random = book.stream('attack/colleague');
  const start = at('2025-02-11 19:04:10');
  const own = ownSession(OFFICE.vpn, start);
  oktaDeed(book.attacker('colleague-reset'), own, start + 40 * SECOND, 'user.session.access_admin_app');
  oktaDeed(book.attacker('colleague-reset'), own, start + 95 * SECOND, 'user.mfa.factor.reset_all', [
    userTarget(COLLEAGUE),
  ]);
  oktaDeed(book.attacker('colleague-reset'), own, start + 130 * SECOND, 'user.account.reset_password', [
    userTarget(COLLEAGUE),
  ]);
  const actor = book.attacker('colleague-impersonated');
  const entry = start + 6 * MINUTE;
  const session = signIn(actor, random, COLLEAGUE, laptop(INSIDER, OFFICE.vpn), entry);
  const first = oktaDeed(actor, session, entry + 60 * SECOND, 'user.mfa.factor.activate', [
    userTarget(COLLEAGUE),
  ]);
  const who = { who: COLLEAGUE, ip: OFFICE.vpn.ip };
  const next = pace(random, entry + 80 * SECOND);
  sso(actor, session, 'payroll', next(10, 30));
  sso(actor, session, 'jira', next(10, 30));
  productSignIn(actor, 'jira', who, next(2, 3));
  for (let i = 0; i < 9; i++) issue(actor, who, next(15, 70), `PAY-${random.int(100, 2400)}`);
  sso(actor, session, 'confluence', next(10, 30));
  productSignIn(actor, 'confluence', who, next(2, 3));
  for (const title of [
    'Salary bands 2025',
    'Acquisition shortlist',
    'Board minutes January',
    'Supplier margins',
    'Bonus scheme',
  ]) {
    page(actor, who, next(20, 80), title);
    page(actor, who, next(5, 20), title, 'exported');
  }
  return first;
}

/** Thursday, late in the office: the build service's account, a token of it, and an account like an employee's. */
function buildAccount(): void {
  const random = book.stream('attack/build');
  const start = at('2025-02-13 19:31:00');
  const own = ownSession(OFFICE.grenoble, start);
  const who = { who: BUILD, ip: OFFICE.grenoble.ip };
  const actor = book.attacker('service-account-used');
  const next = pace(random, start + 3 * MINUTE);
  productSignIn(actor, 'bitbucket', who, next(5, 20));
  book.attacker('service-token-minted').audit({
    time: next(30, 60),
    action: 'bitbucket.access.tokens.audit.action.accesstokencreated.personal',
    author: author('bitbucket', BUILD),
    from: who.ip,
    affected: [{ id: BUILD_TOKEN, name: 'nightly-mirror', type: 'ACCESS_TOKEN' }],
  });
  const names = [
    'platform/terraform-live',
    'platform/deploy-config',
    'payments/ledger',
    'payments/fraud-rules',
    'optics/firmware',
    'optics/calibration',
    'data/warehouse-models',
    'tools/release-bot',
  ];
  for (const name of names) repository(actor, who, next(15, 60), name);
  for (const name of names.slice(2, 7)) repository(actor, who, next(30, 90), name, 'archived');

  const made = book.attacker('account-made');
  oktaDeed(made, own, next(60, 90), 'user.lifecycle.create', [userTarget(MADE)]);
  oktaDeed(made, own, next(10, 20), 'user.lifecycle.activate', [userTarget(MADE)]);
  for (const group of ['everyone', 'release-managers', 'wiki-administrators'])
    oktaDeed(made, own, next(15, 40), 'group.user_membership.add', [userTarget(MADE), groupTarget(group)]);
  const inJira = { author: author('jira', BUILD), from: who.ip };
  const affected = [{ id: MADE.jiraKey, name: MADE.login, type: 'USER' }];
  productSignIn(made, 'jira', who, next(30, 60));
  made.audit({
    ...inJira,
    time: next(20, 40),
    action: 'jira.auditing.user.created',
    affected,
    changed: [
      { key: 'Username', to: MADE.login },
      { key: 'Full name', to: MADE.name },
      { key: 'Email', to: MADE.email },
      { key: 'Active / Inactive', to: 'Active' },
    ],
  });
  for (const name of ['jira-software-users', 'jira-administrators'])
    made.audit({
      ...inJira,
      time: next(10, 30),
      action: 'jira.auditing.group.user.added',
      affected: [...affected, { name, type: 'GROUP' }],
    });
  made.audit({
    time: next(30, 60),
    action: 'bitbucket.service.user.audit.action.groupmembershipscreated.user',
    author: author('bitbucket', BUILD),
    from: who.ip,
    affected: [
      { id: MADE.gitId, name: MADE.login, type: 'USER' },
      { name: 'stash-administrators', type: 'GROUP' },
    ],
  });
}

/** Monday: keys in AWS and a token in Okta, by his own role and his own session. */
function keys(): { alert: KitRecord; deployer: string; agent: string } {
  const random = book.stream('attack/keys');
  const start = at('2025-02-17 20:40:30');
  const own = ownSession(OFFICE.vpn, start);
  sso(book.attacker('evening-session'), own, 'aws', start + 30 * SECOND);
  const next = pace(random, start + 40 * SECOND);
  const { ip } = OFFICE.vpn;
  const aws = samlRole(
    book.attacker('evening-role'),
    random,
    INSIDER,
    INSIDER.role,
    ip,
    INSIDER.cli,
    next(2, 5),
  );
  call(book.attacker('evening-role'), aws, next(10, 30), 'iam', 'ListUsers');
  const deployer = accessKey(book.attacker('keys-minted'), random, aws, 'ci-deployer', next(20, 50));
  call(book.attacker('user-made'), aws, next(30, 60), 'iam', 'CreateUser', {
    request: { userName: 'metrics-agent' },
    response: {
      user: { userName: 'metrics-agent', arn: `arn:aws:iam::${book.company.awsAccount}:user/metrics-agent` },
    },
  });
  const alert = call(book.attacker('user-made'), aws, next(10, 20), 'iam', 'AttachUserPolicy', {
    request: { userName: 'metrics-agent', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  });
  const agent = accessKey(book.attacker('keys-minted'), random, aws, 'metrics-agent', next(10, 20));
  for (const name of ['ListSecrets', 'GetSecretValue', 'GetSecretValue', 'GetSecretValue'])
    call(book.attacker('secrets-read'), aws, next(8, 30), 'secretsmanager', name);
  oktaDeed(book.attacker('okta-token-minted'), own, next(60, 90), 'user.session.access_admin_app');
  oktaDeed(book.attacker('okta-token-minted'), own, next(30, 60), 'system.api_token.create', [
    { id: API_TOKEN, type: 'Token', alternateId: 'unknown', displayName: 'inventory' },
  ]);
  return { alert, deployer, agent };
}

/** Wednesday at noon, from the office: the made account, on his laptop. */
function lunch(): void {
  const random = book.stream('attack/lunch');
  const start = at('2025-02-19 11:22:05');
  const actor = book.attacker('made-account-used');
  const session = signIn(actor, random, MADE, laptop(INSIDER, OFFICE.grenoble), start);
  const who = { who: MADE, ip: OFFICE.grenoble.ip };
  const next = pace(random, start + 20 * SECOND);
  for (const app of ['confluence', 'bitbucket'] as const) {
    sso(actor, session, app, next(10, 40));
    productSignIn(actor, app, who, next(2, 3));
  }
  for (const title of [
    'Laser module design',
    'Calibration method',
    'Customer list EMEA',
    'Price book',
    'Patent drafts',
    'Clean room process',
  ])
    page(book.attacker('pages-exported'), who, next(20, 60), title, 'exported');
  for (const name of [
    'optics/firmware',
    'optics/calibration',
    'optics/alignment',
    'payments/ledger',
    'platform/deploy-config',
  ]) {
    repository(book.attacker('code-exported'), who, next(10, 40), name);
    repository(book.attacker('code-exported'), who, next(10, 40), name, 'archived');
  }
}

/** Thursday: the keys and the token at work, over the company's exit. */
function harvest(deployer: string, agent: string): void {
  const random = book.stream('attack/harvest');
  const { ip } = OFFICE.vpn;
  const client = (name: string, key: string): AwsClient => iamClient(book, name, key, ip, INSIDER.cli);
  const first = client('ci-deployer', deployer);
  let next = pace(random, at('2025-02-20 20:58:00'));
  call(book.attacker('minted-keys-used'), first, next(1, 5), 'sts', 'GetCallerIdentity');
  for (let i = 0; i < 14; i++)
    call(book.attacker('minted-keys-used'), first, next(3, 25), 's3', 'GetObject', {
      request: { bucketName: 'castellane-artifacts', key: `firmware/${random.int(100, 999)}.bin` },
    });
  const second = client('metrics-agent', agent);
  const role = takeRole(
    book.attacker('minted-keys-used'),
    random,
    second,
    'ArchiveRead',
    'metrics',
    next(60, 90),
  );
  for (let i = 0; i < 10; i++)
    call(book.attacker('minted-keys-used'), role, next(3, 25), 's3', 'GetObject', {
      request: { bucketName: 'castellane-backup', key: `wiki/${random.int(100, 999)}.tar` },
    });
  next = pace(random, at('2025-02-20 21:40:00'));
  const script = { address: OFFICE.vpn, userAgent: 'curl/8.6.0' };
  for (const group of ['finance-readers', 'payroll-approvers', 'vpn-split'])
    oktaApi(
      book.attacker('okta-token-used'),
      INSIDER,
      API_TOKEN,
      script,
      next(10, 40),
      'group.user_membership.add',
      [userTarget(MADE), groupTarget(group)],
    );
  const who = { who: BUILD, ip };
  productSignIn(book.attacker('service-account-used'), 'bitbucket', who, next(60, 90));
  for (const name of [
    'optics/firmware',
    'optics/calibration',
    'optics/alignment',
    'payments/fraud-rules',
    'data/warehouse-models',
  ])
    repository(book.attacker('service-account-used'), who, next(20, 60), name, 'cloned');
}

/** Tuesday: the made account once more. */
function lastEvening(): void {
  const random = book.stream('attack/last');
  const start = at('2025-02-25 20:11:20');
  const actor = book.attacker('made-account-used');
  const session = signIn(actor, random, MADE, laptop(INSIDER, OFFICE.vpn), start);
  const who = { who: MADE, ip: OFFICE.vpn.ip };
  const next = pace(random, start + 20 * SECOND);
  sso(actor, session, 'jira', next(10, 40));
  productSignIn(actor, 'jira', who, next(2, 3));
  for (let i = 0; i < 7; i++) issue(actor, who, next(15, 70), `OPS-${random.int(100, 2400)}`);
  sso(actor, session, 'bitbucket', next(10, 40));
  productSignIn(actor, 'bitbucket', who, next(2, 3));
  for (const name of ['optics/alignment', 'tools/release-bot', 'platform/terraform-live'])
    repository(book.attacker('code-exported'), who, next(20, 60), name, 'cloned');
}

/** Thursday morning: everything that was made is taken away, and the insider's own account with it. */
function response(): void {
  const random = book.stream('attack/response');
  const admin = ADMINS[0]!;
  const start = at('2025-02-27 07:50:00');
  const session = signIn(book, random, admin, laptop(admin), start);
  const contained = book.response('contained');
  oktaDeed(contained, session, start + 2 * MINUTE, 'user.lifecycle.suspend', [userTarget(INSIDER)]);
  oktaDeed(contained, session, start + 3 * MINUTE, 'user.session.clear', [userTarget(INSIDER)]);
  oktaDeed(contained, session, start + 5 * MINUTE, 'user.lifecycle.deactivate', [userTarget(MADE)]);
  oktaDeed(contained, session, start + 7 * MINUTE, 'system.api_token.revoke', [
    { id: API_TOKEN, type: 'Token', alternateId: 'unknown', displayName: 'inventory' },
  ]);
  const jira = { author: author('jira', admin), from: admin.office.ip };
  contained.audit({
    ...jira,
    time: start + 11 * MINUTE,
    action: 'jira.auditing.user.deactivated',
    affected: [{ id: MADE.jiraKey, name: MADE.login, type: 'USER' }],
  });
  contained.audit({
    time: start + 14 * MINUTE,
    action: 'bitbucket.access.tokens.audit.action.accesstokendeleted.personal',
    author: author('bitbucket', admin),
    from: admin.office.ip,
    affected: [{ id: BUILD_TOKEN, name: 'nightly-mirror', type: 'ACCESS_TOKEN' }],
  });
  const aws = iamClient(book, 'breakglass-admin', 'AKIACS7BREAKGLASS789', admin.office.ip, 'aws-cli/2.17.9');
  const cut = start + HOUR;
  call(contained, aws, cut, 'iam', 'DeleteLoginProfile', { request: { userName: 'metrics-agent' } });
  call(contained, aws, cut + MINUTE, 'iam', 'DeleteUser', { request: { userName: 'metrics-agent' } });
}
