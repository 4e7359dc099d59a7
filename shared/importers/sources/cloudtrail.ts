/**
 * AWS CloudTrail.
 * Reads: trail files `{"Records":[…]}` (several of them one after the other too) and the console's JSON download; bare
 * records in an array, one a line or one after the other; `lookup-events`; EventBridge, Firehose and CloudWatch Logs
 * (kit/unwrap.ts); records that Logstash put `@timestamp` on; CSV of the event history, Athena, CloudTrail Lake and
 * Microsoft Sentinel, or flattened into a column for each key (cloudtrail-columns.ts), of Logs Insights and Splunk with
 * the record in a column; events of Amazon Security Lake (cloudtrail-ocsf.ts). Management, data, network activity and Insights events.
 * Ignores: digests inside a file of records; request and response parameters beyond targets and effects (they stay in the
 * raw record). `sourceIPAddress` is an address only where it parses as one: `cloudtrail.amazonaws.com` becomes a target of
 * type `service`, or the actor where no other is named. A failed console sign-in has no error code: it stands in the
 * response.
 * Specification: AWS CloudTrail User Guide, "CloudTrail record contents", eventVersion 1.x.
 */
import { type ParsedTime, parseEpochMillis, parseLocal } from '../../base/time.ts';
import type { Head, Importer, JsonObject, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { issue, wrongShape } from '../kit/fields.ts';
import { type Columns, columnsOf, lacksOf, lossOf } from './cloudtrail-columns.ts';
import { recordOfRow } from './cloudtrail-csv.ts';
import { isLookupItem, parseItemTime, recordOfItem, withResources } from './cloudtrail-lookup.ts';
import { isOcsf, recordOfOcsf } from './cloudtrail-ocsf.ts';
import { LACKS_NOTHING, newActors, type RecordContext, readCloudtrail } from './cloudtrail-record.ts';

export const cloudtrail: Importer = {
  version: 4,
  id: 'aws:cloudtrail',
  label: 'AWS CloudTrail',
  produces: ['aws:cloudtrail'],
  recognise,
  open: (head, options) => new TrailReader(head, options.timezone),
};

function recognise(head: Head): Recognition | null {
  const columns = columnsOf(head);
  if (columns !== null)
    return {
      framing: 'csv',
      poorer: true,
      shape: TABLES[columns.kind],
    };
  const emptyTrail =
    head.envelope === 'Records' && head.topKeys.length === 1 && /\[\s*\]\s*\}\s*$/.test(head.text);
  const known = emptyTrail || head.records.some((record) => isRecord(record) || isLookupItem(record));
  if (!known && head.records.some(isOcsf))
    return { framing: 'json', poorer: true, shape: 'Amazon Security Lake (OCSF)' };
  if (!known && !isCutRecord(head)) return null;
  return { framing: 'json', shape: known ? shapeOf(head) : 'wrapped records' };
}

const TABLES: Readonly<Record<Columns['kind'], string>> = {
  history: 'event history CSV',
  query: 'query result CSV (Athena, CloudTrail Lake)',
  records: 'CSV with records in a column',
};

/** Not an S3 notification, which has `Records` with `eventTime`, `eventName` and `"eventSource":"aws:s3"` too. */
function isRecord(record: JsonObject): boolean {
  if ('insightDetails' in record) return 'eventVersion' in record && 'eventTime' in record;
  if (!('eventSource' in record) || !('eventName' in record)) return false;
  if (String(record.eventSource).startsWith('aws:')) return false;
  return (
    ['eventVersion', 'eventTime', 'eventID', 'awsRegion', 'userIdentity', 'sourceIPAddress'].filter(
      (key) => key in record,
    ).length >= 2
  );
}

/** Keys of a record, perhaps inside a string, where quotes are escaped. */
const INSIDE = [
  /"eventVersion\\*"\s*:/,
  /"eventName\\*"\s*:/,
  /"eventSource\\*"\s*:\s*\\*"[\w-]+\.amazonaws\.com/,
];

/** A head that ends inside its first record, which is wrapped: nothing of it can be unwrapped. */
function isCutRecord({ records, text }: Head): boolean {
  return records.length <= 1 && text.length >= CUT_LENGTH && INSIDE.every((key) => key.test(text));
}

const CUT_LENGTH = 32 * 1024;

