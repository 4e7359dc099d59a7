/** What people and programs do in a scenario, an act a call: the words of each product stand here once. */
import type { Address } from '../../sample-data/generate/addresses.ts';
import { SECOND } from '../../sample-data/generate/clock.ts';
import { type Account, author, type Client, oktaActor } from '../../sample-data/generate/kit/company.ts';
import type { Logbook } from '../../sample-data/generate/kit/logbook.ts';
import { address, place } from '../../sample-data/generate/kit/places.ts';
import type { KitRecord } from '../../sample-data/generate/kit/record.ts';
import type { Rng } from '../../sample-data/generate/rng.ts';
import {
  type AffectedObject,
  ANONYMOUS,
  type AuditAction,
  type AuditAuthor,
  type AuditEvent,
  type Product,
  productOf,
} from '../../sample-data/generate/vendors/atlassian.ts';
import {
  OKTA_SYSTEM,
  type OktaActor,
  type OktaEvent,
  type OktaEventType,
  type OktaTarget,
} from '../../sample-data/generate/vendors/okta.ts';

/** An interface that writes flow logs. */
export interface Door {
  readonly eni: string;
  readonly ip: string;
}

type OktaMore = Partial<Omit<OktaEvent, 'time' | 'eventType' | 'actor' | 'client'>>;

const SIGNED_IN: Readonly<Record<Product, AuditAction>> = {
  jira: 'jira.auditing.user.logged.in',
  confluence: 'audit.logging.summary.user.login',
  bitbucket: 'bitbucket.service.audit.action.authenticationsuccess',
};
const REFUSED: Readonly<Record<Product, AuditAction>> = {
  jira: 'jira.auditing.user.login.failed',
  confluence: 'audit.logging.summary.login.failed',
  bitbucket: 'bitbucket.service.audit.action.authenticationfailure',
};

/** How Jira's audit log names people: by login, or by their key alone. */
export type JiraNames = 'login' | 'key';

export class Scene {
  readonly book: Logbook;
  private readonly jiraNames: JiraNames;
  readonly random: Rng;

  constructor(book: Logbook, jiraNames: JiraNames = 'login', random: Rng = book.stream('scene')) {
    this.book = book;
    this.jiraNames = jiraNames;
    this.random = random;
  }

  /** The same scene, whose records are the attacker's. */
  attacker(step: string): Scene {
    return new Scene(this.book.attacker(step), this.jiraNames, this.random);
  }

  /** The same scene, whose records are the defenders'. */
  response(step: string): Scene {
    return new Scene(this.book.response(step), this.jiraNames, this.random);
  }

  okta(
    who: Account | OktaActor,
    client: Client | null,
    time: number,
    type: OktaEventType,
    more: OktaMore = {},
  ) {
    return this.book.okta({
      time,
      eventType: type,
      actor: 'type' in who ? who : oktaActor(who),
      client,
      ...(client?.device === undefined ? {} : { deviceHash: client.device }),
      ...more,
    });
  }

  /** Password, policy, second factor. */
  oktaSignIn(who: Account, client: Client, time: number, session: string): void {
    this.okta(who, client, time, 'policy.evaluate_sign_on', { session, result: 'ALLOW' });
    this.okta(who, client, time + 420, 'user.session.start', { session });
    this.okta(who, client, time + 11 * SECOND, 'user.authentication.auth_via_mfa', { session });
  }

  oktaRefused(
    who: Account | OktaActor,
    client: Client,
    time: number,
    reason = 'INVALID_CREDENTIALS',
  ): KitRecord {
    return this.okta(who, client, time, 'user.session.start', {
      result: 'FAILURE',
      reason,
      requestUri: '/idp/idx/identify',
    });
  }

  /** A push is written in Okta's own name; the one it goes to is the target. */
  push(who: Account, client: Client, time: number): KitRecord {
    return this.okta(OKTA_SYSTEM, client, time, 'system.push.send_factor_verify_push', {
      targets: [oktaUser(who)],
    });
  }

  sso(
    who: Account | OktaActor,
    client: Client,
    time: number,
    app: OktaTarget,
    more: OktaMore = {},
  ): KitRecord {
    return this.okta(who, client, time, 'user.authentication.sso', { targets: [app], ...more });
  }

  audit(
    who: Account | AuditAuthor,
    from: string | null,
    time: number,
    action: AuditAction,
    more: Partial<Pick<AuditEvent, 'affected' | 'changed' | 'extra'>> = {},
    product: Product = productOf(action),
  ): KitRecord {
    const by = 'login' in who ? this.author(product, who) : who;
    return this.book.audit({ time, action, author: by, from, ...more }, product);
  }

  private author(product: Product, who: Account): AuditAuthor {
    const one = author(product, who);
    return product === 'jira' && this.jiraNames === 'key' ? { ...one, name: who.jiraKey } : one;
  }

  user(who: Account, product: Product = 'jira'): AffectedObject {
    const { id, name } = this.author(product, who);
    return { id, name, type: 'USER' };
  }

  signIn(product: Product, who: Account, from: string, time: number): KitRecord {
    return this.audit(who, from, time, SIGNED_IN[product], { affected: [this.user(who, product)] }, product);
  }

