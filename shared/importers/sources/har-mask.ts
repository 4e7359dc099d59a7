/**
 * What of a HAR may be stored. Cookies, authorization, bodies, values of parameters, fragments and whatever a browser adds
 * that is not listed here are overwritten; method, host, path, names, sizes, times, status and the headers below stay.
 */
import { canonicalIp } from '../../base/ip.ts';
import { bomLength } from '../kit/decode.ts';
import { type MaskRule, maskJson, NOTHING, NUMBER } from '../kit/mask.ts';
import { maskLoose } from '../kit/mask-text.ts';
import {
  addressRule,
  cookieRule,
  isPlainName,
  keepNothing,
  only,
  type Range,
  type TextRule,
  tidy,
  tidyOnly,
} from '../kit/secrets.ts';

// ---- shapes of single values -----------------------------------------------------------------------------------------

const ISO_TIME = only(
  /^(?:\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z| ?[+-]\d{2}:?\d{2})?|\d{12,13})$/,
);
const METHOD = tidyOnly(/^[A-Za-z-]{1,20}$/);
const WORD = tidyOnly(/^[A-Za-z][\w./+-]{0,23}$/);
const PAGE = tidyOnly(/^[A-Za-z]{0,12}_?\d{0,6}$/);
const ERROR = only(/^[a-z]{1,10}::[A-Z_]{1,60}$/);
const REASON = tidyOnly(/^[A-Za-z][A-Za-z' -]{0,39}$/);
const HOST = tidyOnly(/^[\w.-]{1,253}(?::\d{1,5})?$/);
const NUMBER_TEXT = only(/^\d{1,10}$/);
const COOKIE_TIME = only(
  /^(?:\d{4}-\d{2}-\d{2}T[\d:.]{8,16}(?:Z|[+-]\d{2}:?\d{2})|[A-Z][a-z]{2}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT|Session)$/,
);
const SAME_SITE = only(/^(?:lax|strict|none|no_restriction|unspecified)$/i);
const SOFTWARE = tidyOnly(/^[\w .()/-]{1,60}$/);

/** The server's address; Safari and some proxies write its port behind it, browsers set IPv6 in brackets. */
export function serverOf(written: string): { ip: string; port: number | null } | null {
  const port = /^(?:\[[^\]]*\]|[\d.]+):(\d{1,5})$/.exec(written)?.[1];
  const address = port === undefined ? written : written.slice(0, -port.length - 1);
  const ip = canonicalIp(address.replace(/^\[|\]$/g, ''));
  if (ip === null || Number(port ?? 1) > 65_535) return null;
  return { ip, port: port === undefined ? null : Number(port) };
}

const IP: TextRule = (text) => (serverOf(text) === null ? keepNothing(text) : []);
/** A media type; its parameters (`boundary=…`) are the sender's, but for the character set. */
const MEDIA_TYPE: TextRule = (text) => {
  const kept = /^[\w.+-]{1,60}\/[\w.+-]{1,80}(?:; ?charset=[\w-]{1,20})?/.exec(text)?.[0] ?? '';
  return [...tidy(kept), [kept.length, text.length]];
};
/** Titles of pages are mostly their address; others may say anything. */
const TITLE: TextRule = (text) => (/^https?:\/\//i.test(text) ? addressRule(text) : keepNothing(text));
/** An id that servers write into their logs, so that a request is found there again. */
const REQUEST_ID = only(/^(?!eyJ|AKIA|ASIA)[\w@.:=;/-]{4,100}$/);

// ---- headers -------------------------------------------------------------------------------------------------------

/** Headers whose values are no secrets, by why an analyst wants them. All others are overwritten. */
const KEPT_HEADERS: readonly (readonly [why: string, names: string, rule: TextRule])[] = [
  ['what the browser is', 'user-agent sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform dnt sec-gpc', tidy],
  ['what it asked for', 'accept accept-charset accept-encoding accept-language range te', tidy],
  ['how the request came about', 'sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user upgrade', tidy],
  ['by which script', 'x-requested-with upgrade-insecure-requests access-control-request-method', tidy],
  ['where it went', 'host :authority', HOST],
  ['pseudo headers of HTTP/2', ':method :scheme :status status', tidy],
  ['where it came from and was sent to', 'referer location origin content-location :path', addressRule],
  ['other origins', 'access-control-allow-origin', (text) => (text === '*' ? [] : addressRule(text))],
  ['proxies on the way', 'x-forwarded-for x-forwarded-proto x-forwarded-host x-real-ip via', tidy],
  ['what was sent', 'content-length content-encoding content-language content-range accept-ranges', tidy],
  ['its type', 'content-type', MEDIA_TYPE],
  ['when', 'date expires last-modified age retry-after', tidy],
  ['caches', 'cache-control pragma vary connection keep-alive transfer-encoding x-cache allow', tidy],
  ['the server', 'server x-powered-by strict-transport-security x-frame-options x-xss-protection', tidy],
  ['more of the server', 'x-content-type-options alt-svc access-control-allow-methods', tidy],
  ['limits of Okta', 'x-rate-limit-limit x-rate-limit-remaining x-rate-limit-reset', tidy],
  [
    'the request in the server’s log: Okta, AWS, Atlassian, proxies',
    'x-okta-request-id x-request-id x-amzn-requestid x-amz-request-id x-amzn-trace-id x-arequestid atl-traceid cf-ray',
    REQUEST_ID,
  ],
  ['cookies by name', 'cookie set-cookie', cookieRule],
];

const HEADERS = new Map(
  KEPT_HEADERS.flatMap(([, names, rule]) => names.split(' ').map((name) => [name, rule] as const)),
);

/** What of a header's value may be kept. */
export function headerRule(name: string): TextRule {
  return HEADERS.get(name.toLowerCase()) ?? keepNothing;
}

// ---- the shape of an entry --------------------------------------------------------------------------------------------

const text = (rule: TextRule): MaskRule => ({ kind: 'text', rule });
const list = (item: MaskRule): MaskRule => ({ kind: 'list', item });
const object = (keys: Readonly<Record<string, MaskRule>>): MaskRule => ({
  kind: 'object',
  keys: new Map(Object.entries(keys)),
});

function plainName(name: string): readonly Range[] {
  return isPlainName(name) ? [] : keepNothing(name);
}

/** A parameter without a value may be a secret that stands alone (`?TOKEN`). */
function nameOfValue(name: string, value: string | null): readonly Range[] {
  return value === null || value === '' ? keepNothing(name) : plainName(name);
}

const pair = (
  name: (name: string, value: string | null) => readonly Range[],
  value: (name: string) => TextRule,
  others: Readonly<Record<string, MaskRule>> = {},
): MaskRule => ({ kind: 'pair', name, value, others: new Map(Object.entries(others)) });

const HEADER_LIST = list(pair(plainName, headerRule));
const COOKIES = list(
  pair(nameOfValue, () => keepNothing, {
    path: text(addressRule),
    domain: text(HOST),
    expires: text(COOKIE_TIME),
    sameSite: text(SAME_SITE),
    httpOnly: NOTHING,
    secure: NOTHING,
  }),
);
const PARAMETERS = list(pair(nameOfValue, () => keepNothing, { contentType: text(MEDIA_TYPE) }));

const ENTRY_KEYS = {
  startedDateTime: text(ISO_TIME),
  time: NUMBER,
  pageref: text(PAGE),
  request: object({
    method: text(METHOD),
    url: text(addressRule),
    httpVersion: text(WORD),
    headers: HEADER_LIST,
    cookies: COOKIES,
    queryString: PARAMETERS,
    // Nothing of a body is kept: it may hold a secret under any name, in any encoding.
    postData: object({ mimeType: text(MEDIA_TYPE), text: NOTHING, params: PARAMETERS }),
    headersSize: NUMBER,
    bodySize: NUMBER,
  }),
  response: object({
    status: NUMBER,
    statusText: text(REASON),
    httpVersion: text(WORD),
    headers: HEADER_LIST,
    cookies: COOKIES,
    content: object({
      size: NUMBER,
      compression: NUMBER,
      mimeType: text(MEDIA_TYPE),
      text: NOTHING,
      encoding: text(WORD),
    }),
    redirectURL: text(addressRule),
    headersSize: NUMBER,
    bodySize: NUMBER,
    _transferSize: NUMBER,
    _error: text(ERROR),
    _failureText: text(ERROR),
    _charlesStatus: text(only(/^[A-Z_]{1,20}$/)),
  }),
  cache: object({}),
  timings: object(
    Object.fromEntries(
      ['blocked', 'dns', 'connect', 'send', 'wait', 'receive', 'ssl', '_blocked_queueing'].map((name) => [
        name,
        NUMBER,
      ]),
    ),
  ),
  serverIPAddress: text(IP),
  _serverPort: NUMBER,
  connection: text(NUMBER_TEXT),
  _priority: text(WORD),
  _resourceType: text(WORD),
  _fromCache: text(WORD),
  _initiator: object({ type: text(WORD), url: text(addressRule), lineNumber: NUMBER }),
};
const ENTRY = object(ENTRY_KEYS);

const PROGRAM = object({ name: text(SOFTWARE), version: text(SOFTWARE) });
/** What stands around the entries, with or without `log` around it. */
const LOG_KEYS = {
  version: text(only(/^\d\.\d$/)),
  creator: PROGRAM,
  browser: PROGRAM,
  pages: list(
    object({
      startedDateTime: text(ISO_TIME),
      id: text(PAGE),
      title: text(TITLE),
      pageTimings: object({ onContentLoad: NUMBER, onLoad: NUMBER }),
    }),
  ),
  entries: list(ENTRY),
};
const ARCHIVE = object({ log: object(LOG_KEYS), ...LOG_KEYS });

/** Pairs that are kept of text that cannot be parsed. */
const LOOSE = new Map<string, TextRule | 'number'>([
  ['startedDateTime', ISO_TIME],
  ['method', only(/^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)$/)],
  ['url', addressRule],
  ['httpVersion', only(/^(?:h[23]|http\/[\d.]{1,3})$/i)],
  ['serverIPAddress', IP],
  ['status', 'number'],
  ['time', 'number'],
  ...['log', 'entries', 'pages', 'request', 'response', 'headers', 'cookies', 'content', 'timings'].map(
    (key) => [key, keepNothing] as const,
  ),
]);

/** See `Reader.mask`. */
export function maskHar(bytes: Uint8Array, kind: 'record' | 'separator' | 'header' | 'damaged'): Uint8Array {
  if (bytes.length === bomLength(bytes)) return bytes;
  const strict =
    kind === 'record'
      ? maskJson(bytes, ENTRY)
      : // The beginning of a record that broke off, or of the archive before its entries.
        maskJson(bytes, kind === 'damaged' ? ENTRY : ARCHIVE, true);
  return strict ?? maskLoose(bytes, LOOSE);
}
