/** Larkfield Mutual without the attack: what there is, and the job of a service account. */
import type { Address } from '../../sample-data/generate/addresses.ts';
import { at, HOUR, MINUTE, SECOND } from '../../sample-data/generate/clock.ts';
import { type AuditLog, userThing } from './office/audit.ts';
import { elsewhere } from './office/elsewhere.ts';
import { type Life, workdays } from './office/life.ts';
import type { Person } from './office/staff.ts';

/** The two addresses that everybody leaves through. */
export const EXITS: readonly Address[] = ['198.51.100.17', '198.51.100.18'].map((ip) =>
  elsewhere(ip, 'London', 'United Kingdom', 64497, 'web gateway'),
);

/** The two agents that the fleet has. */
export const FLEET = ['Chrome/132.0.0.0 Safari/537.36', 'Chrome/132.0.0.0 Safari/537.36 Edg/132.0.0.0'].map(
  (end) => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${end}`,
);

/** Of the victim's phone. */
export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Mobile/15E148 Safari/604.1';

const JOB_SERVER = '10.20.4.31';

/** What there is to be looked at. */
export const CONTENT = {
  projects: ['CLM', 'UND', 'PLAT', 'IDM', 'DESK'],
  pages: [
    'Claims runbook',
    'Reserving calendar',
    'Gateway change plan',
    'Single sign-on overview',
    'Service accounts',
    'On call',
    'Broker portal release',
    'Data retention',
    'Disaster recovery',
    'Payment files',
    'Vault operations',
    'Leaver checklist',
    'Team lunch',
    'Privileged access',
  ],
  repositories: [],
};

/** The hourly job of `reporting` from its server, refused once its password is another; from 24 February as `reports`. */
export function jobs(jira: AuditLog, wiki: AuditLog, life: Life, reporting: Person, reports: Person): void {
  for (const day of workdays(at('2025-02-03'), at('2025-02-28')))
    for (let hour = 6; hour < 22; hour += 2) {
      const time = day + hour * HOUR + 4 * SECOND;
      const who = day >= at('2025-02-24') ? reports : reporting;
      const shut = time > at('2025-02-19 02:14:09') && day < at('2025-02-24');
      const action = `jira.auditing.user.${shut ? 'login.failed' : 'logged.in'}` as const;
      jira.write({
        time: time + 310,
        action,
        who: shut ? null : who,
        from: JOB_SERVER,
        things: [userThing(who)],
      });
      if (shut) continue;
      for (let step = 1; step <= 3; step++)
        jira.write({
          time: time + step * 5210,
          action: 'jira.auditing.issue.searched',
          who,
          from: JOB_SERVER,
        });
      if (hour === 6)
        wiki.write({
          time: time + MINUTE,
          action: 'audit.logging.summary.page.updated',
          who,
          from: JOB_SERVER,
          things: [life.page()],
        });
    }
}
