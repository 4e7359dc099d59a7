/**
 * Events as JSON lines for Timesketch: `message`, `timestamp` (µs), `datetime` and `timestamp_desc`, which it needs, and
 * further columns. An event without a time cannot be in such a timeline: it is left out, and the caller must say so.
 * Specification: "Create timeline from JSON/JSONL/CSV file", Timesketch user guide.
 */
import { parseIso } from '../base/time.ts';
import type { CsvEvent } from './events-csv.ts';

/** One line, or null for an undated event. */
export function timesketchLine(event: CsvEvent): string | null {
  if (event.time === null) return null;
  const parsed = parseIso(event.time);
  if (!parsed.ok) return null;
  const { evidence } = event;
  const line = {
    message: event.message,
    timestamp: parsed.value.micros,
    datetime: event.time.replace(/Z$/, '+00:00'),
    timestamp_desc: 'Event Time',
    datetime_end: event.timeEnd,
    source_type: event.source,
    action: event.action,
    outcome: event.outcome,
    reason: event.reason,
    username: event.actor.name,
    user_email: event.actor.email,
    identity: event.actor.identity,
    src_ip: event.srcIp,
    src_port: event.srcPort,
    dst_ip: event.dstIp,
    dst_port: event.dstPort,
    user_agent: event.userAgent,
    session: event.session,
    credential: event.credential,
    hostname: event.system,
    targets: targetsText(event),
    bytes: event.bytes,
    native_id: event.nativeId,
    event_id: event.id,
    evidence_file: evidence.file,
    evidence_sha256: evidence.sha256,
    evidence_record: evidence.record,
    evidence_offset: evidence.offset,
    evidence_length: evidence.length,
    tag: event.tags,
  };
  const said = Object.entries(line).filter(([, value]) => value !== null && value !== '');
  return `${JSON.stringify(Object.fromEntries(said))}\n`;
}

/** `user:tandrews; group:jira-software-users`. */
export function targetsText({ targets }: Pick<CsvEvent, 'targets'>): string {
  return targets.map((target) => `${target.type}:${target.name ?? target.id ?? ''}`).join('; ');
}
