/** From where a CloudTrail record says that a call came, and which addresses it names. */
import { canonicalIp } from '../../base/ip.ts';
import type { RelatedIp } from '../../events/event.ts';
import type { JsonObject } from '../importer.ts';
import { object, objects, text } from '../kit/fields.ts';
import { singleAddress } from '../kit/mentions.ts';

interface Addresses {
  readonly srcIp: string | null;
  readonly relatedIps: readonly RelatedIp[];
  /** What stands in place of an address: the name of a service, mostly. */
  readonly notIp: string | null;
}

const NONE: readonly RelatedIp[] = [];
const MAX_NAMED = 20;

export function addressesOf(log: JsonObject, request: JsonObject, response: JsonObject): Addresses {
  const source = text(log.sourceIPAddress);
  const whole = canonicalIp(source ?? '');
  // Managed Grafana writes the client and the proxies it came through: `203.0.113.24, 10.0.1.77`.
  const hops =
    whole === null && source?.includes(',')
      ? source.split(',', MAX_NAMED).map((hop) => canonicalIp(hop.trim()))
      : [];
  const srcIp = whole ?? hops[0] ?? null;
  const related: RelatedIp[] = [];
  for (const ip of hops.slice(1)) if (ip !== null) related.push({ ip, role: 'proxy' });
  if (mayName(log, request, response))
    for (const ip of named(log, request, response))
      if (ip !== srcIp && related.length < MAX_NAMED) related.push({ ip, role: 'mentioned' });
  const notIp = source === null || srcIp !== null || source === '-' ? null : source;
  return { srcIp, relatedIps: related.length === 0 ? NONE : related, notIp };
}

function mayName(log: JsonObject, request: JsonObject, response: JsonObject): boolean {
  return (
    log.serviceEventDetails !== undefined ||
    request.cidrIp !== undefined ||
    request.ipPermissions !== undefined ||
    response.instancesSet !== undefined
  );
}

/** Addresses of instances that were started, of clients that a service saw itself, and those that a rule lets in or keeps out. */
function named(log: JsonObject, request: JsonObject, response: JsonObject): Set<string> {
  const found = new Set<string>();
  const add = (written: unknown) => {
    const ip = singleAddress(text(written) ?? '');
    if (ip !== null) found.add(ip);
  };
  add(object(log.serviceEventDetails).sourceIpAddress);
  add(request.cidrIp);
  for (const rule of objects(object(request.ipPermissions).items)) {
    for (const range of objects(object(rule.ipRanges).items)) add(range.cidrIp);
    for (const range of objects(object(rule.ipv6Ranges).items)) add(range.cidrIpv6);
  }
  for (const item of objects(object(response.instancesSet).items)) {
    add(item.privateIpAddress);
    add(item.ipAddress);
  }
  return found;
}
