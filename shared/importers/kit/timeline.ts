/** Rows of timelines that other tools made: free columns around a time and a message. */
import { canonicalIp } from '../../base/ip.ts';
import type { Timestamp } from '../../base/time.ts';
import type { Actor, Alias, Draft, Outcome, RelatedIp, SourceType, Target } from '../../events/event.ts';
import type { JsonObject, RecordInput } from '../importer.ts';
import { Columns, type Synonyms } from './columns.ts';
import { isEmail, Memo, text } from './fields.ts';
import { addressesIn } from './mentions.ts';

export type TimelineField =
  | 'message'
  | 'action'
  | 'outcome'
  | 'reason'
  | 'user'
  | 'email'
  | 'srcIp'
  | 'srcPort'
  | 'dstIp'
  | 'dstPort'
  | 'userAgent'
  | 'session'
  | 'credential'
  | 'host'
  | 'file'
  | 'bytes'
  | 'dataType'
  | 'parser'
  | 'datetime'
  | 'timestamp'
  | 'timestampDesc';

/** Names of plaso, Timesketch and the Elastic Common Schema, folded. */
const SYNONYMS: Synonyms<TimelineField> = {
  message: ['message'],
  action: ['action', 'eventaction', 'eventname', 'activity', 'operation'],
  outcome: ['outcome', 'eventoutcome', 'result'],
  reason: ['reason', 'eventreason'],
  user: [
    'username',
    'user',
    'usernames',
    'account',
    'accountname',
    'actor',
    'login',
    'sourceuser',
    'subjectusername',
  ],
  email: ['useremail', 'actoremail', 'email', 'emailaddress'],
  srcIp: [
    'srcip',
    'sourceip',
    'sourceipaddress',
    'sourceaddress',
    'srcaddr',
    'clientipaddress',
    'clientip',
    'remoteip',
    'remoteaddress',
    'ipaddress',
    'ip',
  ],
  srcPort: ['srcport', 'sourceport'],
  dstIp: [
    'dstip',
    'destip',
    'destinationip',
    'destinationipaddress',
    'destinationaddress',
    'dstaddr',
    'serverip',
  ],
  dstPort: ['dstport', 'destport', 'destinationport'],
  userAgent: ['useragent', 'httpuseragent', 'useragentoriginal', 'httprequestuseragent'],
  session: ['session', 'sessionid'],
  credential: ['credential', 'credentialid'],
  host: ['hostname', 'computername', 'computer', 'host', 'machine', 'system'],
  file: ['filename', 'filepath', 'displayname', 'path'],
  bytes: ['bytes', 'size'],
  dataType: ['datatype'],
  parser: ['parser'],
  datetime: ['datetime'],
  timestamp: ['timestamp'],
  timestampDesc: ['timestampdesc'],
};

/** One row by field, whether it stands in a table or in a JSON object. Remembers headers and sets of keys. */
export class TimelineRows {
  private readonly columns = new Memo<Columns<TimelineField>>();

  /** Null for a line of plain text. */
  read(record: RecordInput): ((field: TimelineField) => string | null) | null {
    if (record.framing === 'lines') return null;
    const { header, cells } = record.framing === 'csv' ? record : tableOf(record.value);
    const columns = this.columns.of(header.join('\0'), () => new Columns(header, SYNONYMS));
    return (field) => columns.value(cells, field);
  }
}

const MAX_KEYS = 500;

/** Keys and texts of an object; keys of objects inside it joined by dots, three levels deep. */
function tableOf(value: JsonObject): { header: string[]; cells: string[] } {
  const header: string[] = [];
  const cells: string[] = [];
  const walk = (object: object, prefix: string, depth: number) => {
    for (const [key, inside] of Object.entries(object)) {
      if (header.length >= MAX_KEYS) return;
      if (typeof inside === 'object' && inside !== null && !Array.isArray(inside) && depth < 3)
        walk(inside as object, `${prefix}${key}.`, depth + 1);
      else {
        header.push(prefix + key);
        cells.push(typeof inside === 'boolean' ? String(inside) : (text(inside) ?? ''));
      }
    }
  };
  walk(value, '', 1);
  return { header, cells };
}

/** An event from a timeline's row. What the row's tool wrote as its sentence becomes the target `message`. */
export function timelineDraft(
  source: SourceType,
  time: Timestamp | null,
  value: (field: TimelineField) => string | null,
): Draft {
  const message = value('message');
  const srcIp = address(value('srcIp'));
  const dstIp = address(value('dstIp'));
  return {
    source,
    action: value('action') ?? value('timestampDesc') ?? 'event',
    category: srcIp !== null && dstIp !== null ? 'network' : 'other',
    outcome: outcomeOf(value('outcome')),
    reason: value('reason'),
    time,
    timeEnd: null,
    actor: timelineActor(value('user'), value('email')),
    srcIp,
    srcPort: port(value('srcPort')),
    dstIp,
    dstPort: port(value('dstPort')),
    relatedIps: message === null ? [] : mentioned(message, [srcIp, dstIp]),
    userAgent: value('userAgent'),
    session: value('session'),
    credential: value('credential'),
    system: value('host'),
    targets: [
      ...named('message', message),
      ...named('file', value('file')),
      ...named('data type', value('dataType')),
    ],
    effects: [],
    bytes: whole(value('bytes')),
    nativeId: null,
  };
}

export function named(type: string, name: string | null): Target[] {
  return name === null ? [] : [{ type, id: null, name }];
}

/** A name on some host proves no identity: only an e-mail joins it to others. */
export function timelineActor(name: string | null, email: string | null): Actor | null {
  if (name === null && email === null) return null;
  const mail = [email, name].find((one) => one !== null && isEmail(one))?.toLowerCase() ?? null;
  const aliases: Alias[] = mail === null ? [] : [{ kind: 'email', value: mail }];
  if (name !== null && name.toLowerCase() !== mail) aliases.push({ kind: 'display', value: name });
  return { type: 'unknown', id: null, name: name ?? email!, email: mail, aliases };
}

/** Addresses only: a host name in such a column is no address. */
export function address(written: string | null): string | null {
  return written === null ? null : canonicalIp(written);
}

export function port(written: string | null): number | null {
  const value = whole(written);
  return value !== null && value <= 65_535 ? value : null;
}

export function whole(written: string | null): number | null {
  return written !== null && /^\d{1,15}$/.test(written) ? Number(written) : null;
}

const MAX_MENTIONED = 20;

/** Addresses that a text names beside those that the row has columns for. */
export function mentioned(message: string, known: readonly (string | null)[]): RelatedIp[] {
  return addressesIn(message)
    .filter((ip) => !known.includes(ip))
    .slice(0, MAX_MENTIONED)
    .map((ip) => ({ ip, role: 'mentioned' }));
}

const SUCCESS =
  /^(?:success|successful|succeeded|ok|okay|allow|allowed|accept|accepted|pass|passed|permit|permitted|grant|granted|true|yes|[123]\d\d)$/i;
const FAILURE =
  /^(?:fail|failed|failure|unsuccessful|deny|denied|error|block|blocked|reject|rejected|refused|drop|dropped|invalid|unauthorized|forbidden|false|no|[45]\d\d)$/i;

/** Words and HTTP statuses that say how it ended; anything else is unknown. */
export function outcomeOf(written: string | null): Outcome {
  const word = written?.trim() ?? '';
  if (SUCCESS.test(word)) return 'success';
  return FAILURE.test(word) ? 'failure' : 'unknown';
}
