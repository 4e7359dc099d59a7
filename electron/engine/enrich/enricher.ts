/**
 * What is known of an address beyond the logs, from files on this machine and nothing else. The analyst's own databases
 * are asked first, one fact at a time; the shipped ones answer what is left. Everything is opened when first needed.
 *
 * Data is of its own day: an address can have had another owner when the event happened. Each answer names its source.
 */
import { Failure } from '../../../shared/base/failure.ts';
import { type IpKind, ipKind } from '../../../shared/base/ip-kind.ts';
import type { AddressFact, AddressInfo, AddressSource } from '../../../shared/events/origin.ts';
import { VERSION } from '../version.ts';
import { Mmdb, type MmdbRecord } from './mmdb.ts';
import { networkTraits } from './network-traits.ts';
import { type Origin, type OwnData, type OwnPaths, openOwnData, ownPaths } from './own-data.ts';
import { type Network, RangeCsv } from './range-csv.ts';
import { readShipped, shippedCountries, shippedNetworks } from './shipped.ts';

/** A fact with its source. */
interface Found<T> {
  readonly value: T;
  readonly origin: Origin;
}

interface ShippedNetworks {
  readonly ranges: RangeCsv;
  readonly origin: Origin;
}

interface ShippedCountries {
  readonly database: Mmdb;
  readonly origin: Origin;
}

const COUNTRIES_FILE = 'geo-whois-asn-country.mmdb';
const OWN_LIST: Origin = { name: "Throughline's list of hosting networks", version: VERSION };

export class Enricher {
  private readonly paths: OwnPaths;
  private opened: OwnData | null = null;
  /** By family: most cases never ask for IPv6. */
  private networksV4: ShippedNetworks | null = null;
  private networksV6: ShippedNetworks | null = null;
  private countries: ShippedCountries | null = null;
  /** By place of the trouble: databases that are out of use. Each is told once, and never asked again. */
  private readonly troubles = new Map<string, Failure>();

  /** @param paths of the analyst's own files, by default those that the environment names */
  constructor(paths: OwnPaths = ownPaths(process.env)) {
    this.paths = paths;
  }

  /** Everything known of one address; null for text that is no address. */
  address(text: string): AddressInfo | null {
    const kind = ipKind(text);
    if (kind === null) return null;
    const country = this.country(kind);
    const network = this.network(kind);
    const hosting = this.hosting(kind, network);
    const tor = this.tor(kind);
    return {
      ...kind,
      country: country?.value ?? null,
      asn: network?.value.asn ?? null,
      organisation: network?.value.organisation ?? null,
      cloud: network ? networkTraits(network.value.asn).cloud : null,
      hosting: hosting ? true : null,
      tor: tor?.value ?? null,
      sources: sourcesOf({ country, network, hosting, tor }),
      problems: this.failures.map(({ message, advice }) => `${message} — ${advice}`),
    };
  }

  /** Everything that could not be used so far. */
  get failures(): readonly Failure[] {
    const { torFailure } = this.own;
    return torFailure ? [...this.databaseFailures, torFailure] : this.databaseFailures;
  }

  /** Those of them that countries and networks depend on. */
  get databaseFailures(): readonly Failure[] {
    return [...this.own.failures, ...this.troubles.values()];
  }

  /** Country of an address as ISO 3166-1 alpha-2, with its source. */
  country(kind: IpKind): Found<string> | null {
    const own = this.askOwn(kind, ({ country }) => country);
    if (own) return own;
    const shipped = this.isPublic(kind) ? this.shippedCountries() : null;
    if (!shipped) return null;
    const value = this.guarded(shipped.origin, () => shipped.database.find(target(kind)).country);
    return value ? { value, origin: shipped.origin } : null;
  }

  /** The autonomous system that announces an address, with its source. */
  network(kind: IpKind): Found<Network> | null {
    const own = this.askOwn(kind, ({ asn, organisation }) => (asn === null ? null : { asn, organisation }));
    if (own) return own;
    const ip = target(kind);
    const shipped = this.isPublic(kind) ? this.shippedNetworks(ip.includes(':')) : null;
    if (!shipped) return null;
    const value = this.guarded(shipped.origin, () => shipped.ranges.find(ip));
    return value ? { value, origin: shipped.origin } : null;
  }

