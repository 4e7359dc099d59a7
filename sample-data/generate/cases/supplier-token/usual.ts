/** What would have happened anyway: the staff, the suppliers' jobs before, during and after, and all that looks alike. */
import { at, DAY, HOUR, MINUTE, SECOND } from '../../clock.ts';
import { adminWeeks, joiner } from '../../kit/admins.ts';
import { background } from '../../kit/background.ts';
import type { Client } from '../../kit/company.ts';
import {
  call,
  conversation,
  groupTarget,
  issue,
  oktaApi,
  page,
  productSignIn,
  signIn,
  sso,
  userTarget,
} from '../../kit/deeds.ts';
import { daily, scheduled } from '../../kit/machines.ts';
import { officeWeeks } from '../../kit/office.ts';
import { address, hotelLine, place } from '../../kit/places.ts';
import {
  ADMINS,
  BATCH,
  book,
  DAYS,
  ENGINEER,
  FROM,
  NORRVIK,
  OFFICE,
  PEOPLE,
  QUORVIA,
  REPORT,
  SERVER,
  TESSERA,
  TO,
} from './world.ts';

export function usual(): void {
  const random = book.stream('usual');
  officeWeeks(book, {
    people: PEOPLE,
    days: DAYS,
    homeShare: 0.3,
    vpn: OFFICE.vpn,
    pieces: 5,
    journeys: [
      { who: PEOPLE[7]!, from: at('2024-09-16'), to: at('2024-09-20'), at: hotelLine(random) },
      // In the city of the actor's first machine, in the same week.
      {
        who: PEOPLE[15]!,
        from: at('2024-09-12'),
        to: at('2024-09-18'),
        at: address('78.60.201.17', place('Vilnius', 'Lithuania', 8_764, 'Telia Lietuva')),
      },
    ],
  });
  adminWeeks(book, {
    admins: ADMINS,
    people: PEOPLE,
    days: DAYS,
    iamUsers: ['report-reader', 'warehouse-loader'],
    joiners: ['Sanna Ekberg', 'Leo Hartmann', 'Lene Markussen'].map((name, index) => {
      const [first, last] = name.toLowerCase().split(' ') as [string, string];
      return joiner(random, name, `${first}.${last}@${NORRVIK.domain}`, `${first[0]}${last}`, 310 + index);
    }),
  });
  background(book, { people: PEOPLE, days: DAYS, sprays: 5, server: SERVER, flowsPerDay: 14 });
  tessera();
  quorvia();
  batches();
  readers();
}

/** People every two hours by the API, tickets every four, from the supplier's machines. After the revocation it fails. */
function tessera(): void {
  const random = book.stream('tessera');
  const { account, token, machines, newMachine, agent } = TESSERA;
  const revoked = at('2024-09-25 08:52:00');
  const machine = (time: number) =>
    random.pick(time < at('2024-09-19') ? machines : [...machines, newMachine]);
  scheduled(random, { from: FROM, to: TO, everyMs: 2 * HOUR, offsetMs: 5 * MINUTE }, (time) => {
    const client: Client = { address: machine(time), userAgent: agent };
    if (time > revoked) return;
    for (const [index, who] of random.sample(PEOPLE, random.int(1, 3)).entries())
      oktaApi(book, account, token, client, time + index * SECOND, 'application.provision.user.sync', [
        userTarget(who),
      ]);
  });
  scheduled(random, { from: FROM, to: TO, everyMs: 4 * HOUR, offsetMs: 20 * MINUTE }, (time) => {
    const { ip } = machine(time);
    if (time > revoked) return;
    productSignIn(book, 'jira', { who: account, ip }, time);
    for (let i = 0; i < random.int(2, 4); i++)
      issue(
        book,
        { who: account, ip },
        time + (i + 1) * 4 * SECOND,
        `SUP-${random.int(100, 900)}`,
        'updated',
      );
    conversation(book, SERVER.eni, {
      client: ip,
      clientPort: random.int(2000, 65_000),
      server: SERVER.ip,
      serverPort: 443,
      time,
      seconds: 20,
      sent: 8_000,
      received: 22_000,
    });
  });
  engineer(revoked);
}

