import { expect, test } from 'vitest';
import { takeToken } from '../../../renderer/api/connect.ts';

function page(hash: string, stored: string | null) {
  const kept = new Map(stored === null ? [] : [['throughline.token', stored]]);
  const addresses: string[] = [];
  const token = takeToken(
    { hash, pathname: '/', search: '?x=1' } as Location,
    {
      replaceState: (_state: unknown, _title: string, address: string) => addresses.push(address),
    } as unknown as History,
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    } as unknown as Storage,
  );
  return { token, addresses, kept: kept.get('throughline.token') };
}

test('the token leaves the address bar and stays in the tab', () => {
  expect(page('#token=abc', null)).toEqual({ token: 'abc', addresses: ['/?x=1'], kept: 'abc' });
});

test('a reload without a fragment uses the token of this tab', () => {
  expect(page('', 'abc')).toEqual({ token: 'abc', addresses: [], kept: 'abc' });
});

test('a new token replaces the one of an earlier server', () => {
  expect(page('#token=new', 'old').kept).toBe('new');
});
