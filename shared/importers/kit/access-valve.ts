/**
 * The access log that Confluence's own valve writes, and that administrators copy to Jira: no quotes at all.
 * `%t [%{X-Forwarded-For}i] %{X-AUSERNAME}o %I %h %r %s %Dms %b %{Referer}i %{User-Agent}i`; the address in square
 * brackets is newer. Nothing but the user agent may hold spaces, and a forged X-Forwarded-For: the parts are found
 * from status and duration outwards.
 */
import { parseClf } from '../../base/time.ts';
import type { Actor, Draft, SourceType } from '../../events/event.ts';
import type { Head, Read, Reader, RecordInput } from '../importer.ts';
import { decoded, deedOfRequest, loginActor } from './atlassian-requests.ts';
import { event, Memo, readTime, wrongShape } from './fields.ts';
import { byteCount, clientOf, outcomeOfStatus, requestLine } from './request.ts';

/** A line of this valve begins so; only the start is looked at, since the head may cut a line. */
const LINE = /^\[(\d{2}\/[A-Za-z]{3}\/\d{4}:[\d:]{8} [+-]\d{4})\] (.+)$/s;
/** Names of the threads of Tomcat's usual connectors; others may be named as an administrator likes. */
const THREAD = /^(?:https?|ajp|tomcat|catalina)-\S*\d+$/i;
const ANSWER = / (\d{3}|-) (\d+)ms (\d+|-)(?: |$)/;
const PROTOCOL = /^HTTP\/\d/;

const JIRA =
  /\.jspa\b|\/browse\/[A-Z]|\/secure\/|\/login\.jsp\b|\/rest\/(?:api\/(?:2|latest)\/(?:issue|search|project|user|myself)|agile|greenhopper|gadget|issueNav|dev-status|servicedesk)/;
const CONFLUENCE =
  /\.action\b|\/(?:display|spaces|pages|x)\/|\/rest\/(?:api\/(?:content|space|search)|quickreload|tinymce|likes|mywork|create-dialog|inlinetasks)|\/plugins\/servlet\/confluence/;

/** Whose valve it is, by the paths of the requests: only then do Jira's and Confluence's lines differ. Null: not this log. */
export function valveProduct(head: Head): 'jira' | 'confluence' | null {
  let seen = false;
  let score = 0;
  for (const line of head.lines) {
    const rest = LINE.exec(line)?.[2] ?? '';
    const answer = ANSWER.exec(rest);
    const before = answer === null ? null : splitBefore(rest.slice(0, answer.index).split(' '));
    if (before === null) continue;
    seen = true;
    const { url } = requestLine(before.request);
    if (JIRA.test(url ?? '')) score++;
    else if (CONFLUENCE.test(url ?? '')) score--;
  }
  if (!seen) return null;
  return score > 0 ? 'jira' : 'confluence';
}

export class ValveReader implements Reader {
  readonly headerLines = 0;
  private readonly source: SourceType;
  private readonly actors = new Memo<Actor | null>();
  private readonly requests = new Memo<Pick<Draft, 'category' | 'targets'>>();

  constructor(source: SourceType) {
    this.source = source;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'lines') return wrongShape('not a line of text');
    const line = LINE.exec(record.text);
    const rest = line?.[2] ?? '';
    const answer = ANSWER.exec(rest);
    if (line === null || answer === null) return wrongShape('not a line of the access log');
    const before = splitBefore(rest.slice(0, answer.index).split(' '));
    if (before === null) return wrongShape('no user, thread and address before the request');
    const after = rest.slice(answer.index + answer[0].length);
    const agent = after.slice(after.indexOf(' ') + 1);
    const { time, issues } = readTime(line[1] ?? null, parseClf);
    const { method, url } = requestLine(before.request);
    const { outcome, reason } = outcomeOfStatus(answer[1] ?? null);
    const client = clientOf([...before.forwarded, before.host]);
    const { category, targets } = this.requests.of(`${method} ${url}`, () => deedOfRequest(method, url));
    const host = /^[a-z][\w.-]*$/i.test(before.host) && client.srcIp === null ? before.host : null;
    const draft: Draft = {
      source: this.source,
      action: method ?? 'request',
      category,
      outcome,
      reason,
      time,
      timeEnd: null,
      actor: this.actors.of(before.user, () => loginActor(decoded(before.user))),
      srcIp: client.srcIp,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: client.relatedIps,
      userAgent: !after.includes(' ') || agent === '-' || agent === '' ? null : agent,
      session: null,
      credential: null,
      system: null,
      targets: host === null ? targets : [...targets, { type: 'client-host', id: null, name: host }],
      effects: [],
      bytes: byteCount(answer[3] ?? null),
      nativeId: null,
    };
    return event(draft, issues);
  }
}

interface Before {
  readonly forwarded: readonly string[];
  readonly user: string;
  readonly host: string;
  readonly request: string;
}

/**
 * `[forwarded…] user thread host method url protocol`, counted from the end, because X-Forwarded-For is what a client
 * wrote; without a protocol behind the last word that looks like a thread.
 */
function splitBefore(tokens: readonly string[]): Before | null {
  const usual = tokens.length - 5;
  const thread = PROTOCOL.test(tokens.at(-1) ?? '')
    ? usual
    : tokens.findLastIndex((token, at) => at >= 1 && THREAD.test(token));
  const [user, host] = [tokens[thread - 1], tokens[thread + 1]];
  if (thread < 1 || user === undefined || host === undefined) return null;
  const forwarded = tokens
    .slice(0, thread - 1)
    .join(' ')
    .split(/[ ,]+/)
    .filter((part) => part !== '' && part !== '-');
  return { forwarded, user, host, request: tokens.slice(thread + 2).join(' ') };
}
