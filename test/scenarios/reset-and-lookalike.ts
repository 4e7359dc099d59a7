/**
 * Brightwater Housing: an administrator's stolen session resets another person's factors and makes a look-alike colleague.
 *
 * Names: Okta first.last@brightwater.example, Data Center logins `flast`; e-mail in Jira is at brightwater-homes.example.
 * No roster. Logs: Okta, Jira, Confluence, 3 to 28 March 2025, UTC.
 * Addresses: 40 people work at home through the company's own VPN exit, the real colleague of the look-alike among them; the actor
 * comes through the same exit. The stolen session is in use by its owner in the office at the same time.
 *
 * The attack
 * - Thu 13 Mar 10:42  The session of Petra Lindahl (Okta administrator; she began it in the office at 07:58) appears at the VPN exit
 *                     with another device hash: admin console; 10:49 all factors of Tomasz Wilk (administrator of Jira) reset,
 *                     10:50 his password.
 * - 10:58             A sign-in as Tomasz from the exit with that device; a new factor enrolled; SSO into Jira and Confluence.
 * - 11:08–12:20       As `twilk`: tickets, pages; 11:31 Jira account `skeough`, member of jira-administrators.
 * - 11:20–11:27       In Petra's session at the exit: Okta user siobhan.keough@ made, activated, put in a group, given Jira and
 *                     Confluence. (Siobhan Keogh, `skeogh`, is real.)
 * - Fri 14 Mar 22:02 and until 18 Mar: as siobhan.keough / `skeough` tickets, pages, an export of a space.
 * - Wed 19 Mar 21:15  Refused sign-ins as siobhan.keough, and one as Tomasz, with that device.
 * Response: Wed 19 Mar 10:10–10:50, Ruben Achterberg from the office: sessions of Petra and Tomasz cleared, passwords and factors
 * reset, both look-alike accounts deactivated.
 *
 * Decoys (all innocent): Petra's onboarding of three people that day in the very same session from the office, her reset of the
 * factors of a colleague with a new phone, her days at home through the same exit; Tomasz, who cannot sign in at 13:10 (refused, own
 * device), gets a genuine reset from Petra at 14:00, enrols again and works on; the real Siobhan Keogh, at the exit that very day;
 * a second look-alike pair of real people; people who work late.
 */

import { at, HOUR, MINUTE } from '../../sample-data/generate/clock.ts';
import { company } from '../../sample-data/generate/kit/company.ts';
import { groupTarget, userTarget } from '../../sample-data/generate/kit/deeds.ts';
import type { OktaEventType } from '../../sample-data/generate/vendors/okta.ts';
import { AuditLog, accountValues, userThing } from './office/audit.ts';
import { Book } from './office/book.ts';
import { Hand } from './office/hand.ts';
import { Life, workdays } from './office/life.ts';
import { appTargets, OktaLog } from './office/okta.ts';
import { type Told, tell } from './office/scenario.ts';
import { type Person, Staff } from './office/staff.ts';
import { AGENTS, CONTENT, EXIT, OFFICE, onboard } from './reset-and-lookalike-days.ts';

