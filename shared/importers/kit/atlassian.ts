/**
 * What the audit exports of all Atlassian products share: addresses, accounts, the spellings of changed values, and what
 * an action means. Cloud names its actions in words (`User added to group`, `user_added_to_group`, `Added user to group`),
 * Data Center by key; here are the words.
 */
import { ipWithoutPort } from '../../base/ip.ts';
import type { Actor, Alias, Effect, RelatedIp } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { categoryLookup } from './actions.ts';
import { isEmail, objects, text } from './fields.ts';
import { hostsIn } from './mentions.ts';

/** What a product does by itself. */
export const ATLASSIAN_SYSTEM: Actor = {
  type: 'system',
  id: '-1',
  name: 'System',
  email: null,
  aliases: [{ kind: 'service', value: 'atlassian:system' }],
};

/** Whoever acted without having signed in: shown, because the log says so, and nobody that could be joined to others. */
export const ATLASSIAN_ANONYMOUS: Actor = {
  type: 'unknown',
  id: null,
  name: 'Anonymous',
  email: null,
  aliases: [{ kind: 'display', value: 'Anonymous' }],
};

/** Origin first, as X-Forwarded-For lists it; ports and zones dropped, what is no address left out. */
export function addressesOf(source: string | null): string[] {
  if (source === null) return [];
  const found = source.split(',').map((part) => ipWithoutPort(part.trim()));
  return [...new Set(found.filter((ip) => ip !== null))];
}

/** The hops behind the origin. */
export function proxiesOf(addresses: readonly string[]): RelatedIp[] {
  return addresses.slice(1).map((ip): RelatedIp => ({ ip, role: 'proxy' }));
}

/** Host of a URL, lower-case, without port; text that is no URL stays as it is. */
export function hostOf(system: string | null): string | null {
  if (system === null) return null;
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(system)?.[1];
  return (host ?? system).toLowerCase();
}

// ---- accounts --------------------------------------------------------------------------------------------------

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ACCOUNT_ID = new RegExp(
  `^(?:[0-9a-f]{24}|[0-9a-f]{32}|\\d{1,6}:${UUID}|ug:${UUID}|qm:[0-9a-f-]{36}:[0-9a-f-]{36})$`,
  'i',
);

/**
 * A cloud account id (`5b10ac8d82e05b22cc7d4ef5`, `557058:<uuid>`) or the key that Jira Cloud writes for one (`ug:`, `qm:`).
 * They are the same in every product and site.
 */
export function isAccountId(value: string): boolean {
  return ACCOUNT_ID.test(value);
}

/** The alias by which a text names an account exactly; a text that may be a display name is one, and joins nothing. */
export function accountAlias(value: string): Alias {
  if (isAccountId(value)) return { kind: 'atlassian-id', value };
  const lower = value.toLowerCase();
  return isEmail(lower) ? { kind: 'email', value: lower } : { kind: 'display', value };
}

/** A cloud account as one record names it. */
export interface Account {
  readonly id: string | null;
  /** Further keys of the same account (`ug:…`). */
  readonly keys: readonly string[];
  readonly name: string | null;
  readonly email: string | null;
  /** `atlassian`, `app`, `customer`, … where the record says so. */
  readonly type: string | null;
}

/** Apps and service accounts have addresses in Atlassian's own domains. */
const MACHINE_ADDRESS = /@(?:connect|serviceaccount)\.atlassian\.com$/;

/** Null when the record names nobody. */
export function accountActor(account: Account): Actor | null {
  const { id, name } = account;
  const written = (account.email ?? (name !== null && isEmail(name) ? name : null))?.toLowerCase() ?? null;
  const email = written !== null && isEmail(written) ? written : null;
  const shown = name ?? email ?? id ?? account.keys[0] ?? null;
  if (shown === null) return null;
  const aliases: Alias[] = [];
  if (email !== null) aliases.push({ kind: 'email', value: email });
  for (const key of new Set(id === null ? account.keys : [id, ...account.keys]))
    aliases.push({ kind: 'atlassian-id', value: key });
  if (name !== null && name !== email && name !== id) aliases.push({ kind: 'display', value: name });
  const machine = /^(app|service|addon)$/i.test(account.type ?? '') || MACHINE_ADDRESS.test(email ?? '');
  return {
    type: machine ? 'service' : 'human',
    id: id ?? account.keys[0] ?? null,
    name: shown,
    email,
    aliases,
  };
}

// ---- changed values --------------------------------------------------------------------------------------------

