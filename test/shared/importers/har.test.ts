/** What the requests of a HAR mean. Expectations are worked out from the samples' text, not from the importer. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/event.ts';
import { detect } from '../../../shared/importers/detect.ts';
import { headOf } from '../../../shared/importers/kit/head.ts';
import { maskHar } from '../../../shared/importers/sources/har-mask.ts';
import { importBytes, OPTIONS, readSample } from '../../support/importer-properties.ts';

type Part = Partial<Draft>;

const encode = (text: string) => new TextEncoder().encode(text);
const draftsOf = (bytes: Uint8Array) => importBytes(bytes, 65_536).events.map((event) => event.draft as Part);
const sample = (name: string) => draftsOf(readSample(`har/${name}`));

function entry(request: object, response: object = {}, more: object = {}): Part {
  const entries = [
    {
      startedDateTime: '2023-10-17T10:00:00.000Z',
      request: { method: 'GET', url: 'https://a.example/', ...request },
      response: { status: 200, ...response },
      ...more,
    },
  ];
  return draftsOf(encode(JSON.stringify({ log: { version: '1.2', entries } })))[0]!;
}

const fingerprint = OPTIONS.fingerprint;

describe('a request', () => {
  it('is an event from its start to its end, at the server, by nobody known', () => {
    expect(sample('secrets.har')[0]).toEqual({
      source: 'web:har',
      action: 'POST',
      category: 'network',
      outcome: 'success',
      reason: '200 OK',
      time: {
        micros: 1697548931127000,
        text: '2023-10-17T13:22:11.127Z',
        precision: 'millisecond',
        zone: 'stated',
      },
      timeEnd: {
        micros: 1697548931139500,
        text: '2023-10-17T13:22:11.139500Z',
        precision: 'microsecond',
        zone: 'stated',
      },
      dstIp: '192.0.2.80',
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36',
      session: fingerprint('102madeUpSid0001'),
      system: 'halcyonedge.okta.example',
      targets: [
        { type: 'url', id: null, name: 'https://halcyonedge.okta.example/api/v1/authn' },
        { type: 'request', id: 'ZU8xMadeUpRequest0000001', name: null },
      ],
      bytes: 60,
    });
  });

  it('has the time of its zone, and ends after its phases where its length is not given', () => {
    const [draft] = sample('firefox.har');
    expect(draft!.time?.micros).toBe(1697548931127000);
    expect(draft!.timeEnd?.text).toBe('2023-10-17T13:22:11.139500Z');
    expect(draft!.targets?.[0]?.name).toBe(
      'http://build.halcyonedge.example:8080/jenkins;jsessionid=***/api?tree=***',
    );
  });

  it('failed where it was refused or never answered', () => {
    expect(sample('answers.har').map((draft) => [draft.outcome, draft.reason])).toEqual([
      ['failure', '404 Not Found'],
      ['failure', 'no answer'],
      ['success', '101 Switching Protocols'],
      ['success', '200 OK'],
      ['success', '200'],
    ]);
    expect(entry({}, { status: 0, _error: 'net::ERR_ABORTED' }).reason).toBe('net::ERR_ABORTED');
  });

  it('is undated where its time is none, and the issue does not repeat what stands there', () => {
    const { events, issues } = importBytes(readSample('har/answers.har'), 65_536);
    expect(events[4]!.draft.time).toBeUndefined();
    expect(issues.join('\n')).toContain('startedDateTime is no time');
    expect(issues.join('\n')).not.toMatch(/yesterday|not an address/);
  });
});

