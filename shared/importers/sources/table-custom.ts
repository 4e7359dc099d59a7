/**
 * Tables and JSON lines that no importer knows, with the columns mapped by the analyst (or by the case, which keeps each
 * mapping with its header). Recognised only where every mapped column is there and the column of times holds times: a
 * wrong mapping must fail before it makes events.
 * Reads: delimited text with a header row; JSON objects, keys of inner objects joined by dots.
 * Ignores: columns that are not mapped (they stay in the raw record).
 * Specification: `ColumnMapping` in importer.ts.
 */
import {
  type ParsedTime,
  parseEpochMicros,
  parseEpochMillis,
  parseEpochSeconds,
  parseIso,
  parseLocal,
} from '../../base/time.ts';
import type { Alias, Draft } from '../../events/event.ts';
import type {
  ColumnMapping,
  Head,
  Importer,
  ImportOptions,
  Read,
  Reader,
  Recognition,
  RecordInput,
} from '../importer.ts';
import type { Issue } from '../issue.ts';
import { valueIn } from '../kit/columns.ts';
import { delimitingOf, fitCells, parseCells } from '../kit/csv.ts';
import { event, isEmail, issue, readTime, wrongShape } from '../kit/fields.ts';
import { address, mentioned, named, outcomeOf, port, timelineActor, whole } from '../kit/timeline.ts';

export const tableCustom: Importer = {
  version: 1,
  id: 'table:custom',
  label: 'table with mapped columns',
  produces: ['table:custom'],
  recognise,
  refuse: (head, options) =>
    options?.mapping && concerns(head, options.mapping) ? problemOf(head, options) : null,
  open: (_head, options) => new TableReader(options),
};

function recognise(head: Head, options?: ImportOptions): Recognition | null {
  if (!options?.mapping || problemOf(head, options) !== null) return null;
  return head.records.length > 0
    ? { framing: 'json', shape: 'JSON with mapped keys' }
    : { framing: 'csv', shape: 'delimited text with mapped columns' };
}

/** Whether the analyst can have meant this file: it has at least one of the columns. */
function concerns(head: Head, { fields }: ColumnMapping): boolean {
  const [first] = recordsOf(head) ?? [];
  const has = (column: string) => first !== undefined && valueIn(first, column) !== null;
  return Object.values(fields).some((column) => head.header.includes(column) || has(column));
}

/** Why the mapping does not fit, or null where it does. */
function problemOf(head: Head, { mapping, timezone }: ImportOptions): string | null {
  if (mapping === null) return 'no columns are mapped';
  const records = recordsOf(head);
  if (records === null) return 'neither delimited text with a header nor JSON objects';
  const { time } = mapping.fields;
  if (time === undefined) return 'no column is mapped to time';
  const [first] = records;
  if (head.records.length === 0) {
    const missing = Object.values(mapping.fields).filter((column) => !head.header.includes(column));
    if (missing.length > 0) return `the header has no column ${missing.join(', ')}`;
  } else if (!records.some((record) => valueIn(record, time) !== null))
    return `no record has the key ${time}`;
  const written = records.flatMap((record) => valueIn(record, time) ?? []);
  if (first === undefined || written.some((text) => parseTime(text, mapping.timeFormat, timezone).ok))
    return null;
  return `the column ${time} holds no time as ${mapping.timeFormat}: ${(written[0] ?? 'nothing').slice(0, 80)}`;
}

/** Whole records of the head; null where it is neither a table nor JSON. */
function recordsOf(head: Head): RecordInput[] | null {
  if (head.records.length > 0) return head.records.map((value) => ({ framing: 'json', value }));
  const { header } = head;
  if (header.length < 2) return null;
  const { delimiter, sepLine } = delimitingOf(head.lines);
  return head.lines.slice(sepLine ? 2 : 1).flatMap((line): RecordInput[] => {
    const cells = fitCells(parseCells(line, delimiter), header.length);
    return cells === null ? [] : [{ framing: 'csv', cells, header }];
  });
}

