/**
 * Okta System Log.
 * Reads: pages of the System Log API (a JSON array of LogEvent) and the same objects a line each, as SIEM exports
 * write them.
 * Ignores: device, geography and debug data that have no field in an event (they stay in the raw record); keys that
 * pipelines add.
 * Events that Okta itself makes about a person (push, SMS, e-mail) keep the system as actor and the person as target:
 * the victim of push fatigue did nothing.
 * Specification: Okta "System Log API", object LogEvent (developer.okta.com/docs/api/openapi/okta-management).
 */
import { canonicalIp } from '../../base/ip.ts';
import { type ParsedTime, parseLocal } from '../../base/time.ts';
import type {
  Actor,
  ActorType,
  Alias,
  Draft,
  Effect,
  Outcome,
  RelatedIp,
  Target,
} from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { categoryLookup } from '../kit/actions.ts';
import {
  event,
  isEmail,
  isObject,
  Memo,
  object,
  objects,
  readTime,
  text,
  wrongShape,
} from '../kit/fields.ts';
import { addressesIn } from '../kit/mentions.ts';

export const oktaSystemLog: Importer = {
  version: 1,
  id: 'okta:system_log',
  label: 'Okta System Log',
  produces: ['okta:system_log'],
  recognise,
  open: (_head, options) => new OktaReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  const isLogEvent = (record: JsonObject) =>
    'eventType' in record && 'published' in record && ('uuid' in record || 'actor' in record);
  if (!head.records.some(isLogEvent)) return null;
  const array = head.text.trimStart().startsWith('[');
  return { framing: 'json', shape: array ? 'API page, JSON array' : 'JSON, one object after the other' };
}

const categoryOf = categoryLookup({
  exact: {
    'user.session.clear': 'credential',
    'user.account.update_profile': 'account',
    'user.account.lock': 'account',
    'user.account.unlock': 'account',
    'user.account.unlock_by_admin': 'account',
    'app.generic.unauth_app_access_attempt': 'authentication',
    'application.provision.user.sync': 'account',
    'user.account.access_super_user_app': 'authentication',
    'user.authentication.sso': 'authentication',
    'policy.evaluate_sign_on': 'authentication',
  },
  patterns: [
    [/^user\.(session|authentication)\.|^system\.(push|sms|email|voice)\./, 'authentication'],
    [
      /^user\.mfa\.(attempt|okta_verify|challenge)|^app\.oauth2\.(as\.)?authorize|^app\.(saml|inbound)/,
      'authentication',
    ],
    [
      /privilege|^(group|application)\.user_membership|^iam\.|^app\.oauth2\.consent|\.(assign|unassign)/,
      'permission',
    ],
    [
      /^user\.mfa\.|^user\.account\.|^user\.credential|api_token|^app\.oauth2\.|token|factor|password|key/,
      'credential',
    ],
    [/^user\.(lifecycle|identity)|^group\.lifecycle|^system\.import\.(user|group)/, 'account'],
    [/search|query/, 'search'],
    [/export|download/, 'export'],
    [/\.(create|update|delete|add|remove|activate|deactivate|import|rotate|enable|disable)/, 'change'],
    [/view|read|list|access/, 'read'],
  ],
});

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  SUCCESS: 'success',
  ALLOW: 'success',
  FAILURE: 'failure',
  DENY: 'failure',
};

const ACTOR_TYPES: Readonly<Record<string, ActorType>> = {
  User: 'human',
  SystemPrincipal: 'system',
  PublicClientApp: 'service',
  PublicClientAppEntity: 'service',
  AppInstance: 'service',
};

const TARGET_TYPES: Readonly<Record<string, string>> = { UserGroup: 'group', AppInstance: 'app' };

class OktaReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();
  private readonly parseTime: (written: string) => ParsedTime;

  /** `timezone`: for times whose zone an export dropped; the source itself always writes `Z`. */
  constructor(timezone: string) {
    this.parseTime = (written) => parseLocal(written, timezone);
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const action = text(log.eventType);
    if (action === null) return wrongShape('no eventType');
    const { time, issues } = readTime(text(log.published), this.parseTime);
    const client = object(log.client);
    const result = object(log.outcome);
    const outcome = OUTCOMES[text(result.result) ?? ''] ?? 'unknown';
    const actor = this.actor(object(log.actor));
    const nativeTargets = objects(log.target);
    const written = known(client.ipAddress);
    // What is no address goes on as it is: the gate refuses it with an issue.
    const srcIp = written === null ? null : (canonicalIp(written) ?? written);
    const transaction = object(log.transaction);
    const draft: Draft = {
      source: 'okta:system_log',
      action,
      category: categoryOf(action),
      outcome,
      reason: text(result.reason),
      time,
      timeEnd: null,
      actor,
      srcIp,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: proxies(object(log.request).ipChain, srcIp),
      userAgent: known(object(client.userAgent).rawUserAgent),
      session: known(object(log.authenticationContext).externalSessionId),
      credential: known(object(transaction.detail).requestApiTokenId),
      system: 'okta',
      targets: nativeTargets.map(targetOf),
      // What was refused changed nothing.
      effects: outcome === 'failure' ? [] : effectsOf(action, log, nativeTargets, actor),
      bytes: null,
      nativeId: text(log.uuid),
    };
    return event(draft, issues);
  }

  private actor(native: JsonObject): Actor | null {
    const id = known(native.id);
    const login = known(native.alternateId);
    const display = known(native.displayName);
    const type = text(native.type) ?? '';
    return this.actors.of(`${type}\n${id}\n${login}\n${display}`, () => actorOf(type, id, login, display));
  }
}