describe('what other programs than browsers write', () => {
  const at = (startedDateTime: unknown) => entry({}, {}, { startedDateTime }).time?.micros;

  it.each([
    ['2023-11-14T02:17:42.482-07:00', 1699953462482000],
    ['2023-11-14T12:22:49.7857747+03:00', 1699953769785774],
    ['2023-11-14T09:22:49.216374+00:00', 1699953769216374],
    ['2023-11-14T14:52:49.000+0530', 1699953769000000],
    ['2023-11-14 10:22:49.123 +0100', 1699953769123000],
    ['2023-11-14T09:22:49.497000', 1699953769497000],
    [1699953769123, 1699953769123000],
    ['1699953769123', 1699953769123000],
  ])('the time %j', (written, micros) => expect(at(written)).toBe(micros));

  it.each([
    '1970-01-01T05:30:00.000+0530',
    '1970-01-01T00:00:00Z',
    {},
    '',
    1699953769.5,
    'Nov 14, 2023 9:22:49 AM',
  ])('no time: %j', (written) => expect(at(written)).toBeUndefined());

  it('lasts as long as its phases, where the whole is not given', () => {
    const timings = { blocked: 1.5, dns: -1, connect: 20, ssl: 10, send: 0, wait: 10, receive: 2.25 };
    const end = (more: object) => entry({}, {}, more).timeEnd?.text;
    expect(end({ timings })).toBe('2023-10-17T10:00:00.033750Z');
    expect(end({ time: -1, timings })).toBe('2023-10-17T10:00:00.033750Z');
    expect(end({ time: '12.5', timings })).toBe('2023-10-17T10:00:00.012500Z');
    expect(end({ time: 12.5, timings })).toBe('2023-10-17T10:00:00.012500Z');
    expect(end({ time: 0, timings: { wait: -1 } })).toBeUndefined();
  });

  it.each([
    [{ status: -1, statusText: '', _failureText: 'net::ERR_ABORTED' }, 'failure', 'net::ERR_ABORTED'],
    [{ status: -1, _failureText: 'Bearer abc' }, 'failure', 'no answer'],
    [{ status: null, _charlesStatus: 'FAILED' }, 'failure', 'no answer'],
    [{ status: 200, statusText: null, _charlesStatus: 'COMPLETE' }, 'success', '200'],
    [{ status: '404', statusText: 'Not Found' }, 'failure', '404 Not Found'],
    [{ status: null }, 'unknown', undefined],
    [{ status: 'abc' }, 'unknown', undefined],
  ])('the answer %j', (response, outcome, reason) => {
    const draft = entry({}, response);
    expect([draft.outcome, draft.reason]).toEqual([outcome, reason]);
  });

  it.each([
    ['192.0.2.9:443', '192.0.2.9', 443],
    ['[2001:db8::1]:8443', '2001:db8::1', 8443],
    ['[2001:db8::1]', '2001:db8::1', undefined],
    ['2001:db8::1', '2001:db8::1', undefined],
    ['192.0.2.9:70000', undefined, undefined],
    ['server.example:443', undefined, undefined],
  ])('the server %s', (serverIPAddress, ip, port) => {
    const draft = entry({}, {}, { serverIPAddress });
    expect([draft.dstIp, draft.dstPort]).toEqual([ip, port]);
  });

  it('has the port beside the address, as Playwright writes it', () => {
    const { dstIp, dstPort } = entry({}, {}, { serverIPAddress: '192.0.2.9', _serverPort: 8443 });
    expect([dstIp, dstPort]).toEqual(['192.0.2.9', 8443]);
    expect(entry({}, {}, { _serverPort: 70_000 }).dstPort).toBeUndefined();
  });

  it.each([
    ['charles.har', 3],
    ['fiddler.har', 2],
    ['mitmproxy.har', 2],
    ['burp-logger.har', 3],
    ['playwright.har', 2],
    ['safari.har', 2],
    ['zap.har', 2],
    ['extension-log.json', 2],
  ])('is read: %s', (name, count) => {
    const { events, rejected, detection } = importBytes(readSample(`har/${name}`), 65_536);
    expect(detection).toContain('web:har');
    expect([events.length, rejected]).toEqual([count, name === 'burp-logger.har' ? 1 : 0]);
  });

  it('stores nothing secret of them, and what the events say', () => {
    for (const name of ['charles', 'fiddler', 'mitmproxy', 'burp-logger', 'playwright', 'safari', 'zap']) {
      const said = JSON.stringify(importBytes(readSample(`har/${name}.har`), 65_536).events);
      expect(said, name).not.toContain('MADEUP');
    }
    const kept = (text: string) => new TextDecoder().decode(maskHar(encode(text), 'record'));
    const record =
      '{"startedDateTime":1699953769123,"time":"12.5","serverIPAddress":"192.0.2.9:443","_serverPort":443,' +
      '"request":{"method":"GET","url":"https://a.example/"},' +
      '"response":{"status":"404","_charlesStatus":"COMPLETE","_failureText":"net::ERR_FAILED"}}';
    expect(kept(record)).toBe(record);
    expect(kept('{"_zapMessageNote":"MADEUP","comment":"MADEUP"}')).not.toContain('MADEUP');
    expect(kept('{"response":{"_failureText":"MADEUP","status":"MADEUP"}}')).not.toContain('MADEUP');
  });
});

