/** Jira, Confluence and Bitbucket Data Center as the scenarios see them. */
import type { Address } from '../../../sample-data/generate/addresses.ts';
import { author } from '../../../sample-data/generate/kit/company.ts';
import {
  type AffectedObject,
  ANONYMOUS,
  type AuditAction,
  type Product,
} from '../../../sample-data/generate/vendors/atlassian.ts';
import type { Book, Truth } from './book.ts';
import type { Person } from './staff.ts';

export interface AuditDeed {
  readonly time: number;
  readonly action: AuditAction;
  /** Null: nobody was signed in (a refused sign-in). */
  readonly who: Person | null;
  /** An address, or the text of one where it is a server's own. */
  readonly from: Address | string;
  readonly things?: readonly AffectedObject[];
  readonly changed?: readonly ChangedValue[];
  readonly truth?: Truth | null;
}

export interface ChangedValue {
  readonly key: string;
  readonly from?: string;
  readonly to?: string;
}

export function userThing(person: Person): AffectedObject {
  return { id: person.jiraKey, name: person.login, type: 'USER' };
}

/** What Jira writes of an account that it makes; people's e-mail there may be of another domain than in Okta. */
export function accountValues(person: Person, email: string): readonly ChangedValue[] {
  return [
    { key: 'common.words.username', to: person.login },
    { key: 'common.words.fullname', to: person.name },
    { key: 'common.words.email', to: email },
    { key: 'admin.common.phrases.active.inactive', to: 'Active' },
  ];
}

export class AuditLog {
  readonly product: Product;
  private readonly book: Book;

  constructor(book: Book, product: Product) {
    this.book = book;
    this.product = product;
  }

  write({ time, action, who, from, things, changed, truth }: AuditDeed): void {
    const { product } = this;
    this.book.add(truth ?? null, (log) =>
      log.audit(
        {
          time,
          action,
          author: who === null ? ANONYMOUS : author(product, who),
          from: typeof from === 'string' ? from : from.ip,
          affected: things ?? [],
          ...(changed === undefined ? {} : { changed }),
        },
        product,
      ),
    );
  }
}
