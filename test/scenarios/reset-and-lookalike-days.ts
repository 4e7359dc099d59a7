/** Brightwater Housing without the attack. */
import { groupTarget, userTarget } from '../../sample-data/generate/kit/deeds.ts';
import { type AuditLog, accountValues, userThing } from './office/audit.ts';
import { elsewhere } from './office/elsewhere.ts';
import type { Hand } from './office/hand.ts';
import { appTargets } from './office/okta.ts';
import type { Person } from './office/staff.ts';

/** The company's own address. */
export const OFFICE = elsewhere('203.0.113.40', 'Rotterdam', 'Netherlands', 64500, 'brightwater housing');
/** Of everybody who works at home, and of the actor. */
export const EXIT = elsewhere('198.51.100.9', 'Amsterdam', 'Netherlands', 64501, 'brightwater vpn');

/** Of the staff. */
export const AGENTS = ['133.0.0.0', '134.0.0.0'].flatMap((version) => [
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`,
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`,
]);

/** What there is to be looked at. */
export const CONTENT = {
  projects: ['REP', 'RENT', 'ICT', 'BUILD', 'FIN'],
  pages: [
    'Rent calculation',
    'Repairs handbook',
    'Payment run',
    'Supplier accounts',
    'Network map',
    'Jira administration',
    'Tenant data',
    'Board papers',
    'Bank mandates',
    'Print queues',
    'Works council',
    'Access to the server room',
  ],
  repositories: [],
};

/** A new employee's accounts, made in the session that the actor uses elsewhere at the same time. */
export function onboard(
  desk: Hand,
  jira: AuditLog,
  admin: Person,
  who: Person,
  session: string,
  time: string,
): void {
  const user = [userTarget(who)];
  desk.okta(`${time}:05`, 'user.lifecycle.create', admin, '', { session, targets: user });
  desk.okta(`${time}:31`, 'user.lifecycle.activate', admin, '', { session, targets: user });
  desk.okta(`${time}:50`, 'group.user_membership.add', admin, '', {
    session,
    targets: [...user, groupTarget('everyone')],
  });
  const targets = [...user, ...appTargets('Jira', who, who.login)];
  desk.okta(`${time}:58`, 'application.user_membership.add', admin, '', { session, targets });
  const changed = accountValues(who, who.email.replace('brightwater', 'brightwater-homes'));
  const later = `${time.slice(0, -1)}9`;
  desk.audit(jira, `${later}:10`, 'jira.auditing.user.created', admin, '', [userThing(who)], { changed });
  const group = [userThing(who), { name: 'jira-software-users', type: 'GROUP' }];
  desk.audit(jira, `${later}:40`, 'jira.auditing.group.user.added', admin, '', group);
}
