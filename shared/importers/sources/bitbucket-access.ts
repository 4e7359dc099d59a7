/**
 * Bitbucket access log (`atlassian-bitbucket-access.log`, `atlassian-stash-access.log`).
 * Reads: requests over http, https, ssh and grpc (Mesh), in the layouts of all versions:
 * `ip[,ip…] | protocol | request id | user | time | action | details | [status | in | out |] labels | duration | session |`.
 * A request stands there twice: `i…` when it came (no status: outcome unknown), `o…` when it was answered. Labels say
 * what git did (`push`, `clone`, `fetch`: these become the action) and which credential was used (`access-token:id:…`,
 * `ssh:id:…`). The status of ssh and grpc is an exit code: 0 is success.
 * Times have no zone: they are the server's, so that the analyst's zone counts.
 * Ignores: duration, referer and cache labels. The request id, which joins this log to the audit and application log,
 * is no id of a record (it comes twice, and again after a restart); it stays in the raw record.
 * Specification: Atlassian "How to read the Bitbucket Data Center Log Formats".
 */
import { parseLocal, type Timestamp } from '../../base/time.ts';
import type { Actor, Category, Draft, Outcome, Target } from '../../events/event.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { categoryOfRequest, loginActor, repositoryOf, targetsOfUrl } from '../kit/atlassian-requests.ts';
import { event, issue, Memo, readTime, wrongShape } from '../kit/fields.ts';
import { fieldValue, splitFields, splitQuotedRun } from '../kit/quoted.ts';
import {
  byteCount,
  clientOf,
  lineFraming,
  outcomeOfStatus,
  requestLine,
  type StatusOutcome,
  sumOf,
} from '../kit/request.ts';

export const bitbucketAccess: Importer = {
  version: 2,
  id: 'atlassian:bitbucket-access',
  label: 'Bitbucket access log',
  produces: ['atlassian:bitbucket'],
  recognise,
  open: (_head, options) => new AccessReader(options),
};

const LINE = /^[\da-fA-F.:, ]{2,400} \| (?:https?|ssh|grpc) \| \S{1,80} \| /;

function recognise(head: Head): Recognition | null {
  return head.lines.some((line) => LINE.test(line))
    ? { framing: lineFraming(head), shape: 'access log, columns between |' }
    : null;
}

/** Columns that a line can have at most; more are the work of a client that sent ` | `. */
const MAX_COLUMNS = 40;

class AccessReader implements Reader {
  readonly headerLines = 0;
  private readonly zone: string;
  private readonly actors = new Memo<Actor | null>();

  constructor(options: ImportOptions) {
    this.zone = options.timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'lines') return wrongShape('not a line of text');
    const columns = columnsOf(record.text);
    if (columns === null) return wrongShape('not a line of the Bitbucket access log');
    const { protocol, requestId, user, action, details, answer } = columns;
    const { time, issues } = this.time(columns.time);
    const labels = labelsOf(answer.labels);
    const { verb, category, targets } = deedOf(protocol, action, labels);
    const { outcome, reason } = requestId.startsWith('i') ? UNANSWERED : outcomeOf(protocol, answer.status);
    const draft: Draft = {
      source: 'atlassian:bitbucket',
      action: verb,
      category,
      outcome,
      reason,
      time,
      timeEnd: null,
      actor: this.actors.of(user, () => loginActor(user)),
      ...clientOf(columns.addresses.split(',')),
      srcPort: null,
      dstIp: null,
      dstPort: null,
      userAgent: agentOf(details),
      session: fieldValue(answer.session),
      credential: credentialOf(labels),
      system: null,
      targets,
      effects: [],
      bytes: sumOf(byteCount(answer.read), byteCount(answer.written)),
      nativeId: null,
    };
    return event(draft, answer.strange === null ? issues : [...issues, answer.strange]);
  }

  private time(written: string): { time: Timestamp | null; issues: readonly Issue[] } {
    return readTime(written === '-' ? null : written, (text) => parseLocal(text, this.zone));
  }
}

interface Columns {
  readonly addresses: string;
  readonly protocol: string;
  readonly requestId: string;
  readonly user: string;
  readonly time: string;
  readonly action: string;
  readonly details: string;
  readonly answer: Answer;
}

interface Answer {
  readonly status: string | null;
  readonly read: string | null;
  readonly written: string | null;
  readonly labels: string;
  readonly session: string;
  readonly strange: Issue | null;
}

/** The columns in front are the same in all layouts, but for Mesh, which has the id of its own execution in fourth place. */
function columnsOf(text: string): Columns | null {
  const bare = text.trimEnd().replace(/ ?\|$/, '');
  const all = splitFields(bare, ' | ', MAX_COLUMNS).map((column) => column.trim());
  const [addresses, protocol = '', requestId] = all;
  if (addresses === undefined || requestId === undefined || !/^(?:https?|ssh|grpc)$/.test(protocol))
    return null;
  const isTime = (column: string | undefined) => /^\d{4}-\d\d-\d\d /.test(column ?? '');
  const mesh = protocol === 'grpc' && !isTime(all[4]) && isTime(all[5]) ? 1 : 0;
  const [user, time, action, details = '-', ...rest] = all.slice(3 + mesh);
  if (user === undefined || time === undefined || action === undefined) return null;
  return { addresses, protocol, requestId, user, time, action, details, answer: answerOf(rest, protocol) };
}

