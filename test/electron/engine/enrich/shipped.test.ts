/** The shipped databases: what they say of known addresses, and that they are what the code takes them for. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { Enricher } from '../../../../electron/engine/enrich/enricher.ts';
import { HOSTING_NETWORKS } from '../../../../electron/engine/enrich/network-traits.ts';
import { readShipped, shippedNetworks } from '../../../../electron/engine/enrich/shipped.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const enricher = new Enricher({ mmdb: [], torExits: null });

describe('known answers', () => {
  test.each([
    [
      '193.142.58.126',
      { country: 'RO', asn: 9009, organisation: 'M247 Europe SRL', cloud: null, hosting: true },
    ],
    ['198.244.174.214', { country: 'GB', asn: 16276, organisation: 'OVH SAS', cloud: 'ovh', hosting: true }],
    ['52.94.133.131', { country: 'US', asn: 16509, cloud: 'aws' }],
    ['2600:1f18::1', { country: 'US', asn: 14618, cloud: 'aws' }],
    ['2a00:1450:4001::1', { country: 'IE', asn: 15169, cloud: 'google' }],
    ['1.0.0.0', { asn: 13335, organisation: 'Cloudflare, Inc.', cloud: 'cloudflare' }],
    ['147.105.0.1', { country: 'US', asn: 22522, cloud: null, hosting: null }],
  ])('%s', (ip, facts) => {
    expect(enricher.address(ip)).toMatchObject({ ip, kind: 'public', tor: null, problems: [], ...facts });
  });

  test.each([
    ['10.0.0.1', 'private'],
    ['198.51.100.1', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['::1', 'loopback'],
    ['240.0.0.1', 'reserved'],
  ])('%s is %s, and no database is believed about it', (ip, kind) => {
    expect(enricher.address(ip)).toMatchObject({ kind, country: null, asn: null, sources: [] });
  });

  test('each fact has its source with a version', () => {
    const { sources } = enricher.address('193.142.58.126')!;
    expect(sources.map(({ facts }) => facts)).toEqual([['country'], ['network'], ['hosting']]);
    for (const { name, version } of sources) expect(`${name} ${version}`).toMatch(/^\S.* \d+\.\d+\.\d+$/);
  });

  test('of a tunnelled address the facts are those of the IPv4 address inside', () => {
    expect(enricher.address('2002:c18e:3a7e::1')).toMatchObject({
      kind: 'transition',
      carries: '193.142.58.126',
      country: 'RO',
      asn: 9009,
    });
    expect(enricher.address('2002:0a00:0001::1')).toMatchObject({
      carries: '10.0.0.1',
      country: null,
      asn: null,
    });
  });

  test('what is no address has no answer', () => {
    expect(enricher.address('jira.halcyon.example')).toBeNull();
  });
});

describe('the file of networks is its own index', () => {
  const lines = readShipped(shippedNetworks(), 'asn-ipv4.csv').toString('utf8').trimEnd().split('\n');
  const wide = readShipped(shippedNetworks(), 'asn-ipv6.csv').toString('utf8').trimEnd().split('\n');
  const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

  test('it is sorted by first address, as the search needs it', () => {
    let before = -1;
    for (const line of lines) {
      const first = numberOf(line.slice(0, line.indexOf(',')));
      if (first <= before) expect.fail(`${line} is out of order`);
      before = first;
    }
  });

  test('so is the one of IPv6', () => {
    let before = '';
    for (const line of wide) {
      const first = ipaddr.IPv6.parse(line.slice(0, line.indexOf(',')))
        .parts.map((part) => part.toString(16).padStart(4, '0'))
        .join(':');
      if (first <= before) expect.fail(`${line} is out of order`);
      before = first;
    }
  });

  test('a search finds what a walk through the file finds, at both ends of ranges', () => {
    for (let i = 0; i < lines.length; i += 997) {
      const [first, last, asn] = lines[i]!.split(',', 3) as [string, string, string];
      for (const ip of [first, last]) expect(enricher.address(ip)?.asn, ip).toBe(Number(asn));
    }
    for (let i = 0; i < wide.length; i += 997) {
      const [first, last, asn] = wide[i]!.split(',', 3) as [string, string, string];
      for (const ip of [first, last]) {
        const info = enricher.address(ip);
        if (info?.kind === 'public') expect(info.asn, ip).toBe(Number(asn));
      }
    }
    expect(enricher.address(lines.at(-1)!.split(',')[1]!)?.asn).toBe(Number(lines.at(-1)!.split(',')[2]));
  });

  test('every listed hosting network is held by whom the list says', () => {
    const holders = new Map(
      [...lines, ...wide].map((line) => {
        const [, , asn, name] = /^([^,]*),([^,]*),(\d+),(.*)$/.exec(line)!.slice(1) as [
          string,
          string,
          string,
          string,
        ];
        return [Number(asn), name] as const;
      }),
    );
    for (const [asn, , holder] of HOSTING_NETWORKS)
      expect(`${asn} ${holders.get(asn)}`.toLowerCase()).toContain(holder.toLowerCase());
    expect(new Set(HOSTING_NETWORKS.map(([asn]) => asn)).size).toBe(HOSTING_NETWORKS.length);
  });
});

test('nothing of it can reach a network', () => {
  const files = globSync('electron/engine/enrich/*.ts', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const code = readFileSync(join(ROOT, file), 'utf8');
    const modules = [...code.matchAll(/from '([^'.][^']*)'/g)].map((match) => match[1]);
    for (const module of modules)
      expect(
        ['node:fs', 'node:path', 'node:crypto', 'node:module', 'ipaddr.js', 'mmdb-lib', 'bowser'],
        file,
      ).toContain(module);
    expect(/\bfetch\s*\(|\bimport\s*\(|WebSocket|process\.binding/.test(code), file).toBe(false);
  }
});
