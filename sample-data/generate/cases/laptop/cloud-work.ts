/** What an hour's work leaves where Jira and Confluence are in the cloud and Bitbucket in the company's own rack. */
import { SECOND } from '../../clock.ts';
import { orgUser } from '../../kit/atlassian-cloud.ts';
import { type Account, author } from '../../kit/company.ts';
import { CALLS, PAGES, PROJECTS, REPOSITORIES } from '../../kit/content.ts';
import { call, developer, type Session } from '../../kit/deeds.ts';
import type { Logbook } from '../../kit/logbook.ts';
import type { Work } from '../../kit/office.ts';
import { GIT_TOKENS } from './world.ts';

export type CloudToken = { readonly id: string; readonly label: string };

/** An event of the organisation about a ticket or a page. */
export function cloudDeed(
  book: Logbook,
  who: Account,
  from: string,
  time: number,
  action: string,
  what: string,
  token?: CloudToken,
) {
  const type = action.startsWith('jira') ? 'issues' : 'pages';
  const attributes = type === 'issues' ? { key: what } : { title: what };
  return book.org({
    time,
    action,
    who,
    from,
    context: [{ type, attributes }],
    ...(token === undefined ? {} : { token }),
  });
}

/** Somebody is in a group now. */
export function cloudGrant(
  book: Logbook,
  who: Account,
  from: string,
  time: number,
  user: Account,
  group: string,
  token?: CloudToken,
) {
  const context = [orgUser(user), { type: 'groups', attributes: { name: group } }];
  return book.org({
    time,
    action: 'user_added_to_group',
    who,
    from,
    context,
    ...(token === undefined ? {} : { token }),
  });
}

/** A page of Bitbucket in a browser. */
export function browse(
  book: Logbook,
  who: Account,
  from: string,
  userAgent: string,
  session: string,
  time: number,
  repository: string,
) {
  const [project, name] = repository.split('/') as [string, string];
  return book.access({
    time,
    login: who.login,
    from,
    protocol: 'https',
    action: `GET /projects/${project.toUpperCase()}/repos/${name}/browse HTTP/1.1`,
    userAgent,
    session,
  });
}

export type Git = 'clone' | 'fetch' | 'push';

/** Git over https with an access token, or over ssh with a key. */
export function git(
  book: Logbook,
  who: Account,
  from: string,
  time: number,
  repository: string,
  deed: Git,
  credential: string,
) {
  const bytes = deed === 'clone' ? 4_200_000 : 21_000;
  const common = { time, login: who.login, from, session: null, bytes, labels: [credential, deed] };
  if (credential.startsWith('ssh:'))
    return book.access({
      ...common,
      protocol: 'ssh',
      action: `git-upload-pack '/${repository}.git'`,
      userAgent: '',
    });
  const service = deed === 'push' ? 'git-receive-pack' : 'git-upload-pack';
  return book.access({
    ...common,
    protocol: 'https',
    action: `POST /scm/${repository}.git/${service} HTTP/1.1`,
    userAgent: 'git/2.45.2',
  });
}

/** Bitbucket's own session of the day grows out of Okta's. */
export const gitSession = ({ id }: Session): string => id.slice(-7).toLowerCase();

/** The first request of the day is a sign-in. */
export function gitSignIn(book: Logbook, who: Account, from: string, time: number) {
  return book.audit({
    time,
    action: 'bitbucket.service.audit.action.authenticationsuccess',
    author: author('bitbucket', who),
    from,
    affected: [{ name: who.login, type: 'USER' }],
  });
}

export const cloudWork: Work = (book, random, session, who, time) => {
  const { address, userAgent } = session.client;
  const technical = who.team === 'Engineering' || who.team === 'Platform';
  const deed = random.weighted([
    ['jira', 5],
    ['confluence', 4],
    ['browse', technical ? 3 : 0],
    ['git', technical ? 3 : 0],
    ['aws', technical ? 1.5 : 0],
  ] as const);
  switch (deed) {
    case 'jira':
      cloudDeed(
        book,
        who,
        address.ip,
        time,
        random.weighted([
          ['jira_issue_viewed', 5],
          ['jira_issue_updated', 2],
          ['jira_issue_created', 1],
        ] as const),
        `${random.pick(PROJECTS)}-${random.int(100, 2400)}`,
      );
      break;
    case 'confluence':
      cloudDeed(
        book,
        who,
        address.ip,
        time,
        random.weighted([
          ['confluence_page_viewed', 6],
          ['confluence_page_updated', 1],
        ] as const),
        random.pick(PAGES),
      );
      break;
    case 'browse':
      if (random.chance(0.2)) gitSignIn(book, who, address.ip, time - 2 * SECOND);
      browse(book, who, address.ip, userAgent, gitSession(session), time, random.pick(REPOSITORIES));
      break;
    case 'git':
      git(
        book,
        who,
        address.ip,
        time,
        random.pick(REPOSITORIES),
        random.weighted([
          ['fetch', 4],
          ['push', 3],
          ['clone', 1],
        ] as const),
        `access-token:id:${GIT_TOKENS.get(who.email)!}`,
      );
      break;
    case 'aws': {
      const aws = developer(book, random, who, address.ip, time);
      for (const [index, [service, name]] of random.sample(CALLS, 3).entries())
        call(book, aws, time + (index + 1) * 7 * SECOND, service, name);
    }
  }
};
