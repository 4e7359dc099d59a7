import { describe, expect, test } from 'vitest';
import { ADDRESS_KINDS, ipKind } from '../../../shared/base/ip-kind.ts';

describe('the kind of an address', () => {
  test.each([
    ['193.142.58.126', 'public'],
    ['8.8.8.8', 'public'],
    ['2600:1f18::1', 'public'],
    ['10.0.0.1', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['172.15.255.255', 'public'],
    ['192.168.4.4', 'private'],
    ['fd12:3456::1', 'private'],
    ['127.0.0.53', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['100.64.0.1', 'shared'],
    ['100.128.0.1', 'public'],
    ['192.0.2.7', 'documentation'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.255', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['3fff:0fff::1', 'documentation'],
    ['198.19.255.1', 'benchmark'],
    ['224.0.0.251', 'multicast'],
    ['ff02::1', 'multicast'],
    ['64:ff9b::c000:201', 'transition'],
    ['2002:c000:201::', 'transition'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'transition'],
    ['0.0.0.0', 'reserved'],
    ['192.0.0.8', 'reserved'],
    ['192.0.0.9', 'public'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::', 'reserved'],
    ['4000::1', 'reserved'],
    ['fec0::1', 'reserved'],
  ])('%s is %s', (ip, kind) => {
    const found = ipKind(ip);
    expect(found?.kind).toBe(kind);
    expect(found?.purpose === null).toBe(kind === 'public');
  });

  test('the entry of the registry comes with it', () => {
    expect(ipKind('10.1.2.3')).toMatchObject({ block: '10.0.0.0/8', purpose: 'RFC 1918' });
    expect(ipKind('169.254.169.254')?.purpose).toContain('instance metadata');
  });

  test('an IPv4-mapped address is its IPv4', () => {
    expect(ipKind('::ffff:10.0.0.1')).toMatchObject({ ip: '10.0.0.1', kind: 'private' });
    expect(ipKind('::FFFF:C18E:3A7E')).toMatchObject({ ip: '193.142.58.126', kind: 'public' });
  });

  test('NAT64, 6to4 and Teredo give the IPv4 address that they carry', () => {
    expect(ipKind('64:ff9b::c18e:3a7e')?.carries).toBe('193.142.58.126');
    expect(ipKind('2002:c18e:3a7e::1')?.carries).toBe('193.142.58.126');
    // The example of RFC 4380, section 4: the client behind the tunnel is 192.0.2.45.
    expect(ipKind('2001:0:4136:e378:8000:63bf:3fff:fdd2')?.carries).toBe('192.0.2.45');
    expect(ipKind('10.0.0.1')?.carries).toBeNull();
  });

  test.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x7f.0.0.1',
    '::g',
    '10.0.0.1/8',
    ':'.repeat(9999),
  ])('%j is no address', (text) => expect(ipKind(text)).toBeNull());

  test('every first octet has a kind of the closed set', () => {
    for (let octet = 0; octet < 256; octet++) expect(ADDRESS_KINDS).toContain(ipKind(`${octet}.1.1.1`)?.kind);
  });
});
