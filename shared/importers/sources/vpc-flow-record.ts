/** One flow record, whatever it was written as: fields by name, and what an event takes from them. */
import {
  parseEpochMillis,
  parseEpochSeconds,
  parseIso,
  parseLocal,
  type Timestamp,
} from '../../base/time.ts';
import type { Draft, Outcome, RelatedIp, Target } from '../../events/event.ts';
import type { Read } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, issue, Memo } from '../kit/fields.ts';
import type { Field, Layout } from './vpc-flow-layout.ts';
import { pathName, protocolName, tcpFlagNames } from './vpc-flow-protocols.ts';

/** A record's fields as written. */
export interface FlowRecord {
  readonly fields: readonly string[];
  readonly layout: Layout;
  /** It went through a table program or a query: empty cells, lost zeros, numbers with exponents. */
  readonly table: boolean;
  /** Time of the record in CloudWatch, for layouts without a time of their own; or null. */
  readonly stamp: string | null;
}

const NO_RELATED: readonly RelatedIp[] = [];
const NO_ISSUES: readonly Issue[] = [];
/** What a flow without `action` (transit gateways judge nothing) is called. */
const NO_ACTION = 'flow';

/** Makes events of the records of one file. */
export class FlowEvents {
  private readonly timezone: string;
  /** By the texts of the fields that they are made of; the layout says where those stand. */
  private targets = new Memo<readonly Target[]>();
  private keyLayout: Layout | null = null;
  private keyAt: readonly number[] = [];
  private readonly times = new Memo<Timestamp | null>();

  /** `timezone`: for tables whose times were turned into text without a zone. */
  constructor(timezone: string) {
    this.timezone = timezone;
  }

  read(record: FlowRecord): Read {
    const get = (field: Field): string | null => valueAt(record, record.layout.at[field]);
    const action = get('action');
    const status = get('log-status');
    const start = get('start') ?? get('end');
    const time = start === null ? this.stampTime(record.stamp ?? get('@timestamp')) : this.time(start);
    const timeEnd = this.time(get('end'));
    const silent = status !== null && status !== 'OK' ? status : null;
    const draft: Draft = {
      source: 'aws:vpcflow',
      action: action ?? silent ?? NO_ACTION,
      category: 'network',
      outcome: outcomeOf(action),
      reason: reasonOf(action === null ? null : silent, record.layout, get),
      time,
      timeEnd,
      actor: null,
      srcIp: get('srcaddr') ?? get('pkt-srcaddr'),
      srcPort: count(get('srcport')),
      dstIp: get('dstaddr') ?? get('pkt-dstaddr'),
      dstPort: count(get('dstport')),
      relatedIps: packetAddresses(get),
      userAgent: null,
      session: null,
      credential: null,
      system: get('interface-id') ?? get('tgw-attachment-id') ?? get('tgw-id') ?? get('resource-id'),
      targets: this.targetsOf(record, get),
      effects: [],
      bytes: count(get('bytes')),
      nativeId: null,
    };
    return event(draft, this.issues(record, get, time, timeEnd));
  }

  /** Records of one aggregation interval share their times: each text is parsed once. */
  private time(written: string | null): Timestamp | null {
    if (written === null) return null;
    return this.times.of(written, () => {
      const number = /^(\d+)(\.0+)?$/.exec(written)?.[1];
      if (number === undefined) {
        // Athena and Trino name the zone of a timestamp, nearly always this one.
        const iso = parseIso(written.replace(/ UTC$/, 'Z'));
        const parsed = iso.ok ? iso : parseLocal(written, this.timezone);
        return parsed.ok ? { ...parsed.value, text: written } : null;
      }
      // Thirteen digits are milliseconds: as seconds they would lie beyond the year 30,000.
      const parsed = number.length >= 13 ? parseEpochMillis(number) : parseEpochSeconds(number);
      return parsed.ok ? { ...parsed.value, text: written } : null;
    });
  }

  /** CloudWatch writes its times in UTC, in Logs Insights without saying so. */
  private stampTime(written: string | null): Timestamp | null {
    if (written === null) return null;
    return this.times.of(`@${written}`, () => {
      const parsed = parseIso(/Z$/.test(written) ? written : `${written}Z`);
      return parsed.ok ? { ...parsed.value, text: written } : null;
    });
  }

  /** Instance and account first: they are what a table shows. Everything here repeats from record to record. */
  private targetsOf(record: FlowRecord, get: (field: Field) => string | null): readonly Target[] {
    const { fields, layout } = record;
    if (layout !== this.keyLayout) {
      this.keyLayout = layout;
      this.keyAt = TARGET_FIELDS.flatMap((field) => (layout.at[field] < 0 ? [] : [layout.at[field]]));
      this.targets = new Memo();
    }
    let key = '';
    for (const at of this.keyAt) key += `${fields[at] ?? ''}\n`;
    return this.targets.of(key, () => {
      const targets: Target[] = [];
      const add = (type: string, id: string | null, name: string | null = null) => {
        if (id !== null || name !== null) targets.push({ type, id, name });
      };
      const account = get('account-id');
      add('instance', get('instance-id'));
      // A spreadsheet's `4.81516E+11` names nobody.
      if (account !== null && account !== 'unknown' && !EXPONENT.test(account)) add('account', account);
      const protocol = wholeNumber(get('protocol'));
      if (protocol !== null) add('protocol', protocol, protocolName(protocol));
      const flags = wholeNumber(get('tcp-flags'));
      if (flags !== null) add('tcp-flags', flags === '0' ? null : flags, tcpFlagNames(flags));
      add('direction', null, get('flow-direction'));
      const path = wholeNumber(get('traffic-path'));
      if (path !== null) add('traffic-path', path, pathName(path));
      add('vpc', get('vpc-id'));
      add('subnet', get('subnet-id'));
      add('source-service', null, get('pkt-src-aws-service'));
      add('destination-service', null, get('pkt-dst-aws-service'));
      add('ecs-cluster', get('ecs-cluster-arn'), get('ecs-cluster-name'));
      add('ecs-service', null, get('ecs-service-name'));
      add('ecs-task', get('ecs-task-arn') ?? get('ecs-task-id'), get('ecs-task-id'));
      add('transit-gateway', get('tgw-id'));
      add('source-vpc', get('tgw-src-vpc-id'));
      add('destination-vpc', get('tgw-dst-vpc-id'));
      add('source-interface', get('tgw-src-eni'));
      add('destination-interface', get('tgw-dst-eni'));
      return targets;
    });
  }

