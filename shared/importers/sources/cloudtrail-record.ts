/** One CloudTrail record, in whatever container it came, to an event. */
import { canonicalIp } from '../../base/ip.ts';
import type { ParsedTime } from '../../base/time.ts';
import type { Actor, Draft, Outcome } from '../../events/event.ts';
import type { JsonObject, Read } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, isObject, issue, Memo, object, readTime, text, wrongShape } from '../kit/fields.ts';
import { addressesOf } from './cloudtrail-addresses.ts';
import { categoryOfCall } from './cloudtrail-category.ts';
import { effectsOfCall } from './cloudtrail-effects.ts';
import { actorOfIdentity, actorOfName, identityKey } from './cloudtrail-identity.ts';
import { INSIGHT, insightDraft } from './cloudtrail-insight.ts';
import { isServiceName, targetsOf } from './cloudtrail-targets.ts';

/** What an export leaves out, so that silence is not read as an answer. */
export interface Lacks {
  /** No `errorCode`: nobody can say whether the call was refused. */
  readonly errors: boolean;
  /** No `responseElements`: console sign-ins write their outcome there and nowhere else. */
  readonly responses: boolean;
  /** The user's name instead of `userIdentity`; it stands at `userIdentity.userName`. */
  readonly identity: boolean;
}

export const LACKS_NOTHING: Lacks = { errors: false, responses: false, identity: false };

export interface RecordContext {
  readonly parseTime: (written: string) => ParsedTime;
  readonly actors: Memo<Actor | null>;
  readonly lacks: Lacks;
}

export function newActors(): Memo<Actor | null> {
  return new Memo<Actor | null>();
}

export function readCloudtrail(log: JsonObject, context: RecordContext): Read {
  if (text(log.digestStartTime) !== null && Array.isArray(log.logFiles))
    return { kind: 'ignored', reason: 'CloudTrail digest: lists the hashes of trail files, holds no event' };
  const insight = object(log.insightDetails);
  const isInsight = text(log.eventType) === INSIGHT || text(insight.insightType) !== null;
  const name = isInsight ? INSIGHT : text(log.eventName);
  if (name === null) return wrongShape('no eventName');
  // Logstash takes `eventTime` out and leaves `@timestamp`.
  const written = text(log.eventTime) ?? text(log['@timestamp']);
  const read = readTime(written, context.parseTime);
  const issues = withLeftOut(read.issues, log);
  if (isInsight) return event(insightDraft(log, insight, read.time), issues);

  const service = (text(log.eventSource) ?? '').replace(/\.amazonaws\.com(\.cn)?$/, '');
  const identity = object(log.userIdentity);
  const account = accountOf(log.recipientAccountId) ?? accountOf(identity.accountId);
  const request = object(log.requestParameters);
  const response = object(log.responseElements);
  const additional = object(log.additionalEventData);
  const outcome = outcomeOf(log, name, response, context.lacks);
  const { srcIp, relatedIps, notIp } = addressesOf(log, request, response);
  const sourceService = notIp !== null && isServiceName(notIp) ? notIp : null;
  const beside = { signInName: text(additional.UserName), sourceService };
  const actor = context.lacks.identity
    ? actorOfName(text(identity.userName), text(identity.accessKeyId), sourceService)
    : context.actors.of(identityKey(identity, beside), () => actorOfIdentity(identity, beside));
  const services = servicesOf(notIp, text(identity.invokedBy), actor);
  const draft: Draft = {
    source: 'aws:cloudtrail',
    action: name,
    category: categoryOf(`${service}:${name}`, log.readOnly),
    outcome,
    reason: outcome === 'failure' ? (text(log.errorCode) ?? text(log.errorMessage)) : null,
    time: read.time,
    timeEnd: null,
    actor,
    srcIp,
    srcPort: null,
    dstIp: null,
    dstPort: null,
    relatedIps,
    userAgent: userAgentOf(text(log.userAgent)),
    // Identity Center counts the steps of one sign-in under it.
    session: text(additional.AuthWorkflowID),
    credential: text(identity.accessKeyId),
    system: account === null ? null : `aws:${account}`,
    targets: targetsOf({ service, log, request, response, additional, services }),
    // What was refused changed nothing.
    effects:
      outcome === 'failure'
        ? []
        : effectsOfCall(`${service}:${name}`, {
            request,
            response,
            account: accountOf(identity.accountId) ?? account,
            actor,
          }),
    bytes: bytesOf(additional),
    nativeId: text(log.eventID),
  };
  return event(draft, issues);
}

