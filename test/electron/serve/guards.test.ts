import { expect, test } from 'vitest';
import { type Door, refusal } from '../../../electron/serve/guards.ts';

const door: Door = { port: 4100, token: 'f'.repeat(32) };
const good = { host: '127.0.0.1:4100', 'x-throughline-token': door.token };

test('the window itself passes', () => {
  expect(refusal(good, door, true)).toBeNull();
  expect(
    refusal({ ...good, origin: 'http://127.0.0.1:4100', 'sec-fetch-site': 'same-origin' }, door, true),
  ).toBeNull();
  expect(refusal({ host: good.host }, door, false)).toBeNull();
});

test.each([
  undefined,
  '',
  '127.0.0.1',
  'localhost:4100',
  'evil.example:4100',
  '127.0.0.1:4101',
  '127.0.0.1:4100.evil.example',
  '[::1]:4100',
])('host %j is DNS rebinding, even for a file of the window', (host) => {
  expect(refusal({ ...good, host }, door, false)).toBe('host');
});

test.each([
  'null',
  'http://evil.example',
  'http://127.0.0.1',
  'http://127.0.0.1:4101',
  'https://127.0.0.1:4100',
  'http://127.0.0.1:4100.evil.example',
])('origin %j is another page', (origin) => {
  expect(refusal({ ...good, origin }, door, true)).toBe('origin');
  expect(refusal({ ...good, origin }, door, false)).toBe('origin');
});

test.each(['cross-site', 'same-site'])('fetch site %j may open the page but not ask', (site) => {
  expect(refusal({ ...good, 'sec-fetch-site': site }, door, true)).toBe('origin');
  expect(refusal({ ...good, 'sec-fetch-site': site }, door, false)).toBeNull();
});

test.each([undefined, '', 'f', 'F'.repeat(32), `${'f'.repeat(32)}f`, 'é'.repeat(32)])(
  'token %j is none',
  (token) => {
    expect(refusal({ ...good, 'x-throughline-token': token }, door, true)).toBe('token');
  },
);
