/**
 * Lines of a text log inside what shippers and searches make of them: a JSON object with fields of its own beside the line
 * (Filebeat, Logstash), a table with the line in a column (Splunk's `_raw`, `@message` of CloudWatch Logs Insights).
 */
import type { Head, JsonObject } from '../importer.ts';
import { delimiterOf, parseCells } from './csv.ts';
import { isObject } from './fields.ts';

/** The line beside a shipper's own fields: Filebeat's `message`, Elastic's `event.original`. */
export function shippedLine(record: JsonObject): string | null {
  const original = isObject(record.event) ? record.event.original : record['event.original'];
  for (const text of [original, record.message])
    if (typeof text === 'string' && /\s/.test(text.trim()) && !text.trim().includes('\n')) return text.trim();
  return null;
}

/** Columns that hold a record as it was, the most telling first. */
const LINE_COLUMNS = ['@message', '_raw', 'message'];

/** The column of a table that holds lines, or -1. */
export function lineColumn(header: readonly string[]): number {
  const names = header.map((name) => name.trim().toLowerCase());
  return LINE_COLUMNS.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1;
}

/** What stands in that column in the first rows; empty where there is none. */
export function columnLines(head: Head): readonly string[] {
  const at = lineColumn(head.header);
  if (at < 0) return [];
  const delimiter = delimiterOf(head.lines[0] ?? '');
  return head.lines.slice(1).map((line) => (parseCells(line, delimiter)[at] ?? '').trim());
}
