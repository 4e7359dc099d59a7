/** CloudTrail Insights: what CloudTrail noticed about the rate of a call. No call happened here, and nobody acted. */
import type { Timestamp } from '../../base/time.ts';
import type { Draft, Target } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { object, objects, text } from '../kit/fields.ts';

/** `eventType` of Insights events; their action, since `eventName` names a call that others made. */
export const INSIGHT = 'AwsCloudTrailInsight';

const MAX_NAMED = 10;

export function insightDraft(log: JsonObject, insight: JsonObject, time: Timestamp | null): Draft {
  const account = text(log.recipientAccountId);
  const call = text(insight.eventName);
  const targets: Target[] = [];
  const api = call ?? 'unnamed';
  targets.push({ type: 'api', id: callId(text(insight.eventSource), api), name: api });
  const shared = text(log.sharedEventID) ?? text(log.sharedEventId);
  // Start and end of one insight have this id in common.
  targets.push({ type: 'insight', id: shared, name: seenOf(insight) });
  for (const principal of principalsOf(insight))
    targets.push({ type: 'principal', id: principal, name: principal.slice(principal.lastIndexOf('/') + 1) });
  return {
    source: 'aws:cloudtrail',
    action: INSIGHT,
    category: 'other',
    outcome: 'unknown',
    reason: rates(insight),
    time,
    timeEnd: null,
    actor: null,
    srcIp: null,
    srcPort: null,
    dstIp: null,
    dstPort: null,
    relatedIps: [],
    userAgent: null,
    session: null,
    credential: null,
    system: account === null ? null : `aws:${account}`,
    targets,
    effects: [],
    bytes: null,
    nativeId: text(log.eventID),
  };
}

function callId(source: string | null, call: string): string {
  return source === null ? call : `${source}:${call}`;
}

/** `start of ApiErrorRateInsight, AccessDenied`. */
function seenOf(insight: JsonObject): string {
  const type = text(insight.insightType);
  const state = text(insight.state)?.toLowerCase() ?? null;
  const error = text(insight.errorCode);
  const what = `${state === null ? '' : `${state} of `}${type ?? 'an insight'}`;
  return error === null ? what : `${what}, ${error}`;
}

/** `50.1 a minute, usually 1.76`: averages are per minute. */
function rates(insight: JsonObject): string | null {
  const statistics = object(object(insight.insightContext).statistics);
  const now = average(statistics.insight);
  const usually = average(statistics.baseline);
  if (now === null) return null;
  return usually === null ? `${now} a minute` : `${now} a minute, usually ${usually}`;
}

function average(part: unknown): string | null {
  const written = text(object(part).average);
  if (written === null || !/^\d{1,15}(?:\.\d{1,20})?$/.test(written)) return null;
  return String(Number(Number(written).toPrecision(3)));
}

/** Who made most of the calls, by ARN, in CloudTrail's own order. */
function principalsOf(insight: JsonObject): string[] {
  const found = new Set<string>();
  for (const attribution of objects(object(insight.insightContext).attributions)) {
    if (text(attribution.attribute) !== 'userIdentityArn') continue;
    for (const one of objects(attribution.insight)) {
      const value = text(one.value);
      if (value !== null && found.size < MAX_NAMED) found.add(value);
    }
  }
  return [...found];
}
