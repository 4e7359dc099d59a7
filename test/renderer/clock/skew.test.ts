import { expect, test } from 'vitest';
import { parseSkew, skewText } from '../../../renderer/clock/skew.ts';

const SECOND = 1_000_000;

test('a skew is read as seconds or as a clock, with either minus', () => {
  expect(parseSkew('90')).toBe(90 * SECOND);
  expect(parseSkew('-3600')).toBe(-3600 * SECOND);
  expect(parseSkew(' +01:02:03 ')).toBe(3723 * SECOND);
  expect(parseSkew('−00:00:05.25')).toBe(-5_250_000);
  expect(parseSkew('-0')).toBe(0);
  expect(parseSkew('2.5 s')).toBe(2_500_000);
});

test('what is no such length is none', () => {
  for (const text of ['', 'an hour', '1:2:3', '00:61:00', '1e3', '5 min', '9999999999'])
    expect(parseSkew(text)).toBeNull();
});

test('what is written reads back as the same skew', () => {
  for (const micros of [0, 1, -1, 90 * SECOND, -3_723_500_000, 400 * 3600 * SECOND])
    if (micros !== 0) expect(parseSkew(skewText(micros))).toBe(micros);
  expect(skewText(-3_600_000_000)).toBe('−01:00:00');
  expect(skewText(5_250_000)).toBe('+00:00:05.25');
  expect(skewText(0)).toBe('±0');
});
