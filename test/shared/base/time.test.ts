import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  formatDuration,
  formatInZone,
  formatMicros,
  instantOf,
  isZone,
  MAX_MICROS,
  type Micros,
  nowMicros,
  parseDay,
  parseEpochMicros,
  parseEpochMillis,
  parseEpochPair,
  parseEpochSeconds,
  parseIso,
  parseLocal,
  parseMonthFirst,
  startOfDay,
  wallTime,
  weekday,
} from '../../../shared/base/time.ts';

/** Seconds of an ISO text by the platform's own parser, which these tests trust for well-formed UTC text only. */
const utc = (text: string) => (Date.parse(text) * 1000) as Micros;
const value = (text: string) => {
  const parsed = parseIso(text);
  return parsed.ok ? parsed.value : parsed.error;
};

describe('parseIso', () => {
  it.each([
    ['2023-11-14T09:22:49Z', '2023-11-14T09:22:49.000000Z', 'second'],
    ['2023-11-14T09:22:49.123Z', '2023-11-14T09:22:49.123000Z', 'millisecond'],
    ['2023-11-14T09:22:49.1Z', '2023-11-14T09:22:49.100000Z', 'millisecond'],
    ['2023-11-14T09:22:49.123456Z', '2023-11-14T09:22:49.123456Z', 'microsecond'],
    ['2023-11-14T09:22:49.123456789Z', '2023-11-14T09:22:49.123456Z', 'nanosecond'],
    ['2023-11-14T09:22:49,999999999Z', '2023-11-14T09:22:49.999999Z', 'nanosecond'],
    ['2023-11-14t09:22:49z', '2023-11-14T09:22:49.000000Z', 'second'],
    ['2023-11-14 09:22:49Z', '2023-11-14T09:22:49.000000Z', 'second'],
    ['2022-01-24T08:48:05.645+0000', '2022-01-24T08:48:05.645000Z', 'millisecond'],
    ['2022-02-08T09:23:37+11:00', '2022-02-07T22:23:37.000000Z', 'second'],
    ['2015-04-17T11:27:43-0700', '2015-04-17T18:27:43.000000Z', 'second'],
    ['2020-01-01T00:15:00+05:45', '2019-12-31T18:30:00.000000Z', 'second'],
    ['2023-11-14T09:22Z', '2023-11-14T09:22:00.000000Z', 'minute'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000000Z', 'second'],
    ['2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000000Z', 'second'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000000Z', 'second'],
    ['2199-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999000Z', 'millisecond'],
  ])('%s', (text, expected, precision) => {
    const parsed = value(text);
    expect(parsed).toMatchObject({ text, precision, zone: 'stated' });
    expect(formatMicros((parsed as { micros: Micros }).micros)).toBe(expected);
  });

  it.each([
    ['2023-02-30T00:00:00Z', 'no such day'],
    ['2023-02-29T00:00:00Z', 'no such day'],
    ['2100-02-29T00:00:00Z', 'no such day'],
    ['2023-00-10T00:00:00Z', 'no such day'],
    ['2023-13-10T00:00:00Z', 'no such day'],
    ['2023-11-00T00:00:00Z', 'no such day'],
    ['2023-11-31T00:00:00.000+01:00', 'no such day'],
    ['2023-11-14T24:00:00Z', 'no such time of day'],
    ['2023-11-14T23:60:00Z', 'no such time of day'],
    ['2023-11-14T23:59:61Z', 'no such time of day'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2016-12-31T23:59:60.500Z', 'a leap second'],
    ['2023-11-14T09:22:49', 'no zone'],
    ['2023-11-14T09:22:49+24:00', 'no such zone offset'],
    ['2023-11-14T09:22:49+01:60', 'no such zone offset'],
    ['1969-12-31T23:59:59Z', 'outside 1970 to 2200'],
    ['2200-01-01T00:00:00Z', 'outside 1970 to 2200'],
    ['1970-01-01T00:30:00+01:00', 'outside 1970 to 2200'],
    ['1', 'not a date and time'],
    ['', 'not a date and time'],
    ['2023-11-14', 'not a date and time'],
    ['2023-11-14T09:22:49.1234567890Z', 'not a date and time'],
    ['2023-11-1aT09:22:49Z', 'not a date and time'],
    ['2023-11-14T09:22:4 Z', 'not a date and time'],
    ['2023-11-14T09:22:49.12xZ', 'not a date and time'],
    [' 2023-11-14T09:22:49Z', 'not a date and time'],
    ['２０２３-11-14T09:22:49Z', 'not a date and time'],
    ['Tue, 14 Nov 2023 09:22:49 GMT', 'not a date and time'],
  ])('refuses %j: %s', (text, problem) => {
    expect(value(text)).toBe(problem);
  });

  it('agrees with the platform on every instant, and with its own writing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MICROS / 1000 - 1 }), (millis) => {
        const text = new Date(millis).toISOString();
        expect(value(text)).toMatchObject({ micros: millis * 1000 });
        const written = formatMicros((millis * 1000 + 7) as Micros);
        expect(written).toBe(`${text.slice(0, -1)}007Z`);
        expect(value(written)).toMatchObject({ micros: millis * 1000 + 7 });
      }),
    );
  });

  it('never throws and never rolls over', () => {
    const part = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(part, part, part, part, part, (month, day, hour, minute, second) => {
        const text = `2023-${month}-${day}T${hour}:${minute}:${second}Z`;
        const parsed = parseIso(text);
        if (parsed.ok) expect(formatMicros(parsed.value.micros).slice(0, 19)).toBe(text.slice(0, 19));
      }),
    );
  });
});

