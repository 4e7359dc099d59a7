/** Somebody at a keyboard: what he does under any account carries his truth, his device and the address of the moment. */

import type { Address } from '../../../sample-data/generate/addresses.ts';
import { at } from '../../../sample-data/generate/clock.ts';
import type { AffectedObject, AuditAction } from '../../../sample-data/generate/vendors/atlassian.ts';
import type { OktaEventType } from '../../../sample-data/generate/vendors/okta.ts';
import { type AuditDeed, type AuditLog, userThing } from './audit.ts';
import { moment, type Truth } from './book.ts';
import type { Life } from './life.ts';
import type { OktaDeed } from './okta.ts';
import type { Person } from './staff.ts';

export interface HandOf {
  /** Null for ordinary work. */
  readonly role: Truth['role'] | null;
  /** The address of the next record. */
  readonly from: () => Address;
  readonly agent: string;
  readonly device: string | null;
}

/** What happens to accounts of Jira. */
export type AccountDeed = 'created' | 'deactivated' | 'logged.in' | 'login.failed' | 'password.changed';

export class Hand {
  private readonly life: Life;
  private readonly of: HandOf;

  constructor(life: Life, of: HandOf) {
    this.life = life;
    this.of = of;
  }

  truth(step: string, mark?: string): Truth | null {
    const { role } = this.of;
    return role === null ? null : { role, step, ...(mark === undefined ? {} : { mark }) };
  }

  /** A moment in the second of that text, in UTC. */
  when(text: string): number {
    return moment(this.life.book.random, at(text));
  }

  okta(
    time: string,
    type: OktaEventType,
    who: Person,
    step: string,
    more: Partial<OktaDeed> = {},
    mark?: string,
  ): void {
    const { from, agent, device } = this.of;
    const truth = this.truth(step, mark);
    this.life.okta.write({ time: this.when(time), type, who, from: from(), agent, device, truth, ...more });
  }

  /** Single sign-on into a product; each of the two records has an address of its own if addresses change. */
  open(product: AuditLog, who: Person, session: string, time: string, step: string): void {
    const { from, agent, device } = this.of;
    const truth = this.truth(step);
    const where = { from: from(), seen: from() };
    this.life.open(product, { who, ...where, agent, device, session, time: this.when(time), truth });
  }

  /** `count` readings between two times; the last one written may carry a mark. */
  browse(
    product: AuditLog,
    who: Person,
    from: string,
    to: string,
    count: number,
    step: string,
    mark?: string,
  ): void {
    const { random } = this.life.book;
    for (let left = count; left > 0; left--) {
      const time = moment(random, random.int(at(from), at(to)));
      this.life.deed(product, who, this.of.from(), time, this.truth(step, left === 1 ? mark : undefined));
    }
  }

  /** One audit record; `who` is null where nobody was signed in. */
  audit(
    product: AuditLog,
    time: string,
    action: AuditAction,
    who: Person | null,
    step: string,
    things: readonly AffectedObject[],
    more: Partial<AuditDeed> & { readonly mark?: string } = {},
  ): void {
    const { mark, ...rest } = more;
    const truth = this.truth(step, mark);
    product.write({ time: this.when(time), action, who, from: this.of.from(), things, truth, ...rest });
  }

  /** What happened to an account of Jira. */
  account(
    jira: AuditLog,
    time: string,
    what: AccountDeed,
    who: Person | null,
    of: Person,
    step: string,
    mark?: string,
  ): void {
    const more = mark === undefined ? {} : { mark };
    this.audit(jira, time, `jira.auditing.user.${what}`, who, step, [userThing(of)], more);
  }
}
