/**
 * What exports say that give no request and no response: the console's event history and the outer fields of `lookup-events`.
 * Items of `aws cloudtrail lookup-events` whose `CloudTrailEvent` is missing or broken: the outer fields tell who called
 * what and when, no more. Where the inner record is whole it is read instead, and its `eventTime` counts (kit/unwrap.ts).
 */
import { type ParsedTime, parseEpochMillis, parseEpochSeconds } from '../../base/time.ts';
import type { JsonObject } from '../importer.ts';
import { list, objects, text } from '../kit/fields.ts';

/** Whether an object is such an item. */
export function isLookupItem(value: JsonObject): boolean {
  return 'EventId' in value && 'EventName' in value && ('EventTime' in value || 'EventSource' in value);
}

/** The outer fields under the names that records have. */
export function recordOfItem(item: JsonObject): JsonObject {
  return {
    eventID: item.EventId,
    eventName: item.EventName,
    eventSource: item.EventSource,
    eventTime: text(item.EventTime),
    readOnly: item.ReadOnly,
    userIdentity: { userName: item.Username, accessKeyId: item.AccessKeyId },
    resources: list(item.Resources),
  };
}

/** Version 1 of the command line writes seconds with a fraction, version 2 the local time with its offset, PowerShell `/Date(…)/`. */
export function parseItemTime(written: string, parseText: (written: string) => ParsedTime): ParsedTime {
  const millis = /^\/Date\((\d{1,15})\)\/$/.exec(written)?.[1];
  if (millis !== undefined) return parseEpochMillis(millis);
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(written) ? parseEpochSeconds(written) : parseText(written);
}

/**
 * A record with the parts of request and response that its resources tell: the key and the session that a role was
 * assumed for, the user, role or key that was made. They keep the chain whole where nothing else is known.
 */
export function withResources(record: JsonObject): JsonObject {
  const named = new Map<string, string[]>();
  for (const resource of objects(record.resources)) {
    const type = text(resource.resourceType) ?? text(resource.ResourceType);
    const name = text(resource.resourceName) ?? text(resource.ResourceName);
    if (type !== null && name !== null) named.set(type, [...(named.get(type) ?? []), name]);
  }
  const arn = (type: string) => named.get(type)?.find((name) => name.startsWith('arn:')) ?? null;
  const plain = (type: string) => named.get(type)?.find((name) => !name.startsWith('arn:')) ?? null;
  const key = plain('AWS::IAM::AccessKey');
  const userName = plain('AWS::IAM::User');
  switch (text(record.eventName)) {
    case 'AssumeRole':
    case 'AssumeRoleWithSAML':
    case 'AssumeRoleWithWebIdentity':
    case 'GetSessionToken':
    case 'GetFederationToken':
      return {
        ...record,
        requestParameters: { roleArn: arn('AWS::IAM::Role') },
        responseElements: {
          credentials: { accessKeyId: key },
          assumedRoleUser: { arn: arn('AWS::STS::AssumedRole') },
          federatedUser: { arn: arn('AWS::STS::FederatedUser') },
        },
      };
    case 'CreateAccessKey':
      return {
        ...record,
        requestParameters: { userName },
        responseElements: { accessKey: { accessKeyId: key, userName } },
      };
    case 'DeleteAccessKey':
      return { ...record, requestParameters: { userName, accessKeyId: key } };
    case 'CreateUser':
      return {
        ...record,
        requestParameters: { userName },
        responseElements: { user: { arn: arn('AWS::IAM::User') } },
      };
    case 'CreateRole':
      return {
        ...record,
        requestParameters: { roleName: plain('AWS::IAM::Role') },
        responseElements: { role: { arn: arn('AWS::IAM::Role') } },
      };
    case 'DeleteUser':
    case 'CreateLoginProfile':
    case 'UpdateLoginProfile':
    case 'DeleteLoginProfile':
      return { ...record, requestParameters: { userName } };
    case 'AttachUserPolicy':
    case 'AttachRolePolicy':
      return {
        ...record,
        requestParameters: {
          userName,
          roleName: plain('AWS::IAM::Role'),
          policyArn: arn('AWS::IAM::Policy'),
        },
      };
    default:
      return record;
  }
}
