import { describe, expect, test } from 'vitest';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import { parseSeed } from '../../../../shared/analysis/correlate/seeds.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import { ACTOR, aws, jira, okta, person, service } from './world.ts';

describe('parseSeed', () => {
  test.each([
    ['4f2a', { kind: 'event', id: '4f2a' }],
    ['event:4f2a', { kind: 'event', id: '4f2a' }],
    ['native:a:b', { kind: 'native', id: 'a:b' }],
    ['identity: Jane@Corp.example ', { kind: 'identity', alias: 'Jane@Corp.example' }],
    ['IP:2001:DB8::0:1', { kind: 'ip', ip: '2001:db8::1' }],
    ['credential:AKIA1', { kind: 'credential', id: 'AKIA1' }],
    ['arn:aws:iam::1:user/x', { kind: 'event', id: 'arn:aws:iam::1:user/x' }],
  ])('%s', (text, seed) => {
    expect(parseSeed(text)).toEqual({ ok: true, value: seed });
  });

  test.each(['', '   ', 'ip:', 'ip:not-an-address', 'native: '])(
    '“%s” is refused with the forms a seed may have',
    (text) => {
      const parsed = parseSeed(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok)
        expect(parsed.error).toMatchObject({
          code: 'seed.not-found',
          advice: expect.stringContaining('native:<id>'),
        });
    },
  );
});

describe('seeds in a case', () => {
  const iam = {
    type: 'human',
    id: 'AIDA1',
    name: 'deployer',
    email: null,
    aliases: [{ kind: 'arn', value: 'arn:aws:iam::1:user/deployer' }],
  } as const;
  const view = caseViewOf([
    okta('2024-03-08T09:00:00Z', person('jane'), ACTOR, { nativeId: 'uuid-1' }),
    jira('2024-03-08T09:10:00Z', service('sync-svc'), ACTOR, { credential: 'key-1' }),
    aws('2024-03-08T09:20:00Z', iam, ACTOR),
  ]);

  test.each([
    'e0',
    'native:uuid-1',
    'identity:JANE@corp.example',
    'identity:deployer',
    'identity:login:sync-svc',
    `ip:${ACTOR}`,
    'credential:key-1',
  ])('%s finds the chain', (seed) => {
    const result = computeChain(view, [seed]);
    expect(result.ok && result.value.steps.map((step) => step.event)).toEqual(['e0', 'e1', 'e2']);
    expect(result.ok && result.value.seeds).toEqual([seed]);
  });

  test.each([
    ['e99', 'e99'],
    ['native:none', 'none'],
    ['identity:nobody', 'nobody'],
    ['ip:192.0.2.1', '192.0.2.1'],
    ['credential:none', 'none'],
  ])('%s: a seed that the case does not hold is named', (seed, named) => {
    const result = computeChain(view, ['e0', seed]);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.error.code).toBe('seed.not-found');
      expect(result.error.message).toContain(named);
      expect(result.error.advice).not.toBe('');
    }
  });

  test('no seeds and an empty case give an empty chain, not a crash', () => {
    const result = computeChain(caseViewOf([]), []);
    expect(result).toMatchObject({ ok: true, value: { seeds: [], steps: [], entities: [], story: [] } });
  });
});
