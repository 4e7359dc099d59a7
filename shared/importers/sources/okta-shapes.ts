/**
 * LogEvents as data lakes and pipelines hand them out again, brought back to the names of the API: column names in small
 * letters or snake case (Athena, Snowflake, Panther, Fivetran), objects as JSON in a string (warehouses, CSV exports of
 * them), and one flat level of names with a letter for the type (`actor_alternateId_s`: the table Okta_CL of Sentinel).
 */
import type { JsonObject } from '../importer.ts';
import { isObject, text } from '../kit/fields.ts';
import { parseJsonText } from '../kit/unwrap.ts';

/** Names that the importer reads, as the API writes them. */
const NAMES = [
  'uuid published eventType displayMessage actor client outcome target transaction debugContext request',
  'authenticationContext securityContext severity version legacyEventType device id type alternateId displayName',
  'ipAddress userAgent rawUserAgent result reason externalSessionId rootSessionId detail requestApiTokenId debugData privilegeGranted ipChain ip',
]
  .join(' ')
  .split(' ');
const KNOWN = new Set(NAMES);
const FOLDED = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/** Objects and lists that warehouses write as text. */
const NESTED = new Set([
  'actor',
  'client',
  'outcome',
  'target',
  'transaction',
  'debugContext',
  'authenticationContext',
  'request',
  'ipChain',
  'userAgent',
  'detail',
  'debugData',
]);

/** Okta's own names of events: `user.session.start`. */
const EVENT_TYPE = /^[a-z0-9_]+(?:\.[A-Za-z0-9_]+)+$/;
const MAX_DEPTH = 6;

/** Whether a record is a LogEvent in any of its shapes. */
export function isLogEvent(record: JsonObject): boolean {
  if ('eventType' in record && 'published' in record && ('uuid' in record || 'actor' in record)) return true;
  if (isFlat(record)) return 'published_t' in record || 'uuid_g' in record || 'actor_id_s' in record;
  const names = new Map(Object.entries(record).map(([key, value]) => [nameOf(key), value]));
  return (
    EVENT_TYPE.test(text(names.get('eventType')) ?? '') &&
    names.has('published') &&
    (names.has('uuid') || names.has('actor'))
  );
}

/** Whether all names stand on one level, with a letter for the type behind them. */
export function isFlat(record: JsonObject): boolean {
  return 'eventType_s' in record;
}

/** A column of Okta_CL as a path: `actor_alternateId_s` is `actor.alternateId`. Portals add the zone of times. */
export function pathOf(column: string): string {
  const bare = column.replace(/ \[UTC\]$/, '').replace(/_[sgtdb]$/, '');
  return bare.replaceAll('_', '.');
}

/** A LogEvent with the names of the API; the record itself where it has them. */
export function asLogEvent(record: JsonObject): JsonObject {
  const usual = Object.entries(record).every(([key, value]) =>
    KNOWN.has(key) ? typeof value !== 'string' || !NESTED.has(key) : nameOf(key) === key,
  );
  return usual ? record : renamed(record);
}

/** `alternateid`, `alternate_id` and `ALTERNATE_ID` are `alternateId`; other names stay. */
function nameOf(key: string): string {
  return KNOWN.has(key) ? key : (FOLDED.get(key.toLowerCase().replaceAll('_', '')) ?? key);
}

/** All names, at every level, as the API writes them. */
export function renamed(value: JsonObject, depth = 0): JsonObject {
  const named = new Map<string, unknown>();
  for (const [key, content] of Object.entries(value)) {
    const name = nameOf(key);
    // What has the name of the API counts, whatever stands beside it.
    if (!named.has(name) || key === name) named.set(name, inside(name, content, depth + 1));
  }
  return Object.fromEntries(named);
}

function inside(name: string, value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return value;
  const content = NESTED.has(name) ? parsed(value) : value;
  if (isObject(content)) return renamed(content, depth);
  if (!Array.isArray(content)) return content;
  return content.map((one: unknown) => (isObject(one) ? renamed(one, depth) : one));
}

/** JSON in a string; the string itself where it is none. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  const read = parseJsonText(value);
  return read.ok ? read.value : value;
}
