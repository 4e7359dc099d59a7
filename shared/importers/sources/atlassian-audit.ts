/**
 * Atlassian Data Center audit log.
 * Reads: the audit files of Jira, Confluence and Bitbucket, one JSON object a line; pages of the audit REST API
 * (`{"entities":[…],"pagingInfo":{…}}`) and their entities a line each, which write `type` for `auditType` and an ISO
 * timestamp.
 * Ignores: changed values and extra attributes that have no field in an event (they stay in the raw record), except
 * search queries, scripts and switched-off accounts; area and level.
 * Actions go by their i18n key: the names beside them are in the language of the server. Sign-ins are written only at
 * coverage level Full, so that their absence proves nothing. A failed sign-in has the author Anonymous, and in
 * Confluence one that succeeded may; they belong to the account that was tried.
 * Specification: Atlassian "Audit log integrations in Data Center" and the library atlassian-audit (AuditEntity).
 */
import { ipWithoutPort } from '../../base/ip.ts';
import { truncateMiddle } from '../../base/text.ts';
import { type ParsedTime, parseEpochPair, parseLocal } from '../../base/time.ts';
import type { Actor, Draft, RelatedIp, SourceType, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { categoryLookup } from '../kit/actions.ts';
import { ATLASSIAN_SYSTEM, addressesOf, changedTo, changesOf, hostOf, proxiesOf } from '../kit/atlassian.ts';
import {
  event,
  issue,
  Memo,
  object,
  objects,
  type ReadTime,
  readTime,
  text,
  wrongShape,
} from '../kit/fields.ts';
import { anonymousOr, isUser, loginActor, loginOf, nobody, signInAccount } from './atlassian-audit-author.ts';
import { type Extras, effectsOf, extraAttributes, permissionOf } from './atlassian-audit-effects.ts';

export const atlassianAudit: Importer = {
  version: 4,
  id: 'atlassian:audit',
  label: 'Atlassian Data Center audit log',
  produces: ['atlassian:jira', 'atlassian:confluence', 'atlassian:bitbucket'],
  recognise,
  open: (head, options) => new AuditReader(head, options.timezone),
};

function recognise(head: Head): Recognition | null {
  const page = head.envelope === 'entities' && head.topKeys.includes('entities');
  if (page && head.records.length === 0 && head.topKeys.includes('pagingInfo'))
    return { framing: 'json', shape: PAGE };
  if (head.records.some(isAudit)) return { framing: 'json', shape: 'audit file, one JSON object a line' };
  return head.records.some(isEntity) ? { framing: 'json', shape: page ? PAGE : 'audit REST entities' } : null;
}

const PAGE = 'audit REST page {"entities":[…]}';

function isAudit(record: JsonObject): boolean {
  return (
    'auditType' in record && 'timestamp' in record && ('affectedObjects' in record || 'author' in record)
  );
}

function isEntity(record: JsonObject): boolean {
  const type = object(record.type);
  return (
    ('actionI18nKey' in type || 'categoryI18nKey' in type) &&
    'timestamp' in record &&
    ('affectedObjects' in record || 'author' in record)
  );
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
    [/logged\.?(in|out)|login|logout|authentication|\b(?:web)?sudo\b/, 'authentication'],
    [/unauthori[sz]ed/, 'read'],
    [/script|plugin.*(install|upload|enabl)|app.*install|console\.executed/, 'execute'],
    [/searched|search\.performed|audit\.search|query|quicknav/, 'search'],
    [/token|password|credential|access\.?key|ssh\.?key|gpg|secret/, 'credential'],
    [
      /permission|group\.?(user|member|created|deleted)|(user|member).*group|grant|role|restriction/,
      'permission',
    ],
    [
      /\b(user|group|account|directory)\b.*(creat|updat|delet|deactivat|activat|renam|add|remov)|user\.?(created|updated|deleted|renamed)/,
      'account',
    ],
    [/export|archive|clone|download|backup|pull|fetch/, 'export'],
    [/view|read|access/, 'read'],
    [
      /creat|updat|delet|add|remov|chang|edit|push|mov|copi|restor|enabl|disabl|import|merg|modif|setup|started|releas/,
      'change',
    ],
  ],
});

