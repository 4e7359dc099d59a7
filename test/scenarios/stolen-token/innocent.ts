/** The innocent of Tessellate Labs: Karel himself, the farm that works with his token, and those who look like the attacker. */
import { at, HOUR, MINUTE } from '../../../sample-data/generate/clock.ts';
import { months, regularly, scanners, visitors, workdays } from '../ordinary.ts';
import { moments, type Scene } from '../scene.ts';
import {
  BRNO,
  type Cast,
  FARM,
  FROM,
  GIT,
  git,
  HOTEL,
  OWN_KEY,
  PAGES,
  RENEWED,
  REPOSITORIES,
  refusedToken,
  STOLEN,
  TO,
  tokenRecord,
  WIKI,
  WORK,
  WORKSTATION,
} from './company.ts';

export function innocent(scene: Scene, cast: Cast): void {
  const { random } = scene;
  months(scene, WORK, {
    from: FROM,
    to: TO,
    people: cast.people,
    journeys: [{ who: cast.karel, from: '2024-02-08', to: '2024-02-09', line: HOTEL }],
  });
  farm(scene, cast);
  sshWork(scene, cast);
  rotation(scene, cast);
  reports(scene, cast);
  for (const door of [GIT, WIKI]) {
    scanners(scene, door, 70, FROM, TO, 443);
    visitors(
      scene,
      door,
      443,
      [BRNO.ip, BRNO.ip, WORKSTATION.ip, ...cast.people.map(({ home }) => home.ip)],
      FROM,
      TO,
      300,
    );
    visitors(scene, door, 443, ['66.249.66.11', '66.249.66.12'], FROM, TO, 20);
  }
  for (const time of moments(random, at('2024-02-08 18:00:00'), at('2024-02-09 22:00:00'), 6))
    scene.talk(GIT, time, HOTEL.ip, GIT.ip, 7999, [4_000, 300_000]);
}

/** The same repositories with the same token, hour by hour; refused when it is revoked, then with the new one. */
function farm(scene: Scene, { karel }: Cast): void {
  const { random } = scene;
  const revoked = at('2024-02-19 10:05:12');
  const renewed = at('2024-02-19 11:34:20');
  regularly(random, FROM, TO, 3_600, (time) => {
    const host = random.pick(FARM);
    const repository = random.pick(REPOSITORIES);
    if (time > revoked && time < renewed) return refusedToken(scene, karel, host, time, repository);
    git(
      scene,
      karel,
      host,
      time,
      repository,
      { token: time < revoked ? STOLEN : RENEWED },
      random.chance(0.7) ? 'clone' : 'fetch',
    );
    if (random.chance(0.4))
      scene.talk(GIT, time - 1_000, host, GIT.ip, 443, [3_000, random.int(90_000, 20_000_000)]);
  });
  for (const [index, host] of FARM.entries())
    refusedToken(scene, karel, host, revoked + (index * 11 + 3) * MINUTE, REPOSITORIES[index]!);
}

function sshWork(scene: Scene, { karel, contractor, people }: Cast): void {
  const { random } = scene;
  for (const day of workdays(FROM, TO)) {
    const away = day >= at('2024-02-08') && day <= at('2024-02-09');
    const from = away ? HOTEL.ip : random.chance(0.7) ? karel.office.ip : karel.home.ip;
    for (const time of moments(random, day + 8 * HOUR, day + (away ? 21 : 17) * HOUR, 4))
      git(
        scene,
        karel,
        from,
        time,
        random.pick(REPOSITORIES),
        { ssh: OWN_KEY },
        random.pick(['clone', 'fetch', 'push'] as const),
      );
    for (const time of moments(random, day + 8 * HOUR, day + 18 * HOUR, 4))
      git(
        scene,
        contractor,
        WORKSTATION.ip,
        time,
        random.pick(REPOSITORIES),
        { ssh: 97 },
        random.pick(['clone', 'fetch', 'push'] as const),
      );
    for (const [index, who] of people.slice(4).entries())
      if (random.chance(0.6))
        git(
          scene,
          who,
          who.office.ip,
          day + random.int(8 * 60, 17 * 60) * MINUTE,
          random.pick(REPOSITORIES),
          { ssh: 101 + index },
          random.pick(['fetch', 'push'] as const),
        );
  }
}

/** A colleague changes her token on the day of the attacker's; Karel makes a new one for the farm. */
function rotation(scene: Scene, { petra, karel }: Cast): void {
  const office = petra.office.ip;
  tokenRecord(
    scene,
    'created',
    petra,
    petra,
    office,
    at('2024-02-15 13:20:08') + 7,
    '690117723401',
    'scripts-2024',
  );
  tokenRecord(
    scene,
    'deleted',
    petra,
    petra,
    office,
    at('2024-02-15 13:31:50') + 300,
    '514408812290',
    'scripts',
  );
  for (const day of ['2024-02-15', '2024-02-16', '2024-02-20', '2024-02-21'])
    for (const time of moments(scene.random, at(day) + 13.7 * HOUR, at(day) + 17 * HOUR, 3))
      git(scene, petra, office, time, scene.random.pick(REPOSITORIES), { token: '690117723401' });
  tokenRecord(scene, 'created', karel, karel, BRNO.ip, at('2024-02-19 11:30:02') + 91, RENEWED, 'farm-2');
}

/** The account that is called like a person writes the reports of the builds. */
function reports(scene: Scene, { build }: Cast): void {
  const { random } = scene;
  for (const day of workdays(FROM, TO)) {
    const host = '10.60.8.30';
    scene.signIn('confluence', build, host, day + 5 * HOUR + random.int(0, 9_000));
    for (const time of moments(random, day + 5 * HOUR + MINUTE, day + 20 * HOUR, 6))
      scene.audit(
        build,
        host,
        time,
        random.chance(0.5) ? 'audit.logging.summary.page.updated' : 'audit.logging.summary.page.viewed',
        {
          affected: [{ name: `Build report ${random.pick(PAGES)}`, type: 'Page' }],
        },
      );
  }
}