  /** The author is nobody; the account that was tried is the affected one. */
  refused(
    product: Product,
    who: Account,
    from: string,
    time: number,
    why = 'The account is inactive',
  ): KitRecord {
    const more = { affected: [this.user(who, product)], extra: { details: why } };
    return this.audit(ANONYMOUS, from, time, REFUSED[product], more, product);
  }

  viewIssue(who: Account, from: string, time: number, key: string): KitRecord {
    return this.audit(who, from, time, 'jira.auditing.issue.viewed', { affected: [issue(key)] });
  }

  searchIssues(who: Account, from: string, time: number, query: string): KitRecord {
    return this.audit(who, from, time, 'jira.auditing.issue.searched', { extra: { query } });
  }

  viewPage(who: Account, from: string, time: number, title: string): KitRecord {
    return this.audit(who, from, time, 'audit.logging.summary.page.viewed', { affected: [page(title)] });
  }

  searchPages(who: Account, from: string, time: number, query: string): KitRecord {
    return this.audit(who, from, time, 'audit.logging.summary.search.performed', { extra: { query } });
  }

  repository(
    verb: 'viewed' | 'cloned' | 'archived' | 'pushed',
    who: Account,
    from: string,
    time: number,
    name: string,
  ): KitRecord {
    return this.audit(who, from, time, `bitbucket.service.repository.audit.action.repository${verb}`, {
      affected: [repository(name)],
    });
  }

  deactivate(by: Account, from: string, time: number, who: Account): KitRecord {
    return this.audit(by, from, time, 'jira.auditing.user.deactivated', {
      affected: [this.user(who)],
      changed: [{ key: 'Active / Inactive', from: 'Active', to: 'Inactive' }],
    });
  }

  createUser(by: Account, from: string, time: number, who: Account): KitRecord {
    return this.audit(by, from, time, 'jira.auditing.user.created', {
      affected: [this.user(who)],
      changed: [
        { key: 'Username', to: who.login },
        { key: 'Full name', to: who.name },
        { key: 'Email', to: who.email },
        { key: 'Active / Inactive', to: 'Active' },
      ],
    });
  }

  addToGroup(by: Account, from: string, time: number, who: Account, group: string): KitRecord {
    return this.audit(by, from, time, 'jira.auditing.group.user.added', {
      affected: [{ name: group, type: 'GROUP' }, this.user(who)],
    });
  }

  ticket(
    by: Account,
    from: string,
    time: number,
    key: string,
    summary: string,
    users: readonly Account[] = [],
  ) {
    return this.audit(by, from, time, 'jira.auditing.issue.created', {
      affected: [issue(key), ...users.map((one) => this.user(one))],
      changed: [{ key: 'Summary', to: summary }],
    });
  }

  /** Both directions of an accepted conversation; `port` is the server's. */
  talk(
    door: Door,
    time: number,
    client: string,
    server: string,
    port: number,
    bytes: readonly [number, number],
  ): KitRecord {
    const clientPort = this.random.int(32_768, 60_999);
    const end = time + this.random.int(1, 20) * SECOND;
    const leg = (src: string, dst: string, srcPort: number, dstPort: number, size: number): KitRecord =>
      this.book.flow(door.eni, {
        src,
        dst,
        srcPort,
        dstPort,
        protocol: 6,
        packets: Math.max(4, Math.ceil(size / 900)),
        bytes: size,
        start: time,
        end,
        action: 'ACCEPT',
      });
    const first = leg(client, server, clientPort, port, bytes[0]);
    leg(server, client, port, clientPort, bytes[1]);
    return first;
  }

  /** Some SYN packets that nobody answers. */
  knock(door: Door, time: number, src: string, dst: string, dstPort: number): KitRecord {
    const packets = this.random.int(1, 3);
    return this.book.flow(door.eni, {
      src,
      dst,
      srcPort: this.random.int(32_768, 60_999),
      dstPort,
      protocol: 6,
      packets,
      bytes: packets * 60,
      start: time,
      end: time + this.random.int(1, 9) * SECOND,
      action: 'REJECT',
    });
  }
}

/** Ids of things come from their names, so that a thing has one id wherever it is seen. */
function numberOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) % 900_000;
  return 100_000 + hash;
}

export function issue(key: string): AffectedObject {
  return { id: String(numberOf(key)), name: key, type: 'ISSUE' };
}

export function page(title: string): AffectedObject {
  return { id: String(numberOf(title)), name: title, type: 'Page' };
}

export function repository(name: string): AffectedObject {
  return { id: String(numberOf(name) % 1000), name, type: 'REPOSITORY' };
}

export function oktaUser(who: Account): OktaTarget {
  return { id: who.oktaId, type: 'User', alternateId: who.email, displayName: who.name };
}

export function oktaApp(name: string): OktaTarget {
  return {
    id: `0oa${numberOf(name)}appliance`.slice(0, 20),
    type: 'AppInstance',
    alternateId: name,
    displayName: name,
  };
}

export function oktaToken(id: string, name: string): OktaTarget {
  return { id, type: 'Token', alternateId: 'unknown', displayName: name };
}

/** External session id of Okta. */
export function sessionId(random: Rng): string {
  return `102${random.alnum(22)}`;
}

export function line(ip: string, city: string, country: string, asNumber: number, asOrg: string): Address {
  return address(ip, place(city, country, asNumber, asOrg));
}

/** Increasing moments from `from` to `to`, with milliseconds. */
export function moments(random: Rng, from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, () => random.int(from, to)).sort((a, b) => a - b);
}
