/**
 * Access logs of load balancers as tables: the columns that AWS documents for Athena, in any order and any spelling of case
 * and underscores, as delimited text or as JSON objects. A row becomes the fields of the line that it was made from.
 */
import type { JsonObject } from '../importer.ts';
import { text } from '../kit/fields.ts';

export type TableKind = 'application' | 'network' | 'classic';

/** For each field of a line the columns that hold it, the first that is there counts; several groups are joined. */
interface Joined {
  readonly joined: string;
  readonly parts: readonly (readonly string[])[];
}
type Field = readonly string[] | Joined;

const CLIENT: Joined = {
  joined: ':',
  parts: [
    ['clientip', 'requestip', 'client', 'clienthost'],
    ['clientport', 'requestport'],
  ],
};
const TARGET: Joined = {
  joined: ':',
  parts: [
    ['targetip', 'backendip', 'target', 'backend', 'targethost'],
    ['targetport', 'backendport'],
  ],
};
const REQUEST: Joined = {
  joined: ' ',
  parts: [
    ['request', 'requestverb', 'requestmethod', 'httpmethod', 'verb'],
    ['requesturl', 'url'],
    ['requestproto', 'requestprotocol', 'protocol', 'httpversion'],
  ],
};

const CLASSIC: readonly Field[] = [
  ['time', 'timestamp'],
  ['elb', 'elbname'],
  CLIENT,
  TARGET,
  ['requestprocessingtime'],
  ['targetprocessingtime', 'backendprocessingtime'],
  ['responseprocessingtime', 'clientresponsetime'],
  ['elbstatuscode', 'elbresponsecode'],
  ['targetstatuscode', 'backendstatuscode', 'backendresponsecode'],
  ['receivedbytes'],
  ['sentbytes'],
  REQUEST,
  ['useragent'],
  ['sslcipher'],
  ['sslprotocol'],
];
const APPLICATION: readonly Field[] = [
  ['type'],
  ...CLASSIC,
  ['targetgrouparn'],
  ['traceid'],
  ['domainname'],
  ['chosencertarn'],
  ['matchedrulepriority'],
  ['requestcreationtime'],
  ['actionsexecuted'],
  ['redirecturl'],
  ['errorreason', 'lambdaerrorreason'],
];
const NETWORK: readonly Field[] = [
  ['type'],
  ['version'],
  ['time', 'timestamp'],
  ['elb', 'elbname'],
  ['listenerid', 'listener'],
  CLIENT,
  TARGET,
  ['tcpconnectiontimems', 'connectiontime'],
  ['tlshandshaketimems', 'tlshandshaketime'],
  ['receivedbytes'],
  ['sentbytes'],
  ['incomingtlsalert'],
  ['certarn', 'chosencertarn'],
  ['certificateserial', 'chosencertserial'],
  ['tlsciphersuite', 'tlscipher'],
  ['tlsprotocolversion'],
  ['tlsnamedgroup'],
  ['domainname'],
  ['alpnfeprotocol'],
  ['alpnbeprotocol'],
  ['alpnclientpreferencelist'],
  ['tlsconnectioncreationtime'],
];

const FIELDS: Readonly<Record<TableKind, readonly Field[]>> = {
  application: APPLICATION,
  network: NETWORK,
  classic: CLASSIC,
};

export interface BalancerTable {
  readonly kind: TableKind;
  /** Where each part of each field stands; -1 for parts that the table does not have. */
  readonly at: readonly { readonly joined: string; readonly parts: readonly number[] }[];
  /** What an access log says and the table does not, for the one note of the file; null when nothing is left out. */
  readonly loss: string | null;
}

/** The meaning of columns or keys, or null when they are no access log's. */
export function tableOf(names: readonly string[]): BalancerTable | null {
  const known = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const place = (wanted: readonly string[]) =>
    wanted.map((name) => known.indexOf(name)).find((at) => at >= 0) ?? -1;
  const has = (...wanted: string[]) => place(wanted) >= 0;
  const named = has('elb', 'elbname') && has('time', 'timestamp') && place(CLIENT.parts[0] ?? []) >= 0;
  if (!named) return null;
  const answered = has('elbstatuscode', 'elbresponsecode');
  if (!answered && !has('tlsconnectioncreationtime', 'incomingtlsalert')) return null;
  const isApplication = has('type', 'requestcreationtime', 'targetstatuscode');
  const kind = !answered ? 'network' : isApplication ? 'application' : 'classic';
  const at = FIELDS[kind].map((field) =>
    'joined' in field
      ? { joined: field.joined, parts: field.parts.map(place) }
      : { joined: '', parts: [place(field)] },
  );
  const wanted = kind === 'network' ? ['tlsconnectioncreationtime'] : WANTED;
  const missing = wanted.filter((name) => !has(name));
  if (kind === 'application' && !has('requestcreationtime')) missing.push('requestcreationtime');
  const loss = missing.length === 0 ? null : `the table has no column ${missing.join(', ')}`;
  return { kind, at, loss };
}

const WANTED = ['useragent', 'receivedbytes', 'sentbytes'];

/** The fields of the line that a row was made from; what a row leaves empty is `-`. */
export function fieldsOfRow(cells: readonly string[], { at }: BalancerTable): string[] {
  return at.map(({ joined, parts }) => {
    const values = parts.map((part) => (part < 0 ? '' : (cells[part]?.trim() ?? '')));
    const written = values.filter((value) => value !== '' && value !== '-' && value !== 'null');
    return written.length === 0 ? '-' : written.join(joined);
  });
}

export function cellsOf(record: JsonObject): string[] {
  return Object.values(record).map((value) => text(value) ?? '');
}
