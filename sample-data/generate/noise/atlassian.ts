/** A month of ordinary work in Jira, Confluence and Bitbucket. */
import { type Account, author, userObject } from '../accounts.ts';
import { type Address, EGRESS_PROXY, OFFICE } from '../addresses.ts';
import { at, DAYS, HOUR, isWeekend, MINUTE, SECOND, weekday } from '../clock.ts';
import {
  ISSUES,
  issueObject,
  PAGES,
  pageObjects,
  REPOSITORIES,
  repositoryObject,
  SECRET_ISSUES,
  SECRET_PAGES,
  SECRET_REPOSITORIES,
} from '../content.ts';
import { ATLASSIAN_HOST } from '../facts.ts';
import { department, type Person, person, whereabouts } from '../people.ts';
import type { LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import {
  type AffectedObject,
  ANONYMOUS,
  type AuditAction,
  auditRecord,
  productOf,
  SYSTEM,
} from '../vendors/atlassian.ts';
import { atWork, workMoment } from '../work.ts';

const random = rng('noise/atlassian');

/** How many people use each product on a working day. */
const JIRA_USERS = 52;
const WIKI_USERS = 44;
const GIT_USERS = 34;

interface Details {
  readonly affected?: readonly AffectedObject[];
  readonly changed?: readonly { key: string; from?: string; to?: string }[];
  readonly extra?: Readonly<Record<string, string>>;
}

/** The client behind the proxies: mostly one address, sometimes the list of the hops, the reverse proxy last. */
function forwarded(address: Address): string {
  if (address === OFFICE.vpn && random.chance(0.3)) return `${address.ip}, ${EGRESS_PROXY.ip}`;
  return random.chance(0.07) ? `${address.ip}, ${ATLASSIAN_HOST}` : address.ip;
}

function act(who: Person, day: number, time: number, action: AuditAction, details: Details = {}): LogRecord {
  const from = forwarded(whereabouts(who, day));
  return auditRecord({ time, action, author: author(who, productOf(action)), from, ...details });
}

/** A handful of things in a row, a minute or a few apart. */
function inARow(who: Person, day: number, count: number, one: (time: number) => LogRecord): LogRecord[] {
  let time = workMoment(random, who, day);
  return Array.from({ length: count }, () => {
    time += random.int(20, 900) * SECOND + random.int(0, 999);
    return one(time);
  });
}

const JQL = [
  'assignee = currentUser() AND resolution = Unresolved',
  'project = EDGE AND sprint in openSprints()',
  'project = SUP AND status = "Waiting for support"',
  'text ~ "timeout" ORDER BY created DESC',
  'reporter = currentUser()',
];
const WORDS = [
  'onboarding',
  'rate limits',
  'expense policy',
  'release train',
  'vpn',
  'api token',
  'holiday calendar',
  'canary',
  'on-call',
  'pricing',
  'brand guide',
  'secret santa',
];

function jiraDay(who: Person, day: number): LogRecord[] {
  const out = random.chance(0.5)
    ? [
        act(who, day, workMoment(random, who, day), 'jira.auditing.user.logged.in', {
          affected: [userObject(who)],
        }),
      ]
    : [];
  const infrastructure = who.department === 'Infrastructure' || who.department === 'IT';
  return [
    ...out,
    ...inARow(who, day, random.int(1, 6), (time) => {
      const issue = infrastructure && random.chance(0.12) ? random.pick(SECRET_ISSUES) : random.pick(ISSUES);
      switch (
        random.weighted([
          ['view', 60],
          ['update', 20],
          ['search', 14],
          ['create', 6],
        ] as const)
      ) {
        case 'view':
          return act(who, day, time, 'jira.auditing.issue.viewed', { affected: [issueObject(issue)] });
        case 'update':
          return act(who, day, time, 'jira.auditing.issue.updated', {
            affected: [issueObject(issue)],
            changed: [
              { key: 'Status', from: 'To Do', to: random.pick(['In Progress', 'In Review', 'Done']) },
            ],
          });
        case 'search':
          return act(who, day, time, 'jira.auditing.issue.searched', { extra: { query: random.pick(JQL) } });
        case 'create':
          return act(who, day, time, 'jira.auditing.issue.created', {
            affected: [issueObject(random.pick(ISSUES))],
          });
      }
    }),
  ];
}

function wikiDay(who: Person, day: number): LogRecord[] {
  const out = random.chance(0.4)
    ? [
        act(who, day, workMoment(random, who, day), 'audit.logging.summary.user.login', {
          affected: [userObject(who, 'confluence')],
        }),
      ]
    : [];
  const technical = ['Infrastructure', 'IT', 'Security'].includes(who.department);
  return [
    ...out,
    ...inARow(who, day, random.int(1, 6), (time) => {
      const affected = pageObjects(
        technical && random.chance(0.25) ? random.pick(SECRET_PAGES) : random.pick(PAGES),
      );
      switch (
        random.weighted([
          ['view', 70],
          ['search', 12],
          ['update', 11],
          ['create', 5],
          ['export', 2],
        ] as const)
      ) {
        case 'view':
          return act(who, day, time, 'audit.logging.summary.page.viewed', { affected });
        case 'search':
          return act(who, day, time, 'audit.logging.summary.search.performed', {
            extra: { query: random.pick(WORDS) },
          });
        case 'update':
          return act(who, day, time, 'audit.logging.summary.page.updated', { affected });
        case 'create':
          return act(who, day, time, 'audit.logging.summary.page.created', { affected });
        case 'export':
          return act(who, day, time, 'audit.logging.summary.page.exported', { affected });
      }
    }),
  ];
}

function gitDay(who: Person, day: number): LogRecord[] {
  const out = random.chance(0.4)
    ? [
        act(who, day, workMoment(random, who, day), 'bitbucket.service.audit.action.authenticationsuccess', {
          affected: [userObject(who, 'bitbucket')],
          extra: { authMethod: 'sso' },
        }),
      ]
    : [];
  return [
    ...out,
    ...inARow(who, day, random.int(1, 6), (time) => {
      const repository =
        who.department === 'Infrastructure' && random.chance(0.5)
          ? random.pick(SECRET_REPOSITORIES)
          : random.pick(REPOSITORIES);
      const affected = [repositoryObject(repository)];
      switch (
        random.weighted([
          ['view', 50],
          ['clone', 22],
          ['push', 26],
          ['archive', 2],
        ] as const)
      ) {
        case 'view':
          return act(who, day, time, 'bitbucket.service.repository.audit.action.repositoryviewed', {
            affected,
          });
        case 'clone':
          return act(who, day, time, 'bitbucket.service.repository.audit.action.repositorycloned', {
            affected,
          });
        case 'push':
          return act(who, day, time, 'bitbucket.service.repository.audit.action.repositorypushed', {
            affected,
            extra: { details: JSON.stringify({ ref: 'refs/heads/main', toHash: random.hex(40) }) },
          });
        case 'archive':
          return act(who, day, time, 'bitbucket.service.repository.audit.action.repositoryarchived', {
            affected,
            extra: { details: JSON.stringify({ commit: random.hex(40), format: 'zip' }) },
          });
      }
    }),
  ];
}

/** Passwords typed wrong: the author is Anonymous, the account that was tried is the affected object. */
function mistakes(day: number): LogRecord[] {
  return atWork(random, day, 4).map((who) => {
    const jira = random.chance(0.7);
    return auditRecord({
      time: workMoment(random, who, day),
      action: jira
        ? 'jira.auditing.user.login.failed'
        : 'bitbucket.service.audit.action.authenticationfailure',
      author: ANONYMOUS,
      from: whereabouts(who, day).ip,
      affected: [userObject(who, jira ? 'jira' : 'bitbucket')],
      extra: jira
        ? { details: 'The password is incorrect' }
        : { target: who.login, details: JSON.stringify({ error: 'Invalid username or password.' }) },
    });
  });
}

/** Joiners, leavers and group changes. One joiner is made on the same day as the attacker's account. */
function administration(day: number): LogRecord[] {
  const out: LogRecord[] = [];
  const admins = [person('prao'), person('wkessler'), person('hbrandao')];
  if (weekday(day) === 1 || day === at('2023-11-16')) {
    const admin = day === at('2023-11-16') ? person('prao') : random.pick(admins);
    const time = day === at('2023-11-16') ? at('2023-11-16 10:12:44') + 319 : workMoment(random, admin, day);
    const joiner = random.pick(department('Engineering'));
    const login: Account = {
      ...joiner,
      login: `${joiner.login}-c`,
      jiraId: `JIRAUSER${11671 + Math.floor((day - DAYS[0]!) / 86_400_000)}`,
    };
    out.push(
      act(admin, day, time, 'jira.auditing.user.created', {
        affected: [userObject(login)],
        changed: [
          { key: 'Username', to: login.login },
          { key: 'Active / Inactive', to: 'Active' },
        ],
      }),
    );
    ['jira-software-users', 'confluence-users'].forEach((name, index) => {
      out.push(
        act(admin, day, time + (20 + index * 9) * SECOND, 'jira.auditing.group.user.added', {
          affected: [{ name, type: 'GROUP' }, userObject(login)],
        }),
      );
    });
  }
  if (!isWeekend(day) && random.chance(0.5)) {
    const admin = random.pick(admins);
    const user = random.pick(department(random.pick(['Engineering', 'Support', 'Sales'])));
    const name = random.pick(['edge-developers', 'support-tier2', 'release-managers', 'wiki-editors']);
    out.push(
      act(
        admin,
        day,
        workMoment(random, admin, day),
        random.chance(0.7) ? 'jira.auditing.group.user.added' : 'jira.auditing.group.user.removed',
        { affected: [{ name, type: 'GROUP' }, userObject(user)] },
      ),
    );
  }
  if (weekday(day) === 5) {
    const admin = random.pick(admins);
    const leaver = random.pick(department('Sales'));
    out.push(
      act(admin, day, workMoment(random, admin, day), 'jira.auditing.user.updated', {
        affected: [userObject(leaver)],
        changed: [{ key: 'Email', from: leaver.email, to: `${leaver.login}.alumni@halcyonedge.example` }],
      }),
    );
    out.push(
      act(admin, day, workMoment(random, admin, day), 'audit.logging.summary.space.permission.added', {
        affected: [{ name: random.pick(['ENG', 'SUP', 'PROD']), type: 'SPACE' }],
      }),
    );
  }
  return out;
}

const TIDY_SCRIPTS = [
  "import com.atlassian.jira.component.ComponentAccessor\ndef filters = ComponentAccessor.getComponent(com.atlassian.jira.issue.search.SearchRequestManager)\nreturn filters.search('owner', null).size()",
  'import com.atlassian.jira.component.ComponentAccessor\nComponentAccessor.userManager.allUsers.findAll { !it.active }*.name',
  "import com.atlassian.jira.issue.index.IssueIndexingService\nlog.warn('reindexing project WEB')",
] as const;

/** The Atlassian administrator tidies up with ScriptRunner now and then: also in the week of the attack. */
function scripts(): LogRecord[] {
  const admin = person('prao');
  return ['2023-10-25 10:41:07', '2023-11-08 14:20:33', '2023-11-21 15:03:12', '2023-11-22 10:27:50'].map(
    (text, index) => {
      const time = at(text) + random.int(20, 999);
      return act(admin, at(text.slice(0, 10)), time, 'jira.auditing.scriptrunner.console.executed', {
        affected: [{ name: 'Script Console', type: 'PLUGIN' }],
        extra: { script: TIDY_SCRIPTS[index % TIDY_SCRIPTS.length]!, language: 'groovy' },
      });
    },
  );
}

/** What Jira does by itself at night: such lines have neither a source nor a person. */
function nightly(day: number): LogRecord[] {
  return [
    auditRecord({
      time: day + 3 * HOUR + 12 * MINUTE + random.int(0, 999),
      action: 'jira.auditing.user.updated',
      author: SYSTEM,
      from: null,
      affected: [{ name: 'Internal Directory', type: 'DIRECTORY' }],
      changed: [{ key: 'Synchronised', to: `${random.int(400, 410)} users` }],
    }),
  ];
}

/** Working on the incident: people of security and IT look at the tickets that everybody talks about. Not part of the chain. */
function aftermath(): LogRecord[] {
  return [...department('Security'), person('prao')]
    .slice(0, 7)
    .flatMap((who) =>
      ['2023-11-23', '2023-11-24'].map((day) =>
        act(
          who,
          at(day),
          at(`${day} 18:10:00`) + random.int(0, 3 * 3600) * SECOND + random.int(0, 999),
          'jira.auditing.issue.viewed',
          { affected: [issueObject(random.pick(SECRET_ISSUES))] },
        ),
      ),
    );
}

export function noiseAtlassian(): LogRecord[] {
  const engineers = [...department('Engineering'), ...department('Infrastructure')];
  return [
    ...DAYS.flatMap((day) => [
      ...atWork(random, day, JIRA_USERS).flatMap((who) => jiraDay(who, day)),
      ...atWork(random, day, WIKI_USERS).flatMap((who) => wikiDay(who, day)),
      ...atWork(random, day, GIT_USERS, engineers).flatMap((who) => gitDay(who, day)),
      ...mistakes(day),
      ...administration(day),
      ...nightly(day),
    ]),
    ...scripts(),
    ...aftermath(),
  ];
}
