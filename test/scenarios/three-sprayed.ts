/**
 * Ravensholm Stores, retail: three weak passwords found by spraying, from an exit that staff use when they travel.
 *
 * Names: Okta first.last@ravensholm.example, Atlassian Cloud accounts at @ravensholm-stores.example with account ids. No roster;
 * Okta's AppUser targets and the organisation's events tie the three kinds of names.
 * Logs: Okta, Atlassian organisation events, audit records of Jira Cloud, 2 to 27 June 2025, UTC.
 * Addresses: one exit of a commercial VPN, paid for by the company: some 45 people have signed in through it.
 *
 * The attack
 * - Mon 9 Jun 01:10   First wave: 44 accounts, one try each, 100 seconds apart in the order of the alphabet, one device hash and one
 *                     agent that nobody else has. Ruth Castell's password fits (02:10).
 * - 02:50 and the evenings of 9, 11, 12 June: as Ruth into Confluence: search, pages, pages (no session ids there).
 * - Wed 11 Jun 02:00  Second wave: no device hash, another agent each time. Marek Sova's password fits (02:28). 40 minutes later his session goes
 *                     on with the first wave's device hash: SSO, and an API token `backup` in Atlassian; the token is used on 11 to 17 June, from the exit
 *                     and from a machine of his. Thu 12 Jun 02:20 two webhooks in Jira.
 * - Mon 16 Jun 03:40  Third wave, 14 accounts, the first agent again. Ottilie Brandt's password fits: a sign-in and nothing more.
 * - Thu 19 Jun 00:30  After the response: refused sign-ins as Ruth and Marek with the device hash.
 * Response: Wed 18 Jun 08:40–09:30, Jonas Wik: sessions cleared and passwords reset, the API token revoked.
 *
 * Decoys (all innocent): everybody's travel through the exit, some of it in the very hour of the waves; Fiona Haldane, sprayed in the
 * first wave, who signs in herself through the exit on 12 June and reads the wiki; Ruth herself,
 * who travels on 12 June and works through the exit by day; a traveller's mistyped password during the second
 * wave; the owners' own work by day; another spray from elsewhere on 5 June; a colleague's own API token `reports`.
 */

import { at, HOUR, MINUTE } from '../../sample-data/generate/clock.ts';
import { company } from '../../sample-data/generate/kit/company.ts';
import { userTarget } from '../../sample-data/generate/kit/deeds.ts';
import type { OktaEventType } from '../../sample-data/generate/vendors/okta.ts';
import { Book, moment, type Truth } from './office/book.ts';
import { Cloud, type CloudToken } from './office/cloud.ts';
import { elsewhere } from './office/elsewhere.ts';
import { workdays } from './office/life.ts';
import { type OktaDeed, OktaLog } from './office/okta.ts';
import { type Told, tell } from './office/scenario.ts';
import { type Person, Staff } from './office/staff.ts';
import {
  AGENTS,
  chrome,
  EXIT,
  OFFICE,
  ordinaryDays,
  ordinaryJira,
  PAGES,
  REPORTS_SERVER,
  SPRAYER,
  SYSTEMS,
} from './three-sprayed-days.ts';

const HIS_MACHINE = elsewhere('94.237.18.44', 'Helsinki', 'Finland', 202053, 'hosting fi');
const HIS_AGENT = chrome('Windows NT 6.1; Win64; x64', 109);

const ROTATED = SYSTEMS.flatMap((os) =>
  [131, 132, 133, 134, 135, 136, 137].map((version) => chrome(os, version)),
);

