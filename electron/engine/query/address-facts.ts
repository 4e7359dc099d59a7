/**
 * Which dictionary codes of addresses have a fact that is not in the logs: kind, country, network. Each distinct address
 * of a case is looked up once, when a filter first asks; a dictionary only grows, so what an import adds is looked up then.
 */
import { ipKind } from '../../../shared/base/ip-kind.ts';
import type { OriginField } from '../../../shared/query/filter.ts';
import type { Enricher } from '../enrich/enricher.ts';
import type { Network } from '../enrich/range-csv.ts';
import type { Dictionary } from '../store/dictionaries.ts';
import type { CodeFlags } from './matcher.ts';

/** One value per code; null where the address has none, and at 0. */
type ByCode<T> = WeakMap<Dictionary, (T | null)[]>;

export class AddressFacts {
  private readonly enricher: Enricher;
  private readonly countries: ByCode<string> = new WeakMap();
  private readonly networks: ByCode<Network> = new WeakMap();

  constructor(enricher: Enricher) {
    this.enricher = enricher;
  }

  /** @throws Failure when a database could not be used: a count over half of the answers would be a wrong one. */
  flags(addresses: Dictionary, field: OriginField, value: string): CodeFlags {
    const flags = this.evaluate(addresses, field, value);
    const [failure] = field === 'kind' ? [] : this.enricher.databaseFailures;
    if (failure) throw failure;
    return flags;
  }

  private evaluate(addresses: Dictionary, field: OriginField, value: string): CodeFlags {
    switch (field) {
      case 'kind':
        return flagsOf(addresses.size, (code) => ipKind(addresses.text(code)!)?.kind === value);
      case 'country': {
        const wanted = value.toUpperCase();
        const known = lookUp(addresses, this.countries, (ip) => this.country(ip));
        return flagsOf(addresses.size, (code) => known[code] === wanted);
      }
      case 'asn': {
        const wanted = Number(/^(?:AS)?(\d+)$/i.exec(value)?.[1] ?? Number.NaN);
        const known = lookUp(addresses, this.networks, (ip) => this.network(ip));
        return flagsOf(addresses.size, (code) => known[code]?.asn === wanted);
      }
      case 'network': {
        const wanted = value.toLowerCase();
        const known = lookUp(addresses, this.networks, (ip) => this.network(ip));
        return flagsOf(
          addresses.size,
          (code) => known[code]?.organisation?.toLowerCase().includes(wanted) ?? false,
        );
      }
    }
  }

  private country(ip: string): string | null {
    const kind = ipKind(ip);
    return kind === null ? null : (this.enricher.country(kind)?.value ?? null);
  }

  private network(ip: string): Network | null {
    const kind = ipKind(ip);
    return kind === null ? null : (this.enricher.network(kind)?.value ?? null);
  }
}

function lookUp<T>(
  addresses: Dictionary,
  cache: ByCode<T>,
  find: (ip: string) => T | null,
): readonly (T | null)[] {
  let known = cache.get(addresses);
  if (!known) {
    known = [null];
    cache.set(addresses, known);
  }
  for (let code = known.length; code < addresses.size; code++) known.push(find(addresses.text(code)!));
  return known;
}

function flagsOf(size: number, matches: (code: number) => boolean): CodeFlags {
  const flags = new Uint8Array(size);
  for (let code = 1; code < size; code++) if (matches(code)) flags[code] = 1;
  return flags;
}
