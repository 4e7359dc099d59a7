/** What people and machines do, a function a deed. An attacker's deed is the same one in a labelled book. */
import { SECOND } from '../clock.ts';
import type { Rng } from '../rng.ts';
import type { Product } from '../vendors/atlassian.ts';
import { assumedRole, denial, type Json, type UserIdentity } from '../vendors/cloudtrail.ts';
import { type OktaEventType, type OktaTarget, oktaSession } from '../vendors/okta.ts';
import { type Account, author, type Client, type Member, oktaActor } from './company.ts';
import { credentials, type Logbook } from './logbook.ts';
import type { KitRecord } from './record.ts';

export const APPS = {
  jira: ['0oa1jira00000000p697', 'Jira'],
  confluence: ['0oa1wiki00000000p697', 'Confluence'],
  bitbucket: ['0oa1git000000000p697', 'Bitbucket'],
  aws: ['0oa1aws000000000p697', 'AWS IAM Identity Center'],
  atlassian: ['0oa1atl000000000p697', 'Atlassian Cloud'],
  admin: ['0oa1admin0000000p697', 'Okta Admin Console'],
  mail: ['0oa1mail00000000p697', 'Google Workspace'],
  payroll: ['0oa1pay000000000p697', 'Payroll'],
} as const;
export type App = keyof typeof APPS;

export interface Session {
  readonly who: Account;
  readonly client: Client;
  /** Okta's external session id. */
  readonly id: string;
}

export function userTarget(who: Account): OktaTarget {
  return { id: who.oktaId, type: 'User', alternateId: who.email, displayName: who.name };
}

export function groupTarget(name: string): OktaTarget {
  return {
    id: `00g1${name
      .replace(/[^a-z]/gi, '')
      .padEnd(16, '0')
      .slice(0, 16)}`,
    type: 'UserGroup',
    alternateId: 'unknown',
    displayName: name,
  };
}

function appTarget(app: App): OktaTarget {
  const [id, displayName] = APPS[app];
  return { id, type: 'AppInstance', alternateId: displayName, displayName };
}

/** Okta's part of an event by somebody in a session. */
export function oktaDeed(
  book: Logbook,
  { who, client, id }: Session,
  time: number,
  eventType: OktaEventType,
  targets?: readonly OktaTarget[],
): KitRecord {
  return book.okta({
    time,
    eventType,
    actor: oktaActor(who),
    client,
    session: id,
    ...(client.device === undefined ? {} : { deviceHash: client.device }),
    ...(targets === undefined ? {} : { targets }),
  });
}

/** Policy, password, second factor: three records, the session begins with them. */
export function signIn(book: Logbook, random: Rng, who: Account, client: Client, time: number): Session {
  const session = { who, client, id: oktaSession(random) };
  oktaDeed(book, session, time, 'policy.evaluate_sign_on');
  oktaDeed(book, session, time + 300, 'user.session.start');
  oktaDeed(book, session, time + 9 * SECOND, 'user.authentication.auth_via_mfa', [userTarget(who)]);
  return session;
}

export function failSignIn(
  book: Logbook,
  email: string,
  who: Account | null,
  client: Client,
  time: number,
  reason = 'INVALID_CREDENTIALS',
): KitRecord {
  return book.okta({
    time,
    eventType: 'user.session.start',
    actor:
      who === null
        ? { id: 'unknown', type: 'User', alternateId: email, displayName: 'unknown' }
        : oktaActor(who),
    client,
    result: 'FAILURE',
    reason,
    ...(client.device === undefined ? {} : { deviceHash: client.device }),
  });
}

export function sso(book: Logbook, session: Session, app: App, time: number): KitRecord {
  return oktaDeed(book, session, time, 'user.authentication.sso', [appTarget(app)]);
}

/** A call of Okta's API with a token: no session, no device. */
export function oktaApi(
  book: Logbook,
  who: Account,
  tokenId: string,
  client: Client,
  time: number,
  eventType: OktaEventType,
  targets: readonly OktaTarget[],
): KitRecord {
  return book.okta({
    time,
    eventType,
    actor: oktaActor(who),
    client,
    apiTokenId: tokenId,
    requestUri: '/api/v1/users',
    targets,
  });
}

/** Who, from where; Data Center audit lines know nothing else. */
export interface At {
  readonly who: Account;
  readonly ip: string;
}

export function productSignIn(book: Logbook, product: Product, { who, ip }: At, time: number): KitRecord {
  const action = (
    {
      jira: 'jira.auditing.user.logged.in',
      confluence: 'audit.logging.summary.user.login',
      bitbucket: 'bitbucket.service.audit.action.authenticationsuccess',
    } as const
  )[product];
  const affected = [{ name: who.login, type: 'USER' }];
  return book.audit({ time, action, author: author(product, who), from: ip, affected });
}

export type IssueDeed = 'viewed' | 'created' | 'updated';

export function issue(
  book: Logbook,
  { who, ip }: At,
  time: number,
  key: string,
  deed: IssueDeed = 'viewed',
): KitRecord {
  const affected = [{ id: key.replace(/\D+/g, '1'), name: key, type: 'ISSUE' }];
  return book.audit({
    time,
    action: `jira.auditing.issue.${deed}`,
    author: author('jira', who),
    from: ip,
    affected,
  });
}

export function search(
  book: Logbook,
  product: 'jira' | 'confluence',
  { who, ip }: At,
  time: number,
  query: string,
): KitRecord {
  const action =
    product === 'jira' ? 'jira.auditing.issue.searched' : 'audit.logging.summary.search.performed';
  return book.audit({ time, action, author: author(product, who), from: ip, extra: { query } });
}

