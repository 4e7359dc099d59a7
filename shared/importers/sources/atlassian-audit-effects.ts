/** What a Data Center audit record says that it changed: accounts, grants, tokens, code. By i18n keys, never by words. */
import type { Alias, Effect, SourceType } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { becameInactive, type Change, changedTo, changesOf } from '../kit/atlassian.ts';
import { isEmail, object, objects, text } from '../kit/fields.ts';
import { hostsIn } from '../kit/mentions.ts';
import { detailsOf, idAlias, isUser, loginOf, nobody } from './atlassian-audit-author.ts';

/** Extra attributes by their name in lower case and by their i18n key. */
export type Extras = ReadonlyMap<string, string>;

/**
 * Where a name comes twice the first counts. Names are in the language of the server: the last part of a key in
 * Bitbucket's legacy group (`…legacy.target`) and of an error's stands for them.
 */
export function extraAttributes(log: JsonObject): Extras {
  const extras = new Map<string, string>();
  const put = (name: string | undefined, value: string): void => {
    if (name !== undefined && name !== '' && !extras.has(name)) extras.set(name, value);
  };
  for (const attribute of objects(log.extraAttributes)) {
    const value = text(attribute.value);
    if (value === null) continue;
    const key = text(attribute.nameI18nKey)?.toLowerCase();
    put(text(attribute.name)?.toLowerCase(), value);
    put(key, value);
    put(/\.(?:legacy|authenticationfailure|event\.attribute)\.(\w+)$/.exec(key ?? '')?.[1], value);
  }
  return extras;
}

export interface AuditFacts {
  readonly source: SourceType;
  /** Action key in lower case. */
  readonly key: string;
  readonly log: JsonObject;
  readonly affected: readonly JsonObject[];
  readonly extras: Extras;
  readonly system: string | null;
  readonly author: JsonObject;
}

const INSTALLED = /(plugin|app|addon)s?\.?(audit\.action\.)?.*(installed|uploaded)/;
const TOKEN_MADE =
  /token\.?created|access\.?token.*creat|sshkey\.?created|accesskey\.?granted|gpgevent\.created/;
const TOKEN_GONE = /token.*(revoked|deleted)|sshkey\.?deleted|accesskey\.?revoked|gpgevent\.deleted/;
const ADDED =
  /group\.user\.added|user\.?added\.?to\.?group|user\.added\.to\.group|groupmemberships?created\.user|group\.membership\.added|permission\.?(added|granted)$/;

/** Effects of something that was done; nothing refused may come here. */
export function effectsOf(facts: AuditFacts): Effect[] {
  const { key, affected, extras, log } = facts;
  const script = extras.get('script');
  if (script !== undefined && /script|console\.executed/.test(key))
    return [{ kind: 'ran-code', where: facts.system ?? 'server', hosts: hostsIn(script) }];
  // The system installs its own parts at every start; an app is code of whoever installs it.
  if (INSTALLED.test(key) && !/uninstall/.test(key) && text(facts.author.id) !== '-1')
    return [{ kind: 'ran-code', where: facts.system ?? 'server', hosts: [] }];
  if (TOKEN_MADE.test(key)) {
    const credential = credentialOf(facts);
    return credential === null ? [] : [{ kind: 'issued-credential', credential, alias: ownerOf(facts) }];
  }
  if (TOKEN_GONE.test(key)) {
    const credential = credentialOf(facts);
    return credential === null ? [] : [{ kind: 'revoked-credential', credential }];
  }
  const changes = changesOf(log.changedValues);
  if (/roles?\.changed$/.test(key)) return roleEffects(facts, changes);
  const user = affected.find(isUser);
  const alias = user === undefined ? null : aliasOf(facts.source, user, changes);
  if (alias === null) return [];
  if (/user\.?created$/.test(key)) return [{ kind: 'created-account', alias }];
  if (/user\.?(deactivated|disabled|deleted)$/.test(key) || becameInactive(changes))
    return [{ kind: 'disabled-account', alias }];
  if (/password\.?(reset|changed)|usercredentialupdated/.test(key))
    return [{ kind: 'reset-credential', alias }];
  return ADDED.test(key) ? [{ kind: 'granted', alias, what: whatOf(facts, changes) }] : [];
}

