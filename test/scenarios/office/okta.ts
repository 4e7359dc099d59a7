/** Okta as the scenarios see it: who did what, in which session, with which device. */
import type { Address } from '../../../sample-data/generate/addresses.ts';
import { oktaActor } from '../../../sample-data/generate/kit/company.ts';
import {
  OKTA_SYSTEM,
  type OktaEventType,
  type OktaTarget,
  oktaSession,
} from '../../../sample-data/generate/vendors/okta.ts';
import type { Book, Truth } from './book.ts';
import type { Person } from './staff.ts';

export interface OktaDeed {
  readonly time: number;
  readonly type: OktaEventType;
  readonly who: Person;
  readonly from: Address;
  readonly agent: string;
  /** Hash of the device token; null where the browser brought none. */
  readonly device: string | null;
  readonly session?: string;
  /** The reason, where it was refused. */
  readonly refused?: string;
  readonly targets?: readonly OktaTarget[];
  /** The API token that it was done with. */
  readonly token?: string;
  /** Okta did it itself, for the person among the targets. */
  readonly system?: boolean;
  readonly truth?: Truth | null;
}

export function tokenTarget(id: string, name: string): OktaTarget {
  return { id, type: 'Token', alternateId: 'unknown', displayName: name };
}

/** The application and the account in it: this is where Okta says which account belongs to whom. */
export function appTargets(app: string, person: Person, account: string): readonly OktaTarget[] {
  const id = `0oa7${app
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .padEnd(12, '0')
    .slice(0, 12)}p697`;
  return [
    { id, type: 'AppInstance', alternateId: app, displayName: app },
    { id: `0ua${person.oktaId.slice(3)}`, type: 'AppUser', alternateId: account, displayName: person.name },
  ];
}

export class OktaLog {
  private readonly book: Book;

  constructor(book: Book) {
    this.book = book;
  }

  session(): string {
    return oktaSession(this.book.random);
  }

  write(deed: OktaDeed): void {
    const { session, refused, targets, token } = deed;
    this.book.add(deed.truth ?? null, (log) =>
      log.okta({
        time: deed.time,
        eventType: deed.type,
        actor: deed.system === true ? OKTA_SYSTEM : oktaActor(deed.who),
        client: { address: deed.from, userAgent: deed.agent },
        ...(deed.device === null ? {} : { deviceHash: deed.device }),
        ...(session === undefined ? {} : { session }),
        ...(refused === undefined ? {} : { result: 'FAILURE', reason: refused }),
        ...(targets === undefined ? {} : { targets }),
        ...(token === undefined ? {} : { apiTokenId: token, requestUri: '/api/v1/users' }),
      }),
    );
  }
}