describe('parseLocal', () => {
  const local = (text: string, zone: string) => {
    const parsed = parseLocal(text, zone);
    return parsed.ok ? [formatMicros(parsed.value.micros), parsed.value.zone] : parsed.error;
  };

  it.each([
    ['2023-11-14 09:22:49', 'UTC', '2023-11-14T09:22:49.000000Z'],
    ['2023-07-14 09:22:49,250', 'Europe/Berlin', '2023-07-14T07:22:49.250000Z'],
    ['2023-01-14T09:22:49', 'America/Sao_Paulo', '2023-01-14T12:22:49.000000Z'],
    ['2023-01-14T09:22:49', 'Asia/Kathmandu', '2023-01-14T03:37:49.000000Z'],
    ['2011-12-29T23:59:59', 'Pacific/Apia', '2011-12-30T09:59:59.000000Z'],
    ['2011-12-31T00:00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000000Z'],
  ])('%s in %s', (text, zone, expected) => {
    expect(local(text, zone)).toEqual([expected, 'assumed']);
  });

  it('takes the earlier instant of a repeated hour', () => {
    expect(local('2023-11-05T01:30:00', 'America/New_York')).toEqual([
      '2023-11-05T05:30:00.000000Z',
      'assumed',
    ]);
    expect(local('2023-10-29T02:30:00', 'Europe/Berlin')).toEqual(['2023-10-29T00:30:00.000000Z', 'assumed']);
  });

  it('moves a skipped hour behind the gap', () => {
    expect(local('2023-03-12T02:30:00', 'America/New_York')).toEqual([
      '2023-03-12T07:30:00.000000Z',
      'assumed',
    ]);
    expect(local('2023-03-26T02:30:00', 'Europe/Berlin')).toEqual(['2023-03-26T01:30:00.000000Z', 'assumed']);
  });

  it('lets a zone in the text win', () => {
    expect(local('2023-11-14T09:22:49+01:00', 'Asia/Tokyo')).toEqual([
      '2023-11-14T08:22:49.000000Z',
      'stated',
    ]);
  });

  it('is undone by formatInZone wherever wall times are unique', () => {
    const zones = [
      'UTC',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Apia',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 86_400, max: 4_000_000_000 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const micros = (seconds * 1_000_000) as Micros;
          const text = formatInZone(micros, zone, 'datetime');
          const parsed = parseLocal(text, zone);
          expect(parsed.ok).toBe(true);
          if (!parsed.ok) return;
          expect(formatInZone(parsed.value.micros, zone, 'datetime')).toBe(text);
          expect(parsed.value.micros).toBeLessThanOrEqual(micros);
          expect(wallTime(micros, zone)).toEqual(wallTime(parsed.value.micros, zone));
        },
      ),
    );
  });
});

