/**
 * Bitbucket audit log of old (`atlassian-bitbucket-audit.log`, `atlassian-stash-audit.log`; newer servers write JSON).
 * Reads: `ip[,ip…] | EventName | user | epoch milliseconds | entity | {details} | request id | session`.
 * Ignores: the request id, which joins this log to the access log (it stays in the raw record), and details that have no
 * field in an event.
 * A failed sign-in belongs to the account that was tried: the user, or what entity or details name.
 * Specification: Atlassian "Audit logging in Bitbucket Server", "Audit events in Bitbucket Server".
 */
import { parseEpochMillis } from '../../base/time.ts';
import type { Actor, Alias, Draft, Effect, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { categoryLookup } from '../kit/actions.ts';
import { loginActor } from '../kit/atlassian-requests.ts';
import { event, isEmail, issue, Memo, object, readTime, text, wrongShape } from '../kit/fields.ts';
import { fieldValue } from '../kit/quoted.ts';
import { clientOf, lineFraming } from '../kit/request.ts';

export const bitbucketAuditLegacy: Importer = {
  version: 1,
  id: 'atlassian:bitbucket-audit-legacy',
  label: 'Bitbucket audit log (old format)',
  produces: ['atlassian:bitbucket'],
  recognise,
  open: () => new AuditReader(),
};

const LINE = /^(?:-|[\da-fA-F.:, ]{2,400}) \| [A-Za-z]\w{2,100} \| [^|]{1,300} \| \d{12,14} \| /;

function recognise(head: Head): Recognition | null {
  return head.lines.some((line) => LINE.test(line))
    ? { framing: lineFraming(head), shape: 'audit log, columns between |' }
    : null;
}

const categoryOf = categoryLookup({
  exact: { RestrictedRefAddedEvent: 'permission', RestrictedRefRemovedEvent: 'permission' },
  patterns: [
    [/authentication|logged(in|out)|login|logout|captcha/i, 'authentication'],
    [/token|password|sshkey|sshaccesskey|gpgkey|credential/i, 'credential'],
    [/permission|membership|groupuser|restrict/i, 'permission'],
    [/^(user|group|directory).*(creat|delet|renam|clean|updat|activat)/i, 'account'],
    [/hook|plugin|addon/i, 'execute'],
    [/archive|export|backup|download|fetch|clone/i, 'export'],
    [/access|read|view|open/i, 'read'],
    [/creat|delet|updat|chang|modif|add|remov|enabl|disabl|push|fork|merg|mov/i, 'change'],
  ],
});

class AuditReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();

  read(record: RecordInput): Read {
    if (record.framing !== 'lines') return wrongShape('not a line of text');
    // Details are JSON and may hold the separator: five columns are counted from the front, two from the end.
    const columns = record.text.trimEnd().replace(/ ?\|$/, '').split(' | ');
    const [addresses, action, user, stamp, entity] = columns;
    if (columns.length < 6 || addresses === undefined || action === undefined || stamp === undefined)
      return wrongShape(`${columns.length} columns of 8`);
    const hasEnds = columns.length >= 8;
    const { details, issues } = detailsOf(columns.slice(5, hasEnds ? -2 : undefined).join(' | '));
    const { time, issues: timeIssues } = readTime(fieldValue(stamp), parseEpochMillis);
    const failed = /fail|denied|rejected/i.test(action);
    const tried = failed ? (fieldValue(entity) ?? text(details.username) ?? text(details.user)) : null;
    const name = fieldValue(user) ?? tried ?? '-';
    const draft: Draft = {
      source: 'atlassian:bitbucket',
      action,
      category: categoryOf(action),
      outcome: failed ? 'failure' : 'success',
      reason: failed ? text(details.error) : null,
      time,
      timeEnd: null,
      actor: this.actors.of(name, () => loginActor(name)),
      ...clientOf(addresses.split(',')),
      srcPort: null,
      dstIp: null,
      dstPort: null,
      userAgent: null,
      session: hasEnds ? fieldValue(columns.at(-1)) : null,
      credential: null,
      system: null,
      targets: targetsOf(action, fieldValue(entity), details),
      effects: failed ? [] : effectsOf(action, details, fieldValue(entity)),
      bytes: null,
      nativeId: null,
    };
    return event(draft, [...timeIssues, ...issues]);
  }
}

function detailsOf(column: string): { details: JsonObject; issues: readonly Issue[] } {
  if (fieldValue(column) === null) return { details: {}, issues: [] };
  try {
    return { details: object(JSON.parse(column)), issues: [] };
  } catch {
    return { details: {}, issues: [issue('json.inner', 'degraded', `details: ${column.slice(0, 80)}`)] };
  }
}

/** What the details name first, because it is more exact, then the entity. */
function targetsOf(action: string, entity: string | null, details: JsonObject): readonly Target[] {
  const targets: Target[] = [];
  const user = text(details.user) ?? text(details.username);
  const group = text(details.group);
  const ref = text(details.value);
  const name = text(details.name);
  const project = text(object(details.project).key);
  if (user !== null) targets.push({ type: 'user', id: null, name: user.toLowerCase() });
  if (group !== null) targets.push({ type: 'group', id: null, name: group });
  if (name !== null && project !== null) targets.push({ type: 'repository', id: `${project}/${name}`, name });
  if (ref?.startsWith('refs/')) targets.push({ type: 'ref', id: null, name: ref });
  const about = entity === null ? null : entityOf(action, entity);
  const isNew = about !== null && !targets.some((one) => one.type === about.type && one.name === about.name);
  return about !== null && isNew ? [...targets, about] : targets;
}

/** `PROJECT/repository`, the login that an event of accounts is about, a project, or `Global`. */
function entityOf(action: string, entity: string): Target {
  const slash = entity.indexOf('/');
  if (slash >= 0) return { type: 'repository', id: entity, name: entity.slice(slash + 1) };
  if (/^(?:User|Authentication|Ssh|Gpg)|Token/.test(action))
    return { type: 'user', id: null, name: entity.toLowerCase() };
  return { type: entity === 'Global' ? 'scope' : 'project', id: null, name: entity };
}

function effectsOf(action: string, details: JsonObject, entity: string | null): Effect[] {
  const user = (text(details.user) ?? text(details.username))?.toLowerCase() ?? null;
  const about = user ?? (/^User/.test(action) ? (entity?.toLowerCase() ?? null) : null);
  if (about === null) return [];
  const alias: Alias = { kind: isEmail(about) ? 'email' : 'login', value: about };
  if (/^UserCreated/.test(action)) return [{ kind: 'created-account', alias }];
  if (/^User(?:Deleted|Deactivated)/.test(action)) return [{ kind: 'disabled-account', alias }];
  if (/PermissionGranted|(?:MembershipCreated|UserAdded)/.test(action)) {
    const what = text(details.permission) ?? text(details.group) ?? entity ?? 'permission';
    return [{ kind: 'granted', alias, what }];
  }
  return [];
}
