/**
 * Atlassian Data Center audit log.
 * Reads: the audit files of Jira, Confluence and Bitbucket, one JSON object a line.
 * Ignores: changed values and extra attributes that have no field in an event (they stay in the raw record), except
 * search queries, scripts and switched-off accounts.
 * Actions go by their i18n key: the names beside them are in the language of the server. Sign-ins are written only at
 * coverage level Full, so that their absence proves nothing. A failed sign-in has the author Anonymous; it belongs to
 * the account that was tried.
 * Specification: Atlassian "Audit log integrations in Data Center" and the library atlassian-audit (AuditEntity).
 */
import { ipWithoutPort } from '../../base/ip.ts';
import { truncateMiddle } from '../../base/text.ts';
import { type ParsedTime, parseEpochPair } from '../../base/time.ts';
import type { Actor, Alias, Draft, Effect, RelatedIp, SourceType, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { categoryLookup } from '../kit/actions.ts';
import {
  event,
  isEmail,
  issue,
  Memo,
  object,
  objects,
  type ReadTime,
  text,
  wrongShape,
} from '../kit/fields.ts';
import { hostsIn } from '../kit/mentions.ts';

export const atlassianAudit: Importer = {
  version: 1,
  id: 'atlassian:audit',
  label: 'Atlassian Data Center audit log',
  produces: ['atlassian:jira', 'atlassian:confluence', 'atlassian:bitbucket'],
  recognise,
  open: () => new AuditReader(),
};

function recognise(head: Head): Recognition | null {
  const isAudit = (record: JsonObject) =>
    'auditType' in record && 'timestamp' in record && ('affectedObjects' in record || 'author' in record);
  return head.records.some(isAudit) ? { framing: 'json', shape: 'audit file, one JSON object a line' } : null;
}

const categoryOf = categoryLookup({
  exact: {
    'jira.auditing.scriptrunner.console.executed': 'execute',
    'bitbucket.service.repository.audit.action.repositoryarchived': 'export',
    'bitbucket.service.repository.audit.action.repositorycloned': 'export',
    'bitbucket.service.repository.audit.action.repositorypushed': 'change',
    'bitbucket.service.repository.audit.action.repositoryviewed': 'read',
  },
  patterns: [
    [/logged\.?(in|out)|login|logout|authentication/, 'authentication'],
    [/script|plugin.*(install|upload|enabl)|app.*install|console\.executed/, 'execute'],
    [/search|query|quicknav/, 'search'],
    [/token|password|access\.?key|ssh\.?key|gpg\.?key|credential|secret/, 'credential'],
    [/permission|group\.(user|member)|(user|member).*group|grant|role|restriction/, 'permission'],
    [
      /\b(user|group|account|directory)\b.*(creat|updat|delet|deactivat|activat|renam|add|remov)|user\.(created|updated|deleted)/,
      'account',
    ],
    [/export|archive|clone|download|backup|pull|fetch/, 'export'],
    [/view|read|access/, 'read'],
    [/creat|updat|delet|add|remov|chang|edit|push|mov|copi|restor|enabl|disabl|import|merg/, 'change'],
  ],
});

class AuditReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const type = object(log.auditType);
    const action = text(type.actionI18nKey) ?? text(type.action);
    if (action === null) return wrongShape('no auditType.actionI18nKey');
    const source = productOf(action, log, type);
    const { time, issues } = timeOf(object(log.timestamp));
    const affected = objects(log.affectedObjects);
    const extras = extraAttributes(log);
    const failed = /fail|denied|unsuccessful/i.test(action);
    const addresses = addressesOf(text(log.source));
    const system = hostOf(text(log.system));
    const draft: Draft = {
      source,
      action,
      category: categoryOf(action.toLowerCase()),
      outcome: failed ? 'failure' : 'success',
      reason: null,
      time,
      timeEnd: null,
      actor: this.actor(source, object(log.author), failed, affected, extras),
      srcIp: addresses[0] ?? null,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: addresses.slice(1).map((ip): RelatedIp => ({ ip, role: 'proxy' })),
      userAgent: null,
      session: null,
      credential: null,
      system,
      targets: [...affected.map(targetOf), ...targetsOfExtras(extras)],
      effects: failed ? [] : effectsOf(action, log, affected, extras, system),
      bytes: null,
      nativeId: null,
    };
    return event(draft, issues);
  }

  private actor(
    source: SourceType,
    author: JsonObject,
    failed: boolean,
    affected: readonly JsonObject[],
    extras: ReadonlyMap<string, string>,
  ): Actor | null {
    const id = text(author.id);
    const name = text(author.name);
    const kind = text(author.type) ?? '';
    if (id === '-2' || (id === null && name === null) || name === 'Anonymous') {
      const tried = failed ? triedAccount(affected, extras) : null;
      return tried === null
        ? null
        : this.actors.of(`tried\n${tried}`, () => loginActor(source, null, tried, 'user'));
    }
    if (id === '-1' || kind.toLowerCase() === 'system') return SYSTEM;
    const login = loginOf(author) ?? name ?? id ?? '';
    return this.actors.of(`${source}\n${id}\n${login}\n${kind}`, () => loginActor(source, id, login, kind));
  }
}