/** In keys and in the English names of actions; names in other languages say nothing here. */
const FAILED = /fail|denied|unsuccessful|unauthori[sz]ed|request ?rejected|auto ?merge ?aborted/i;

/** Signing in, and signing in again as an administrator. */
const SIGNED_IN =
  /login\.?success|logged\.?in$|user\.login$|authentication\.?success|sudo\.auth\.successful$/;

/** Keys are short; a hostile one must not cost more than its beginning. */
const MAX_KEY = 300;

class AuditReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  /** A file is written by one product: what its first records say holds for those that do not say it. */
  private readonly product: SourceType | null;
  private readonly actors = new Memo<Actor | null>();

  constructor(head: Head, timezone: string) {
    this.timezone = timezone;
    this.product = head.records.reduce<SourceType | null>((found, log) => found ?? productOf(log), null);
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const type = typeOf(log);
    const action = text(type.actionI18nKey) ?? text(type.action);
    if (action === null) return wrongShape('no auditType.actionI18nKey');
    const key = action.slice(0, MAX_KEY).toLowerCase();
    const source = productOf(log) ?? this.product ?? 'atlassian:confluence';
    const { time, issues } = this.time(log.timestamp);
    const affected = objects(log.affectedObjects);
    const extras = extraAttributes(log);
    const failed = FAILED.test(action) || FAILED.test(text(type.action) ?? '');
    const addresses = addressesOf(text(log.source));
    const system = hostOf(text(log.system));
    const author = object(log.author);
    const draft: Draft = {
      source,
      action,
      category: categoryOf(key),
      outcome: failed ? 'failure' : 'success',
      reason: failed ? (extras.get('error') ?? extras.get('reason') ?? null) : null,
      time,
      timeEnd: null,
      actor: this.actor(source, author, failed || SIGNED_IN.test(key), affected, extras),
      srcIp: addresses[0] ?? null,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: [...proxiesOf(addresses), ...forwarderOf(extras, addresses)],
      userAgent: null,
      session: null,
      credential: null,
      system,
      targets: [
        ...affected.map(targetOf),
        ...targetsOfExtras(extras),
        ...permissionTargets(key, log, extras),
        ...mailboxOf(key, log),
      ],
      effects: failed ? [] : effectsOf({ source, key, log, affected, extras, system, author }),
      bytes: null,
      nativeId: null,
    };
    return event(draft, issues);
  }

  /** Files write `{"epochSecond":…,"nano":…}`, the REST API an ISO text. */
  private time(stamp: unknown): ReadTime {
    if (typeof stamp === 'string')
      return readTime(text(stamp), (written) => parseLocal(written, this.timezone));
    const pair = object(stamp);
    if (!('epochSecond' in pair))
      return { time: null, issues: [issue('time.missing', 'degraded', 'no epochSecond')] };
    const parsed: ParsedTime = parseEpochPair(pair.epochSecond, pair.nano ?? 0);
    if (parsed.ok) return { time: parsed.value, issues: [] };
    const written = JSON.stringify(pair).slice(0, 80);
    return { time: null, issues: [issue('time.invalid', 'degraded', `${written}: ${parsed.error}`)] };
  }

  private actor(
    source: SourceType,
    author: JsonObject,
    attempt: boolean,
    affected: readonly JsonObject[],
    extras: Extras,
  ): Actor | null {
    const id = text(author.id);
    const name = text(author.name);
    const kind = text(author.type) ?? '';
    if (nobody(author)) {
      const tried = attempt ? signInAccount(affected, extras) : null;
      if (tried === null) return anonymousOr(author);
      return this.actors.of(`tried\n${source}\n${tried.id}\n${tried.name}\n${tried.display}`, () =>
        loginActor(source, tried.id, tried.name, tried.display, 'user'),
      );
    }
    if (id === '-1' || kind.toLowerCase() === 'system') return ATLASSIAN_SYSTEM;
    const login = loginOf(author);
    return this.actors.of(`${source}\n${id}\n${login}\n${name}\n${kind}`, () =>
      loginActor(source, id, login ?? name ?? id ?? '', login === null ? null : name, kind),
    );
  }
}

