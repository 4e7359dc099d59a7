/** What the actor did with the supplier's token, and what became of it. */

import type { Address } from '../../addresses.ts';
import { at, HOUR, MINUTE, SECOND } from '../../clock.ts';
import { iamClient } from '../../kit/admins.ts';
import { author, type Client } from '../../kit/company.ts';
import {
  type AwsClient,
  accessKey,
  call,
  conversation,
  failSignIn,
  groupTarget,
  issue,
  oktaApi,
  oktaDeed,
  page,
  productSignIn,
  repository,
  search,
  signIn,
  sso,
  takeRole,
  userTarget,
} from '../../kit/deeds.ts';
import { pace as paceFrom } from '../../kit/pace.ts';
import type { KitRecord } from '../../kit/record.ts';
import { ACTOR, ADMINS, book, PEOPLE, RENTED, SERVER, TESSERA, WIKI_KEY } from './world.ts';

export interface Traces {
  readonly alert: KitRecord;
  /** The second key, which the actor minted in AWS. */
  readonly key: string;
}

const { made, minted } = ACTOR;
const script = (from: Address): Client => ({ address: from, userAgent: ACTOR.script });
const web = (from: Address): Client => ({ address: from, userAgent: ACTOR.browser, device: ACTOR.device });

export function attack(): Traces {
  const alert = tokenAbused();
  accountMade();
  wikiAndTickets();
  throughTheExit();
  const key = aws();
  code();
  after();
  return { alert, key };
}

/** Friday evening: the supplier's token tries what it may do, from a rented machine, and gets itself a companion. */
function tokenAbused(): KitRecord {
  const probe = book.attacker('token-probed');
  const { account, token } = TESSERA;
  const client = script(RENTED.first);
  const time = at('2024-09-13 21:41:07');
  const denied = {
    actor: { id: account.oktaId, type: 'User', alternateId: account.email, displayName: account.name },
    client,
    apiTokenId: token,
    result: 'FAILURE',
    reason: 'Insufficient permissions',
  } as const;
  const alert = probe.okta({
    ...denied,
    time,
    eventType: 'user.account.privilege.grant',
    targets: [userTarget(account)],
  });
  probe.okta({ ...denied, time: time + 41 * SECOND, eventType: 'zone.update' });
  probe.okta({
    ...denied,
    time: time + 95 * SECOND,
    eventType: 'user.mfa.factor.reset_all',
    targets: [userTarget(ADMINS[0]!)],
  });
  oktaApi(probe, account, token, client, time + 4 * MINUTE, 'application.provision.user.sync', [
    userTarget(PEOPLE[9]!),
  ]);
  oktaApi(
    book.attacker('token-minted'),
    account,
    token,
    client,
    time + 11 * MINUTE,
    'system.api_token.create',
    [{ id: minted, type: 'Token', alternateId: 'unknown', displayName: 'connector-fallback' }],
  );
  return alert;
}

/** Monday evening, through the exit of the supplier's own staff, whom it passes for: an account like an employee's. */
function accountMade(): void {
  const actor = book.attacker('account-made');
  const { account, token, exit } = TESSERA;
  const time = at('2024-09-16 18:12:20');
  const deeds = [
    ['user.lifecycle.create', []],
    ['user.lifecycle.activate', []],
    ['user.account.reset_password', []],
    ['group.user_membership.add', [groupTarget('everyone')]],
    ['group.user_membership.add', [groupTarget('wiki-contributors')]],
    ['group.user_membership.add', [groupTarget('source-readers')]],
  ] as const;
  for (const [index, [eventType, groups]] of deeds.entries())
    oktaApi(actor, account, index < 3 ? token : minted, script(exit), time + index * 38 * SECOND, eventType, [
      userTarget(made),
      ...groups,
    ]);
  const second = at('2024-09-17 02:30:11');
  oktaApi(actor, account, minted, script(RENTED.first), second, 'application.user_membership.add', [
    userTarget(made),
    groupTarget('Bitbucket'),
  ]);
  oktaApi(
    actor,
    account,
    minted,
    script(RENTED.first),
    second + 20 * SECOND,
    'application.user_membership.add',
    [userTarget(made), groupTarget('Confluence')],
  );
}