  private hosting(kind: IpKind, network: Found<Network> | null): Found<true> | null {
    const own = this.askOwn(kind, ({ hosting }) => hosting || null);
    if (own) return { value: true, origin: own.origin };
    return network && networkTraits(network.value.asn).hosting ? { value: true, origin: OWN_LIST } : null;
  }

  private tor(kind: IpKind): Found<boolean> | null {
    const list = this.own.torExits;
    const ip = target(kind);
    if (list?.addresses.has(ip)) return { value: true, origin: list.origin };
    const own = this.askOwn(kind, ({ tor }) => tor);
    if (own) return own;
    return list && this.isPublic(kind) ? { value: false, origin: list.origin } : null;
  }

  /** The first of the analyst's databases that has the fact. They may know private addresses too. */
  private askOwn<T>(kind: IpKind, pick: (record: MmdbRecord) => T | null): Found<T> | null {
    for (const { database, origin } of this.own.databases) {
      const value = this.guarded(origin, () => pick(database.find(target(kind))));
      if (value !== null) return { value, origin };
    }
    return null;
  }

  /** Asks a database that may turn out to be damaged half-way through. */
  private guarded<T>({ name, version }: Origin, ask: () => T | null): T | null {
    const key = `${name} ${version}`;
    if (this.troubles.has(key)) return null;
    try {
      return ask();
    } catch (error) {
      this.troubles.set(key, outOfUse(name, error, 'get a whole copy of it and start again'));
      return null;
    }
  }

  private isPublic(kind: IpKind): boolean {
    return kind.kind === 'public' || (kind.carries !== null && ipKind(kind.carries)?.kind === 'public');
  }

  private get own(): OwnData {
    this.opened ??= openOwnData(this.paths);
    return this.opened;
  }

  private shippedCountries(): ShippedCountries | null {
    this.countries ??= this.openShipped(COUNTRIES_FILE, () => {
      const { name, version, ...place } = shippedCountries();
      const bytes = readShipped({ name, version, ...place }, COUNTRIES_FILE);
      return { database: new Mmdb(bytes), origin: { name, version } };
    });
    return this.countries;
  }

  private shippedNetworks(wide: boolean): ShippedNetworks | null {
    const open = (file: string): ShippedNetworks | null =>
      this.openShipped(file, () => {
        const { name, version, ...place } = shippedNetworks();
        const bytes = readShipped({ name, version, ...place }, file);
        return { ranges: new RangeCsv(bytes, wide), origin: { name, version } };
      });
    if (wide) {
      this.networksV6 ??= open('asn-ipv6.csv');
      return this.networksV6;
    }
    this.networksV4 ??= open('asn-ipv4.csv');
    return this.networksV4;
  }

  private openShipped<T>(file: string, open: () => T): T | null {
    if (this.troubles.has(file)) return null;
    try {
      return open();
    } catch (error) {
      this.troubles.set(file, outOfUse(`the shipped database ${file}`, error, 'install the app again'));
      return null;
    }
  }
}

/** The address that databases are asked for. */
function target({ ip, carries }: IpKind): string {
  return carries ?? ip;
}

function outOfUse(name: string, error: unknown, advice: string): Failure {
  const why = error instanceof Error ? error.message : String(error);
  return new Failure(
    'file.unreadable',
    `${name} is out of use: ${why}; the case and the other databases are untouched`,
    advice,
  );
}

function sourcesOf(
  facts: {
    readonly [F in AddressFact]: { readonly origin: Origin } | null;
  },
): AddressSource[] {
  const sources: { facts: AddressFact[]; name: string; version: string }[] = [];
  for (const fact of ['country', 'network', 'hosting', 'tor'] as const) {
    const origin = facts[fact]?.origin;
    if (!origin) continue;
    const known = sources.find(({ name, version }) => name === origin.name && version === origin.version);
    if (known) known.facts.push(fact);
    else sources.push({ facts: [fact], name: origin.name, version: origin.version });
  }
  return sources;
}
