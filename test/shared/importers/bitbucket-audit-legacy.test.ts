import { describe, expect, it } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';

const line = (event: string, user: string, entity: string, details: string) =>
  `203.0.113.24,10.40.12.5 | ${event} | ${user} | 1699953769906 | ${entity} | ${details} | @5KX1TBx562x538x0 | 6ywzi6`;

describe('Bitbucket audit log of old', () => {
  it('reads who, when, whence and in which session', () => {
    const event = eventOf(line('RepositoryCreatedEvent', 'Admin', 'EDGE/drop', '{"id":2}'));
    expect(event).toMatchObject({
      source: 'atlassian:bitbucket',
      action: 'RepositoryCreatedEvent',
      category: 'change',
      outcome: 'success',
      actor: { name: 'admin' },
      srcIp: '203.0.113.24',
      relatedIps: [{ ip: '10.40.12.5', role: 'proxy' }],
      session: '6ywzi6',
      targets: [{ type: 'repository', id: 'EDGE/drop', name: 'drop' }],
      message: 'admin created the repository drop in Bitbucket from 203.0.113.24',
    });
    expect(event.time).toMatchObject({ zone: 'stated', precision: 'millisecond' });
    expect(formatMicros(event.time!.micros)).toBe('2023-11-14T09:22:49.906000Z');
  });

  it.each([
    ['-', 'TAndrews', '{}'],
    ['TAndrews', '-', '-'],
    ['-', '-', '{"username":"TAndrews"}'],
  ])('gives a failed sign-in (%s, %s, %s) to the account that was tried', (user, entity, details) => {
    expect(eventOf(line('AuthenticationFailureEvent', user, entity, details))).toMatchObject({
      outcome: 'failure',
      category: 'authentication',
      actor: { name: 'tandrews' },
    });
  });

  it('sees accounts made and taken away, and what was granted', () => {
    const alias = { kind: 'login', value: 'tandrews' };
    const of = (event: string, entity: string, details: string) =>
      eventOf(line(event, 'admin', entity, details)).effects;
    expect(of('UserCreatedEvent', 'TAndrews', '-')).toEqual([{ kind: 'created-account', alias }]);
    expect(of('UserDeletedEvent', 'tandrews', '-')).toEqual([{ kind: 'disabled-account', alias }]);
    expect(
      of('ProjectPermissionGrantedEvent', 'EDGE', '{"permission":"PROJECT_ADMIN","user":"TAndrews"}'),
    ).toEqual([{ kind: 'granted', alias, what: 'PROJECT_ADMIN' }]);
    expect(of('AuthenticationFailureEvent', 'tandrews', '-')).toBeUndefined();
  });

  it('reads details that hold the separator, and keeps the event when they are no JSON', () => {
    const details = '{"name":"a | b","user":"TAndrews"}';
    expect(eventOf(line('RepositoryModifiedEvent', 'admin', 'EDGE/drop', details))).toMatchObject({
      session: '6ywzi6',
      targets: [{ type: 'user', name: 'tandrews' }, { type: 'repository' }],
    });
    const broken = importLines([line('RepositoryModifiedEvent', 'admin', 'EDGE/drop', '{"name":')]);
    expect([broken.events.length, broken.issues.join()]).toEqual([1, expect.stringContaining('json.inner')]);
  });

  it('leaves __proto__ alone', () => {
    eventOf(line('RepositoryModifiedEvent', 'admin', '-', '{"__proto__":{"user":"x"},"constructor":1}'));
    expect(({} as { user?: string }).user).toBeUndefined();
  });
});
