/**
 * The databases that ship with the app: packages of npm, taken as they are. Found beside the code in a checkout, in the
 * build and in the packaged app alike, and read when an address is first asked for, never at the start.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A package: its name as people should read it, its version, and where it lies. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

const COUNTRIES = '@ip-location-db/geo-whois-asn-country-mmdb';
const NETWORKS = '@ip-location-db/asn';

/** What the licences of the data ask to be said wherever it is shown; docs/third-party-data.md has the rest. */
export const ATTRIBUTION =
  'Network data: RouteViews (routeviews.org), NRO (nro.net) and IP Geolocation by DB-IP (db-ip.com), merged by ' +
  'ip-location-db, CC BY 4.0. Country data: NRO (nro.net), merged by ip-location-db.';

export const shippedCountries = (): ShippedPackage => locate(COUNTRIES, 'geo-whois-asn-country (nro.net)');
export const shippedNetworks = (): ShippedPackage => locate(NETWORKS, 'asn (RouteViews, nro.net, db-ip.com)');

/** One file of a package. @throws what the file system says: a file that ships is there, or the installation is broken. */
export function readShipped({ folder }: ShippedPackage, file: string): Buffer {
  return readFileSync(join(folder, file));
}

function locate(packageName: string, name: string): ShippedPackage {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { name, version, folder: dirname(manifest) };
}
