/** Which dictionary codes a term means: each distinct value is looked at once, however many events have it. */
import ipaddr from 'ipaddr.js';
import type { Dictionary } from '../store/dictionaries.ts';

/** Flags by code; flag 0 (null) is never set. */
export type CodeFlags = Uint8Array;

export function flagTexts(dictionary: Dictionary, matches: (text: string) => boolean): CodeFlags {
  const { texts } = dictionary;
  const flags = new Uint8Array(texts.length);
  for (let code = 1; code < texts.length; code++) if (matches(texts[code]!)) flags[code] = 1;
  return flags;
}

/**
 * A whole-value matcher: letter case ignored, `*` stands for any run of characters and `[*]` for a star itself. No regular
 * expression is built from what was asked.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = splitAtStars(pattern.toLowerCase());
  const first = parts[0]!;
  if (parts.length === 1) return (text) => text.toLowerCase() === first;
  const last = parts[parts.length - 1]!;
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    const value = text.toLowerCase();
    if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length)
      return false;
    let at = first.length;
    const end = value.length - last.length;
    for (const part of middle) {
      const found = value.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}

function splitAtStars(pattern: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < pattern.length; at++) {
    if (pattern.startsWith('[*]', at)) {
      part += '*';
      at += 2;
    } else if (pattern[at] === '*') {
      parts.push(part);
      part = '';
    } else part += pattern[at];
  }
  parts.push(part);
  return parts;
}

/** An address or a CIDR range; anything else matches as text (with wildcards), so that a typo finds nothing, not everything. */
export function addressMatcher(value: string): (ip: string) => boolean {
  if (value.includes('/') && ipaddr.isValidCIDR(value)) {
    const [network, bits] = ipaddr.parseCIDR(value);
    return (ip) => {
      if (!ipaddr.isValid(ip)) return false;
      const address = ipaddr.parse(ip);
      return address.kind() === network.kind() && address.match(network, bits);
    };
  }
  if (ipaddr.isValid(value)) {
    const canonical = ipaddr.parse(value).toString();
    return (ip) => ip === canonical || ip === value;
  }
  return wildcard(value);
}
