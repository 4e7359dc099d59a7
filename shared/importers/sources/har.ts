/**
 * HTTP Archive: what one browser sent and received, as its developer tools save it.
 * Reads: HAR 1.1 and 1.2 (`{"log":{"entries":[…]}}`), with a byte order mark too, the object inside `log` alone (as the
 * interface for browser extensions gives it), and entries a line each or in a bare array, of browsers, debugging proxies
 * (Charles, Fiddler, mitmproxy, Burp, ZAP) and test tools (Playwright). Each request is an event.
 * Ignores: pages, timings, bodies and what browsers add; none of them is an event.
 * A HAR holds live sessions: secrets are overwritten before anything is stored (har-mask.ts), and of the session and the
 * credential of a request only a fingerprint is kept, which tells the same secret in another file of the case. No address
 * of the client stands in a HAR; `serverIPAddress` is the server's.
 * Specification: HAR 1.2 (w3c.github.io/web-performance/specs/HAR).
 */
import { laterBy, type ParsedTime, parseEpochMillis, parseLocal } from '../../base/time.ts';
import type { Draft, Outcome, Target } from '../../events/event.ts';
import type {
  Head,
  Importer,
  ImportOptions,
  JsonObject,
  Read,
  Reader,
  Recognition,
  RecordInput,
} from '../importer.ts';
import { event, isObject, issue, object, readTime, text, wrongShape } from '../kit/fields.ts';
import { addressRule, masked, tidy } from '../kit/secrets.ts';
import { headerRule, maskHar, serverOf } from './har-mask.ts';
import { credentialOf, type Exchange, exchangeOf, sessionOf } from './har-secrets.ts';

export const har: Importer = {
  version: 2,
  id: 'web:har',
  label: 'HTTP archive (HAR)',
  produces: ['web:har'],
  recognise,
  open: (_head, options) => new HarReader(options),
};

function recognise(head: Head): Recognition | null {
  const isEntry = (record: object): boolean =>
    'request' in record && 'startedDateTime' in record && ('response' in record || 'timings' in record);
  // Whatever its entries look like, damaged or none: what has this envelope may hold secrets.
  if (head.envelope === 'log.entries')
    return { framing: 'json', shape: 'HTTP archive (HAR), secrets overwritten' };
  if (head.envelope === 'entries' && head.records.some(isEntry))
    return { framing: 'json', shape: 'log of an HTTP archive (HAR), secrets overwritten' };
  if (head.wrapper !== '' || !head.records.some(isEntry)) return null;
  return { framing: 'json', shape: 'entries of an HTTP archive (HAR), secrets overwritten' };
}

/** Ids of requests that the server's own log has too. */
const REQUEST_IDS = [
  'x-okta-request-id',
  'x-amzn-requestid',
  'x-amz-request-id',
  'x-arequestid',
  'x-request-id',
];

class HarReader implements Reader {
  readonly headerLines = 0;
  readonly mask = maskHar;
  private readonly options: ImportOptions;

  constructor(options: ImportOptions) {
    this.options = options;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'json' || !isObject(record.value.request)) return wrongShape('no request');
    const { value } = record;
    const { time, issues } = readTime(text(value.startedDateTime), (written) =>
      startOf(written, this.options.timezone),
    );
    const took = tookMillis(value);
    const exchange = exchangeOf(value);
    const { request, response } = exchange;
    const written = text(request.url) ?? '';
    const url = masked(written, addressRule, '***');
    const status = statusOf(exchange);
    const fingerprint = (secret: string | null): string | null =>
      secret === null ? null : this.options.fingerprint(secret);
    const address = text(value.serverIPAddress) ?? '';
    const server = serverOf(address);
    const agent = exchange.requestHeader('user-agent');
    const draft: Draft = {
      source: 'web:har',
      action: methodOf(text(request.method)),
      category: 'network',
      outcome: status.outcome,
      reason: status.words,
      time,
      timeEnd: time === null || took === 0 ? null : laterBy(time, Math.round(took * 1000)),
      actor: null,
      srcIp: null,
      srcPort: null,
      dstIp: server?.ip ?? null,
      dstPort: server?.port ?? portOf(value._serverPort),
      relatedIps: [],
      userAgent: agent === null ? null : masked(agent, tidy, '***'),
      session: fingerprint(sessionOf(exchange)),
      credential: fingerprint(credentialOf(exchange, written)),
      system: hostOf(url),
      targets: targetsOf(exchange, url),
      effects: [],
      bytes: bytesOf(response),
      nativeId: null,
    };
    // What is written there may be anything, a secret too: the issues do not repeat it.
    const told = issues.map((one) =>
      one.code === 'time.invalid' ? { ...one, detail: 'startedDateTime is no time' } : one,
    );
    if (address !== '' && server === null)
      told.push(issue('field.value', 'degraded', 'serverIPAddress is no address'));
    return event(draft, told);
  }
}

