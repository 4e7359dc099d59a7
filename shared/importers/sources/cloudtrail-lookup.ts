/**
 * Items of `aws cloudtrail lookup-events` whose `CloudTrailEvent` is missing or broken: the outer fields tell who called
 * what and when, no more. Where the inner record is whole it is read instead, and its `eventTime` counts (kit/unwrap.ts).
 */
import { type ParsedTime, parseEpochMillis, parseEpochSeconds } from '../../base/time.ts';
import type { JsonObject } from '../importer.ts';
import { list, text } from '../kit/fields.ts';

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
