/**
 * Quillstone Labs, instruments: a hijacked account and a service account, from another residential address for every action.
 *
 * Names: Okta first.last@quillstone.example, Data Center logins are employee ids (`u104418`); people.csv ties them. Service
 * accounts: `artifact`, `nightly`.
 * Logs: Okta, Jira, Bitbucket, 1 to 26 September 2025, UTC, and the roster.
 * Addresses: the actor buys residential exits; nearly each record of his has an address of its own, in many networks and
 * countries. His browser keeps Okta's device token, so the hash in Okta is his; his agent is one that half the staff has.
 *
 * The attack
 * - Mon 8 Sep 22:05   Two refused sign-ins as Daniel Okoro (u104418, administrator of Jira), his device hash.
 * - Tue 9 Sep 03:12   The right password; two pushes refused, the third approved at 03:31: a session. SSO into Jira and Bitbucket.
 * - 03:34–04:20       As u104418 tickets and searches in Jira, repositories in Bitbucket, each from a new address.
 * - Wed 10 Sep 13:05  While Daniel works in the office: again in the session he got, repositories; at 13:31 a Bitbucket access
 *                     token `laptop`; clones with it on 10 and 11 September.
 * - Thu 11 Sep 02:40  As u104418 the Jira password of the service account `artifact` is changed; from 02:46 sign-ins, searches
 *                     and tickets as `artifact`, on three nights, from ever new addresses.
 * - Wed 17 Sep 23:40  After the response: two refused sign-ins as Daniel (his device hash), one refused as `artifact` in Jira.
 * Response: Wed 17 Sep 09:20–10:05, Lotte Brandsma from the office: sessions cleared, password and factors reset, the access token
 * revoked, `artifact` deactivated in Jira.
 *
 * Decoys (all innocent): Daniel in the office and at home, on a café's address before the attack, and on a train on 16 September
 * (new address, his own device and session in Okta; tickets from it in Jira); the `artifact` job from 10.44.2.19, whose sign-ins
 * are refused after the change; Ines Duarte (u103977), who travels from 8 to 19 September through hotels and airports of four
 * countries, also at night; four sprays by others, which hit Daniel too, one of them from a residential address that the actor is
 * given a week later; Daniel's own access token from August's habits (made 3 September), and other people's; another administrator changes
 * the password of `nightly`.
 */

import type { Address } from '../../sample-data/generate/addresses.ts';
import { at } from '../../sample-data/generate/clock.ts';
import { company } from '../../sample-data/generate/kit/company.ts';
import { userTarget } from '../../sample-data/generate/kit/deeds.ts';
import { csv } from '../../sample-data/generate/kit/scenario.ts';
import {
  AGENTS,
  COMMON,
  CONTENT,
  jobs,
  OFFICE,
  ordinaryDays,
  sprays,
} from './new-address-every-time-days.ts';
import { AuditLog, userThing } from './office/audit.ts';
import { Book } from './office/book.ts';
import { residential } from './office/elsewhere.ts';
import { Hand } from './office/hand.ts';
import { Life } from './office/life.ts';
import { OktaLog } from './office/okta.ts';
import { type Told, tell } from './office/scenario.ts';
import { type Person, Staff } from './office/staff.ts';

