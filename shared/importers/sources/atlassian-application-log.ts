/**
 * Application logs of Jira, Confluence and Bitbucket (`atlassian-jira.log`, `atlassian-jira-security.log`,
 * `atlassian-confluence.log`, `atlassian-confluence-security.log`, `atlassian-bitbucket.log`).
 * Reads: records of one or more lines (stack traces belong to the line before them) in these layouts:
 * `time LEVEL [thread] [logger] method message` (Confluence, and Jira where it is set so),
 * `time LEVEL [thread] [user request-id session ip "action"] logger message` (Bitbucket; the brackets mean: may be missing),
 * `time thread LEVEL [user request-id session ip url] [logger] message` (Jira),
 * `time thread user request-id session ip url message` (Jira's security log).
 * The product is told by the loggers of the file. Action is the logger; sign-ins, which the security logs and some
 * loggers write, have actions of their own, and a failed one belongs to the account that was tried.
 * Times are the server's; newer Jira writes a zone, for all others the analyst's zone counts.
 * Ignores: level (it stands as reason), thread, request id and stack trace, which stay in the raw record.
 * Specification: Atlassian "Logging and profiling" (Jira), "Configuring Logging" (Confluence), "How to read the
 * Bitbucket Data Center Log Formats", "How to analyze the atlassian-jira-security.log file".
 */
import { truncateMiddle } from '../../base/text.ts';
import { parseLocal } from '../../base/time.ts';
import type { Actor, Draft, SourceType, Target } from '../../events/event.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { loginActor } from '../kit/atlassian-requests.ts';
import { event, Memo, readTime, wrongShape } from '../kit/fields.ts';
import { addressesIn } from '../kit/mentions.ts';
import { clientOf, lineFraming } from '../kit/request.ts';
import { type LogLine, readLogLine } from './atlassian-application-log-line.ts';
import { deedOfMessage } from './atlassian-application-log-words.ts';

export const atlassianApplicationLog: Importer = {
  version: 1,
  id: 'atlassian:application-log',
  label: 'Atlassian application log',
  produces: ['atlassian:jira', 'atlassian:confluence', 'atlassian:bitbucket'],
  recognise,
  open: (head, options) => new LogReader(productOf(head) ?? 'atlassian:jira', options),
};

const START = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}(?:[+-]\d{4})? /;

function recognise(head: Head): Recognition | null {
  const product = productOf(head);
  if (product === null) return null;
  const framing = lineFraming(head);
  const shape = `application log of ${NAMES[product]}`;
  return framing === 'lines' ? { framing: 'entries', shape, entryStart: START } : { framing, shape };
}

type Product = Extract<SourceType, 'atlassian:jira' | 'atlassian:confluence' | 'atlassian:bitbucket'>;

const NAMES: Readonly<Record<Product, string>> = {
  'atlassian:jira': 'Jira',
  'atlassian:confluence': 'Confluence',
  'atlassian:bitbucket': 'Bitbucket',
};

/** Words of loggers (whole, or shortened to initials as log4j and logback do). */
const LOGGERS: readonly (readonly [Product, RegExp])[] = [
  [
    'atlassian:jira',
    /\batlassian\.jira\b|\bc\.a\.jira\b|\bc\.a\.j\.|\bjira\.(?:web|security|startup|issue|util)\b/,
  ],
  [
    'atlassian:confluence',
    /\bconfluence\.|\batlassian\.confluence\b|\bc\.a\.confluence\b|\bplugins\.synchrony\b|\bc\.a\.c\./,
  ],
  [
    'atlassian:bitbucket',
    /\batlassian\.(?:bitbucket|stash)\b|\bc\.a\.(?:b|s|bitbucket|stash)\.|\bbitbucket\.(?:mesh|internal)\b/,
  ],
];

/** Initials alone (`c.a.s.`) may be anybody's where the layout is: then one of these words must stand in the head too. */
const NAMED = /atlassian|bitbucket|confluence|jira/i;
const MAX_VOTES = 40;

/**
 * Each record of the head that has a shape of these logs has a voice; null: none has, or nobody knows their loggers. The
 * whole head is looked at, because a file that was rotated may begin in the middle of a long stack trace.
 */
function productOf(head: Head): Product | null {
  const isNamed = NAMED.test(head.text);
  const lines = head.wrapper === '' ? head.text.split('\n') : head.lines;
  const votes = new Map<Product, number>();
  for (const line of lines.filter((one) => START.test(one)).slice(0, MAX_VOTES)) {
    const read = readLogLine(line);
    const isOwnLayout = read?.layout === 'jira' || read?.layout === 'jira-security';
    if (read === null || !(isOwnLayout || isNamed)) continue;
    const product =
      read.layout === 'jira-security'
        ? 'atlassian:jira'
        : LOGGERS.find(([, pattern]) => pattern.test(read.logger ?? ''))?.[0];
    if (product !== undefined) votes.set(product, (votes.get(product) ?? 0) + 1);
  }
  return [...votes].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

const MAX_MESSAGE = 500;
const MAX_MENTIONED = 10;
/** Messages are searched this far for addresses. */
const MAX_SEARCHED = 10_000;

class LogReader implements Reader {
  readonly headerLines = 0;
  private readonly source: Product;
  private readonly zone: string;
  private readonly actors = new Memo<Actor | null>();

  constructor(source: Product, options: ImportOptions) {
    this.source = source;
    this.zone = options.timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'lines') return wrongShape('not text');
    const line = readLogLine(record.text);
    if (line === null) return wrongShape('not a record of an Atlassian application log');
    const { time, issues } = readTime(line.time, (text) => parseLocal(text, this.zone));
    const deed = deedOfMessage(line.message);
    const user = deed?.user ?? line.user;
    const client = clientOf(line.addresses);
    const mentioned = addressesIn(line.message.slice(0, MAX_SEARCHED))
      .filter((ip) => ip !== client.srcIp)
      .slice(0, MAX_MENTIONED);
    const draft: Draft = {
      source: this.source,
      action: deed?.action ?? line.logger ?? line.level ?? 'log',
      category: deed?.category ?? 'other',
      outcome: deed?.outcome ?? 'unknown',
      reason: deed === null ? line.level : deed.reason,
      time,
      timeEnd: null,
      actor: user === null ? null : this.actors.of(user, () => loginActor(user)),
      srcIp: client.srcIp,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: [...client.relatedIps, ...mentioned.map((ip) => ({ ip, role: 'mentioned' as const }))],
      userAgent: null,
      session: line.session,
      credential: null,
      system: null,
      targets: targetsOf(line, deed !== null),
      effects: [],
      bytes: null,
      nativeId: null,
    };
    return event(draft, issues);
  }
}

/** What the message says of a sign-in stands in the other fields. */
function targetsOf(line: LogLine, isSaid: boolean): readonly Target[] {
  const targets: Target[] = [];
  if (line.message !== '' && !isSaid)
    targets.push({ type: 'message', id: null, name: truncateMiddle(line.message, MAX_MESSAGE) });
  if (line.url !== null)
    targets.push({ type: 'request', id: null, name: truncateMiddle(line.url, MAX_MESSAGE) });
  return targets;
}
