/** Who stands behind a Data Center audit record: the author, or the account that a refused sign-in tried. */
import type { Actor, Alias, SourceType } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { ATLASSIAN_ANONYMOUS } from '../kit/atlassian.ts';
import { isEmail, object, text } from '../kit/fields.ts';
import type { Extras } from './atlassian-audit-effects.ts';

/** Anonymous (`-2`), or no author at all. */
export function nobody(author: JsonObject): boolean {
  const id = text(author.id);
  const name = text(author.name);
  return id === '-2' || (id === null && name === null) || name === 'Anonymous';
}

const MAX_URI = 2000;

/** The login stands in the page of the profile where the name is the display name. */
export function loginOf(person: JsonObject): string | null {
  const uri = (text(person.uri) ?? '').slice(0, MAX_URI);
  const login =
    /[?&]username=([^&#]+)/.exec(uri)?.[1] ?? /\/ViewProfile\.jspa\?(?:[^#]*&)?name=([^&#]+)/.exec(uri)?.[1];
  if (login === undefined) return null;
  try {
    return decodeURIComponent(login.replaceAll('+', ' '));
  } catch {
    return login;
  }
}

/** `display`: the name that stands beside a login taken from elsewhere. */
export function loginActor(
  source: SourceType,
  id: string | null,
  name: string,
  display: string | null,
  kind: string,
): Actor {
  const login = name.toLowerCase();
  const aliases: Alias[] = [];
  // Each product numbers its own users: 42 in Jira is not 42 in Bitbucket.
  if (id !== null) aliases.push(idAlias(source, id));
  const email = isEmail(login) ? login : null;
  if (email !== null) aliases.push({ kind: 'email', value: email });
  else if (/\s/.test(name)) aliases.push({ kind: 'display', value: name });
  else aliases.push({ kind: 'login', value: login });
  if (display !== null && display.toLowerCase() !== login) aliases.push({ kind: 'display', value: display });
  const type = kind.toLowerCase() === 'service' ? 'service' : 'human';
  return { type, id, name: /\s/.test(name) ? name : login, email, aliases };
}

/** `jira:42`; Jira's user key `JIRAUSER42` is made of the same number. */
export function idAlias(source: SourceType, id: string): Alias {
  const number = source === 'atlassian:jira' ? (/^JIRAUSER(\d+)$/i.exec(id)?.[1] ?? id) : id;
  return { kind: 'atlassian-id', value: `${source.slice('atlassian:'.length)}:${number}` };
}

const ANONYMOUS: Actor = { ...ATLASSIAN_ANONYMOUS, id: '-2' };

/** Stands for an author that is nobody: anonymous where the record says so, nothing where it says nothing. */
export function anonymousOr(author: JsonObject): Actor | null {
  return text(author.id) === null && text(author.name) === null ? null : ANONYMOUS;
}

export interface Account {
  readonly id: string | null;
  readonly name: string;
  /** Beside a login that was taken from elsewhere. */
  readonly display: string | null;
}

/** The account of a sign-in whose author is nobody yet: the affected user, or what the attributes say. */
export function signInAccount(affected: readonly JsonObject[], extras: Extras): Account | null {
  const user = affected.find(isUser);
  if (user !== undefined) {
    const [id, login, name] = [text(user.id), loginOf(user), text(user.name)];
    const shown = login ?? name ?? id;
    return shown === null ? null : { id, name: shown, display: login === null ? null : name };
  }
  const said = extras.get('target') ?? extras.get('username') ?? extras.get('user') ?? nameInDetails(extras);
  return said === undefined || said === null ? null : { id: null, name: said, display: null };
}

/** Bitbucket's `details` is JSON inside a string: `{"username":"…"}`. */
function nameInDetails(extras: Extras): string | null {
  const details = detailsOf(extras);
  return text(details.username) ?? text(details.user) ?? text(details.target);
}

/** Bitbucket's `details` as an object; empty where it is absent or no JSON. */
export function detailsOf(extras: Extras): JsonObject {
  try {
    return object(JSON.parse(extras.get('details') ?? ''));
  } catch {
    return object(null);
  }
}

export function isUser(affected: JsonObject): boolean {
  return /^user$/i.test(text(affected.type) ?? '');
}