const SYSTEM: Actor = {
  type: 'system',
  id: '-1',
  name: 'System',
  email: null,
  aliases: [{ kind: 'service', value: 'atlassian:system' }],
};

/** The key's prefix, then the words in the product's address; what has neither is Confluence's. */
function productOf(action: string, log: JsonObject, type: JsonObject): SourceType {
  const key = `${action} ${text(type.categoryI18nKey) ?? ''}`.toLowerCase();
  if (/(^| )jira\./.test(key)) return 'atlassian:jira';
  if (/(^| )bitbucket\./.test(key)) return 'atlassian:bitbucket';
  if (/^audit\.logging\./.test(key)) return 'atlassian:confluence';
  const system = (text(log.system) ?? '').toLowerCase();
  if (/jira|servicedesk/.test(system)) return 'atlassian:jira';
  if (/bitbucket|stash/.test(system)) return 'atlassian:bitbucket';
  return 'atlassian:confluence';
}

function timeOf(stamp: JsonObject): ReadTime {
  if (!('epochSecond' in stamp))
    return { time: null, issues: [issue('time.missing', 'degraded', 'no epochSecond')] };
  const parsed: ParsedTime = parseEpochPair(stamp.epochSecond, stamp.nano ?? 0);
  if (parsed.ok) return { time: parsed.value, issues: [] };
  const written = JSON.stringify(stamp).slice(0, 80);
  return { time: null, issues: [issue('time.invalid', 'degraded', `${written}: ${parsed.error}`)] };
}

/** Origin first, as X-Forwarded-For lists it; ports and zones dropped. */
function addressesOf(source: string | null): string[] {
  if (source === null) return [];
  const found = source.split(',').map((part) => ipWithoutPort(part.trim()));
  return [...new Set(found.filter((ip) => ip !== null))];
}

/** Host of a URL, lower-case, without port; text that is no URL stays as it is. */
function hostOf(system: string | null): string | null {
  if (system === null) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(system)?.[1];
  return (host ?? system).toLowerCase();
}

