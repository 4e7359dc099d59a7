/**
 * Alerts of Atlassian Guard Detect (formerly Beacon), as it sends them to webhooks and security tools.
 * Reads: `{"alertId":…,"alertTitle":…,"alertDetailURL":…,"activity":{…},"actor":{…,"sessions":[…]}}`, one alert each.
 * The actor is whom the alert is about, at the address of his last session; addresses of his other sessions are mentioned.
 * The time is that of the activity, else that of its detection.
 * Ignores: pages of alert and workspace, times of the sessions (they stay in the raw record).
 * Specification: none of the vendor's was found; the fields are those that the public parsers of Cyderes and Exabeam
 * for Guard Detect name.
 */
import { type ParsedTime, parseEpochMillis, parseEpochSeconds, parseLocal } from '../../base/time.ts';
import type { Actor, Draft, RelatedIp, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { accountActor, addressesOf, categoryOfWords, hostOf, wordsOf } from '../kit/atlassian.ts';
import { event, Memo, object, objects, readTime, text, wrongShape } from '../kit/fields.ts';

export const atlassianGuard: Importer = {
  version: 1,
  id: 'atlassian:guard',
  label: 'Atlassian Guard alerts',
  produces: ['atlassian:org'],
  recognise,
  open: (_head, options) => new GuardReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  return head.records.some(isAlert) ? { framing: 'json', shape: 'JSON alerts' } : null;
}

function isAlert(record: JsonObject): boolean {
  return ['alertId', 'alertTitle', 'alertDetailURL'].every((key) => typeof record[key] === 'string');
}

const MAX_SESSIONS = 20;

class GuardReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly actors = new Memo<Actor | null>();

  constructor(timezone: string) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json') return wrongShape('not a JSON object');
    const log = record.value;
    const title = text(log.alertTitle);
    if (title === null) return wrongShape('no alertTitle');
    const [activity, alert] = [object(log.activity), object(log.alert)];
    const span = object(activity.time);
    const { time, issues } = readTime(
      text(span.start) ?? text(log.detectionTime) ?? text(log.timestamp),
      (written) => this.time(written),
    );
    const end = text(span.end);
    const ended = end === null ? null : this.time(end);
    const sessions = objects(object(log.actor).sessions).slice(0, MAX_SESSIONS);
    const [srcIp, ...others] = [...new Set(sessions.flatMap((one) => addressesOf(text(one.ipAddress))))];
    const draft: Draft = {
      source: 'atlassian:org',
      action: text(activity.action) ?? text(log.type) ?? 'alert',
      category: categoryOfWords(wordsOf(title)),
      // An alert says what was noticed, not how it ended.
      outcome: 'unknown',
      reason: null,
      time,
      timeEnd: ended?.ok === true ? ended.value : null,
      actor: this.actor(object(log.actor)),
      srcIp: srcIp ?? null,
      srcPort: null,
      dstIp: null,
      dstPort: null,
      relatedIps: others.map((ip): RelatedIp => ({ ip, role: 'mentioned' })),
      userAgent: text(sessions[0]?.userAgent),
      session: null,
      credential: null,
      system: hostOf(text(alert.site)),
      targets: [
        { type: 'message', id: null, name: title },
        ...resourceOf(object(activity.subject)),
        ...(text(alert.product) === null ? [] : [{ type: 'app', id: null, name: text(alert.product) }]),
      ],
      effects: [],
      bytes: null,
      nativeId: text(log.alertId),
    };
    return event(draft, issues);
  }

  private time(written: string): ParsedTime {
    if (/^\d{12,14}$/.test(written)) return parseEpochMillis(written);
    return /^\d{9,10}$/.test(written) ? parseEpochSeconds(written) : parseLocal(written, this.timezone);
  }

  private actor(actor: JsonObject): Actor | null {
    const [id, name, email] = [text(actor.accountId), text(actor.name), text(actor.email)];
    return this.actors.of(`${id}\n${name}\n${email}`, () =>
      accountActor({ id, keys: [], name, email, type: null }),
    );
  }
}

function resourceOf(subject: JsonObject): Target[] {
  const name = text(subject.resourceName) ?? text(subject.name);
  const id = text(subject.ari) ?? text(subject.id);
  return name === null && id === null ? [] : [{ type: 'resource', id, name }];
}
