/** The innocent of Brackwater Utilities: Rita Castellano in her own session, her colleagues, the nightly export. */
import { at, DAY, HOUR, MINUTE } from '../../../sample-data/generate/clock.ts';
import { laptop } from '../../../sample-data/generate/kit/company.ts';
import { call, developer } from '../../../sample-data/generate/kit/deeds.ts';
import { days, deed, months, workdays } from '../ordinary.ts';
import { moments, type Scene } from '../scene.ts';
import { invoice } from './actor-a.ts';
import { APPS, type Cast, FROM, RITAS_HOME, TO, WORK } from './company.ts';

/** `session`: Rita's own, which stays open from 13 to 24 May. */
export function innocent(scene: Scene, cast: Cast, session: string): void {
  const { rita } = cast;
  const [start, end] = [at('2024-05-13'), at('2024-05-24')];
  months(scene, WORK, {
    from: FROM,
    to: TO,
    people: cast.people,
    journeys: [
      { who: cast.people[7]!, from: '2024-05-14', to: '2024-05-17' },
      { who: cast.people[13]!, from: '2024-05-27', to: '2024-05-29' },
    ],
    told: (who, day) => who === rita && day >= start && day <= end,
  });
  ritasDays(scene, cast, session, start, end);
  evenings(scene, cast);
  finance(scene, cast);
  exportOfTickets(scene, cast);
  administration(scene, cast);
}

function ritasDays(scene: Scene, { rita }: Cast, session: string, start: number, end: number): void {
  const { random } = scene;
  for (const day of workdays(start, end + DAY)) {
    const where = day === start || random.chance(0.7) ? rita.office : rita.home;
    const client = laptop(rita, where);
    const morning = day + 6 * HOUR + random.int(0, 50) * MINUTE;
    if (day === start) scene.oktaSignIn(rita, client, morning, session);
    // After the reset she begins anew, in a session that is another.
    if (day === end) continue;
    scene.sso(rita, client, morning + 2 * MINUTE, APPS.jira, { session });
    scene.signIn('jira', rita, where.ip, morning + 2 * MINUTE + 1_500);
    scene.sso(rita, client, morning + 20 * MINUTE, APPS.confluence, { session });
    for (const time of moments(random, morning + 21 * MINUTE, morning + 8 * HOUR, 9))
      deed(scene, WORK, random.pick(['jira', 'confluence'] as const), rita, where.ip, time);
  }
}

/** Rita reads on at home in the evening, also while the other one uses her line. */
function evenings(scene: Scene, { rita }: Cast): void {
  for (const day of ['2024-05-02', '2024-05-07', '2024-05-14', '2024-05-20', '2024-05-22', '2024-05-28'])
    for (const time of moments(scene.random, at(day) + 19 * HOUR, at(day) + 21 * HOUR, 6))
      deed(scene, WORK, scene.random.pick(['jira', 'confluence'] as const), rita, RITAS_HOME.ip, time);
}

/** Invoices are what finance works with: the same role, the same objects. */
function finance(scene: Scene, { rita, colleague }: Cast): void {
  const { random } = scene;
  for (const day of workdays(FROM, TO)) {
    for (const who of [rita, colleague]) {
      if (random.chance(0.5) || (who === rita && day === at('2024-05-24'))) continue;
      const start = day + 9 * HOUR + random.int(0, 4) * HOUR;
      scene.sso(who, laptop(who), start, APPS.aws);
      const role = developer(scene.book, random, who, who.office.ip, start + 3_000);
      for (const time of moments(random, start + MINUTE, start + 30 * MINUTE, 8))
        call(
          scene.book,
          role,
          time,
          's3',
          'GetObject',
          invoice(`2024/${random.int(1, 5)}/${random.int(10_000, 99_999)}.pdf`),
        );
    }
  }
}

function exportOfTickets(scene: Scene, { exporter }: Cast): void {
  const { random } = scene;
  const closed = at('2024-05-29 14:22:39');
  for (const day of days(FROM, TO)) {
    const start = day + 23 * HOUR + random.int(0, 6) * MINUTE;
    if (start > closed) {
      scene.refused('jira', exporter, '10.31.7.12', start);
      continue;
    }
    scene.signIn('jira', exporter, '10.31.7.12', start);
    scene.searchIssues(exporter, '10.31.7.12', start + 2_000, 'updated >= -1d');
    for (const time of moments(random, start + MINUTE, start + 10 * MINUTE, 9))
      scene.viewIssue(exporter, '10.31.7.12', time, random.pick(WORK.issues));
  }
}

function administration(scene: Scene, { jiraAdmin, newcomer }: Cast): void {
  const office = jiraAdmin.office.ip;
  scene.createUser(jiraAdmin, office, at('2024-05-17 09:12:44') + 8, newcomer);
  scene.addToGroup(jiraAdmin, office, at('2024-05-17 09:13:30') + 77, newcomer, 'jira-software-users');
  for (const day of ['2024-05-21', '2024-05-23', '2024-05-27'])
    for (const time of moments(scene.random, at(day) + 8 * HOUR, at(day) + 15 * HOUR, 4))
      scene.viewIssue(newcomer, office, time, scene.random.pick(WORK.issues));
}
