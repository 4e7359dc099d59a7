/** What the actor did with one laptop's cookies and keys, through the owner's own network, while the owner worked. */
import type { Address } from '../../addresses.ts';
import { at, HOUR, MINUTE, SECOND } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { orgUser } from '../../kit/atlassian-cloud.ts';
import { author, laptop } from '../../kit/company.ts';
import {
  type AwsClient,
  accessKey,
  call,
  conversation,
  oktaDeed,
  samlRole,
  signIn,
  sso,
  takeRole,
  userTarget,
} from '../../kit/deeds.ts';
import { pace } from '../../kit/pace.ts';
import type { KitRecord } from '../../kit/record.ts';
import { browse, cloudDeed, cloudGrant, git, gitSession, gitSignIn } from './cloud-work.ts';
import type { Owner } from './usual.ts';
import { ACTOR, ADMINS, book, LOADER, OFFICE, stolen, VICTIM, VPN } from './world.ts';

export interface Traces {
  /** The account made with the minted token. */
  readonly alert: KitRecord;
  /** The key minted for the loader's IAM user. */
  readonly key: string;
  /** The first key of the actor's own, out of the stolen one. */
  readonly ownSession: KitRecord;
}

const SECRETS = [
  'payments/ledger',
  'platform/terraform-live',
  'platform/deploy-config',
  'data/ingest',
  'data/patient-index',
  'mobile/app',
  'payments/fraud-rules',
  'tools/release-bot',
];

export function attack(owner: Owner): Traces {
  const ownSession = cookies(owner);
  const { key, second } = cachedKey(owner);
  const alert = cloudToken();
  repositories();
  exit(key);
  loader(second);
  lastNoon(key);
  response();
  return { alert, key, ownSession };
}

/** Tuesday afternoon: the stolen session enrols a factor, and with it the actor gets a session of its own beside the owner's. */
function cookies({ session, start }: Owner): KitRecord {
  const random = book.stream('attack/cookies');
  const replayed = { who: VICTIM, client: stolen(OFFICE), id: session.id };
  const replay = book.attacker('session-replayed');
  const first = start + 5 * HOUR + 12 * MINUTE;
  sso(replay, replayed, 'payroll', first);
  oktaDeed(replay, replayed, first + 50 * SECOND, 'user.mfa.factor.activate', [userTarget(VICTIM)]);
  sso(replay, replayed, 'mail', first + 90 * SECOND);

  const own = book.attacker('own-session');
  const entry = first + 9 * MINUTE;
  const parallel = signIn(own, random, VICTIM, stolen(OFFICE), entry);
  const opened = sso(own, parallel, 'atlassian', entry + 30 * SECOND);
  sso(own, parallel, 'aws', entry + 50 * SECOND);
  sso(own, parallel, 'bitbucket', entry + 70 * SECOND);
  gitSignIn(book.attacker('code-browsed'), VICTIM, OFFICE.ip, entry + 72 * SECOND);
  const next = pace(random, entry + 75 * SECOND);
  for (const name of SECRETS)
    browse(
      book.attacker('code-browsed'),
      VICTIM,
      OFFICE.ip,
      VICTIM.userAgent,
      gitSession(parallel),
      next(12, 60),
      name,
    );
  const minted = { author: author('bitbucket', VICTIM), from: OFFICE.ip };
  book.attacker('git-credentials-minted').audit({
    ...minted,
    time: next(20, 40),
    action: 'bitbucket.access.tokens.audit.action.accesstokencreated.personal',
    affected: [{ id: ACTOR.gitToken, name: 'ide-plugin', type: 'ACCESS_TOKEN' }],
  });
  book.attacker('git-credentials-minted').audit({
    ...minted,
    time: next(20, 40),
    action: 'bitbucket.ssh.audit.action.sshkeycreated',
    affected: [{ name: VICTIM.login, type: 'USER' }],
    extra: { 'bitbucket.ssh.audit.attr.sshkey.id': ACTOR.gitKey },
  });
  book.attacker('cloud-token-minted').org({
    time: next(60, 120),
    action: 'api_token_created',
    who: VICTIM,
    from: OFFICE.ip,
    context: [{ id: ACTOR.cloudToken.id, type: 'api-tokens', attributes: { label: ACTOR.cloudToken.label } }],
  });
  return opened;
}

