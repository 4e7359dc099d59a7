/**
 * Larkfield Mutual, an insurer: a stolen Okta session, replayed from behind the gateway that everybody sits behind.
 *
 * Names: Okta first.last@larkfield-mutual.example, Data Center logins `flast`. No roster; Okta's AppUser targets say which
 * login a person has in Jira and Confluence. Service accounts are plain words: `reporting`, `build`.
 * Logs: Okta, Jira, Confluence, 3 to 28 February 2025, UTC.
 * Addresses: all 112 people leave through the web gateway's two exits, at home and in the office; the fleet has two user
 * agents. The actor's machine stands behind the same gateway and says the victim's agent. Only Okta's device-token hash, the
 * session, the token and the order of things tell him from her.
 *
 * The attack
 * - Tue 18 Feb 19:52  The Okta session that Hazel Bramley (identity engineer, group administrator) began at 08:11 is replayed.
 *                     Her own records in it carry her device hash and end at 17:2x; his carry another one. SSO into Jira and
 *                     Confluence, the admin console, and at 20:03 an API token `report-sync`.
 * - 20:10–21:20       As `hbramley`: searches and tickets in Jira, pages in Confluence (no session there; her last own record is
 *                     hours earlier, the SSO with his device minutes earlier).
 * - Wed 19 Feb 02:14  The API token is used: the password of the service user `reporting` is reset and set, its group changed.
 * - 02:20–03:30       He signs in as `reporting` (own Okta session, his device), reads and exports pages, searches tickets.
 * - Thu 20 Feb 22:31  Again as `reporting`, a second session; a Jira account `rlogin-sync` is made with it at 22:48 and made a
 *                     member of jira-administrators; that account reads tickets until 23:40.
 * - Fri 21 Feb 23:05  Two refused sign-ins as `reporting`, after it was shut: his device again; one in Jira as `rlogin-sync`.
 * Response: Fri 21 Feb 13:40–14:10, Omar Fenwick of security, from the same exit: session cleared, password reset, token revoked,
 * `reporting` deactivated in Okta and Jira, `rlogin-sync` deactivated.
 *
 * Decoys (all innocent): Hazel's own work that day in the same session, and every day after in new sessions with her device,
 * her second device (a phone); the `reporting` job from its server 10.20.4.31, which is refused from 06:00 on 19 February because
 * of his password reset (that is how it comes out); Gareth Pym, who works late in the same evening and reads the same pages; Ivo Marchetti's API token
 * `hr-sync`, minted and used the same day; his reset of `build`'s password; a colleague with a new laptop; refused sign-ins of
 * people who mistype; an account made for a new starter on 20 February, and `reports`, which takes over the job on 24 February; Omar's
 * ordinary farewell to a leaver an hour after the response.
 */

import type { Address } from '../../sample-data/generate/addresses.ts';
import { at, HOUR, MINUTE } from '../../sample-data/generate/clock.ts';
import { company } from '../../sample-data/generate/kit/company.ts';
import { groupTarget, userTarget } from '../../sample-data/generate/kit/deeds.ts';
import type { OktaEventType, OktaTarget } from '../../sample-data/generate/vendors/okta.ts';
import { AuditLog, userThing } from './office/audit.ts';
import { Book } from './office/book.ts';
import { Hand } from './office/hand.ts';
import { Life, workdays } from './office/life.ts';
import { OktaLog, tokenTarget } from './office/okta.ts';
import { type Told, tell } from './office/scenario.ts';
import { type Person, Staff } from './office/staff.ts';
import { CONTENT, EXITS, FLEET, jobs, PHONE } from './shared-exit-session-days.ts';