/** Okta writes `unknown` (and for some fields `null` as a word) where it knows nothing. */
function known(value: unknown): string | null {
  const written = text(value);
  return written === null || /^(unknown|null)$/i.test(written) ? null : written;
}

function actorOf(
  nativeType: string,
  id: string | null,
  login: string | null,
  display: string | null,
): Actor | null {
  const type = ACTOR_TYPES[nativeType] ?? 'unknown';
  if (type === 'system') {
    const aliases: Alias[] = [{ kind: 'service', value: 'okta:system' }];
    return { type, id, name: display ?? 'Okta System', email: null, aliases };
  }
  const folded = login?.toLowerCase() ?? null;
  const name = folded ?? display ?? id;
  if (name === null) return null;
  const email = folded !== null && isEmail(folded) ? folded : null;
  const aliases: Alias[] = [];
  if (id !== null) aliases.push({ kind: 'okta-id', value: id });
  if (email !== null) aliases.push({ kind: 'email', value: email });
  else if (folded !== null && type === 'human') aliases.push({ kind: 'login', value: folded });
  if (display !== null) aliases.push({ kind: 'display', value: display });
  return { type, id, name, email, aliases };
}

function targetOf(native: JsonObject): Target {
  const nativeType = text(native.type) ?? 'unknown';
  const type = TARGET_TYPES[nativeType] ?? nativeType.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const login = known(native.alternateId);
  const display = known(native.displayName);
  const name = nativeType === 'User' ? (login?.toLowerCase() ?? display) : (display ?? login);
  return { type, id: known(native.id), name };
}

/** Every hop that is not the client: `client.ipAddress` is what Okta chose from this chain. */
function proxies(chain: unknown, srcIp: string | null): RelatedIp[] {
  const related: RelatedIp[] = [];
  for (const hop of objects(chain)) {
    const ip = canonicalIp(text(hop.ip) ?? '');
    if (ip !== null && ip !== srcIp && !related.some((one) => one.ip === ip))
      related.push({ ip, role: 'proxy' });
  }
  return related;
}

// ---- effects ---------------------------------------------------------------------------------------------------

type EffectOf = (
  user: Alias | null,
  targets: readonly JsonObject[],
  actor: Actor | null,
  log: JsonObject,
) => Effect[];

const onUser =
  (kind: 'created-account' | 'disabled-account' | 'reset-credential'): EffectOf =>
  (user) =>
    user === null ? [] : [{ kind, alias: user }];

const granted: EffectOf = (user, targets, _actor, log) => {
  if (user === null) return [];
  const group = targets.find((target) => text(target.type) !== 'User' && known(target.displayName) !== null);
  const privilege = known(object(object(log.debugContext).debugData).privilegeGranted);
  const what = privilege ?? (group === undefined ? text(log.displayMessage) : known(group.displayName));
  return [{ kind: 'granted', alias: user, what: what ?? 'privilege' }];
};

const tokens = (targets: readonly JsonObject[]): string[] =>
  targets
    .filter((target) => /token/i.test(text(target.type) ?? ''))
    .flatMap((target) => known(target.id) ?? []);

const issuedToken: EffectOf = (_user, targets, actor) =>
  tokens(targets).map((credential) => ({
    kind: 'issued-credential',
    credential,
    alias: actor?.aliases[0] ?? null,
  }));

const revokedToken: EffectOf = (_user, targets) =>
  tokens(targets).map((credential) => ({ kind: 'revoked-credential', credential }));

/** A network zone or policy blocks the addresses that its name or its change details give, if it speaks of blocking at all. */
const blocked: EffectOf = (_user, targets, _actor, log) => {
  const said = JSON.stringify([targets, object(log.debugContext)]);
  if (!/block|deny|blacklist/i.test(said)) return [];
  return addressesIn(said).map((ip) => ({ kind: 'blocked-ip', ip }));
};

const EFFECTS: readonly (readonly [action: RegExp, effect: EffectOf])[] = [
  [/^user\.lifecycle\.create$/, onUser('created-account')],
  [/^user\.lifecycle\.(deactivate|suspend|delete\.\w+)$/, onUser('disabled-account')],
  [
    /^(group\.user_membership\.add|user\.account\.privilege\.grant|application\.user_membership\.add)$/,
    granted,
  ],
  [/^(user\.session\.clear|user\.account\.reset_password)$/, onUser('reset-credential')],
  [/^user\.mfa\.factor\.(reset_all|deactivate|suspend)$/, onUser('reset-credential')],
  [/^system\.api_token\.create$/, issuedToken],
  [/^system\.api_token\.revoke$/, revokedToken],
  [/^(zone|network_zone|policy\.rule|policy\.lifecycle)\./, blocked],
];

function effectsOf(
  action: string,
  log: JsonObject,
  targets: readonly JsonObject[],
  actor: Actor | null,
): Effect[] {
  const effect = EFFECTS.find(([pattern]) => pattern.test(action))?.[1];
  if (effect === undefined) return [];
  const user = targets.find((target) => isObject(target) && text(target.type) === 'User');
  return effect(user === undefined ? null : aliasOfUser(user), targets, actor, log);
}

/** The e-mail joins other sources, so it comes before Okta's own id here. */
function aliasOfUser(user: JsonObject): Alias | null {
  const login = known(user.alternateId)?.toLowerCase() ?? null;
  if (login !== null) return { kind: isEmail(login) ? 'email' : 'login', value: login };
  const id = known(user.id);
  return id === null ? null : { kind: 'okta-id', value: id };
}
