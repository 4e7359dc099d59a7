/** A month of ordinary traffic: people and vendors to the Atlassian server, the public site, machines among themselves, scanners. */
import { OFFICE, SCANNER_PREFIXES, VENDOR, visitor } from '../addresses.ts';
import { at, DAY, DAYS, HOUR, isWeekend, MINUTE, SECOND } from '../clock.ts';
import { ATLASSIAN, NET } from '../network.ts';
import { whereabouts } from '../people.ts';
import type { LogRecord } from '../record.ts';
import { type Rng, rng } from '../rng.ts';
import { conversation, flowRecord, gapRecord, type Interface } from '../vendors/vpcflow.ts';
import { atWork, workMoment } from '../work.ts';

const random = rng('noise/vpcflow');

const ephemeral = (): number => random.int(32_768, 60_999);

interface Talk {
  readonly client: string;
  readonly server: string;
  readonly port: number;
  readonly start: number;
  readonly sent: readonly [number, number];
  readonly received: readonly [number, number];
}

function talk(on: Interface, one: Talk): LogRecord[] {
  return conversation(on, {
    client: one.client,
    clientPort: ephemeral(),
    server: one.server,
    serverPort: one.port,
    start: one.start,
    end: one.start + random.int(1, 58) * SECOND,
    sent: random.int(...one.sent),
    received: random.int(...one.received),
  });
}

/** About `count` moments spread over the whole day: no two days are equally busy. */
function roundTheClock(count: number, day: number): number[] {
  const today = Math.max(1, Math.round(count * (0.8 + random.next() * 0.4)));
  return Array.from(
    { length: today },
    (_, index) => day + Math.floor((index + random.next()) * (DAY / today)),
  );
}

/** People at work: offices, homes and hotels to Jira, the wiki and Git. */
function people(day: number): LogRecord[] {
  return atWork(random, day, 92).flatMap((who) =>
    talk(ATLASSIAN, {
      client: whereabouts(who, day).ip,
      server: ATLASSIAN.ip,
      port: 443,
      start: workMoment(random, who, day),
      sent: [2_000, 60_000],
      received: [9_000, 1_400_000],
    }),
  );
}

function vendors(day: number): LogRecord[] {
  const calls = [...VENDOR.smartsheet, ...VENDOR.buildService, ...VENDOR.moveworks];
  return roundTheClock(isWeekend(day) ? 4 : 11, day).flatMap((start) =>
    talk(ATLASSIAN, {
      client: random.pick(calls),
      server: ATLASSIAN.ip,
      port: 443,
      start,
      sent: [2_000, 9_000],
      received: [6_000, 240_000],
    }),
  );
}

/** What the Atlassian server and its neighbours do by themselves: database, mail, directory, updates, the build farm's clones. */
function tools(day: number): LogRecord[] {
  const own = (
    count: number,
    server: string,
    port: number,
    received: readonly [number, number],
  ): LogRecord[] =>
    roundTheClock(count, day).flatMap((start) =>
      talk(ATLASSIAN, { client: ATLASSIAN.ip, server, port, start, sent: [1_000, 20_000], received }),
    );
  const clones = roundTheClock(isWeekend(day) ? 6 : 22, day).flatMap((start) => {
    const builder = random.pick(NET.buildFarm);
    return talk(builder, {
      client: builder.ip,
      server: ATLASSIAN.ip,
      port: 7999,
      start,
      sent: [3_000, 20_000],
      received: [80_000, 24_000_000],
    });
  });
  const packages = roundTheClock(10, day).flatMap((start) => {
    const builder = random.pick(NET.buildFarm);
    const server = random.pick([
      '151.101.0.223',
      '104.16.24.35',
      '140.82.113.4',
      '52.216.147.75',
      '3.5.11.130',
    ]);
    const port = ephemeral();
    const size = random.int(40_000, 6_000_000);
    const outside = {
      interface: NET.toolsNat,
      protocol: 6,
      action: 'ACCEPT',
      start,
      end: start + random.int(2, 50) * SECOND,
    } as const;
    return [
      flowRecord({
        ...outside,
        src: NET.toolsNat.ip,
        dst: server,
        srcPort: port,
        dstPort: 443,
        packets: random.int(8, 90),
        bytes: random.int(2_000, 30_000),
        tcpFlags: 3,
        packetSrc: builder.ip,
      }),
      flowRecord({
        ...outside,
        src: server,
        dst: NET.toolsNat.ip,
        srcPort: 443,
        dstPort: port,
        packets: Math.ceil(size / 1_400),
        bytes: size,
        tcpFlags: 19,
        packetDst: builder.ip,
      }),
    ];
  });
  return [
    ...own(26, '10.40.13.8', 5432, [4_000, 900_000]),
    ...own(8, '10.40.14.5', 636, [2_000, 40_000]),
    ...own(6, '10.40.15.25', 587, [1_000, 4_000]),
    ...own(4, random.pick(VENDOR.addonUpdates), 443, [5_000, 90_000]),
    ...own(3, '52.216.147.75', 443, [5_000, 60_000]),
    ...clones,
    ...packages,
  ];
}

