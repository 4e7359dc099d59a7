/**
 * Rows of CloudTrail in delimited text, made into records: the console's event history (16 columns), query results of
 * Athena (lower-case columns) and CloudTrail Lake, and tables that people made of them. Columns go by their names, in any
 * order and any spelling of case, spaces and underscores. Structs are Presto text or JSON.
 * Account ids that a spreadsheet took for numbers: leading zeros come back, `5.28758E+11` is lost and said.
 */
import type { Head, JsonObject } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { isObject, issue } from '../kit/fields.ts';
import { parsePresto } from '../kit/presto.ts';
import { parseJsonText } from '../kit/unwrap.ts';
import { LACKS_NOTHING, type Lacks } from './cloudtrail-record.ts';

/** Record keys as CloudTrail writes them; Hive and Presto know lower case only. */
const KEYS: ReadonlyMap<string, string> = new Map(
  [
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'errorCode',
    'errorMessage',
    'requestParameters',
    'responseElements',
    'additionalEventData',
    'requestID',
    'eventID',
    'readOnly',
    'managementEvent',
    'resources',
    'eventType',
    'apiVersion',
    'recipientAccountId',
    'serviceEventDetails',
    'sharedEventID',
    'vpcEndpointId',
    'eventCategory',
    'insightDetails',
    'tlsDetails',
    // userIdentity
    'type',
    'principalId',
    'arn',
    'accountId',
    'accessKeyId',
    'userName',
    'invokedBy',
    'sessionContext',
    'attributes',
    'mfaAuthenticated',
    'creationDate',
    'sessionIssuer',
    'webIdFederationData',
    'federatedProvider',
    'sourceIdentity',
    'ec2RoleDelivery',
    'ec2IssuedInVpc',
    'identityProvider',
    'credentialId',
    'onBehalfOf',
    'userId',
    'identityStoreArn',
    // insightDetails
    'state',
    'insightType',
    'insightContext',
    'statistics',
    'baseline',
    'insight',
    'average',
    'attributions',
    'attribute',
    'value',
    'insightDuration',
    'baselineDuration',
  ].map((key) => [key.toLowerCase(), key]),
);

/** Columns whose inside has AWS's own spelling already: requests and responses, which are JSON or maps of JSON. */
const OPAQUE = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
]);
/** Columns that hold a struct, a map or a list. */
const COMPOSITE = new Set([...OPAQUE, 'userIdentity', 'resources', 'insightDetails', 'tlsDetails']);

/** Parts of `userIdentity` that stand as columns of their own after `SELECT useridentity.arn`. */
const IDENTITY_PARTS = new Set([
  'type',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'userName',
  'invokedBy',
]);

/** Columns that hold the whole record as JSON: of CloudTrail Lake, CloudWatch Logs Insights and Splunk. */
const WHOLE_RECORD = ['eventjson', 'cloudtrailevent', '@message', 'message', 'raw'];

/** Keys of a record inside a quoted cell, where quotes are doubled. */
const IN_RECORD = [/"eventVersion"+\s*:/, /"eventSource"+\s*:/, /"awsRegion"+\s*:/];

export interface Columns {
  /** Column of the whole record, or -1. */
  readonly whole: number;
  /** Key path in the record for each column; null for columns that mean nothing here. */
  readonly paths: readonly (readonly string[] | null)[];
  readonly lacks: Lacks;
  readonly kind: 'history' | 'query' | 'records';
}

/** The columns of a table, or null when it is none of CloudTrail events. */
export function columnsOf({ header, text }: Pick<Head, 'header' | 'text'>): Columns | null {
  const names = header.map(plain);
  const record = names.findIndex((name) => WHOLE_RECORD.includes(name));
  // Many logs travel in such a column: only its content tells.
  if (record >= 0 && IN_RECORD.every((key) => key.test(text)))
    return { whole: record, paths: [], kind: 'records', lacks: LACKS_NOTHING };
  const has = (name: string) => names.includes(name);
  if (!has('eventtime') || !has('eventname')) return null;
  const known = [
    'eventsource',
    'eventid',
    'awsregion',
    'sourceipaddress',
    'useridentity',
    'recipientaccountid',
    'requestid',
    'useragent',
    'awsaccesskey',
  ].filter(has).length;
  if (known < 2) return null;
  const history =
    has('awsaccesskey') || (has('username') && header.some((cell) => /^user name$/i.test(cell)));
  const whole = has('useridentity') || names.some((name) => name.startsWith('useridentity.'));
  const paths = names.map((name) => pathOf(name, history, whole));
  const parts = new Set(paths.map((path) => path?.join('.')));
  return {
    whole: -1,
    paths,
    kind: history ? 'history' : 'query',
    lacks: {
      errors: !parts.has('errorCode'),
      responses: !parts.has('responseElements'),
      identity: !whole && !parts.has('userIdentity.arn') && !parts.has('userIdentity.type'),
    },
  };
}

