/** What is known of an address and of a user agent beyond the record that names them, with where each fact comes from. */
import type { AddressKind } from '../base/ip-kind.ts';

/** Cloud providers by the autonomous systems that they announce their customers' addresses from. */
export const CLOUDS = [
  'aws',
  'azure',
  'google',
  'oracle',
  'cloudflare',
  'ovh',
  'digitalocean',
  'hetzner',
  'akamai',
  'alibaba',
  'tencent',
  'ibm',
  'fastly',
  'vultr',
  'scaleway',
] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Facts that a source of data can give. */
export type AddressFact = 'country' | 'network' | 'hosting' | 'tor';

/** Where facts come from: a database of the app with its version, or a file of the analyst's with its hash. */
export interface AddressSource {
  readonly facts: readonly AddressFact[];
  readonly name: string;
  /** Version of the package, or `SHA-256 …` of the file. */
  readonly version: string;
}

/** One address. A null is "not known", never "no". */
export interface AddressInfo {
  /** Canonical text. */
  readonly ip: string;
  readonly kind: AddressKind;
  /** The block of the registry and what it is for; null for a public address. */
  readonly block: string | null;
  readonly purpose: string | null;
  /** The IPv4 address inside a NAT64, 6to4 or Teredo address; country and network are then those of this one. */
  readonly carries: string | null;
  /** ISO 3166-1 alpha-2. Where the network is registered or says it is, not where a person sits. */
  readonly country: string | null;
  /** Number and owner of the autonomous system that announces the address. */
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly cloud: Cloud | null;
  /** True where the network is known to rent out machines; never false, since no list is complete. */
  readonly hosting: true | null;
  /** Whether the analyst's list of Tor exits holds the address; null without a list. */
  readonly tor: boolean | null;
  /** Who said so, one entry per source that gave a fact. */
  readonly sources: readonly AddressSource[];
  /** Sentences on databases that could not be used; empty when all could. */
  readonly problems: readonly string[];
}

/** What kind of program a user agent says it is. `library`: an HTTP client of a language; `sdk`: made for one service. */
export const AGENT_KINDS = [
  'unknown',
  'browser',
  'mobile-app',
  'cli',
  'sdk',
  'library',
  'bot',
  'service',
] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];

/** A user agent as it names itself. It is a claim: every client can send any text. */
export interface AgentInfo {
  readonly kind: AgentKind;
  /** Name as a person would say it (`Chrome`, `AWS CLI`), or the first product token. Log text. */
  readonly name: string | null;
  readonly version: string | null;
  /** `Windows 10`, `macOS 14.1`, `Linux`. Log text. */
  readonly os: string | null;
  /** `desktop`, `mobile`, `tablet`, `tv`, or null. */
  readonly device: string | null;
  /** The service that an SDK or CLI is made for, or the runtime under a library (`Python/3.11.5`). Log text. */
  readonly runtime: string | null;
}