/** The public site: visitors at the load balancers, the web tier behind, its database and cache. */
function site(day: number): LogRecord[] {
  const visits = roundTheClock(isWeekend(day) ? 62 : 96, day).flatMap((start) => {
    const balancer = random.pick(NET.loadBalancers);
    return talk(balancer, {
      client: visitor(random),
      server: balancer.ip,
      port: 443,
      start,
      sent: [1_200, 20_000],
      received: [4_000, 600_000],
    });
  });
  const inside = roundTheClock(44, day).flatMap((start) => {
    const web = random.pick(NET.web);
    const [server, port] = random.weighted([
      [[NET.database.ip, 5432] as const, 5],
      [[NET.cache.ip, 6379] as const, 4],
      [['52.94.233.108', 443] as const, 2],
      [['52.216.147.75', 443] as const, 2],
    ]);
    return talk(web, {
      client: web.ip,
      server,
      port,
      start,
      sent: [1_000, 30_000],
      received: [2_000, 400_000],
    });
  });
  const clock = roundTheClock(8, day).map((start) => {
    const web = random.pick(NET.web);
    return flowRecord({
      interface: web,
      src: web.ip,
      dst: '169.254.169.123',
      srcPort: ephemeral(),
      dstPort: 123,
      protocol: 17,
      packets: 1,
      bytes: 76,
      start,
      end: start + random.int(1, 50) * SECOND,
      action: 'ACCEPT',
      tcpFlags: 0,
    });
  });
  return [...visits, ...inside, ...clock];
}

function scanner(random: Rng): string {
  return `${random.pick(SCANNER_PREFIXES)}.${random.int(2, 250)}`;
}

/** The weather of the internet: closed ports tried on every public address; some come once and never again. */
function scanners(day: number): LogRecord[] {
  const targets = [ATLASSIAN, NET.bastion, ...NET.loadBalancers];
  return roundTheClock(88, day).map((start) => {
    const on = random.pick(targets);
    const from = random.chance(0.8) ? scanner(random) : visitor(random);
    const icmp = random.chance(0.06);
    return flowRecord({
      interface: on,
      src: from,
      dst: on.ip,
      srcPort: icmp ? 0 : ephemeral(),
      dstPort: icmp
        ? 0
        : random.weighted([
            [22, 12],
            [23, 12],
            [3389, 9],
            [445, 8],
            [8080, 7],
            [6379, 5],
            [2375, 3],
            [5900, 4],
            [8443, 4],
            [25, 3],
            [9200, 3],
            [7001, 2],
            [random.int(1024, 65_000), 28],
          ]),
      protocol: icmp ? 1 : 6,
      packets: 1,
      bytes: random.pick([40, 44, 60]),
      start,
      end: start + random.int(1, 50) * SECOND,
      action: 'REJECT',
      tcpFlags: icmp ? 0 : 2,
    });
  });
}

/** The small site in São Paulo, exported as CSV for its last days only. */
function saoPaulo(day: number): LogRecord[] {
  if (day < at('2023-11-20')) return [];
  const monitoring = roundTheClock(96, day).flatMap((start) => {
    const edge = random.pick(NET.saoPauloEdge);
    return talk(edge, {
      client: random.pick(['10.20.4.31', '10.20.4.33']),
      server: edge.ip,
      port: 9100,
      start,
      sent: [900, 2_000],
      received: [20_000, 60_000],
    });
  });
  const maintenance = isWeekend(day)
    ? []
    : roundTheClock(6, day).flatMap((start) =>
        talk(NET.console, {
          client: '10.90.2.9',
          server: NET.console.ip,
          port: 22,
          start,
          sent: [3_000, 40_000],
          received: [4_000, 90_000],
        }),
      );
  const noise = roundTheClock(40, day).map((start) => {
    const edge = random.pick(NET.saoPauloEdge);
    return flowRecord({
      interface: edge,
      src: scanner(random),
      dst: edge.ip,
      srcPort: ephemeral(),
      dstPort: random.pick([22, 23, 443, 8291, 161]),
      protocol: 6,
      packets: 1,
      bytes: 44,
      start,
      end: start + 20 * SECOND,
      action: 'REJECT',
      tcpFlags: 2,
    });
  });
  return [...monitoring, ...maintenance, ...noise];
}

function gaps(day: number): LogRecord[] {
  return [
    gapRecord(NET.bastion, day + random.int(0, 23) * HOUR + random.int(0, 59) * MINUTE, 'NODATA'),
    gapRecord(NET.bastion, day + random.int(0, 23) * HOUR + random.int(0, 59) * MINUTE, 'NODATA'),
    ...(random.chance(0.2)
      ? [gapRecord(random.pick(NET.loadBalancers), day + random.int(8, 20) * HOUR, 'SKIPDATA')]
      : []),
  ];
}

/** After working hours on 22 November even the server's own update check finds a new mirror: a decoy beside the beacon. */
function newMirror(): LogRecord[] {
  return [at('2023-11-23 04:10:12'), at('2023-11-24 04:10:15')].flatMap((start) => [
    ...talk(ATLASSIAN, {
      client: ATLASSIAN.ip,
      server: '13.227.180.91',
      port: 443,
      start,
      sent: [2_000, 5_000],
      received: [30_000, 90_000],
    }),
    ...talk(NET.buildFarm[0]!, {
      client: NET.buildFarm[0]!.ip,
      server: '13.227.180.91',
      port: 443,
      start: start + 7 * MINUTE,
      sent: [2_000, 5_000],
      received: [30_000, 90_000],
    }),
  ]);
}

export function noiseVpcflow(): LogRecord[] {
  return [
    ...DAYS.flatMap((day) => [
      ...people(day),
      ...vendors(day),
      ...tools(day),
      ...site(day),
      ...scanners(day),
      ...saoPaulo(day),
      ...gaps(day),
    ]),
    ...talk(ATLASSIAN, {
      client: OFFICE.london.ip,
      server: ATLASSIAN.ip,
      port: 8443,
      start: at('2023-11-24 12:20:40'),
      sent: [4_000, 6_000],
      received: [9_000, 20_000],
    }),
    ...newMirror(),
  ];
}
