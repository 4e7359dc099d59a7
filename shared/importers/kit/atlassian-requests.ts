/** What the paths of Jira, Confluence and Bitbucket say: the kind of a request, and the thing that it was about. */
import { truncateMiddle } from '../../base/text.ts';
import type { Actor, ActorType, Alias, Category, Draft, Target } from '../../events/event.ts';
import { isEmail } from './fields.ts';

interface Rule {
  readonly category: Category;
  readonly path: RegExp;
  /** Only for requests that write, or only for those that read; both where it is left out. */
  readonly only?: 'writes' | 'reads';
}

/** In order; the first that matches the path (without its query) counts. Then writing is `change`, reading `read`. */
const RULES: readonly Rule[] = [
  // What a browser fetches and reports by itself says nothing about what somebody did.
  {
    category: 'other',
    path: /^(?:\/[^/]+)?\/(?:s|static|static-assets|images|styles)\/|\/_\/download\/|\/download\/(?:contextbatch|resources|batch|superbatch)\/|\.(?:css|js|map|png|gif|jpe?g|svg|ico|woff2?|ttf)$/i,
    only: 'reads',
  },
  {
    category: 'other',
    path: /\/rest\/(?:analytics|webResources|wrm|quickreload|mywork|nps|activity-stream|menu|helptips|gadgets\/1\.0\/g)\b|\/status$/,
  },
  {
    category: 'authentication',
    path: /\/(?:do)?log(?:in|out)(?:\.jsp|\.action)?$|\/(?:secure\/)?(?:admin\/)?(?:Logout|WebSudoAuthenticate)\b|\/(?:do)?authenticate\.action$|\/j_(?:atl_)?security_check$|\/rest\/auth\/|\/rest\/gadget\/1\.0\/login$|\/rest\/tsv\/|\/plugins\/servlet\/(?:saml|oauth|oidc|openid|external-login|desk\/login)/,
  },
  {
    category: 'execute',
    path: /\/scriptrunner\/.*(?:exec|console)|\/rest\/(?:groovyrunner|scriptrunner)\/|\/rest\/plugins\/1\.0\/|\/admin\/(?:plugins\/)?(?:upload|console|script)/i,
    only: 'writes',
  },
  { category: 'credential', path: /\/rest\/(?:pat|access-tokens|ssh|keys|gpg)\//, only: 'writes' },
  {
    category: 'search',
    path: /\/rest\/(?:api\/[^/]+\/(?:search|jql|issue\/picker)|api\/(?:content\/)?search|search(?:v3)?|issueNav|quicksearch|quicknavsearch|contentnamesearch|indexer)\b|\/(?:dosearch\w*|search)(?:\.action)?$|\/secure\/(?:QuickSearch|IssueNavigator)\b|\/issues\/?$|\/plugins\/servlet\/search\b/,
  },
  {
    category: 'export',
    path: /\/secure\/attachment(?:zip)?\/|\/download\/(?:attachments|export|temp)\/|\/attachment\/content\/|\/plugins\/servlet\/archive\b|\/repos\/[^/]+\/(?:archive|raw)\b|\/s[ir]\/jira\.issueviews:|\/export(?:word|space)|\/spaces\/(?:flyingpdf|doexport|export)|\/pdfpageexport|\/XmlBackup\b|\/rest\/backup\b|\/dobackup\b/i,
  },
];

/** `method` in capitals; `url` may have a query. Answers alike for the same path and kind of method. */
export function categoryOfRequest(method: string | null, url: string): Category {
  const writes = /^(?:POST|PUT|DELETE|PATCH)$/.test(method ?? '');
  const path = pathOf(url).slice(0, MAX_LOOKED_AT);
  const rule = RULES.find(
    (one) => (one.only === undefined || (one.only === 'writes') === writes) && one.path.test(path),
  );
  return rule?.category ?? (writes ? 'change' : 'read');
}

/** Rules look at this much of a path; longer ones are attacks, and the whole stands in the raw record. */
const MAX_LOOKED_AT = 1000;
const MAX_SHOWN = 2000;

/** Kind and targets of one request; nothing can be said where no URL was written. */
export function deedOfRequest(
  method: string | null,
  url: string | null,
): Pick<Draft, 'category' | 'targets'> {
  if (url === null) return { category: 'other', targets: [] };
  const category = categoryOfRequest(method, url);
  return { category, targets: targetsOfUrl(url, category) };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

const ISSUE = /\/(?:browse|issue|issues)\/([A-Z][A-Z0-9_]{1,30}-\d{1,9})(?![\w-])/;
const SCM = /\/(?:scm|git)\/(~?[^/]+)\/([^/]+?)(?:\.git)?(?:\/|$)/;
const REPOSITORY = /\/(?:projects|users)\/(~?[^/]+)\/repos\/([^/?]+)/;
const ATTACHMENT =
  /\/(?:secure\/attachment|download\/attachments|attachment\/content)\/(\d{1,12})(?:\/([^/]+))?$/;
const SPACE_PAGE = /\/spaces\/([^/]+)\/pages\/(\d{1,12})(?:\/([^/]+))?/;
const DISPLAY_PAGE = /\/display\/([^/]+)\/([^/]+)$/;
const CONTENT = /\/rest\/api\/content\/(\d{1,12})\b/;
const SEARCHED = ['jql', 'cql', 'queryString', 'query', 'searchString', 'q', 'filter'];

/** The thing first (ticket, page, repository, attachment), then what was searched for, then the URL as written. */
export function targetsOfUrl(url: string, category: Category): readonly Target[] {
  const targets: Target[] = [];
  const thing = thingOf(url.slice(0, MAX_SHOWN));
  if (thing !== null) targets.push(thing);
  const query = category === 'search' ? queryOf(url.slice(0, MAX_SHOWN)) : null;
  if (query !== null) targets.push({ type: 'query', id: null, name: query });
  targets.push({ type: 'url', id: null, name: truncateMiddle(url, MAX_SHOWN) });
  return targets;
}

function thingOf(url: string): Target | null {
  const path = pathOf(url);
  const repository = repositoryOf(path);
  if (repository !== null) return repository;
  const issue = ISSUE.exec(path)?.[1];
  if (issue !== undefined) return { type: 'issue', id: null, name: issue };
  const attachment = ATTACHMENT.exec(path);
  if (attachment !== null) return named('attachment', attachment[1], attachment[2]);
  const page = SPACE_PAGE.exec(path);
  if (page !== null) return named('page', page[2], page[3]);
  const display = DISPLAY_PAGE.exec(path);
  if (display !== null) return named('page', undefined, display[2]);
  const pageId = CONTENT.exec(path)?.[1] ?? /[?&]pageId=(\d{1,12})\b/.exec(url)?.[1];
  return pageId === undefined ? null : { type: 'page', id: pageId, name: null };
}

/** `/scm/PROJECT/repository.git/…`, `/projects/PROJECT/repos/repository/…`, or what `git` was told over SSH. */
export function repositoryOf(path: string): Target | null {
  const found = SCM.exec(path) ?? REPOSITORY.exec(path);
  const [, project, name] = found ?? [];
  if (project === undefined || name === undefined) return null;
  return { type: 'repository', id: `${decoded(project)}/${decoded(name)}`, name: decoded(name) };
}

function named(type: string, id: string | undefined, name: string | undefined): Target {
  return { type, id: id ?? null, name: name === undefined ? null : decoded(name.replaceAll('+', ' ')) };
}

function queryOf(url: string): string | null {
  for (const part of url.slice(pathOf(url).length + 1).split('&')) {
    const equals = part.indexOf('=');
    if (equals > 0 && SEARCHED.includes(part.slice(0, equals)) && equals + 1 < part.length)
      return decoded(part.slice(equals + 1).replaceAll('+', ' '));
  }
  return null;
}

/** Percent-decoded, or as written where that is no UTF-8. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The account that a log names beside a request; nobody for `-` and `anonymous`. Tokens of a repository act as pseudo users. */
export function loginActor(user: string | null): Actor | null {
  if (user === null || user === '-' || /^(?:anonymous|null)?$/i.test(user)) return null;
  const login = user.toLowerCase();
  const email = isEmail(login) ? login : null;
  const alias: Alias = email === null ? { kind: 'login', value: login } : { kind: 'email', value: email };
  // The log says nothing about what an account is: people and services look alike.
  const type: ActorType = login.startsWith('access-token-user/') ? 'token' : 'unknown';
  return { type, id: null, name: login, email, aliases: [alias] };
}
