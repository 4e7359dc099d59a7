import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Draft, OUTCOMES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import { formatBytes, messageOf } from '../../../shared/events/message.ts';
import { SENTENCES } from '../../../shared/events/sentences.ts';
import { atlassianWords } from '../../../shared/events/sentences-atlassian.ts';

const bare: Draft = {
  source: 'atlassian:jira',
  action: 'jira.auditing.user.created',
  category: 'account',
  outcome: 'success',
  reason: null,
  time: null,
  timeEnd: null,
  actor: { type: 'human', id: null, name: 'smartsheet-svc', email: null, aliases: [] },
  srcIp: '193.142.58.126',
  srcPort: null,
  dstIp: null,
  dstPort: null,
  relatedIps: [],
  userAgent: null,
  session: null,
  credential: null,
  system: null,
  targets: [{ type: 'user', id: null, name: 'tandrews' }],
  effects: [],
  bytes: null,
  nativeId: null,
};
const say = (change: Partial<Draft>) => messageOf({ ...bare, ...change });

describe('messageOf', () => {
  it('says who did what to whom, where and from where', () => {
    expect(messageOf(bare)).toBe('smartsheet-svc created the user tandrews in Jira from 193.142.58.126');
  });

  it('says why something was refused', () => {
    expect(say({ outcome: 'failure', reason: 'no right' })).toBe(
      'smartsheet-svc created the user tandrews in Jira from 193.142.58.126, refused: no right',
    );
    expect(
      say({
        source: 'okta:system_log',
        action: 'user.session.start',
        outcome: 'failure',
        reason: 'INVALID_CREDENTIALS',
      }),
    ).toBe('smartsheet-svc was denied at the Okta sign-in from 193.142.58.126: INVALID_CREDENTIALS');
  });

  it('does not call a challenge passed', () => {
    const message = say({ source: 'okta:system_log', action: 'policy.evaluate_sign_on', outcome: 'unknown' });
    expect(message).toBe(
      'Okta asked smartsheet-svc for more proof at its sign-on policy from 193.142.58.126',
    );
  });

  it('falls back on the native name when a slot is missing or the action has no sentence', () => {
    expect(say({ targets: [] })).toBe('smartsheet-svc created a user in Jira from 193.142.58.126');
    expect(say({ action: 'jira.auditing.new.thing' })).toBe(
      'smartsheet-svc: new thing on user tandrews in Jira from 193.142.58.126',
    );
    expect(say({ source: 'okta:system_log', action: 'some.new.thing' })).toBe(
      'smartsheet-svc: some.new.thing on user tandrews in Okta from 193.142.58.126',
    );
    expect(say({ action: 'constructor' })).toContain('constructor');
  });

  it.each([
    [
      'bitbucket.service.user.audit.action.globalpermissiongrantrequested',
      'global permission grant requested',
    ],
    ['bitbucket.service.repository.audit.action.repositorymodified', 'repository modified'],
    ['bitbucket.service.repository.audit.action.somethingnew', 'somethingnew'],
    ['audit.logging.summary.plugin.enabled', 'plugin enabled'],
    ['user_granted_product_access', 'user granted product access'],
    ['Workflow scheme added to project', 'Workflow scheme added to project'],
    ['personal.access.tokens.audit.log.summary.token.revoked', 'token revoked'],
  ])('tells %s in words', (action, words) => {
    expect(atlassianWords(action)).toBe(words);
  });

  it('names flows by their ends', () => {
    const flow = { source: 'aws:vpcflow', category: 'network', actor: null, targets: [] } as const;
    const ends = { srcPort: 52_114, dstIp: '10.40.12.21', dstPort: 443, bytes: 4210 };
    expect(say({ ...flow, ...ends, action: 'ACCEPT' })).toBe(
      '193.142.58.126:52114 → 10.40.12.21:443 accepted, 4.2 kB',
    );
    expect(say({ ...flow, ...ends, srcIp: '2001:db8::1', outcome: 'failure', action: 'REJECT' })).toBe(
      '[2001:db8::1]:52114 → 10.40.12.21:443 rejected, 4.2 kB',
    );
    const targets = [{ type: 'protocol', id: '6', name: 'tcp' }];
    const relatedIps = [{ ip: '198.51.100.4', role: 'packet-source' }] as const;
    expect(say({ ...flow, ...ends, targets, relatedIps, reason: 'BPA', outcome: 'failure' })).toBe(
      '193.142.58.126:52114 → 10.40.12.21:443 tcp rejected, 4.2 kB, packets from 198.51.100.4; BPA',
    );
    const unnamed = [{ type: 'protocol', id: '200', name: null }];
    expect(say({ ...flow, ...ends, targets: unnamed, outcome: 'unknown', action: 'NODATA' })).toBe(
      '193.142.58.126:52114 → 10.40.12.21:443 protocol 200 without data, 4.2 kB',
    );
    expect(say({ ...flow, srcIp: null, outcome: 'unknown', action: 'SKIPDATA', system: 'eni-1' })).toBe(
      'Flow records of eni-1 were lost',
    );
  });

  it('is one clean line for every action, source and outcome', () => {
    const actions = Object.values(SENTENCES).flatMap((sentences) => Object.keys(sentences));
    expect(actions.length).toBeGreaterThan(70);
    for (const source of SOURCE_TYPES)
      for (const outcome of OUTCOMES)
        for (const action of actions)
          for (const actor of [bare.actor, null]) {
            const message = say({ source, outcome, action, actor, category: CATEGORIES[0] });
            expect(message).not.toMatch(/[{}\n]| {2}|undefined|null|^ | $/);
          }
  });

  it('uses only slots that are filled', () => {
    const types = new Set<string>();
    const all = Object.values(SENTENCES).flatMap((sentences) => Object.values(sentences));
    for (const { done, failed, open } of all)
      for (const [, slot] of `${done} ${failed ?? ''} ${open ?? ''}`.matchAll(/\{([\w-]+)\??\}/g))
        types.add(slot!);
    const known =
      'who target account granted issued blocked calls receiver user group app token query role bucket object';
    const also =
      'agent instance secret access-key network-acl network-zone api policy-entity policy-rule permission space project repository scheme workflow page product ref';
    const cloudtrail = 'mfa insight cluster';
    const slots = `${known} ${also} ${cloudtrail}`.split(' ');
    expect([...types].filter((slot) => !slots.includes(slot))).toEqual([]);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [4210, '4.2 kB'],
  [99_950, '100 kB'],
  [999_960, '1.0 MB'],
  [48_231_000, '48.2 MB'],
  [5e12, '5.0 TB'],
])('formatBytes %d is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