const TOPICS = [
  'aws access key',
  'AKIA',
  'batch export',
  'credentials',
  'customs interface password',
  'vpn',
  'tessera token',
  's3 bucket',
];
const READ = [
  'Batch export runbook',
  'VPN client setup',
  'Access request process',
  'Service catalogue',
  'Database failover runbook',
  'Customs interface',
  'Customer contracts 2024',
  'Rate agreements',
  'Deployment guide',
  'Vendor list',
];

/** The made account signs in and reads, in two nights. */
function wikiAndTickets(): void {
  const random = book.stream('attack/wiki');
  for (const [night, from] of [
    ['2024-09-17 19:55:31', RENTED.first],
    ['2024-09-18 20:47:02', RENTED.second],
  ] as const) {
    const reads = book.attacker('wiki-read');
    const ip = from.ip;
    const who = { who: made, ip };
    const start = at(night);
    const pace = paceFrom(random, start);
    const session = signIn(book.attacker('made-account-used'), random, made, web(from), start);
    if (from === RENTED.first)
      oktaDeed(book.attacker('made-account-used'), session, start + 50 * SECOND, 'user.mfa.factor.activate', [
        userTarget(made),
      ]);
    for (const app of ['confluence', 'jira', 'bitbucket'] as const) {
      const time = pace(70, 70);
      sso(book.attacker('made-account-used'), session, app, time);
      productSignIn(book.attacker('made-account-used'), app, who, time + 2 * SECOND);
    }
    for (const query of random.sample(TOPICS, 5)) search(reads, 'confluence', who, pace(20, 90), query);
    for (const title of random.sample(READ, 8)) page(reads, who, pace(15, 80), title);
    page(reads, who, pace(30, 30), 'Batch export runbook');
    for (const query of [
      'project = SUP AND text ~ password',
      'text ~ "AKIA"',
      'project = OPS AND text ~ vpn',
    ])
      search(book.attacker('tickets-read'), 'jira', who, pace(20, 60), query);
    for (let i = 0; i < 9; i++)
      issue(book.attacker('tickets-read'), who, pace(10, 70), `OPS-${random.int(100, 2400)}`);
    traffic(ip, at(night) + MINUTE, 6);
  }
}

/** One evening the made account comes through the supplier's exit; the engineer has long gone home. */
function throughTheExit(): void {
  const random = book.stream('attack/exit');
  const { exit, account } = TESSERA;
  const time = at('2024-09-19 21:14:40');
  const who = { who: made, ip: exit.ip };
  const session = signIn(book.attacker('made-account-used'), random, made, web(exit), time);
  sso(book.attacker('made-account-used'), session, 'confluence', time + MINUTE);
  productSignIn(book.attacker('made-account-used'), 'confluence', who, time + 62 * SECOND);
  for (const [index, title] of ['Customer contracts 2024', 'Rate agreements', 'Customs interface'].entries())
    page(book.attacker('pages-exported'), who, time + (2 + index) * MINUTE, title, 'exported');
  // The ticket account of the connector, from the first rented machine: the supplier's own runs never come from there.
  const connector = { who: account, ip: RENTED.first.ip };
  const later = at('2024-09-20 22:03:15');
  productSignIn(book.attacker('connector-account-used'), 'jira', connector, later);
  search(
    book.attacker('connector-account-used'),
    'jira',
    connector,
    later + 9 * SECOND,
    'project = SUP AND attachments is not EMPTY',
  );
  for (let i = 0; i < 8; i++)
    issue(
      book.attacker('connector-account-used'),
      connector,
      later + (i + 1) * 11 * SECOND,
      `SUP-${random.int(100, 900)}`,
    );
  traffic(RENTED.first.ip, later, 3);
}