function shapeOf({ envelope, wrapper, text }: Head): string {
  if (envelope === 'Records' && wrapper === '') return 'trail file {"Records":[…]}';
  if (envelope === 'Events') return 'lookup-events {"Events":[…]}';
  const array = text.trimStart().startsWith('[') ? ', JSON array' : ', one after the other';
  if (wrapper.endsWith('CloudTrailEvent')) return `lookup-events items${array}`;
  if (wrapper !== '')
    return `records inside ${wrapper}${envelope === '' ? array : ` of {"${envelope}":[…]}`}`;
  return envelope === '' ? `bare records${array}` : `records in {"${envelope}":[…]}`;
}

class TrailReader implements Reader {
  readonly headerLines = 0;
  private readonly columns: Columns | null;
  private readonly parseTime: (written: string) => ParsedTime;
  private readonly json: RecordContext;
  private readonly csv: RecordContext;
  private readonly item: RecordContext;
  private readonly lake: RecordContext;
  /** The note on what this kind of export leaves out, until it was given. */
  private loss: string | null;

  /** `timezone`: for times whose zone an export dropped; the source itself always writes `Z`. */
  constructor(head: Head, timezone: string) {
    this.parseTime = (written) => parseLocal(written, timezone);
    this.columns = columnsOf(head);
    const actors = newActors();
    this.json = { parseTime: this.parseTime, actors, lacks: LACKS_NOTHING };
    this.csv = { parseTime: (written) => this.cellTime(written), actors, lacks: lacksOf(this.columns) };
    this.item = {
      parseTime: (written) => parseItemTime(written, this.parseTime),
      actors,
      lacks: { errors: true, responses: true, identity: true },
    };
    const lakeTime = (written: string) =>
      /^\d{1,16}$/.test(written) ? parseEpochMillis(written) : this.parseTime(written);
    this.lake = { parseTime: lakeTime, actors, lacks: LACKS_NOTHING };
    this.loss = this.columns === null ? null : lossOf(this.columns);
  }

  read(record: RecordInput): Read {
    if (record.framing === 'json') return this.readJson(record.value);
    if (record.framing !== 'csv' || this.columns === null) return wrongShape('not a CloudTrail record');
    const row = recordOfRow(record.cells, this.columns);
    if (row === null)
      return {
        kind: 'rejected',
        issue: issue('json.inner', 'data-loss', 'the cell of the record is no JSON'),
      };
    if (this.columns.kind === 'records') return this.readJson(row.record);
    const full = this.columns.lacks.responses ? withResources(row.record) : row.record;
    const read = withIssues(readCloudtrail(full, this.csv), row.issues);
    const { loss } = this;
    if (loss === null || read.kind !== 'event') return read;
    this.loss = null;
    return withIssues(read, [issue('source.lossy', 'note', loss)]);
  }

  private readJson(value: JsonObject): Read {
    if (isOcsf(value)) return readCloudtrail(recordOfOcsf(value), this.lake);
    if (!isLookupItem(value) || 'eventName' in value) return readCloudtrail(value, this.json);
    const broken = 'CloudTrailEvent' in value && value.CloudTrailEvent !== null;
    return withIssues(readCloudtrail(withResources(recordOfItem(value)), this.item), [
      broken
        ? issue('json.inner', 'degraded', 'CloudTrailEvent cannot be read; the outer fields are kept')
        : issue('source.lossy', 'note', 'the item has no CloudTrailEvent: only its outer fields are known'),
    ]);
  }

  /** Query results of CloudTrail Lake are `2023-06-11 16:26:39.000`, in UTC by the documentation; see `sentinelTime`. */
  private cellTime(written: string): ParsedTime {
    const sentinel = sentinelTime(written);
    const isUtc =
      sentinel === null
        ? /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/.test(written)
        : (this.columns?.isUtc ?? false);
    const parsed = this.parseTime(`${sentinel ?? written}${isUtc ? 'Z' : ''}`);
    return parsed.ok ? { ok: true, value: { ...parsed.value, text: written } } : parsed;
  }
}

/** `11/14/2023, 9:22:49.000 AM`, as Sentinel's portal exports times, month first and always with its half of the day. */
function sentinelTime(written: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (\d{1,2}):(\d{2}):(\d{2}\.\d{3}) ([AP])M$/.exec(written);
  if (match === null) return null;
  const [, month = '', day = '', year = '', clock = '', minute = '', second = '', half] = match;
  if (Number(clock) < 1 || Number(clock) > 12) return null;
  const hour = (Number(clock) % 12) + (half === 'P' ? 12 : 0);
  const two = (part: string | number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`;
}

function withIssues(read: Read, issues: readonly Issue[]): Read {
  if (issues.length === 0 || (read.kind !== 'event' && read.kind !== 'fact')) return read;
  return { ...read, issues: [...(read.issues ?? []), ...issues] };
}
