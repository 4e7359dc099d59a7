/**
 * Names of columns in tables of CloudTrail: the console's event history, Athena, CloudTrail Lake, what people and programs
 * flattened from records, Microsoft Sentinel. Each becomes a key path of the record.
 */
import type { Head } from '../importer.ts';
import { LACKS_NOTHING, type Lacks } from './cloudtrail-record.ts';

/** Record keys as CloudTrail writes them; Hive and Presto know lower case only. */
export const KEYS: ReadonlyMap<string, string> = new Map(
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
export const OPAQUE = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
]);
/** Columns that hold a struct, a map or a list. */
export const COMPOSITE = new Set([...OPAQUE, 'userIdentity', 'resources', 'insightDetails', 'tlsDetails']);

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

/** What Microsoft Sentinel calls columns that have another name, or stand elsewhere, in a record. */
const SENTINEL: readonly (readonly [string, string])[] = [
  ['awseventid', 'eventID'],
  ['awsrequestid', 'requestID'],
  ['eventtypename', 'eventType'],
  ['sharedeventid', 'sharedEventID'],
  ['sessionissueraccountid', 'userIdentity.sessionContext.sessionIssuer.accountId'],
  ['sessionissuerarn', 'userIdentity.sessionContext.sessionIssuer.arn'],
  ['sessionissuerprincipalid', 'userIdentity.sessionContext.sessionIssuer.principalId'],
  ['sessionissuertype', 'userIdentity.sessionContext.sessionIssuer.type'],
  ['sessionissuerusername', 'userIdentity.sessionContext.sessionIssuer.userName'],
  ['sessioncreationdate', 'userIdentity.sessionContext.attributes.creationDate'],
  ['sessionmfaauthenticated', 'userIdentity.sessionContext.attributes.mfaAuthenticated'],
];

/** The time of a record where the table has no `eventTime`: Sentinel's, Splunk's. */
const OTHER_TIMES = new Set(['timegenerated', 'timegenerated[utc]', 'time']);

/** Parts of the identity that flattened tables have as columns, whatever stands between the words. */
const FLATTENED_IDENTITY = [
  'type',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'userName',
  'invokedBy',
  'credentialId',
  'identityProvider',
  'onBehalfOf.userId',
  'onBehalfOf.identityStoreArn',
  'sessionContext.sourceIdentity',
  'sessionContext.attributes.creationDate',
  'sessionContext.attributes.mfaAuthenticated',
  'sessionContext.sessionIssuer.type',
  'sessionContext.sessionIssuer.principalId',
  'sessionContext.sessionIssuer.arn',
  'sessionContext.sessionIssuer.accountId',
  'sessionContext.sessionIssuer.userName',
];

/** Key paths by the name of a column without anything between its words: `userIdentity_sessionContext_sourceIdentity`. */
const JOINED: ReadonlyMap<string, readonly string[]> = new Map([
  ...SENTINEL.map(([name, path]) => [name, path.split('.')] as const),
  ...FLATTENED_IDENTITY.map((path) => {
    const whole = `userIdentity.${path}`;
    return [whole.replaceAll('.', '').toLowerCase(), whole.split('.')] as const;
  }),
]);

export interface Columns {
  /** Column of the whole record, or -1. */
  readonly whole: number;
  /** Key path in the record for each column; null for columns that mean nothing here. */
  readonly paths: readonly (readonly string[] | null)[];
  readonly lacks: Lacks;
  /** The header says that times without a zone are in UTC. */
  readonly isUtc: boolean;
  readonly kind: 'history' | 'query' | 'records';
}

/** The columns of a table, or null when it is none of CloudTrail events. */
export function columnsOf({ header, text }: Pick<Head, 'header' | 'text'>): Columns | null {
  const names = header.map(plain);
  const record = names.findIndex((name) => WHOLE_RECORD.includes(name));
  // Many logs travel in such a column: only its content tells.
  if (record >= 0 && IN_RECORD.every((key) => key.test(text)))
    return { whole: record, paths: [], kind: 'records', lacks: LACKS_NOTHING, isUtc: false };
  const has = (name: string) => names.includes(name);
  const history =
    has('awsaccesskey') || (has('username') && header.some((cell) => /^user name$/i.test(cell)));
  const whole = names.some((name) => name.startsWith('useridentity'));
  const time = has('eventtime') ? null : (names.find((name) => OTHER_TIMES.has(name)) ?? null);
  const paths = header.map((cell) => (plain(cell) === time ? ['eventTime'] : pathOf(cell, history, whole)));
  const parts = new Set(paths.map((path) => path?.join('.')));
  const starts = (key: string) => paths.some((path) => path?.[0] === key);
  if (!parts.has('eventTime') || !parts.has('eventName')) return null;
  if (KNOWN.filter(starts).length < 2) return null;
  // Flattened from whole records: what none of them had has no column.
  const complete = paths.some((path) => (path?.length ?? 0) > 1) && ALWAYS.every((key) => parts.has(key));
  return {
    whole: -1,
    paths,
    isUtc: time === 'timegenerated[utc]',
    kind: history ? 'history' : 'query',
    lacks: {
      errors: !complete && !parts.has('errorCode'),
      responses: !complete && !starts('responseElements'),
      identity:
        !parts.has('userIdentity') && !parts.has('userIdentity.arn') && !parts.has('userIdentity.type'),
    },
  };
}

/** Keys of which a table of CloudTrail events has two beside name and time. */
const KNOWN = [
  'eventSource',
  'eventID',
  'awsRegion',
  'sourceIPAddress',
  'userIdentity',
  'recipientAccountId',
  'requestID',
  'userAgent',
];

/** What every record of an API call has. */
const ALWAYS = [
  'eventVersion',
  'eventID',
  'eventType',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'userIdentity.type',
];

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

/** Lower case, without what stands between words; the dots of paths stay. */
function plain(cell: string): string {
  return cell.toLowerCase().replace(/[\s_"-]+/g, '');
}

/** The key path of a column. Keys inside requests and responses keep the spelling that they have in the header. */
function pathOf(cell: string, history: boolean, whole: boolean): readonly string[] | null {
  const name = plain(cell);
  if (name === 'awsaccesskey') return ['userIdentity', 'accessKeyId'];
  if (name === 'username' && history) return ['userIdentity', 'userName'];
  const joined = JOINED.get(name.replaceAll('.', ''));
  if (joined !== undefined) return joined;
  // `responseElements_ConsoleLogin`: AWS's own keys have no underscore.
  const opaque = /^(requestParameters|responseElements|additionalEventData|serviceEventDetails)_/i.test(
    cell.trim(),
  );
  const [first = '', ...rest] = cell
    .trim()
    .split(opaque ? /[._]/ : '.')
    .slice(0, MAX_KEYS);
  const key = KEYS.get(plain(first));
  if (key === undefined) return null;
  if (rest.length === 0) return !IDENTITY_PARTS.has(key) ? [key] : whole ? null : ['userIdentity', key];
  return [key, ...rest.map((part) => (OPAQUE.has(key) ? part : (KEYS.get(part.toLowerCase()) ?? part)))];
}

const MAX_KEYS = 8;
