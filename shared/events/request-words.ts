/**
 * Sentences for web requests (of servers, load balancers, browsers) and for lines of application logs: there the path or
 * the message says what the action does not.
 */
import { truncateMiddle } from '../base/text.ts';
import type { Draft } from './event.ts';

const MAX_URL = 120;
const MAX_MESSAGE = 160;
const SERVICE = /^[A-Za-z]{1,60}Service\/[A-Za-z]{1,60}$/;

/** Null for events that are neither. `who` acts in `product`. */
export function requestMessage(event: Draft, who: string, product: string): string | null {
  if (event.source === 'web:har') return browserMessage(event);
  const message = named(event, 'message', MAX_MESSAGE);
  if (message !== null) return logMessage(event, message, product);
  if (event.source === 'aws:elb') return balancerMessage(event);
  const url = named(event, 'url', MAX_URL);
  if (!event.source.startsWith('atlassian:')) return null;
  const from = event.srcIp === null ? '' : ` from ${event.srcIp}`;
  // Bitbucket's parts call each other by the names of services.
  if (url === null && SERVICE.test(event.action))
    return `${who} called ${event.action} in ${product}${from}${answer(event)}`;
  if (url === null && event.action === 'request')
    return `${who} sent a request that is no HTTP to ${product}${from}${answer(event)}`;
  if (url === null) return null;
  return `${who} ${deed(event, `${event.action} ${url}`, product)}${from}${answer(event)}`;
}

/** `request`: `GET /browse/SEC-12`. A request that was not answered yet, or never, was only sent. */
function deed(event: Draft, request: string, product: string): string {
  const query = named(event, 'query', MAX_URL);
  const repository = named(event, 'repository', MAX_URL);
  const attachment = named(event, 'attachment', MAX_URL);
  if (event.outcome === 'unknown') return `sent ${request} to ${product}`;
  if (event.outcome === 'failure' && /^(?:read|search|export)$/.test(event.category))
    return `asked for ${request} in ${product}`;
  switch (event.category) {
    case 'read':
      return `read ${request} in ${product}`;
    case 'search':
      return query === null ? `searched ${product} with ${request}` : `searched ${product} for “${query}”`;
    case 'export':
      if (attachment !== null) return `downloaded the attachment ${attachment} in ${product}`;
      if (repository !== null && /\/archive\b/.test(request))
        return `downloaded an archive of the repository ${repository} in ${product}`;
      return `exported ${request} in ${product}`;
    case 'authentication':
      return `sent ${request} to the sign-in of ${product}`;
    default:
      return `sent ${request} to ${product}`;
  }
}

/** Success goes without saying: a page that came is no proof that more was done. */
function answer(event: Draft): string {
  return event.outcome === 'failure' ? `, answered ${event.reason ?? 'with an error'}` : '';
}

/** `A browser sent GET to https://…/app/UserHome, answered 200 OK`. Nobody but the browser is known. */
function browserMessage(event: Draft): string {
  const { action, reason } = event;
  const target = named(event, 'url', MAX_URL) ?? event.system ?? 'an unknown address';
  const sent = `A browser sent ${truncateMiddle(action, MAX_URL)} to ${target}`;
  if (reason === null) return `${sent}, answered with an unknown status`;
  return /^\d/.test(reason) ? `${sent}, answered ${reason}` : `${sent}, failed: ${reason}`;
}

function balancerMessage(event: Draft): string {
  const client = endpoint(event.srcIp, event.srcPort);
  const through = event.system === null ? '' : ` through ${event.system}`;
  const failed = event.outcome === 'failure' ? `, refused: ${event.reason ?? 'no reason given'}` : '';
  const server = event.dstIp === null ? '' : `, served by ${endpoint(event.dstIp, event.dstPort)}`;
  const host = named(event, 'host', MAX_URL);
  const url = named(event, 'url', MAX_URL);
  switch (event.action) {
    case 'tls':
      return `${client} opened a TLS connection${host === null ? '' : ` to ${host}`}${through}${server}${failed}`;
    case 'tcp':
      return `${client} opened a TCP connection${through}${server}`;
    case 'connection':
      return `${client} connected to port ${event.dstPort ?? '?'} of the load balancer${failed}`;
    default: {
      const method = event.action === 'request' ? '' : `${event.action} `;
      const what = url === null ? 'sent a request that is no HTTP' : `requested ${method}${url}`;
      return `${client} ${what}${through}${server}${event.outcome === 'failure' ? answer(event) : ''}`;
    }
  }
}

function logMessage(event: Draft, message: string, product: string): string {
  const by = event.actor === null ? '' : ` for ${event.actor.name}`;
  const from = event.srcIp === null ? '' : ` from ${event.srcIp}`;
  const level = event.reason === null ? '' : ` ${event.reason}`;
  return `${product} logged${level}${by}${from}: ${message}`;
}

function endpoint(ip: string | null, port: number | null): string {
  if (ip === null) return 'Someone';
  if (port === null) return ip;
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

function named(event: Draft, type: string, limit: number): string | null {
  const target = event.targets.find((one) => one.type === type);
  const name = target?.name ?? target?.id ?? null;
  return name === null ? null : truncateMiddle(name.replace(/\s+/g, ' '), limit);
}
