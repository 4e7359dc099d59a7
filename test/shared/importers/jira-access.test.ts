import { describe, expect, it } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const line = (
  request: string,
  rest = '"" "curl/8.4.0" "1k3jz9x"',
  who = '203.0.113.24 563x110x1 mlopez',
  status = '200',
) => `${who} [14/Nov/2023:09:23:02 +0100] "${request}" ${status} 40122 210 ${rest}`;

describe('Jira access log', () => {
  it('reads a request in Jira’s own pattern', () => {
    const event = eventOf(line('GET /browse/SEC-12 HTTP/1.1'));
    expect(event).toMatchObject({
      source: 'atlassian:jira',
      action: 'GET',
      category: 'read',
      outcome: 'success',
      actor: { name: 'mlopez', aliases: [{ kind: 'login', value: 'mlopez' }] },
      srcIp: '203.0.113.24',
      session: '1k3jz9x',
      userAgent: 'curl/8.4.0',
      bytes: 40122,
      targets: [
        { type: 'issue', name: 'SEC-12' },
        { type: 'url', name: '/browse/SEC-12' },
      ],
      message: 'mlopez read GET /browse/SEC-12 in Jira from 203.0.113.24',
    });
    expect(event.time).toMatchObject({ zone: 'stated', text: '14/Nov/2023:09:23:02 +0100' });
    expect(formatMicros(event.time!.micros)).toBe('2023-11-14T08:23:02.000000Z');
    expect(event.nativeId).toBeUndefined();
  });

  it.each([
    ['687x406810x28 mlopez', undefined, 'mlopez'],
    ['203.0.113.24 http-nio-8080-exec-39 1162x35050x7 mlopez', '203.0.113.24', 'mlopez'],
    ['203.0.113.24, 198.51.100.2 1162x35050x7 Maria Lopez', '203.0.113.24', 'maria lopez'],
    ['203.0.113.24,198.51.100.2 1162x35050x7 -', '203.0.113.24', undefined],
    ['0:0:0:0:0:0:0:1 1162x35050x7 anonymous', '::1', undefined],
    ['1243466536012x12x1 mlopez@halcyonedge.example', undefined, 'mlopez@halcyonedge.example'],
  ])('reads the caller %s', (who, ip, name) => {
    const event = eventOf(line('GET /browse/SEC-12 HTTP/1.1', undefined, who));
    expect([event.srcIp, event.actor?.name]).toEqual([ip, name]);
  });

  it.each([
    ['"-" "a" "-"', 'a', undefined],
    ['"-" "a"', 'a', undefined],
    ['"-" "-" "-"', undefined, undefined],
    ['"-" "say \\"hi\\"" "1k3jz9x"', 'say "hi"', '1k3jz9x'],
    ['"-" "raw "q" and " " more" "1k3jz9x"', 'raw "q" and " " more', '1k3jz9x'],
  ])('reads agent and session of %s', (rest, agent, session) => {
    const event = eventOf(line('GET /browse/SEC-12 HTTP/1.1', rest));
    expect([event.userAgent, event.session]).toEqual([agent, session]);
  });

  it('reads a request with quotes in it', () => {
    const event = eventOf(line('GET /browse/SEC-12?x="y" HTTP/1.1', undefined, undefined, '400'));
    expect(event).toMatchObject({ outcome: 'failure', reason: '400' });
    expect(event.message).toBe(
      'mlopez asked for GET /browse/SEC-12?x="y" in Jira from 203.0.113.24, answered 400',
    );
  });

  it('does not take a sign-in page for a sign-in', () => {
    const event = eventOf(line('POST /login.jsp HTTP/1.1', undefined, '203.0.113.24 562x102x1 -'));
    expect(event).toMatchObject({ category: 'authentication', outcome: 'success' });
    expect(event.message).toBe('Someone sent POST /login.jsp to the sign-in of Jira from 203.0.113.24');
  });

  it('keeps a request that Tomcat refused before Jira saw it', () => {
    const lines = [line('GET / HTTP/1.1'), line('- - -', '"-" "-" "-"', '203.0.113.66 - -', '400')];
    const { events, rejected } = importLines(lines);
    expect(rejected).toBe(0);
    expect(events[1]).toMatchObject({
      draft: { action: 'request', category: 'other', srcIp: '203.0.113.66', outcome: 'failure' },
      message: 'Someone sent a request that is no HTTP to Jira from 203.0.113.66, answered 400',
    });
  });

  it('knows Confluence’s valve in Jira’s server by the paths', () => {
    const valve =
      '[03/Oct/2022:09:02:00 -0500] 203.0.113.24 mlopez http-nio-8080-exec-4 10.40.12.5 DELETE /rest/api/2/issue/SEC-2 HTTP/1.1 204 77ms - - -';
    expect(importLines([valve]).detection).toMatch(/^atlassian:jira-access: /);
    expect(eventOf(valve)).toMatchObject({
      srcIp: '203.0.113.24',
      relatedIps: [{ ip: '10.40.12.5', role: 'proxy' }],
    });
  });

  it('leaves the combined log of a web server alone, which has no request id', () => {
    const combined =
      '203.0.113.24 - mlopez [14/Nov/2023:09:23:02 +0100] "GET /browse/SEC-12 HTTP/1.1" 200 40122 "-" "curl"';
    expect(importLines([combined]).detection).toMatch(/^unknown/);
  });

  it('is recognised when the first lines are damaged and the last is cut off', () => {
    const whole = line('GET /browse/SEC-12 HTTP/1.1');
    const { detection, events, rejected } = importLines(['damaged', '', whole, whole.slice(0, 70)]);
    expect(detection).toMatch(/^atlassian:jira-access/);
    expect([events.length, rejected]).toEqual([1, 2]);
  });

  it.each(['"', '" "', '" 200 1 1 "', ' [', 'x', ' 1x1x1', ','])(
    'takes linear time for a megabyte of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
      const good = line('GET / HTTP/1.1');
      for (const bad of [
        line(`GET ${text}`),
        line('GET / HTTP/1.1', `"${text}`),
        line('GET /', undefined, text),
      ]) {
        expectNoBlowUp(() => expect(importLines([good, bad]).records).toBe(2));
      }
      expectNoBlowUp(() => importLines([text]));
    },
  );
});