/** The same afternoon: the key from the command line's cache, with another tool, while the owner's tool works on. */
function cachedKey({ start, cached }: Owner): { key: string; second: string } {
  const random = book.stream('attack/keys');
  const copied: AwsClient = { ...cached, userAgent: ACTOR.tool };
  const next = pace(random, start + 5 * HOUR + 40 * MINUTE);
  const tried = book.attacker('cached-key-used');
  call(tried, copied, next(5, 10), 'sts', 'GetCallerIdentity');
  call(tried, copied, next(8, 30), 's3', 'ListBuckets');
  call(tried, copied, next(8, 30), 'iam', 'ListUsers', { denied: true });
  call(tried, copied, next(8, 30), 'secretsmanager', 'ListSecrets', { denied: true });
  const role = takeRole(tried, random, copied, 'DataPipeline', `${VICTIM.login}-notebook`, next(20, 60));
  const used = book.attacker('role-used');
  for (let i = 0; i < 6; i++)
    call(used, role, next(5, 25), 's3', 'GetObject', { request: { bucketName: 'belmora-measurements' } });
  const key = accessKey(book.attacker('aws-keys-minted'), random, role, 'ingest-worker', next(30, 60));
  call(book.attacker('aws-user-made'), role, next(20, 50), 'iam', 'CreateUser', {
    request: { userName: 'telemetry-sync' },
    response: {
      user: {
        userName: 'telemetry-sync',
        arn: `arn:aws:iam::${book.company.awsAccount}:user/telemetry-sync`,
      },
    },
  });
  call(book.attacker('aws-user-made'), role, next(10, 30), 'iam', 'PutUserPolicy', {
    request: { userName: 'telemetry-sync', policyName: 'sync' },
  });
  const second = accessKey(book.attacker('aws-keys-minted'), random, role, 'telemetry-sync', next(10, 30));
  return { key, second };
}

/** Thursday in office hours: the minted token reads, makes an account and puts it into the administrators. */
function cloudToken(): KitRecord {
  const random = book.stream('attack/cloud');
  const { made, cloudToken: token } = ACTOR;
  const next = pace(random, at('2024-11-14 19:22:00'));
  const reads = book.attacker('cloud-token-used');
  for (let i = 0; i < 6; i++)
    cloudDeed(
      reads,
      VICTIM,
      OFFICE.ip,
      next(10, 60),
      'jira_issue_viewed',
      `OPS-${random.int(100, 2400)}`,
      token,
    );
  for (const title of [
    'Patient index design',
    'Database failover runbook',
    'Break-glass accounts',
    'VPN client setup',
  ])
    cloudDeed(reads, VICTIM, OFFICE.ip, next(10, 60), 'confluence_page_viewed', title, token);
  cloudDeed(reads, VICTIM, OFFICE.ip, next(10, 60), 'confluence_space_exported', 'Platform', token);
  const alert = book.attacker('account-made').org({
    time: next(60, 90),
    action: 'user_created',
    who: VICTIM,
    from: OFFICE.ip,
    context: [orgUser(made)],
    token,
  });
  for (const group of ['jira-users', 'confluence-users', 'site-admins'])
    cloudGrant(book.attacker('account-made'), VICTIM, OFFICE.ip, next(8, 30), made, group, token);
  return alert;
}

/** The next days, from the office: whole repositories, with the minted token and the added key. */
function repositories(): void {
  const random = book.stream('attack/git');
  const clones = book.attacker('code-cloned');
  let next = pace(random, at('2024-11-15 18:05:00'));
  for (const name of SECRETS)
    git(clones, VICTIM, OFFICE.ip, next(20, 90), name, 'clone', `access-token:id:${ACTOR.gitToken}`);
  next = pace(random, at('2024-11-18 21:40:00'));
  for (const name of ['web/storefront', 'web/checkout', 'platform/base-images', 'data/warehouse-models'])
    git(clones, VICTIM, OFFICE.ip, next(20, 90), name, 'clone', `ssh:id:${ACTOR.gitKey}`);
}

/** Tuesday evening, over the exit that everybody uses, the owner among them. */
function exit(key: string): void {
  const random = book.stream('attack/exit');
  const { made } = ACTOR;
  const start = at('2024-11-20 02:48:00');
  const own = book.attacker('own-session');
  const session = signIn(own, random, VICTIM, stolen(VPN), start);
  sso(own, session, 'aws', start + 40 * SECOND);
  const role = samlRole(
    book.attacker('role-used'),
    random,
    VICTIM,
    VICTIM.role,
    VPN.ip,
    ACTOR.tool,
    start + 45 * SECOND,
  );
  call(book.attacker('role-used'), role, start + 70 * SECOND, 'ecr', 'DescribeRepositories');
  call(book.attacker('role-used'), role, start + 90 * SECOND, 'ecr', 'GetAuthorizationToken');
  const account = book.attacker('made-account-used');
  const next = pace(random, start + 4 * MINUTE);
  account.org({ time: next(10, 20), action: 'user_logged_in', who: made, from: VPN.ip });
  for (const title of [
    'Patient index design',
    'Access request process',
    'Data retention rules',
    'Vendor list',
  ])
    cloudDeed(account, made, VPN.ip, next(15, 60), 'confluence_page_viewed', title);
  for (let i = 0; i < 5; i++)
    cloudDeed(account, made, VPN.ip, next(15, 60), 'jira_issue_viewed', `SUP-${random.int(100, 900)}`);
  cloudDeed(account, made, VPN.ip, next(15, 60), 'confluence_space_exported', 'Clinical');
  measurements(key, VPN, at('2024-11-20 03:20:00'), 9);
}

