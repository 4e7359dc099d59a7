/** Atlassian Cloud as the scenarios see it: sign-ins through Okta, and what the organisation's log says of reading. */
import type { Address } from '../../../sample-data/generate/addresses.ts';
import { HOUR, MINUTE } from '../../../sample-data/generate/clock.ts';
import type { OrgItem } from '../../../sample-data/generate/kit/atlassian-cloud.ts';
import { type Book, moment, type Truth } from './book.ts';
import { type Shift, signIn } from './life.ts';
import { appTargets, type OktaDeed, type OktaLog } from './okta.ts';
import type { Person } from './staff.ts';

export interface CloudToken {
  readonly id: string;
  readonly label: string;
}

export interface CloudDeed {
  readonly time: number;
  readonly action: string;
  readonly who: Person;
  readonly from: Address;
  readonly context?: readonly OrgItem[];
  readonly token?: CloudToken;
  readonly truth?: Truth | null;
}

export class Cloud {
  readonly book: Book;
  readonly okta: OktaLog;
  private readonly email: (who: Person) => string;
  private readonly pages: readonly string[];

  /** `email`: the address of somebody's Atlassian account. */
  constructor(book: Book, okta: OktaLog, email: (who: Person) => string, pages: readonly string[]) {
    this.book = book;
    this.okta = okta;
    this.email = email;
    this.pages = pages;
  }

  write({ who, from, truth, ...deed }: CloudDeed): void {
    const account = { ...who, email: this.email(who) };
    this.book.add(truth ?? null, (log) => log.org({ ...deed, who: account, from: from.ip }));
  }

  /** Single sign-on, and the sign-in that Atlassian writes a moment later. */
  open(one: Omit<OktaDeed, 'type' | 'targets'>): void {
    const { who, from, time } = one;
    const targets = appTargets('Atlassian Cloud', who, this.email(who));
    this.okta.write({ ...one, type: 'user.authentication.sso', targets });
    const later = time + this.book.random.int(500, 1800);
    this.write({ time: later, action: 'user_login', who, from, truth: one.truth ?? null });
  }

  /** A page, a ticket or a search. */
  read(who: Person, from: Address, time: number, truth: Truth | null = null, token?: CloudToken): void {
    const { random } = this.book;
    const action = random.weighted([
      ['confluence_page_viewed', 6],
      ['jira_issue_viewed', 3],
      ['confluence_page_updated', truth === null ? 1 : 0],
    ] as const);
    const context: OrgItem =
      action === 'jira_issue_viewed'
        ? {
            id: String(random.int(10_000, 19_999)),
            type: 'issues',
            attributes: { key: `SHOP-${random.int(1, 900)}` },
          }
        : {
            id: String(random.int(60_000, 69_999)),
            type: 'pages',
            attributes: { title: random.pick(this.pages) },
          };
    this.write({
      time,
      action,
      who,
      from,
      context: [context],
      truth,
      ...(token === undefined ? {} : { token }),
    });
  }

  /** A working day of one person. */
  shift(one: Shift): void {
    const { who, from } = one;
    const client = { who, from, agent: one.agent ?? who.agent, device: one.device ?? who.device };
    const { session, time } = signIn(this.book, this.okta, client, one.start);
    const opened = time + this.book.random.int(8_000, 200_000);
    this.open({ ...client, session, time: opened });
    const end = Math.max(one.start + one.hours * HOUR, opened + 5 * MINUTE);
    for (let left = one.deeds; left > 0; left--)
      this.read(who, from, moment(this.book.random, this.book.random.int(opened + MINUTE, end)));
  }
}
