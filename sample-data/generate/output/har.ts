/** The two HAR 1.2 files that were attached to the support case. All cookies and tokens in them are made up. */
import { HIJACKED } from '../attack/okta.ts';
import { at, isoMillis } from '../clock.ts';
import { rng } from '../rng.ts';

type Victim = (typeof HIJACKED)[keyof typeof HIJACKED];

const HOST = 'halcyonedge.okta.example';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly status: number;
  readonly mimeType: string;
  readonly text: string;
}

const REQUESTS: readonly Request[] = [
  {
    method: 'GET',
    path: '/app/UserHome',
    status: 200,
    mimeType: 'text/html',
    text: '<!doctype html><title>My Apps</title>',
  },
  {
    method: 'GET',
    path: '/api/v1/users/me',
    status: 200,
    mimeType: 'application/json',
    text: '{"status":"ACTIVE"}',
  },
  {
    method: 'GET',
    path: '/api/internal/enduser/home',
    status: 200,
    mimeType: 'application/json',
    text: '{"sections":[]}',
  },
  {
    method: 'POST',
    path: '/api/v1/sessions/me/lifecycle/refresh',
    status: 200,
    mimeType: 'application/json',
    text: '{"status":"ACTIVE"}',
  },
  {
    method: 'GET',
    path: '/home/bookmark/launch',
    status: 500,
    mimeType: 'text/html',
    text: '<!doctype html><title>Something went wrong</title>',
  },
];

const ADMIN_REQUESTS: readonly Request[] = [
  {
    method: 'GET',
    path: '/admin/dashboard',
    status: 200,
    mimeType: 'text/html',
    text: '<!doctype html><title>Admin</title>',
  },
  { method: 'GET', path: '/api/v1/apps?limit=20', status: 200, mimeType: 'application/json', text: '[]' },
  { method: 'GET', path: '/api/internal/tokens', status: 200, mimeType: 'application/json', text: '[]' },
];

/** One recording: the session id in the logs is `sessionId`; the cookie value that carries it is synthetic. */
function recording(victim: Victim, from: number, requests: readonly Request[]): string {
  const random = rng(`har/${victim.who.login}`);
  const sid = `synthetic-sid-${random.alnum(24)}`;
  const idx = `synthetic-idx-${random.alnum(48)}`;
  const cookies = [
    { name: 'sid', value: sid, path: '/', domain: HOST, httpOnly: true, secure: true },
    { name: 'idx', value: idx, path: '/', domain: HOST, httpOnly: true, secure: true },
    {
      name: 'DT',
      value: `synthetic-dt-${random.alnum(20)}`,
      path: '/',
      domain: HOST,
      httpOnly: true,
      secure: true,
    },
  ];
  let time = from;
  const entries = requests.map(({ method, path, status, mimeType, text }) => {
    time += random.int(180, 4_200);
    const took = random.int(40, 600);
    return {
      pageref: 'page_1',
      startedDateTime: isoMillis(time),
      time: took,
      request: {
        method,
        url: `https://${HOST}${path}`,
        httpVersion: 'h2',
        headers: [
          { name: 'Cookie', value: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
          { name: 'User-Agent', value: victim.who.userAgent },
          { name: 'X-Okta-Session-Id', value: victim.session },
        ],
        queryString: path.includes('?') ? [{ name: 'limit', value: '20' }] : [],
        cookies,
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status,
        statusText: '',
        httpVersion: 'h2',
        headers: [
          { name: 'Content-Type', value: mimeType },
          { name: 'X-Okta-Request-Id', value: `ZU${random.alnum(25)}` },
        ],
        cookies: [],
        content: { size: text.length, mimeType, text },
        redirectURL: '',
        headersSize: -1,
        bodySize: text.length,
      },
      cache: {},
      timings: { send: 1, wait: took - 5, receive: 4 },
      serverIPAddress: '192.0.2.80',
    };
  });
  const log = {
    version: '1.2',
    creator: { name: 'WebInspector', version: '537.36' },
    pages: [
      {
        startedDateTime: isoMillis(from),
        id: 'page_1',
        title: `https://${HOST}/`,
        pageTimings: { onContentLoad: 812, onLoad: 1_640 },
      },
    ],
    entries,
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

/** File names and contents. */
export function harFiles(): readonly (readonly [string, string])[] {
  return [
    [
      'har/support-case-01862231-admin-console.har',
      recording(HIJACKED.admin, at('2023-10-17 13:22:08'), [...REQUESTS, ...ADMIN_REQUESTS]),
    ],
    [
      'har/support-case-01862231-user-dashboard.har',
      recording(HIJACKED.colleague, at('2023-10-17 13:41:50'), REQUESTS),
    ],
  ];
}