/** Builds the scenario: some 6,000 records. */
export function threeSprayed(): Told {
  const book = new Book('three-sprayed', company('ravensholm.example', '481516234310', 'eu-west-1'));
  const { random } = book;
  const okta = new OktaLog(book);
  const cloud = new Cloud(book, okta, ({ email }) => email.replace('ravensholm', 'ravensholm-stores'), PAGES);
  const staff = new Staff(random, {
    email: (first, last) => `${first}.${last}@ravensholm.example`,
    login: (first, last) => `${first}.${last}`,
    agents: AGENTS,
  });
  const ruth = staff.person('Ruth', 'Castell');
  const marek = staff.person('Marek', 'Sova');
  const ottilie = staff.person('Ottilie', 'Brandt');
  const fiona = staff.person('Fiona', 'Haldane');
  const jonas = staff.person('Jonas', 'Wik');
  const traveller = staff.person('Edgar', 'Noll');
  staff.fill(88);
  const three = [ruth, marek, ottilie];
  ordinaryDays(cloud, staff.all, [...three, fiona, jonas], [ruth, fiona]);
  ordinaryJira(book, staff.all);

  // Travellers in other time zones, in the hours of the waves too; one mistypes.
  for (const [index, start] of [
    '2025-06-09 01:31:00',
    '2025-06-11 02:35:00',
    '2025-06-11 03:05:00',
    '2025-06-16 03:50:00',
  ].entries())
    cloud.shift({ who: staff.all[30 + index]!, from: EXIT, start: at(start), hours: 5, deeds: 9 });
  const typo = { who: traveller, from: EXIT, agent: traveller.agent, device: traveller.device };
  okta.write({
    ...typo,
    time: at('2025-06-11 02:21:07') + 380,
    type: 'user.session.start',
    refused: 'INVALID_CREDENTIALS',
  });
  cloud.shift({ who: traveller, from: EXIT, start: at('2025-06-11 02:21:40'), hours: 6, deeds: 12 });

  // Somebody else's spray, and somebody's own token.
  for (const [index, who] of random.sample(staff.all, 24).entries())
    okta.write({
      who,
      from: SPRAYER,
      agent: 'python-requests/2.31.0',
      device: null,
      time: at('2025-06-05 04:00:00') + index * 31_000,
      type: 'user.session.start',
      refused: 'INVALID_CREDENTIALS',
    });
  const own: CloudToken = { id: 'atk-4410873', label: 'reports' };
  const owner = staff.all[50]!;
  cloud.write({
    time: at('2025-06-03 09:12:44') + 120,
    action: 'user_api_token_created',
    who: owner,
    from: OFFICE,
    context: [tokenItem(own)],
  });
  for (const day of workdays(at('2025-06-04'), at('2025-06-27')))
    for (let left = 4; left > 0; left--)
      cloud.read(owner, REPORTS_SERVER, day + 5 * HOUR + left * 47_100, null, own);

  attack(cloud, staff.all, three, fiona);

  const answer = (clock: string, type: OktaEventType, whom: Person): void =>
    okta.write({
      time: moment(random, at(`2025-06-18 ${clock}`)),
      type,
      who: jonas,
      from: OFFICE,
      agent: jonas.agent,
      device: jonas.device,
      targets: [userTarget(whom)],
      truth: { role: 'response', step: 'response' },
    });
  for (const [index, whom] of three.entries()) {
    answer(`08:4${index}:10`, 'user.session.clear', whom);
    answer(`08:4${index}:42`, 'user.account.reset_password', whom);
  }
  cloud.write({
    time: at('2025-06-18 09:26:15') + 401,
    action: 'user_api_token_revoked',
    who: jonas,
    from: OFFICE,
    context: [tokenItem(BACKUP)],
    truth: { role: 'response', step: 'response' },
  });

  return tell(book, {
    name: 'three-sprayed',
    about: 'Three weak passwords are found by spraying, from an exit that staff use when they travel.',
    from: at('2025-06-02'),
    to: at('2025-06-29'),
    seeds: {
      refused: 'a refused sign-in of the first wave',
      'second wave': 'a refused sign-in of the second wave',
      'token made': 'the API token made in Atlassian',
      'page read': 'a page read as the first of the three',
    },
  });
}

const BACKUP: CloudToken = { id: 'atk-5190266', label: 'backup' };

function tokenItem({ id, label }: CloudToken) {
  return { id, type: 'api-tokens', attributes: { name: label } };
}