/** Jira writes the members of a project role as a list of user keys, before and after. */
function roleEffects(facts: AuditFacts, changes: readonly Change[]): Effect[] {
  const role = text(facts.affected[0]?.name) ?? 'project role';
  return changes
    .filter((change) => /\busers?\b/.test(change.key))
    .flatMap(({ from, to }) => {
      const before = new Set((from ?? '').split(',').map((one) => one.trim()));
      const now = (to ?? '').split(',').map((one) => one.trim());
      return now.filter((one) => one !== '' && !before.has(one));
    })
    .map((one): Effect => {
      const alias: Alias = /^JIRAUSER\d+$/i.test(one)
        ? idAlias(facts.source, one)
        : { kind: isEmail(one) ? 'email' : 'login', value: one.toLowerCase() };
      return { kind: 'granted', alias, what: role };
    });
}

/** The login, from the profile's page or the new account's values before the name, which may be the display name. */
function aliasOf(source: SourceType, user: JsonObject, changes: readonly Change[]): Alias | null {
  const name = loginOf(user) ?? changedTo(changes, /username/) ?? text(user.name);
  const id = text(user.id);
  if (name === null || /\s/.test(name)) {
    if (id !== null) return idAlias(source, id);
    return name === null ? null : { kind: 'display', value: name };
  }
  const login = name.toLowerCase();
  if (login === 'anonymous') return null;
  return { kind: isEmail(login) ? 'email' : 'login', value: login };
}

/** Bitbucket's attribute by its key: the name beside it is in the language of the server. */
export function permissionOf(extras: Extras): string | null {
  return keyed(extras, /attribute\.permission\.permission$/);
}

/** The permission, else the group, project or space. */
function whatOf(facts: AuditFacts, changes: readonly Change[]): string {
  const things = facts.affected.filter((one) => !isUser(one));
  // Bitbucket names the project before the repository in it.
  const object = things.find((one) => /^repository$/i.test(text(one.type) ?? '')) ?? things[0];
  const permission =
    facts.extras.get('permission') ??
    permissionOf(facts.extras) ??
    changedTo(changes, /^permission|words\.permission|^type\b/);
  const name = object === undefined ? null : (text(object.name) ?? text(object.id));
  if (/group/.test(facts.key) || permission === null || permission === undefined)
    return name ?? permission ?? 'permission';
  return name === null || name === permission ? permission : `${permission} on ${name}`;
}

/** Id of the token or key: an attribute of its own, else the affected object that is no user, else its name. */
function credentialOf(facts: AuditFacts): string | null {
  const { extras, key } = facts;
  const id = keyed(extras, /(?:token|sshkey|gpgevent)\.id$/) ?? text(detailsOf(extras).id);
  // Keys are numbered from 1 in each server: without its kind the number would name any of them. The access log has `ssh:id:1`.
  if (id !== null) return /ssh/.test(key) ? `ssh:id:${id}` : id;
  const object = facts.affected.find((one) => !isUser(one));
  const named = object === undefined ? null : (text(object.id) ?? text(object.name));
  if (named !== null) return named;
  // Labels are free and come twice: without an id the owner stands before the label.
  const label = extras.get('token name') ?? keyed(extras, /token.*attribute\.name$/);
  const owner = label === null ? null : ownerOf(facts);
  return owner === null ? label : `${owner.value}/${label}`;
}

function keyed(extras: Extras, key: RegExp): string | null {
  for (const [name, value] of extras) if (key.test(name)) return value;
  return null;
}

/** The account that the token is for: the affected user, the owner in the details, else the author. */
function ownerOf(facts: AuditFacts): Alias | null {
  const user = facts.affected.find(isUser);
  if (user !== undefined) return aliasOf(facts.source, user, []);
  const details = detailsOf(facts.extras);
  const owner = text(object(details.tokenOwner).name) ?? text(object(details.user).name);
  if (owner !== null) return { kind: isEmail(owner) ? 'email' : 'login', value: owner.toLowerCase() };
  return nobody(facts.author) ? null : aliasOf(facts.source, facts.author, []);
}
