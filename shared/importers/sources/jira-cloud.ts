/**
 * Jira audit records.
 * Reads: pages of the audit REST API of Jira Cloud (`{"offset":…,"limit":…,"total":…,"records":[…]}`), their records a line
 * each or in an array, and the same shape as Jira Server wrote it before version 8.12.
 * Ignores: changed values that have no field in an event (they stay in the raw record), `eventSource`, which is empty.
 * The records know the account id of the author and nothing else about him; who that is, organisation events say. Private
 * source addresses are Atlassian's own proxies: they are kept and are no place that anybody acted from.
 * Specification: Jira Cloud platform REST API 3, "Audit records"; Jira Server platform REST API 2, the same.
 */
import { parseLocal } from '../../base/time.ts';
import type { Actor, Alias, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import {
  ATLASSIAN_SYSTEM,
  accountActor,
  addressesOf,
  type Change,
  changedTo,
  changesOf,
  distinctTargets,
  isAccountId,
  namedTarget,
  wordsOf,
} from '../kit/atlassian.ts';
import { draftOfDeed } from '../kit/atlassian-deed.ts';
import { event, isEmail, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';

export const jiraCloud: Importer = {
  version: 1,
  id: 'atlassian:jira-cloud',
  label: 'Jira Cloud audit records',
  produces: ['atlassian:jira'],
  recognise,
  open: (_head, options) => new JiraReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  if (head.envelope === 'records' && ['offset', 'limit'].every((key) => head.topKeys.includes(key))) {
    if (head.records.length === 0 || head.records.some(isRecord))
      return { framing: 'json', shape: 'API page {"offset":…,"records":[…]}' };
  }
  return head.records.some(isRecord) ? { framing: 'json', shape: 'JSON, one record after the other' } : null;
}

function isRecord(record: JsonObject): boolean {
  return (
    typeof record.summary === 'string' &&
    'created' in record &&
    'category' in record &&
    ['objectItem', 'eventSource', 'authorAccountId', 'authorKey'].some((key) => key in record)
  );
}

class JiraReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly actors = new Memo<Actor | null>();

  /** `timezone`: for times whose offset an export dropped; the source itself always writes one. */
  constructor(timezone: string) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const action = text(log.summary);
    if (action === null) return wrongShape('no summary');
    const words = wordsOf(action);
    const { time, issues } = readTime(text(log.created), (written) => parseLocal(written, this.timezone));
    const addresses = addressesOf(text(log.remoteAddress));
    const changes = changesOf(log.changedValues);
    const targets = [
      ...distinctTargets([object(log.objectItem), ...objects(log.associatedItems)], targetOf),
      ...permissionTargets(words, changes),
    ];
    const draft = draftOfDeed({
      source: 'atlassian:jira',
      action,
      words,
      said: text(log.description),
      time,
      actor: this.actor(log, addresses.length > 0),
      addresses,
      credential: null,
      system: null,
      targets,
      nativeId: text(log.id),
      told: {
        users: usersOf(targets, changes),
        what: whatOf(targets, changes),
        credential: targets.map((target) => target.id ?? target.name)[0] ?? null,
        where: 'Jira',
        changes,
      },
    });
    return event(draft, issues);
  }

  /** Records without an author are the system's own work; one with an address is somebody's whom Jira does not name. */
  private actor(log: JsonObject, addressed: boolean): Actor | null {
    const id = text(log.authorAccountId);
    const key = text(log.authorKey);
    if (id === null && key === null) return addressed ? null : ATLASSIAN_SYSTEM;
    return this.actors.of(`${id}\n${key}`, () => {
      if (id === null && key !== null && !isAccountId(key)) return serverActor(key);
      return accountActor({ id, keys: key === null ? [] : [key], name: null, email: null, type: null });
    });
  }
}

/** Jira Server knows its users by key: the login under which they began, or `JIRAUSER` and the user's number. */
function serverActor(key: string): Actor {
  const alias = keyAlias(key);
  const email = alias.kind === 'email' ? alias.value : null;
  return { type: 'human', id: key, name: key, email, aliases: [alias] };
}

function keyAlias(key: string): Alias {
  if (isAccountId(key)) return { kind: 'atlassian-id', value: key };
  const number = /^JIRAUSER(\d+)$/i.exec(key)?.[1];
  if (number !== undefined) return { kind: 'atlassian-id', value: `jira:${number}` };
  const login = key.toLowerCase();
  return { kind: isEmail(login) ? 'email' : 'login', value: login };
}

function targetOf(item: JsonObject): Target | null {
  const id = text(item.id);
  const name = text(item.name);
  return namedTarget(text(item.typeName), id, name);
}

/** Who a global permission went to stands in the changed values only. */
function permissionTargets(words: string, changes: readonly Change[]): Target[] {
  if (!/\bglobal permission (?:added|removed)\b/.test(words)) return [];
  return changes.flatMap(({ key, from, to }) => {
    const name = to ?? from;
    const type = /^(permission|group)\b/.exec(key)?.[1];
    return name === null || type === undefined ? [] : [{ type, id: null, name }];
  });
}

const PEOPLE = /^users?\b/;

/** Users among the objects, or those that a role was given to by name. */
function usersOf(targets: readonly Target[], changes: readonly Change[]): Alias[] {
  const users = targets.filter((target) => target.type === 'user');
  if (users.length > 0) return users.map((user) => keyAlias(user.id ?? user.name ?? ''));
  return changes
    .filter(({ key }) => PEOPLE.test(key))
    .flatMap(({ from, to }) => {
      const before = new Set(listed(from));
      return listed(to).filter((one) => !before.has(one));
    })
    .map(keyAlias);
}

function listed(value: string | null): string[] {
  return (value ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
}

/** What was granted: the permission, else the group or role. */
function whatOf(targets: readonly Target[], changes: readonly Change[]): string | null {
  const given = changedTo(changes, /^permission/);
  const object = targets.find((target) => target.type !== 'user');
  return given ?? object?.name ?? object?.id ?? null;
}