/** The key from the wiki page: what is there, shipments, another key, a role. */
function aws(): string {
  const random = book.stream('attack/aws');
  const from = (ip: string): AwsClient =>
    iamClient(book, 'batch-export', WIKI_KEY, ip, 'aws-cli/2.15.30 md/prompt#off os/linux#6.1');
  const first = from(RENTED.second.ip);
  const look = book.attacker('aws-key-tried');
  let pace = paceFrom(random, at('2024-09-18 21:40:09'));
  for (const [service, name, denied] of [
    ['sts', 'GetCallerIdentity', false],
    ['iam', 'ListUsers', true],
    ['iam', 'ListAttachedUserPolicies', false],
    ['s3', 'ListBuckets', false],
    ['ec2', 'DescribeInstances', true],
    ['secretsmanager', 'ListSecrets', true],
    ['iam', 'CreateUser', true],
  ] as const)
    call(look, first, pace(6, 40), service, name, { denied });
  const key = accessKey(
    book.attacker('aws-key-minted'),
    random,
    first,
    'report-reader',
    at('2024-09-18 21:58:30'),
  );
  const taken = at('2024-09-19 00:10:00');
  pace = paceFrom(random, taken);
  const role = takeRole(book.attacker('aws-role-taken'), random, first, 'DataExport', 'export-job', taken);
  for (const name of ['ListObjects', 'GetBucketPolicy', 'GetObject', 'GetObject', 'GetObject', 'GetObject'])
    call(book.attacker('aws-data-read'), role, pace(4, 20), 's3', name, {
      request: { bucketName: 'norrvik-shipments' },
    });
  const reader = iamClient(
    book,
    'report-reader',
    key,
    RENTED.first.ip,
    'aws-cli/2.15.30 md/prompt#off os/linux#6.1',
  );
  const used = at('2024-09-21 03:20:00');
  pace = paceFrom(random, used);
  call(book.attacker('aws-minted-key-used'), reader, used, 'sts', 'GetCallerIdentity');
  for (let i = 0; i < 22; i++)
    call(
      book.attacker('aws-data-read'),
      i < 12 ? reader : { ...reader, ip: RENTED.second.ip },
      pace(2, 30),
      's3',
      'GetObject',
      { request: { bucketName: 'norrvik-exports', key: `customs/${random.int(1000, 9999)}.csv` } },
    );
  return key;
}

/** Source code, from the second machine. */
function code(): void {
  const random = book.stream('attack/code');
  const who = { who: made, ip: RENTED.second.ip };
  const start = at('2024-09-22 15:31:00');
  const pace = paceFrom(random, start + 42 * SECOND);
  const session = signIn(book.attacker('made-account-used'), random, made, web(RENTED.second), start);
  sso(book.attacker('made-account-used'), session, 'bitbucket', start + 40 * SECOND);
  productSignIn(book.attacker('made-account-used'), 'bitbucket', who, start + 42 * SECOND);
  const names = [
    'web/storefront',
    'web/checkout',
    'platform/terraform-live',
    'platform/deploy-config',
    'platform/base-images',
    'data/warehouse-models',
    'data/ingest',
    'payments/ledger',
    'payments/gateway-client',
    'tools/release-bot',
    'customs/edi-bridge',
    'customs/tariff-rules',
  ];
  for (const name of names) repository(book.attacker('code-viewed'), who, pace(20, 90), name);
  for (const name of names.slice(2, 9))
    repository(book.attacker('code-archived'), who, pace(30, 90), name, 'archived');
  traffic(RENTED.second.ip, at('2024-09-22 15:33:00'), 8);
}

/** Conversations with the server of Jira, Confluence and Bitbucket. */
function traffic(ip: string, from: number, count: number): void {
  const random = book.stream(`attack/traffic/${from}`);
  for (let i = 0; i < count; i++)
    conversation(book.attacker('traffic'), SERVER.eni, {
      client: ip,
      clientPort: random.int(30_000, 60_000),
      server: SERVER.ip,
      serverPort: 443,
      time: from + i * random.int(50, 130) * SECOND,
      seconds: random.int(10, 50),
      sent: random.int(2_000, 20_000),
      received: random.int(30_000, 4_000_000),
    });
}