  private issues(
    record: FlowRecord,
    get: (field: Field) => string | null,
    time: Timestamp | null,
    timeEnd: Timestamp | null,
  ): readonly Issue[] {
    let issues = NO_ISSUES;
    if (time === null) {
      const written = get('start') ?? get('end') ?? record.stamp ?? get('@timestamp');
      const said =
        written === null
          ? issue('time.missing', 'degraded', 'no start time')
          : issue('time.invalid', 'degraded', `start ${written.slice(0, 80)}`);
      issues = [said];
    }
    const end = get('end');
    if (end !== null && timeEnd === null)
      issues = [...issues, issue('time.invalid', 'degraded', `end ${end.slice(0, 80)}`)];
    if (!record.table) return issues;
    for (const field of NUMBERS) {
      const written = get(field);
      if (written !== null && EXPONENT.test(written))
        issues = [...issues, issue('number.spreadsheet', 'degraded', `${field} ${written}`)];
    }
    const account = get('account-id');
    if (account !== null && /^\d{1,11}$/.test(account)) {
      const detail = `account ${account}: an account id has 12 digits, leading zeros are lost`;
      issues = [...issues, issue('number.spreadsheet', 'degraded', detail)];
    }
    return issues;
  }
}

const EXPONENT = /^\d([.,]\d+)?E\+\d+$/i;
const NUMBERS = ['account-id', 'start', 'end', 'bytes'] as const;

/** Every field that targets are made of. */
const TARGET_FIELDS = [
  'account-id',
  'instance-id',
  'protocol',
  'tcp-flags',
  'flow-direction',
  'traffic-path',
  'vpc-id',
  'subnet-id',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'ecs-cluster-arn',
  'ecs-cluster-name',
  'ecs-service-name',
  'ecs-task-arn',
  'ecs-task-id',
  'tgw-id',
  'tgw-src-vpc-id',
  'tgw-dst-vpc-id',
  'tgw-src-eni',
  'tgw-dst-eni',
] as const satisfies readonly Field[];

/** What table programs and query engines write for a value that is not there. */
const NO_VALUE = /^(null|nan|none|n\/a|\\n)$/i;

/** A field; `-` means that it does not apply. */
function valueAt({ fields, table }: FlowRecord, at: number): string | null {
  const field = at < 0 ? undefined : fields[at];
  if (field === undefined || field === '-' || field === '') return null;
  return table && NO_VALUE.test(field) ? null : field;
}

function count(field: string | null): number | null {
  // What is no number becomes NaN, which the gate refuses with an issue.
  return field === null ? null : Number(field);
}

/** `6` for `6` and `6.0`, which is what tables with empty cells make of whole numbers. */
function wholeNumber(field: string | null): string | null {
  return field === null ? null : field.replace(/^(\d+)\.0+$/, '$1');
}

function outcomeOf(action: string | null): Outcome {
  const verdict = action?.toUpperCase();
  if (verdict === 'ACCEPT') return 'success';
  return verdict === 'REJECT' ? 'failure' : 'unknown';
}

const LOST = [
  'packets-lost-no-route',
  'packets-lost-blackhole',
  'packets-lost-mtu-exceeded',
  'packets-lost-ttl-expired',
] as const satisfies readonly Field[];

/** Why it was rejected, that the interval had gaps although it names a flow, or what a transit gateway dropped. */
function reasonOf(gap: string | null, { at }: Layout, get: (field: Field) => string | null): string | null {
  if (gap === null && at['reject-reason'] < 0 && at['packets-lost-no-route'] < 0) return null;
  const said = [gap, get('reject-reason')];
  for (const field of LOST) {
    const lost = get(field);
    if (lost !== null && lost !== '0') said.push(`${field} ${lost}`);
  }
  return said.filter((one) => one !== null).join(', ') || null;
}

/** Behind a NAT or transit gateway the packet's own addresses are the true ends. */
function packetAddresses(get: (field: Field) => string | null): readonly RelatedIp[] {
  const source = get('pkt-srcaddr');
  const destination = get('pkt-dstaddr');
  if (source === null && destination === null) return NO_RELATED;
  const related: RelatedIp[] = [];
  const from = get('srcaddr');
  const to = get('dstaddr');
  if (source !== null && from !== null && source !== from)
    related.push({ ip: source, role: 'packet-source' });
  if (destination !== null && to !== null && destination !== to)
    related.push({ ip: destination, role: 'packet-destination' });
  return related.length === 0 ? NO_RELATED : related;
}
