/**
 * AWS VPC Flow Logs.
 * Reads: the default version 2 layout (14 fields, no header); text with a header row in any order and of any version,
 * names with `-` or `_`; CSV with such a header; text without a header in a layout that the analyst gives
 * (`${version} ${account-id} …`). A time stamp that CloudWatch put before the record is skipped.
 * Ignores: fields of versions 3 to 11 that have no place in an event (they stay in the raw record), except packet
 * addresses and instance id.
 * NODATA and SKIPDATA are events: they say when the log was silent or had gaps.
 * Specification: "Logging IP traffic using VPC Flow Logs", Amazon VPC User Guide, section "Flow log records".
 */
import { parseEpochSeconds, type Timestamp } from '../../base/time.ts';
import type { Draft, Outcome, RelatedIp, Target } from '../../events/event.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, issue, Memo } from '../kit/fields.ts';

const VERSION_2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const NEEDED = ['srcaddr', 'dstaddr', 'start'];

export const vpcFlow: Importer = {
  version: 1,
  id: 'aws:vpcflow',
  label: 'AWS VPC flow log',
  produces: ['aws:vpcflow'],
  recognise,
  open: (head, options) => new FlowReader(head, options),
};

function recognise(head: Head): Recognition | null {
  if (isHeader(fieldNames(head.header))) return { framing: 'csv', shape: 'CSV with a header row' };
  const first = head.lines[0] ?? '';
  if (isHeader(fieldNames(words(first)))) return { framing: 'lines', shape: 'text with a header row' };
  return isVersion2(words(first)) ? { framing: 'lines', shape: 'version 2, 14 fields' } : null;
}

function isHeader(names: readonly string[]): boolean {
  return NEEDED.every((name) => names.includes(name));
}

/** `2 123456789012 eni-… … OK`, also behind CloudWatch's time stamp. */
function isVersion2(fields: readonly string[]): boolean {
  const record = isCloudWatchStamp(fields[0]) ? fields.slice(1) : fields;
  return record.length === 14 && record[0] === '2' && /^(OK|NODATA|SKIPDATA)$/.test(record[13] ?? '');
}

function isCloudWatchStamp(field: string | undefined): boolean {
  return field !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(field);
}

function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}

/** Field names in the spelling of the specification; `${srcaddr}` and `src_addr`-like spellings of exports folded. */
function fieldNames(names: readonly string[]): string[] {
  return names.map((name) =>
    name
      .replace(/^\$\{(.*)\}$/, '$1')
      .toLowerCase()
      .replaceAll('_', '-'),
  );
}

/** Where each field of interest stands; -1 where the layout lacks it. */
type Layout = Readonly<Record<(typeof USED)[number], number>>;
const USED = [
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'instance-id',
  'pkt-srcaddr',
  'pkt-dstaddr',
] as const;

const NO_RELATED: readonly RelatedIp[] = [];
const NO_ISSUES: readonly Issue[] = [];

class FlowReader implements Reader {
  readonly headerLines: number;
  private readonly width: number;
  private readonly layout: Layout;
  private readonly targets = new Memo<readonly Target[]>();
  private readonly times = new Memo<Timestamp | null>();

  constructor(head: Head, options: ImportOptions) {
    const csv = isHeader(fieldNames(head.header));
    const firstLine = csv ? fieldNames(head.header) : fieldNames(words(head.lines[0] ?? ''));
    const hasHeader = isHeader(firstLine);
    const names = hasHeader ? firstLine : fieldNames(words(options.vpcFormat ?? VERSION_2));
    this.headerLines = hasHeader && !csv ? 1 : 0;
    this.width = names.length;
    this.layout = Object.fromEntries(USED.map((name) => [name, names.indexOf(name)])) as Layout;
  }

  read(record: RecordInput): Read {
    if (record.framing === 'json') return rejected('a JSON object in a flow log');
    let fields: readonly string[] = record.framing === 'lines' ? record.text.split(' ') : record.cells;
    if (fields.length !== this.width) {
      fields = fields.filter((field) => field !== '');
      if (fields.length === this.width + 1 && isCloudWatchStamp(fields[0])) fields = fields.slice(1);
      if (fields.length !== this.width)
        return rejected(`${fields.length} fields, the layout has ${this.width}`);
    }
    return this.flow(fields);
  }

