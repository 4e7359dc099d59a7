/**
 * AWS load balancer logs.
 * Reads: access logs of Application (any number of appended fields), Network (TLS) and Classic Load Balancers, and
 * connection logs of Application Load Balancers, also mixed in one file; these lines inside what Filebeat, Logstash and
 * Splunk make of them; the tables that Athena answers with, as delimited text or as JSON (elb-table.ts).
 * The client is who connected: behind a proxy or a content network it is that one's address, not the user's.
 * Time: when the request came (`request_creation_time`, `tls_connection_creation_time`) with the time of the answer as
 * end; where only one time stands, that one. Network Load Balancers write no zone; theirs is UTC.
 * Bytes are those of both directions. The trace id is no id of a record: a client can send it, and retries share it.
 * Ignores: processing times, certificates, target groups, rules and what else has no field in an event.
 * Specification: "Access logs" and "Connection logs" in the Elastic Load Balancing User Guides.
 */
import { ipWithoutPort } from '../../base/ip.ts';
import { truncateMiddle } from '../../base/text.ts';
import { type ParsedTime, parseIso, parseLocal, type Timestamp } from '../../base/time.ts';
import type { Draft, Outcome, Target } from '../../events/event.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import { event, issue, Memo, readTime, wrongShape } from '../kit/fields.ts';
import { fieldValue, splitFields } from '../kit/quoted.ts';
import { byteCount, lineFraming, outcomeOfStatus, requestLine, sumOf } from '../kit/request.ts';
import { columnLines, lineColumn, shippedLine } from '../kit/shipped.ts';
import { firstKind, type Kind, kindOf, realigned, SHAPES, singleSpaced } from './elb-lines.ts';
import { type BalancerTable, cellsOf, fieldsOfRow, tableOf } from './elb-table.ts';

export const elb: Importer = {
  version: 2,
  id: 'aws:elb',
  label: 'AWS load balancer log',
  produces: ['aws:elb'],
  recognise,
  open: (_head, options) => new BalancerReader(options.timezone),
};

function recognise(head: Head): Recognition | null {
  const kind = firstKind(head.lines);
  if (kind !== null) return { framing: lineFraming(head), shape: SHAPES[kind] };
  const shipped = firstKind(head.records.map((record) => shippedLine(record) ?? ''));
  if (shipped !== null) return { framing: 'json', shape: `${SHAPES[shipped]}, shipped in JSON` };
  const inColumn = firstKind(columnLines(head));
  if (inColumn !== null) return { framing: 'csv', shape: `CSV with lines in a column: ${SHAPES[inColumn]}` };
  const table = tableOf(head.header);
  if (table !== null) return { framing: 'csv', shape: `${SHAPES[table.kind]}, as a table` };
  const object = head.records.map((record) => tableOf(Object.keys(record))).find((one) => one !== null);
  return object === undefined || object === null
    ? null
    : { framing: 'json', shape: `${SHAPES[object.kind]}, structured JSON` };
}

/** AWS appends fields; those that are read all stand before this. */
const MAX_FIELDS = 64;

class BalancerReader implements Reader {
  readonly headerLines = 0;
  private readonly urls = new Memo<readonly Target[]>();
  private readonly tables = new Memo<BalancerTable | null>();
  private readonly parseTime: (written: string) => ParsedTime;
  private isFirst = true;

  /** `timezone`: for tables whose times lost their zone; lines have one, or are in UTC. */
  constructor(timezone: string) {
    this.parseTime = (written) => parseLocal(written, timezone);
  }

  read(record: RecordInput): Read {
    switch (record.framing) {
      case 'lines':
        return this.line(record.text);
      case 'json':
        return this.object(record.value);
      case 'csv': {
        const table = this.tableOf(record.header);
        return table === null
          ? this.line(record.cells[lineColumn(record.header)]?.trim() ?? '')
          : this.row(record.cells, table);
      }
    }
  }

