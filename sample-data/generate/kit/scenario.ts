/** Turns a scenario into the files of its folder: logs as the vendors lay them out, tables, and the answer key. */
import { gzipSync } from 'node:zlib';
import { compactDay, DAY, isoMillis } from '../clock.ts';
import { seeded } from '../rng.ts';
import { V2_HEADER } from '../vendors/vpcflow.ts';
import type { Company } from './company.ts';
import type { KitRecord, Log } from './record.ts';

export interface Scenario {
  /** Name of the folder. */
  readonly name: string;
  /** One sentence for the answer key. */
  readonly about: string;
  readonly company: Company;
  /** First and last midnight (UTC): every record lies between them. */
  readonly from: number;
  readonly to: number;
  readonly records: readonly KitRecord[];
  /** Each alone must lead to the whole chain; the first is the analyst's alert. */
  readonly seeds: readonly string[];
  /** Files beside the logs, by path: rosters and other tables. */
  readonly tables?: ReadonlyMap<string, string>;
}

/** The seeds that the analyst may name. */
export function native({ nativeId }: KitRecord): string {
  if (nativeId === null) throw new Error('records of this log have no id of their own');
  return `native:${nativeId}`;
}
export const ip = (value: string): string => `ip:${value}`;
export const identity = (alias: string): string => `identity:${alias}`;
export const credential = (id: string): string => `credential:${id}`;

/** Days that one file covers. */
const SPAN = 7;

/** How late a record may be written after its time: exports are in order of arrival. */
const LATE_MS: Partial<Record<Log, number>> = { okta: 4_000, cloudtrail: 240_000, vpcflow: 60_000 };

function path(log: Log, { company, name }: Scenario, day: number): string {
  const compact = compactDay(day);
  const [iso, account, region] = [isoMillis(day).slice(0, 10), company.awsAccount, company.region];
  const hash = seeded(`${name}/file/${log}/${compact}`).alnum(16);
  const folders = iso.replaceAll('-', '/');
  switch (log) {
    case 'okta':
      return `okta/system-log-${compact}.ndjson.gz`;
    case 'jira':
    case 'confluence':
    case 'bitbucket':
      return `${log}/${compact}.00000.audit.log.gz`;
    case 'bitbucket-access':
      return `bitbucket-access/atlassian-bitbucket-access-${iso}.log.gz`;
    case 'atlassian-org':
      return `atlassian-org/events-${compact}.json.gz`;
    case 'jira-cloud':
      return `jira-cloud/auditing-records-${compact}.json.gz`;
    case 'cloudtrail':
      return `cloudtrail/AWSLogs/${account}/CloudTrail/${region}/${folders}/${account}_CloudTrail_${region}_${compact}T0005Z_${hash}.json.gz`;
    case 'vpcflow':
      return `vpcflow/AWSLogs/${account}/vpcflowlogs/${region}/${folders}/${account}_vpcflowlogs_${region}_fl-0a1b2c3d4e5f60718_${compact}T0000Z_${hash.slice(0, 8).toLowerCase()}.log.gz`;
  }
}

function content(log: Log, texts: readonly string[]): string {
  switch (log) {
    case 'cloudtrail':
      return `{"Records":[${texts.join(',')}]}`;
    case 'atlassian-org':
      return `{"data":[${texts.join(',\n')}],"meta":{"next":null},"links":{}}\n`;
    case 'jira-cloud':
      return `{"offset":0,"limit":${texts.length},"total":${texts.length},"records":[${texts.join(',\n')}]}\n`;
    case 'vpcflow':
      return `${[V2_HEADER, ...texts].join('\n')}\n`;
    default:
      return `${texts.join('\n')}\n`;
  }
}

interface File {
  readonly path: string;
  readonly log: Log;
  readonly records: KitRecord[];
}

function layOut(scenario: Scenario): File[] {
  const random = seeded(`${scenario.name}/arrival`);
  const files = new Map<string, File>();
  const arrivals = scenario.records.map((record) => ({
    record,
    at: record.time + Math.floor(random.next() * (LATE_MS[record.log] ?? 0)),
  }));
  arrivals.sort((a, b) => a.at - b.at || (a.record.text < b.record.text ? -1 : 1));
  for (const { record } of arrivals) {
    const { log, time } = record;
    if (time < scenario.from || time >= scenario.to)
      throw new Error(`a record of ${log} lies outside the scenario: ${isoMillis(time)}`);
    const day = scenario.from + Math.floor((time - scenario.from) / (SPAN * DAY)) * SPAN * DAY;
    const name = path(log, scenario, day);
    const file = files.get(name) ?? { path: name, log, records: [] };
    file.records.push(record);
    files.set(name, file);
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function answerKey(scenario: Scenario, files: readonly File[]): string {
  const labels = new Map<
    string,
    { file: string; source: string; role: string; step: string; records: number[] }
  >();
  const bySource: Record<string, number> = {};
  for (const file of files) {
    file.records.forEach(({ source, label }, index) => {
      bySource[source] = (bySource[source] ?? 0) + 1;
      if (label === null) return;
      const key = `${file.path} ${source} ${label.role} ${label.step}`;
      const group = labels.get(key) ?? { file: file.path, source, ...label, records: [] };
      group.records.push(index + 1);
      labels.set(key, group);
    });
  }
  const labelled = [...labels.values()].reduce((sum, { records }) => sum + records.length, 0);
  const lines = (list: readonly unknown[]): string =>
    `[\n${list.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  return `{
  "about": ${JSON.stringify(scenario.about)},
  "seeds": ${lines(scenario.seeds)},
  "totals": ${JSON.stringify({ records: scenario.records.length, labelled, bySource })},
  "labels": ${lines([...labels.values()])}
}
`;
}

/** Without a time and with a fixed operating system byte, so that equal content gives equal files. */
export function gzip(text: string): Buffer {
  const bytes = gzipSync(text, { level: 9 });
  bytes[9] = 3;
  return bytes;
}

/** All generated files by their path below the scenario's folder; its README is written by hand. */
export function renderScenario(scenario: Scenario): ReadonlyMap<string, Buffer> {
  const files = layOut(scenario);
  return new Map<string, Buffer>([
    ...files.map(({ path, log, records }) => {
      const texts = records.map(({ text }) => text);
      return [path, gzip(content(log, texts))] as const;
    }),
    ...[...(scenario.tables ?? [])].map(([path, text]) => [path, Buffer.from(text)] as const),
    ['expected.json', Buffer.from(answerKey(scenario, files))],
  ]);
}

/** RFC 4180. */
export function csv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;
}