describe('sessions and credentials', () => {
  it.each([
    [
      'a header before the list',
      { headers: [{ name: 'cookie', value: 'idx=b; sid=a' }], cookies: [{ name: 'sid', value: 'x' }] },
      'a',
    ],
    ['the list alone', { cookies: [{ name: 'JSESSIONID', value: 'a' }] }, 'a'],
    ['the stronger name', { headers: [{ name: 'Cookie', value: 'JSESSIONID=b; sid=a' }] }, 'a'],
    ['Atlassian Cloud', { headers: [{ name: 'Cookie', value: 'x=1; cloud.session.token="a"' }] }, 'a'],
    ['a framework’s own name', { headers: [{ name: 'Cookie', value: 'x=1; laravel_session=a' }] }, 'a'],
    ['no session', { headers: [{ name: 'Cookie', value: 'theme=dark' }] }, null],
  ])('%s', (_, request, secret) => {
    expect(entry(request).session ?? null).toBe(secret === null ? null : fingerprint(secret));
  });

  it('are those that the answer opens, where the request had none', () => {
    const response = { headers: [{ name: 'Set-Cookie', value: 'sid=a; Path=/; HttpOnly' }] };
    expect(entry({}, response).session).toBe(fingerprint('a'));
    expect(entry({ cookies: [{ name: 'sid', value: 'b' }] }, response).session).toBe(fingerprint('b'));
  });

  it.each([
    [{ headers: [{ name: 'Authorization', value: 'SSWS 00abc' }] }, '00abc'],
    [{ headers: [{ name: 'authorization', value: 'Bearer  abc.def' }] }, 'abc.def'],
    [{ headers: [{ name: 'X-Api-Key', value: 'abc' }] }, 'abc'],
    [{ url: 'https://a.example/?x=1&access_token=a%2Fb' }, 'a/b'],
    [{ url: 'https://a.example/?X-Amz-Credential=AKIAXMADEUPKEY000001%2F20231017' }, 'AKIAXMADEUPKEY000001'],
    [
      {
        headers: [
          {
            name: 'Authorization',
            value:
              'AWS4-HMAC-SHA256 Credential=ASIAXMADEUPKEY000001/20231017/us-east-1/s3/aws4_request, Signature=00',
          },
        ],
      },
      'ASIAXMADEUPKEY000001',
    ],
    [{}, null],
  ])('credential of %j', (request, secret) => {
    expect(entry(request).credential ?? null).toBe(secret === null ? null : fingerprint(secret));
  });
});

