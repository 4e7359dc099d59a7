/** Evidence of a wanted kind and size on disk: the same bytes for the same seed, as their vendors lay them out. */
import { mkdirSync } from 'node:fs';
import { compactDay, isoMillis } from '../../../sample-data/generate/clock.ts';
import { atlassian } from './atlassian.ts';
import { cloudTrail } from './cloudtrail.ts';
import { FLOW_HEADER, flows } from './flows.ts';
import { okta } from './okta.ts';
import { ACCOUNTS, letters, REGION } from './world.ts';
import { type Cut, type Entry, type Log, LogFiles, type Made } from './write.ts';

export const KINDS = ['cloudtrail', 'okta', 'atlassian', 'vpc', 'vpc-tree', 'mixed'] as const;
/** `vpc` is one file of text, `vpc-tree` the same rows as a bucket of packed files. */
export type Kind = (typeof KINDS)[number];

/** Shares of a real case: flows above all, then what machines do in AWS. */
const MIXED: readonly (readonly [Kind, number])[] = [
  ['vpc-tree', 0.5],
  ['cloudtrail', 0.35],
  ['okta', 0.08],
  ['atlassian', 0.07],
];

/** `2026/03/02` */
const dayPath = (time: number): string => isoMillis(time).slice(0, 10).replaceAll('-', '/');
/** `20260302T0922Z` */
const minuteOf = (time: number): string =>
  `${compactDay(time)}T${isoMillis(time).slice(11, 16).replace(':', '')}Z`;

const LINES = ['', '\n', '\n'] as const;
const CUTS: Readonly<Record<Log, Cut>> = {
  cloudtrail: {
    path: (time, n, account) =>
      `AWSLogs/${account}/CloudTrail/${REGION}/${dayPath(time)}/${account}_CloudTrail_${REGION}_${minuteOf(time)}_${letters(n)}.json.gz`,
    around: ['{"Records":[', ',', ']}'],
    full: 4_000,
  },
  okta: {
    path: (time, n) => `okta/system-log-${compactDay(time)}-${String(n).padStart(5, '0')}.ndjson.gz`,
    around: LINES,
    full: 5_000,
  },
  jira: { path: (time) => `jira/audit/${compactDay(time)}.00000.audit.log`, around: LINES, full: 'daily' },
  confluence: {
    path: (time) => `confluence/audit/${compactDay(time)}.00000.audit.log`,
    around: LINES,
    full: 'daily',
  },
  'jira-access': {
    path: (time) => `jira/logs/access_log.${isoMillis(time).slice(0, 10)}`,
    around: LINES,
    full: 'daily',
  },
  'confluence-access': {
    path: (time) => `confluence/logs/conf_access_log.${isoMillis(time).slice(0, 10)}.log`,
    around: LINES,
    full: 'daily',
  },
  flows: {
    path: (time, n) =>
      `AWSLogs/${ACCOUNTS[0]}/vpcflowlogs/${REGION}/${dayPath(time)}/${ACCOUNTS[0]}_vpcflowlogs_${REGION}_fl-0e5b7d9f1a3c42685_${minuteOf(time)}_${letters(n).toLowerCase().slice(0, 8)}.log.gz`,
    around: [`${FLOW_HEADER}\n`, '\n', '\n'],
    full: 25_000,
  },
};
const ONE_FILE: Cut = { path: () => 'flows.log', around: CUTS.flows.around, full: Number.POSITIVE_INFINITY };

/** Writes `count` records of `kind` into `folder`. */
export async function generate(kind: Kind, count: number, folder: string, seed = 1): Promise<Made> {
  mkdirSync(folder, { recursive: true });
  if (kind === 'mixed') {
    const total: Made = { records: 0, bytes: 0, files: 0 };
    let left = count;
    for (const [part, share] of MIXED) {
      const wanted = part === 'atlassian' ? left : Math.round(count * share);
      left -= wanted;
      sum(total, await generate(part, wanted, folder, seed));
    }
    return total;
  }
  const cuts = kind === 'vpc' ? { ...CUTS, flows: ONE_FILE } : CUTS;
  return await lay(records(kind, count, seed), cuts, folder);
}

/** The records themselves, in the order of their log. */
export function records(kind: Exclude<Kind, 'mixed'>, count: number, seed = 1): Generator<Entry> {
  switch (kind) {
    case 'cloudtrail':
      return cloudTrail(count, seed);
    case 'okta':
      return okta(count, seed);
    case 'atlassian':
      return atlassian(count, seed);
    case 'vpc':
    case 'vpc-tree':
      return flows(count, seed);
  }
}

async function lay(
  entries: Iterable<Entry>,
  cuts: Readonly<Record<Log, Cut>>,
  folder: string,
): Promise<Made> {
  const files = new Map<Entry['log'], LogFiles>();
  for (const entry of entries) {
    let file = files.get(entry.log);
    if (file === undefined) {
      file = new LogFiles(folder, cuts[entry.log.split('/')[0] as Log]);
      files.set(entry.log, file);
    }
    const waiting = file.put(entry);
    if (waiting !== null) await waiting;
  }
  const total: Made = { records: 0, bytes: 0, files: 0 };
  for (const file of files.values()) sum(total, await file.end());
  return total;
}

function sum(total: Made, part: Made): void {
  total.records += part.records;
  total.bytes += part.bytes;
  total.files += part.files;
}
