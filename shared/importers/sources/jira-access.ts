/**
 * Jira access log (Tomcat's `access_log.YYYY-MM-DD`).
 * Reads: Jira's own pattern, with and without address, thread and session,
 * `%a %{jira.request.id}r %{jira.request.username}r %t "%m %U%q %H" %s %b %D "%{Referer}i" "%{User-Agent}i" "%{jira.request.assession.id}r"`,
 * and the lines of Confluence's valve where their paths are Jira's. The request id (minute of the day, counter,
 * requests at once) comes again on other days and stays in the raw record; the session is a hash of Jira's own.
 * Ignores: duration (`%D`, whose unit depends on the version of Tomcat) and referer.
 * A sign-in page that was answered with 200 is no sign-in; who signed in is said by the security and the audit log.
 * Specification: Atlassian "Log format" (Jira); Apache Tomcat "Access Log Valve".
 */
import { parseClf } from '../../base/time.ts';
import type { Actor, Draft } from '../../events/event.ts';
import type { Head, Importer, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { ValveReader, valveProduct } from '../kit/access-valve.ts';
import { deedOfRequest, loginActor } from '../kit/atlassian-requests.ts';
import { event, Memo, readTime, wrongShape } from '../kit/fields.ts';
import { fieldValue, splitQuotedRun } from '../kit/quoted.ts';
import { byteCount, clientOf, lineFraming, outcomeOfStatus, requestLine } from '../kit/request.ts';

export const jiraAccess: Importer = {
  version: 1,
  id: 'atlassian:jira-access',
  label: 'Jira access log',
  produces: ['atlassian:jira'],
  recognise,
  open: (head) => (valveProduct(head) === 'jira' ? new ValveReader('atlassian:jira') : new PatternReader()),
};

function recognise(head: Head): Recognition | null {
  const framing = lineFraming(head);
  if (head.lines.some((line) => OWN.test(line)))
    return { framing, shape: 'Tomcat access log in Jira’s pattern' };
  return valveProduct(head) === 'jira' ? { framing, shape: 'lines of the Confluence access valve' } : null;
}

const REQUEST_ID = /^\d{1,13}x\d{1,12}x\d{1,9}$/;
const OWN =
  /^(?:[^ []{1,100} ){0,4}\d{1,13}x\d{1,12}x\d{1,9} [^[]{1,200} \[\d{2}\/[A-Za-z]{3}\/\d{4}:[\d:]{8} [+-]\d{4}\] "/;
const WHEN = / \[(\d{2}\/[A-Za-z]{3}\/\d{4}:[\d:]{8} [+-]\d{4})\] /;

class PatternReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();
  private readonly requests = new Memo<Pick<Draft, 'category' | 'targets'>>();

  read(record: RecordInput): Read {
    if (record.framing !== 'lines') return wrongShape('not a line of text');
    const when = WHEN.exec(record.text);
    const who = when === null ? null : callerOf(record.text.slice(0, when.index).split(' '));
    if (when === null || who === null) return wrongShape('not a line of Jira’s access log');
    const tail = TAIL.exec(record.text.slice(when.index + when[0].length).trimEnd());
    if (tail === null) return wrongShape('no request, status and size behind the time');
    const { method, url } = requestLine(tail[1] ?? '-');
    const answered = outcomeOfStatus(tail[2] ?? null);
    const { time, issues } = readTime(when[1] ?? null, parseClf);
    const { userAgent, session } = agentOf(splitQuotedRun(tail[4] ?? ''));
    const draft: Draft = {
      source: 'atlassian:jira',
      action: method ?? 'request',
      ...this.requests.of(`${method} ${url}`, () => deedOfRequest(method, url)),
      outcome: answered.outcome,
      reason: answered.reason,
      time,
      timeEnd: null,
      actor: this.actors.of(who.user, () => loginActor(who.user)),
      ...clientOf(who.addresses),
      srcPort: null,
      dstIp: null,
      dstPort: null,
      userAgent,
      session,
      credential: null,
      system: null,
      effects: [],
      bytes: byteCount(tail[3] ?? null),
      nativeId: null,
    };
    return event(draft, issues);
  }
}

interface Caller {
  readonly user: string;
  readonly addresses: readonly string[];
}

/** `[address[, proxy…]] [thread] request-id user`: a login from a directory may hold spaces. */
function callerOf(words: readonly string[]): Caller | null {
  const id = words.findIndex((word) => REQUEST_ID.test(word));
  // A request that Jira never saw (refused by Tomcat) has `-` for its id and its user.
  const before = id >= 0 ? words.slice(0, id) : words.slice(0, 1);
  const user = id >= 0 ? words.slice(id + 1) : words.slice(2);
  if (user.length === 0) return null;
  const addresses = before.flatMap((word) => word.split(',')).filter((word) => /[.:]/.test(word));
  return { user: user.join(' '), addresses };
}

/**
 * `"request" status bytes duration "referer" "agent" "session"`, by the numbers in the middle: a request may hold quotes.
 * The duration is looked at no further than that it is one.
 */
const TAIL = /^"(.*?)" (\d{3}|-) (\d{1,15}|-) \S{1,40}(?: (".*))?$/s;

/** Referer, user agent and session; a user agent with `" "` in it stays whole, older patterns end with the agent. */
function agentOf(parts: readonly string[]): { userAgent: string | null; session: string | null } {
  const last = parts.at(-1) ?? '';
  const hasSession = parts.length > 2 && /^(?:-|[A-Za-z0-9]{4,64})$/.test(last);
  const agent = parts.slice(1, hasSession ? -1 : undefined).join('" "');
  return { userAgent: fieldValue(agent), session: hasSession ? fieldValue(last) : null };
}