/** Builds the scenario: some 5,000 records. */
export function newAddressEveryTime(): Told {
  const book = new Book('new-address-every-time', company('quillstone.example', '481516234308', 'eu-west-1'));
  const { random } = book;
  const okta = new OktaLog(book);
  const jira = new AuditLog(book, 'jira');
  const git = new AuditLog(book, 'bitbucket');
  const life = new Life(
    book,
    okta,
    new Map([
      [jira, 'Jira'],
      [git, 'Bitbucket'],
    ]),
    CONTENT,
    (who) => who.email,
  );
  const staff = new Staff(random, {
    email: (first, last) => `${first}${last === '' ? '' : `.${last}`}@quillstone.example`,
    login: (first, last, number) => (last === '' ? first : `u${94_100 + number}`),
    agents: AGENTS,
  });
  const daniel = staff.person('Daniel', 'Okoro', { login: 'u104418', agent: COMMON });
  const ines = staff.person('Ines', 'Duarte', { login: 'u103977' });
  const lotte = staff.person('Lotte', 'Brandsma');
  const bas = staff.person('Bas', 'Verhoef');
  staff.fill(74);
  const artifact = staff.person('artifact', '', {}, true);
  const nightly = staff.person('nightly', '', {}, true);

  ordinaryDays(life, staff.all, daniel, ines, [lotte, bas]);
  jobs(jira, git, life, artifact, nightly);
  const stray = residential(random);
  sprays(life, staff.all, daniel, stray);
  const desk = (who: Person, from = OFFICE): Hand =>
    new Hand(life, { role: null, from: () => from, agent: who.agent, device: who.device });
  const token = (id: string, name: string, who: Person) => [
    { name, type: 'ACCESS_TOKEN', id },
    userThing(who),
  ];
  const made = 'bitbucket.access.tokens.audit.action.accesstokencreated.personal';
  desk(daniel).audit(git, '2025-09-03 09:41:08', made, daniel, '', token('220714593381', 'desk', daniel));
  for (const [index, day] of ['04', '09', '10', '12', '18'].entries()) {
    const who = staff.all[20 + index]!;
    desk(who).audit(
      git,
      `2025-09-${day} 10:1${index}:30`,
      made,
      who,
      '',
      token(`22071459${4400 + index}`, 'ide', who),
    );
  }
  desk(bas).account(jira, '2025-09-11 10:15:22', 'password.changed', bas, nightly, '');

  // The attack: `fresh` is another address for each record, `brief` for each three.
  const device = random.hex(64);
  const fresh = (): Address => residential(random);
  const his = new Hand(life, { role: 'attacker', from: fresh, agent: COMMON, device });
  const kept = { place: fresh(), left: 0 };
  const brief = (): Address => {
    if (kept.left-- <= 0) Object.assign(kept, { place: fresh(), left: 2 });
    return kept.place;
  };
  const moving = new Hand(life, { role: 'attacker', from: brief, agent: COMMON, device });
  const wrong = { refused: 'INVALID_CREDENTIALS' };
  his.okta('2025-09-08 22:05:14', 'user.session.start', daniel, 'take-over', wrong, 'refused');
  his.okta('2025-09-08 22:06:02', 'user.session.start', daniel, 'take-over', wrong);
  for (const clock of ['03:12:10', '03:20:44', '03:30:31'])
    his.okta(`2025-09-09 ${clock}`, 'system.push.send_factor_verify_push', daniel, 'take-over', {
      system: true,
      targets: [userTarget(daniel)],
    });
  for (const clock of ['03:12:58', '03:21:30'])
    his.okta(`2025-09-09 ${clock}`, 'user.authentication.auth_via_mfa', daniel, 'take-over', {
      refused: 'OKTA_VERIFY_REJECTED',
    });
  const session = okta.session();
  his.okta('2025-09-09 03:31:05', 'user.authentication.auth_via_mfa', daniel, 'take-over', { session });
  his.okta('2025-09-09 03:31:06', 'user.session.start', daniel, 'take-over', { session });
  his.open(jira, daniel, session, '2025-09-09 03:33:40', 'take-over');
  his.open(git, daniel, session, '2025-09-09 03:52:11', 'take-over');
  his.browse(jira, daniel, '2025-09-09 03:34:30', '2025-09-09 03:51:30', 13, 'take-over');
  his.browse(git, daniel, '2025-09-09 03:53:00', '2025-09-09 04:18:00', 15, 'take-over');
  const look = 'bitbucket.service.repository.audit.action.repositoryviewed';
  his.audit(git, '2025-09-09 04:20:20', look, daniel, 'take-over', [life.repository()], { from: stray });
  // While the owner sits in the office.
  his.open(git, daniel, session, '2025-09-10 13:05:31', 'token');
  his.browse(git, daniel, '2025-09-10 13:07:00', '2025-09-10 13:29:00', 12, 'token');
  const laptop = token('220714596027', 'laptop', daniel);
  his.audit(git, '2025-09-10 13:31:18', made, daniel, 'token', laptop, { mark: 'token made' });
  const cloned = 'bitbucket.service.repository.audit.action.repositorycloned';
  for (const [day, clocks] of [
    ['10', ['14:02', '14:03', '14:04', '14:40', '14:41', '15:20']],
    ['11', ['09:14', '09:15', '09:16', '11:50', '11:51', '16:33']],
  ] as const)
    for (const clock of clocks)
      moving.audit(git, `2025-09-${day} ${clock}:${random.int(10, 55)}`, cloned, daniel, 'token', [
        life.repository(),
      ]);
  his.open(jira, daniel, session, '2025-09-11 02:36:50', 'service-account');
  his.account(
    jira,
    '2025-09-11 02:40:12',
    'password.changed',
    daniel,
    artifact,
    'service-account',
    'password changed',
  );
  for (const [day, count] of [
    ['11', 12],
    ['12', 16],
    ['15', 14],
  ] as const) {
    his.account(jira, `2025-09-${day} 02:46:05`, 'logged.in', artifact, artifact, 'service-account');
    his.browse(
      jira,
      artifact,
      `2025-09-${day} 02:47:00`,
      `2025-09-${day} 03:31:00`,
      count,
      'service-account',
      `artifact ${day}`,
    );
  }
  his.okta('2025-09-17 23:40:02', 'user.session.start', daniel, 'after-the-response', wrong);
  const last = fresh();
  his.okta('2025-09-17 23:41:15', 'user.session.start', daniel, 'after-the-response', {
    ...wrong,
    from: last,
  });
  const nobody = 'jira.auditing.user.login.failed';
  his.audit(jira, '2025-09-17 23:41:58', nobody, null, 'after-the-response', [userThing(artifact)], {
    from: last,
  });

  const soc = new Hand(life, {
    role: 'response',
    from: () => OFFICE,
    agent: lotte.agent,
    device: lotte.device,
  });
  const targets = [userTarget(daniel)];
  soc.okta('2025-09-17 09:21:30', 'user.session.clear', lotte, 'response', { targets });
  soc.okta('2025-09-17 09:22:11', 'user.account.reset_password', lotte, 'response', { targets });
  soc.okta('2025-09-17 09:23:02', 'user.mfa.factor.reset_all', lotte, 'response', { targets });
  const gone = 'bitbucket.access.tokens.audit.action.accesstokendeleted.personal';
  soc.audit(git, '2025-09-17 09:48:19', gone, lotte, 'response', laptop);
  soc.account(jira, '2025-09-17 10:03:44', 'deactivated', lotte, artifact, 'response');

  const rows = staff.all.map(({ login, email, name }) => [login, email, name, 'person']);
  for (const { login, name } of [artifact, nightly]) rows.push([login, '', name, 'service account']);
  rows.unshift(['login', 'email', 'display name', 'type']);
  return tell(book, {
    name: 'new-address-every-time',
    about:
      'A hijacked account and a service account are used from another residential address for every action.',
    from: at('2025-09-01'),
    to: at('2025-09-28'),
    seeds: {
      refused: 'a refused sign-in before the take-over',
      'token made': 'the access token made in Bitbucket',
      'password changed': "the service account's changed password",
      'artifact 12': 'a ticket read as the service account',
    },
    tables: new Map([['people.csv', csv(rows)]]),
  });
}
