/**
 * Okta System Log.
 * Reads: pages of the System Log API (a JSON array of LogEvent); the same objects a line each, as SIEM exports write them;
 * EventBridge log streams and event hooks, whose wrappers are taken off before; the table of the admin console, which
 * leaves fields out (see okta-csv.ts); and the same events out of data lakes and Sentinel (see okta-shapes.ts).
 * The hash of the device token stands among the targets as `device`: it tells two machines in one session apart.
 * Ignores: geography and debug data that have no field in an event (they stay in the raw record, where free text search
 * finds fingerprints); `client.zone`, which is mostly the word `null`; keys that pipelines add.
 * Events that Okta itself makes about a person (push, SMS, e-mail) keep the system as actor and the person as target:
 * the victim of push fatigue did nothing. A sign-in that Okta writes in its own name (over another identity provider)
 * belongs to the person who is its target.
 * Specification: Okta "System Log API", object LogEvent (developer.okta.com/docs/api/openapi/okta-management).
 */
import { ipWithoutPort } from '../../base/ip.ts';
import { type ParsedTime, parseLocal } from '../../base/time.ts';
import type { Actor, Draft, Outcome, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, issue, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';
import { categoryOf } from './okta-actions.ts';
import { actorOf, known, proxies, targetOf } from './okta-actor.ts';
import { CSV_LACKS, holdsWholeRecords, isOktaTable, isPoorTable, OktaTable } from './okta-csv.ts';
import { effectsOf } from './okta-effects.ts';
import { asLogEvent, isFlat, isLogEvent } from './okta-shapes.ts';

export const oktaSystemLog: Importer = {
  version: 4,
  id: 'okta:system_log',
  label: 'Okta System Log',
  produces: ['okta:system_log'],
  recognise,
  open: (_head, options) => new OktaReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  if (isOktaTable(head)) {
    if (holdsWholeRecords(head)) return { framing: 'csv', shape: 'table with whole LogEvents (CSV)' };
    return isPoorTable(head.header)
      ? { framing: 'csv', shape: 'admin console table (CSV)', poorer: true }
      : { framing: 'csv', shape: 'table of a data lake (CSV)' };
  }
  if (!head.records.some(isLogEvent)) return null;
  return { framing: 'json', shape: shapeOf(head) };
}

function shapeOf(head: Head): string {
  if (head.records.some(isFlat)) return 'rows of Sentinel’s table Okta_CL';
  if (head.records.some((record) => isLogEvent(record) && asLogEvent(record) !== record))
    return 'LogEvents out of a data lake';
  if (head.envelope === 'data.events') return 'event hook {"data":{"events":[…]}}';
  const wrapped = head.wrapper === '' ? '' : `, wrapped in ${head.wrapper}`;
  if (head.envelope !== '') return `JSON array in ${head.envelope}${wrapped}`;
  if (head.wrapper === 'detail') return 'EventBridge log stream';
  const array = head.text.trimStart().startsWith('[');
  return `${array ? 'API page, JSON array' : 'JSON, one object after the other'}${wrapped}`;
}

/** `CHALLENGE`, `SKIPPED` and `UNKNOWN` are neither. */
const OUTCOMES = new Map<string, Outcome>([
  ['SUCCESS', 'success'],
  ['ALLOW', 'success'],
  ['FAILURE', 'failure'],
  ['DENY', 'failure'],
]);

/** A row of names on one level, through the table that finds columns by name. */
function unfolded(row: JsonObject): JsonObject {
  const cells = Object.values(row).map((value) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : (text(value) ?? ''),
  );
  return new OktaTable(Object.keys(row)).logEvent(cells);
}

/** The machine behind a record: Okta's hash of the token it keeps in the browser; absent where Okta saw none. */
function deviceOf(log: JsonObject): readonly Target[] {
  const id = known(object(object(log.debugContext).debugData).dtHash);
  return id === null ? [] : [{ type: 'device', id, name: null }];
}

/** The one person whose sign-in Okta wrote in its own name, else the actor that is written. */
function whoActed(action: string, actor: JsonObject, targets: readonly JsonObject[]): JsonObject {
  if (text(actor.type) !== 'SystemPrincipal' || !/^user\.(?:authentication\.|session\.start$)/.test(action))
    return actor;
  const people = targets.filter((target) => text(target.type) === 'User');
  return people.length === 1 ? people[0]! : actor;
}

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
        return this.logEvent(isFlat(record.value) ? unfolded(record.value) : asLogEvent(record.value), []);
      case 'csv': {
        const first = this.table === null;
        this.table ??= new OktaTable(record.header);
        const whole = this.table.wholeRecord(record.cells);
        if (whole !== null) return this.logEvent(whole, []);
        const lacks = first && isPoorTable(record.header) ? [issue('source.lossy', 'note', CSV_LACKS)] : [];
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
    const nativeTargets = objects(log.target);
    const actor = this.actor(whoActed(action, object(log.actor), nativeTargets));
    const written = known(client.ipAddress);
    // Behind some proxies a port stands at the address. What is none goes on as it is: the gate refuses it with an issue.
    const srcIp = written === null ? null : (ipWithoutPort(written) ?? written);
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
      targets: [...nativeTargets.map(targetOf), ...deviceOf(log)],
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
