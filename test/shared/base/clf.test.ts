import { describe, expect, it } from 'vitest';
import { formatMicros, parseClf } from '../../../shared/base/time.ts';

describe('parseClf', () => {
  it.each([
    ['17/Apr/2015:11:27:43 -0700', '2015-04-17T18:27:43.000000Z'],
    ['01/Jan/2022:00:00:00 +0000', '2022-01-01T00:00:00.000000Z'],
    ['29/feb/2024:23:59:59 +0545', '2024-02-29T18:14:59.000000Z'],
    ['31/DEC/2022:23:30:00 -0100', '2023-01-01T00:30:00.000000Z'],
  ])('%s', (text, expected) => {
    const parsed = parseClf(text);
    expect(parsed).toMatchObject({ ok: true, value: { text, precision: 'second', zone: 'stated' } });
    expect(parsed.ok && formatMicros(parsed.value.micros)).toBe(expected);
  });

  it.each([
    ['30/Feb/2022:10:00:00 +0000', 'no such day'],
    ['01/Okt/2022:10:00:00 +0000', 'no such day'],
    ['01/Jan/2022:24:00:00 +0000', 'no such time of day'],
    ['01/Jan/2022:10:00:00 +2500', 'no such zone offset'],
    ['01/Jan/2022:10:00:00', 'not a date and time'],
    ['1/Jan/2022:10:00:00 +0000', 'not a date and time'],
    ['[01/Jan/2022:10:00:00 +0000]', 'not a date and time'],
  ])('refuses %s: %s', (text, error) => {
    expect(parseClf(text)).toEqual({ ok: false, error });
  });
});