function methodOf(written: string | null): string {
  return written !== null && /^[A-Za-z-]{1,20}$/.test(written) ? masked(written, tidy, '***') : 'unnamed';
}

/**
 * When a request began. Java tools write milliseconds since 1970. The very first of these is what an exporter without a
 * time of its own writes (Logger++ of Burp: `1970-01-01T05:30:00.000+0530`): no time.
 */
function startOf(written: string, timezone: string): ParsedTime {
  const parsed = /^\d{12,13}$/.test(written) ? parseEpochMillis(written) : parseLocal(written, timezone);
  return parsed.ok && parsed.value.micros === 0 ? { ok: false, error: 'not a date and time' } : parsed;
}

/** How long it took in milliseconds; the sum of its phases where the total is missing (`ssl` is part of `connect`, -1 does not apply). */
function tookMillis({ time, timings }: JsonObject): number {
  const length = (value: unknown): number => {
    const written = text(value) ?? '';
    return /^\d{1,16}(?:\.\d{1,16})?$/.test(written) ? Number(written) : 0;
  };
  if (length(time) > 0) return length(time);
  const { blocked, dns, connect, send, wait, receive } = object(timings);
  return [blocked, dns, connect, send, wait, receive].reduce<number>((sum, one) => sum + length(one), 0);
}

function portOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536 ? value : null;
}

/**
 * A request that was answered with an error failed; so did one that was never answered: status 0 of browsers and
 * mitmproxy, -1 of Playwright, none with `_charlesStatus` FAILED or EXCEPTION.
 */
function statusOf({ response }: Exchange): { outcome: Outcome; words: string | null } {
  const failed = /^(?:FAILED|EXCEPTION)$/.test(text(response._charlesStatus) ?? '');
  const written = text(response.status) ?? (failed ? '0' : '');
  if (!/^(?:-1|\d{1,3})$/.test(written)) return { outcome: 'unknown', words: null };
  const status = Number(written);
  const said = text(response.statusText) ?? '';
  const reason = /^[A-Za-z][A-Za-z' -]{0,39}$/.test(said) ? ` ${masked(said, tidy, '***')}` : '';
  if (status > 0) return { outcome: status < 400 ? 'success' : 'failure', words: `${status}${reason}` };
  const error = /^[a-z]{1,10}::[A-Z_]{1,60}$/.exec(
    text(response._error) ?? text(response._failureText) ?? '',
  )?.[0];
  return { outcome: 'failure', words: error ?? 'no answer' };
}

/** The host of an address whose secrets are gone. */
function hostOf(url: string): string | null {
  const authority = /^[a-z][a-z0-9+.-]{0,15}:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const host = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?=:|$)/i.exec(
    authority.slice(authority.lastIndexOf('@') + 1),
  );
  return host?.[0].toLowerCase() ?? null;
}

function targetsOf({ responseHeader }: Exchange, url: string): Target[] {
  const targets: Target[] = [];
  if (url !== '') targets.push({ type: 'url', id: null, name: url });
  for (const name of REQUEST_IDS) {
    const id = responseHeader(name);
    if (id !== null && headerRule(name)(id).length === 0) targets.push({ type: 'request', id, name: null });
  }
  return targets;
}

/** What came back over the wire, else the answer's own sizes; -1 says that a browser does not know. */
function bytesOf(response: object): number | null {
  const { _transferSize, headersSize, bodySize, content } = response as Record<string, unknown>;
  const size = (value: unknown): number | null =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
  const wire = size(_transferSize);
  if (wire !== null) return wire;
  const body = size(bodySize) ?? size(object(content).size);
  return body === null ? null : body + (size(headersSize) ?? 0);
}
