/**
 * The same answers from a case and from the database that DuckDB made of the same files, as lines of text: of a small
 * case every event with its time, its id, its addresses and what happened; of a large one numbers of every source.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { EngineClient } from '../../../electron/host/engine-client.ts';
import type { SourceType } from '../../../shared/events/event.ts';
import type { Filter } from '../../../shared/query/filter.ts';
import { withEngine } from './engine.ts';
import { throughline } from './ours.ts';

/** Answers of a database file, a line each. */
export async function askDuckDb(database: string, queries: readonly string[]): Promise<string[]> {
  // Only those who compare load it.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', threads: '2' });
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const lines: string[] = [];
    for (const query of queries) lines.push(...(await linesOf(connection, query)));
    connection.closeSync();
    return lines;
  } finally {
    instance.closeSync();
  }
}

async function linesOf(connection: DuckDBConnection, query: string): Promise<string[]> {
  const rows = (await connection.runAndReadAll(query)).getRowsJS();
  return rows.map((row) => row.join(' '));
}

/** Tables that were loaded, by the names of `rivals/duckdb.ts`. */
export type Loaded = 'cloudtrail' | 'okta' | 'audit' | 'access' | 'flows';

const IPV4 = String.raw`'^\d+\.\d+\.\d+\.\d+$'`;

/** One line an event; a record that was delivered twice is one event. */
const EVENTS: Readonly<Record<Loaded, string>> = {
  cloudtrail: `SELECT DISTINCT concat_ws(' ', epoch_ms(eventTime), eventID, eventName,
    CASE WHEN regexp_matches(sourceIPAddress, ${IPV4}) THEN sourceIPAddress ELSE '-' END,
    CASE WHEN errorCode IS NULL THEN 'success' ELSE 'failure' END, coalesce(userIdentity.accessKeyId, '-')) FROM cloudtrail`,
  okta: `SELECT concat_ws(' ', epoch_ms(published), uuid, eventType, coalesce(client.ipAddress, '-'),
    CASE WHEN outcome.result IN ('FAILURE', 'DENY') THEN 'failure' ELSE 'success' END,
    coalesce(authenticationContext.externalSessionId, '-')) FROM okta`,
  audit: `SELECT concat_ws(' ', "timestamp".epochSecond * 1000 + "timestamp".nano // 1000000, author.name,
    auditType.actionI18nKey, coalesce(source, '-')) FROM audit`,
  access: `SELECT concat_ws(' ', epoch_ms(time), split_part(request, ' ', 1), ip, agent) FROM access`,
  flows: `SELECT concat_ws(' ', epoch_ms("start"), epoch_ms("end"), srcaddr, srcport, dstaddr, dstport, action, bytes) FROM flows`,
};

interface ExportedEvent {
  readonly time: string;
  readonly timeEnd: string | null;
  readonly source: SourceType;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly name: string | null };
  readonly srcIp: string | null;
  readonly srcPort: number | null;
  readonly dstIp: string | null;
  readonly dstPort: number | null;
  readonly userAgent: string | null;
  readonly session: string | null;
  readonly credential: string | null;
  readonly bytes: number | null;
  readonly nativeId: string | null;
}

/** Every event of a small case, as `EVENTS` writes it. */
export async function everyEvent(casePath: string): Promise<string[]> {
  const { stdout } = await throughline(['events', casePath, '--json']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventLine(JSON.parse(line) as ExportedEvent));
}

export const everyRow = (database: string, loaded: readonly Loaded[]): Promise<string[]> =>
  askDuckDb(
    database,
    loaded.map((table) => EVENTS[table]),
  );

function eventLine(event: ExportedEvent): string {
  const time = millis(event.time);
  const from = event.srcIp ?? '-';
  switch (event.source) {
    case 'aws:cloudtrail':
      return `${time} ${event.nativeId} ${event.action} ${from} ${event.outcome} ${event.credential ?? '-'}`;
    case 'okta:system_log':
      return `${time} ${event.nativeId} ${event.action} ${from} ${event.outcome} ${event.session ?? '-'}`;
    case 'aws:vpcflow':
      return `${time} ${millis(event.timeEnd!)} ${event.srcIp} ${event.srcPort} ${event.dstIp} ${event.dstPort} ${event.action} ${event.bytes}`;
    default:
      // An audit line says what was done by a key with dots; an access log by the method of HTTP.
      return event.action.includes('.')
        ? `${time} ${event.actor.name} ${event.action} ${from}`
        : `${time} ${event.action} ${from} ${event.userAgent}`;
  }
}

