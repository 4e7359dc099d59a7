/** Answers of `events.timeline` as the engine would give them, made from a seed: five weeks, six sources, one attack. */

import type { Span } from '../../../renderer/timeline/types.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { parseIso } from '../../../shared/base/time.ts';
import { SOURCE_TYPES, type SourceType } from '../../../shared/events/event.ts';
import type { Timeline, TimelineItem, TimelineLane } from '../../../shared/ipc/contract.ts';

export function at(text: string): Micros {
  const parsed = parseIso(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
  return parsed.value.micros;
}

export const CASE: Span = { from: at('2023-10-18T00:00:00Z'), to: at('2023-11-25T00:00:00Z') };
const SOURCES: readonly SourceType[] = SOURCE_TYPES.slice(0, 6);
const LABELS: Readonly<Partial<Record<SourceType, string>>> = {
  'okta:system_log': 'Okta',
  'atlassian:jira': 'Jira',
  'atlassian:confluence': 'Confluence',
  'atlassian:bitbucket': 'Bitbucket',
  'aws:cloudtrail': 'CloudTrail',
  'aws:vpcflow': 'VPC flow',
};
/** Busiest hour of a weekday, by source. */
const RATE: readonly number[] = [160, 90, 60, 30, 110, 420];

/** mulberry32: the same numbers on every machine. */
export function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/** Counts only: working hours, weekends, and a burst on 14 and 22 November. */
export function denseScene(window: Span, widthPx: number, bucketPx: number): Timeline {
  const next = random(7);
  const buckets = Math.ceil(widthPx / bucketPx);
  const bucketMicros = (window.to - window.from) / buckets;
  const cells: number[] = [];
  const counts = SOURCES.map(() => 0);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const time = window.from + (bucket + 0.5) * bucketMicros;
    if (time < CASE.from || time >= CASE.to) continue;
    const weekday = (Math.floor(time / DAY) + 3) % 7;
    const hour = (time % DAY) / HOUR;
    const busy =
      (weekday >= 5 ? 0.08 : 1) *
      (bucketMicros >= DAY / 2 ? 0.4 : Math.max(0.04, Math.exp(-(((hour - 15) / 4) ** 2))));
    SOURCES.forEach((_, lane) => {
      const attack = lane < 2 && Math.abs(time - at('2023-11-22T14:00:00Z')) < DAY / 2 ? 2.5 : 1;
      const count = Math.floor((RATE[lane] ?? 1) * busy * attack * (0.4 + next()) * (bucketMicros / HOUR));
      if (count <= 0) return;
      const failures = next() < 0.3 ? Math.floor(count * next() * (attack > 1 ? 0.6 : 0.15)) : 0;
      cells.push(lane, bucket, count, failures);
      counts[lane] = (counts[lane] ?? 0) + count;
    });
  }
  const total = counts.reduce((sum, n) => sum + n, 0);
  const lanes = SOURCES.map(
    (source, lane): TimelineLane => ({
      key: source,
      label: LABELS[source] ?? source,
      filter: { kind: 'is', field: 'source', value: source },
      count: counts[lane] ?? 0,
    }),
  );
  return {
    ...window,
    bucketMicros,
    buckets,
    lanes,
    cells,
    bright: [],
    items: [],
    total,
    matched: total,
    undated: 0,
  };
}

const STORY: readonly (readonly [number, string, string, TimelineItem['outcome']])[] = [
  [1, '2023-11-22T14:18:22.000Z', 'jira.auditing.user.logged.in', 'success'],
  [1, '2023-11-22T14:18:40.120Z', 'jira.auditing.issue.viewed', 'success'],
  [1, '2023-11-22T14:19:05.400Z', 'jira.auditing.user.created', 'success'],
  [1, '2023-11-22T14:19:31.000Z', 'jira.auditing.group.user.added', 'success'],
  [1, '2023-11-22T14:24:02.901Z', 'jira.auditing.scriptrunner.console.executed', 'success'],
  [0, '2023-11-22T14:16:02.000Z', 'user.session.start', 'failure'],
  [0, '2023-11-22T14:16:09.000Z', 'user.session.start', 'failure'],
  [0, '2023-11-22T14:16:15.000Z', 'user.authentication.auth_via_mfa', 'unknown'],
  [0, '2023-11-22T14:17:40.000Z', 'user.session.start', 'success'],
  [2, '2023-11-22T14:20:11.000Z', 'audit.logging.summary.search.performed', 'success'],
  [2, '2023-11-22T14:20:12.000Z', 'audit.logging.summary.page.viewed', 'success'],
  [2, '2023-11-22T14:20:12.500Z', 'audit.logging.summary.page.viewed', 'success'],
  [2, '2023-11-22T14:20:13.000Z', 'audit.logging.summary.page.viewed', 'success'],
  [2, '2023-11-22T14:20:13.200Z', 'audit.logging.summary.page.viewed', 'success'],
  [2, '2023-11-22T14:20:13.300Z', 'audit.logging.summary.page.exported', 'success'],
  [2, '2023-11-22T14:20:13.400Z', 'audit.logging.summary.page.viewed', 'success'],
  [3, '2023-11-22T14:22:00.000Z', 'bitbucket.service.audit.action.authenticationfailure', 'failure'],
  [3, '2023-11-22T14:22:30.000Z', 'bitbucket.service.repository.audit.action.repositoryviewed', 'success'],
  [4, '2023-11-22T14:16:30.000Z', 'ConsoleLogin', 'failure'],
  [4, '2023-11-22T14:21:30.000Z', 'AssumeRole', 'success'],
  [4, '2023-11-22T14:23:00.000Z', 'GetCallerIdentity', 'success'],
];

/** Rows of the story that the attacker's chain holds. */
export const CHAIN_ROWS: readonly number[] = [0, 1, 2, 3, 4, 8, 16, 17];

/** Ten minutes in which every event stands alone, flows as intervals among them. */
export function sparseScene(): Timeline {
  const window = { from: at('2023-11-22T14:15:00Z'), to: at('2023-11-22T14:26:00Z') };
  const points = STORY.map(
    ([lane, time, label, outcome], row): TimelineItem => ({
      row,
      lane,
      time: at(time),
      timeEnd: null,
      source: SOURCES[lane]!,
      outcome,
      label,
      message: `smartsheet-svc did ${label} in ${LABELS[SOURCES[lane]!]} from 193.142.58.126`,
    }),
  );
  const flows = ['14:15:10', '14:18:20', '14:21:00', '14:24:05'].map((clock, index): TimelineItem => {
    const time = at(`2023-11-22T${clock}Z`);
    return {
      row: 100 + index,
      lane: 5,
      time,
      timeEnd: (time + (20 + index * 25) * 1_000_000) as Micros,
      source: 'aws:vpcflow',
      outcome: index === 1 ? 'failure' : 'success',
      label: index === 1 ? 'REJECT' : 'ACCEPT',
      message: `10.40.12.21 talked to 198.244.174.214:443, ${index + 1}`,
    };
  });
  const items = [...points, ...flows];
  const lanes = SOURCES.map(
    (source, lane): TimelineLane => ({
      key: source,
      label: LABELS[source] ?? source,
      filter: { kind: 'is', field: 'source', value: source },
      count: items.filter((item) => item.lane === lane).length,
    }),
  );
  const total = items.length;
  return {
    ...window,
    bucketMicros: 5_000_000,
    buckets: 132,
    lanes,
    cells: [],
    bright: [],
    items,
    total,
    matched: 412,
    undated: 0,
  };
}
