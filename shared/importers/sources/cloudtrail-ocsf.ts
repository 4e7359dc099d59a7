/**
 * CloudTrail records as Amazon Security Lake keeps them, in the Open Cybersecurity Schema Framework (1.0.0-rc.2, 1.1, 1.5),
 * made into the records that they were: the mapping of the framework's own examples, backwards. What has no place in the
 * framework stands in `unmapped` under its path (`additionalEventData.MFAUsed`): an object, or the list of pairs that
 * Parquet makes of a map.
 */
import type { JsonObject } from '../importer.ts';
import { isObject, list, object, objects, text } from '../kit/fields.ts';
import { parseJsonText } from '../kit/unwrap.ts';
import { put } from './cloudtrail-csv.ts';

/** Whether an object is such an event, and not that of another service. */
export function isOcsf(value: JsonObject): boolean {
  const product = object(object(value.metadata).product);
  return (
    text(product.name) === 'CloudTrail' && 'class_uid' in value && text(object(value.api).operation) !== null
  );
}

export function recordOfOcsf(value: JsonObject): JsonObject {
  const metadata = object(value.metadata);
  const api = object(value.api);
  const response = object(api.response);
  const source = object(value.src_endpoint);
  const operation = text(api.operation) ?? '';
  const record = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of pairs(value.unmapped))
    if (inner !== '' && inner !== null) put(record, key.split('.').slice(0, MAX_KEYS), inner);
  const set = (key: string, ...found: unknown[]) => {
    const first = found.find((one) => one !== undefined && one !== null && one !== '');
    if (first !== undefined) record[key] = first;
  };
  set('eventVersion', object(metadata.product).version);
  set('eventTime', text(value.time), text(value.time_dt));
  set('eventName', operation);
  set('eventSource', object(api.service).name);
  set('awsRegion', object(value.cloud).region);
  set('sourceIPAddress', source.ip, source.domain, source.svc_name);
  set('userAgent', object(value.http_request).user_agent);
  set('errorCode', response.error);
  set('errorMessage', response.message, response.error_message);
  set('requestParameters', data(object(api.request).data));
  set('responseElements', data(response.data));
  set('requestID', object(api.request).uid);
  set('eventID', metadata.uid);
  set('eventType', metadata.event_code);
  set('recipientAccountId', object(object(value.cloud).account).uid, object(value.cloud).account_uid);
  const resources = objects(value.resources).map((one) => ({
    ARN: one.uid,
    type: one.type,
    accountId: object(object(one.owner).account).uid ?? one.account_uid,
  }));
  if (resources.length > 0) record.resources = resources;
  record.userIdentity = { ...object(record.userIdentity), ...identityOf(object(value.actor), record) };
  return withStatus(record, value, operation);
}

const MAX_KEYS = 8;

/** The framework's own verdict where the record's is not there. */
function withStatus(
  record: Record<string, unknown>,
  { status, status_detail }: JsonObject,
  name: string,
): JsonObject {
  const said = text(status);
  const response = object(record.responseElements);
  const isSignIn = /^(ConsoleLogin|CheckMfa|SwitchRole)$/.test(name);
  if (said !== 'Success' && said !== 'Failure') return record;
  if (isSignIn && response[name] === undefined) record.responseElements = { ...response, [name]: said };
  if (said === 'Failure' && text(record.errorCode) === null && text(record.errorMessage) === null)
    record.errorMessage = text(status_detail) ?? 'Failure';
  return record;
}

/** Version 1 of Security Lake has the principal in `uid` and the ARN in `uuid`, version 2 the ARN in `uid`. */
function identityOf(actor: JsonObject, record: JsonObject): JsonObject {
  const user = object(actor.user);
  const session = object(actor.session);
  const known = object(record.userIdentity);
  const context = object(known.sessionContext);
  const ids = [user.uid, user.uuid, user.uid_alt].map(text);
  const arn = ids.find((id) => id?.startsWith('arn:')) ?? null;
  const principal = ids.find((id) => id !== null && id !== arn) ?? null;
  const type = text(user.type);
  const isDirectory = type === 'IdentityCenterUser';
  const issuer = text(session.issuer);
  const made: Record<string, unknown> = {
    type,
    arn,
    principalId: isDirectory ? null : principal,
    accountId: text(object(user.account).uid) ?? text(user.account_uid),
    accessKeyId: isDirectory ? null : text(user.credential_uid),
    userName: text(user.name),
    invokedBy: text(actor.invoked_by),
    identityProvider: text(object(actor.idp).name),
    onBehalfOf: isDirectory ? { userId: principal, identityStoreArn: object(actor.idp).uid } : null,
    sessionContext:
      issuer === null
        ? (known.sessionContext ?? null)
        : { ...context, sessionIssuer: { ...object(context.sessionIssuer), arn: issuer } },
  };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== null));
}

/** Requests and responses are JSON inside a string, or the object itself. */
function data(written: unknown): unknown {
  if (isObject(written)) return written;
  const parsed = typeof written === 'string' && written !== '' ? parseJsonText(written) : null;
  return parsed?.ok ? parsed.value : null;
}

/** Entries of an object, of `[["key","value"]]`, or of `[{"key":…,"value":…}]`. */
function pairs(unmapped: unknown): (readonly [string, unknown])[] {
  if (isObject(unmapped)) return Object.entries(unmapped);
  return list(unmapped).flatMap((one) => {
    const [key, value] = Array.isArray(one) ? (one as unknown[]) : [object(one).key, object(one).value];
    return typeof key === 'string' ? [[key, value] as const] : [];
  });
}
