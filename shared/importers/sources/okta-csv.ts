/**
 * The System Log as the Okta admin console exports it: a table of 56 columns. Each row becomes the LogEvent that the API
 * would have given, as far as the columns reach, so that one reader makes equal events of both.
 * Columns are found by name: tenants add columns, and other tools write the same names in camel case. Warehouses and
 * Sentinel write other tables of the same events, which lose nothing (okta-shapes.ts): `actor` with JSON in its cells, and
 * `actor_alternateId_s`. Where a table has the whole record in a column (`_raw` of Splunk, `event.original` of Kibana,
 * `@message` of CloudWatch Logs Insights), that column counts.
 */
import type { Head, JsonObject } from '../importer.ts';
import { isObject } from '../kit/fields.ts';
import { unwrap } from '../kit/unwrap.ts';
import { asLogEvent, isLogEvent, parsed, pathOf, renamed } from './okta-shapes.ts';

/** Said once for each file: what the analyst cannot see in this kind of export. */
export const CSV_LACKS =
  'the admin console’s table leaves out root sessions, API token ids, debug data (behaviour, risk, device token), the security context, targets after the fourth and proxies after the first address; the System Log API has them';

/** Column names without case and underscores: `actor.alternate_id` and `actor.alternateId` are one column. */
function columnName(written: string): string {
  return written.trim().toLowerCase().replaceAll('_', '');
}

/** Column names of Sentinel's table as paths; others stay. */
function pathsOf(header: readonly string[]): readonly string[] {
  return header.includes('eventType_s') ? header.map(pathOf) : header;
}

/** Whether a header row is that of the admin console, which leaves out what `CSV_LACKS` says. */
export function isPoorTable(header: readonly string[]): boolean {
  return !header.includes('eventType_s') && !header.map(columnName).includes('actor');
}

/** Columns in which search tools keep the whole record. */
const WHOLE = /^(?:_?raw|event\.original|@?message)$/i;

/** Whether rows hold whole LogEvents, as far as the beginning of the file shows. */
export function holdsWholeRecords(head: Head): boolean {
  const { header, text } = head;
  return (
    header.some((name) => WHOLE.test(name.trim())) &&
    /""eventType"" ?: ?""/i.test(text) &&
    /""published""/i.test(text)
  );
}

/** Whether a header row is one of these tables. */
export function isOktaTable(head: Head): boolean {
  if (holdsWholeRecords(head)) return true;
  const names = new Set(pathsOf(head.header).map(columnName));
  return (
    names.has('eventtype') &&
    (names.has('timestamp') || names.has('published')) &&
    (names.has('actor.alternateid') ||
      names.has('actor.id') ||
      names.has('client.ipaddress') ||
      (names.has('actor') && names.has('client') && names.has('outcome')))
  );
}

/** `target0.id`; other tools write `target.0.id`, `target[0].id` or `target{0}.id`. */
const TARGET = /^target[.[{]?(\d{1,3})[\]}]?\.(id|type|alternateid|displayname)$/;
const TARGET_KEYS: Readonly<Record<string, string>> = {
  id: 'id',
  type: 'type',
  alternateid: 'alternateId',
  displayname: 'displayName',
};

/** The columns of one file. */
export class OktaTable {
  private readonly columns = new Map<string, number>();
  /** Columns that may hold the whole record. */
  private readonly whole: readonly number[];
  /** For each target in order: its keys and their columns. */
  private readonly targets: (readonly (readonly [key: string, column: number])[])[];

  constructor(header: readonly string[]) {
    this.whole = header.flatMap((name, column) => (WHOLE.test(name.trim()) ? [column] : []));
    const targets = new Map<number, [string, number][]>();
    pathsOf(header).forEach((written, column) => {
      const name = columnName(written);
      const target = TARGET.exec(name);
      if (target !== null) {
        const parts = targets.get(Number(target[1])) ?? [];
        targets.set(Number(target[1]), parts);
        parts.push([TARGET_KEYS[target[2] ?? ''] ?? 'id', column]);
      } else if (!this.columns.has(name)) this.columns.set(name, column);
    });
    this.targets = [...targets].sort(([a], [b]) => a - b).map(([, parts]) => parts);
  }

  /** The LogEvent that a row holds as it was; null where it only has columns. */
  wholeRecord(cells: readonly string[]): JsonObject | null {
    for (const column of this.whole) {
      const value = parsed(cells[column]);
      if (!isObject(value)) continue;
      const [inside] = unwrap(value);
      if (inside?.kind === 'json' && isLogEvent(inside.value)) return asLogEvent(inside.value);
    }
    return null;
  }

  /** One row as a LogEvent, put together from its columns. Empty cells are absent values. */
  logEvent(cells: readonly string[]): JsonObject {
    const cell = (name: string): string | null => {
      const column = this.columns.get(name);
      const value = column === undefined ? '' : (cells[column] ?? '').trim();
      return value === '' ? null : value;
    };
    const target = this.targets
      .map((parts) => Object.fromEntries(parts.map(([key, column]) => [key, (cells[column] ?? '').trim()])))
      .filter((one) => Object.values(one).some((value) => value !== ''));
    /** A column that holds a whole object or list as JSON. */
    const whole = (name: string): unknown => {
      const value = parsed(cell(name));
      return isObject(value) || Array.isArray(value) ? value : null;
    };
    return renamed({
      uuid: cell('uuid'),
      published: published(cell('timestamp') ?? cell('published')),
      eventType: cell('eventtype'),
      displayMessage: cell('displaymessage'),
      outcome: whole('outcome') ?? { result: cell('outcome.result'), reason: cell('outcome.reason') },
      actor: whole('actor') ?? {
        id: cell('actor.id'),
        type: cell('actor.type'),
        alternateId: cell('actor.alternateid'),
        displayName: cell('actor.displayname'),
      },
      client: whole('client') ?? {
        ipAddress: cell('client.ipaddress'),
        userAgent: { rawUserAgent: cell('client.useragent.rawuseragent') },
      },
      authenticationContext: whole('authenticationcontext') ?? {
        externalSessionId: cell('authenticationcontext.externalsessionid'),
        rootSessionId: cell('authenticationcontext.rootsessionid'),
      },
      transaction: whole('transaction') ?? {
        id: cell('transaction.id'),
        detail: { requestApiTokenId: cell('transaction.detail.requestapitokenid') },
      },
      debugContext: whole('debugcontext') ?? {
        debugData: { privilegeGranted: cell('debugcontext.debugdata.privilegegranted') },
      },
      target: target.length === 0 ? whole('target') : target,
      request: whole('request') ?? {
        ipChain:
          whole('request.ipchain') ??
          (cell('request.ipchain.ip') ?? '').split(/[\s,;]+/).map((ip) => ({ ip })),
      },
    });
  }
}

/** A zone that is spelled out instead of `Z`; and times as Azure's portal writes them: `11/14/2023, 9:22:49.123 AM`, UTC. */
function published(written: string | null): string | null {
  const portal = PORTAL.exec(written ?? '');
  if (portal === null) return written?.replace(/ ?(?:UTC|GMT)$/i, 'Z') ?? null;
  const [, month = '', day = '', year = '', hour = '', rest = '', half] = portal;
  const hours = (Number(hour) % 12) + (half === 'PM' ? 12 : 0);
  const pad = (number: string): string => number.padStart(2, '0');
  return `${year}-${pad(month)}-${pad(day)}T${pad(String(hours))}:${rest}Z`;
}

const PORTAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4}), (1?\d):(\d{2}:\d{2}(?:\.\d{1,9})?) ([AP]M)$/;