/** `auditType` in files, `type` in the REST API. */
function typeOf(log: JsonObject): JsonObject {
  const type = object(log.auditType);
  return 'actionI18nKey' in type || 'action' in type ? type : object(log.type);
}

/** By the keys' prefix, then by the words in the product's address, the author's page and kind; null: it does not say. */
function productOf(log: JsonObject): SourceType | null {
  const type = typeOf(log);
  const keys = `${text(type.actionI18nKey) ?? ''} ${text(type.categoryI18nKey) ?? ''}`.toLowerCase();
  if (/(^| )(jira|issuenav)\./.test(keys)) return 'atlassian:jira';
  if (/(^| )bitbucket\./.test(keys)) return 'atlassian:bitbucket';
  if (/(^| )audit\.logging\./.test(keys)) return 'atlassian:confluence';
  const system = (text(log.system) ?? '').toLowerCase();
  if (/jira|servicedesk/.test(system)) return 'atlassian:jira';
  if (/bitbucket|stash/.test(system)) return 'atlassian:bitbucket';
  if (/confluence|wiki/.test(system)) return 'atlassian:confluence';
  const author = object(log.author);
  const page = text(author.uri) ?? '';
  if (text(author.type) === 'ApplicationUser' || page.includes('ViewProfile.jspa')) return 'atlassian:jira';
  if (text(author.type) === 'NORMAL') return 'atlassian:bitbucket';
  return page.includes('viewuser.action') ? 'atlassian:confluence' : null;
}

/** Jira writes the load balancer beside the origin. */
function forwarderOf(extras: Extras, addresses: readonly string[]): RelatedIp[] {
  const ip = ipWithoutPort(extras.get('atlassian.audit.event.attribute.forwarder')?.trim() ?? '');
  return ip === null || addresses.includes(ip) ? [] : [{ ip, role: 'proxy' }];
}

function targetOf(affected: JsonObject): Target {
  const type = (text(affected.type) ?? 'object').toLowerCase().replaceAll('_', '-');
  const written = text(affected.name);
  if (!isUser(affected)) return { type, id: text(affected.id), name: written };
  const name = loginOf(affected) ?? written;
  // A display name keeps its letters.
  return { type, id: text(affected.id), name: name === null || /\s/.test(name) ? name : name.toLowerCase() };
}

/** A new account's e-mail stands in the changed values only, and is what ties it to other products. */
function mailboxOf(key: string, log: JsonObject): Target[] {
  if (!/user\.?created$/.test(key)) return [];
  const email = changedTo(changesOf(log.changedValues), /\be-?mail/);
  return email === null ? [] : [{ type: 'email', id: null, name: email.toLowerCase() }];
}

const MAX_SHOWN = 200;

function targetsOfExtras(extras: Extras): Target[] {
  const targets: Target[] = [];
  const query = extras.get('query') ?? extras.get('search query') ?? extras.get('issuenav.jqlsearch.query');
  if (query !== undefined) targets.push({ type: 'query', id: null, name: truncateMiddle(query, MAX_SHOWN) });
  const script = extras.get('script');
  if (script !== undefined)
    targets.push({ type: 'script', id: null, name: truncateMiddle(script, MAX_SHOWN) });
  return targets;
}

const PERMISSION =
  /^jira\..*permission\.added$|^audit\..*permission\.(?:added|removed)$|permission(?:granted|revoked|grantrequested|revocationrequested)$/;

/**
 * Which permission it is about. Jira writes it, and who has it now, as changed values beside the object "Global
 * Permissions"; Confluence as the changed value `Type`; Bitbucket as an attribute.
 */
function permissionTargets(key: string, log: JsonObject, extras: Extras): Target[] {
  if (!PERMISSION.test(key)) return [];
  const changes = changesOf(log.changedValues);
  const type = changes.find((change) => /^type\b/.test(change.key));
  const permission =
    changedTo(changes, /words\.permission|^permission/) ??
    extras.get('permission') ??
    permissionOf(extras) ??
    type?.to ??
    type?.from ??
    null;
  const group = key.startsWith('jira.') ? changedTo(changes, /words\.group|^group/) : null;
  return [
    ...(permission === null ? [] : [{ type: 'permission', id: null, name: permission }]),
    ...(group === null ? [] : [{ type: 'group', id: null, name: group }]),
  ];
}
