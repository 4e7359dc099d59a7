/** Where a request carries its session and its credential: found here, turned into fingerprints, never kept. */
import type { JsonObject } from '../importer.ts';
import { object, objects, text } from '../kit/fields.ts';

/** One entry with its headers and cookies at hand. */
export interface Exchange {
  readonly request: JsonObject;
  readonly response: JsonObject;
  /** First value of a header, by its name in small letters. */
  requestHeader(name: string): string | null;
  responseHeader(name: string): string | null;
}

export function exchangeOf(entry: JsonObject): Exchange {
  const request = object(entry.request);
  const response = object(entry.response);
  const [sent, got] = [headersOf(request), headersOf(response)];
  return {
    request,
    response,
    requestHeader: (name) => sent.get(name) ?? null,
    responseHeader: (name) => got.get(name) ?? null,
  };
}

function headersOf(message: JsonObject): Map<string, string> {
  const headers = new Map<string, string>();
  for (const { name, value } of objects(message.headers)) {
    const [key, content] = [text(name)?.toLowerCase(), text(value)];
    if (key === undefined || content === null) continue;
    const before = headers.get(key);
    // Cookies may come in several headers; of others the first counts.
    if (before === undefined) headers.set(key, content);
    else if (key === 'set-cookie' || key === 'cookie') headers.set(key, `${before}\n${content}`);
  }
  return headers;
}

/**
 * Cookies that are the session, the strongest first: Okta (`sid`, `idx`), Atlassian Cloud, Atlassian Data Center, AWS, then
 * the frameworks that most applications are built with.
 */
const SESSION_COOKIES = [
  'sid',
  'idx',
  'cloud.session.token',
  'tenant.session.token',
  'jsessionid',
  'bitbucketsessionid',
  'crowd.token_key',
  'seraph.confluence',
  'seraph.rememberme.cookie',
  'aws-creds',
  'awselbauthsessioncookie-0',
  'user_session',
  'session',
  'sessionid',
  'session_id',
  'connect.sid',
  'phpsessid',
  'asp.net_sessionid',
  '.aspxauth',
];

/** The session that a request was sent in; for a request without one, the session that its answer opens. */
export function sessionOf(exchange: Exchange): string | null {
  const { request, response } = exchange;
  return (
    strongest(cookiesOf(exchange.requestHeader('cookie'), /[;\n]/, request)) ??
    strongest(cookiesOf(exchange.responseHeader('set-cookie'), /\n/, response))
  );
}

/** From the header where it is (as it was sent), else from the list of cookies that browsers make of it. */
function cookiesOf(header: string | null, separator: RegExp, message: JsonObject): Map<string, string> {
  const cookies = new Map<string, string>();
  const add = (name: string, value: string): void => {
    const key = name.trim().toLowerCase();
    const content = value.trim().replace(/^"|"$/g, '');
    if (content !== '' && !cookies.has(key)) cookies.set(key, content);
  };
  for (const piece of header?.split(separator) ?? []) {
    const [cookie = ''] = piece.split(';');
    const equals = cookie.indexOf('=');
    if (equals > 0) add(cookie.slice(0, equals), cookie.slice(equals + 1));
  }
  for (const { name, value } of objects(message.cookies)) add(text(name) ?? '', text(value) ?? '');
  return cookies;
}

function strongest(cookies: ReadonlyMap<string, string>): string | null {
  for (const name of SESSION_COOKIES) {
    const value = cookies.get(name);
    if (value !== undefined) return value;
  }
  for (const [name, value] of cookies)
    if (/sess(?:ion)?(?:[._-]?(?:id|token|key))?$/.test(name)) return value;
  return null;
}

/** Headers that carry a credential, the strongest first. */
const CREDENTIAL_HEADERS = [
  'authorization',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'private-token',
  'x-vault-token',
  'x-amz-security-token',
  'proxy-authorization',
];
/** Parameters of an address that do. */
const CREDENTIAL_PARAMETERS =
  /[?&#](?:access_token|id_token|api_?key|auth_token|x-amz-credential|token)=([^&#]+)/i;

export function credentialOf(exchange: Exchange, url: string): string | null {
  for (const name of CREDENTIAL_HEADERS) {
    const value = exchange.requestHeader(name);
    if (value !== null) return bare(value);
  }
  const inAddress = CREDENTIAL_PARAMETERS.exec(url)?.[1];
  return inAddress === undefined ? null : bare(unescaped(inAddress));
}

/**
 * The token without its scheme, so that it is the same wherever it is sent. A signed AWS request is known by its access key:
 * the signature is another one each time.
 */
function bare(written: string): string {
  const accessKey = /\b((?:AKIA|ASIA)[A-Z0-9]{12,})(?:\/|$)/.exec(written)?.[1];
  return accessKey ?? written.trim().replace(/^(?:bearer|basic|ssws|token|apikey|negotiate|digest)\s+/i, '');
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
