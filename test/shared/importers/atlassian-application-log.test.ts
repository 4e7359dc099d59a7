import { describe, expect, it } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const security = (message: string, user = 'anonymous') =>
  `2023-11-14 09:21:11,664+0100 http-nio-8080-exec-17 ${user} 561x91x1 1qvu69a 203.0.113.66,10.40.12.5 /login.jsp ${message}`;

describe('application log of Jira', () => {
  it('reads a line that a request caused', () => {
    const event = eventOf(
      '2023-11-14 09:22:49,104+0100 http-nio-8080-exec-1 WARN mlopez 562x101x1 1k3jz9x 203.0.113.24,10.40.12.5 /rest/api/2/search [c.a.j.rest.Interceptor] Returning an error',
    );
    expect(event).toMatchObject({
      source: 'atlassian:jira',
      action: 'c.a.j.rest.Interceptor',
      outcome: 'unknown',
      reason: 'WARN',
      actor: { name: 'mlopez' },
      srcIp: '203.0.113.24',
      relatedIps: [{ ip: '10.40.12.5', role: 'proxy' }],
      session: '1k3jz9x',
      targets: [
        { type: 'message', name: 'Returning an error' },
        { type: 'request', name: '/rest/api/2/search' },
      ],
      message: 'Jira logged WARN for mlopez from 203.0.113.24: Returning an error',
    });
    expect(event.time).toMatchObject({ zone: 'stated' });
    expect(formatMicros(event.time!.micros)).toBe('2023-11-14T08:22:49.104000Z');
  });

  it('reads the time in the analyst’s zone where the log has none', () => {
    const { time } = eventOf(
      '2022-10-03 09:00:01,042 INFO [main] [com.atlassian.jira.startup.X] start Up',
      'Asia/Kolkata',
    );
    expect(time).toMatchObject({ zone: 'assumed' });
    expect(formatMicros(time!.micros)).toBe('2022-10-03T03:30:01.042000Z');
  });

  it('takes a stack trace for a part of its record, and addresses in a message for mentioned', () => {
    const { records, events } = importLines([
      '2023-11-14 09:23:00,001 main ERROR      [c.a.jira.mail.X] Could not reach 198.51.100.20',
      'java.net.ConnectException: refused',
      '\tat com.atlassian.jira.X.y(X.java:1)',
      '',
      'Caused by: z',
      '2023-11-14 09:23:01,001 main INFO      [c.a.jira.mail.X] Next',
    ]);
    expect(records).toBe(2);
    expect(events[0]!.draft).toMatchObject({ relatedIps: [{ ip: '198.51.100.20', role: 'mentioned' }] });
    expect(events[0]!.draft.actor).toBeUndefined();
    expect(events[0]!.length).toBeGreaterThan(150);
  });

  it('reads a message that begins below its line', () => {
    const { events } = importLines([
      '2023-11-14 09:20:01,042 main INFO      [c.a.jira.startup.X] ',
      '   ****',
      '   Jira starting',
      '   ****',
    ]);
    expect(events[0]!.message).toBe('Jira logged INFO: Jira starting');
  });
});

describe('security log of Jira', () => {
  it.each([
    [
      "The user 'TAndrews' has PASSED authentication.",
      'success',
      'tandrews signed in to Jira from 203.0.113.66',
    ],
    [
      "The user 'TAndrews' has PASSED authentication using SAML",
      'success',
      'tandrews signed in to Jira from 203.0.113.66',
    ],
    [
      "The user 'TAndrews' has FAILED authentication.  Failure count equals 1",
      'failure',
      'tandrews failed to sign in to Jira from 203.0.113.66',
    ],
    [
      "login : 'TAndrews' tried to login but they do not have USE permission or weren't found. Deleting remember me cookie.",
      'failure',
      "tandrews failed to sign in to Jira from 203.0.113.66: they do not have USE permission or weren't found",
    ],
    [
      "The user 'TAndrews' is NOT AUTHORIZED to perform this request",
      'failure',
      'tandrews was denied access to Jira from 203.0.113.66',
    ],
  ])('%s', (message, outcome, sentence) => {
    expect(eventOf(security(message))).toMatchObject({
      category: 'authentication',
      outcome,
      actor: { name: 'tandrews' },
      session: '1qvu69a',
      message: sentence,
    });
  });

  it('keeps a record whose address was blackened', () => {
    const line = security("The user 'TAndrews' has PASSED authentication.").replace(
      '203.0.113.66,10.40.12.5',
      'xxx.xxx.xxx.x',
    );
    expect(eventOf(line)).toMatchObject({ outcome: 'success', actor: { name: 'tandrews' } });
    expect(eventOf(line).srcIp).toBeUndefined();
  });

  it('keeps a message that it does not know', () => {
    expect(eventOf(security('Something else', 'mlopez'))).toMatchObject({
      category: 'other',
      outcome: 'unknown',
      actor: { name: 'mlopez' },
    });
  });
});