/** `2026-03-02T09:22:49.123000Z`, which JavaScript's clock reads to the millisecond. */
const millis = (iso: string): number => new Date(iso).getTime();

/** Numbers of each source: events, first and last time, distinct addresses, events by action. */
export async function numbersOf(casePath: string): Promise<string[]> {
  return await withEngine(async (client) => {
    const info = await client.open(casePath);
    const lines: string[] = [];
    for (const { source } of info.bySource) lines.push(...(await numbersOfSource(client, source)));
    return lines;
  });
}

async function numbersOfSource(client: EngineClient, source: SourceType): Promise<string[]> {
  const filter: Filter = { kind: 'is', field: 'source', value: source };
  const page = (offset: number) => client.call('events.page', { filter, offset, limit: 1 });
  const distinct = async (field: 'srcIp' | 'dstIp'): Promise<number> =>
    (await client.call('events.facets', { filter, field, limit: 1 })).distinct;
  const first = await page(0);
  const last = await page(first.total - 1);
  const actions = await client.call('events.facets', { filter, field: 'action', limit: 1000 });
  return [
    `${source} events ${first.total}`,
    `${source} first ${Math.floor(first.rows[0]!.time! / 1000)}`,
    `${source} last ${Math.floor(last.rows[0]!.time! / 1000)}`,
    `${source} sources ${await distinct('srcIp')}`,
    `${source} destinations ${await distinct('dstIp')}`,
    ...actions.facets.map((facet) => `${source} ${facet.value} ${facet.count}`),
  ];
}

const NUMBERS: Readonly<Record<Exclude<Loaded, 'audit' | 'access'>, string>> = {
  cloudtrail: `SELECT 'aws:cloudtrail' AS source, epoch_ms(eventTime) AS ms, eventName AS action,
    CASE WHEN regexp_matches(sourceIPAddress, ${IPV4}) THEN sourceIPAddress END AS src, NULL AS dst
    FROM (SELECT DISTINCT eventID, eventTime, eventName, sourceIPAddress FROM cloudtrail)`,
  okta: `SELECT 'okta:system_log' AS source, epoch_ms(published) AS ms, eventType AS action,
    client.ipAddress AS src, NULL AS dst FROM okta`,
  flows: `SELECT 'aws:vpcflow' AS source, epoch_ms("start") AS ms, action, srcaddr AS src, dstaddr AS dst FROM flows`,
};
/** Jira and Confluence each have an audit log and an access log. */
const ATLASSIAN = `SELECT CASE WHEN file LIKE '%/jira/%' THEN 'atlassian:jira' ELSE 'atlassian:confluence' END AS source,
    ms, action, src, NULL AS dst FROM (
    SELECT file, "timestamp".epochSecond * 1000 + "timestamp".nano // 1000000 AS ms, auditType.actionI18nKey AS action,
      source AS src FROM audit
    UNION ALL SELECT file, epoch_ms(time), split_part(request, ' ', 1), ip FROM access)`;

/** The same numbers from DuckDB. */
export function numbersOfRows(database: string, loaded: readonly Loaded[]): Promise<string[]> {
  const events = loaded.flatMap((table) => {
    if (table === 'access') return [];
    return [table === 'audit' ? ATLASSIAN : NUMBERS[table]];
  });
  return askDuckDb(
    database,
    events.flatMap((from) => [
      `SELECT unnest([source || ' events ' || count(*), source || ' first ' || min(ms), source || ' last ' || max(ms),
        source || ' sources ' || count(DISTINCT src), source || ' destinations ' || count(DISTINCT dst)])
        FROM (${from}) GROUP BY source`,
      `SELECT source || ' ' || action || ' ' || count(*) FROM (${from}) GROUP BY source, action`,
    ]),
  );
}
