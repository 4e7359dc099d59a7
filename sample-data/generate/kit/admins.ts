/** Administrators who do, for good reasons, what attackers do: accounts, groups, factors, tokens, keys. */
import { HOUR, isWeekend, MINUTE, SECOND } from '../clock.ts';
import type { Rng } from '../rng.ts';
import { iamUser } from '../vendors/cloudtrail.ts';
import { type Account, accountOf, author, laptop, type Member } from './company.ts';
import {
  accessKey,
  call,
  developer,
  groupTarget,
  oktaDeed,
  type Session,
  signIn,
  userTarget,
} from './deeds.ts';
import type { Logbook } from './logbook.ts';

export interface AdminWeeks {
  readonly admins: readonly Member[];
  /** Whose factors and passwords are reset, and who joins groups. */
  readonly people: readonly Member[];
  /** Names of new employees: each is created once, spread over the days. */
  readonly joiners: readonly Account[];
  readonly days: readonly number[];
  /** IAM users whose keys are rotated. */
  readonly iamUsers?: readonly string[];
  /** False where the company has no Jira of its own: new accounts are made in Okta only. */
  readonly jira?: boolean;
}

/** Somebody new: not on a roster that was drawn before. */
export function joiner(random: Rng, name: string, email: string, login: string, number: number): Account {
  return accountOf(random, name, email, login, number);
}

export function adminWeeks(book: Logbook, plan: AdminWeeks): void {
  const random = book.stream('admins');
  const days = plan.days.filter((day) => !isWeekend(day));
  const moment = (day: number, who: Member): number =>
    day + (10 - who.offset) * HOUR + random.int(0, 330) * MINUTE + random.int(0, 59_999);
  const session = (who: Member, time: number): Session =>
    signIn(book, random, who, laptop(who), time - 3 * MINUTE);

  plan.joiners.forEach((who, index) => {
    const admin = random.pick(plan.admins);
    const time = moment(days[Math.floor(((index + 0.5) / plan.joiners.length) * days.length)]!, admin);
    hire(book, session(admin, time), who, time, plan.jira ?? true);
  });
  for (const day of days) {
    if (!random.chance(0.45)) continue;
    const [admin, who] = [random.pick(plan.admins), random.pick(plan.people)];
    if (admin === who) continue;
    const time = moment(day, admin);
    const at = session(admin, time);
    switch (random.pick(['factor', 'password', 'group'] as const)) {
      case 'factor':
        oktaDeed(book, at, time, 'user.session.access_admin_app');
        oktaDeed(book, at, time + 40 * SECOND, 'user.mfa.factor.reset_all', [userTarget(who)]);
        break;
      case 'password':
        oktaDeed(book, at, time, 'user.account.reset_password', [userTarget(who)]);
        break;
      case 'group':
        oktaDeed(book, at, time, 'group.user_membership.add', [
          userTarget(who),
          groupTarget('release-managers'),
        ]);
    }
  }
  for (const [index, name] of (plan.iamUsers ?? []).entries()) {
    const admin = plan.admins[index % plan.admins.length]!;
    const time = moment(days[(index * 5 + 3) % days.length]!, admin);
    rotate(book, random, admin, name, time);
  }
}

/** A new employee's account in Okta and Jira, with its groups. */
function hire(book: Logbook, at: Session, who: Account, time: number, inJira: boolean): void {
  const jira = { author: author('jira', at.who), from: at.client.address.ip };
  const affected = [{ id: who.jiraKey, name: who.login, type: 'USER' }];
  oktaDeed(book, at, time, 'user.lifecycle.create', [userTarget(who)]);
  oktaDeed(book, at, time + 8 * SECOND, 'user.lifecycle.activate', [userTarget(who)]);
  oktaDeed(book, at, time + 50 * SECOND, 'group.user_membership.add', [
    userTarget(who),
    groupTarget('everyone'),
  ]);
  if (!inJira) return;
  book.audit({ ...jira, time: time + 4 * MINUTE, action: 'jira.auditing.user.created', affected });
  const groups = [...affected, { name: 'jira-software-users', type: 'GROUP' }];
  book.audit({
    ...jira,
    time: time + 5 * MINUTE,
    action: 'jira.auditing.group.user.added',
    affected: groups,
  });
}

/** A new key for a machine's IAM user, and the old one goes. */
function rotate(book: Logbook, random: Rng, admin: Member, name: string, time: number): void {
  const aws = developer(book, random, admin, admin.office.ip, time - 30 * SECOND);
  accessKey(book, random, aws, name, time);
  const old = `AKIA${random.base32(16)}`;
  call(book, aws, time + 20 * MINUTE, 'iam', 'UpdateAccessKey', {
    request: { userName: name, accessKeyId: old, status: 'Inactive' },
  });
  call(book, aws, time + 21 * MINUTE, 'iam', 'DeleteAccessKey', {
    request: { userName: name, accessKeyId: old },
  });
}

/** An IAM user with a key, to call with. */
export function iamClient(book: Logbook, name: string, key: string, ip: string, userAgent: string) {
  const principal = `AIDA${name
    .toUpperCase()
    .replace(/[^A-Z2-7]/g, '')
    .padEnd(17, 'X')
    .slice(0, 17)}`;
  return { identity: iamUser(book.company.awsAccount, name, principal, key), ip, userAgent };
}