/** Builds the scenario: some 7,000 records. */
export function sharedExitSession(): Told {
  const book = new Book(
    'shared-exit-session',
    company('larkfield-mutual.example', '481516234308', 'eu-west-1'),
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
    email: (first, last) =>
      last === '' ? `${first}@larkfield-mutual.example` : `${first}.${last}@larkfield-mutual.example`,
    login: (first, last) => (last === '' ? first : `${first[0]}${last}`),
    agents: FLEET,
  });
  const hazel = staff.person('Hazel', 'Bramley', { agent: FLEET[0]! });
  const ivo = staff.person('Ivo', 'Marchetti');
  const omar = staff.person('Omar', 'Fenwick');
  const gareth = staff.person('Gareth', 'Pym', { agent: FLEET[0]! });
  const leaver = staff.person('Nora', 'Tilling');
  staff.fill(112);
  const reporting = staff.person('reporting', '', {}, true);
  const build = staff.person('build', '', {}, true);
  const reports = staff.person('reports', '', {}, true);
  const starter = staff.person('Lewis', 'Harcastle', {}, true);
  const backdoor = staff.person('rlogin-sync', '', {}, true);
  const exit = (): Address => random.pick(EXITS);

  // Ordinary work: the named people nearly each day, the others on some.
  const stolen = { session: '' };
  for (const day of workdays(at('2025-02-03'), at('2025-02-28'))) {
    for (const who of staff.all) {
      const theft = who === hazel && day === at('2025-02-18');
      if (who === leaver && day > at('2025-02-21')) continue;
      if (!theft && !random.chance([hazel, ivo, omar, gareth].includes(who) ? 0.9 : 0.22)) continue;
      const start = theft ? at('2025-02-18 08:11:20') : day + random.int(7 * 60, 9 * 60 + 30) * MINUTE;
      const newLaptop = who === staff.all[40] && day >= at('2025-02-17');
      const session = life.shift({
        who,
        from: exit(),
        start,
        hours: theft ? 9.1 : random.int(6, 8),
        deeds: theft ? 9 : random.int(2, 11),
        ...(newLaptop ? { device: 'b7'.repeat(32) } : {}),
        ...(theft ? { products: [jira, wiki] } : {}),
      });
      if (theft) stolen.session = session;
    }
    for (const who of random.sample(staff.all, 4))
      if (who !== hazel && who !== leaver)
        life.shift({ who, from: exit(), start: day + random.int(18, 22) * HOUR, hours: 2, deeds: 5 });
    if (random.chance(0.3))
      life.shift({
        who: hazel,
        from: exit(),
        start: day + 12.6 * HOUR,
        hours: 1,
        deeds: 0,
        agent: PHONE,
        device: '4c'.repeat(32),
      });
  }
  life.shift({ who: gareth, from: EXITS[0]!, start: at('2025-02-18 18:31:00'), hours: 4.5, deeds: 26 });
  jobs(jira, wiki, life, reporting, reports);

  // Ordinary administration.
  const desk = (who: Person): Hand =>
    new Hand(life, { role: null, from: exit, agent: who.agent, device: who.device });
  desk(ivo).okta('2025-02-18 10:31:12', 'system.api_token.create', ivo, '', {
    targets: [tokenTarget('00T4hrsyncK2mQ9xLd7p7', 'hr-sync')],
  });
  for (const clock of ['11:02:00', '11:02:03', '15:40:30', '15:40:34'])
    desk(ivo).okta(`2025-02-18 ${clock}`, 'group.user_membership.add', ivo, '', {
      agent: 'hr-sync/3.1',
      device: null,
      token: '00T4hrsyncK2mQ9xLd7p7',
      targets: [userTarget(random.pick(staff.all)), groupTarget('claims')],
    });
  desk(ivo).okta('2025-02-19 11:20:40', 'user.account.reset_password', ivo, '', {
    targets: [userTarget(build)],
  });
  desk(ivo).okta('2025-02-20 09:15:02', 'user.lifecycle.create', ivo, '', { targets: [userTarget(starter)] });
  desk(ivo).okta('2025-02-20 09:15:31', 'user.lifecycle.activate', ivo, '', {
    targets: [userTarget(starter)],
  });
  desk(ivo).account(jira, '2025-02-20 09:21:10', 'created', ivo, starter, '');
  desk(ivo).account(jira, '2025-02-24 08:40:10', 'created', ivo, reports, '');
  desk(omar).okta('2025-02-21 15:20:10', 'user.lifecycle.deactivate', omar, '', {
    targets: [userTarget(leaver)],
  });
  desk(omar).account(jira, '2025-02-21 15:21:40', 'deactivated', omar, leaver, '');

  // The attack.
  const gate = { exit: EXITS[0]! };
  const his = new Hand(life, {
    role: 'attacker',
    from: () => gate.exit,
    agent: hazel.agent,
    device: random.hex(64),
  });
  const { session } = stolen;
  his.open(jira, hazel, session, '2025-02-18 19:52:07', 'stolen-session');
  his.okta('2025-02-18 19:58:44', 'user.session.access_admin_app', hazel, 'stolen-session', { session });
  const minted = [tokenTarget('00T9rsyncV4bN7wZt1p7', 'report-sync')];
  his.okta(
    '2025-02-18 20:03:15',
    'system.api_token.create',
    hazel,
    'token',
    { session, targets: minted },
    'token minted',
  );
  his.open(wiki, hazel, session, '2025-02-18 20:08:02', 'stolen-session');
  his.browse(jira, hazel, '2025-02-18 20:10:00', '2025-02-18 20:41:00', 14, 'stolen-session');
  his.browse(wiki, hazel, '2025-02-18 20:44:00', '2025-02-18 21:20:00', 19, 'stolen-session', 'page read');
  const token = { device: null, token: '00T9rsyncV4bN7wZt1p7' };
  for (const [clock, type] of [
    ['02:14:09', 'reset_password'],
    ['02:14:31', 'update_password'],
  ] as const)
    his.okta(`2025-02-19 ${clock}`, `user.account.${type}`, hazel, 'token', {
      ...token,
      targets: [userTarget(reporting)],
    });
  his.okta('2025-02-19 02:16:02', 'group.user_membership.add', hazel, 'token', {
    ...token,
    targets: [userTarget(reporting), groupTarget('wiki-administrators')],
  });
  gate.exit = EXITS[1]!;
  const [first, second] = [okta.session(), okta.session()];
  his.okta('2025-02-19 02:20:18', 'user.session.start', reporting, 'service-account', { session: first });
  his.open(wiki, reporting, first, '2025-02-19 02:20:51', 'service-account');
  his.open(jira, reporting, first, '2025-02-19 02:22:40', 'service-account');
  his.browse(wiki, reporting, '2025-02-19 02:24:00', '2025-02-19 03:05:00', 24, 'service-account');
  his.browse(jira, reporting, '2025-02-19 03:05:00', '2025-02-19 03:30:00', 17, 'service-account');
  for (const clock of ['02:31:10', '02:40:22', '02:58:09'])
    his.audit(
      wiki,
      `2025-02-19 ${clock}`,
      'audit.logging.summary.page.exported',
      reporting,
      'service-account',
      [life.page()],
    );
  gate.exit = EXITS[0]!;
  his.okta('2025-02-20 22:31:40', 'user.session.start', reporting, 'service-account', { session: second });
  his.open(jira, reporting, second, '2025-02-20 22:32:30', 'service-account');
  his.account(jira, '2025-02-20 22:48:11', 'created', reporting, backdoor, 'made-account', 'account made');
  const granted = [userThing(backdoor), { name: 'jira-administrators', type: 'GROUP' }];
  his.audit(
    jira,
    '2025-02-20 22:49:02',
    'jira.auditing.group.user.added',
    reporting,
    'made-account',
    granted,
  );
  his.account(jira, '2025-02-20 22:55:30', 'logged.in', backdoor, backdoor, 'made-account');
  his.browse(jira, backdoor, '2025-02-20 22:56:00', '2025-02-20 23:40:00', 15, 'made-account');
  const shut = { refused: 'VERIFICATION_ERROR' };
  his.okta('2025-02-21 23:05:13', 'user.session.start', reporting, 'after-the-response', shut, 'refused');
  his.okta('2025-02-21 23:05:50', 'user.session.start', reporting, 'after-the-response', shut);
  his.account(jira, '2025-02-21 23:12:20', 'login.failed', null, backdoor, 'after-the-response');

  // The response, through the same exit.
  const soc = new Hand(life, { role: 'response', from: exit, agent: omar.agent, device: omar.device });
  const answer = (time: string, type: OktaEventType, targets: readonly OktaTarget[]): void =>
    soc.okta(time, type, omar, 'response', { targets });
  answer('2025-02-21 13:41:20', 'user.session.clear', [userTarget(hazel)]);
  answer('2025-02-21 13:42:05', 'user.account.reset_password', [userTarget(hazel)]);
  answer('2025-02-21 13:46:51', 'system.api_token.revoke', minted);
  answer('2025-02-21 13:52:33', 'user.lifecycle.deactivate', [userTarget(reporting)]);
  soc.account(jira, '2025-02-21 13:58:12', 'deactivated', omar, reporting, 'response');
  soc.account(jira, '2025-02-21 14:06:40', 'deactivated', omar, backdoor, 'response');

  return tell(book, {
    name: 'shared-exit-session',
    about: 'A stolen Okta session is replayed from behind the gateway that everybody sits behind.',
    from: at('2025-02-03'),
    to: at('2025-03-01'),
    seeds: {
      'token minted': 'the token minted in Okta',
      refused: 'a refused sign-in after the response',
      'page read': 'a page read in the evening',
      'account made': 'the account made in Jira',
    },
  });
}
