/**
 * What an address is by the registries alone, before any database is asked: IANA's IPv4 and IPv6 Special-Purpose Address
 * Registries (RFC 6890 and its successors) and the multicast blocks beside them. A look-up in a table, nothing else.
 */
import ipaddr from 'ipaddr.js';
import { canonicalIp } from './ip.ts';

/**
 * The closed set of kinds.
 * - public: unicast on the open internet
 * - private: inside one organisation (RFC 1918, unique local RFC 4193)
 * - loopback: the machine itself
 * - link-local: one network segment; cloud machines find their instance metadata here
 * - shared: behind a carrier's address translation (RFC 6598)
 * - documentation: for examples; in a real log it was typed in, or anonymised
 * - benchmark: for tests of network gear
 * - multicast: to a group, never a sender
 * - transition: IPv6 that carries an IPv4 address or a tunnel (6to4, Teredo, NAT64)
 * - reserved: everything else that is never a peer on the open internet
 */
export const ADDRESS_KINDS = [
  'public',
  'private',
  'loopback',
  'link-local',
  'shared',
  'documentation',
  'benchmark',
  'multicast',
  'transition',
  'reserved',
] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

/** A kind with the entry of the registry that says so. */
export interface IpKind {
  /** Canonical text of the address; an IPv4-mapped IPv6 address is its IPv4. */
  readonly ip: string;
  readonly kind: AddressKind;
  /** The registry's block (`10.0.0.0/8`); null for `public`. */
  readonly block: string | null;
  /** What the block is for and the document that says so (`carrier-grade NAT, RFC 6598`); null for `public`. */
  readonly purpose: string | null;
  /** The IPv4 address inside a `transition` address, where the block defines one. */
  readonly carries: string | null;
}

type Row = readonly [block: string, kind: AddressKind, purpose: string];

/** Narrow blocks before the wide ones that hold them: the first match is the answer. */
const BLOCKS_V4: readonly Row[] = [
  ['169.254.169.254/32', 'link-local', 'instance metadata service of clouds, RFC 3927'],
  ['255.255.255.255/32', 'reserved', 'limited broadcast, RFC 8190'],
  ['0.0.0.0/32', 'reserved', 'no address, RFC 1122'],
  ['0.0.0.0/8', 'reserved', 'this network, RFC 791'],
  ['10.0.0.0/8', 'private', 'RFC 1918'],
  ['100.64.0.0/10', 'shared', 'carrier-grade NAT, RFC 6598'],
  ['127.0.0.0/8', 'loopback', 'RFC 1122'],
  ['169.254.0.0/16', 'link-local', 'RFC 3927'],
  ['172.16.0.0/12', 'private', 'RFC 1918'],
  // Two anycast addresses of this block are reachable (RFC 7723, RFC 8155).
  ['192.0.0.9/32', 'public', ''],
  ['192.0.0.10/32', 'public', ''],
  ['192.0.0.0/24', 'reserved', 'protocol assignments, RFC 6890'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['192.88.99.0/24', 'reserved', 'former 6to4 relays, RFC 7526'],
  ['192.168.0.0/16', 'private', 'RFC 1918'],
  ['198.18.0.0/15', 'benchmark', 'RFC 2544'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['224.0.0.0/4', 'multicast', 'RFC 5771'],
  ['240.0.0.0/4', 'reserved', 'RFC 1112'],
];

const BLOCKS_V6: readonly Row[] = [
  ['::1/128', 'loopback', 'RFC 4291'],
  ['::/128', 'reserved', 'no address, RFC 4291'],
  ['fd00:ec2::/32', 'private', 'instance services of AWS in unique local space, RFC 4193'],
  ['64:ff9b::/96', 'transition', 'NAT64, RFC 6052'],
  ['64:ff9b:1::/48', 'transition', 'NAT64 of one network, RFC 8215'],
  ['100::/64', 'reserved', 'discard only, RFC 6666'],
  ['100:0:0:1::/64', 'reserved', 'dummy prefix, RFC 9780'],
  // Assignments inside 2001::/23 that are reachable (RFC 7343, 7450, 7535, 7723, 8155, 9374, 9665).
  ['2001:1::1/128', 'public', ''],
  ['2001:1::2/128', 'public', ''],
  ['2001:1::3/128', 'public', ''],
  ['2001:3::/32', 'public', ''],
  ['2001:4:112::/48', 'public', ''],
  ['2001:20::/28', 'public', ''],
  ['2001:30::/28', 'public', ''],
  ['2001::/32', 'transition', 'Teredo, RFC 4380'],
  ['2001:2::/48', 'benchmark', 'RFC 5180'],
  ['2001::/23', 'reserved', 'protocol assignments, RFC 2928'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
  ['2002::/16', 'transition', '6to4, RFC 3056'],
  ['3fff::/20', 'documentation', 'RFC 9637'],
  ['5f00::/16', 'reserved', 'segment routing identifiers, RFC 9602'],
  ['fc00::/7', 'private', 'unique local, RFC 4193'],
  ['fe80::/10', 'link-local', 'RFC 4291'],
  ['fec0::/10', 'reserved', 'former site-local, RFC 3879'],
  ['ff00::/8', 'multicast', 'RFC 4291'],
  // What is not inside 2000::/3 has not been given to anyone.
  ['2000::/3', 'public', ''],
  ['::/0', 'reserved', 'not allocated by IANA, RFC 4291'],
];

type Parsed = readonly [cidr: ReturnType<typeof ipaddr.parseCIDR>, row: Row];
const parsed = (rows: readonly Row[]): readonly Parsed[] =>
  rows.map((row) => [ipaddr.parseCIDR(row[0]), row] as const);
const V4 = parsed(BLOCKS_V4);
const V6 = parsed(BLOCKS_V6);

/** The kind of an address in any of its spellings; null for text that is no address. */
export function ipKind(text: string): IpKind | null {
  const ip = canonicalIp(text);
  if (ip === null) return null;
  const address = ipaddr.parse(ip);
  const found = (ip.includes(':') ? V6 : V4).find(([cidr]) => address.match(cidr));
  const [block, kind, purpose] = found?.[1] ?? ['', 'public', ''];
  if (kind === 'public') return { ip, kind, block: null, purpose: null, carries: null };
  const bytes = kind === 'transition' ? address.toByteArray() : [];
  return { ip, kind, block, purpose, carries: carriedBy(block, bytes) };
}

/** Where the three transition forms keep their IPv4 address. Teredo stores the client's with every bit turned. */
function carriedBy(block: string, bytes: readonly number[]): string | null {
  switch (block) {
    case '64:ff9b::/96':
      return bytes.slice(12, 16).join('.');
    case '2002::/16':
      return bytes.slice(2, 6).join('.');
    case '2001::/32':
      return bytes
        .slice(12, 16)
        .map((byte) => 255 - byte)
        .join('.');
    default:
      return null;
  }
}