  private flow(fields: readonly string[]): Read {
    const at = this.layout;
    const action = value(fields, at.action);
    const status = value(fields, at['log-status']);
    const account = value(fields, at['account-id']);
    const time = this.time(value(fields, at.start));
    const timeEnd = this.time(value(fields, at.end));
    let issues = NO_ISSUES;
    if (time === null) issues = [timeIssue(value(fields, at.start))];
    if (account !== null && /^\d(\.\d+)?E\+\d+$/i.test(account))
      issues = [...issues, issue('number.spreadsheet', 'degraded', `account ${account}`)];
    const silent = status !== null && status !== 'OK';
    const draft: Draft = {
      source: 'aws:vpcflow',
      action: silent ? status : (action ?? 'flow'),
      category: 'network',
      outcome: silent ? 'unknown' : outcomeOf(action),
      reason: null,
      time,
      timeEnd,
      actor: null,
      srcIp: value(fields, at.srcaddr),
      srcPort: count(value(fields, at.srcport)),
      dstIp: value(fields, at.dstaddr),
      dstPort: count(value(fields, at.dstport)),
      relatedIps: packetAddresses(fields, at),
      userAgent: null,
      session: null,
      credential: null,
      system: value(fields, at['interface-id']),
      targets: this.targetsOf(account, value(fields, at['instance-id'])),
      effects: [],
      bytes: count(value(fields, at.bytes)),
      nativeId: null,
    };
    return event(draft, issues);
  }

  /** Records of one aggregation window share their times: each text is parsed once. */
  private time(written: string | null): Timestamp | null {
    if (written === null) return null;
    return this.times.of(written, () => {
      const parsed = parseEpochSeconds(written);
      return parsed.ok ? parsed.value : null;
    });
  }

  private targetsOf(account: string | null, instance: string | null): readonly Target[] {
    return this.targets.of(`${account} ${instance}`, () => {
      const targets: Target[] = [];
      if (instance !== null) targets.push({ type: 'instance', id: instance, name: null });
      if (account !== null && account !== 'unknown')
        targets.push({ type: 'account', id: account, name: null });
      return targets;
    });
  }
}

/** A field; `-` means that it does not apply. */
function value(fields: readonly string[], at: number): string | null {
  const field = at < 0 ? undefined : fields[at];
  return field === undefined || field === '-' || field === '' ? null : field;
}

function count(field: string | null): number | null {
  // What is no number becomes NaN, which the gate refuses with an issue.
  return field === null ? null : Number(field);
}

function outcomeOf(action: string | null): Outcome {
  if (action === 'ACCEPT') return 'success';
  return action === 'REJECT' ? 'failure' : 'unknown';
}

/** Behind a NAT or transit gateway the packet's own addresses are the true ends. */
function packetAddresses(fields: readonly string[], at: Layout): readonly RelatedIp[] {
  if (at['pkt-srcaddr'] < 0 && at['pkt-dstaddr'] < 0) return NO_RELATED;
  const related: RelatedIp[] = [];
  const source = value(fields, at['pkt-srcaddr']);
  const destination = value(fields, at['pkt-dstaddr']);
  if (source !== null && source !== value(fields, at.srcaddr))
    related.push({ ip: source, role: 'packet-source' });
  if (destination !== null && destination !== value(fields, at.dstaddr))
    related.push({ ip: destination, role: 'packet-destination' });
  return related.length === 0 ? NO_RELATED : related;
}

function timeIssue(written: string | null): Issue {
  return written === null
    ? issue('time.missing', 'degraded', 'no start time')
    : issue('time.invalid', 'degraded', `start ${written.slice(0, 80)}`);
}

function rejected(detail: string): Read {
  return { kind: 'rejected', issue: issue('line.fields', 'data-loss', detail) };
}
