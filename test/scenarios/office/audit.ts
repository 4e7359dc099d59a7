/** Audit lines of Jira, Confluence and Bitbucket Data Center. */
import type { Book, Place, Truth } from './book.ts';
import type { Person } from './staff.ts';

export type Product = 'jira' | 'confluence' | 'bitbucket';

export interface Thing {
  readonly name: string;
  readonly type: string;
  readonly id?: string;
}

export interface AuditDeed {
  readonly time: number;
  readonly action: string;
  /** Null: nobody was signed in (a refused sign-in). */
  readonly who: Person | null;
  /** An address, or the text of one where it is a server's own. */
  readonly from: Place | string;
  readonly things?: readonly Thing[];
  readonly changed?: readonly { readonly key: string; readonly from?: string; readonly to?: string }[];
  readonly extra?: Readonly<Record<string, string>>;
  readonly truth?: Truth | null;
}

const KNOWN: Readonly<Record<string, readonly [action: string, area: string, level: string]>> = {
  'jira.auditing.user.logged.in': ['User logged in', 'SECURITY', 'FULL'],
  'jira.auditing.user.login.failed': ['User login failed', 'SECURITY', 'FULL'],
  'jira.auditing.user.created': ['User created', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.user.password.changed': ["User's password changed", 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.user.deactivated': ['User deactivated', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.user.added.to.group': ['User added to group', 'USER_MANAGEMENT', 'BASE'],
  'jira.auditing.issue.viewed': ['Issue viewed', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.issue.searched': ['Issues searched', 'END_USER_ACTIVITY', 'FULL'],
  'jira.auditing.issue.updated': ['Issue updated', 'END_USER_ACTIVITY', 'FULL'],
  'audit.logging.summary.search.performed': ['Search performed', 'END_USER_ACTIVITY', 'FULL'],
  'audit.logging.summary.page.viewed': ['Page viewed', 'END_USER_ACTIVITY', 'FULL'],
  'audit.logging.summary.page.updated': ['Page updated', 'END_USER_ACTIVITY', 'ADVANCED'],
  'audit.logging.summary.page.exported': ['Page exported', 'END_USER_ACTIVITY', 'ADVANCED'],
  'audit.logging.summary.space.exported': ['Space exported', 'END_USER_ACTIVITY', 'BASE'],
  'bitbucket.service.audit.action.authenticationsuccess': ['User login success', 'SECURITY', 'FULL'],
  'bitbucket.service.audit.action.authenticationfailure': ['User login failed', 'SECURITY', 'ADVANCED'],
  'bitbucket.service.repository.audit.action.repositoryviewed': [
    'Repository viewed',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.service.repository.audit.action.repositorycloned': [
    'Repository cloned',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.service.repository.audit.action.repositorypushed': [
    'Repository pushed',
    'END_USER_ACTIVITY',
    'FULL',
  ],
  'bitbucket.access.tokens.audit.action.accesstokencreated': ['Access token created', 'SECURITY', 'BASE'],
  'bitbucket.access.tokens.audit.action.accesstokendeleted': ['Access token deleted', 'SECURITY', 'BASE'],
};

const KEY_OF: Record<Product, (person: Person) => { id: string; type: string }> = {
  jira: (person) => ({ id: `JIRAUSER${person.number}`, type: 'ApplicationUser' }),
  confluence: (person) => ({ id: person.wikiKey, type: 'user' }),
  bitbucket: (person) => ({ id: String(person.number - 9000), type: 'NORMAL' }),
};

export function userThing(person: Person): Thing {
  return { name: person.login, type: 'USER', id: `JIRAUSER${person.number}` };
}

export class AuditLog {
  private readonly book: Book;
  readonly product: Product;
  private readonly host: string;

  constructor(book: Book, product: Product, host: string) {
    this.book = book;
    this.product = product;
    this.host = host;
    book.file(`${product}/audit.log`);
  }

  write(deed: AuditDeed): void {
    const known = KNOWN[deed.action];
    if (known === undefined) throw new Error(`no words for ${deed.action}`);
    const [action, area, level] = known;
    const value = {
      affectedObjects: deed.things ?? [],
      auditType: {
        action,
        actionI18nKey: deed.action,
        area,
        category: area,
        categoryI18nKey: area.toLowerCase(),
        level,
      },
      author:
        deed.who === null
          ? { id: '-2', name: 'Anonymous', type: 'user' }
          : { name: deed.who.login, ...KEY_OF[this.product](deed.who) },
      changedValues: (deed.changed ?? []).map((one) => ({ i18nKey: one.key, ...one })),
      extraAttributes: Object.entries(deed.extra ?? {}).map(([name, value]) => ({
        name,
        nameI18nKey: name,
        value,
      })),
      method: 'Browser',
      source: typeof deed.from === 'string' ? deed.from : deed.from.ip,
      system: this.host,
      timestamp: { epochSecond: Math.floor(deed.time / 1000), nano: (deed.time % 1000) * 1_000_000 },
      version: '1.0',
    };
    this.book.add(`${this.product}/audit.log`, deed.time, JSON.stringify(value), deed.truth ?? null);
  }
}
