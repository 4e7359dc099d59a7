/** The innocent of Northgate Freight who look like the attacker, and programs. */

import { at, DAY, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import type { Client } from '../../../sample-data/generate/kit/company.ts';
import { regularly, workdays } from '../ordinary.ts';
import { moments, type Scene, sessionId } from '../scene.ts';
import {
  BROWSER,
  BUILD,
  type Cast,
  FROM,
  GATEWAY,
  GIT,
  ISSUES,
  JIRA,
  LEEDS,
  MARKETPLACE,
  MONITORING,
  PAGES,
  RENTED,
  REPOSITORIES,
  ROUTEPLAN_VENDOR,
  SHIPSYNC_VENDOR,
  TO,
  TOKEN,
  WIKI,
  WORK,
} from './company.ts';

/** The innocent who look like the attacker. */
export function decoys(scene: Scene, cast: Cast): void {
  const { random } = scene;
  const { lead } = cast;
  const announced = `Penetration test by Redquill, 5 to 7 March, account mtest-ext, from ${RENTED.ip}`;
  scene.ticket(lead, lead.office.ip, at('2024-03-04 14:05:22') + 40, 'SEC-1140', announced, [cast.tester]);
  const redquill: Client = { address: RENTED, userAgent: BROWSER };
  for (const day of ['2024-03-05', '2024-03-06', '2024-03-07']) {
    const start = at(`${day} 10:00:00`) + random.int(0, 40 * MINUTE);
    const session = sessionId(random);
    scene.oktaRefused(cast.tester, redquill, start - 50 * SECOND);
    scene.oktaSignIn(cast.tester, redquill, start, session);
    scene.sso(cast.tester, redquill, start + 61 * SECOND, WORK.apps!.jira!, { session });
    scene.signIn('jira', cast.tester, RENTED.ip, start + 63 * SECOND);
    for (const time of moments(random, start + 2 * MINUTE, start + 5 * HOUR, 12))
      scene.viewIssue(cast.tester, RENTED.ip, time, random.pick(ISSUES));
    for (const time of moments(random, start + 2 * MINUTE, start + 5 * HOUR, 5))
      scene.viewPage(cast.tester, RENTED.ip, time, random.pick(PAGES));
    for (const door of [JIRA, WIKI, GIT]) {
      for (const port of [22, 80, 8080, 8090, 7999])
        scene.knock(door, start + port * 7, RENTED.ip, door.ip, port);
      for (const time of moments(random, start, start + 5 * HOUR, 4))
        scene.talk(door, time, RENTED.ip, door.ip, 443, [4_200, 31_000]);
    }
  }
  const { admin } = cast;
  const office = admin.office.ip;
  scene.audit(admin, office, at('2024-03-28 10:12:07') + 300, 'jira.auditing.scriptrunner.console.executed', {
    extra: { script: 'ComponentAccessor.issueManager.getIssueCountForProject(10100L)' },
  });
  scene.createUser(admin, office, at('2024-03-21 09:48:00') + 71, cast.newcomer);
  scene.addToGroup(admin, office, at('2024-03-21 09:49:10') + 8, cast.newcomer, 'jira-software-users');
  scene.deactivate(admin, office, at('2024-04-02 11:20:31') + 902, cast.leaver);
  for (const day of ['2024-03-22', '2024-03-25', '2024-03-28', '2024-04-02'])
    for (const time of moments(random, at(day) + 9 * HOUR, at(day) + 16 * HOUR, 5))
      scene.viewIssue(cast.newcomer, LEEDS.ip, time, random.pick(ISSUES));
}

/** Programs that go on with their work, also with what was stolen. */
export function programs(scene: Scene, cast: Cast): void {
  const { random } = scene;
  const revoked = at('2024-04-02 16:40:28');
  const closed = at('2024-04-02 16:03:55');
  regularly(random, FROM, TO, 6 * 3_600, (time) => {
    const dead = time > revoked;
    scene.sso(
      cast.routeplan,
      { address: ROUTEPLAN_VENDOR, userAgent: 'routeplan-connector/4.2' },
      time,
      GATEWAY,
      {
        apiTokenId: TOKEN,
        requestUri: '/app/atlassian_gateway/sso',
        ...(dead ? { result: 'FAILURE', reason: 'API_TOKEN_INVALID' } : {}),
      },
    );
  });
  regularly(random, FROM, TO, 5_400, (time) => {
    if (time > closed) {
      if (random.chance(0.3)) scene.refused('jira', cast.shipsync, SHIPSYNC_VENDOR, time);
      return;
    }
    scene.viewIssue(cast.shipsync, SHIPSYNC_VENDOR, time, random.pick(ISSUES));
    if (random.chance(0.25)) scene.talk(JIRA, time, SHIPSYNC_VENDOR, JIRA.ip, 443, [4_000, 22_000]);
  });
  for (const day of workdays(FROM, TO)) {
    for (const [index, host] of BUILD.entries()) {
      if (day > at('2024-04-02')) break;
      for (const time of moments(
        random,
        day + 6 * HOUR,
        day + (day === at('2024-04-02') ? 16 : 19) * HOUR,
        4,
      ))
        scene.repository(
          index === 0 ? 'cloned' : 'archived',
          cast.build,
          host,
          time,
          random.pick(REPOSITORIES),
        );
    }
    for (const time of moments(random, day + 7 * HOUR, day + 18 * HOUR, 4))
      scene.repository('viewed', cast.applink, JIRA.ip, time, random.pick(REPOSITORIES));
    scene.talk(JIRA, day + 3 * HOUR + random.int(0, HOUR), JIRA.ip, MARKETPLACE, 443, [3_000, 180_000]);
  }
  for (let time = FROM; time < TO; time += DAY / 24)
    scene.talk(JIRA, time + random.int(0, 90) * SECOND, JIRA.ip, MONITORING, 443, [
      random.int(2_100, 2_900),
      random.int(700, 1_100),
    ]);
}
