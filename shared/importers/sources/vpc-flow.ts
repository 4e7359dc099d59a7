/**
 * AWS VPC and transit gateway flow logs, versions 2 to 11.
 * Reads: the default layouts (version 2 of 14 fields, and a transit gateway's) without a header; text with a header row in
 * any order; text in a layout that the analyst gives (`${version} ${account-id} …`); a CloudWatch export's time stamp before
 * each record; records that CloudWatch, Firehose or Splunk wrapped; tables (Athena, Splunk by `_raw`, Logs Insights by
 * `@message` or by its discovered fields); events of Amazon Security Lake (vpc-flow-ocsf.ts); JSON objects, which Parquet
 * files are turned into as well. Names with `-`, `_` or in camel case.
 * A header row in mid-file, where files were joined, is ignored and tells the layout of what follows.
 * The time is `start` and the event lasts until `end`; where neither is among the fields, it is CloudWatch's time.
 * NODATA and SKIPDATA are events: they say when the log was silent or had gaps. Where such a record names a flow
 * nevertheless, `action` is its action and the reason says NODATA or SKIPDATA.
 * Who opened a connection is not guessed: flags of an interval are or-ed together (`tcp-flags` is kept as a target).
 * Ignores: regions and zones, sublocations, tags, next hops (they stay in the raw record).
 * Specification: "Logging IP traffic using VPC Flow Logs", Amazon VPC User Guide, section "Flow log records"; "Transit
 * Gateway Flow Logs", Amazon VPC Transit Gateways guide.
 */
import type {
  Head,
  Importer,
  ImportOptions,
  JsonObject,
  Read,
  Reader,
  Recognition,
  RecordInput,
} from '../importer.ts';
import type { Issue } from '../issue.ts';
import { isObject, issue, Memo, wrongShape } from '../kit/fields.ts';
import { columnLines, lineColumn, shippedLine } from '../kit/shipped.ts';
import { parseJsonText } from '../kit/unwrap.ts';
import {
  beginsAs,
  fieldName,
  givenLayout,
  isFlow,
  isHeader,
  isStamp,
  isTransitGateway,
  isVersion2,
  type Layout,
  layoutOf,
  TRANSIT_GATEWAY,
  unknownLayout,
  VERSION_2,
  words,
} from './vpc-flow-layout.ts';
import { flowOfOcsf, isOcsfFlow } from './vpc-flow-ocsf.ts';
import { FlowEvents } from './vpc-flow-record.ts';

export const vpcFlow: Importer = {
  version: 3,
  id: 'aws:vpcflow',
  label: 'AWS VPC flow log',
  produces: ['aws:vpcflow'],
  recognise,
  refuse,
  open: (head, options) => new FlowReader(head, options),
};

const TABLES = /[,;|\t]/;

function recognise(head: Head, options?: ImportOptions): Recognition | null {
  if (head.records.some(isFlowObject)) return { framing: 'json', shape: 'structured JSON' };
  if (head.records.some(isOcsfFlow)) return { framing: 'json', shape: 'Amazon Security Lake (OCSF)' };
  for (const record of head.records) {
    const shape = shapeOf(shippedLine(record) ?? '', options);
    if (shape !== null) return { framing: 'json', shape: `${shape}, shipped in JSON` };
  }
  if (isJson(head)) {
    const shape = head.lines.map((line) => shapeOf(line, options)).find((one) => one !== null);
    return shape === undefined || shape === null
      ? null
      : { framing: 'json', shape: `${shape}, wrapped in JSON` };
  }
  const first = head.lines[0] ?? '';
  if (TABLES.test(first) && isHeader(head.header)) return { framing: 'csv', shape: 'CSV with a header row' };
  if (hasFlowMessages(head, options))
    return { framing: 'csv', shape: 'CSV of log events, the record in a column' };
  if (isHeader(words(first))) return { framing: 'lines', shape: 'text with a header row' };
  // The first line may be damaged; the default layouts leave no doubt in any other.
  for (const line of head.lines) {
    const shape = shapeOf(line, options);
    if (shape !== null) return { framing: 'lines', shape };
  }
  return null;
}

/** Lines of words, wrapped or in a column: JSON and delimited text of other layouts are not ours to explain. */
function refuse(head: Head): string | null {
  const shipped = head.records[0] === undefined ? null : shippedLine(head.records[0]);
  if (head.records.length > 0) return shipped === null ? null : unknownLayout(shipped);
  return unknownLayout(columnLines(head)[0] ?? head.lines[0] ?? '');
}

/** Which layout without a header a line has, in words for the ledger. */
function shapeOf(line: string, options?: ImportOptions): string | null {
  const all = words(line);
  const fields = isStamp(all[0]) ? all.slice(1) : all;
  if (isVersion2(fields)) return 'version 2, 14 fields';
  if (isTransitGateway(fields)) return 'transit gateway, all fields';
  const given = options?.vpcFormat ? givenLayout(options.vpcFormat) : null;
  return given !== null && fields.length === given.width ? 'flow log in the given format' : null;
}

