/** Addresses for scenarios. A company's own come from documentation ranges; homes, hotels and exits are made up. */
import type { Address, Place } from '../addresses.ts';
import type { Rng } from '../rng.ts';

export function place(city: string, country: string, asNumber: number, asOrg: string): Place {
  return {
    city,
    state: null,
    country,
    postalCode: null,
    lat: 0,
    lon: 0,
    asNumber,
    asOrg,
    isp: asOrg,
    domain: `${asOrg.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`,
  };
}

export function address(ip: string, where: Place): Address {
  return { ip, place: where };
}

/** Access providers of private people: the first two octets, then where they are. */
const CARRIERS: readonly (readonly [
  prefix: string,
  city: string,
  country: string,
  as: number,
  org: string,
])[] = [
  ['84.186', 'Hamburg', 'Germany', 3320, 'Deutsche Telekom AG'],
  ['91.64', 'Berlin', 'Germany', 31334, 'Vodafone GmbH'],
  ['77.20', 'Munich', 'Germany', 31334, 'Vodafone GmbH'],
  ['81.109', 'Leeds', 'United Kingdom', 5089, 'Virgin Media Limited'],
  ['86.150', 'Bristol', 'United Kingdom', 2856, 'British Telecommunications PLC'],
  ['82.64', 'Lyon', 'France', 12322, 'Free SAS'],
  ['90.92', 'Paris', 'France', 3215, 'Orange S.A.'],
  ['83.52', 'Madrid', 'Spain', 3352, 'Telefonica de Espana'],
  ['73.162', 'San Jose', 'United States', 7922, 'Comcast Cable'],
  ['71.198', 'Portland', 'United States', 7922, 'Comcast Cable'],
  ['24.18', 'Seattle', 'United States', 7922, 'Comcast Cable'],
  ['99.241', 'Toronto', 'Canada', 812, 'Rogers Communications'],
];

/** A private line somewhere: another one with every call, so keep what it returns. */
export function homeLine(random: Rng): Address {
  const [prefix, city, country, as, org] = random.pick(CARRIERS);
  return address(`${prefix}.${random.int(1, 254)}.${random.int(2, 253)}`, place(city, country, as, org));
}

const HOTELS: readonly (readonly [prefix: string, city: string, country: string, as: number, org: string])[] =
  [
    ['78.40', 'Vienna', 'Austria', 8447, 'A1 Telekom Austria AG'],
    ['62.28', 'Porto', 'Portugal', 2860, 'NOS Comunicacoes'],
    ['193.92', 'Athens', 'Greece', 6799, 'OTE SA'],
    ['122.56', 'Auckland', 'New Zealand', 4771, 'Spark New Zealand'],
    ['126.110', 'Osaka', 'Japan', 17676, 'SoftBank Corp.'],
    ['66.102', 'Las Vegas', 'United States', 22773, 'Cox Communications'],
  ];

/** Where a traveller stays for some days. */
export function hotelLine(random: Rng): Address {
  const [prefix, city, country, as, org] = random.pick(HOTELS);
  return address(`${prefix}.${random.int(1, 254)}.${random.int(2, 253)}`, place(city, country, as, org));
}

/** Machines that knock at everybody's door; none of them is anybody's actor. */
export function scannerLine(random: Rng): Address {
  const [prefix, org] = random.pick([
    ['45.148', 'Pfcloud UG'],
    ['185.224', 'Alsycon B.V.'],
    ['141.98', 'UAB Host Baltic'],
    ['80.94', 'Unmanaged Ltd'],
    ['167.94', 'Censys, Inc.'],
  ] as const);
  return address(
    `${prefix}.${random.int(1, 254)}.${random.int(2, 253)}`,
    place('Amsterdam', 'Netherlands', 49870, org),
  );
}