function parseTime(written: string, format: ColumnMapping['timeFormat'], timezone: string): ParsedTime {
  const text = written.trim();
  if (format === 'seconds') return parseEpochSeconds(text);
  if (format === 'milliseconds') return parseEpochMillis(text);
  if (format === 'microseconds') return parseEpochMicros(text);
  const zoned = parseIso(text);
  return zoned.ok ? zoned : parseLocal(text, timezone);
}

class TableReader implements Reader {
  readonly headerLines = 0;
  private readonly mapping: ColumnMapping | null;
  private readonly timezone: string;

  constructor({ mapping, timezone }: ImportOptions) {
    this.mapping = mapping;
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    const { mapping } = this;
    if (mapping === null || record.framing === 'lines')
      return wrongShape('a line that is no record of a table');
    const value = (field: string): string | null => {
      const column = Object.hasOwn(mapping.fields, field) ? mapping.fields[field] : undefined;
      return column === undefined ? null : (valueIn(record, column)?.trim() ?? null);
    };
    const parse = (written: string) => parseTime(written, mapping.timeFormat, this.timezone);
    const { time, issues } = readTime(value('time'), parse);
    const end = value('timeEnd');
    const timeEnd = end === null ? null : parse(end);
    const told: Issue[] = [...issues];
    if (timeEnd?.ok === false)
      told.push(issue('time.invalid', 'degraded', `end ${end?.slice(0, 80)}: ${timeEnd.error}`));
    const ip = (field: string): string | null => {
      const written = value(field);
      const found = address(withoutPort(written));
      if (written !== null && found === null && !NO_ADDRESS.test(written))
        told.push(issue('field.value', 'degraded', `no address: ${written.slice(0, 80)}`));
      return found;
    };
    const srcIp = ip('srcIp');
    const dstIp = ip('dstIp');
    const message = value('message');
    const outcome = value('outcome');
    const understood = outcomeOf(outcome);
    const draft: Draft = {
      source: 'table:custom',
      action: value('action') ?? 'event',
      category: srcIp !== null && dstIp !== null ? 'network' : 'other',
      outcome: understood,
      reason: understood === 'unknown' ? outcome : null,
      time,
      timeEnd: timeEnd?.ok === true ? timeEnd.value : null,
      actor: this.actor(value('actor'), value('email')),
      srcIp,
      srcPort: port(value('srcPort')) ?? portOf(value('srcIp')),
      dstIp,
      dstPort: port(value('dstPort')) ?? portOf(value('dstIp')),
      relatedIps: message === null ? [] : mentioned(message, [srcIp, dstIp]),
      userAgent: value('userAgent'),
      session: value('session'),
      credential: value('credential'),
      system: value('system'),
      targets: [...named('message', message), ...named('object', value('target'))],
      effects: [],
      bytes: whole(value('bytes')),
      nativeId: value('nativeId'),
    };
    return event(draft, told);
  }

  /** The analyst says that the column names who acted: a login then is one, and joins the same login elsewhere. */
  private actor(name: string | null, email: string | null): Draft['actor'] {
    const actor = timelineActor(name, email);
    if (actor === null || name === null || isEmail(name) || /\s/.test(name)) return actor;
    const aliases = actor.aliases.map(
      (alias): Alias =>
        alias.kind === 'display' ? { kind: 'login', value: alias.value.toLowerCase() } : alias,
    );
    return { ...actor, aliases };
  }
}

/** Written where there is no address. */
const NO_ADDRESS = /^(?:-|n\/a|na|null|none|unknown|localhost)$/i;
const WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$|^\[([0-9a-f:.]{2,45})\]:(\d{1,5})$/i;

function withoutPort(written: string | null): string | null {
  const match = written === null ? null : WITH_PORT.exec(written);
  return match === null ? written : (match[1] ?? match[3] ?? null);
}

function portOf(written: string | null): number | null {
  const match = written === null ? null : WITH_PORT.exec(written);
  return match === null ? null : port(match[2] ?? match[4] ?? null);
}
