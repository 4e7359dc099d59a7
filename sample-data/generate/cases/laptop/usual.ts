/** What would have happened anyway, the victim's own work on the days of the theft included. */
import { at, DAY, HOUR, isWeekend, MINUTE, SECOND } from '../../clock.ts';
import { adminWeeks, joiner } from '../../kit/admins.ts';
import { orgUser } from '../../kit/atlassian-cloud.ts';
import { background } from '../../kit/background.ts';
import { author, laptop, type Member } from '../../kit/company.ts';
import {
  type AwsClient,
  accessKey,
  call,
  conversation,
  developer,
  oktaDeed,
  type Session,
  signIn,
  sso,
  userTarget,
} from '../../kit/deeds.ts';
import { scheduled } from '../../kit/machines.ts';
import { officeWeeks } from '../../kit/office.ts';
import { pace } from '../../kit/pace.ts';
import { hotelLine } from '../../kit/places.ts';
import { cloudDeed, cloudGrant, cloudWork, git } from './cloud-work.ts';
import {
  ADMINS,
  BELMORA,
  book,
  DAYS,
  FROM,
  INGEST,
  LOADER,
  OFFICE,
  PEOPLE,
  PHONE,
  SERVER,
  TO,
  TWIN,
  VICTIM,
  VPN,
  WORKDAYS,
} from './world.ts';

/** The day on which the laptop's cookies and keys are stolen: the victim sits in the office. */
export const STOLEN = at('2024-11-12');

export interface Owner {
  /** The victim's session of that day, and the key that the laptop had in its cache. */
  readonly session: Session;
  readonly start: number;
  readonly cached: AwsClient;
}

export function usual(): Owner {
  const random = book.stream('usual');
  const staff = PEOPLE.map((who) => (who.email === TWIN.email ? TWIN : who));
  const weeks = {
    homeShare: 0.35,
    vpn: VPN,
    pieces: 7,
    work: cloudWork,
    apps: ['atlassian', 'mail', 'bitbucket', 'payroll'] as const,
  };
  officeWeeks(book, {
    ...weeks,
    people: staff.filter((who) => who !== VICTIM),
    days: WORKDAYS,
    journeys: [{ who: PEOPLE[17]!, from: at('2024-11-18'), to: at('2024-11-22'), at: hotelLine(random) }],
  });
  officeWeeks(book, {
    ...weeks,
    part: 'victim',
    people: [VICTIM],
    days: WORKDAYS.filter((day) => day !== STOLEN && day < at('2024-11-27')),
  });
  const owner = victimsDay();
  adminWeeks(book, {
    admins: ADMINS,
    people: PEOPLE,
    days: DAYS,
    iamUsers: ['report-mailer'],
    jira: false,
    joiners: ['Mona Feldt', 'Carl Ostrow'].map((name, index) => {
      const [first, last] = name.toLowerCase().split(' ') as [string, string];
      return joiner(random, name, `${first[0]}${last}@${BELMORA.domain}`, `${first[0]}${last}`, 340 + index);
    }),
  });
  background(book, { people: PEOPLE, days: DAYS, sprays: 4, server: SERVER, flowsPerDay: 12, jira: false });
  evenings(staff);
  colleagues();
  machines();
  return owner;
}

/** The victim's Tuesday in the office: laptop and telephone, git, and a key that the command line keeps for hours. */
function victimsDay(): Owner {
  const random = book.stream('victims day');
  const start = STOLEN + 16 * HOUR + 4 * MINUTE;
  const session = signIn(book, random, VICTIM, laptop(VICTIM), start);
  for (const [index, app] of (['atlassian', 'mail', 'bitbucket', 'aws'] as const).entries())
    sso(book, session, app, start + (index + 1) * 40 * SECOND);
  const phone = signIn(book, random, VICTIM, PHONE, start + 50 * MINUTE);
  sso(book, phone, 'mail', start + 51 * MINUTE);
  const cached = developer(book, random, VICTIM, OFFICE.ip, start + 3 * HOUR);
  const next = pace(random, start + 3 * HOUR + MINUTE);
  for (let i = 0; i < 12; i++)
    call(
      book,
      cached,
      next(60, 900),
      random.pick(['ecs', 'logs', 'ec2'] as const),
      random.pick(['DescribeServices', 'FilterLogEvents', 'DescribeInstances'] as const),
    );
  for (let i = 0; i < 10; i++) cloudWork(book, random, session, VICTIM, start + (30 + i * 44) * MINUTE);
  return { session, start, cached };
}