/**
 * What follows the details: `labels | duration | session` (before 3.6), `status | in | out | labels | session` or with
 * a duration (now); Mesh has more counts, and its duration before the labels.
 */
function answerOf(rest: readonly string[], protocol: string): Answer {
  const labels =
    protocol === 'grpc'
      ? { 7: rest[5], 8: rest[6] }[rest.length]
      : { 3: rest[0], 5: rest[3], 6: rest[3] }[rest.length];
  if (labels !== undefined) return answer(rest.length === 3 ? [] : rest, labels, rest, null);
  const strange = issue('line.fields', 'degraded', `${rest.length} columns after the details`);
  // A client put a separator into what it sent, perhaps to forge a status. Over http that can only be the user agent, so
  // that the end of the line is the server's; over ssh it may as well be the label of a key, and the status stays open.
  const last = protocol.startsWith('http') && rest.length > 6 ? rest.slice(-6) : [];
  return answer(last, last[3] ?? (rest.slice(3, -2).join(', ') || '-'), rest, strange);
}

function answer(
  counts: readonly string[],
  labels: string,
  rest: readonly string[],
  strange: Issue | null,
): Answer {
  const [status = null, read = null, written = null] = counts;
  return { status, read, written, labels, session: rest.at(-1) ?? '-', strange };
}

const UNANSWERED: StatusOutcome = { outcome: 'unknown', reason: null };

function outcomeOf(protocol: string, status: string | null): StatusOutcome {
  const code = fieldValue(status ?? undefined);
  // Exit codes end at 255, and some versions write an HTTP status for ssh.
  if (protocol.startsWith('http') || code === null || /^(?:200|[3-5]\d\d)$/.test(code))
    return outcomeOfStatus(code);
  const outcome: Outcome = code === '0' ? 'success' : 'failure';
  return { outcome, reason: code === '0' ? null : `exit code ${code}` };
}

/** Labels between commas; a label that a user chose (`ssh:label:'…'`) may hold commas, which only makes more of them. */
function labelsOf(column: string): readonly string[] {
  return column === '-' || column === '' ? [] : column.split(',').map((label) => label.trim());
}

const TOKEN = 'access-token:id:';
const SSH_KEY = 'ssh:id:';

/** The id of the token as the audit log has it; an SSH key keeps its prefix, because keys are numbered for themselves. */
function credentialOf(labels: readonly string[]): string | null {
  const token = labels.find((label) => label.startsWith(TOKEN))?.slice(TOKEN.length);
  if (token !== undefined && token !== '') return token;
  return labels.find((label) => label.startsWith(SSH_KEY) && label.length > SSH_KEY.length) ?? null;
}

interface Deed {
  readonly verb: string;
  readonly category: Category;
  readonly targets: readonly Target[];
}

const OF_GIT: readonly (readonly [label: string, category: Category])[] = [
  ['push', 'change'],
  ['shallow clone', 'export'],
  ['clone', 'export'],
  ['fetch', 'export'],
];

/** Labels say what git did; without them the command or the path does, as far as they can. */
function deedOf(protocol: string, action: string, labels: readonly string[]): Deed {
  const git = OF_GIT.find(([label]) => labels.includes(label));
  const said = fieldValue(action) ?? '-';
  if (protocol === 'ssh') {
    const [, command, path] = /^(?:SSH - )?([\w -]{1,60}?)(?: '([^']*)')?$/.exec(said) ?? [];
    const repository =
      path === undefined ? null : repositoryOf(`/scm${path.startsWith('/') ? '' : '/'}${path}`);
    const verb = git?.[0] ?? command ?? said;
    return {
      verb,
      category: git?.[1] ?? categoryOfGit(command ?? ''),
      targets: repository === null ? [] : [repository],
    };
  }
  if (protocol === 'grpc') return { verb: git?.[0] ?? said, category: git?.[1] ?? 'other', targets: [] };
  const { method, url } = requestLine(said);
  if (url === null) return { verb: method ?? 'request', category: 'other', targets: [] };
  const service = method === 'GET' && url.includes('/info/refs') ? 'git-upload-pack' : url;
  const category = git?.[1] ?? (isGitService(url) ? categoryOfGit(service) : categoryOfRequest(method, url));
  // Nothing but a push posts to this service; asking for its references is a GET.
  const pushed = method === 'POST' && /\.git\/git-receive-pack$/.test(url) ? 'git-receive-pack' : null;
  return { verb: git?.[0] ?? pushed ?? method ?? 'request', category, targets: targetsOfUrl(url, category) };
}

function isGitService(path: string): boolean {
  return /\.git\/(?:info\/|git-|objects\/|HEAD$)/.test(path);
}

/** `git-receive-pack` writes. `git-upload-pack` without a label only asked what there is, `git-upload-archive` takes all. */
function categoryOfGit(command: string): Category {
  if (/git-receive-pack$/.test(command)) return 'change';
  return /git-upload-archive/.test(command) ? 'export' : 'read';
}

/** `"referer" "user agent"`, over ssh the version of the client alone. */
function agentOf(details: string): string | null {
  const parts = splitQuotedRun(details);
  const agent = parts.length > 1 ? parts.slice(1).join('" "') : parts[0];
  return agent === 'null' ? null : fieldValue(agent);
}