  private line(text: string): Read {
    const line = singleSpaced(text);
    const kind = kindOf(line);
    if (kind === null) return wrongShape('not a line of a load balancer’s log');
    return this.fields(kind, splitFields(line.trimEnd(), ' ', MAX_FIELDS));
  }

  private object(value: JsonObject): Read {
    const table = this.tableOf(Object.keys(value));
    return table === null ? this.line(shippedLine(value) ?? '') : this.row(cellsOf(value), table);
  }

  private tableOf(names: readonly string[]): BalancerTable | null {
    return this.tables.of(names.join('\n'), () => tableOf(names));
  }

  private row(cells: readonly string[], table: BalancerTable): Read {
    const read = this.fields(table.kind, fieldsOfRow(cells, table));
    const { isFirst } = this;
    this.isFirst = false;
    if (!isFirst || table.loss === null || read.kind !== 'event') return read;
    return { ...read, issues: [...(read.issues ?? []), issue('source.lossy', 'note', table.loss)] };
  }

  private fields(kind: Kind, fields: readonly string[]): Read {
    switch (kind) {
      case 'application':
        return this.application(fields);
      case 'classic':
        return this.classic(fields);
      case 'network':
        return network(fields);
      case 'connection':
        return connection(fields);
    }
  }

  private application(fields: readonly string[]): Read {
    if (fields.length < 13) return tooShort(fields);
    const aligned = realigned(fields);
    const created = aligned === null ? null : fieldValue(aligned[21]);
    const began = created === null ? null : timeOrNull(created);
    const error = aligned === null ? null : fieldValue(aligned[24]);
    return this.request(aligned ?? fields, 1, began, error, aligned === null);
  }

  private classic(fields: readonly string[]): Read {
    return fields.length < 12 ? tooShort(fields) : this.request(fields, 0, null, null, false);
  }

  /** Fields that Application and Classic Load Balancers share, from the time on. */
  private request(
    fields: readonly string[],
    at: number,
    began: Timestamp | null,
    error: string | null,
    misplaced: boolean,
  ): Read {
    const [stamp, name, client, target, , , , status, , received, sent, request, agent] = fields.slice(at);
    const { time, issues } = readTime(stamp ?? null, this.parseTime);
    const { method, url } = requestLine(fieldValue(request) ?? '-');
    const answered = outcomeOfStatus(fieldValue(status));
    // A Classic Load Balancer that forwards TCP writes neither request nor status.
    const isTcp = at === 0 && url === null && fieldValue(status) === null;
    const draft: Draft = {
      ...NOTHING,
      action: method ?? (isTcp ? 'tcp' : 'request'),
      outcome: answered.outcome,
      reason:
        error === null || answered.outcome === 'success' ? answered.reason : words(answered.reason, error),
      time: began ?? time,
      timeEnd: began === null ? null : time,
      ...endpoints(client, target),
      userAgent: fieldValue(agent),
      system: fieldValue(name),
      targets: url === null ? NO_TARGETS : this.urlTarget(url),
      bytes: sumOf(byteCount(fieldValue(received)), byteCount(fieldValue(sent))),
    };
    return event(draft, misplaced ? [...issues, strangeQuotes(fields)] : issues);
  }

  private urlTarget(url: string): readonly Target[] {
    return this.urls.of(url, () => [{ type: 'url', id: null, name: truncateMiddle(url, MAX_SHOWN) }]);
  }
}

const MAX_SHOWN = 2000;
const NO_TARGETS: readonly Target[] = [];

const NOTHING: Draft = {
  source: 'aws:elb',
  action: 'request',
  category: 'network',
  outcome: 'unknown',
  reason: null,
  time: null,
  timeEnd: null,
  actor: null,
  srcIp: null,
  srcPort: null,
  dstIp: null,
  dstPort: null,
  relatedIps: [],
  userAgent: null,
  session: null,
  credential: null,
  system: null,
  targets: NO_TARGETS,
  effects: [],
  bytes: null,
  nativeId: null,
};

