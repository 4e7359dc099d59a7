import { describe, expect, it } from 'vitest';
import type { Micros } from '../../../shared/base/time.ts';
import type { Draft } from '../../../shared/events/event.ts';
import { MAX_FIELD_LENGTH, normalize } from '../../../shared/events/normalize.ts';

const right: Draft = {
  source: 'okta:system_log',
  action: 'user.session.start',
  category: 'authentication',
  outcome: 'success',
  reason: null,
  time: {
    micros: 1_699_953_769_000_000 as Micros,
    text: '2023-11-14T09:22:49Z',
    precision: 'second',
    zone: 'stated',
  },
  timeEnd: null,
  actor: {
    type: 'human',
    id: '00u1',
    name: 'mara@halcyonedge.example',
    email: 'mara@halcyonedge.example',
    aliases: [{ kind: 'okta-id', value: '00u1' }],
  },
  srcIp: '203.0.113.24',
  srcPort: 443,
  dstIp: null,
  dstPort: null,
  relatedIps: [],
  userAgent: 'curl',
  session: null,
  credential: null,
  system: 'okta',
  targets: [{ type: 'app', id: null, name: 'Jira' }],
  effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'tandrews' } }],
  bytes: null,
  nativeId: 'n1',
};

const changed = (change: Partial<Draft>) => normalize({ ...right, ...change });
const codes = (change: Partial<Draft>) => changed(change).issues.map((issue) => issue.code);

describe('normalize', () => {
  it('gives back a right draft itself', () => {
    const result = normalize(right);
    expect(result.draft).toBe(right);
    expect(result.issues).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 7_258_118_400_000_000, 0.5])(
    'undates the time %d',
    (micros) => {
      const time = { ...right.time!, micros: micros as Micros };
      expect(changed({ time }).draft.time).toBeNull();
      expect(codes({ time })).toEqual(['time.invalid']);
      expect(codes({ timeEnd: time })).toEqual(['time.invalid']);
    },
  );

  it('writes addresses in one form and refuses what is none', () => {
    expect(changed({ srcIp: '2001:DB8:0::1' })).toMatchObject({
      draft: { srcIp: '2001:db8::1' },
      issues: [],
    });
    expect(changed({ dstIp: 'AWS Internal' }).draft.dstIp).toBeNull();
    expect(codes({ dstIp: 'AWS Internal' })).toEqual(['field.value']);
    const related = changed({
      relatedIps: [
        { ip: 'nowhere', role: 'proxy' },
        { ip: '::ffff:10.0.0.1', role: 'proxy' },
      ],
    });
    expect(related.draft.relatedIps).toEqual([{ ip: '10.0.0.1', role: 'proxy' }]);
  });

  it.each([-1, 65_536, 1.5, Number.NaN])('refuses the port %d', (srcPort) => {
    expect(changed({ srcPort }).draft.srcPort).toBeNull();
    expect(codes({ srcPort })).toEqual(['field.value']);
  });

  it('keeps ports at the ends of their range', () => {
    expect(changed({ srcPort: 0, dstPort: 65_535 }).draft).toMatchObject({ srcPort: 0, dstPort: 65_535 });
  });

  it('caps long texts and says so', () => {
    const long = 'x'.repeat(MAX_FIELD_LENGTH + 1);
    expect(changed({ userAgent: long }).draft.userAgent).toHaveLength(MAX_FIELD_LENGTH);
    expect(codes({ userAgent: long })).toEqual(['field.limit']);
    expect(codes({ userAgent: 'x'.repeat(MAX_FIELD_LENGTH) })).toEqual([]);
  });

  it('shows half characters wherever they stand', () => {
    const half = 'a\ud800b';
    const shown = 'a\\u{D800}b';
    const { draft } = changed({
      action: half,
      reason: half,
      actor: { ...right.actor!, name: half, aliases: [{ kind: 'login', value: half }] },
      targets: [{ type: 'user', id: half, name: half }],
      effects: [{ kind: 'ran-code', where: half, hosts: [half] }],
      nativeId: half,
    });
    expect(JSON.stringify(draft)).not.toContain('\\ud800');
    expect(draft).toMatchObject({
      action: shown,
      reason: shown,
      actor: { name: shown, aliases: [{ value: shown }] },
      targets: [{ type: 'user', id: shown, name: shown }],
      effects: [{ kind: 'ran-code', where: shown, hosts: [shown] }],
      nativeId: shown,
    });
    expect(codes({ reason: half })).toEqual(['text.encoding']);
  });

  it('makes empty texts null and drops effects that name nothing', () => {
    expect(changed({ session: '', userAgent: '' }).draft).toMatchObject({ session: null, userAgent: null });
    expect(changed({ effects: [{ kind: 'blocked-ip', ip: '' }] }).draft.effects).toEqual([]);
    const issued = { kind: 'issued-credential', credential: 'ASIA1', alias: null } as const;
    expect(changed({ effects: [issued], session: '' }).draft.effects).toEqual([issued]);
  });

  it('refuses a count that is none', () => {
    expect(changed({ bytes: Number.NaN }).draft.bytes).toBeNull();
    expect(codes({ bytes: 2 ** 60 })).toEqual(['field.value']);
  });
});