describe('hostile and odd values', () => {
  it.each([
    [{ method: { a: 1 }, url: ['x'] }],
    [{ method: 'GET SECRET', url: 'not an address', headers: 'x', cookies: { sid: 'a' } }],
    [{ url: 'https://', headers: [null, 7, { name: 'Cookie', value: ';;;=;=a' }] }],
    [{ url: `https://a.example/${'%25'.repeat(5000)}` }],
    [{ url: '\u0000\u202e' }],
  ])('never throw: %j', (request) => {
    expect(entry(request).source).toBe('web:har');
  });

  it('show no host that is none', () => {
    expect(entry({ url: 'https://user:pass@host.example:8443/x' }).system).toBe('host.example');
    expect(entry({ url: 'https://[2001:db8::1]:8443/x' }).system).toBe('[2001:db8::1]');
    expect(entry({ url: 'javascript:alert(1)' }).system).toBeUndefined();
  });
});

describe('recognition', () => {
  const first = (text: string) => {
    const found = detect(headOf(encode(text), true));
    return found.kind === 'importer' ? found.importer.id : found.kind;
  };

  it.each([
    '{"log":{"version":"1.2","entries":[]}}',
    '{"log":{"entries":[{"broken',
    '{"log":{"pages":[],"entries":[{"request":{},"startedDateTime":"x"}]}}',
    '[{"startedDateTime":"x","request":{},"response":{}}]',
    '{"version":"1.2","creator":{},"entries":[{"startedDateTime":"x","request":{},"response":{}}]}',
  ])('%s', (text) => expect(first(text)).toBe('web:har'));

  it('sees the entries behind more pages than the head holds', () => {
    const pages = Array.from({ length: 1500 }, (_, at) => ({
      id: `page_${at}`,
      title: 'https://a.example/',
    }));
    const entries = [
      {
        startedDateTime: '2023-10-17T10:00:00Z',
        request: { method: 'GET', url: 'https://a.example/' },
        response: {},
      },
    ];
    const drafts = draftsOf(encode(JSON.stringify({ log: { version: '1.2', pages, entries } })));
    expect(drafts).toHaveLength(1);
  });

  it('leaves other logs alone', () => {
    expect(first('{"log":"text","entries":[1]}')).toBe('unknown');
    expect(first('{"entries":[{"request":{},"response":{}}]}')).toBe('unknown');
    expect(first('{"request":"GET / HTTP/1.1","response":200}')).toBe('unknown');
  });
});

const FIXTURES = join(import.meta.dirname, '../../../../shared/fixtures/logs/har');
describe.skipIf(!existsSync(FIXTURES))('archives of real browsers', () => {
  it.each(['chrome_h2_www.nghttp2.org.har', 'firefox_www.nghttp2.org.har'])('%s', (name) => {
    const bytes = new Uint8Array(readFileSync(join(FIXTURES, name)));
    const { log } = JSON.parse(new TextDecoder().decode(bytes)) as {
      log: {
        entries: {
          startedDateTime: string;
          serverIPAddress?: string;
          request: { method: string; url: string; headers: { name: string; value: string }[] };
          response: { status: number };
        }[];
      };
    };
    const drafts = draftsOf(bytes);
    expect(drafts.map((draft) => draft.time?.micros)).toEqual(
      log.entries.map((one) => new Date(one.startedDateTime).getTime() * 1000),
    );
    expect(drafts.map((draft) => draft.action)).toEqual(log.entries.map((one) => one.request.method));
    expect(drafts.map((draft) => draft.dstIp ?? '')).toEqual(
      log.entries.map((one) => one.serverIPAddress ?? ''),
    );
    expect(drafts.map((draft) => draft.outcome)).toEqual(
      log.entries.map((one) =>
        one.response.status > 0 && one.response.status < 400 ? 'success' : 'failure',
      ),
    );
    expect(drafts.map((draft) => draft.system)).toEqual(
      log.entries.map((one) => new URL(one.request.url).hostname),
    );
    expect(drafts.map((draft) => draft.targets?.[0]?.name?.replace(/\?.*/, ''))).toEqual(
      log.entries.map((one) => one.request.url.replace(/\?.*/, '')),
    );
    expect(drafts.map((draft) => draft.userAgent)).toEqual(
      log.entries.map(
        (one) => one.request.headers.find((header) => /^user-agent$/i.test(header.name))?.value,
      ),
    );
  });
});
