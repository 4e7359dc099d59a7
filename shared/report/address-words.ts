/** What is known of an address in one line, the same in the window and in the terminal. */
import type { AddressFact, AddressInfo, AddressSource } from '../events/origin.ts';

const CLOUD_NAMES: Readonly<Record<NonNullable<AddressInfo['cloud']>, string>> = {
  aws: 'AWS',
  azure: 'Azure',
  google: 'Google',
  oracle: 'Oracle',
  cloudflare: 'Cloudflare',
  ovh: 'OVH',
  digitalocean: 'DigitalOcean',
  hetzner: 'Hetzner',
  akamai: 'Akamai',
  alibaba: 'Alibaba',
  tencent: 'Tencent',
  ibm: 'IBM',
  fastly: 'Fastly',
  vultr: 'Vultr',
  scaleway: 'Scaleway',
};

const FACT_NAMES: Readonly<Record<AddressFact, string>> = {
  country: 'country',
  network: 'network',
  hosting: 'hosting',
  tor: 'Tor exit',
};

/** `RO · AS9009 M247 Europe SRL · hosting`, `private (private use, RFC 1918)`. Organisations are text of a database. */
export function addressFacts(info: AddressInfo): string {
  const parts: string[] = [];
  if (info.kind !== 'public') parts.push(`${info.kind} (${info.purpose})`);
  if (info.carries !== null) parts.push(`carries ${info.carries}`);
  if (info.country !== null) parts.push(info.country);
  if (info.asn !== null) parts.push(`AS${info.asn} ${info.organisation ?? ''}`.trim());
  if (info.cloud !== null) parts.push(CLOUD_NAMES[info.cloud]);
  else if (info.hosting) parts.push('hosting');
  if (info.tor !== null) parts.push(info.tor ? 'Tor exit' : 'not in the Tor list');
  return parts.length === 0 ? 'public, nothing known' : parts.join(' · ');
}

/** `country: from geo-whois-asn-country 2.3.2026061719`. */
export function sourceWords({ facts, name, version }: AddressSource): string {
  return `${facts.map((fact) => FACT_NAMES[fact]).join(', ')}: from ${name} ${version}`;
}