/** The minted key reads what the loader's own key writes. */
function measurements(key: string, from: Address, time: number, count: number): void {
  const random = book.stream(`attack/measurements/${time}`);
  const client = iamClient(book, 'ingest-worker', key, from.ip, ACTOR.tool);
  const next = pace(random, time);
  call(book.attacker('minted-key-used'), client, next(1, 4), 'sts', 'GetCallerIdentity');
  for (let i = 0; i < count; i++)
    call(book.attacker('minted-key-used'), client, next(3, 30), 's3', 'GetObject', {
      request: { bucketName: 'belmora-measurements', key: `raw/${random.int(1000, 9999)}.parquet` },
    });
}

/** Thursday night: the loader's door is opened for one address, and that address comes. */
function loader(key: string): void {
  const random = book.stream('attack/loader');
  const client = iamClient(book, 'telemetry-sync', key, VPN.ip, ACTOR.tool);
  const start = at('2024-11-21 04:10:00');
  call(book.attacker('door-opened'), client, start, 'ec2', 'DescribeSecurityGroups');
  call(book.attacker('door-opened'), client, start + 40 * SECOND, 'ec2', 'AuthorizeSecurityGroupIngress', {
    request: {
      groupId: LOADER.group,
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            ipRanges: { items: [{ cidrIp: `${ACTOR.machine}/32` }] },
          },
        ],
      },
    },
  });
  const next = pace(random, start + 3 * MINUTE);
  for (let i = 0; i < 8; i++)
    conversation(book.attacker('loader-reached'), LOADER.eni, {
      client: ACTOR.machine,
      clientPort: random.int(30_000, 60_000),
      server: LOADER.ip,
      serverPort: 22,
      time: next(60, i === 4 ? 4_000 : 300),
      seconds: random.int(20, 58),
      sent: random.int(3_000, 60_000),
      received: random.int(20_000, 9_000_000),
    });
}

/** Friday noon, in the office's crowd: everything once more. */
function lastNoon(key: string): void {
  const random = book.stream('attack/noon');
  const { made, cloudToken: token } = ACTOR;
  const next = pace(random, at('2024-11-22 20:02:00'));
  book
    .attacker('made-account-used')
    .org({ time: next(5, 20), action: 'user_logged_in', who: made, from: OFFICE.ip });
  for (const title of ['Break-glass accounts', 'On-call handbook'])
    cloudDeed(
      book.attacker('made-account-used'),
      made,
      OFFICE.ip,
      next(15, 60),
      'confluence_page_viewed',
      title,
    );
  for (let i = 0; i < 3; i++)
    cloudDeed(
      book.attacker('cloud-token-used'),
      VICTIM,
      OFFICE.ip,
      next(15, 60),
      'jira_issue_viewed',
      `DATA-${random.int(100, 900)}`,
      token,
    );
  for (const name of ['data/patient-index', 'data/ingest'])
    git(
      book.attacker('code-cloned'),
      VICTIM,
      OFFICE.ip,
      next(20, 60),
      name,
      'fetch',
      `access-token:id:${ACTOR.gitToken}`,
    );
  measurements(key, OFFICE, at('2024-11-22 20:15:00'), 6);
}

/** Monday: the laptop is found, and what came out of it is taken away; the owner gets a new one. */
function response(): void {
  const random = book.stream('attack/response');
  const admin = ADMINS[0]!;
  const start = at('2024-11-25 17:30:00');
  const session = signIn(book, random, admin, laptop(admin), start);
  const contained = book.response('contained');
  oktaDeed(contained, session, start + 2 * MINUTE, 'user.session.clear', [userTarget(VICTIM)]);
  oktaDeed(contained, session, start + 3 * MINUTE, 'user.mfa.factor.reset_all', [userTarget(VICTIM)]);
  oktaDeed(contained, session, start + 4 * MINUTE, 'user.account.reset_password', [userTarget(VICTIM)]);
  contained.org({
    time: start + 8 * MINUTE,
    action: 'api_token_revoked',
    who: admin,
    from: OFFICE.ip,
    context: [{ id: ACTOR.cloudToken.id, type: 'api-tokens', attributes: { label: ACTOR.cloudToken.label } }],
  });
  contained.org({
    time: start + 9 * MINUTE,
    action: 'user_deactivated',
    who: admin,
    from: OFFICE.ip,
    context: [orgUser(ACTOR.made)],
  });
  contained.audit({
    time: start + 12 * MINUTE,
    action: 'bitbucket.access.tokens.audit.action.accesstokendeleted.personal',
    author: author('bitbucket', admin),
    from: OFFICE.ip,
    affected: [{ id: ACTOR.gitToken, name: 'ide-plugin', type: 'ACCESS_TOKEN' }],
  });
  const aws = iamClient(book, 'breakglass-admin', 'AKIABH7BREAKGLASS567', OFFICE.ip, 'aws-cli/2.17.9');
  call(contained, aws, start + 20 * MINUTE, 'iam', 'DeleteUser', { request: { userName: 'telemetry-sync' } });
}