/** Tessera's engineer signs in as himself, and twice a week runs the connector by hand, both from the exit. */
function engineer(revoked: number): void {
  const random = book.stream('engineer');
  const { account, token, exit, agent, engineer: pavel } = TESSERA;
  for (const day of DAYS.filter((_, index) => [1, 3].includes(index % 7) || index % 7 === 0)) {
    const start = day + 7 * HOUR + random.int(0, 240) * MINUTE;
    const session = signIn(book, random, pavel, ENGINEER, start);
    sso(book, session, 'jira', start + 30 * SECOND);
    productSignIn(book, 'jira', { who: pavel, ip: exit.ip }, start + 33 * SECOND);
    for (let i = 0; i < random.int(3, 7); i++)
      issue(
        book,
        { who: pavel, ip: exit.ip },
        start + random.int(2, 300) * MINUTE,
        `SUP-${random.int(100, 900)}`,
        random.pick(['viewed', 'updated'] as const),
      );
    page(book, { who: pavel, ip: exit.ip }, start + 40 * MINUTE, 'Support escalation paths');
    conversation(book, SERVER.eni, {
      client: exit.ip,
      clientPort: random.int(2000, 65_000),
      server: SERVER.ip,
      serverPort: 443,
      time: start + 34 * SECOND,
      seconds: 55,
      sent: 5_200,
      received: 61_000,
    });
    const manual = start + random.int(60, 200) * MINUTE;
    if (manual > revoked) continue;
    for (const [index, who] of random.sample(PEOPLE, 4).entries())
      oktaApi(
        book,
        account,
        token,
        { address: exit, userAgent: `${agent} manual` },
        manual + index * 2 * SECOND,
        'application.provision.user.sync',
        [userTarget(who)],
      );
  }
}

/** The other supplier puts people into groups every night, with the tool that the actor uses too. */
function quorvia(): void {
  const random = book.stream('quorvia');
  const { account, token, client } = QUORVIA;
  scheduled(random, daily(FROM, TO, 3 * HOUR), (time) => {
    const who = random.pick(PEOPLE);
    oktaApi(book, account, token, client, time, 'group.user_membership.add', [
      userTarget(who),
      groupTarget('report-readers'),
    ]);
    oktaApi(book, account, token, client, time + 5 * SECOND, 'application.user_membership.add', [
      userTarget(who),
      groupTarget('Reports'),
    ]);
    productSignIn(book, 'confluence', { who: account, ip: client.address.ip }, time + MINUTE);
    page(book, { who: account, ip: client.address.ip }, time + 2 * MINUTE, 'Quarterly goals', 'exported');
  });
}

/** The key that stands on the wiki page works every night from the company's own address, until it is switched off. */
function batches(): void {
  const random = book.stream('batches');
  const off = at('2024-09-25 09:20:00');
  scheduled(random, daily(FROM, TO, 2 * HOUR), (time) => {
    if (time > off) return;
    call(book, BATCH, time, 's3', 'ListObjects', { request: { bucketName: 'norrvik-shipments' } });
    for (let i = 0; i < 4; i++)
      call(book, BATCH, time + (i + 1) * 3 * SECOND, 's3', 'PutObject', {
        request: { bucketName: 'norrvik-exports', key: `daily/${random.int(1000, 9999)}.csv` },
      });
  });
  scheduled(random, { from: FROM, to: TO, everyMs: 12 * HOUR, offsetMs: 5 * HOUR }, (time) => {
    for (let i = 0; i < 3; i++)
      call(book, REPORT, time + i * 2 * SECOND, 's3', 'GetObject', {
        request: { bucketName: 'norrvik-exports', key: `daily/${random.int(1000, 9999)}.csv` },
      });
  });
}

/** Colleagues read the page with the key before and after, and one looks for it on the very day. */
function readers(): void {
  for (const [index, day] of [
    '2024-09-04',
    '2024-09-11',
    '2024-09-18',
    '2024-09-19',
    '2024-09-26',
  ].entries()) {
    const who = PEOPLE[2 + index * 3]!;
    page(book, { who, ip: who.office.ip }, at(day) + 11 * HOUR + index * 7 * MINUTE, 'Batch export runbook');
  }
  const late = PEOPLE[22]!;
  const time = at('2024-09-18') + 19 * HOUR;
  const session = signIn(
    book,
    book.stream('late'),
    late,
    { address: late.home, userAgent: late.userAgent, device: late.device },
    time,
  );
  sso(book, session, 'confluence', time + MINUTE);
  page(book, { who: late, ip: late.home.ip }, time + 2 * MINUTE, 'Batch export runbook', 'updated');
  page(book, { who: late, ip: late.home.ip }, time + DAY / 24, 'Deployment guide');
}
