/**
 * Events as `l2tcsv`, the 17 columns of log2timeline. Its times are to the second: the exact one stands in `extra`, with
 * everything that has no column of its own. Undated events get `00/00/0000,--:--:--`, as plaso writes them. Cells that a
 * spreadsheet would run get a leading apostrophe; `format` says `throughline`, so that a reader can take it away.
 * Specification: "l2tcsv output format", plaso user guide.
 */
import { visibleText } from '../base/text.ts';
import { type CsvEvent, csvCell } from './events-csv.ts';
import { targetsText } from './events-timesketch.ts';

const HEADER =
  'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra';
const MAX_SHORT = 80;

export function l2tHeader(): string {
  return `${HEADER}\r\n`;
}

export function l2tRow(event: CsvEvent): string {
  const { time, evidence, actor } = event;
  const date = time === null ? '00/00/0000' : `${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(0, 4)}`;
  const extra: readonly (readonly [name: string, value: string | number | null])[] = [
    ['datetime', time],
    ['datetime_end', event.timeEnd],
    ['action', event.action],
    ['outcome', event.outcome],
    ['reason', event.reason],
    ['user_email', actor.email],
    ['src_ip', event.srcIp],
    ['src_port', event.srcPort],
    ['dst_ip', event.dstIp],
    ['dst_port', event.dstPort],
    ['user_agent', event.userAgent],
    ['session', event.session],
    ['credential', event.credential],
    ['targets', targetsText(event)],
    ['bytes', event.bytes],
    ['native_id', event.nativeId],
    ['event_id', event.id],
    ['sha256', evidence.sha256],
    ['record', evidence.record],
    ['offset', evidence.offset],
    ['length', evidence.length],
  ];
  const pairs = extra.flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${name}: ${inPair(String(value))}`],
  );
  const message = oneLine(event.message);
  const cells = [
    date,
    time === null ? '--:--:--' : time.slice(11, 19),
    'UTC',
    '....',
    'LOG',
    event.source,
    time === null ? 'Not a time' : 'Event Time',
    actor.name ?? '-',
    event.system ?? '-',
    [...message].slice(0, MAX_SHORT).join(''),
    message,
    '2',
    evidence.file,
    '-',
    '-',
    'throughline',
    pairs.join('; '),
  ];
  // A lone dash means that there is nothing; it runs nothing either.
  return `${cells.map((cell) => (/^(?:-|--:--:--)$/.test(cell) ? cell : csvCell(oneLine(cell)))).join(',')}\r\n`;
}

/** Rows of this format are lines: tools that read it do not expect a line break in a cell. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ');
}

/** `;` parts the pairs, so it is written as `%3B` inside a value, and `%` as `%25`. */
function inPair(value: string): string {
  return visibleText(oneLine(value)).replaceAll('%', '%25').replaceAll(';', '%3B');
}