/** Many work in the evening over the same exit; the victim on the same evenings as the actor. */
function evenings(staff: readonly Member[]): void {
  const random = book.stream('evenings');
  for (const day of WORKDAYS.filter((one) => !isWeekend(one))) {
    const late = random.sample(staff, 3);
    if (day === at('2024-11-19') || day === at('2024-11-07')) late.push(VICTIM);
    for (const who of new Set(late)) {
      // Half past six in the evening there is past two in the morning here: still inside the case.
      const start = Math.min(day + 26 * HOUR + random.int(0, 100) * MINUTE, TO - 3 * HOUR);
      const session = signIn(book, random, who, laptop(who, VPN), start);
      sso(book, session, 'atlassian', start + 30 * SECOND);
      const next = pace(random, start + MINUTE);
      for (let i = 0; i < random.int(3, 7); i++) cloudWork(book, random, session, who, next(60, 800));
    }
  }
}

/** Colleagues mint, invite and open for good reasons, from the same address. */
function colleagues(): void {
  const random = book.stream('colleagues');
  const [admin, second] = [ADMINS[0]!, ADMINS[1]!];
  for (const [index, who] of [TWIN, PEOPLE[5]!, VICTIM].entries()) {
    const time = at('2024-11-06') + index * DAY + (19 + index) * HOUR;
    const id = String(86_900 + index * 17);
    book.audit({
      time,
      action: 'bitbucket.access.tokens.audit.action.accesstokencreated.personal',
      author: author('bitbucket', who),
      from: OFFICE.ip,
      affected: [{ id, name: 'laptop', type: 'ACCESS_TOKEN' }],
    });
    for (let i = 0; i < 8; i++)
      git(
        book,
        who,
        OFFICE.ip,
        time + (i * 23 + 1) * HOUR - Math.floor(i / 3) * HOUR,
        'data/ingest',
        'fetch',
        `access-token:id:${id}`,
      );
  }
  for (const [day, who] of [
    ['2024-11-13', TWIN],
    ['2024-11-20', PEOPLE[8]!],
  ] as const) {
    const time = at(day) + 20 * HOUR;
    book.org({
      time,
      action: 'api_token_created',
      who,
      from: OFFICE.ip,
      context: [{ id: `tok-${random.hex(6)}`, type: 'api-tokens', attributes: { label: 'export' } }],
    });
  }
  for (const [index, day] of ['2024-11-08', '2024-11-15', '2024-11-21'].entries()) {
    const guest = joiner(
      random,
      `Guest ${index + 1}`,
      `guest${index + 1}@partner.example`,
      `guest${index + 1}`,
      350 + index,
    );
    const time = at(day) + 18 * HOUR;
    book.org({ time, action: 'user_invited', who: admin, from: OFFICE.ip, context: [orgUser(guest)] });
    cloudGrant(book, admin, OFFICE.ip, time + MINUTE, guest, 'guests');
    cloudDeed(book, admin, OFFICE.ip, time + 3 * MINUTE, 'confluence_page_updated', 'Access request process');
  }
  const aws = developer(book, random, second, OFFICE.ip, at('2024-11-14') + 19 * HOUR);
  call(book, aws, at('2024-11-14') + 19 * HOUR + MINUTE, 'ec2', 'AuthorizeSecurityGroupIngress', {
    request: {
      groupId: LOADER.group,
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 443,
            toPort: 443,
            ipRanges: { items: [{ cidrIp: '192.0.2.0/24' }] },
          },
        ],
      },
    },
  });
  accessKey(book, random, aws, 'report-mailer', at('2024-11-14') + 19 * HOUR + 5 * MINUTE);
  const session = signIn(book, random, TWIN, laptop(TWIN), at('2024-11-12') + 22 * HOUR);
  oktaDeed(book, session, at('2024-11-12') + 22 * HOUR + MINUTE, 'user.mfa.factor.activate', [
    userTarget(TWIN),
  ]);
}

function machines(): void {
  const random = book.stream('machines');
  scheduled(random, { from: FROM, to: TO, everyMs: 4 * HOUR, offsetMs: 9 * MINUTE }, (time) => {
    for (const [index, name] of ['ListObjects', 'GetObject', 'PutObject'].entries())
      call(book, INGEST, time + index * 5 * SECOND, 's3', name, {
        request: { bucketName: 'belmora-measurements' },
      });
    conversation(book, LOADER.eni, {
      client: '192.0.2.60',
      clientPort: random.int(2_000, 60_000),
      server: LOADER.ip,
      serverPort: 443,
      time,
      seconds: 30,
      sent: 90_000,
      received: 4_000,
    });
  });
  scheduled(random, { from: FROM, to: TO, everyMs: 8 * HOUR, offsetMs: HOUR }, (time) => {
    const src = `${random.pick(['45.148', '80.94', '141.98'])}.${random.int(1, 250)}.${random.int(2, 250)}`;
    book.flow(LOADER.eni, {
      src,
      dst: LOADER.ip,
      srcPort: random.int(30_000, 60_000),
      dstPort: 22,
      protocol: 6,
      packets: 1,
      bytes: 40,
      start: time,
      end: time + 20 * SECOND,
      action: 'REJECT',
    });
  });
}
