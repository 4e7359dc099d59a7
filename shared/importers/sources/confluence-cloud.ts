/**
 * Confluence audit records.
 * Reads: pages of the audit REST API of Confluence Cloud (`{"results":[…],"start":…,"limit":…,"size":…}`), their records a
 * line each or in an array, and the same shape as Confluence Server wrote it before version 7.5.
 * Ignores: changed values that have no field in an event, hidden values and rights of the author (they stay in the raw
 * record).
 * The records have no id: two that are alike to the byte are one event. An affected object whose name and type are empty
 * is none.
 * Specification: Confluence Cloud REST API 1, "Audit"; Confluence Server REST API, the same.
 */
import { type ParsedTime, parseEpochMillis, parseLocal } from '../../base/time.ts';
import type { Actor, Alias, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import {
  ATLASSIAN_ANONYMOUS,
  ATLASSIAN_SYSTEM,
  accountActor,
  accountAlias,
  addressesOf,
  type Change,
  changedTo,
  changesOf,
  distinctTargets,
  groupAndUser,
  isAccountId,
  namedTarget,
  wordsOf,
} from '../kit/atlassian.ts';
import { draftOfDeed } from '../kit/atlassian-deed.ts';
import { event, isEmail, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';

export const confluenceCloud: Importer = {
  version: 2,
  id: 'atlassian:confluence-cloud',
  label: 'Confluence Cloud audit records',
  produces: ['atlassian:confluence'],
  recognise,
  open: (_head, options) => new ConfluenceReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  const page = head.envelope === 'results' && head.topKeys.includes('results');
  if (page && head.records.length === 0 && /\/rest\/api\/audit\b/.test(head.text))
    return { framing: 'json', shape: PAGE };
  if (!head.records.some(isRecord)) return null;
  return { framing: 'json', shape: page ? PAGE : 'JSON, one record after the other' };
}

const PAGE = 'API page {"results":[…]}';

function isRecord(record: JsonObject): boolean {
  return (
    'creationDate' in record &&
    'summary' in record &&
    'author' in record &&
    ['affectedObject', 'sysAdmin', 'associatedObjects', 'changedValues'].some((key) => key in record)
  );
}

class ConfluenceReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly actors = new Memo<Actor | null>();

  constructor(timezone: string) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const action = text(log.summary);
    if (action === null) return wrongShape('no summary');
    const words = wordsOf(action);
    const { time, issues } = readTime(text(log.creationDate), (written) => this.time(written));
    const addresses = addressesOf(text(log.remoteAddress));
    const changes = changesOf(log.changedValues);
    const targets = distinctTargets(
      [...affectedOf(object(log.affectedObject)), ...objects(log.associatedObjects)],
      targetOf,
    );
    const draft = draftOfDeed({
      source: 'atlassian:confluence',
      action,
      words,
      said: text(log.description),
      time,
      actor: this.actor(object(log.author)),
      addresses,
      credential: null,
      system: null,
      targets,
      nativeId: null,
      told: {
        users: usersOf(targets, changes),
        what: whatOf(targets, changes),
        credential: targets.map((target) => target.id ?? target.name)[0] ?? null,
        where: 'Confluence',
        changes,
      },
    });
    return event(draft, issues);
  }

  /** Milliseconds since 1970; exports that were converted on the way may have ISO 8601. */
  private time(written: string): ParsedTime {
    return /^\d+$/.test(written) ? parseEpochMillis(written) : parseLocal(written, this.timezone);
  }

  private actor(author: JsonObject): Actor | null {
    const id = text(author.accountId);
    const name = text(author.displayName);
    const username = text(author.username);
    const email = text(author.email);
    if (id === null && username === null && email === null) {
      if (name === null) return null;
      if (/^anonymous$/i.test(name)) return ATLASSIAN_ANONYMOUS;
      if (/^system$/i.test(name) || /^system$/i.test(text(author.type) ?? '')) return ATLASSIAN_SYSTEM;
    }
    const type = text(author.accountType);
    return this.actors.of(`${id}\n${username}\n${name}\n${email}\n${type}`, () => {
      if (id === null && username !== null && !isAccountId(username)) return serverActor(username, name);
      return accountActor({ id: id ?? username, keys: [], name, email, type });
    });
  }
}

/** On Confluence Server `username` is the login; in the cloud it is the account id again. */
function serverActor(username: string, display: string | null): Actor {
  const login = username.toLowerCase();
  const email = isEmail(login) ? login : null;
  const aliases: Alias[] = [{ kind: email === null ? 'login' : 'email', value: login }];
  if (display !== null && display !== username) aliases.push({ kind: 'display', value: display });
  return { type: 'human', id: null, name: login, email, aliases };
}

/** The affected object; two where it is a group that also names who left it. */
function affectedOf(affected: JsonObject): JsonObject[] {
  const [group, user] = groupAndUser(text(affected.objectType), text(affected.name)) ?? [];
  if (group === undefined) return [affected];
  return [
    { objectType: 'Group', [isUuid(group) ? 'id' : 'name']: group },
    { objectType: 'User', id: user },
  ];
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

function targetOf(item: JsonObject): Target | null {
  return namedTarget(text(item.objectType), text(item.id), text(item.name));
}

/** Users are named by display name; where the record also states the e-mail or the login of a new account, by that. */
function usersOf(targets: readonly Target[], changes: readonly Change[]): Alias[] {
  const users = targets.flatMap((target) => (target.type === 'user' ? [target.id ?? target.name ?? ''] : []));
  const email = changedTo(changes, /^e-?mail/);
  if (users.length === 1 && email !== null && isEmail(email))
    return [{ kind: 'email', value: email.toLowerCase() }];
  const login = changedTo(changes, /^user ?name/);
  if (users.length === 1 && login !== null) return [{ kind: 'login', value: login.toLowerCase() }];
  return users.map(accountAlias);
}

/** What was granted: the type of a permission and the space it is for, or the group. */
function whatOf(targets: readonly Target[], changes: readonly Change[]): string | null {
  const permission = changedTo(changes, /^(?:type|permission)\b/);
  const object = targets.find((target) => target.type !== 'user');
  const name = object?.name ?? null;
  if (permission === null) return name;
  return name === null ? permission : `${permission} on ${name}`;
}
