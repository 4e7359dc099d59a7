/** Columns that the analyst maps: the fields there are, a first guess, and the key under which a case keeps a mapping. */
import type { ColumnMapping, Head } from './importer.ts';
import { Columns, type Synonyms } from './kit/columns.ts';

/** Fields of an event that a column can be mapped to; `time` is required. */
export const MAPPED_FIELDS = [
  'time',
  'timeEnd',
  'action',
  'message',
  'outcome',
  'actor',
  'email',
  'srcIp',
  'srcPort',
  'dstIp',
  'dstPort',
  'userAgent',
  'session',
  'credential',
  'system',
  'target',
  'bytes',
  'nativeId',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

export const TIME_FORMATS = ['iso', 'seconds', 'milliseconds', 'microseconds'] as const;

const GUESSES: Synonyms<MappedField> = {
  time: [
    'time',
    'timestamp',
    'datetime',
    'date',
    'when',
    'eventtime',
    'created',
    'createdat',
    'occurredat',
    'ts',
  ],
  timeEnd: ['endtime', 'timeend', 'end', 'finishedat'],
  action: [
    'action',
    'event',
    'eventname',
    'eventtype',
    'activity',
    'operation',
    'method',
    'type',
    'category',
  ],
  message: ['message', 'description', 'details', 'summary', 'msg', 'text'],
  outcome: ['outcome', 'result', 'status', 'success'],
  actor: ['actor', 'user', 'username', 'login', 'account', 'who', 'author', 'principal'],
  email: ['email', 'emailaddress', 'mail', 'useremail', 'actoremail'],
  srcIp: [
    'srcip',
    'sourceip',
    'clientip',
    'ip',
    'ipaddress',
    'remoteip',
    'remoteaddress',
    'sourceipaddress',
    'src',
  ],
  srcPort: ['srcport', 'sourceport', 'clientport'],
  dstIp: ['dstip', 'destip', 'destinationip', 'serverip', 'dst'],
  dstPort: ['dstport', 'destport', 'destinationport', 'serverport'],
  userAgent: ['useragent', 'agent', 'browser'],
  session: ['session', 'sessionid'],
  credential: ['credential', 'credentialid', 'tokenid', 'apikey', 'keyid', 'accesskey'],
  system: ['system', 'host', 'hostname', 'server', 'application', 'app', 'service'],
  target: ['target', 'object', 'resource', 'item', 'url', 'path', 'file'],
  bytes: ['bytes', 'size', 'bytessent', 'length'],
  nativeId: ['id', 'eventid', 'uuid', 'recordid'],
};

/** What the columns probably mean, by their names alone: a start for the dialog, never used without the analyst. */
export function guessMapping(columns: readonly string[]): Partial<Record<MappedField, string>> {
  const found = new Columns(columns, GUESSES);
  const guess: Partial<Record<MappedField, string>> = {};
  for (const field of MAPPED_FIELDS) {
    const column = found.columnOf(field);
    if (column !== null) guess[field] = column;
  }
  return guess;
}

/** Columns of a table, or keys of its first JSON record with those of inner objects behind a dot; empty for other text. */
export function columnsOf(head: Head): string[] {
  const [first] = head.records;
  return first === undefined ? [...head.header] : keysOf(first, '', 1);
}

const MAX_KEYS = 300;

function keysOf(value: object, prefix: string, depth: number): string[] {
  const keys: string[] = [];
  for (const [key, inside] of Object.entries(value)) {
    if (keys.length >= MAX_KEYS) break;
    const nests = typeof inside === 'object' && inside !== null && !Array.isArray(inside) && depth < 4;
    if (nests) keys.push(...keysOf(inside as object, `${prefix}${key}.`, depth + 1));
    else keys.push(prefix + key);
  }
  return keys.slice(0, MAX_KEYS);
}

/** The header's text: a case keeps a mapping under it. JSON records of one log differ in keys, so only the mapped ones count. */
export function mappingKey(head: Head, mapping: ColumnMapping): string {
  return head.records.length > 0
    ? `json ${JSON.stringify(Object.values(mapping.fields).sort())}`
    : `csv ${JSON.stringify(head.header)}`;
}