/** JSON that wraps lines of text: then the head has those lines and no records. */
function isJson(head: Head): boolean {
  return head.records.length === 0 && /^\s*[[{]/.test(head.text);
}

function isFlowObject(record: JsonObject): boolean {
  return isFlow(new Set(Object.keys(record).map(fieldName)));
}

/** Whether a table of Logs Insights or Splunk holds flow records, and not those of another log. */
function hasFlowMessages(head: Head, options?: ImportOptions): boolean {
  return columnLines(head).some((message) => {
    if (!message.startsWith('{')) return shapeOf(message, options) !== null;
    const parsed = parseJsonText(message);
    return parsed.ok && isObject(parsed.value) && isFlowObject(parsed.value);
  });
}

class FlowReader implements Reader {
  readonly headerLines: number;
  private readonly events: FlowEvents;
  /** By the header row, or by the analyst; tried first. */
  private stated: Layout | null;
  private readonly tables = new Memo<Layout>();
  private isFirst = true;

  constructor(head: Head, options: ImportOptions) {
    this.events = new FlowEvents(options.timezone);
    const first = words(head.lines[0] ?? '');
    const hasHeader = !isJson(head) && isHeader(first);
    this.headerLines = hasHeader ? 1 : 0;
    this.stated = hasHeader
      ? layoutOf(first)
      : options.vpcFormat === null
        ? null
        : givenLayout(options.vpcFormat);
  }

  read(record: RecordInput): Read {
    switch (record.framing) {
      case 'json':
        return this.object(record.value);
      case 'csv':
        return this.row(record.cells, record.header);
      default:
        return this.line(record.text);
    }
  }

  private line(text: string): Read {
    // Nearly every line has its fields between single spaces.
    let fields: readonly string[] = text.split(' ');
    let layout = this.layoutFor(fields);
    let stamp: string | null = null;
    if (layout === null) {
      fields = words(text);
      if (isStamp(fields[0])) {
        stamp = fields[0] ?? null;
        fields = fields.slice(1);
      }
      layout = this.layoutFor(fields);
    }
    if (MAY_BE_HEADER.test(text) && isHeader(fields)) {
      this.stated = layoutOf(fields);
      return { kind: 'ignored', reason: 'header row of a file that was joined to others' };
    }
    if (layout !== null) return this.events.read({ fields, layout, table: false, stamp });
    const { stated } = this;
    if (stated === null || !beginsAs(fields, stated))
      return rejected(fields.length, stated?.width ?? VERSION_2.length);
    const more = issue('line.fields', 'degraded', `${fields.length} fields, the layout has ${stated.width}`);
    return withIssue(this.events.read({ fields, layout: stated, table: false, stamp }), more);
  }

  /** The stated layout where it has as many fields, else a default one. */
  private layoutFor(fields: readonly string[]): Layout | null {
    if (this.stated?.width === fields.length) return this.stated;
    if (isVersion2(fields)) return LAYOUT_2;
    return isTransitGateway(fields) ? LAYOUT_TGW : null;
  }

  private row(cells: readonly string[], header: readonly string[]): Read {
    if (cells.every((cell, at) => cell.trim() === header[at]))
      return { kind: 'ignored', reason: 'header row of a file that was joined to others' };
    const layout = this.tables.of(header.join('\n'), () => layoutOf(header));
    const message = cells[lineColumn(header)]?.trim() ?? '';
    const plain = layout.at.srcaddr < 0 && layout.at['pkt-srcaddr'] < 0;
    if (message !== '' && plain) return this.message(message);
    const fields = cells.map((cell) => cell.trim());
    return this.noteLoss(layout, this.events.read({ fields, layout, table: true, stamp: null }));
  }

  private message(message: string): Read {
    if (!message.startsWith('{')) return this.line(message);
    const parsed = parseJsonText(message);
    return parsed.ok && isObject(parsed.value)
      ? this.object(parsed.value)
      : wrongShape('the column of records holds neither a flow record nor a JSON object');
  }

  private object(given: JsonObject): Read {
    const value = isOcsfFlow(given) ? flowOfOcsf(given) : given;
    const keys = Object.keys(value);
    if (!isFlowObject(value)) {
      const shipped = shippedLine(value);
      if (shipped !== null) return this.line(shipped);
      return wrongShape(`no flow record: ${keys.slice(0, 6).join(', ')}`);
    }
    const layout = this.tables.of(keys.join('\n'), () => layoutOf(keys));
    const fields = keys.map((key) => cellText(value[key]));
    const account = layout.at['account-id'];
    // A JSON number cannot begin with zeros; an account id of 12 digits can.
    if (account >= 0 && typeof value[keys[account] ?? ''] === 'number')
      fields[account] = (fields[account] ?? '').padStart(12, '0');
    return this.events.read({ fields, layout, table: false, stamp: null });
  }

  /** Once a file: which columns of a flow log a table does not have. */
  private noteLoss(layout: Layout, read: Read): Read {
    const isFirst = this.isFirst;
    this.isFirst = false;
    const missing = WANTED.filter((name) => layout.at[name] < 0);
    if (!isFirst || missing.length === 0 || read.kind !== 'event') return read;
    return withIssue(read, issue('source.lossy', 'note', `the table has no column ${missing.join(', ')}`));
  }
}

/** Spares nearly every line the look at its words. */
const MAY_BE_HEADER = /addr|interface/i;
const LAYOUT_2 = layoutOf(VERSION_2);
const LAYOUT_TGW = layoutOf(TRANSIT_GATEWAY);

/** What a table of flows should have. */
const WANTED = [
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
] as const;

function withIssue(read: Read, more: Issue): Read {
  return read.kind === 'event' ? { ...read, issues: [...(read.issues ?? []), more] } : read;
}

function cellText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function rejected(has: number, wants: number): Read {
  const detail = `${has} fields, the layout has ${wants}`;
  return { kind: 'rejected', issue: issue('line.fields', 'data-loss', detail) };
}
