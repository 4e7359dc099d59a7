/** Addresses of the world outside a company; all are made up. */
import type { Address } from '../../../sample-data/generate/addresses.ts';
import { address, place } from '../../../sample-data/generate/kit/places.ts';
import type { Rng } from '../../../sample-data/generate/rng.ts';

const LINES_AT_HOME: readonly (readonly [
  prefix: string,
  city: string,
  country: string,
  as: number,
  org: string,
])[] = [
  ['24.56', 'Phoenix', 'United States', 22773, 'cable seven'],
  ['71.82', 'St. Louis', 'United States', 20115, 'cable nine'],
  ['85.245', 'Lisbon', 'Portugal', 3243, 'fibre pt'],
  ['79.116', 'Cluj', 'Romania', 8708, 'fibre ro'],
  ['177.32', 'Campinas', 'Brazil', 28573, 'cable br'],
  ['103.86', 'Pune', 'India', 24560, 'air in'],
  ['88.230', 'Izmir', 'Turkey', 9121, 'telecom tr'],
  ['95.24', 'Samara', 'Russia', 12389, 'telecom ru'],
  ['37.201', 'Cologne', 'Germany', 6830, 'cable de'],
  ['82.132', 'Leeds', 'United Kingdom', 5089, 'cable uk'],
  ['113.190', 'Da Nang', 'Vietnam', 45899, 'telecom vn'],
  ['41.90', 'Nairobi', 'Kenya', 33771, 'mobile ke'],
];

/** A private line somewhere in the world, another one with every call. */
export function residential(random: Rng): Address {
  const [prefix, city, country, as, org] = random.pick(LINES_AT_HOME);
  return elsewhere(`${prefix}.${random.int(1, 254)}.${random.int(2, 253)}`, city, country, as, org);
}

/** An address of somebody's: an office, a hotel, a machine that knocks at doors. */
export function elsewhere(ip: string, city: string, country: string, as: number, org: string): Address {
  return address(ip, place(city, country, as, org));
}
