import { expect, test } from 'vitest';
import { day, duration, instant, instantParts } from '../../../renderer/format/instant.ts';
import { bytes, count, counted, millis } from '../../../renderer/format/number.ts';
import type { Micros } from '../../../shared/base/time.ts';

/** 2023-11-14T09:22:49Z */
const DENIED = 1_699_953_769_000_000 as Micros;

test('an instant is written to the precision that it has, and no further', () => {
  expect(instant(DENIED, 'UTC')).toBe('2023-11-14 09:22:49');
  expect(instant((DENIED + 37_000) as Micros, 'UTC')).toBe('2023-11-14 09:22:49.037');
  expect(instant((DENIED + 37_001) as Micros, 'UTC')).toBe('2023-11-14 09:22:49.037001');
});

test('zones shift date and time, summer time included', () => {
  expect(instant(DENIED, 'America/Sao_Paulo')).toBe('2023-11-14 06:22:49');
  expect(instant(DENIED, 'Pacific/Auckland')).toBe('2023-11-14 22:22:49');
  // 2023-10-29T01:30:00Z: the hour that Europe lives twice.
  expect(instant(1_698_543_000_000_000 as Micros, 'Europe/Lisbon')).toBe('2023-10-29 01:30:00');
  expect(instant(1_698_539_400_000_000 as Micros, 'Europe/Lisbon')).toBe('2023-10-29 01:30:00');
});

test('midnight is 00:00:00 of its own day', () => {
  expect(instantParts(1_699_920_000_000_000 as Micros, 'UTC')).toEqual({
    date: '2023-11-14',
    time: '00:00:00',
    fraction: '',
  });
  expect(day(1_699_920_000_000_000 as Micros, 'UTC')).toBe('14 Nov 2023');
});

test('a length of time names its two largest units', () => {
  expect(duration(250_000)).toBe('0.250 s');
  expect(duration(65_000_000)).toBe('1 min 5 s');
  expect(duration(3 * 86_400_000_000 + 4 * 3_600_000_000 + 1_000_000)).toBe('3 d 4 h');
  expect(duration(86_400_000_000 + 5_000_000)).toBe('1 d');
});

test('numbers carry thin spaces from ten thousand on', () => {
  expect([count(0), count(6411), count(67_873), count(10_000_000)]).toEqual([
    '0',
    '6411',
    '67\u2009873',
    '10\u2009000\u2009000',
  ]);
  expect([counted(1, 'event'), counted(2, 'event'), counted(2, 'identity', 'identities')]).toEqual([
    '1 event',
    '2 events',
    '2 identities',
  ]);
  expect([bytes(812), bytes(1536), bytes(3 * 1024 ** 3)]).toEqual(['812 B', '1.5 KiB', '3.0 GiB']);
  expect([millis(0.2), millis(38.4), millis(1250)]).toEqual(['<1 ms', '38 ms', '1.3 s']);
});
