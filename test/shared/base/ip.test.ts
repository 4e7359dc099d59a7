import { expect, it } from 'vitest';
import { canonicalIp, ipWithoutPort } from '../../../shared/base/ip.ts';

it.each([
  ['193.142.58.126', '193.142.58.126'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::', '::'],
  ['::ffff:193.142.58.126', '193.142.58.126'],
  ['fe80::1%eth0', 'fe80::1'],
  ['256.1.1.1', null],
  ['1.2.3', null],
  ['1.2.3.4.5', null],
  ['01.2.3.4', null],
  ['1.2.3.4 ', null],
  ['0x7f.0.0.1', null],
  ['1..2.3', null],
  ['2130706433', null],
  ['AWS Internal', null],
  ['cloudtrail.amazonaws.com', null],
  ['::g', null],
  ['1.2.3.4:80', null],
  ['', null],
])('canonicalIp %j is %j', (text, expected) => {
  expect(canonicalIp(text)).toBe(expected);
});

it.each([
  ['10.0.0.1:443', '10.0.0.1'],
  ['[2001:db8::1]:443', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['host:443', null],
])('ipWithoutPort %j is %j', (text, expected) => {
  expect(ipWithoutPort(text)).toBe(expected);
});