/** Builds the scenario: some 6,000 records. */
export function resetAndLookalike(): Told {
  const book = new Book(
    'reset-and-lookalike',
    company('brightwater.example', '481516234309', 'eu-central-1'),
  );
  const { random } = book;
  const okta = new OktaLog(book);
  const jira = new AuditLog(book, 'jira');
  const wiki = new AuditLog(book, 'confluence');
  const life = new Life(
    book,
    okta,
    new Map([
      [jira, 'Jira'],
      [wiki, 'Confluence'],
    ]),
    CONTENT,
  );
  const staff = new Staff(random, {
    email: (first, last) => `${first}.${last}@brightwater.example`,
    login: (first, last) => `${first[0]}${last}`,
    agents: AGENTS,
  });
  const petra = staff.person('Petra', 'Lindahl', { agent: AGENTS[0]! });
  const tomasz = staff.person('Tomasz', 'Wilk', { agent: AGENTS[0]! });
  const siobhan = staff.person('Siobhan', 'Keogh');
  const ruben = staff.person('Ruben', 'Achterberg');
  staff.person('Marta', 'Holt');
  staff.person('Marta', 'Holte');
  staff.fill(82);
  const lookalike = staff.person('Siobhan', 'Keough', {}, true);
  const starters = ['Amara Diallo', 'Joost Kramer', 'Lin Zhou'].map((name) => {
    const [first, last] = name.split(' ');
    return staff.person(first!, last!, {}, true);
  });

  // Ordinary work. The day of the attack is written out for those whose accounts he takes.
  const theDay = at('2025-03-13');
  for (const day of workdays(at('2025-03-03'), at('2025-03-28')))
    for (const who of staff.all) {
      const often = [petra, tomasz, siobhan, ruben].includes(who);
      if ((day === theDay && [petra, tomasz, siobhan].includes(who)) || !random.chance(often ? 0.95 : 0.34))
        continue;
      const from = random.chance(0.5) ? OFFICE : EXIT;
      const start = day + random.int(6 * 60 + 40, 9 * 60) * MINUTE;
      life.shift({ who, from, start, hours: random.int(6, 8), deeds: random.int(2, 10) });
      if (!often && random.chance(0.06))
        life.shift({ who, from: EXIT, start: day + random.int(18, 21) * HOUR, hours: 3, deeds: 7 });
    }
  const both = [jira, wiki];
  const session = life.shift({
    who: petra,
    from: OFFICE,
    start: at('2025-03-13 07:58:04'),
    hours: 9,
    deeds: 9,
    products: both,
  });
  life.shift({
    who: tomasz,
    from: EXIT,
    start: at('2025-03-13 08:20:41'),
    hours: 2.3,
    deeds: 12,
    products: both,
  });
  life.shift({
    who: siobhan,
    from: EXIT,
    start: at('2025-03-13 08:41:10'),
    hours: 8,
    deeds: 14,
    products: both,
  });

  // Ordinary administration.
  const desk = (who: Person, from = OFFICE): Hand =>
    new Hand(life, { role: null, from: () => from, agent: who.agent, device: who.device });
  for (const [index, who] of starters.entries())
    onboard(desk(petra), jira, petra, who, session, `2025-03-13 ${['09:12', '10:51', '14:44'][index]}`);
  for (const [day, who] of [
    ['05', 12],
    ['13', 25],
    ['20', 31],
  ] as const) {
    const clock = `2025-03-${day} ${day === '13' ? '11:02:17' : '13:20:17'}`;
    const more = { targets: [userTarget(staff.all[who]!)], ...(day === '13' ? { session } : {}) };
    desk(petra).okta(clock, 'user.mfa.factor.reset_all', petra, '', more);
  }
  for (const clock of ['13:10:05', '13:10:40', '13:12:02'])
    desk(tomasz, EXIT).okta(`2025-03-13 ${clock}`, 'user.session.start', tomasz, '', {
      refused: 'INVALID_CREDENTIALS',
    });
  desk(petra).okta('2025-03-13 14:00:30', 'user.mfa.factor.reset_all', petra, '', {
    session,
    targets: [userTarget(tomasz)],
  });
  desk(petra).okta('2025-03-13 14:01:05', 'user.account.reset_password', petra, '', {
    session,
    targets: [userTarget(tomasz)],
  });
  const again = life.shift({
    who: tomasz,
    from: EXIT,
    start: at('2025-03-13 14:12:10'),
    hours: 3.2,
    deeds: 8,
    products: both,
  });
  desk(tomasz, EXIT).okta('2025-03-13 14:12:50', 'user.mfa.factor.activate', tomasz, '', {
    session: again,
    targets: [userTarget(tomasz)],
  });

  // The attack.
  const his = new Hand(life, {
    role: 'attacker',
    from: () => EXIT,
    agent: petra.agent,
    device: random.hex(64),
  });
  const asPetra = (
    clock: string,
    type: OktaEventType,
    targets: Parameters<typeof userTarget>[0] | null,
    mark?: string,
  ): void =>
    his.okta(
      `2025-03-13 ${clock}`,
      type,
      petra,
      'stolen-session',
      { session, ...(targets === null ? {} : { targets: [userTarget(targets)] }) },
      mark,
    );
  asPetra('10:42:19', 'user.session.access_admin_app', null);
  asPetra('10:49:03', 'user.mfa.factor.reset_all', tomasz);
  asPetra('10:50:12', 'user.account.reset_password', tomasz);
  const taken = okta.session();
  his.okta('2025-03-13 10:58:20', 'user.session.start', tomasz, 'taken-over', { session: taken });
  his.okta('2025-03-13 11:00:44', 'user.mfa.factor.activate', tomasz, 'taken-over', {
    session: taken,
    targets: [userTarget(tomasz)],
  });
  his.open(jira, tomasz, taken, '2025-03-13 11:04:31', 'taken-over');
  his.open(wiki, tomasz, taken, '2025-03-13 11:06:15', 'taken-over');
  his.browse(jira, tomasz, '2025-03-13 11:08:00', '2025-03-13 11:30:00', 12, 'taken-over');
  his.browse(wiki, tomasz, '2025-03-13 11:36:00', '2025-03-13 12:20:00', 17, 'taken-over');
  asPetra('11:20:09', 'user.lifecycle.create', lookalike, 'made in Okta');
  asPetra('11:20:48', 'user.lifecycle.activate', lookalike);
  const groups = [userTarget(lookalike), groupTarget('tenant-services')];
  his.okta('2025-03-13 11:23:30', 'group.user_membership.add', petra, 'stolen-session', {
    session,
    targets: groups,
  });
  for (const [clock, app] of [
    ['11:25:12', 'Jira'],
    ['11:26:40', 'Confluence'],
  ] as const) {
    const targets = [userTarget(lookalike), ...appTargets(app, lookalike, lookalike.login)];
    his.okta(`2025-03-13 ${clock}`, 'application.user_membership.add', petra, 'stolen-session', {
      session,
      targets,
    });
  }
  const values = accountValues(lookalike, 'siobhan.keough@brightwater-homes.example');
  his.audit(
    jira,
    '2025-03-13 11:31:27',
    'jira.auditing.user.created',
    tomasz,
    'made-account',
    [userThing(lookalike)],
    { changed: values, mark: 'made in Jira' },
  );
  const administrators = [userThing(lookalike), { name: 'jira-administrators', type: 'GROUP' }];
  his.audit(
    jira,
    '2025-03-13 11:32:10',
    'jira.auditing.group.user.added',
    tomasz,
    'made-account',
    administrators,
  );
  for (const [day, clock, end, count] of [
    ['14', '22:02', '23:10', 14],
    ['16', '20:15', '21:30', 18],
    ['18', '23:10', '23:50', 11],
  ] as const) {
    const one = okta.session();
    const step = 'look-alike';
    his.okta(`2025-03-${day} ${clock}:11`, 'user.session.start', lookalike, step, { session: one });
    his.open(wiki, lookalike, one, `2025-03-${day} ${clock}:50`, step);
    his.browse(
      wiki,
      lookalike,
      `2025-03-${day} ${clock.slice(0, 3)}20:00`,
      `2025-03-${day} ${end}:00`,
      count,
      step,
      `page read ${day}`,
    );
    his.open(jira, lookalike, one, `2025-03-${day} ${clock.slice(0, 3)}18:20`, step);
    his.browse(
      jira,
      lookalike,
      `2025-03-${day} ${clock.slice(0, 3)}19:00`,
      `2025-03-${day} ${end}:00`,
      count - 4,
      step,
    );
  }
  const space = [{ name: 'FINANCE', type: 'SPACE' }];
  his.audit(
    wiki,
    '2025-03-16 21:12:40',
    'audit.logging.summary.space.exported',
    lookalike,
    'look-alike',
    space,
  );
  his.okta(
    '2025-03-19 21:15:08',
    'user.session.start',
    lookalike,
    'after-the-response',
    { refused: 'VERIFICATION_ERROR' },
    'refused',
  );
  his.okta('2025-03-19 21:15:39', 'user.session.start', lookalike, 'after-the-response', {
    refused: 'VERIFICATION_ERROR',
  });
  his.okta('2025-03-19 21:18:20', 'user.session.start', tomasz, 'after-the-response', {
    refused: 'INVALID_CREDENTIALS',
  });

  const soc = new Hand(life, {
    role: 'response',
    from: () => OFFICE,
    agent: ruben.agent,
    device: ruben.device,
  });
  const answer = (clock: string, type: OktaEventType, whom: Person): void =>
    soc.okta(`2025-03-19 ${clock}`, type, ruben, 'response', { targets: [userTarget(whom)] });
  answer('10:12:20', 'user.session.clear', petra);
  answer('10:13:01', 'user.account.reset_password', petra);
  answer('10:20:44', 'user.lifecycle.deactivate', lookalike);
  answer('10:24:10', 'user.session.clear', tomasz);
  answer('10:25:03', 'user.mfa.factor.reset_all', tomasz);
  answer('10:25:40', 'user.account.reset_password', tomasz);
  soc.account(jira, '2025-03-19 10:41:12', 'deactivated', ruben, lookalike, 'response');

  return tell(book, {
    name: 'reset-and-lookalike',
    about:
      "An administrator's stolen session resets another person's factors and makes a look-alike colleague.",
    from: at('2025-03-03'),
    to: at('2025-03-29'),
    seeds: {
      refused: 'a refused sign-in as the look-alike after the response',
      'made in Okta': 'the look-alike made in Okta',
      'made in Jira': 'the look-alike made in Jira',
      'page read 16': 'a page read as the look-alike',
    },
  });
}
