import { expect, test } from 'vitest';
import { whatHappened } from '../../../renderer/table/columns.ts';
import type { EventRow } from '../../../shared/ipc/contract.ts';

const row: EventRow = {
  row: 0,
  id: 'a',
  time: null,
  timeEnd: null,
  source: 'okta:system_log',
  category: 'iam',
  action: 'system.api_token.create',
  outcome: 'failure',
  actor: 'mo@x.example',
  identity: null,
  srcIp: '193.142.58.126',
  dstIp: null,
  target: null,
  targetRef: null,
  message: 'mo@x.example was denied an Okta API token from 193.142.58.126: REAUTHENTICATION_REQUIRED',
};

test('who and from where stand in their own columns', () => {
  expect(whatHappened(row)).toBe('was denied an Okta API token: REAUTHENTICATION_REQUIRED');
});

test('a sentence that names nobody stays whole', () => {
  const message = 'Someone: token.use in Okta';
  expect(whatHappened({ ...row, actor: null, srcIp: null, message })).toBe(message);
  expect(whatHappened({ ...row, message: 'mo@x.example: token.use in Okta' })).toBe('token.use in Okta');
});

test('of a flow the far end is left; what has no ends stays whole', () => {
  const flow = { ...row, source: 'aws:vpcflow', actor: null } as const;
  expect(whatHappened({ ...flow, message: '193.142.58.126:52011 → 10.40.12.21:443 accepted, 4.2 kB' })).toBe(
    '→ 10.40.12.21:443 accepted, 4.2 kB',
  );
  expect(whatHappened({ ...flow, message: 'No traffic at eni-1' })).toBe('No traffic at eni-1');
});
