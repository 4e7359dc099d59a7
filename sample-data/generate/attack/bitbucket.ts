/** The attacker in Bitbucket on 22 and 23 November: 120 repositories viewed, 76 of them archived. */
import { author, SERVICE, userObject } from '../accounts.ts';
import { at } from '../clock.ts';
import { repositoryObject, SECRET_REPOSITORIES } from '../content.ts';
import { ORACLE } from '../facts.ts';
import type { Label, LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { type AffectedObject, ANONYMOUS, type AuditAction, auditRecord } from '../vendors/atlassian.ts';
import { attackerSource } from './atlassian.ts';

const random = rng('attack/bitbucket');
const service = SERVICE.bitbucket;
const account = userObject(service, 'bitbucket');

function act(
  time: number,
  action: AuditAction,
  step: Label,
  affected: readonly AffectedObject[],
  extra: Record<string, string>,
): LogRecord {
  return auditRecord({
    time,
    action,
    author: author(service, 'bitbucket'),
    from: attackerSource(random),
    affected,
    extra,
    label: step,
  });
}

const signIn = (time: string): LogRecord =>
  act(
    at(time) + random.int(20, 999),
    'bitbucket.service.audit.action.authenticationsuccess',
    { role: 'attacker', step: 'bitbucket-access' },
    [account],
    { authMethod: 'password' },
  );

/** Views a stretch of repositories one after the other and takes some of them as archives right away. */
function browse(
  from: string,
  to: string,
  first: number,
  last: number,
  archived: ReadonlySet<number>,
): LogRecord[] {
  const start = at(from);
  const step = (at(to) - start) / (last - first);
  return Array.from({ length: last - first }, (_, offset) => offset).flatMap((offset) => {
    const repository = SECRET_REPOSITORIES[first + offset]!;
    const target = [repositoryObject(repository)];
    const time = Math.floor(start + step * (offset + random.next() * 0.6));
    const viewed = act(
      time,
      'bitbucket.service.repository.audit.action.repositoryviewed',
      { role: 'attacker', step: 'repos-viewed' },
      target,
      {},
    );
    if (!archived.has(first + offset)) return [viewed];
    const details = JSON.stringify({ commit: random.hex(40), format: 'tgz', prefix: `${repository.slug}/` });
    return [
      viewed,
      act(
        time + random.int(6_000, 40_000),
        'bitbucket.service.repository.audit.action.repositoryarchived',
        { role: 'attacker', step: 'repos-archived' },
        target,
        { details },
      ),
    ];
  });
}

export function attackBitbucket(): LogRecord[] {
  const ordinals = SECRET_REPOSITORIES.map((_, index) => index);
  const archived = new Set(random.sample(ordinals, ORACLE.reposArchived));
  return [
    signIn('2023-11-22 15:02:11'),
    ...browse('2023-11-22 15:05:30', '2023-11-22 19:28:00', 0, 58, archived),
    signIn('2023-11-23 08:31:44'),
    ...browse('2023-11-23 08:34:10', '2023-11-23 12:20:00', 58, 97, archived),
    signIn('2023-11-23 13:10:05'),
    ...browse('2023-11-23 13:12:40', '2023-11-23 15:05:00', 97, 120, archived),
    auditRecord({
      time: at('2023-11-23 18:31:20') + 88,
      action: 'bitbucket.service.audit.action.authenticationfailure',
      author: ANONYMOUS,
      from: attackerSource(random),
      affected: [account],
      extra: { target: service.login, details: JSON.stringify({ error: 'Account is inactive' }) },
      label: { role: 'attacker', step: 'lockout' },
    }),
  ];
}
