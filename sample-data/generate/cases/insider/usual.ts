/** What would have happened anyway: days of work, late evenings of many, the insider's own among them, machines. */
import { at, HOUR, isWeekend, MINUTE, SECOND } from '../../clock.ts';
import { adminWeeks, iamClient, joiner } from '../../kit/admins.ts';
import { background } from '../../kit/background.ts';
import { author, laptop } from '../../kit/company.ts';
import {
  accessKey,
  call,
  conversation,
  developer,
  issue,
  oktaDeed,
  page,
  productSignIn,
  repository,
  signIn,
  sso,
  userTarget,
} from '../../kit/deeds.ts';
import { daily, scheduled } from '../../kit/machines.ts';
import { atlassianAndAws, officeWeeks } from '../../kit/office.ts';
import { pace } from '../../kit/pace.ts';
import { hotelLine } from '../../kit/places.ts';
import {
  ADMINS,
  BACKUP,
  BUILD,
  book,
  CASTELLANE,
  COLLEAGUE,
  DAYS,
  DEPLOYER,
  FROM,
  INSIDER,
  OFFICE,
  PEOPLE,
  SERVER,
  TO,
} from './world.ts';

/** Nobody works with the insider's account after this. */
const SUSPENDED = at('2025-02-27');

export function usual(): void {
  const random = book.stream('usual');
  const weeks = { homeShare: 0.35, vpn: OFFICE.vpn, pieces: 5 };
  const journeys = [
    { who: PEOPLE[20]!, from: at('2025-02-17'), to: at('2025-02-21'), at: hotelLine(random) },
  ];
  officeWeeks(book, { ...weeks, people: PEOPLE, days: DAYS.filter((day) => day < SUSPENDED), journeys });
  officeWeeks(book, {
    ...weeks,
    people: PEOPLE.filter((who) => who !== INSIDER),
    part: 'office after the suspension',
    days: DAYS.filter((day) => day >= SUSPENDED),
  });
  adminWeeks(book, {
    admins: ADMINS,
    people: PEOPLE,
    days: DAYS,
    iamUsers: ['warehouse-loader'],
    joiners: ['Maurice Kessler', 'Amelie Roux', 'Sonar Service'].map((name, index) => {
      const login = index === 2 ? 'svc-sonar' : String(40_970 + index);
      return joiner(
        random,
        name,
        `${index === 2 ? login : name.toLowerCase().replace(' ', '.')}@${CASTELLANE.domain}`,
        login,
        220 + index,
      );
    }),
  });
  background(book, { people: PEOPLE, days: DAYS, sprays: 4, server: SERVER, flowsPerDay: 14 });
  evenings();
  insidersOwn();
  colleaguesOwn();
  machines();
}

/** Others work late too, over the same exit and from the same offices, and take code with them. */
function evenings(): void {
  const random = book.stream('evenings');
  const others = PEOPLE.filter((who) => who !== INSIDER && who !== COLLEAGUE);
  for (const day of DAYS.filter((one) => !isWeekend(one))) {
    for (const who of random.sample(others, random.int(2, 4))) {
      const where = random.pick([OFFICE.vpn, OFFICE.vpn, who.office]);
      const start = day + 18 * HOUR + random.int(0, 150) * MINUTE;
      const session = signIn(book, random, who, laptop(who, where), start);
      sso(book, session, 'jira', start + 30 * SECOND);
      const next = pace(random, start + MINUTE);
      for (let i = 0; i < random.int(2, 6); i++) atlassianAndAws(book, random, session, who, next(60, 900));
      if (random.chance(0.15))
        repository(book, { who, ip: where.ip }, next(60, 400), 'web/storefront', 'archived');
    }
  }
}

