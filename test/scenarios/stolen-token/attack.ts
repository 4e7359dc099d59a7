/** What the attacker of Tessellate Labs does, and what the defenders do about it. */
import { at, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import { credential, ip } from '../../../sample-data/generate/kit/scenario.ts';
import { moments, type Scene } from '../scene.ts';
import {
  type Cast,
  FIRST,
  GIT,
  git,
  keyRecord,
  MINTED,
  MINTED_KEY,
  REPOSITORIES,
  refusedToken,
  rest,
  SECOND_LINE,
  SECRET_PAGES,
  STOLEN,
  THIRD,
  tokenRecord,
  WIKI,
} from './company.ts';

export function attack(scene: Scene, cast: Cast): string[] {
  clones(scene, cast);
  persistence(scene, cast);
  confluence(scene, cast);
  response(scene, cast);
  comeback(scene, cast);
  return [credential(MINTED), ip(FIRST), ip(SECOND_LINE), ip(THIRD)];
}

/** The requests and clones of an evening, with their conversations at the door. */
function evening(
  scene: Scene,
  { karel }: Cast,
  step: string,
  from: string,
  start: string,
  repositories: readonly string[],
): void {
  const own = scene.attacker(step);
  const flows = scene.attacker('attacker-flows');
  const begin = at(start);
  rest(own, karel, from, begin + 214, 'GET /rest/api/latest/projects?limit=1000', STOLEN);
  rest(own, karel, from, begin + 9_420, 'GET /rest/api/latest/projects/LAB/repos?limit=1000', STOLEN);
  flows.talk(GIT, begin - SECOND, from, GIT.ip, 443, [3_900, 91_000]);
  for (const [index, time] of moments(
    scene.random,
    begin + MINUTE,
    begin + 2 * HOUR,
    repositories.length,
  ).entries()) {
    git(own, karel, from, time, repositories[index]!, { token: STOLEN });
    flows.talk(GIT, time - 2 * SECOND, from, GIT.ip, 443, [
      scene.random.int(2_000, 5_000),
      scene.random.int(90_000, 40_000_000),
    ]);
  }
}

function clones(scene: Scene, cast: Cast): void {
  evening(scene, cast, 'clones-1', FIRST, '2024-02-06 21:14:03', REPOSITORIES.slice(0, 8));
  evening(scene, cast, 'clones-1', FIRST, '2024-02-07 20:40:51', REPOSITORIES.slice(8, 14));
  evening(scene, cast, 'clones-2', SECOND_LINE, '2024-02-12 22:05:30', REPOSITORIES.slice(14, 26));
  evening(scene, cast, 'clones-2', SECOND_LINE, '2024-02-13 21:31:17', REPOSITORIES.slice(26, 33));
  evening(scene, cast, 'clones-3', THIRD, '2024-02-15 20:12:44', REPOSITORIES.slice(33, 44));
}

function persistence(scene: Scene, { karel }: Cast): void {
  const flows = scene.attacker('attacker-flows');
  const key = scene.attacker('minted-key');
  const first = at('2024-02-13 23:48:20');
  rest(key, karel, SECOND_LINE, first + 90, 'POST /rest/ssh/latest/keys', STOLEN, 201);
  keyRecord(key, 'created', karel, karel, SECOND_LINE, first + 112, MINTED_KEY, 'laptop');
  flows.talk(GIT, first - SECOND, SECOND_LINE, GIT.ip, 443, [2_900, 3_100]);

  const token = scene.attacker('minted-token');
  const second = at('2024-02-16 20:03:36');
  rest(token, karel, THIRD, second + 41, 'PUT /rest/access-tokens/latest/users/dvorak.k', STOLEN);
  tokenRecord(token, 'created', karel, karel, THIRD, second + 77, MINTED, 'ide');
  flows.talk(GIT, second - SECOND, THIRD, GIT.ip, 443, [2_700, 2_900]);
}

/** With a password that stood in a repository. */
function confluence(scene: Scene, { build }: Cast): void {
  const wiki = scene.attacker('confluence');
  const start = at('2024-02-16 20:31:09');
  wiki.signIn('confluence', build, THIRD, start + 505);
  for (const [index, words] of ['customer key', 'signing', 'vpn'].entries())
    wiki.searchPages(build, THIRD, start + (index * 9 + 1) * MINUTE + 31, words);
  for (const [index, time] of moments(
    scene.random,
    start + 2 * MINUTE,
    start + 80 * MINUTE,
    SECRET_PAGES.length,
  ).entries()) {
    wiki.viewPage(build, THIRD, time, SECRET_PAGES[index]!);
    if (index % 3 === 0)
      scene
        .attacker('attacker-flows')
        .talk(WIKI, time - SECOND, THIRD, WIKI.ip, 443, [2_200, scene.random.int(30_000, 200_000)]);
  }
}

function response(scene: Scene, { karel, admin, build }: Cast): void {
  const office = admin.office.ip;
  tokenRecord(
    scene.response('token-revoked'),
    'deleted',
    admin,
    karel,
    office,
    at('2024-02-19 10:05:12') + 640,
    STOLEN,
    'farm',
  );
  const second = scene.response('persistence-removed');
  keyRecord(second, 'deleted', admin, karel, office, at('2024-02-22 16:30:44') + 9, MINTED_KEY, 'laptop');
  tokenRecord(second, 'deleted', admin, karel, office, at('2024-02-22 16:32:05') + 310, MINTED, 'ide');
  second.audit(
    admin,
    office,
    at('2024-02-22 16:41:20') + 88,
    'bitbucket.service.user.audit.action.usercredentialupdated',
    {
      affected: [second.user(karel, 'bitbucket')],
    },
  );
  second.audit(admin, office, at('2024-02-22 16:50:02') + 4, 'audit.logging.summary.user.password.changed', {
    affected: [second.user(build, 'confluence')],
  });
}

function comeback(scene: Scene, { karel }: Cast): void {
  const { random } = scene;
  const flows = scene.attacker('attacker-flows');
  const refused = scene.attacker('refused');
  for (const time of ['2024-02-19 22:10:31', '2024-02-19 22:10:58', '2024-02-19 22:14:02']) {
    refusedToken(refused, karel, THIRD, at(time) + 60, REPOSITORIES[44]!);
    flows.talk(GIT, at(time) - SECOND, THIRD, GIT.ip, 443, [1_700, 1_200]);
  }
  const back = scene.attacker('comeback');
  for (const [index, time] of moments(
    random,
    at('2024-02-20 21:20:00'),
    at('2024-02-20 22:40:00'),
    5,
  ).entries()) {
    git(back, karel, THIRD, time, REPOSITORIES[45 + index]!, { token: MINTED });
    flows.talk(GIT, time - SECOND, THIRD, GIT.ip, 443, [3_000, random.int(90_000, 9_000_000)]);
  }
  for (const [index, time] of moments(
    random,
    at('2024-02-21 23:02:00'),
    at('2024-02-22 00:30:00'),
    4,
  ).entries()) {
    git(back, karel, SECOND_LINE, time, REPOSITORIES[index < 2 ? index : 50 + index]!, { ssh: MINTED_KEY });
    flows.talk(GIT, time - SECOND, SECOND_LINE, GIT.ip, 7999, [3_000, random.int(90_000, 9_000_000)]);
  }
  const out = scene.attacker('lockout');
  for (const time of ['2024-02-22 21:50:13', '2024-02-22 21:50:49']) {
    refusedToken(out, karel, THIRD, at(time) + 12, REPOSITORIES[51]!);
    flows.talk(GIT, at(time) - SECOND, THIRD, GIT.ip, 443, [1_700, 1_200]);
  }
  for (const [index, time] of [
    '2024-02-23 06:20:01',
    '2024-02-23 06:20:30',
    '2024-02-23 20:44:09',
    '2024-02-23 20:45:51',
  ].entries())
    out.knock(GIT, at(time), index % 2 === 0 ? SECOND_LINE : THIRD, GIT.ip, index % 2 === 0 ? 7999 : 443);
}
