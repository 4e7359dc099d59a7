/** Addresses and domains that a longer text names: rules that block, scripts that call out. */
import { canonicalIp } from '../../base/ip.ts';

/** Single IPv4 addresses, in order of appearance. A range (`/24`) names no single address; `/32` does. */
export function addressesIn(text: string): string[] {
  const found = new Set<string>();
  for (const [candidate] of text.matchAll(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w)(?!\/(?!32\b)\d)/g)) {
    const ip = canonicalIp(candidate);
    if (ip !== null) found.add(ip);
  }
  return [...found];
}

/** The one address that a CIDR block of full length names (`/32`, `/128`), or a bare address; null for ranges. */
export function singleAddress(cidr: string): string | null {
  const slash = cidr.indexOf('/');
  if (slash < 0) return canonicalIp(cidr);
  const ip = canonicalIp(cidr.slice(0, slash));
  if (ip === null) return null;
  return cidr.slice(slash + 1) === (ip.includes(':') ? '128' : '32') ? ip : null;
}

/** Endings that make a quoted word a host; in code a dot alone does not (`java.net.URL`, `response.body`). */
const BARE_HOST =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|net|org|info|biz|xyz|top|site|online|club|shop|live|icu|cloud|app|dev|ru|cn|su|eu|uk|de|nl|br|in|me|cc|tk|ws|example)$/i;

/** Hosts that a script calls: hosts of URLs, addresses, and names of hosts that stand quoted or as a word of a command. */
export function hostsIn(script: string): string[] {
  const found = new Set<string>();
  for (const [, host] of script.matchAll(/[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@'"]*@)?([a-z0-9.-]+)/gi))
    add(host ?? '');
  for (const ip of addressesIn(script)) found.add(ip);
  for (const [, quoted] of script.matchAll(/["'`]([^"'`\n]{1,500})["'`]/g))
    for (const word of (quoted ?? '').split(/[\s,;:/()]+/)) if (BARE_HOST.test(word)) add(word);
  return [...found];

  function add(host: string): void {
    const name = host.replace(/\.+$/, '').toLowerCase();
    if (name.includes('.')) found.add(canonicalIp(name) ?? name);
  }
}