export interface Change {
  /** Name of the field, lower case; with its i18n key behind it where the record has one. */
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Jira Cloud writes `changedFrom/changedTo`, Confluence Cloud `oldValue/newValue`, Data Center `from/to`. */
export function changesOf(value: unknown): Change[] {
  return objects(value).map((change) => ({
    key: [change.fieldName, change.name, change.key, change.i18nKey]
      .map((part) => text(part)?.toLowerCase() ?? '')
      .join(' ')
      .trim(),
    from: text(change.changedFrom) ?? text(change.oldValue) ?? text(change.from),
    to: text(change.changedTo) ?? text(change.newValue) ?? text(change.to),
  }));
}

/** The new value of the first field whose name matches. */
export function changedTo(changes: readonly Change[], key: RegExp): string | null {
  return changes.find((change) => change.to !== null && key.test(change.key))?.to ?? null;
}

/** Switching an account off is written as an update whose active flag changes. */
export function becameInactive(changes: readonly Change[]): boolean {
  return changes.some(
    ({ key, from, to }) => /activ|aktiv/.test(key) && from !== to && /^(inactive|false|no)$/i.test(to ?? ''),
  );
}

/** `jira-software-users:b8d81944-…`: Confluence Cloud puts the group's id behind its name. */
const NAME_AND_ID = new RegExp(`^(.+):(${UUID})$`, 'i');

/** A target by the names that audit records give objects; without any of them none. */
export function namedTarget(
  kind: string | null,
  id: string | null,
  name: string | null,
): { readonly type: string; readonly id: string | null; readonly name: string | null } | null {
  if (id === null && name === null) return null;
  const type =
    (kind ?? 'object')
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-') || 'object';
  const both = type === 'group' && id === null && name !== null ? NAME_AND_ID.exec(name) : null;
  return both === null ? { type, id, name } : { type, id: both[2] ?? null, name: both[1] ?? null };
}

const NAME_AND_USER = /^([^;]{1,200}); User: ([\w:-]{1,200})$/;

/** Confluence Cloud writes who left a group into the group's name: `<group>; User: <account id>`. */
export function groupAndUser(kind: string | null, name: string | null): readonly [string, string] | null {
  const both = /^group$/i.test(kind ?? '') ? NAME_AND_USER.exec(name ?? '') : null;
  return both === null ? null : [both[1] ?? '', both[2] ?? ''];
}

/** The objects of a list, made targets by `of`; the same object twice counts once. */
export function distinctTargets<T extends { type: string; id: string | null; name: string | null }>(
  items: readonly JsonObject[],
  of: (item: JsonObject) => T | null,
): T[] {
  const seen = new Map<string, T>();
  for (const item of items) {
    const target = of(item);
    if (target === null) continue;
    const key = `${target.type}\n${target.id}\n${target.name}`;
    if (!seen.has(key)) seen.set(key, target);
  }
  return [...seen.values()];
}

// ---- what an action means --------------------------------------------------------------------------------------

/** A hostile action may be a megabyte long; what it means stands in its beginning. */
const MAX_ACTION = 300;

/** `user_added_to_group`, `User added to group` and `User's …` as words in lower case. */
export function wordsOf(action: string): string {
  return action
    .slice(0, MAX_ACTION)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const SECRET =
  '(?:api tokens?|api keys?|tokens?|ssh keys?|gpg keys?|access keys?|deploy keys?|app passwords?)';

/** Category of an action in words. */
export const categoryOfWords = categoryLookup({
  exact: {},
  patterns: [
    [
      /\b(?:logged|log|signed|sign) ?(?:in|out)\b|\blog(?:in|out)s?\b|\bauthenticated\b|\bauthentication (?:succe|fail|attempt)/,
      'authentication',
    ],
    [
      /\btokens?\b|\b(?:api|ssh|gpg|access|deploy|encryption) keys?\b|password|credential|secret|\btwosv\b|\btwo ?step\b|\b2sv\b|\bmfa\b|recovery/,
      'credential',
    ],
    [
      /\bscripts?\b|\bcode (?:ran|executed)|\b(?:apps?|plugins?|add ?ons?)\b.*\b(?:install|upload|enabl|updat)|\binstall(?:ed|ation)\b|\bautomation\b.*\b(?:ran|executed)\b/,
      'execute',
    ],
    [/\bviewed\b|\baccessed\b/, 'read'],
    [
      /\bgroups?\b|\broles?\b|permission|\baccess\b|\badmins?\b|restriction|\bgrant|\brevok|\bpolic(?:y|ies)\b|\bmembers?\b|\bmembership\b|\banonymous\b|public link|security scheme/,
      'permission',
    ],
    [
      /\b(?:user|users|account|accounts|customer|customers|directory|profile)\b.*\b(?:creat|updat|delet|deactivat|reactivat|activat|suspend|restor|renam|add|remov|chang|invit|disabl|enabl|provision|claim)|\b(?:creat|updat|delet|deactivat|reactivat|activat|suspend|restor|invit|disabl|enabl|chang|cancel|schedul)\w* .*\b(?:user|users|account|accounts|customer|email address)\b/,
      'account',
    ],
    [/\bsearch|\bquer(?:y|ies)\b|\bjql\b/, 'search'],
    [/\bexport|\bdownload|\bbackup|\bclone[ds]?\b/, 'export'],
    [/\bview|\bread\b|\bopened\b/, 'read'],
    [
      /creat|updat|chang|delet|remov|add|copi|renam|mov|import|restor|archiv|trash|publish|upload|enabl|disabl|releas|merg|edit|modif|assign|transfer|connect|link|\bset\b|empt|purg|configur|install|generat|verif/,
      'change',
    ],
  ],
});

/** Whether the words tell of something that was refused. */
export function failedByWords(words: string): boolean {
  return /\bfail|\bdenied\b|\bunsuccessful|\brejected\b|\bblocked (?:attempt|login|request)/.test(words);
}

const INSTALLED =
  /\b(?:apps?|plugins?|add ?ons?)\b.*\b(?:installed|installation|uploaded)\b|\b(?:installed|uploaded)\b.*\b(?:apps?|plugins?|add ?ons?)\b/;
const RAN = /\bscripts?\b.*\b(?:ran|run|executed)\b|\b(?:ran|run|executed)\b.*\bscripts?\b/;
const ISSUED = new RegExp(
  `\\b${SECRET}\\b.*\\b(?:created|added|issued|generated)\\b|\\b(?:created|added|issued|generated)\\b.*\\b${SECRET}\\b`,
);
const REVOKED = new RegExp(
  `\\b${SECRET}\\b.*\\b(?:revoked|deleted|removed)\\b|\\b(?:revoked|deleted|removed)\\b.*\\b${SECRET}\\b`,
);
const ACCOUNT =
  '(?:(?:atlassian|managed|service|portal only|customer) )*(?:user|account|customer)(?: account)?';
const CREATED = new RegExp(
  `^${ACCOUNT} (?:was )?(?:created|provisioned)\\b|^(?:created|provisioned) (?:an? |new )*${ACCOUNT}(?!\\w| group| role| import| export)`,
);
const DISABLED = new RegExp(
  `^${ACCOUNT} (?:was )?(?:deactivated|disabled|suspended|deleted|blocked)\\b|^(?:deactivated|disabled|suspended|deleted|blocked) (?:an? )?${ACCOUNT}(?!\\w| group| role| import| export)`,
);
const RESET =
  /\bpasswords?\b.*\b(?:reset|changed|updated|set)\b|\b(?:reset|changed|updated)\b.*\bpasswords?\b|\b(?:twosv|two ?step|2sv|mfa)\b.*\b(?:disabled|reset|removed)\b/;
const GRANTED =
  /\b(?:user|member|account|customer)s?\b.*\badded\b|\badded\b.*\b(?:user|member|account|customer|admin|permission|role|access)s?\b|\bgranted\b|\bassigned\b|\b(?:permission|role|member|admin|access) added\b|\badded org admin\b|\binvited\b|\broles? changed\b/;

/** What a record says beside its words. */
export interface Told {
  /** Accounts that it happened to. */
  readonly users: readonly Alias[];
  /** Who did it: whoever makes a token or changes a password without naming an account does it for himself. */
  readonly actor: Actor | null;
  /** What was granted, where the record names it. */
  readonly what: string | null;
  /** Id or name of the token or key that it is about. */
  readonly credential: string | null;
  /** Site, host or product it happened on. */
  readonly where: string;
  readonly script: string | null;
  readonly changes: readonly Change[];
}

/** Effects of something that was done; nothing refused may come here. */
export function effectsOfWords(words: string, told: Told): Effect[] {
  const { users, credential } = told;
  const self = told.actor?.type === 'system' ? undefined : told.actor?.aliases.find(isExact);
  if (INSTALLED.test(words) || RAN.test(words))
    return [{ kind: 'ran-code', where: told.where, hosts: told.script === null ? [] : hostsIn(told.script) }];
  if (ISSUED.test(words))
    return credential === null
      ? []
      : [{ kind: 'issued-credential', credential, alias: users[0] ?? self ?? null }];
  if (REVOKED.test(words)) return credential === null ? [] : [{ kind: 'revoked-credential', credential }];
  if (CREATED.test(words)) return users.slice(0, 1).map((alias) => ({ kind: 'created-account', alias }));
  if (DISABLED.test(words) || becameInactive(told.changes))
    return users.map((alias) => ({ kind: 'disabled-account', alias }));
  if (RESET.test(words) && !/polic/.test(words))
    return (users.length === 0 && self !== undefined ? [self] : users).map((alias) => ({
      kind: 'reset-credential',
      alias,
    }));
  if (GRANTED.test(words))
    return users.map((alias) => ({ kind: 'granted', alias, what: told.what ?? unnamedGrant(words) }));
  return [];
}

function unnamedGrant(words: string): string {
  return /\badmins?\b|administrator/.test(words) ? 'administrator' : 'access';
}

function isExact(alias: Alias): boolean {
  return alias.kind !== 'display';
}
