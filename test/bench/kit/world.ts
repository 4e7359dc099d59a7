/**
 * The company that all generated logs are about, as large as one with ten million records in five weeks is: thousands
 * of people and machines, tens of thousands of addresses, hundreds of programs. It does not grow with the number of
 * records, because a case of ten million is the same company looked at for longer, or with more logs. Its names and
 * inner addresses are made up or from documentation and private ranges.
 */
import type { Address, Place } from '../../../sample-data/generate/addresses.ts';
import { at, DAY, HOUR } from '../../../sample-data/generate/clock.ts';
import { company, type Member, staff } from '../../../sample-data/generate/kit/company.ts';
import { address, homeLine, place } from '../../../sample-data/generate/kit/places.ts';
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';

export const COMPANY = company('tarnwick.example', '210987654321', 'eu-central-1');
export const ACCOUNTS = ['210987654321', '310987654322', '410987654323'] as const;
export const REGION = COMPANY.region;

/** Five weeks from a Monday on. */
export const FROM = at('2026-03-02');
export const WEEKS = 5;

/** A role that programs work under. */
export interface Workload {
  readonly role: string;
  readonly roleId: string;
  /** Its own long-lived key; null where it works with temporary ones. */
  readonly key: string | null;
  readonly account: string;
  /** Instance that runs it, as the session is called. */
  readonly instance: string;
  readonly ip: string;
  readonly agent: string;
  readonly bucket: string;
}

/** A network interface that writes flow logs. */
export interface Host {
  readonly ip: string;
  readonly eni: string;
  readonly port: number;
}

export interface World {
  readonly people: readonly Member[];
  readonly workloads: readonly Workload[];
  readonly hosts: readonly Host[];
  /** Lines of travellers, phones and cafés: anybody may come from any of them. */
  readonly elsewhere: readonly Address[];
  /** Addresses of the internet that the hosts meet. */
  readonly strangers: readonly string[];
  readonly vpn: Address;
}

const OWN: Place = place('Frankfurt', 'Germany', 64_500, 'Tarnwick');
const PORTS = [443, 443, 443, 80, 22, 5432, 3306, 6379, 8080, 9092, 53, 3389] as const;
const STEMS =
  'billing catalog checkout crawler export feed gateway image index ledger mailer orders pricing push report search session stock sync tax upload video wallet webhook'.split(
    ' ',
  );
const PARTS = 'api batch cache worker relay store'.split(' ');

/** Some hundred programs of people: the four families, their versions and systems. */
function agents(): string[] {
  const systems = [
    'Windows NT 10.0; Win64; x64',
    'Macintosh; Intel Mac OS X 10_15_7',
    'X11; Linux x86_64',
    'Linux; Android 14; Pixel 8',
  ];
  const out: string[] = [];
  for (const system of systems)
    for (let version = 96; version < 146; version++) {
      out.push(
        `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
      );
      if (version > 115)
        out.push(
          `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`,
        );
      if (version > 120)
        out.push(`Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`);
    }
  return out;
}

/** The n-th of `count` hosts stands in one of some hundred subnets of 10.0.0.0/8. */
const inside = (n: number): string => `10.${16 + (n % 48)}.${(n >> 6) & 255}.${10 + (n % 240)}`;

function outside(random: Rng): string {
  // First octets that no registry keeps for documentation, private networks, loopback or multicast.
  const first = random.pick([23, 34, 45, 52, 64, 77, 81, 89, 91, 104, 139, 146, 159, 178, 185, 194, 212]);
  return `${first}.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

function make(): World {
  const random = seeded('bench/world/1');
  const programs = agents();
  const offices = Array.from({ length: 12 }, (_, n) => ({
    address: address(`203.0.113.${10 + n * 4}`, OWN),
    offset: [0, 1, 1, 2, 8, -5][n % 6]!,
  }));
  const people = staff(random, {
    count: 4_000,
    offices,
    email: (first, last, number) => `${first}.${last}.${number}@${COMPANY.domain}`,
    login: (first, last, number) => `${first[0]}${last}${number}`,
  }).map((one) => ({ ...one, userAgent: programs[skewed(random, programs.length)]! }));
  const workloads = Array.from({ length: 900 }, (_, n): Workload => {
    const name = `${STEMS[n % STEMS.length]}-${PARTS[(n >> 3) % PARTS.length]}-${n}`;
    return {
      role: name,
      roleId: `AROA${random.base32(17)}`,
      key: n % 3 === 0 ? `AKIA${random.base32(16)}` : null,
      account: ACCOUNTS[n % ACCOUNTS.length]!,
      instance: `i-0${random.hex(16)}`,
      ip: inside(n * 7),
      agent: `aws-sdk-${n % 2 ? 'java' : 'go-v2'}/2.${20 + (n % 12)}.${n % 40} os/linux lang/${n % 2 ? 'java#21.0.4' : 'go#1.23.1'}`,
      bucket: `tarnwick-${STEMS[(n * 5) % STEMS.length]}-${n % 120}`,
    };
  });
  return {
    people,
    workloads,
    hosts: Array.from({ length: 3_000 }, (_, n) => ({
      ip: inside(n),
      eni: `eni-0${random.hex(16)}`,
      port: random.pick(PORTS),
    })),
    elsewhere: Array.from({ length: 20_000 }, () => homeLine(random)),
    strangers: Array.from({ length: 60_000 }, () => outside(random)),
    vpn: address('198.51.100.7', OWN),
  };
}

let made: World | null = null;

/** The one company, made when first asked for. */
export function world(): World {
  made ??= make();
  return made;
}

/** An index below `length`; a few come up very often, most seldom. */
export function skewed(random: Rng, length: number): number {
  const r = random.next();
  return Math.floor(r * r * r * length);
}

/** Where a person works from just now. */
export function whereabouts(random: Rng, who: Member): Address {
  const r = random.next();
  if (r < 0.5) return who.office;
  return r < 0.85 ? who.home : world().elsewhere[skewed(random, world().elsewhere.length)]!;
}

/** 16 letters that a number stands in: the same session has the same key wherever it is written. */
export function letters(n: number): string {
  let out = '';
  for (let i = 0, x = (n + 1) * 2_654_435_761; i < 16; i++) {
    x = (Math.imul(x ^ (x >>> 15), 2_246_822_519) + i * 40_503) >>> 0;
    out += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[x >>> 27];
  }
  return out;
}

/**
 * Times of `count` records in log order: as many in each hour as the hour of the week is busy. Answers milliseconds; a
 * record may be a little older than the one before it, as in real logs.
 */
export function clock(count: number, random: Rng): (index: number) => number {
  const hours = WEEKS * 7 * 24;
  const until = new Float64Array(hours + 1);
  for (let hour = 0; hour < hours; hour++) {
    const weekend = Math.floor(hour / 24) % 7 > 4;
    const daytime = hour % 24 > 5 && hour % 24 < 19;
    until[hour + 1] = until[hour]! + (weekend ? 0.35 : daytime ? 1 : 0.45);
  }
  let hour = 0;
  return (index) => {
    const wanted = ((index + random.next()) / count) * until[hours]!;
    // The index only grows, so the hour is found by walking on.
    while (hour > 0 && until[hour]! > wanted) hour--;
    while (until[hour + 1]! < wanted) hour++;
    const share = (wanted - until[hour]!) / (until[hour + 1]! - until[hour]!);
    return FROM + Math.floor((hour + share) * HOUR);
  };
}

export const dayOf = (time: number): number => Math.floor((time - FROM) / DAY);