/** The insider on call: evenings over the same exit, a key rotated for its own job, an account helped; his ordinary work. */
function insidersOwn(): void {
  const random = book.stream('own');
  for (const day of ['2025-02-06', '2025-02-12', '2025-02-18', '2025-02-24']) {
    const start = at(day) + 19 * HOUR + random.int(0, 60) * MINUTE;
    const session = signIn(book, random, INSIDER, laptop(INSIDER, OFFICE.vpn), start);
    sso(book, session, 'jira', start + 20 * SECOND);
    sso(book, session, 'aws', start + 70 * SECOND);
    const next = pace(random, start + 2 * MINUTE);
    const who = { who: INSIDER, ip: OFFICE.vpn.ip };
    issue(book, who, next(20, 60), `OPS-${random.int(100, 2400)}`, 'updated');
    page(book, who, next(20, 90), 'On-call handbook');
    const aws = developer(book, random, INSIDER, OFFICE.vpn.ip, next(30, 90));
    for (const name of ['DescribeInstances', 'DescribeVolumes', 'RebootInstances'])
      call(book, aws, next(10, 60), 'ec2', name);
    issue(book, who, next(200, 600), `OPS-${random.int(100, 2400)}`, 'updated');
  }
  const day = at('2025-02-13') + 9 * HOUR;
  const aws = developer(book, random, INSIDER, INSIDER.office.ip, day);
  const key = accessKey(book, random, aws, 'backup-agent', day + MINUTE);
  const renewed = iamClient(book, 'backup-agent', key, OFFICE.builders.ip, 'Boto3/1.34.90');
  scheduled(random, daily(at('2025-02-14'), TO, 90 * MINUTE), (time) => {
    for (let i = 0; i < 3; i++)
      call(book, renewed, time + i * 3 * SECOND, 's3', 'PutObject', {
        request: { bucketName: 'castellane-backup' },
      });
  });
  const help = at('2025-02-19') + 8 * HOUR;
  const session = signIn(book, random, INSIDER, laptop(INSIDER), help);
  oktaDeed(book, session, help + MINUTE, 'user.session.access_admin_app');
  oktaDeed(book, session, help + 2 * MINUTE, 'user.mfa.factor.reset_all', [userTarget(PEOPLE[25]!)]);
}

/** The colleague herself works late on the evening on which somebody else is in her account, and mends her factor the day after. */
function colleaguesOwn(): void {
  const random = book.stream('colleague');
  const home = laptop(COLLEAGUE, COLLEAGUE.home);
  const start = at('2025-02-11') + 18 * HOUR + 20 * MINUTE;
  const session = signIn(book, random, COLLEAGUE, home, start);
  sso(book, session, 'confluence', start + MINUTE);
  const own = { who: COLLEAGUE, ip: COLLEAGUE.home.ip };
  productSignIn(book, 'confluence', own, start + 62 * SECOND);
  for (let i = 0; i < 7; i++)
    page(
      book,
      own,
      start + (4 + i * 14) * MINUTE,
      random.pick(['Quarterly goals', 'Expense policy', 'Holiday overview']),
    );
  const morning = signIn(book, random, COLLEAGUE, laptop(COLLEAGUE), at('2025-02-12') + 7 * HOUR);
  oktaDeed(book, morning, at('2025-02-12') + 7 * HOUR + 2 * MINUTE, 'user.mfa.factor.activate', [
    userTarget(COLLEAGUE),
  ]);
  const jira = { author: author('jira', COLLEAGUE), from: COLLEAGUE.office.ip };
  book.audit({
    ...jira,
    time: at('2025-02-12') + 7 * HOUR + 9 * MINUTE,
    action: 'jira.auditing.issue.created',
    affected: [{ id: '1', name: 'SUP-2011', type: 'ISSUE' }],
  });
}

function machines(): void {
  const random = book.stream('machines');
  const at4 = { who: BUILD, ip: OFFICE.builders.ip };
  scheduled(random, { from: FROM, to: TO, everyMs: 3 * HOUR, offsetMs: 12 * MINUTE }, (time) => {
    productSignIn(book, 'bitbucket', at4, time);
    for (const name of random.sample(
      ['web/storefront', 'web/checkout', 'platform/base-images', 'data/ingest'],
      2,
    ))
      repository(book, at4, time + random.int(3, 40) * SECOND, name, 'cloned');
    issue(book, at4, time + 4 * MINUTE, `OPS-${random.int(100, 2400)}`, 'updated');
    conversation(book, SERVER.eni, {
      client: at4.ip,
      clientPort: random.int(2_000, 60_000),
      server: SERVER.ip,
      serverPort: 443,
      time,
      seconds: 40,
      sent: 9_000,
      received: 800_000,
    });
  });
  scheduled(random, { from: FROM, to: TO, everyMs: 6 * HOUR, offsetMs: 70 * MINUTE }, (time) => {
    for (const [index, name] of ['GetObject', 'PutObject', 'PutObject'].entries())
      call(book, DEPLOYER, time + index * 5 * SECOND, 's3', name, {
        request: { bucketName: 'castellane-artifacts' },
      });
    call(book, DEPLOYER, time + 30 * SECOND, 'ecs', 'UpdateService');
  });
  scheduled(random, daily(FROM, at('2025-02-13'), 90 * MINUTE), (time) => {
    for (let i = 0; i < 3; i++)
      call(book, BACKUP, time + i * 3 * SECOND, 's3', 'PutObject', {
        request: { bucketName: 'castellane-backup' },
      });
  });
}
