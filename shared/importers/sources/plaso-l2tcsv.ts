/**
 * Timelines of plaso and log2timeline.
 * Reads: `l2tcsv` (17 columns; month first, zone in a column of its own), `dynamic` CSV (`datetime`, `timestamp_desc`,
 * `source`, `source_long`, `message`, `parser`, `display_name`, `tag`) and `json_line`. Names and values in `extra` count
 * like columns.
 * Ignores: MACB, version, inode, notes, format, path specifications (they stay in the raw record).
 * A time that plaso calls "Not a time", or 00/00/0000, is none: the event is undated.
 * Specification: "l2tcsv output format" and "Output modules", plaso user guide.
 */
import { unguardFormula } from '../../base/formula.ts';
import { unescapeText } from '../../base/text.ts';
import {
  type ParsedTime,
  parseEpochMicros,
  parseIso,
  parseLocal,
  parseMonthFirst,
  type Timestamp,
} from '../../base/time.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { saysNothing } from '../kit/columns.ts';
import { event, issue, wrongShape } from '../kit/fields.ts';
import { named, type TimelineField, TimelineRows, timelineDraft } from '../kit/timeline.ts';

export const plasoTimeline: Importer = {
  version: 1,
  id: 'plaso:timeline',
  label: 'plaso timeline',
  produces: ['plaso:timeline'],
  recognise,
  open: (head, options) => (isL2t(head) ? new L2tReader(options) : new PlasoReader(options)),
};

const L2T =
  'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra'.split(
    ',',
  );
const [DATE, TIME, ZONE, , , SOURCE_TYPE, TYPE, USER, HOST, SHORT, DESC, , FILE, , , FORMAT, EXTRA] = L2T.map(
  (_, at) => at,
) as number[];

function isL2t(head: Head): boolean {
  return head.header.length >= L2T.length && L2T.every((name, at) => head.header[at] === name);
}

function recognise(head: Head): Recognition | null {
  if (isL2t(head)) return { framing: 'csv', shape: 'l2tcsv, 17 columns' };
  const { header } = head;
  // Timesketch, which takes timelines of plaso, writes both `datetime` and `timestamp`.
  const dynamic = ['datetime', 'timestamp_desc', 'message', 'parser'].every((name) => header.includes(name));
  if (dynamic && !header.includes('timestamp')) return { framing: 'csv', shape: 'dynamic CSV' };
  const [first] = head.records;
  const has = (key: string) => first !== undefined && Object.hasOwn(first, key);
  if (!has('timestamp_desc') || !has('timestamp') || has('datetime')) return null;
  return has('__container_type__') || has('__type__') || (has('data_type') && has('parser'))
    ? { framing: 'json', shape: 'json_line' }
    : null;
}

interface Timed {
  readonly time: Timestamp | null;
  readonly issues: readonly Issue[];
}

function timed(parsed: ParsedTime, written: string): Timed {
  if (parsed.ok) return { time: parsed.value, issues: [] };
  return {
    time: null,
    issues: [issue('time.invalid', 'degraded', `${written.slice(0, 80)}: ${parsed.error}`)],
  };
}

function undated(detail: string): Timed {
  return { time: null, issues: [issue('time.missing', 'degraded', detail)] };
}

/** plaso writes a time of zero where there was none, and says so beside it. */
function isNoTime(description: string | null): boolean {
  return description !== null && /^not a time$/i.test(description);
}

class PlasoReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly rows = new TimelineRows();

  constructor({ timezone }: ImportOptions) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    const value = this.rows.read(record);
    if (value === null) return wrongShape('a line of text in a timeline');
    if (value('message') === null && value('timestampDesc') === null)
      return wrongShape('no message and no timestamp_desc');
    const { time, issues } = this.time(value);
    return event(timelineDraft('plaso:timeline', time, value), issues);
  }

  private time(value: (field: TimelineField) => string | null): Timed {
    const description = value('timestampDesc');
    if (isNoTime(description)) return undated(`${description}`);
    const datetime = value('datetime');
    const timestamp = value('timestamp');
    if (datetime !== null) {
      const zoned = parseIso(datetime);
      return timed(zoned.ok ? zoned : parseLocal(datetime, this.timezone), datetime);
    }
    return timestamp === null ? undated('no time') : timed(parseEpochMicros(timestamp), timestamp);
  }
}

class L2tReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly extras = new TimelineRows();

  constructor({ timezone }: ImportOptions) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'csv') return wrongShape('l2tcsv is delimited text');
    const own = record.cells[FORMAT!] === OWN_FORMAT;
    const cells = own ? record.cells.map(unguardFormula) : record.cells;
    const cell = (at: number | undefined): string | null => {
      const text = (cells[at ?? -1] ?? '').trim();
      return saysNothing(text) ? null : text;
    };
    const extra = this.extras.read({ framing: 'csv', ...pairsOf(cell(EXTRA) ?? '', own) })!;
    const type = cell(TYPE);
    const message = cell(DESC) ?? cell(SHORT);
    if (message === null && type === null) return wrongShape('no description and no type');
    const { time, issues } = this.time(cell(DATE), cell(TIME), cell(ZONE), type, extra('datetime'));
    const value = (field: TimelineField): string | null => {
      if (field === 'message') return message;
      if (field === 'timestampDesc') return type;
      if (field === 'user') return cell(USER) ?? extra('user');
      if (field === 'host') return cell(HOST) ?? extra('host');
      if (field === 'file') return cell(FILE);
      return extra(field);
    };
    const draft = timelineDraft('plaso:timeline', time, value);
    return event({ ...draft, targets: [...draft.targets, ...named('log', cell(SOURCE_TYPE))] }, issues);
  }

  /** To the second; `datetime` in `extra` has the rest where it agrees. */
  private time(
    date: string | null,
    clock: string | null,
    zone: string | null,
    type: string | null,
    exact: string | null,
  ): Timed {
    const written = `${date ?? ''} ${clock ?? ''} ${zone ?? ''}`.trim();
    if (isNoTime(type) || date === null || date === '00/00/0000' || clock === '--:--:--')
      return undated(written === '' ? 'no date' : written);
    const coarse = timed(parseMonthFirst(date, clock ?? '', zone ?? '', this.timezone), written);
    const fine = exact === null ? null : parseIso(exact);
    if (fine?.ok !== true || coarse.time === null) return coarse;
    const apart = fine.value.micros - coarse.time.micros;
    return apart >= 0 && apart < 1_000_000 ? { time: fine.value, issues: [] } : coarse;
  }
}

/** What our own export calls itself. */
const OWN_FORMAT = 'throughline';

/** `key: value; key: value` as a header and its cells. Our own export writes `;` and `%` of a value as `%3B` and `%25`. */
function pairsOf(extra: string, own: boolean): { header: string[]; cells: string[] } {
  const header: string[] = [];
  const cells: string[] = [];
  for (const part of extra.split(own ? '; ' : ';')) {
    const colon = part.indexOf(':');
    if (colon <= 0) continue;
    const value = part.slice(colon + 1).trim();
    header.push(part.slice(0, colon).trim());
    cells.push(own ? unescapeText(value.replaceAll('%3B', ';').replaceAll('%25', '%')) : value);
  }
  return { header, cells };
}
