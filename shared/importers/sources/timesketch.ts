/**
 * Timesketch timelines.
 * Reads: CSV and JSON lines with `message`, `datetime` and `timestamp_desc`, in any order, with any further columns;
 * `timestamp` (microseconds) where it is there. Further columns with known names become fields of the event.
 * `timestamp` alone will do, as in Timesketch, which takes seconds, milliseconds and nanoseconds there as well.
 * Ignores: columns of no known name (they stay in the raw record), labels and comments of a sketch.
 * Specification: "Create timeline from JSON/JSONL/CSV file", Timesketch user guide.
 */
import {
  type ParsedTime,
  parseEpochMicros,
  parseEpochMillis,
  parseEpochSeconds,
  parseIso,
  parseLocal,
  type Timestamp,
} from '../../base/time.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { event, issue, wrongShape } from '../kit/fields.ts';
import { TimelineRows, timelineDraft } from '../kit/timeline.ts';

export const timesketch: Importer = {
  version: 2,
  id: 'timesketch:timeline',
  label: 'Timesketch timeline',
  produces: ['timesketch:timeline'],
  recognise,
  open: (_head, options) => new TimesketchReader(options),
};

function recognise(head: Head): Recognition | null {
  const [first] = head.records;
  const has = (name: string) =>
    first === undefined ? head.header.includes(name) : Object.hasOwn(first, name);
  const when = ['datetime', 'timestamp'].find(has);
  if (when === undefined || !has('message') || !has('timestamp_desc')) return null;
  const framing = first === undefined ? 'csv' : 'json';
  return { framing, shape: `${framing.toUpperCase()} with message, ${when} and timestamp_desc` };
}

class TimesketchReader implements Reader {
  readonly headerLines = 0;
  private readonly timezone: string;
  private readonly rows = new TimelineRows();

  constructor({ timezone }: ImportOptions) {
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    const value = this.rows.read(record);
    if (value === null) return wrongShape('a line of text in a timeline');
    const message = value('message');
    if (message === null && value('timestampDesc') === null)
      return wrongShape('no message and no timestamp_desc');
    const { time, issues } = this.time(value('datetime'), value('timestamp'));
    return event(timelineDraft('timesketch:timeline', time, value), issues);
  }

  /** `datetime` as written, unless only `timestamp` says the zone or the fraction of a second. */
  private time(
    datetime: string | null,
    timestamp: string | null,
  ): { time: Timestamp | null; issues: Issue[] } {
    const micros =
      timestamp === null ? null : datetime === null ? byLength(timestamp) : parseEpochMicros(timestamp);
    const exact = micros?.ok === true ? micros.value : null;
    if (datetime === null && timestamp === null)
      return { time: null, issues: [issue('time.missing', 'degraded', 'no datetime')] };
    // Timesketch takes its microseconds in this column too.
    const zoned =
      datetime === null ? null : isMicros(datetime) ? parseEpochMicros(datetime) : parseIso(datetime);
    if (zoned?.ok !== true) {
      if (exact !== null) return { time: exact, issues: [] };
      const local = datetime === null ? null : parseLocal(datetime, this.timezone);
      if (local?.ok === true) return { time: local.value, issues: [] };
      const refused = zoned ?? micros;
      const problem = refused?.ok === false ? refused.error : 'not a whole number';
      const written = (datetime ?? timestamp ?? '').slice(0, 80);
      return { time: null, issues: [issue('time.invalid', 'degraded', `${written}: ${problem}`)] };
    }
    if (exact === null) return { time: zoned.value, issues: [] };
    const apart = Math.abs(exact.micros - zoned.value.micros);
    if (apart >= 1_000_000) {
      const detail = `timestamp ${timestamp} is not datetime ${datetime}; datetime counts`;
      return { time: zoned.value, issues: [issue('field.value', 'degraded', detail.slice(0, 200))] };
    }
    return { time: apart > 0 && zoned.value.precision === 'second' ? exact : zoned.value, issues: [] };
  }
}

/** Without `datetime` the number of digits says the unit, as in Timesketch; microseconds are the documented one. */
function byLength(timestamp: string): ParsedTime {
  if (/^\d{10}$/.test(timestamp)) return parseEpochSeconds(timestamp);
  if (/^\d{13}$/.test(timestamp)) return parseEpochMillis(timestamp);
  return parseEpochMicros(/^\d{19}$/.test(timestamp) ? timestamp.slice(0, 16) : timestamp);
}

/** Sixteen digits are microseconds of our days; fewer are no unit that the format knows. */
function isMicros(text: string): boolean {
  return /^\d{16}$/.test(text);
}