/** Wednesday morning: the defenders, and the actor's last attempts. */
function after(): void {
  const random = book.stream('attack/after');
  const [admin, second] = [ADMINS[0]!, ADMINS[1]!];
  const office = { address: admin.office, userAgent: admin.userAgent, device: admin.device };
  const time = at('2024-09-25 08:40:00');
  const session = signIn(book, random, admin, office, time);
  const { account, token } = TESSERA;
  oktaDeed(book.response('token-revoked'), session, at('2024-09-25 08:52:00'), 'system.api_token.revoke', [
    { id: token, type: 'Token', alternateId: 'unknown', displayName: 'tessera' },
  ]);
  oktaDeed(book.response('token-revoked'), session, at('2024-09-25 08:53:10'), 'system.api_token.revoke', [
    { id: minted, type: 'Token', alternateId: 'unknown', displayName: 'connector-fallback' },
  ]);
  oktaDeed(
    book.response('account-disabled'),
    session,
    at('2024-09-25 08:58:44'),
    'user.lifecycle.deactivate',
    [userTarget(made)],
  );
  oktaDeed(book.response('account-disabled'), session, at('2024-09-25 09:02:00'), 'user.lifecycle.suspend', [
    userTarget(account),
  ]);
  book.response('account-disabled').audit({
    time: at('2024-09-25 09:05:00'),
    action: 'jira.auditing.user.deactivated',
    author: author('jira', admin),
    from: admin.office.ip,
    affected: [{ id: made.jiraKey, name: made.login, type: 'USER' }],
  });
  book.response('account-disabled').audit({
    time: at('2024-09-25 09:06:30'),
    action: 'jira.auditing.user.deactivated',
    author: author('jira', admin),
    from: admin.office.ip,
    affected: [{ id: account.jiraKey, name: account.login, type: 'USER' }],
  });
  const aws = iamClient(book, 'breakglass-admin', 'AKIANK7BREAKGLASS678', second.office.ip, 'aws-cli/2.17.9');
  call(book, aws, at('2024-09-25 09:10:00'), 'iam', 'ListAccessKeys', {
    request: { userName: 'batch-export' },
  });
  call(book.response('key-disabled'), aws, at('2024-09-25 09:20:00'), 'iam', 'UpdateAccessKey', {
    request: { userName: 'batch-export', accessKeyId: WIKI_KEY, status: 'Inactive' },
  });
  call(book.response('key-disabled'), aws, at('2024-09-25 09:24:00'), 'ec2', 'CreateNetworkAclEntry', {
    request: { networkAclId: 'acl-0a1', ruleAction: 'deny', cidrBlock: `${RENTED.first.ip}/32` },
  });
  for (let i = 0; i < 5; i++)
    failSignIn(
      book.attacker('locked-out'),
      made.email,
      made,
      web(i < 3 ? RENTED.first : RENTED.second),
      at('2024-09-25 20:10:00') + i * 3 * MINUTE,
      'LOCKED_OUT',
    );
  for (let i = 0; i < 4; i++)
    book.attacker('locked-out').flow(SERVER.eni, {
      src: RENTED.first.ip,
      dst: SERVER.ip,
      srcPort: 41_000 + i,
      dstPort: 443,
      protocol: 6,
      packets: 2,
      bytes: 104,
      start: at('2024-09-25 20:40:00') + i * MINUTE,
      end: at('2024-09-25 20:40:40') + i * MINUTE,
      action: 'REJECT',
    });
  // The supplier's own job has lost its token too: it fails, and is nobody's attack.
  for (let i = 0; i < 6; i++)
    failSignIn(
      book,
      account.email,
      account,
      { address: TESSERA.machines[0]!, userAgent: TESSERA.agent },
      at('2024-09-25 10:05:00') + i * 2 * HOUR,
      'INVALID_TOKEN',
    );
}