/**
 * `tls version time elb listener client target connection-time handshake-time received sent alert certificate serial
 * cipher protocol group domain …  creation-time`: one line a connection, written when it ends.
 */
function network(fields: readonly string[]): Read {
  if (fields.length < 12) return tooShort(fields);
  const [, , stamp, name, , client, target, , , received, sent, alert, , , cipher] = fields;
  const { time, issues } = readTime(stamp ?? null, (text) => parseLocal(text, 'UTC'));
  const created = fieldValue(fields[21]);
  const began = created === null ? null : timeOrNull(created);
  const domain = fieldValue(fields[17]);
  const said = fieldValue(alert);
  const shook = fieldValue(cipher) !== null;
  const refused = said === null || said === '0' ? null : `TLS alert ${said}`;
  const outcome: Outcome = refused === null && shook ? 'success' : 'failure';
  const draft: Draft = {
    ...NOTHING,
    action: 'tls',
    outcome,
    reason: refused ?? (shook ? null : 'no TLS handshake'),
    time: began ?? time,
    timeEnd: began === null ? null : time,
    ...endpoints(client, target),
    system: fieldValue(name),
    targets: domain === null ? NO_TARGETS : [{ type: 'host', id: null, name: domain }],
    bytes: sumOf(byteCount(fieldValue(received)), byteCount(fieldValue(sent))),
  };
  return event(draft, issues);
}

/** `time client port listener-port protocol cipher latency "subject" validity serial verification [trace]`. */
function connection(fields: readonly string[]): Read {
  if (fields.length < 11) return tooShort(fields);
  const [stamp, client, port, listener, protocol, , , subject, , , verified] = fields;
  const { time, issues } = readTime(stamp ?? null, parseIso);
  const verdict = fieldValue(verified);
  const holder = fieldValue(subject);
  const failed = verdict !== null && verdict !== 'Success';
  const outcome: Outcome = failed ? 'failure' : fieldValue(protocol) === null ? 'unknown' : 'success';
  const draft: Draft = {
    ...NOTHING,
    action: 'connection',
    outcome,
    reason: failed ? verdict : null,
    time,
    srcIp: client === undefined ? null : ipWithoutPort(client),
    srcPort: portOf(port),
    dstPort: portOf(listener),
    targets: holder === null ? NO_TARGETS : [{ type: 'certificate', id: null, name: holder }],
  };
  return event(draft, issues);
}

function endpoints(client: string | undefined, target: string | undefined) {
  const [src, dst] = [fieldValue(client) ?? '', fieldValue(target) ?? ''];
  return {
    srcIp: addressOf(src),
    srcPort: portOf(src.slice(src.lastIndexOf(':') + 1)),
    dstIp: addressOf(dst),
    dstPort: portOf(dst.slice(dst.lastIndexOf(':') + 1)),
  };
}

/** `10.0.0.1:80`, `[2001:db8::1]:443`; some balancers leave the brackets out: the last part is the port then. */
function addressOf(endpoint: string): string | null {
  const colon = endpoint.lastIndexOf(':');
  if (colon < 0) return ipWithoutPort(endpoint);
  return ipWithoutPort(endpoint.slice(0, colon).replace(/^\[|\]$/g, ''));
}

function portOf(text: string | undefined): number | null {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : null;
}

function timeOrNull(text: string): Timestamp | null {
  const parsed = parseLocal(text, 'UTC');
  return parsed.ok ? parsed.value : null;
}

function words(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

function strangeQuotes(fields: readonly string[]) {
  const detail = `${fields.length} fields, and behind the user agent they are not where they should be`;
  return issue('line.fields', 'degraded', detail);
}

function tooShort(fields: readonly string[]): Read {
  return { kind: 'rejected', issue: issue('line.fields', 'data-loss', `${fields.length} fields`) };
}
