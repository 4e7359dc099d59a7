/** The search in files made for it: gaps, both ends, line breaks, quotation marks. */
import { expect, test } from 'vitest';
import { RangeCsv } from '../../../../electron/engine/enrich/range-csv.ts';

const lines = [
  '192.0.2.0,192.0.2.127,64496,Halcyon Edge',
  '192.0.2.128,192.0.2.128,64497,"Halcyon, ""North"" Ltd"',
  '198.51.100.0,198.51.100.255,64498,',
  '203.0.113.7,203.0.113.9,4294967295,Réseau Halcyon',
];

const answers: readonly (readonly [ip: string, asn: number | null, organisation: string | null])[] = [
  ['0.0.0.0', null, null],
  ['192.0.1.255', null, null],
  ['192.0.2.0', 64496, 'Halcyon Edge'],
  ['192.0.2.127', 64496, 'Halcyon Edge'],
  ['192.0.2.128', 64497, 'Halcyon, "North" Ltd'],
  ['192.0.2.129', null, null],
  ['198.51.100.77', 64498, null],
  ['203.0.113.6', null, null],
  ['203.0.113.9', 4294967295, 'Réseau Halcyon'],
  ['203.0.113.10', null, null],
  ['255.255.255.255', null, null],
];

test.each([
  ['line feeds', lines.join('\n')],
  ['a line feed at the end', `${lines.join('\n')}\n`],
  ['carriage returns', `${lines.join('\r\n')}\r\n`],
])('IPv4 with %s', (_, text) => {
  const ranges = new RangeCsv(Buffer.from(text), false);
  for (const [ip, asn, organisation] of answers)
    expect(ranges.find(ip), ip).toEqual(asn === null ? null : { asn, organisation });
});

test('IPv6', () => {
  const text =
    '2001:db8::,2001:db8::ffff,64496,Halcyon Edge\n2001:db8:1::,2001:db8:1:ffff:ffff:ffff:ffff:ffff,64497,North\n';
  const ranges = new RangeCsv(Buffer.from(text), true);
  expect(ranges.find('2001:db8::')?.asn).toBe(64496);
  expect(ranges.find('2001:db8::ffff')?.asn).toBe(64496);
  expect(ranges.find('2001:db8::1:0')).toBeNull();
  expect(ranges.find('2001:db8:1:2::3')?.asn).toBe(64497);
  expect(ranges.find('::1')).toBeNull();
  expect(ranges.find('2001:db8:2::')).toBeNull();
});

test('a file without lines knows nothing', () => {
  expect(new RangeCsv(Buffer.alloc(0), false).find('192.0.2.1')).toBeNull();
  expect(new RangeCsv(Buffer.alloc(0), true).find('2001:db8::1')).toBeNull();
});
