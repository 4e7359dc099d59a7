import { describe, expect, test } from 'vitest';
import { majorLabel, minorLabel, momentIn } from '../../../renderer/timeline/axis.ts';
import { pickTicks, weekends } from '../../../renderer/timeline/ticks.ts';
import type { Span } from '../../../renderer/timeline/types.ts';
import { instantText, precisionOf, spanText, zoneLabel } from '../../../renderer/timeline/zone-time.ts';
import type { Micros } from '../../../shared/base/time.ts';
import { at, CASE } from './scenes.ts';

const ms = (text: string) => at(text) / 1000;

describe('moments in a zone', () => {
  test('local midnight stays midnight on both sides of a clock change', () => {
    // New York left daylight time on 5 November 2023 at 06:00 UTC.
    let day = momentIn('America/New_York')(ms('2023-11-03T04:00:00Z'));
    const starts: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      starts.push(day.valueOf());
      expect(day.format('HH:mm')).toBe('00:00');
      day = day.add(1, 'day');
    }
    const hours = starts.slice(1).map((start, i) => (start - starts[i]!) / 3_600_000);
    expect(hours).toEqual([24, 24, 25, 24]);
  });

  test('setting the hour keeps the local day, a clone keeps the zone', () => {
    const moment = momentIn('Asia/Kolkata')(ms('2023-11-22T20:00:00Z'));
    expect(moment.clone().hours(0).minutes(0).toISOString()).toBe('2023-11-22T18:30:00.000Z');
    expect(
      momentIn('America/Sao_Paulo')(ms('2023-11-22T02:00:00Z')).clone().add(1, 'month').format('D MMM HH:mm'),
    ).toBe('21 Dec 23:00');
  });

  test('UTC is UTC whatever the machine’s zone', () => {
    expect(momentIn('UTC')(ms('2023-11-22T14:18:22Z')).format('YYYY-MM-DD HH:mm:ss')).toBe(
      '2023-11-22 14:18:22',
    );
  });
});

describe('texts', () => {
  test('axis labels of every scale name the time in the zone', () => {
    const tick = { valueOf: () => ms('2023-11-22T01:18:22.250Z') };
    const zone = 'America/Sao_Paulo';
    const labels = ['millisecond', 'second', 'minute', 'hour', 'weekday', 'day', 'month', 'year'].map(
      (scale) => [minorLabel(zone, tick, scale), majorLabel(zone, tick, scale)],
    );
    expect(labels).toEqual([
      ['.250', 'Tue 21 Nov 22:18:22'],
      [':22', 'Tue 21 Nov 22:18'],
      ['22:18', 'Tue 21 Nov'],
      ['22:18', 'Tue 21 Nov'],
      ['Tue 21', 'Nov 2023'],
      ['21', 'Nov 2023'],
      ['Nov', '2023'],
      ['2023', ''],
    ]);
  });

  test('spans are no longer than they must be', () => {
    const span = (from: string, to: string): Span => ({ from: at(from), to: at(to) });
    expect(spanText(span('2023-11-14T00:00:00Z', '2023-11-25T00:00:00Z'), 'UTC')).toBe(
      '14 Nov – 24 Nov 2023',
    );
    expect(spanText(span('2023-11-22T14:00:00Z', '2023-11-22T17:30:00Z'), 'UTC')).toBe(
      'Wed 22 Nov 14:00 – 17:30',
    );
    expect(spanText(span('2023-11-22T23:00:00Z', '2023-11-23T02:00:00Z'), 'UTC')).toBe(
      'Wed 22 Nov 23:00 – Thu 23 Nov 02:00',
    );
    expect(spanText(span('2023-11-22T14:00:00Z', '2023-11-22T14:00:01.5Z'), 'UTC')).toBe(
      'Wed 22 Nov 14:00:00.000 – 14:00:01.500',
    );
  });

  test('an instant is written to the microsecond, a zone with its offset of that day', () => {
    expect(instantText(at('2023-11-14T09:22:49.000123Z'), 'UTC', 'micros')).toBe(
      'Tue 14 Nov 2023 09:22:49.000123',
    );
    expect(zoneLabel('UTC', CASE.from)).toBe('UTC');
    expect(zoneLabel('America/New_York', at('2023-11-04T00:00:00Z'))).toBe('America/New York UTC−4');
    expect(zoneLabel('America/New_York', at('2023-11-06T00:00:00Z'))).toBe('America/New York UTC−5');
    expect(zoneLabel('Asia/Kolkata', CASE.from)).toBe('Asia/Kolkata UTC+5:30');
  });

  test('the crosshair is as fine as a pixel', () => {
    expect([3e9, 1e6, 900].map(precisionOf)).toEqual(['minute', 'time', 'millis']);
  });
});

describe('ticks of the overview', () => {
  const gaps = (span: Span, widthPx: number, zone = 'UTC') => {
    const ticks = pickTicks(span, widthPx, zone, 72);
    const px = ticks.map((tick) => ((tick.time - span.from) * widthPx) / (span.to - span.from));
    return { ticks, min: Math.min(...px.slice(1).map((x, i) => x - px[i]!)) };
  };

  test.each([
    ['five weeks', CASE, 1280],
    ['a day', { from: CASE.from, to: (CASE.from + 864e8) as Micros }, 900],
    ['ten minutes', { from: CASE.from, to: (CASE.from + 6e8) as Micros }, 700],
    ['ten seconds', { from: CASE.from, to: (CASE.from + 1e7) as Micros }, 700],
    ['two years', { from: CASE.from, to: (CASE.from + 730 * 864e8) as Micros }, 1280],
  ] as const)('%s: some ticks, never closer than the gap', (_, span, widthPx) => {
    const { ticks, min } = gaps(span, widthPx);
    expect(ticks.length).toBeGreaterThan(3);
    expect(min).toBeGreaterThanOrEqual(68);
  });

  test('five weeks are cut at Mondays', () => {
    expect(gaps(CASE, 1280).ticks.map((tick) => tick.label)).toEqual([
      '23 Oct',
      '30 Oct',
      '6 Nov',
      '13 Nov',
      '20 Nov',
    ]);
  });

  test('nothing to draw on gives no ticks', () => {
    expect(pickTicks(CASE, 0, 'UTC', 72)).toEqual([]);
    expect(pickTicks({ from: CASE.from, to: CASE.from }, 100, 'UTC', 72)).toEqual([]);
  });

  test('weekends begin and end at local midnight', () => {
    const week: Span = { from: at('2023-11-01T12:00:00Z'), to: at('2023-11-08T12:00:00Z') };
    const found = weekends(week, 'America/New_York');
    expect(found).toEqual([{ from: at('2023-11-04T04:00:00Z'), to: at('2023-11-06T05:00:00Z') }]);
    // A span that begins on a Sunday begins inside a weekend; one that ends with Friday has none.
    expect(weekends({ from: at('2023-11-05T12:00:00Z'), to: week.to }, 'America/New_York')).toEqual(found);
    expect(weekends({ from: week.from, to: at('2023-11-04T04:00:00Z') }, 'America/New_York')).toEqual([]);
  });
});
