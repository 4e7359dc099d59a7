/**
 * Autonomous systems that rent out machines, with the cloud provider where it is one of the large ones. A short list by
 * hand, of the networks that incident reports name again and again; absence from it says nothing. Source of each line:
 * the holder of the number as the registries have it, which is how the shipped database names it too (the last column is
 * a word of that name, and a test compares them).
 */
import type { Cloud } from '../../../shared/events/origin.ts';

export interface NetworkTraits {
  readonly cloud: Cloud | null;
  readonly hosting: boolean;
}

type Row = readonly [asn: number, cloud: Cloud | null, holder: string];

export const HOSTING_NETWORKS: readonly Row[] = [
  [7224, 'aws', 'Amazon'],
  [8987, 'aws', 'Amazon'],
  [14618, 'aws', 'Amazon'],
  [16509, 'aws', 'Amazon'],
  [8068, 'azure', 'Microsoft'],
  [8069, 'azure', 'Microsoft'],
  [8075, 'azure', 'Microsoft'],
  [12076, 'azure', 'Microsoft'],
  [15169, 'google', 'Google'],
  [19527, 'google', 'Google'],
  [396982, 'google', 'Google'],
  [31898, 'oracle', 'Oracle'],
  [13335, 'cloudflare', 'Cloudflare'],
  [209242, 'cloudflare', 'Cloudflare'],
  [16276, 'ovh', 'OVH'],
  [14061, 'digitalocean', 'DigitalOcean'],
  [24940, 'hetzner', 'Hetzner'],
  [213230, 'hetzner', 'Hetzner'],
  [20940, 'akamai', 'Akamai'],
  [63949, 'akamai', 'Akamai'],
  [37963, 'alibaba', 'Alibaba'],
  [45102, 'alibaba', 'Alibaba'],
  [45090, 'tencent', 'Tencent'],
  [132203, 'tencent', 'Tencent'],
  [36351, 'ibm', 'SoftLayer'],
  [54113, 'fastly', 'Fastly'],
  [20473, 'vultr', 'Constant'],
  [12876, 'scaleway', 'Scaleway'],
  [9009, null, 'M247'],
];

const NONE: NetworkTraits = { cloud: null, hosting: false };
const traits = new Map(HOSTING_NETWORKS.map(([asn, cloud]) => [asn, { cloud, hosting: true }]));

export function networkTraits(asn: number): NetworkTraits {
  return traits.get(asn) ?? NONE;
}
