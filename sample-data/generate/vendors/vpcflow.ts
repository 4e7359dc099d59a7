/** Writes VPC flow log records in the three layouts of the case: default version 2, a custom one, and a CSV. */

import { ACCOUNT_PROD } from '../facts.ts';
import type { Label, LogRecord } from '../record.ts';

/** The network interfaces that write flow logs. `tools` changes from the default layout to the custom one on 20 November. */
export interface Interface {
  readonly stream: 'vpcflow/prod' | 'vpcflow/tools' | 'vpcflow/saopaulo';
  readonly eni: string;
  readonly ip: string;
  readonly instance: string | null;
}

/** One direction of one conversation in one window. */
export interface FlowFacts {
  readonly src: string;
  readonly dst: string;
  readonly srcPort: number;
  readonly dstPort: number;
  /** IANA number: 1 ICMP, 6 TCP, 17 UDP. */
  readonly protocol: 1 | 6 | 17;
  readonly packets: number;
  readonly bytes: number;
  /** UTC milliseconds; written as whole seconds. */
  readonly start: number;
  readonly end: number;
  readonly action: 'ACCEPT' | 'REJECT';
}

interface Flow extends FlowFacts {
  readonly interface: Interface;
  /** Bit mask; 2 SYN, 3 SYN+FIN, 18 SYN-ACK, 19 SYN-ACK+FIN, 0 none. */
  readonly tcpFlags: number;
  /** The true endpoints where the interface is a NAT gateway's. */
  readonly packetSrc?: string;
  readonly packetDst?: string;
  readonly label?: Label;
}

export const V2_HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
export const CUSTOM_HEADER = `${V2_HEADER} vpc-id instance-id tcp-flags pkt-srcaddr pkt-dstaddr flow-direction`;
export const CSV_HEADER = V2_HEADER.replaceAll('-', '_')
  .split(' ')
  .map((name) => `"${name}"`)
  .join(',');

/** When the flow log of the tools network was made anew with the custom layout (Monday 20 November 2023, 06:00). */
export const CUSTOM_FROM = Date.UTC(2023, 10, 20, 6, 0, 0);

const VPC_ID = 'vpc-0d41c7e2a9b85f360';

const seconds = (ms: number): number => Math.floor(ms / 1000);

function render(
  on: Interface,
  time: number,
  v2: readonly (string | number)[],
  tail: readonly (string | number)[],
): string {
  switch (on.stream) {
    case 'vpcflow/prod':
      return ['2', ...v2].join(' ');
    case 'vpcflow/tools':
      return time < CUSTOM_FROM ? ['2', ...v2].join(' ') : ['5', ...v2, ...tail].join(' ');
    case 'vpcflow/saopaulo':
      return ['2', ...v2].map((cell) => `"${cell}"`).join(',');
  }
}

/** What a record of the default layout says after its version. */
export function defaultFields(account: string, eni: string, flow: FlowFacts): (string | number)[] {
  return [
    account,
    eni,
    flow.src,
    flow.dst,
    flow.srcPort,
    flow.dstPort,
    flow.protocol,
    flow.packets,
    flow.bytes,
    seconds(flow.start),
    seconds(flow.end),
    flow.action,
    'OK',
  ];
}

export function flowRecord(flow: Flow): LogRecord {
  const on = flow.interface;
  const text = render(on, flow.start, defaultFields(ACCOUNT_PROD, on.eni, flow), [
    VPC_ID,
    on.instance ?? '-',
    flow.tcpFlags,
    flow.packetSrc ?? flow.src,
    flow.packetDst ?? flow.dst,
    flow.dst === on.ip ? 'ingress' : 'egress',
  ]);
  return {
    source: 'aws:vpcflow',
    stream: on.stream,
    time: seconds(flow.start) * 1000,
    text,
    nativeId: null,
    label: flow.label ?? null,
  };
}

/** A window without traffic, or one whose records were lost. */
export function gapRecord(on: Interface, start: number, status: 'NODATA' | 'SKIPDATA'): LogRecord {
  const blank = Array.from({ length: 7 }, () => '-');
  const text = render(
    on,
    start,
    [ACCOUNT_PROD, on.eni, ...blank, seconds(start), seconds(start) + 59, '-', status],
    [VPC_ID, on.instance ?? '-', '-', '-', '-', '-'],
  );
  return {
    source: 'aws:vpcflow',
    stream: on.stream,
    time: seconds(start) * 1000,
    text,
    nativeId: null,
    label: null,
  };
}

/** Both directions of one accepted TCP conversation, as seen from the interface. */
export function conversation(
  on: Interface,
  one: {
    readonly client: string;
    readonly clientPort: number;
    readonly server: string;
    readonly serverPort: number;
    readonly start: number;
    readonly end: number;
    readonly sent: number;
    readonly received: number;
    /** Time between the window of the request leg and that of the answer. */
    readonly lag?: number;
    readonly label?: Label;
  },
): LogRecord[] {
  const packets = (bytes: number): number => Math.max(4, Math.ceil(bytes / 900));
  const common = {
    interface: on,
    protocol: 6,
    action: 'ACCEPT',
    ...(one.label === undefined ? {} : { label: one.label }),
  } as const;
  const lag = one.lag ?? 0;
  return [
    flowRecord({
      ...common,
      src: one.client,
      dst: one.server,
      srcPort: one.clientPort,
      dstPort: one.serverPort,
      packets: packets(one.sent),
      bytes: one.sent,
      start: one.start,
      end: one.end,
      tcpFlags: 3,
    }),
    flowRecord({
      ...common,
      src: one.server,
      dst: one.client,
      srcPort: one.serverPort,
      dstPort: one.clientPort,
      packets: packets(one.received),
      bytes: one.received,
      start: one.start + lag,
      end: one.end,
      tcpFlags: 19,
    }),
  ];
}