/** What a file of these columns cannot say, for the one note of the file; null when nothing is left out. */
export function lossOf({ kind, lacks }: Columns): string | null {
  if (kind === 'records') return null;
  if (kind === 'history')
    return 'the event history CSV has no ARN, type and account of the actor, no request and no response; console sign-ins without an error code have no outcome';
  const missing = [
    ...(lacks.identity ? ['useridentity'] : []),
    ...(lacks.errors ? ['errorcode (no outcome can be told)'] : []),
    ...(lacks.responses ? ['responseelements (no issued keys, no outcome of console sign-ins)'] : []),
  ];
  return missing.length === 0 ? null : `the query left out ${missing.join(', ')}`;
}

export function lacksOf(columns: Columns | null): Lacks {
  return columns?.lacks ?? LACKS_NOTHING;
}

export interface Row {
  readonly record: JsonObject;
  readonly issues: readonly Issue[];
}

/** One row as the record it was made from, as far as its columns go; null where a cell should hold it and does not. */
export function recordOfRow(cells: readonly string[], { paths, whole }: Columns): Row | null {
  if (whole >= 0) {
    const parsed = parseJsonText(cells[whole] ?? '');
    const value = parsed.ok ? parsed.value : null;
    return isObject(value) ? { record: value, issues: [] } : null;
  }
  const record = Object.create(null) as Record<string, unknown>;
  const issues: Issue[] = [];
  paths.forEach((path, column) => {
    const cell = cells[column]?.trim() ?? '';
    if (path === null || cell === '' || cell === 'null') return;
    put(record, path, cellValue(cell, path, issues));
  });
  return { record, issues };
}

function put(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inside = record;
  for (const key of path.slice(0, -1)) {
    const next = inside[key];
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) {
      inside = next as Record<string, unknown>;
    } else {
      const made = Object.create(null) as Record<string, unknown>;
      inside[key] = made;
      inside = made;
    }
  }
  const last = path[path.length - 1] ?? '';
  inside[last] = value;
}

function cellValue(cell: string, path: readonly string[], issues: Issue[]): unknown {
  const key = path[path.length - 1] ?? '';
  if (path.length === 1 && COMPOSITE.has(key)) return composite(cell, key, issues);
  if (key === 'recipientAccountId' || key === 'accountId') return accountId(cell, issues);
  if (isRounded(cell)) {
    issues.push(rounded(cell, key));
    return null;
  }
  return cell;
}

function composite(cell: string, key: string, issues: Issue[]): unknown {
  const json = parseJsonText(cell);
  const read = json.ok ? { value: json.value, whole: true } : parsePresto(cell);
  if (!read.whole || typeof read.value !== 'object' || read.value === null)
    issues.push(issue('field.value', 'degraded', `${key} cannot be read to its end: ${cell.slice(0, 80)}`));
  return OPAQUE.has(key) ? read.value : canonical(read.value, 0);
}

const MAX_LEVELS = 100;

/** AWS's own spelling for keys in lower case. */
function canonical(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_LEVELS) return value;
  if (Array.isArray(value)) return value.map((one) => canonical(one, depth + 1));
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value))
    made[KEYS.get(key.toLowerCase()) ?? key] = canonical(inner, depth + 1);
  return made;
}

const ACCOUNT_DIGITS = 12;

/** Twelve digits. A spreadsheet that took them for a number drops the zeros in front, which can be put back. */
function accountId(cell: string, issues: Issue[]): string | null {
  if (isRounded(cell)) {
    issues.push(rounded(cell, 'account id'));
    return null;
  }
  if (!/^\d{8,11}$/.test(cell)) return cell;
  const whole = cell.padStart(ACCOUNT_DIGITS, '0');
  issues.push(issue('number.spreadsheet', 'note', `account id ${cell}: read as ${whole}`));
  return whole;
}

function isRounded(cell: string): boolean {
  return /^\d(?:[.,]\d{1,17})?E\+\d{1,3}$/i.test(cell);
}

function rounded(cell: string, what: string): Issue {
  return issue(
    'number.spreadsheet',
    'degraded',
    `${what} ${cell}: opened in a spreadsheet, its digits are lost`,
  );
}

/** Lower case, without what stands between words; the dots of paths stay. */
function plain(cell: string): string {
  return cell.toLowerCase().replace(/[\s_"-]+/g, '');
}

function pathOf(name: string, history: boolean, whole: boolean): readonly string[] | null {
  if (name === 'awsaccesskey') return ['userIdentity', 'accessKeyId'];
  if (name === 'username' && history) return ['userIdentity', 'userName'];
  if (name === '') return null;
  const path = name.split('.').slice(0, 8);
  const keys = path.map((part) => KEYS.get(part) ?? part);
  const first = keys[0] ?? '';
  if (keys.length === 1 && IDENTITY_PARTS.has(first)) return whole ? null : ['userIdentity', first];
  return KEYS.has(path[0] ?? '') ? keys : null;
}