function attack(
  cloud: Cloud,
  all: readonly Person[],
  [ruth, marek, ottilie]: readonly Person[],
  fiona: Person,
): void {
  const { book, okta } = cloud;
  const { random } = book;
  const device = random.hex(64);
  const his = { from: EXIT, agent: HIS_AGENT, device };
  const truth = (step: string, mark?: string): Truth => ({
    role: 'attacker',
    step,
    ...(mark === undefined ? {} : { mark }),
  });
  const write = (
    clock: string,
    type: OktaEventType,
    who: Person,
    step: string,
    more: Partial<OktaDeed>,
  ): void =>
    okta.write({
      ...his,
      time: moment(random, at(`2025-06-${clock}`)),
      type,
      who,
      truth: truth(step),
      ...more,
    });
  const byName = (people: readonly Person[]): Person[] =>
    [...people].sort((a, b) => (a.email < b.email ? -1 : 1));
  /** One try each, 100 seconds apart; the answer is the session of the one whose password fits, and when. */
  const wave = (
    start: string,
    victims: readonly Person[],
    fits: Person,
    step: string,
    mark: string,
    client: () => { agent: string; device: string | null },
  ) => {
    let hit = { session: '', time: 0 };
    for (const [index, who] of byName(victims).entries()) {
      const time = at(start) + index * 100_000 + random.int(0, 1500);
      const deed = {
        time,
        type: 'user.session.start',
        who,
        from: EXIT,
        ...client(),
        truth: truth(step, index === 7 ? mark : undefined),
      } as const;
      if (who !== fits) okta.write({ ...deed, refused: 'INVALID_CREDENTIALS' });
      else {
        hit = { session: okta.session(), time };
        okta.write({ ...deed, session: hit.session });
      }
    }
    return hit;
  };
  const read = (who: Person, from: string, to: string, count: number, step: string, mark?: string): void => {
    for (let left = count; left > 0; left--) {
      const time = moment(random, random.int(at(`2025-06-${from}`), at(`2025-06-${to}`)));
      cloud.read(who, EXIT, time, truth(step, left === 1 ? mark : undefined));
    }
  };
  const open = (clock: string, who: Person, session: string, step: string): void =>
    cloud.open({ ...his, who, session, time: moment(random, at(`2025-06-${clock}`)), truth: truth(step) });

  const others = all.filter((who) => ![ruth, marek, ottilie, fiona].includes(who));
  const first = wave(
    '2025-06-09 01:10:00',
    [ruth!, marek!, ottilie!, fiona, ...random.sample(others, 40)],
    ruth!,
    'first-wave',
    'refused',
    () => his,
  );
  open('09 02:50:20', ruth!, first.session, 'wiki-reading');
  read(ruth!, '09 02:51:00', '09 03:40:00', 21, 'wiki-reading');
  for (const day of ['09', '11', '12']) {
    open(`${day} 20:41:30`, ruth!, first.session, 'wiki-reading');
    read(
      ruth!,
      `${day} 20:43:00`,
      `${day} 22:20:00`,
      24,
      'wiki-reading',
      day === '11' ? 'page read' : undefined,
    );
  }

  const rotated = () => ({ agent: random.pick(ROTATED), device: null });
  const second = wave(
    '2025-06-11 02:00:00',
    [marek!, ottilie!, ...random.sample(others, 38)],
    marek!,
    'second-wave',
    'second wave',
    rotated,
  );
  const later = second.time + 40 * MINUTE;
  cloud.open({ ...his, who: marek!, session: second.session, time: later, truth: truth('token') });
  cloud.write({
    time: later + 4 * MINUTE,
    action: 'user_api_token_created',
    who: marek!,
    from: EXIT,
    context: [tokenItem(BACKUP)],
    truth: truth('token', 'token made'),
  });
  for (let day = 11; day <= 17; day++)
    for (let left = 9; left > 0; left--) {
      const time = moment(random, at(`2025-06-${day} 04:30:00`) + random.int(0, 50) * MINUTE + left * 1000);
      cloud.read(marek!, day % 2 === 1 ? EXIT : HIS_MACHINE, time, truth('token'), BACKUP);
    }
  open('12 02:14:50', marek!, second.session, 'token');
  for (const [clock, name] of [
    ['02:20:11', 'sync-issues'],
    ['02:23:40', 'sync-comments'],
  ])
    book.add(truth('token'), (log) =>
      log.jiraCloud({
        time: at(`2025-06-12 ${clock}`) + 77,
        summary: 'Webhook created',
        category: 'system',
        who: marek!,
        from: EXIT.ip,
        object: { id: name!, name: name!, typeName: 'WEBHOOK' },
      }),
    );

  const agentOnly = () => ({ agent: HIS_AGENT, device: null });
  wave(
    '2025-06-16 03:40:00',
    [ottilie!, ...random.sample(others, 13)],
    ottilie!,
    'third-wave',
    'third wave',
    agentOnly,
  );
  const refused = { refused: 'INVALID_CREDENTIALS' };
  write('19 00:30:12', 'user.session.start', ruth!, 'after-the-response', refused);
  write('19 00:31:02', 'user.session.start', ruth!, 'after-the-response', refused);
  write('19 00:33:45', 'user.session.start', marek!, 'after-the-response', refused);
}
