/**
 * One MMDB file, shipped or an analyst's own, read whatever its schema calls things: the nested names of GeoIP2 and
 * GeoLite2 (`country.iso_code`), the flat ones of ip-location-db (`country_code`) and of IPinfo (`country`, `asn`).
 */
import { Reader, type Response } from 'mmdb-lib';

/** What one record says; absent and malformed values are null. */
export interface MmdbRecord {
  readonly country: string | null;
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly hosting: boolean | null;
  readonly tor: boolean | null;
}

const NOTHING: MmdbRecord = { country: null, asn: null, organisation: null, hosting: null, tor: null };

/** Decoded values kept. A value that many records point to is decoded once, so nested pointers cannot multiply the work. */
const CACHE_ENTRIES = 20_000;
const MAX_ORGANISATION = 200;

export class Mmdb {
  private readonly reader: Reader<Response>;

  /** @throws Error in the library's words when the bytes are no MMDB */
  constructor(bytes: Buffer) {
    const cache = new Map<string | number, never>();
    this.reader = new Reader<Response>(bytes, {
      cache: {
        get: (key) => cache.get(key),
        set: (key, value) => {
          if (cache.size >= CACHE_ENTRIES) cache.clear();
          cache.set(key, value as never);
        },
      },
    });
    // Damage in the tree or in the first records shows now, while there is someone to tell.
    for (const probe of ['1.1.1.1', '193.0.6.139']) this.find(probe);
  }

  /** @throws Error when the file is damaged where the answer would stand */
  find(ip: string): MmdbRecord {
    const { ipVersion } = this.reader.metadata;
    if (ipVersion === 4 && ip.includes(':')) return NOTHING;
    const found: unknown = this.reader.get(ip);
    return isMap(found) ? recordOf(found) : NOTHING;
  }
}

type Json = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of the record itself; names such as `constructor` that the record lacks give nothing. */
function at(map: Json, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function recordOf(map: Json): MmdbRecord {
  const traits = at(map, 'traits');
  const inner = isMap(traits) ? traits : {};
  const country = at(map, 'country');
  const nested = isMap(country) ? at(country, 'iso_code') : country;
  const either = (key: string): unknown => at(map, key) ?? at(inner, key);
  return {
    country: countryCode(nested) ?? countryCode(at(map, 'country_code')),
    asn: asNumber(either('autonomous_system_number')) ?? asNumber(at(map, 'asn')),
    organisation:
      name(either('autonomous_system_organization')) ??
      name(at(map, 'as_organization')) ??
      name(at(map, 'as_name')) ??
      name(either('organization')) ??
      name(either('isp')),
    hosting: truth(either('is_hosting_provider')),
    tor: truth(either('is_tor_exit_node')),
  };
}

function countryCode(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : null;
}

function asNumber(value: unknown): number | null {
  const text = typeof value === 'string' ? /^(?:AS)?(\d{1,10})$/i.exec(value)?.[1] : undefined;
  const number = typeof value === 'number' ? value : text === undefined ? Number.NaN : Number(text);
  return Number.isInteger(number) && number > 0 && number <= 0xffff_ffff ? number : null;
}

function name(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, MAX_ORGANISATION) : null;
}

function truth(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
