/** Cuts the streams of records into files as the vendors lay them out. */
import { at, compactDay, DAY, isoMillis, MINUTE } from '../clock.ts';
import { ACCOUNT_APPS, ACCOUNT_PROD } from '../facts.ts';
import type { LogRecord, Stream } from '../record.ts';
import { rng } from '../rng.ts';
import { CSV_HEADER, CUSTOM_FROM, CUSTOM_HEADER, V2_HEADER } from '../vendors/vpcflow.ts';

/** `array` is a JSON array, `lines` has a record per line below an optional header, `trail` is `{"Records":[…]}`. */
type Container =
  | { readonly kind: 'array' | 'trail' }
  | { readonly kind: 'lines'; readonly header: string | null };

export interface LogFile {
  /** Path below the case folder, with slashes; `.gz` says that it is compressed. */
  readonly path: string;
  readonly container: Container;
  /** In the order of the file: the ordinal of a record is its index plus one. */
  readonly records: readonly LogRecord[];
}

interface Slice {
  readonly from: number;
  readonly path: string;
  readonly container: Container;
}

const LINES: Container = { kind: 'lines', header: null };

/** System Log exports: October as the joined pages of the API (JSON arrays), November as lines; the days of the takeover and of the probe stay plain. */
const OKTA: readonly Slice[] = [
  { from: at('2023-10-18'), path: 'okta/system-log-20231018.json', container: { kind: 'array' } },
  { from: at('2023-10-19'), path: 'okta/system-log-20231019-20231031.json.gz', container: { kind: 'array' } },
  { from: at('2023-11-01'), path: 'okta/system-log-20231101-20231113.ndjson.gz', container: LINES },
  { from: at('2023-11-14'), path: 'okta/system-log-20231114.ndjson', container: LINES },
  { from: at('2023-11-15'), path: 'okta/system-log-20231115-20231124.ndjson.gz', container: LINES },
];

/** Audit files by their first day. A leading `=` keeps the file plain: the days that an analyst opens first. */
const AUDIT_DAYS: Record<'jira' | 'confluence' | 'bitbucket', readonly string[]> = {
  jira: [
    '2023-10-18',
    '2023-10-23',
    '2023-10-30',
    '2023-11-06',
    '2023-11-13',
    '=2023-11-16',
    '2023-11-17',
    '2023-11-20',
    '=2023-11-23',
    '2023-11-24',
  ],
  confluence: [
    '2023-10-18',
    '2023-10-23',
    '2023-10-30',
    '2023-11-06',
    '2023-11-13',
    '=2023-11-15',
    '2023-11-16',
    '2023-11-20',
  ],
  bitbucket: [
    '2023-10-18',
    '2023-10-23',
    '2023-10-30',
    '2023-11-06',
    '2023-11-13',
    '2023-11-20',
    '=2023-11-22',
    '2023-11-23',
  ],
};

function audit(product: keyof typeof AUDIT_DAYS): Slice[] {
  return AUDIT_DAYS[product].map((entry) => {
    const from = at(entry.replace('=', ''));
    return {
      from,
      path: `${product}/${compactDay(from)}.00000.audit.log${entry.startsWith('=') ? '' : '.gz'}`,
      container: LINES,
    };
  });
}

/** `20231120T0600Z`: how AWS writes times in file names. */
const stamp = (ms: number): string => `${compactDay(ms)}T${isoMillis(ms).slice(11, 16).replace(':', '')}Z`;
const datePath = (ms: number): string => isoMillis(ms).slice(0, 10).replaceAll('-', '/');

function trail(account: string, region: string, days: readonly string[]): Slice[] {
  return days.map((entry, index) => {
    const from = at(entry.replace('=', ''));
    const next = days[index + 1]?.replace('=', '');
    const delivered = (next === undefined ? at('2023-11-25') : at(next)) + 5 * MINUTE;
    const name = `${account}_CloudTrail_${region}_${stamp(delivered)}_${rng(`trail/${account}/${region}/${entry}`).alnum(16)}.json`;
    const path = `cloudtrail/AWSLogs/${account}/CloudTrail/${region}/${datePath(delivered)}/${name}${entry.startsWith('=') ? '' : '.gz'}`;
    return { from, path, container: { kind: 'trail' } };
  });
}

