/** Names of IP protocols by number (IANA, "Protocol Numbers"), lower case, in the order of their numbers from 0 on. */
const NAMES =
  'hopopt icmp igmp ggp ipv4 st tcp cbt egp igp bbn-rcc-mon nvp-ii pup argus emcon xnet chaos udp mux dcn-meas hmp prm ' +
  'xns-idp trunk-1 trunk-2 leaf-1 leaf-2 rdp irtp iso-tp4 netblt mfe-nsp merit-inp dccp 3pc idpr xtp ddp idpr-cmtp tp++ il ' +
  'ipv6 sdrp ipv6-route ipv6-frag idrp rsvp gre dsr bna esp ah i-nlsp swipe narp min-ipv4 tlsp skip ipv6-icmp ipv6-nonxt ' +
  'ipv6-opts - cftp - sat-expak kryptolan rvd ippc - sat-mon visa ipcv cpnx cphb wsn pvp br-sat-mon sun-nd wb-mon wb-expak ' +
  'iso-ip vmtp secure-vmtp vines iptm nsfnet-igp dgp tcf eigrp ospfigp sprite-rpc larp mtp ax.25 ipip micp scc-sp etherip ' +
  'encap - gmtp ifmp pnni pim aris scps qnx a/n ipcomp snp compaq-peer ipx-in-ip vrrp pgm - l2tp ddx iatp stp srp uti smp ' +
  'sm ptp isis-over-ipv4 fire crtp crudp sscopmce iplt sps pipe sctp fc rsvp-e2e-ignore mobility-header udplite ' +
  'mpls-in-ip manet hip shim6 wesp rohc ethernet aggfrag nsh';

const BY_NUMBER = NAMES.split(' ');

/** `6` to `tcp`; null where the number has no name. */
export function protocolName(number: string): string | null {
  const name = /^\d{1,3}$/.test(number) ? BY_NUMBER[Number(number)] : undefined;
  return name === undefined || name === '-' ? null : name;
}

const FLAGS: readonly (readonly [number, string])[] = [
  [1, 'FIN'],
  [2, 'SYN'],
  [4, 'RST'],
  [8, 'PSH'],
  [16, 'ACK'],
  [32, 'URG'],
  [64, 'ECE'],
  [128, 'CWR'],
];

/** `18` to `SYN ACK`: flags that were seen in the interval, or-ed together. Null where no flag was, or for no number. */
export function tcpFlagNames(bitmask: string): string | null {
  const value = /^\d{1,3}$/.test(bitmask) ? Number(bitmask) : 0;
  const names = FLAGS.flatMap(([bit, name]) => ((value & bit) === 0 ? [] : [name]));
  return names.length === 0 ? null : names.join(' ');
}

/** Where egress traffic went, by the number in `traffic-path`. */
const PATHS: readonly string[] = [
  '',
  'through a resource of the same VPC',
  'through an internet gateway or gateway endpoint',
  'through a virtual private gateway',
  'through peering within the region',
  'through peering with another region',
  'through a local gateway',
  'through a gateway endpoint',
  'through an internet gateway',
];

/** `8` to `through an internet gateway`; null for numbers without a meaning. */
export function pathName(number: string): string | null {
  return (/^\d$/.test(number) ? PATHS[Number(number)] : undefined) || null;
}
