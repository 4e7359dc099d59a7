/** Databases that an analyst brings: their answers win, and a broken one is a sentence, not a crash. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Enricher } from '../../../../electron/engine/enrich/enricher.ts';
import { ownPaths } from '../../../../electron/engine/enrich/own-data.ts';
import { readTorExits } from '../../../../electron/engine/enrich/tor-exits.ts';
import { writeMmdb } from '../../../support/mmdb-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-enrich-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ATTACKER = '193.142.58.126';

function save(name: string, content: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const enricherWith = (...mmdb: string[]): Enricher => new Enricher({ mmdb, torExits: null });

describe('an own database', () => {
  test('wins fact by fact, and is named with its hash', () => {
    const bytes = writeMmdb({ '193.142.58.0/24': { country: { iso_code: 'XK', names: { en: 'Kosovo' } } } });
    const info = enricherWith(save('GeoIP2-City.mmdb', bytes)).address(ATTACKER)!;
    expect(info).toMatchObject({ country: 'XK', asn: 9009, problems: [] });
    expect(info.sources[0]).toEqual({
      facts: ['country'],
      name: 'GeoIP2-City.mmdb',
      version: `SHA-256 ${sha256(bytes)}`,
    });
    expect(info.sources[1]).toMatchObject({
      facts: ['network'],
      name: expect.stringContaining('RouteViews'),
    });
  });

  test.each([
    ['GeoIP2 country', { country: { iso_code: 'BG' } }, { country: 'BG' }],
    [
      'GeoLite2 ASN',
      { autonomous_system_number: 64500, autonomous_system_organization: 'Halcyon Edge Transit' },
      { asn: 64500, organisation: 'Halcyon Edge Transit' },
    ],
    ['ip-location-db, flat', { country_code: 'bg' }, { country: 'BG' }],
    [
      'IPinfo',
      { country: 'BG', asn: 'AS64500', as_name: 'Halcyon' },
      { country: 'BG', asn: 64500, organisation: 'Halcyon' },
    ],
    [
      'GeoIP2 Enterprise',
      { traits: { autonomous_system_number: 64500, isp: 'Halcyon' } },
      { asn: 64500, organisation: 'Halcyon' },
    ],
    [
      'GeoIP2 Anonymous IP',
      { is_tor_exit_node: true, is_hosting_provider: true },
      { tor: true, hosting: true },
    ],
    [
      'values of wrong types',
      { country: 7, country_code: 'Bulgaria', autonomous_system_number: 'many', traits: 'none' },
      { country: 'RO', asn: 9009 },
    ],
    ['names that every object has', { constructor: 'BG', toString: 'x' }, { country: 'RO' }],
  ])('reads the schema of %s', (_, record, facts) => {
    const path = save('schema.mmdb', writeMmdb({ '193.142.58.126/32': record }));
    expect(enricherWith(path).address(ATTACKER)).toMatchObject(facts);
  });

  test('of several the first that knows wins', () => {
    const first = save('first.mmdb', writeMmdb({ '193.142.58.0/24': { country_code: 'AA' } }));
    const second = save('second.mmdb', writeMmdb({ '193.142.0.0/16': { country_code: 'BB', asn: 64501 } }));
    expect(enricherWith(first, second).address(ATTACKER)).toMatchObject({ country: 'AA', asn: 64501 });
    expect(enricherWith(first, second).address('193.142.1.1')).toMatchObject({ country: 'BB' });
  });

  test('may know private addresses', () => {
    const path = save(
      'offices.mmdb',
      writeMmdb({ '10.20.0.0/16': { country_code: 'CA', as_organization: 'x' } }),
    );
    expect(enricherWith(path).address('10.20.3.4')).toMatchObject({ kind: 'private', country: 'CA' });
  });

  test('an IPv4 database is not asked for IPv6', () => {
    const path = save('v4.mmdb', writeMmdb({ '0.0.0.0/1': { country_code: 'AA' } }));
    expect(enricherWith(path).address('2600:1f18::1')).toMatchObject({ country: 'US', problems: [] });
  });
});

describe('a file that cannot be used', () => {
  const whole = writeMmdb({ '193.142.58.0/24': { country_code: 'XK' } });
  mkdirSync(join(folder, 'a-folder'));
  test.each<[string, () => string]>([
    ['is missing', () => join(folder, 'none.mmdb')],
    ['is a folder', () => join(folder, 'a-folder')],
    ['is empty', () => save('empty.mmdb', '')],
    ['is text', () => save('text.mmdb', 'country,RO\n'.repeat(1000))],
    [
      'is cut off in its tree',
      () => save('cut.mmdb', Buffer.concat([whole.subarray(0, 5), whole.subarray(-60)])),
    ],
    ['has no metadata behind its marker', () => save('meta.mmdb', whole.subarray(0, whole.length - 40))],
  ])('%s: words, and the shipped answer', (_, path) => {
    const info = enricherWith(path()).address(ATTACKER)!;
    expect(info).toMatchObject({ country: 'RO', asn: 9009 });
    expect(info.problems).toHaveLength(1);
    expect(info.problems[0]).toMatch(
      /cannot be used: .+; the case and the shipped databases are untouched — .*THROUGHLINE_MMDB/,
    );
  });

  test.runIf(process.platform === 'linux')('is a named pipe: nobody waits for it', () => {
    const path = join(folder, 'pipe.mmdb');
    execFileSync('mkfifo', [path]);
    expect(enricherWith(path).address(ATTACKER)?.problems[0]).toContain('it is not a file');
  });

  test('is damaged where an answer stands: out of use from then on, told once', () => {
    const bytes = writeMmdb({
      '193.142.58.0/24': { country_code: 'XK' },
      '8.8.8.0/24': { country_code: 'US' },
    });
    // The first record becomes a pointer to itself.
    const record = bytes.indexOf(Buffer.from('country_code')) - 2;
    bytes.writeUInt8(0b0010_0000, record);
    bytes.writeUInt8(0, record + 1);
    const enricher = enricherWith(save('loop.mmdb', bytes));
    const info = enricher.address(ATTACKER)!;
    expect(info.country).toBe('RO');
    expect(enricher.address(ATTACKER)?.problems).toEqual(info.problems);
    expect(info.problems).toEqual([expect.stringMatching(/^loop\.mmdb is out of use: .*untouched — /)]);
  });
});

describe('a list of Tor exits', () => {
  test('plain lines, comments and the published format', () => {
    const { addresses, unread } = readTorExits(
      '\ufeff# exits\n198.51.100.7\n\n2001:DB8::7 # a guard too\r\nExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E\n' +
        'Published 2023-11-14 09:00:00\nLastStatus 2023-11-14 10:00:00\nExitAddress 193.142.58.126 2023-11-14 10:03:00\nnonsense\n',
    );
    expect([...addresses].sort()).toEqual(['193.142.58.126', '198.51.100.7', '2001:db8::7']);
    expect(unread).toBe(1);
  });

  test('answers yes and no with its hash; without a list nothing is said', () => {
    const text = 'ExitAddress 193.142.58.126 2023-11-14 10:03:00\n';
    const enricher = new Enricher({ mmdb: [], torExits: save('exit-addresses', text) });
    expect(enricher.address(ATTACKER)).toMatchObject({ tor: true });
    expect(enricher.address('8.8.8.8')).toMatchObject({ tor: false });
    expect(enricher.address('10.0.0.1')).toMatchObject({ tor: null });
    expect(enricher.address(ATTACKER)?.sources.at(-1)).toEqual({
      facts: ['tor'],
      name: 'exit-addresses',
      version: `SHA-256 ${sha256(text)}`,
    });
    expect(enricherWith().address(ATTACKER)).toMatchObject({ tor: null });
  });

  test('one without an address is a mistake that is told', () => {
    const enricher = new Enricher({ mmdb: [], torExits: save('empty-list', '# nothing\n') });
    expect(enricher.address(ATTACKER)?.problems[0]).toMatch(
      /no line of it is an address.*THROUGHLINE_TOR_EXITS/,
    );
  });
});

test('the environment names the files', () => {
  expect(
    ownPaths({ THROUGHLINE_MMDB: ['/a.mmdb', '', '/b.mmdb'].join(delimiter), THROUGHLINE_TOR_EXITS: '/t' }),
  ).toEqual({
    mmdb: ['/a.mmdb', '/b.mmdb'],
    torExits: '/t',
  });
  expect(ownPaths({})).toEqual({ mmdb: [], torExits: null });
});