/** The login stands in the profile address where the name is the display name (Confluence). */
function loginOf(author: JsonObject): string | null {
  const login = /[?&]username=([^&#]+)/.exec(text(author.uri) ?? '')?.[1];
  if (login === undefined) return null;
  try {
    return decodeURIComponent(login.replaceAll('+', ' '));
  } catch {
    return login;
  }
}

function loginActor(source: SourceType, id: string | null, name: string, kind: string): Actor {
  const login = name.toLowerCase();
  const aliases: Alias[] = [];
  // Each product numbers its own users: 42 in Jira is not 42 in Bitbucket.
  if (id !== null)
    aliases.push({ kind: 'atlassian-id', value: `${source.slice('atlassian:'.length)}:${id}` });
  const email = isEmail(login) ? login : null;
  if (email !== null) aliases.push({ kind: 'email', value: email });
  else if (/\s/.test(name)) aliases.push({ kind: 'display', value: name });
  else aliases.push({ kind: 'login', value: login });
  const type = kind.toLowerCase() === 'service' ? 'service' : 'human';
  return { type, id, name: /\s/.test(name) ? name : login, email, aliases };
}

/** The account of a refused sign-in: the affected user, or what the attributes say. */
function triedAccount(affected: readonly JsonObject[], extras: ReadonlyMap<string, string>): string | null {
  const user = affected.find(isUser);
  if (user !== undefined) return text(user.name)?.toLowerCase() ?? null;
  const said = extras.get('target') ?? extras.get('username') ?? extras.get('user') ?? nameInDetails(extras);
  return said?.toLowerCase() ?? null;
}

/** Bitbucket's `details` is JSON inside a string: `{"username":"…"}`. */
function nameInDetails(extras: ReadonlyMap<string, string>): string | null {
  try {
    const details = object(JSON.parse(extras.get('details') ?? ''));
    return text(details.username) ?? text(details.user) ?? text(details.target);
  } catch {
    return null;
  }
}

/** Lower-cased names of extra attributes to their values; where a name comes twice the first counts. */
function extraAttributes(log: JsonObject): ReadonlyMap<string, string> {
  const extras = new Map<string, string>();
  for (const attribute of objects(log.extraAttributes)) {
    const name = text(attribute.name)?.toLowerCase();
    const value = text(attribute.value);
    if (name !== undefined && value !== null && !extras.has(name)) extras.set(name, value);
  }
  return extras;
}

function isUser(affected: JsonObject): boolean {
  return /^user$/i.test(text(affected.type) ?? '');
}

function targetOf(affected: JsonObject): Target {
  const type = (text(affected.type) ?? 'object').toLowerCase().replaceAll('_', '-');
  const name = text(affected.name);
  return { type, id: text(affected.id), name: isUser(affected) ? (name?.toLowerCase() ?? null) : name };
}

const MAX_SHOWN = 200;

function targetsOfExtras(extras: ReadonlyMap<string, string>): Target[] {
  const targets: Target[] = [];
  const query = extras.get('query') ?? extras.get('search query');
  if (query !== undefined) targets.push({ type: 'query', id: null, name: truncateMiddle(query, MAX_SHOWN) });
  const script = extras.get('script');
  if (script !== undefined)
    targets.push({ type: 'script', id: null, name: truncateMiddle(script, MAX_SHOWN) });
  return targets;
}

// ---- effects ---------------------------------------------------------------------------------------------------

function effectsOf(
  action: string,
  log: JsonObject,
  affected: readonly JsonObject[],
  extras: ReadonlyMap<string, string>,
  system: string | null,
): Effect[] {
  const key = action.toLowerCase();
  const user = affected.find(isUser);
  const login = user === undefined ? null : (text(user.name)?.toLowerCase() ?? null);
  const script = extras.get('script');
  if (script !== undefined && categoryOf(key) === 'execute')
    return [{ kind: 'ran-code', where: system ?? 'server', hosts: hostsIn(script) }];
  if (/token\.?created|tokencreated|access\.?token.*creat/.test(key))
    return tokenEffects(affected, 'issued-credential');
  if (/token.*(revoked|deleted)/.test(key)) return tokenEffects(affected, 'revoked-credential');
  if (login === null) return [];
  const alias: Alias = { kind: isEmail(login) ? 'email' : 'login', value: login };
  if (/user\.?created/.test(key)) return [{ kind: 'created-account', alias }];
  if (/user\.?(deactivated|disabled|deleted)/.test(key) || becameInactive(log))
    return [{ kind: 'disabled-account', alias }];
  if (/password\.?(reset|changed)/.test(key)) return [{ kind: 'reset-credential', alias }];
  if (/group\.user\.added|useraddedtogroup|permission\.?(added|granted)/.test(key)) {
    const what = affected.find((one) => !isUser(one));
    return [{ kind: 'granted', alias, what: text(what?.name) ?? extras.get('permission') ?? 'permission' }];
  }
  return [];
}

function tokenEffects(
  affected: readonly JsonObject[],
  kind: 'issued-credential' | 'revoked-credential',
): Effect[] {
  const credential = affected.filter((one) => !isUser(one)).map((one) => text(one.id) ?? text(one.name))[0];
  if (credential === undefined || credential === null) return [];
  return kind === 'issued-credential' ? [{ kind, credential, alias: null }] : [{ kind, credential }];
}

/** Jira writes switching an account off as an update whose active flag changes. */
function becameInactive(log: JsonObject): boolean {
  return objects(log.changedValues).some((change) => {
    const key = `${text(change.i18nKey) ?? ''} ${text(change.key) ?? ''}`;
    return /activ/i.test(key) && /^(inactive|false|no)$/i.test(text(change.to) ?? '');
  });
}
