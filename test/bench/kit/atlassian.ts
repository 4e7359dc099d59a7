/** Jira and Confluence Data Center: audit lines of both, and the access logs of their servers. */

import { isoMillis } from '../../../sample-data/generate/clock.ts';
import { author } from '../../../sample-data/generate/kit/company.ts';
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';
import {
  type AffectedObject,
  type AuditAction,
  writeAudit,
} from '../../../sample-data/generate/vendors/atlassian.ts';
import { COMPANY, clock, skewed, whereabouts, world } from './world.ts';
import type { Entry } from './write.ts';

const PROJECTS = 'OPS NET PAY WEB APP DATA SEC HR LEGAL CORE'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const JIRA: readonly AuditAction[] = [
  'jira.auditing.issue.viewed',
  'jira.auditing.issue.viewed',
  'jira.auditing.issue.searched',
  'jira.auditing.issue.updated',
  'jira.auditing.issue.created',
  'jira.auditing.user.logged.in',
];
const WIKI: readonly AuditAction[] = [
  'audit.logging.summary.page.viewed',
  'audit.logging.summary.page.viewed',
  'audit.logging.summary.search.performed',
  'audit.logging.summary.page.updated',
  'audit.logging.summary.page.exported',
  'audit.logging.summary.user.login',
];

export function* atlassian(count: number, seed: number): Generator<Entry> {
  const random = seeded(`bench/atlassian/${seed}`);
  const timeOf = clock(count, random);
  for (let i = 0; i < count; i++) {
    const time = timeOf(i);
    const kind = random.next();
    if (kind < 0.6) yield audit(random, time, kind < 0.35 ? 'jira' : 'confluence');
    else yield kind < 0.85 ? jiraAccess(random, time, i) : wikiAccess(random, time);
  }
}

/** A ticket or a page: tens of thousands of each, a few of them everybody's. */
const thing = (random: Rng): { readonly key: string; readonly id: number } => {
  const id = skewed(random, 40_000);
  return { key: `${PROJECTS[id % PROJECTS.length]}-${1 + Math.floor(id / PROJECTS.length)}`, id };
};

function audit(random: Rng, time: number, product: 'jira' | 'confluence'): Entry {
  const { people } = world();
  const who = people[skewed(random, people.length)]!;
  const { key, id } = thing(random);
  const action = random.pick(product === 'jira' ? JIRA : WIKI);
  const affected: AffectedObject =
    product === 'jira'
      ? { id: String(10_000 + id), name: key, type: 'ISSUE', uri: `${COMPANY.url.jira}/browse/${key}` }
      : {
          id: String(65_536 + id),
          name: `${key} notes`,
          type: 'PAGE',
          uri: `${COMPANY.url.confluence}/pages/viewpage.action?pageId=${65_536 + id}`,
        };
  const { text } = writeAudit(
    {
      time,
      action,
      author: author(product, who),
      from: whereabouts(random, who).ip,
      affected: [
        affected,
        { name: PROJECTS[id % PROJECTS.length]!, type: product === 'jira' ? 'PROJECT' : 'SPACE' },
      ],
      ...(action.endsWith('updated')
        ? { changed: [{ key: 'status', from: 'Open', to: 'In progress' }] }
        : {}),
      ...(action.includes('search') ? { extra: { query: `text ~ "${key.toLowerCase()}"` } } : {}),
    },
    product,
    COMPANY.url[product],
  );
  return { log: product, time, text };
}

const status = (random: Rng): number =>
  random.weighted([
    [200, 90],
    [302, 5],
    [404, 3],
    [403, 2],
  ] as const);

/** `[02/Mar/2026:09:22:49 +0000]` */
function clf(time: number): string {
  const iso = isoMillis(time);
  return `[${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000]`;
}

function jiraAccess(random: Rng, time: number, index: number): Entry {
  const { people } = world();
  const who = people[skewed(random, people.length)]!;
  const { key } = thing(random);
  const url = random.pick([`/browse/${key}`, `/rest/api/2/issue/${key}`, '/secure/Dashboard.jspa']);
  const minute = Math.floor(time / 60_000) % 1440;
  const text = `${whereabouts(random, who).ip} ${minute}x${index}x${random.int(1, 9)} ${who.login} ${clf(time)} "GET ${url} HTTP/1.1" ${status(random)} ${random.int(400, 90_000)} ${random.int(4, 900)} "${COMPANY.url.jira}/secure/Dashboard.jspa" "${who.userAgent}" "${who.wikiKey.slice(0, 12)}"`;
  return { log: 'jira-access', time, text };
}

function wikiAccess(random: Rng, time: number): Entry {
  const { people } = world();
  const who = people[skewed(random, people.length)]!;
  const url = random.pick([`/pages/viewpage.action?pageId=${65_536 + thing(random).id}`, '/index.action']);
  const text = `${clf(time)} ${whereabouts(random, who).ip} ${who.login} http-nio-8090-exec-${random.int(1, 48)} 10.16.4.20 GET ${url} HTTP/1.1 ${status(random)} ${random.int(4, 900)}ms ${random.int(400, 90_000)} ${COMPANY.url.confluence}/ ${who.userAgent}`;
  return { log: 'confluence-access', time, text };
}
