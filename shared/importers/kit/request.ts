/** What all logs of web requests have in common: request line, status, addresses that proxies handed on. */
import { ipWithoutPort } from '../../base/ip.ts';
import type { Outcome, RelatedIp } from '../../events/event.ts';
import type { Framing, Head } from '../importer.ts';

export interface RequestLine {
  readonly method: string | null;
  readonly url: string | null;
}

/**
 * `GET /path HTTP/1.1`. What a scanner sends may hold spaces (they belong to the URL), lack a part (`- http://host:80- -`),
 * or be no HTTP at all (`- - - `): then there is no method, and no URL where none was written.
 */
export function requestLine(line: string): RequestLine {
  const first = line.indexOf(' ');
  if (first < 0) return { method: null, url: line === '' || line === '-' ? null : line };
  const method = line.slice(0, first);
  const rest = line.slice(first + 1).trimEnd();
  const last = rest.lastIndexOf(' ');
  const tail = rest.slice(last + 1);
  const url = last >= 0 && (tail === '-' || tail.startsWith('HTTP/')) ? rest.slice(0, last) : rest;
  const isMethod = /^[A-Za-z][A-Za-z_-]{0,31}$/.test(method);
  return { method: isMethod ? method : null, url: /^[- ]*$/.test(url) ? null : url };
}

export interface StatusOutcome {
  readonly outcome: Outcome;
  readonly reason: string | null;
}

const UNKNOWN: StatusOutcome = { outcome: 'unknown', reason: null };
const SUCCESS: StatusOutcome = { outcome: 'success', reason: null };

/**
 * 2xx and 3xx are answers given, 4xx and 5xx refusals or failures with the status as reason. 101 is the end of its
 * request (a WebSocket was opened); other 1xx, and no status, leave it open. A sign-in page answered with 200 says that
 * the page came, not that somebody signed in.
 */
export function outcomeOfStatus(status: string | null): StatusOutcome {
  if (status === null || !/^[1-9]\d\d$/.test(status)) return UNKNOWN;
  if (status === '101' || status.startsWith('2') || status.startsWith('3')) return SUCCESS;
  return status.startsWith('1') ? UNKNOWN : { outcome: 'failure', reason: status };
}

/** A count of bytes; null for `-` and for -1, with which AWS says that there is none. */
export function byteCount(field: string | null): number | null {
  if (field === null || field === '-1') return null;
  return /^\d{1,15}$/.test(field) ? Number(field) : null;
}

/** Both directions, of what is counted. */
export function sumOf(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0);
}

export interface Client {
  readonly srcIp: string | null;
  readonly relatedIps: readonly RelatedIp[];
}

const MAX_HOPS = 20;
const NO_HOPS: readonly RelatedIp[] = [];

/**
 * `client, proxy, proxy` as X-Forwarded-For grows: the first is the origin as it was told (a client can lie), the
 * last the one that was connected. What is no address is left out.
 */
export function clientOf(addresses: readonly string[]): Client {
  const [first, ...rest] = addresses;
  if (first !== undefined && rest.length === 0)
    return { srcIp: ipWithoutPort(first.trim()), relatedIps: NO_HOPS };
  const found = addresses.map((part) => ipWithoutPort(part.trim())).filter((ip) => ip !== null);
  const [srcIp, ...proxies] = [...new Set(found)];
  const relatedIps = proxies.slice(0, MAX_HOPS).map((ip): RelatedIp => ({ ip, role: 'proxy' }));
  return { srcIp: srcIp ?? null, relatedIps };
}

/** Lines as they are, or lines that a transport wrapped into JSON. */
export function lineFraming(head: Head): Framing {
  return head.wrapper === '' ? 'lines' : 'json';
}