describe('application log of Confluence', () => {
  it('reads logger, message and who, from the line and from the one below', () => {
    const start =
      '2022-07-12 01:38:50,696 ERROR [http-nio-8090-exec-4] [atlassian.confluence.servlet.X] sendError Failed';
    const context =
      ' -- referer: https://a/ | url: /admin/console.action | traceId: 9f | userName: MLindqvist | action: console';
    for (const lines of [[`${start}${context}`], [start, context, 'java.lang.X']])
      expect(importLines(lines).events[0]!.draft).toMatchObject({
        source: 'atlassian:confluence',
        action: 'atlassian.confluence.servlet.X',
        actor: { name: 'mlindqvist' },
        targets: [{ type: 'message' }, { type: 'request', name: '/admin/console.action' }],
      });
  });

  it.each([
    ["Successful login attempt for user 'MLindqvist'", 'success'],
    ["Failed login attempt for user 'MLindqvist'", 'failure'],
  ])('%s', (message, outcome) => {
    const line = `2023-11-14 05:02:06,850 DEBUG [http-nio-8090-exec-5] [confluence.security.login.DefaultLoginManager] on ${message}`;
    expect(eventOf(line)).toMatchObject({
      category: 'authentication',
      outcome,
      actor: { name: 'mlindqvist' },
    });
  });
});

describe('application log of Bitbucket', () => {
  it.each([
    ['[main] c.a.b.i.b.X Starting', undefined, undefined, 'c.a.b.i.b.X', 'Starting'],
    ['[main]  c.a.b.i.b.X Starting', undefined, undefined, 'c.a.b.i.b.X', 'Starting'],
    [
      '[t-1] j.doe 2CM38K4Fx339x113x2 1x8k2pz 203.0.113.24 "POST /x y" c.a.b.X Did',
      'j.doe',
      '203.0.113.24',
      'c.a.b.X',
      'Did',
    ],
    [
      '[t-1] j.doe 2CM38K4Fx339x113x2 @5XDWX5x339x568x0,4SJOMSOBx339x40x2 203.0.113.24 "S/T" c.a.b.X Did',
      'j.doe',
      '203.0.113.24',
      'c.a.b.X',
      'Did',
    ],
    [
      '[t-1] 2CM38K4Fx339x113x2 - 203.0.113.24,10.0.0.1 "S/T" c.a.b.X Did',
      undefined,
      '203.0.113.24',
      'c.a.b.X',
      'Did',
    ],
    ['[t-1] - 2CM38K4Fx339x113x2 - 0:0:0:0:0:0:0:1 "S/T" c.a.b.X Did', undefined, '::1', 'c.a.b.X', 'Did'],
    ['[git:gc:thread-1] !!! c.a.s.i.r.Cache Failed', undefined, undefined, 'c.a.s.i.r.Cache', 'Failed'],
  ])('%s', (rest, user, ip, logger, message) => {
    // A line without a logger of Bitbucket's own would be anybody's.
    const { events } = importLines([
      '2023-11-14 05:00:00,000 INFO [main] com.atlassian.bitbucket.X Up',
      `2023-11-14 05:39:57,408 WARN ${rest}`,
    ]);
    const draft = events[1]!.draft as {
      actor?: { name: string };
      srcIp?: string;
      action: string;
      targets: { name: string }[];
    };
    expect([draft.actor?.name, draft.srcIp, draft.action, draft.targets[0]!.name]).toEqual([
      user,
      ip,
      logger,
      message,
    ]);
  });
});

describe('application logs', () => {
  it('of others are not claimed', () => {
    expect(
      importLines(['2022-10-03 09:00:01,042 INFO [main] [org.example.Server] start Up']).detection,
    ).toMatch(/^unknown/);
    expect(importLines(['2022-10-03 09:00:01,042 INFO [main] org.hibernate.SQL select']).detection).toMatch(
      /^unknown/,
    );
  });

  it('of others are not claimed for initials that look like ours', () => {
    const line = '2022-10-03 09:00:01,042 INFO [main] c.a.s.s3.AmazonS3Client Sending request';
    expect(importLines([line, line]).detection).toMatch(/^unknown/);
  });

  it('are recognised behind a long trace', () => {
    const trace = Array.from({ length: 100 }, (_, at) => `\tat com.atlassian.jira.X.y(X.java:${at})`);
    const { detection, records } = importLines([
      ...trace,
      '2023-11-14 09:23:01,001 main INFO      [c.a.jira.mail.X] Next',
    ]);
    expect([detection, records]).toEqual(['atlassian:application-log: application log of Jira', 2]);
  });

  it('are recognised when a file begins in the middle of a trace', () => {
    const { detection, records, events, rejected } = importLines([
      '\tat com.atlassian.jira.X.y(X.java:1)',
      '2023-11-14 09:23:01,001 main INFO      [c.a.jira.mail.X] Next',
    ]);
    expect(detection).toBe('atlassian:application-log: application log of Jira');
    expect([records, events.length, rejected]).toEqual([2, 1, 1]);
  });

  it.each([' ', ' [', '] [', ' -- ', ' | ', ' 1x1x1', "'", '1.', ' INFO ', '"'])(
    'take linear time for a megabyte of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil((1000 * 1000) / piece.length));
      for (const start of [
        'INFO [main] ',
        'INFO [main] [com.atlassian.jira.X] m ',
        'main INFO ',
        '',
        'INFO [',
      ])
        expectNoBlowUp(() => importLines([`2023-11-14 09:23:01,001 ${start}${text}`]));
    },
  );
});
