/** Words and numbers that several sentences of the analysis share. */
import { formatDuration, formatInZone, type Micros } from '../base/time.ts';
import type { SourceType } from '../events/event.ts';

/** What a source is called in a sentence. */
export const SOURCE_WORDS: Readonly<Record<SourceType, string>> = {
  'okta:system_log': 'Okta',
  'atlassian:jira': 'Jira',
  'atlassian:confluence': 'Confluence',
  'atlassian:bitbucket': 'Bitbucket',
  'aws:cloudtrail': 'AWS',
  'aws:vpcflow': 'VPC flow',
  'atlassian:org': 'Atlassian',
  'aws:elb': 'load balancer',
  'web:har': 'browser',
  'table:custom': 'custom log',
  'timesketch:timeline': 'Timesketch',
  'plaso:timeline': 'plaso',
};

/** `1 record`, `1,204 records`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** Thousands separated by commas, whatever the machine's language. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a`, `a and b`, `a, b and c`, `a, b and 4 more`. */
export function list(items: readonly string[], most = 3): string {
  if (items.length === 0) return 'none';
  const shown = items.length > most ? items.slice(0, most) : items;
  const last = items.length > most ? `${grouped(items.length - most)} more` : null;
  if (last !== null) return `${shown.join(', ')} and ${last}`;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A length of time in words without empty fractions: `2 s`, `00:35:00`, `2 d 18:53:01`. */
export function duration(micros: number): string {
  return formatDuration(micros).replace('.000 s', ' s');
}

/** `2023-11-14 09:22:49 UTC`. */
export function moment(micros: number): string {
  return `${formatInZone(micros as Micros, 'UTC', 'datetime')} UTC`;
}
