import { describe, expect, it } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const UA = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101';
const line = (
  before: string,
  request = 'GET /display/EDGE/Home HTTP/1.1',
  after = `200 1020ms 7881 - ${UA}`,
) => `[17/Jun/2021:12:57:26 +0200] ${before} ${request} ${after}`;

describe('Confluence access log', () => {
  it('reads a line from before 7.11', () => {
    const event = eventOf(line('mlindqvist http-nio-8090-exec-6 203.0.113.24'));
    expect(event).toMatchObject({
      source: 'atlassian:confluence',
      action: 'GET',
      category: 'read',
      outcome: 'success',
      actor: { name: 'mlindqvist' },
      srcIp: '203.0.113.24',
      userAgent: UA,
      bytes: 7881,
      targets: [
        { type: 'page', name: 'Home' },
        { type: 'url', name: '/display/EDGE/Home' },
      ],
      message: 'mlindqvist read GET /display/EDGE/Home in Confluence from 203.0.113.24',
    });
    expect(formatMicros(event.time!.micros)).toBe('2021-06-17T10:57:26.000000Z');
  });

  it.each([
    ['192.0.2.15 mlindqvist http-nio-8090-exec-6 0:0:0:0:0:0:0:1', '192.0.2.15', ['::1'], 'mlindqvist'],
    [
      '192.0.2.15, 198.51.100.2 mlindqvist https-openssl-nio-443-exec-6 10.40.12.5',
      '192.0.2.15',
      ['198.51.100.2', '10.40.12.5'],
      'mlindqvist',
    ],
    ['- - http-nio-8090-exec-6 203.0.113.24', '203.0.113.24', undefined, undefined],
    [
      '- m.l%40halcyonedge.example http-nio-8090-exec-6 203.0.113.24',
      '203.0.113.24',
      undefined,
      'm.l@halcyonedge.example',
    ],
    ['anonymous http-nio-8090-exec-6 203.0.113.24', '203.0.113.24', undefined, undefined],
  ])('reads %s', (before, srcIp, proxies, name) => {
    const event = eventOf(line(before));
    expect([event.srcIp, event.relatedIps?.map(({ ip }) => ip), event.actor?.name]).toEqual([
      srcIp,
      proxies,
      name,
    ]);
  });

  it.each(['http-bio-8080-exec-3', 'catalina-exec-12', 'tomcat-handler-4', 'worker'])(
    'reads the thread %s',
    (thread) => {
      expect(eventOf(line(`mlindqvist ${thread} 203.0.113.24`))).toMatchObject({
        actor: { name: 'mlindqvist' },
        srcIp: '203.0.113.24',
      });
    },
  );

  it('takes no host name for an address', () => {
    const event = eventOf(line('mlindqvist http-nio-8090-exec-6 laptop.halcyonedge.example'));
    expect(event.srcIp).toBeUndefined();
    expect(event.targets).toContainEqual({
      type: 'client-host',
      id: null,
      name: 'laptop.halcyonedge.example',
    });
  });

  it('is not led astray by a forged X-Forwarded-For that looks like a line', () => {
    const forged =
      '192.0.2.1 admin http-nio-8090-exec-1 192.0.2.9 mlindqvist http-nio-8090-exec-6 10.40.12.5';
    expect(eventOf(line(forged))).toMatchObject({ actor: { name: 'mlindqvist' } });
  });

  it('is not led astray by a user agent that looks like the end of a line', () => {
    const after = '403 10ms 90 - x GET / HTTP/1.1 200 1ms 1 - y';
    expect(eventOf(line('- http-nio-8090-exec-6 203.0.113.24', undefined, after))).toMatchObject({
      outcome: 'failure',
      reason: '403',
    });
  });

  it.each([
    ['404 10ms - - -', 'failure', undefined, undefined],
    ['200 10ms 5', 'success', 5, undefined],
    ['200 10ms 5 http://a/', 'success', 5, undefined],
    ['200 10ms 5 http://a/ curl/8.4.0', 'success', 5, 'curl/8.4.0'],
  ])('reads the end %s', (after, outcome, bytes, agent) => {
    const event = eventOf(line('x http-nio-8090-exec-6 203.0.113.24', undefined, after));
    expect([event.outcome, event.bytes, event.userAgent]).toEqual([outcome, bytes, agent]);
  });

  it('refuses a line that is none, with its issue, and keeps the others', () => {
    const { events, rejected, issues } = importLines([
      line('x http-nio-8090-exec-6 203.0.113.24'),
      'java.lang.Exception',
    ]);
    expect([events.length, rejected]).toEqual([1, 1]);
    expect(issues.join()).toContain('record.shape');
  });

  it.each([' ', ' 200 1', ' http-1', ' 200 1ms 1', ','])(
    'takes linear time for a megabyte of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
      const lines = [
        'x http-nio-8090-exec-6 203.0.113.24',
        `${text} x http-nio-8090-exec-6 203.0.113.24`,
        text,
      ];
      expectNoBlowUp(() => importLines(lines.map((one) => line(one))));
    },
  );
});