describe('epochs', () => {
  it('reads seconds and milliseconds, as numbers or text', () => {
    expect(parseEpochSeconds('1699953769')).toMatchObject({
      value: { micros: 1_699_953_769_000_000, precision: 'second' },
    });
    expect(parseEpochSeconds(1699953769.25)).toMatchObject({ value: { micros: 1_699_953_769_250_000 } });
    expect(parseEpochMillis('1699953769123')).toMatchObject({ value: { micros: 1_699_953_769_123_000 } });
  });

  it('pads nanoseconds to nine digits', () => {
    expect(parseEpochPair(1637539629, 37_000_000)).toMatchObject({
      ok: true,
      value: { micros: 1_637_539_629_037_000, text: '1637539629.037000000', precision: 'nanosecond' },
    });
  });

  it.each([[-1], ['soon'], ['1e9'], [Number.NaN], [Number.POSITIVE_INFINITY], [9e15], ['']])(
    'refuses %j',
    (input) => {
      expect(parseEpochSeconds(input).ok).toBe(false);
    },
  );

  it.each([
    [1.5, 0],
    ['1', 0],
    [1, -1],
    [1, 1_000_000_000],
    [null, 0],
  ])('refuses the pair %j, %j', (seconds, nano) => {
    expect(parseEpochPair(seconds, nano).ok).toBe(false);
  });
});

