/** Ordinary working days: a sign-in to Okta, applications opened through it, and what is done in them. */

import type { Address } from '../../../sample-data/generate/addresses.ts';
import { HOUR, isWeekend, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import type { AffectedObject } from '../../../sample-data/generate/vendors/atlassian.ts';
import { type AuditLog, userThing } from './audit.ts';
import { type Book, moment, type Truth } from './book.ts';
import { appTargets, type OktaDeed, type OktaLog } from './okta.ts';
import type { Person } from './staff.ts';

/** What there is to be looked at. */
export interface Content {
  readonly projects: readonly string[];
  readonly pages: readonly string[];
  readonly repositories: readonly string[];
}

export interface Shift {
  readonly who: Person;
  readonly from: Address;
  /** UTC milliseconds. */
  readonly start: number;
  readonly hours: number;
  /** Records in the products. */
  readonly deeds: number;
  readonly agent?: string;
  readonly device?: string;
  /** Which of the products are opened; all if left out. */
  readonly products?: readonly AuditLog[];
}

export class Life {
  readonly book: Book;
  readonly okta: OktaLog;
  private readonly products: ReadonlyMap<AuditLog, string>;
  private readonly content: Content;
  private readonly account: (who: Person) => string;

  /**
   * `products`: each log with the name that its application has in Okta. `account`: how Okta writes whose account in an
   * application it is; the login if left out.
   */
  constructor(
    book: Book,
    okta: OktaLog,
    products: ReadonlyMap<AuditLog, string>,
    content: Content,
    account: (who: Person) => string = (who) => who.login,
  ) {
    this.account = account;
    this.book = book;
    this.okta = okta;
    this.products = products;
    this.content = content;
  }

  /** A working day of one person. Returns the session that it was done in. */
  shift(one: Shift): string {
    const { random } = this.book;
    const { who, from } = one;
    const agent = one.agent ?? who.agent;
    const device = one.device ?? who.device;
    const morning = signIn(this.book, this.okta, { who, from, agent, device }, one.start);
    const { session } = morning;
    let { time } = morning;
    const products = one.products ?? [...this.products.keys()].filter(() => random.chance(0.75));
    if (products.length === 0) return session;
    for (const product of products) {
      time += random.int(5, 400) * SECOND;
      this.open(product, { who, from, agent, device, session, time });
    }
    const end = one.start + one.hours * HOUR;
    for (let done = 0; done < one.deeds; done++) {
      const when = moment(random, random.int(time + MINUTE, Math.max(end, time + 10 * MINUTE)));
      this.deed(random.pick(products), who, from, when);
    }
    return session;
  }

  /** Single sign-on, and the sign-in that the product writes a moment later (Confluence writes none). */
  open(
    product: AuditLog,
    one: {
      readonly who: Person;
      readonly from: Address;
      readonly agent: string;
      readonly device: string | null;
      readonly session: string;
      readonly time: number;
      readonly truth?: Truth | null;
      /** Where the product sees another address than Okta did. */
      readonly seen?: Address;
    },
  ): void {
    const app = this.products.get(product)!;
    this.okta.write({
      ...one,
      type: 'user.authentication.sso',
      targets: appTargets(app, one.who, this.account(one.who)),
    });
    const { who, time } = one;
    const rest = {
      who,
      time: time + this.book.random.int(600, 1900),
      from: one.seen ?? one.from,
      truth: one.truth ?? null,
    };
    if (product.product === 'jira')
      product.write({ ...rest, action: 'jira.auditing.user.logged.in', things: [userThing(who)] });
    if (product.product === 'bitbucket')
      product.write({
        ...rest,
        action: 'bitbucket.service.audit.action.authenticationsuccess',
        things: [userThing(who)],
      });
  }

  /** Something that people do all day in a product. */
  deed(
    product: AuditLog,
    who: Person,
    from: Address | string,
    time: number,
    truth: Truth | null = null,
  ): void {
    const { random } = this.book;
    const rest = { who, from, time, truth };
    if (product.product === 'jira') {
      const action = random.weighted([
        ['viewed', 7],
        ['searched', 2],
        ['updated', truth === null ? 3 : 0],
      ] as const);
      const things = action === 'searched' ? [] : [this.ticket()];
      product.write({ ...rest, action: `jira.auditing.issue.${action}`, things });
    } else if (product.product === 'confluence') {
      const action = random.weighted([
        ['page.viewed', 8],
        ['search.performed', 2],
        ['page.updated', truth === null ? 2 : 0],
      ] as const);
      const things = action === 'search.performed' ? [] : [this.page()];
      product.write({ ...rest, action: `audit.logging.summary.${action}`, things });
    } else {
      const action = random.weighted([
        ['viewed', 6],
        ['cloned', 2],
        ['pushed', truth === null ? 3 : 0],
      ] as const);
      const key = `bitbucket.service.repository.audit.action.repository${action}` as const;
      product.write({ ...rest, action: key, things: [this.repository()] });
    }
  }

  ticket(): AffectedObject {
    const { random } = this.book;
    const name = `${random.pick(this.content.projects)}-${random.int(12, 2900)}`;
    return { name, type: 'ISSUE', id: String(20000 + random.int(1, 9000)) };
  }

  page(): AffectedObject {
    return {
      name: this.book.random.pick(this.content.pages),
      type: 'Page',
      id: String(this.book.random.int(4000, 9000)),
    };
  }

  repository(): AffectedObject {
    return { name: this.book.random.pick(this.content.repositories), type: 'REPOSITORY' };
  }
}

/** An ordinary sign-in to Okta, now and then with a mistyped password first. Returns the session and the time after it. */
export function signIn(
  { random }: Book,
  okta: OktaLog,
  client: Pick<OktaDeed, 'who' | 'from' | 'agent' | 'device'>,
  start: number,
): { readonly session: string; readonly time: number } {
  const session = okta.session();
  let time = moment(random, start);
  if (random.chance(0.04)) {
    okta.write({ ...client, time, type: 'user.session.start', refused: 'INVALID_CREDENTIALS' });
    time += random.int(9, 40) * SECOND;
  }
  okta.write({ ...client, time, type: 'policy.evaluate_sign_on', session });
  time += random.int(200, 900);
  okta.write({ ...client, time, type: 'user.session.start', session });
  time += random.int(4, 25) * SECOND;
  okta.write({ ...client, time, type: 'user.authentication.auth_via_mfa', session });
  return { session, time };
}

/** Midnights of the days from `from` to `to`, both included, that people work on. */
export function workdays(from: number, to: number): number[] {
  const out: number[] = [];
  for (let day = from; day <= to; day += 24 * HOUR) if (!isWeekend(day)) out.push(day);
  return out;
}