export type PageDeed = 'viewed' | 'created' | 'updated' | 'exported';

export function page(
  book: Logbook,
  { who, ip }: At,
  time: number,
  title: string,
  deed: PageDeed = 'viewed',
): KitRecord {
  const affected = [{ name: title, type: 'PAGE' }];
  return book.audit({
    time,
    action: `audit.logging.summary.page.${deed}`,
    author: author('confluence', who),
    from: ip,
    affected,
  });
}

export type RepositoryDeed = 'viewed' | 'cloned' | 'pushed' | 'archived';

/** `name`: `platform/deploy-config`. */
export function repository(
  book: Logbook,
  { who, ip }: At,
  time: number,
  name: string,
  deed: RepositoryDeed = 'viewed',
): KitRecord {
  const affected = [{ name, type: 'REPOSITORY' }];
  return book.audit({
    time,
    action: `bitbucket.service.repository.audit.action.repository${deed}`,
    author: author('bitbucket', who),
    from: ip,
    affected,
  });
}

export interface AwsClient {
  readonly identity: UserIdentity;
  readonly ip: string;
  readonly userAgent: string;
}

/** Temporary keys of a role, handed out to a person whom the identity provider vouches for; the answer is the client to call with. */
export function samlRole(
  book: Logbook,
  random: Rng,
  who: Account,
  role: string,
  ip: string,
  userAgent: string,
  time: number,
): AwsClient {
  const { awsAccount: account } = book.company;
  const [roleId, key] = [roleIdOf(role), `ASIA${random.base32(16)}`];
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${who.email}`;
  book.trail({
    time,
    identity: {
      type: 'SAMLUser',
      principalId: `Zk8v1Jq0bC5uRr6s:${who.email}`,
      userName: who.email,
      identityProvider: `arn:aws:iam::${account}:saml-provider/okta`,
    },
    service: 'sts',
    name: 'AssumeRoleWithSAML',
    from: ip,
    userAgent,
    request: {
      roleArn: `arn:aws:iam::${account}:role/${role}`,
      roleSessionName: who.email,
      durationSeconds: 3600,
    },
    response: credentials(key, time, roleId, arn),
  });
  return {
    ip,
    userAgent,
    identity: assumedRole({
      account,
      role,
      roleId,
      session: who.email,
      accessKeyId: key,
      created: time,
      mfa: true,
    }),
  };
}

/** Somebody with keys takes a role: the call, and the client to call with. */
export function takeRole(
  book: Logbook,
  random: Rng,
  by: AwsClient,
  role: string,
  session: string,
  time: number,
): AwsClient {
  const { awsAccount: account } = book.company;
  const [roleId, key] = [roleIdOf(role), `ASIA${random.base32(16)}`];
  const arn = `arn:aws:sts::${account}:assumed-role/${role}/${session}`;
  call(book, by, time, 'sts', 'AssumeRole', {
    request: { roleArn: `arn:aws:iam::${account}:role/${role}`, roleSessionName: session },
    response: credentials(key, time, roleId, arn),
  });
  return {
    ...by,
    identity: assumedRole({ account, role, roleId, session, accessKeyId: key, created: time }),
  };
}

const roleIdOf = (role: string): string =>
  `AROA${role
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, '')
    .padEnd(17, 'X')
    .slice(0, 17)}`;

interface CallDetail {
  readonly request?: Json;
  readonly response?: Json;
  readonly denied?: boolean;
  readonly resources?: Json;
}

export function call(
  book: Logbook,
  { identity, ip, userAgent }: AwsClient,
  time: number,
  service: string,
  name: string,
  { denied, ...detail }: CallDetail = {},
): KitRecord {
  const error = denied === true ? { error: denial(identity, service, name) } : {};
  return book.trail({ time, identity, service, name, from: ip, userAgent, ...detail, ...error });
}

/** A key for an IAM user; the answer is its id. */
export function accessKey(book: Logbook, random: Rng, by: AwsClient, userName: string, time: number): string {
  const id = `AKIA${random.base32(16)}`;
  call(book, by, time, 'iam', 'CreateAccessKey', {
    request: { userName },
    response: { accessKey: { accessKeyId: id, status: 'Active', userName, createDate: 'synthetic' } },
  });
  return id;
}

/** Both directions of a conversation of a server behind `eni`. */
export function conversation(
  book: Logbook,
  eni: string,
  one: {
    readonly client: string;
    readonly clientPort: number;
    readonly server: string;
    readonly serverPort: number;
    readonly time: number;
    readonly seconds: number;
    readonly sent: number;
    readonly received: number;
  },
): void {
  const packets = (bytes: number): number => Math.max(3, Math.ceil(bytes / 900));
  const common = {
    protocol: 6,
    action: 'ACCEPT',
    start: one.time,
    end: one.time + one.seconds * SECOND,
  } as const;
  const up = { src: one.client, dst: one.server, srcPort: one.clientPort, dstPort: one.serverPort };
  const down = { src: one.server, dst: one.client, srcPort: one.serverPort, dstPort: one.clientPort };
  book.flow(eni, { ...common, ...up, bytes: one.sent, packets: packets(one.sent) });
  book.flow(eni, { ...common, ...down, bytes: one.received, packets: packets(one.received) });
}

/** The member's role in AWS, with the tools of the command line. */
export function developer(book: Logbook, random: Rng, who: Member, ip: string, time: number): AwsClient {
  return samlRole(book, random, who, who.role, ip, who.cli, time);
}