describe('zones and axes', () => {
  const probe = utc('2023-11-14T09:22:49.123Z');

  it('writes every style', () => {
    const styles = [
      'date',
      'minute',
      'time',
      'millis',
      'micros',
      'datetime',
      'full',
      'offset',
      'weekday',
      'day',
    ] as const;
    expect(styles.map((style) => formatInZone(probe, 'America/Sao_Paulo', style))).toEqual([
      '2023-11-14',
      '06:22',
      '06:22:49',
      '06:22:49.123',
      '06:22:49.123000',
      '2023-11-14 06:22:49',
      '2023-11-14 06:22:49.123000 -03:00',
      '-03:00',
      'Tue',
      'Tue 14 Nov',
    ]);
    expect(formatInZone(probe, 'UTC', 'full')).toBe('2023-11-14 09:22:49.123000 +00:00');
    expect(formatInZone(probe, 'Asia/Kathmandu', 'offset')).toBe('+05:45');
  });

  it('knows zones from other words', () => {
    expect(['UTC', 'Europe/Berlin', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
  });

  it('counts days of 23 and 25 hours', () => {
    const day = (text: string) => startOfDay(utc(text), 'America/New_York');
    const spring = day('2023-03-12T12:00:00Z');
    expect(formatMicros(spring)).toBe('2023-03-12T05:00:00.000000Z');
    expect(addDays(spring, 1, 'America/New_York') - spring).toBe(23 * 3_600_000_000);
    const autumn = day('2023-11-05T12:00:00Z');
    expect(addDays(autumn, 1, 'America/New_York') - autumn).toBe(25 * 3_600_000_000);
    expect(addDays(autumn, -5, 'America/New_York')).toBe(utc('2023-10-31T04:00:00Z'));
  });

  it('carries months over', () => {
    const wall = { year: 2023, month: 14, day: 1, hour: 0, minute: 0, second: 0, micro: 0 };
    expect(formatMicros(instantOf(wall, 'UTC'))).toBe('2024-02-01T00:00:00.000000Z');
  });

  it('agrees with the platform on weekdays', () => {
    for (let day = 0; day < 800; day++) {
      const micros = (day * 86_400_000_000 * 37) as Micros;
      expect(weekday(micros, 'UTC') % 7).toBe(new Date(micros / 1000).getUTCDay());
    }
  });
});

describe('durations', () => {
  it.each([
    ['2023-11-14T09:22:49Z', '2023-11-15T16:28:38Z', '1 d 07:05:49'],
    ['2023-11-14T09:22:49Z', '2023-11-23T16:00:00Z', '9 d 06:37:11'],
    ['2023-11-17T14:33:52Z', '2023-11-20T09:26:53Z', '2 d 18:53:01'],
    ['2023-11-23T15:58:00Z', '2023-11-23T16:00:00Z', '00:02:00'],
  ])('from %s to %s: %s', (from, to, words) => {
    expect(formatDuration(utc(to) - utc(from))).toBe(words);
    expect(formatDuration(utc(from) - utc(to))).toBe(`-${words}`);
  });

  it('has words below a minute', () => {
    expect([0, 999, 1000, 999_999, 8_250_000].map(formatDuration)).toEqual([
      '0 µs',
      '999 µs',
      '1 ms',
      '999 ms',
      '8.250 s',
    ]);
  });
});

it('the clock is the machine’s', () => {
  const before = Date.now();
  const now = nowMicros() / 1000;
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

describe('the times of timelines and lists', () => {
  it('parseEpochMicros keeps every digit', () => {
    expect(parseEpochMicros('1699953769123456')).toEqual({
      ok: true,
      value: {
        micros: 1_699_953_769_123_456,
        text: '1699953769123456',
        precision: 'microsecond',
        zone: 'stated',
      },
    });
    for (const text of ['', '-1', '1.7e15', '0x10', '99999999999999999'])
      expect(parseEpochMicros(text).ok, text).toBe(false);
  });

  it('parseDay is the first instant of a day that exists, zone assumed', () => {
    expect(parseDay('2023-10-20', 'Europe/Berlin')).toEqual({
      ok: true,
      value: {
        micros: utc('2023-10-19T22:00:00Z'),
        wall: utc('2023-10-20T00:00:00Z'),
        text: '2023-10-20',
        precision: 'day',
        zone: 'assumed',
      },
    });
    expect(parseDay('2023-02-30', 'UTC')).toEqual({ ok: false, error: 'no such day' });
    expect(parseDay('20/10/2023', 'UTC').ok).toBe(false);
  });

  it('parseMonthFirst reads the month first and the zone from its column', () => {
    expect(parseMonthFirst('11/14/2023', '09:22:49', 'UTC', 'Asia/Kolkata')).toMatchObject({
      value: {
        micros: utc('2023-11-14T09:22:49Z'),
        text: '11/14/2023 09:22:49 UTC',
        precision: 'second',
        zone: 'stated',
      },
    });
    const berlin = parseMonthFirst('07/01/2023', '09:22:49', 'Europe/Berlin', 'UTC');
    expect(berlin).toMatchObject({ value: { micros: utc('2023-07-01T07:22:49Z'), zone: 'stated' } });
    const instant = (date: string, zone: string) => {
      const parsed = parseMonthFirst(date, '09:22:49', zone, 'Asia/Kolkata');
      return parsed.ok ? [parsed.value.micros, parsed.value.zone] : parsed.error;
    };
    expect(instant('07/01/2023', 'CEST')).toEqual([utc('2023-07-01T07:22:49Z'), 'stated']);
    // The abbreviation is of winter, whatever the IANA zone of that name does in July.
    expect(instant('07/01/2023', 'CET')).toEqual([utc('2023-07-01T08:22:49Z'), 'stated']);
    expect(instant('07/01/2023', 'EDT')).toEqual([utc('2023-07-01T13:22:49Z'), 'stated']);
    expect(instant('07/01/2023', '-03:30')).toEqual([utc('2023-07-01T12:52:49Z'), 'stated']);
    for (const zone of ['IST', 'CST', '', '+99:00'])
      expect(instant('07/01/2023', zone), zone).toEqual([utc('2023-07-01T03:52:49Z'), 'assumed']);
    const unknown = parseMonthFirst('11/14/2023', '09:22:49', 'Mars/Base', 'Asia/Kolkata');
    expect(unknown).toMatchObject({ value: { micros: utc('2023-11-14T03:52:49Z'), zone: 'assumed' } });
    expect(parseMonthFirst('14/11/2023', '09:22:49', 'UTC', 'UTC')).toEqual({
      ok: false,
      error: 'no such day',
    });
    expect(parseMonthFirst('00/00/0000', '--:--:--', 'UTC', 'UTC').ok).toBe(false);
    expect(parseMonthFirst('11/14/2023', '24:00:00', 'UTC', 'UTC').ok).toBe(false);
  });
});
