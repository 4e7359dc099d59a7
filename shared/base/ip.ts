/** IP addresses as text: one canonical form, so that equal addresses are equal strings. */
import ipaddr from 'ipaddr.js';

/**
 * Canonical text of an address: IPv4 as four decimal numbers, IPv6 as RFC 5952; an IPv4-mapped IPv6 address is its
 * IPv4. A zone (`%eth0`) is dropped. Null for anything else: names, octal or hexadecimal parts, ports.
 */
export function canonicalIp(text: string): string | null {
  if (isPlainIpv4(text)) return text;
  if (!text.includes(':')) return null;
  const bare = text.replace(/%.*$/s, '');
  if (bare.length > 45 || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/** The address in `10.0.0.1:443`, `[2001:db8::1]:443` or a bare address, canonical; null where there is none. */
export function ipWithoutPort(text: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed !== null) return canonicalIp(bracketed[1] ?? '');
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text);
  return canonicalIp(withPort?.[1] ?? text);
}

/** Four decimal numbers up to 255 without leading zeros; by character, because every record passes here. */
function isPlainIpv4(text: string): boolean {
  const length = text.length;
  if (length < 7 || length > 15) return false;
  let parts = 0;
  let value = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (value < 0) return false;
      parts++;
      value = -1;
    } else if (code >= 48 && code <= 57) {
      if (value === 0) return false;
      value = value < 0 ? code - 48 : value * 10 + code - 48;
      if (value > 255) return false;
    } else return false;
  }
  return parts === 3 && value >= 0;
}