/** Services that a call came through, without the one that acts itself. */
function servicesOf(source: string | null, invokedBy: string | null, actor: Actor | null): string[] {
  const services: string[] = [];
  if (source !== null && source !== actor?.name) services.push(source);
  if (invokedBy !== null && invokedBy !== actor?.name && canonicalIp(invokedBy) === null)
    services.push(invokedBy);
  return services;
}

/** Actions whose outcome stands in the response, or in the details of a service event, under their own name. */
const SAID_UNDER_NAME: ReadonlySet<string> = new Set([
  'ConsoleLogin',
  'CheckMfa',
  'SwitchRole',
  'ExitRole',
  'RenewRole',
  'PasswordRecoveryRequested',
  'PasswordRecoveryCompleted',
  'UserAuthentication',
  'CredentialChallenge',
  'CredentialVerification',
]);

/** `errorCode` of services that write the status of HTTP there (Managed Grafana): 200 is no error. */
const NO_ERROR = /^2\d\d$/;

function outcomeOf(log: JsonObject, name: string, response: JsonObject, lacks: Lacks): Outcome {
  const error = text(log.errorCode);
  if (error !== null && !NO_ERROR.test(error)) return 'failure';
  const own = SAID_UNDER_NAME.has(name);
  const said = own ? (text(response[name]) ?? text(object(log.serviceEventDetails)[name])) : null;
  if (said !== null) return /^success$/i.test(said) ? 'success' : 'failure';
  if (text(log.errorMessage) !== null) return 'failure';
  if (lacks.errors || (lacks.responses && own)) return 'unknown';
  return 'success';
}

/** The service's own word helps where the name of the action says nothing. */
function categoryOf(call: string, readOnly: unknown): Draft['category'] {
  const category = categoryOfCall(call);
  if (category !== 'other') return category;
  const said = String(readOnly ?? '').toLowerCase();
  return said === 'true' ? 'read' : said === 'false' ? 'change' : 'other';
}

/** An account id; not `ANONYMOUS_PRINCIPAL`, which stands in its place at unsigned requests. */
function accountOf(written: unknown): string | null {
  const account = text(written);
  return account === null || account === 'ANONYMOUS_PRINCIPAL' ? null : account;
}

/** S3 writes user agents in brackets. */
function userAgentOf(written: string | null): string | null {
  return written === null ? null : (/^\[(.*)\]$/s.exec(written)?.[1] ?? written) || null;
}

/** Bytes in and out together; S3 writes them as numbers, with a fraction of zero or as text. */
function bytesOf(additional: JsonObject): number | null {
  const bytesIn = countOf(additional.bytesTransferredIn);
  const bytesOut = countOf(additional.bytesTransferredOut);
  return bytesIn === null && bytesOut === null ? null : (bytesIn ?? 0) + (bytesOut ?? 0);
}

function countOf(part: unknown): number | null {
  const written = text(part);
  return written !== null && /^\d{1,15}(?:\.0+)?$/.test(written) ? Number(written) : null;
}

/** Parts that CloudTrail cuts out of records that would be too long, and a version with another meaning. */
function withLeftOut(issues: readonly Issue[], log: JsonObject): readonly Issue[] {
  const more: Issue[] = [];
  for (const key of CUT_OUT) {
    const part = log[key];
    if (isObject(part) && part.omitted === true)
      more.push(issue('source.lossy', 'note', `CloudTrail left out ${key}, ${sizeOf(part)}`));
  }
  if (log.omitted === true)
    more.push(issue('source.lossy', 'note', `CloudTrail left out parts of the record, ${sizeOf(log)}`));
  const version = text(log.eventVersion) ?? '1.';
  if (!version.startsWith('1.') && /^\d{1,4}\.\d{1,4}$/.test(version))
    more.push(issue('field.value', 'note', `eventVersion ${version}: read as if it were 1.x`));
  return more.length === 0 ? issues : [...issues, ...more];
}

const CUT_OUT = [
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
] as const;

function sizeOf(part: JsonObject): string {
  const size = text(part.originalSize);
  const why = text(part.reasonOmitted) ?? text(part.reason);
  return `${size === null ? 'size not said' : `${size} bytes`}${why === null ? '' : `: ${why.slice(0, 120)}`}`;
}
