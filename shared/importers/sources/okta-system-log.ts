/**
 * Okta System Log.
 * Reads: pages of the System Log API (a JSON array of LogEvent); the same objects a line each, as SIEM exports write them;
 * EventBridge log streams and event hooks, whose wrappers are taken off before; and the table of the admin console, which
 * leaves fields out (see okta-csv.ts).
 * Ignores: device, geography and debug data that have no field in an event (they stay in the raw record, where free text
 * search finds device tokens and fingerprints); `client.zone`, which is mostly the word `null`; keys that pipelines add.
 * Events that Okta itself makes about a person (push, SMS, e-mail) keep the system as actor and the person as target:
 * the victim of push fatigue did nothing.
 * Specification: Okta "System Log API", object LogEvent (developer.okta.com/docs/api/openapi/okta-management).
 */
import { canonicalIp } from '../../base/ip.ts';
import { type ParsedTime, parseLocal } from '../../base/time.ts';
import type { Actor, Draft, Outcome } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { categoryLookup } from '../kit/actions.ts';
import { event, issue, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';
import { actorOf, known, proxies, targetOf } from './okta-actor.ts';
import { CSV_LACKS, isOktaTable, OktaTable } from './okta-csv.ts';
import { effectsOf } from './okta-effects.ts';

export const oktaSystemLog: Importer = {
  version: 2,
  id: 'okta:system_log',
  label: 'Okta System Log',
  produces: ['okta:system_log'],
  recognise,
  open: (_head, options) => new OktaReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  if (isOktaTable(head)) return { framing: 'csv', shape: 'admin console table (CSV)', poorer: true };
  if (!head.records.some(isLogEvent)) return null;
  return { framing: 'json', shape: shapeOf(head) };
}

function isLogEvent(record: JsonObject): boolean {
  return 'eventType' in record && 'published' in record && ('uuid' in record || 'actor' in record);
}

function shapeOf(head: Head): string {
  if (head.envelope === 'data.events') return 'event hook {"data":{"events":[…]}}';
  const wrapped = head.wrapper === '' ? '' : `, wrapped in ${head.wrapper}`;
  if (head.envelope !== '') return `JSON array in ${head.envelope}${wrapped}`;
  if (head.wrapper === 'detail') return 'EventBridge log stream';
  const array = head.text.trimStart().startsWith('[');
  return `${array ? 'API page, JSON array' : 'JSON, one object after the other'}${wrapped}`;
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

/** `CHALLENGE`, `SKIPPED` and `UNKNOWN` are neither. */
const OUTCOMES = new Map<string, Outcome>([
  ['SUCCESS', 'success'],
  ['ALLOW', 'success'],
  ['FAILURE', 'failure'],
  ['DENY', 'failure'],
]);

class OktaReader implements Reader {
  readonly headerLines = 0;
  private readonly actors = new Memo<Actor | null>();
  private readonly parseTime: (written: string) => ParsedTime;
  private table: OktaTable | null = null;

  /** `timezone`: for times whose zone an export dropped; the source itself always writes `Z`. */
  constructor(timezone: string) {
    this.parseTime = (written) => parseLocal(written, timezone);
  }

  read(record: RecordInput): Read {
    switch (record.framing) {
      case 'json':
        return this.logEvent(record.value, []);
      case 'csv': {
        const first = this.table === null;
        this.table ??= new OktaTable(record.header);
        const lacks = first ? [issue('source.lossy', 'note', CSV_LACKS)] : [];
        return this.logEvent(this.table.logEvent(record.cells), lacks);
      }
      default:
        return wrongShape('not a JSON object');
    }
  }

  private logEvent(log: JsonObject, notes: readonly Issue[]): Read {
    const action = text(log.eventType);
    if (action === null) return wrongShape('no eventType');
    const { time, issues } = readTime(text(log.published), this.parseTime);
    const client = object(log.client);
    const result = object(log.outcome);
    const native = (text(result.result) ?? '').toUpperCase();
    const outcome = OUTCOMES.get(native) ?? 'unknown';
    const actor = this.actor(object(log.actor));
    const nativeTargets = objects(log.target);
    const written = known(client.ipAddress);
    // What is no address goes on as it is: the gate refuses it with an issue.
    const srcIp = written === null ? null : (canonicalIp(written) ?? written);
    const session = object(log.authenticationContext);
    const draft: Draft = {
      source: 'okta:system_log',
      action,
      category: categoryOf(action),
      outcome,
      reason: text(result.reason) ?? (native === 'SKIPPED' ? native : null),
      time,
      timeEnd: null,
      actor,
      srcIp,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: proxies(object(log.request).ipChain, srcIp),
      userAgent: known(object(client.userAgent).rawUserAgent),
      // Sessions that grew out of one sign-in share a root; it stands in where the session itself has no id.
      session: known(session.externalSessionId) ?? known(session.rootSessionId),
      credential: known(object(object(log.transaction).detail).requestApiTokenId),
      system: 'okta',
      targets: nativeTargets.map(targetOf),
      // What was refused changed nothing.
      effects: outcome === 'failure' ? [] : effectsOf(action, log, nativeTargets, actor),
      bytes: null,
      nativeId: text(log.uuid),
    };
    return event(draft, notes.length === 0 ? issues : [...notes, ...issues]);
  }

  private actor(native: JsonObject): Actor | null {
    const { type, id, alternateId, displayName } = native;
    return this.actors.of([type, id, alternateId, displayName].map(text).join('\n'), () => actorOf(native));
  }
}
