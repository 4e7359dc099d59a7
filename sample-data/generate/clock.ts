/** Time in the case: UTC milliseconds since the epoch, never the machine's clock or zone. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2023-11-14 09:22:49` (UTC; the time of day may be left out) as milliseconds. */
export function at(text: string): number {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d))?$/.exec(text);
  if (m === null) throw new Error(`not a time: ${text}`);
  const [y, mo, d, h, mi, s] = m.slice(1).map((part) => Number(part ?? 0));
  return Date.UTC(y!, mo! - 1, d!, h!, mi!, s!);
}

/** `2023-11-14T09:22:49.000Z`. */
export function isoMillis(ms: number): string {
  return new Date(ms).toISOString();
}

/** `2023-11-14T09:22:49Z`. */
export function isoSeconds(ms: number): string {
  return `${isoMillis(ms).slice(0, 19)}Z`;
}

/** `20231114`. */
export function compactDay(ms: number): string {
  return isoMillis(ms).slice(0, 10).replaceAll('-', '');
}

/** The logs cover 18 October 00:00 to 24 November 2023 24:00. */
export const CASE_FROM = at('2023-10-18');
export const CASE_TO = at('2023-11-25');

/** Midnights (UTC) of all days of the case. */
export const DAYS: readonly number[] = Array.from(
  { length: (CASE_TO - CASE_FROM) / DAY },
  (_, index) => CASE_FROM + index * DAY,
);

/** 0 is Sunday. */
export function weekday(ms: number): number {
  return new Date(ms).getUTCDay();
}

export function isWeekend(ms: number): boolean {
  return weekday(ms) === 0 || weekday(ms) === 6;
}

export type Zone = 'Central' | 'Pacific' | 'London' | 'Lisbon' | 'Singapore';

const EUROPE_WINTER = at('2023-10-29 01:00:00');
const CENTRAL_WINTER = at('2023-11-05 07:00:00');
const PACIFIC_WINTER = at('2023-11-05 09:00:00');

/** Offset from UTC in hours. Both summer times of 2023 end inside the case. */
export function offsetHours(zone: Zone, ms: number): number {
  switch (zone) {
    case 'Central':
      return ms < CENTRAL_WINTER ? -5 : -6;
    case 'Pacific':
      return ms < PACIFIC_WINTER ? -7 : -8;
    case 'London':
    case 'Lisbon':
      return ms < EUROPE_WINTER ? 1 : 0;
    case 'Singapore':
      return 8;
  }
}

/** How much of a normal day's work is done: weekends are quiet, and Thanksgiving (23 November) empties the US offices. */
export function workload(zone: Zone, day: number): number {
  if (isWeekend(day)) return 0.06;
  const american = zone === 'Central' || zone === 'Pacific';
  if (american && day === at('2023-11-23')) return 0.07;
  if (american && day === at('2023-11-24')) return 0.3;
  return 1;
}