/** Every `step` days from 18 October. */
const every = (step: number): string[] => {
  const days: string[] = [];
  for (let day = at('2023-10-18'); day < at('2023-11-25'); day += step * DAY)
    days.push(isoMillis(day).slice(0, 10));
  return days;
};

const FLOW_LOG = {
  prod: 'fl-0a8c4e6b2d1f97053',
  toolsV2: 'fl-0c3e5a7b9d1f20463',
  toolsCustom: 'fl-0e5b7d9f1a3c42685',
} as const;

function flows(log: string, from: number, header: string): Slice {
  const hash = rng(`flows/${log}/${from}`).hex(8);
  const name = `${ACCOUNT_PROD}_vpcflowlogs_us-east-1_${log}_${stamp(from)}_${hash}.log.gz`;
  return {
    from,
    path: `vpcflow/AWSLogs/${ACCOUNT_PROD}/vpcflowlogs/us-east-1/${datePath(from)}/${name}`,
    container: { kind: 'lines', header },
  };
}

const SLICES: Record<Stream, readonly Slice[]> = {
  okta: OKTA,
  jira: audit('jira'),
  confluence: audit('confluence'),
  bitbucket: audit('bitbucket'),
  'cloudtrail/prod/us-east-1': trail(ACCOUNT_PROD, 'us-east-1', every(2)),
  'cloudtrail/prod/sa-east-1': trail(ACCOUNT_PROD, 'sa-east-1', every(10)),
  'cloudtrail/prod/eu-west-1': trail(ACCOUNT_PROD, 'eu-west-1', every(10)),
  'cloudtrail/apps/us-east-1': trail(ACCOUNT_APPS, 'us-east-1', [
    '2023-10-18',
    '2023-10-25',
    '2023-11-01',
    '2023-11-08',
    '=2023-11-14',
    '2023-11-15',
    '2023-11-20',
  ]),
  'vpcflow/prod': every(4).map((day) => flows(FLOW_LOG.prod, at(day), V2_HEADER)),
  'vpcflow/tools': [
    ...[
      '2023-10-18',
      '2023-10-22',
      '2023-10-26',
      '2023-10-30',
      '2023-11-03',
      '2023-11-07',
      '2023-11-11',
      '2023-11-14',
      '2023-11-17',
    ].map((day) => flows(FLOW_LOG.toolsV2, at(day), V2_HEADER)),
    ...[CUSTOM_FROM, at('2023-11-22'), at('2023-11-23'), at('2023-11-24')].map((from) =>
      flows(FLOW_LOG.toolsCustom, from, CUSTOM_HEADER),
    ),
  ],
  'vpcflow/saopaulo': [
    {
      from: at('2023-11-20'),
      path: 'vpcflow/athena-sa-east-1-20231120-20231124.csv',
      container: { kind: 'lines', header: CSV_HEADER },
    },
  ],
};

/** How late a record is written after its time, at most: exports are in order of arrival, not of time. */
const ARRIVAL_MS: Partial<Record<LogRecord['source'], number>> = {
  'okta:system_log': 4_000,
  'atlassian:jira': 0,
  'atlassian:confluence': 0,
  'atlassian:bitbucket': 0,
  'aws:cloudtrail': 240_000,
  'aws:vpcflow': 60_000,
};

/** All log files of the case; every record is in exactly one of them. Empty slices make no file. */
export function layOut(records: readonly LogRecord[]): LogFile[] {
  const random = rng('arrival');
  const arrivals = records.map((record) => ({
    record,
    arrival: record.time + Math.floor(random.next() * (ARRIVAL_MS[record.source] ?? 0)),
  }));
  arrivals.sort((a, b) => a.arrival - b.arrival || (a.record.text < b.record.text ? -1 : 1));
  const files = new Map<Slice, LogRecord[]>();
  for (const { record } of arrivals) {
    const slice = SLICES[record.stream].findLast(({ from }) => record.time >= from);
    if (slice === undefined)
      throw new Error(`no file for a record of ${record.stream} at ${isoMillis(record.time)}`);
    const list = files.get(slice);
    if (list === undefined) files.set(slice, [record]);
    else list.push(record);
  }
  return [...files]
    .map(([{ path, container }, list]) => ({ path, container, records: list }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
