/** A month of ordinary Okta: sign-ins, second factors, single sign-on, mistyped passwords, and the work of administrators. */
import { APP, oktaUser, oktaUserTarget } from '../accounts.ts';
import { type Address, EGRESS_PROXY, OFFICE } from '../addresses.ts';
import { HIJACKED } from '../attack/okta.ts';
import { at, DAYS, HOUR, isWeekend, MINUTE, SECOND } from '../clock.ts';
import { department, type Person, whereabouts } from '../people.ts';
import type { LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { OKTA_SYSTEM, type OktaActor, oktaRecord, oktaSession } from '../vendors/okta.ts';
import { atWork, workMoment } from '../work.ts';

/** How many people sign in anew on a working day; the others still have a session. */
const SIGN_INS = 37;

const random = rng('noise/okta');
const APPS = [
  [APP.jira, 20],
  [APP.wiki, 18],
  [APP.git, 8],
  [APP.chat, 22],
  [APP.mail, 22],
  [APP.hr, 5],
  [APP.crm, 8],
  [APP.aws, 6],
  [APP.pager, 4],
  [APP.dashboard, 9],
] as const;

type OktaEvent = Parameters<typeof oktaRecord>[1];

/** Everything one person does carries the person, the place, the device and the session. */
function desk(who: Person, address: Address, session: string | null) {
  const hops = address === OFFICE.vpn && random.chance(0.35) ? [EGRESS_PROXY] : [];
  return (time: number, eventType: OktaEvent['eventType'], more: Partial<OktaEvent> = {}): LogRecord =>
    oktaRecord(random, {
      time,
      eventType,
      actor: oktaUser(who),
      client: { address, userAgent: who.userAgent },
      hops,
      deviceHash: who.deviceHash,
      ...(session === null ? {} : { session }),
      ...more,
    });
}

/** One person signs in and opens a few applications during the day. Some mistype the password first. */
function signIn(who: Person, day: number): LogRecord[] {
  const session = oktaSession(random);
  const address = whereabouts(who, day);
  const act = desk(who, address, session);
  let time = workMoment(random, who, day);
  const out: LogRecord[] = [];
  for (
    let wrong = random.weighted([
      [0, 90],
      [1, 8],
      [2, 2],
    ]);
    wrong > 0;
    wrong--
  ) {
    out.push(
      desk(who, address, null)(time, 'user.session.start', {
        result: 'FAILURE',
        reason: 'INVALID_CREDENTIALS',
        requestUri: '/idp/idx/identify',
      }),
    );
    time += random.int(9, 40) * SECOND;
  }
  out.push(
    act(time, 'policy.evaluate_sign_on', {
      result: 'CHALLENGE',
      reason: 'Sign-on policy evaluation resulted in CHALLENGE',
      targets: [
        {
          id: '00p4mfaeverywhere0p7',
          type: 'PolicyEntity',
          alternateId: 'unknown',
          displayName: 'MFA everywhere',
        },
      ],
    }),
  );
  if (random.chance(0.3)) {
    out.push(
      oktaRecord(random, {
        time: time + 2 * SECOND,
        eventType: 'system.push.send_factor_verify_push',
        actor: OKTA_SYSTEM,
        client: null,
        targets: [oktaUserTarget(who)],
      }),
    );
  }
  if (random.chance(0.03)) {
    out.push(
      act(time + 20 * SECOND, 'user.authentication.auth_via_mfa', {
        result: 'FAILURE',
        reason: 'FASTPASS_TIMEOUT',
      }),
    );
    time += 40 * SECOND;
  }
  out.push(act(time + random.int(4, 15) * SECOND, 'user.authentication.auth_via_mfa'));
  out.push(
    act(time + random.int(16, 19) * SECOND, 'user.session.start', {
      requestUri: '/idp/idx/challenge/answer',
    }),
  );
  let moment = time + 20 * SECOND;
  for (let opened = random.int(1, 3); opened > 0; opened--) {
    out.push(
      act(moment, 'user.authentication.sso', {
        targets: [random.weighted(APPS)],
        requestUri: '/app/sso/saml',
      }),
    );
    moment += random.int(30, 4 * 3600) * SECOND;
  }
  if (random.chance(0.15)) out.push(act(moment, 'user.session.end', { requestUri: '/login/signout' }));
  return out;
}

/** The help desk: factors reset for lost phones, passwords, locked accounts, and now and then a new colleague. */
function helpDesk(day: number): LogRecord[] {
  if (isWeekend(day)) return [];
  const out: LogRecord[] = [];
  for (let tickets = random.int(1, 4); tickets > 0; tickets--) {
    const admin = random.pick(department('IT'));
    const user = random.pick(department(random.pick(['Sales', 'Support', 'Engineering', 'Finance'])));
    const time = workMoment(random, admin, day);
    const act = desk(admin, whereabouts(admin, day), oktaSession(random));
    const target = [oktaUserTarget(user)];
    switch (random.pick(['factor', 'password', 'unlock', 'app', 'app', 'token'] as const)) {
      case 'factor':
        out.push(act(time, 'user.session.access_admin_app', { requestUri: '/admin/sso/request' }));
        out.push(act(time + 3 * MINUTE, 'user.mfa.factor.reset_all', { targets: target }));
        out.push(
          desk(user, whereabouts(user, day), oktaSession(random))(
            time + 11 * MINUTE,
            'user.mfa.factor.activate',
            { targets: target },
          ),
        );
        break;
      case 'password':
        out.push(act(time, 'user.account.reset_password', { targets: target }));
        break;
      case 'unlock':
        out.push(
          desk(user, whereabouts(user, day), null)(time - 14 * MINUTE, 'user.account.lock', {
            result: 'FAILURE',
            reason: 'LOCKED_OUT',
          }),
        );
        out.push(act(time, 'user.account.unlock_by_admin', { targets: target }));
        break;
      case 'token':
        out.push(
          act(time, 'system.api_token.create', {
            targets: [
              {
                id: `00T${random.alnum(17)}`,
                type: 'Token',
                alternateId: 'unknown',
                displayName: 'reporting',
              },
            ],
          }),
        );
        break;
      case 'app':
        out.push(
          act(time, 'application.user_membership.add', { targets: [...target, random.weighted(APPS)] }),
        );
        break;
    }
  }
  return out;
}

/** Mondays bring new colleagues: an administrator makes the account and adds it to groups. */
function onboarding(day: number): LogRecord[] {
  if (new Date(day).getUTCDay() !== 1) return [];
  const out: LogRecord[] = [];
  for (let hires = random.int(1, 3); hires > 0; hires--) {
    const admin = random.pick(department('IT'));
    const user = random.pick(department(random.pick(['Engineering', 'Sales', 'Support'])));
    const act = desk(admin, whereabouts(admin, day), oktaSession(random));
    const time = workMoment(random, admin, day);
    out.push(act(time, 'user.lifecycle.create', { targets: [oktaUserTarget(user)] }));
    out.push(act(time + 2 * SECOND, 'user.lifecycle.activate', { targets: [oktaUserTarget(user)] }));
    ['Everyone', `dept-${user.department.toLowerCase()}`, 'okta-mfa-enrolled'].forEach((name, index) => {
      const group = {
        id: `00g${rng(`group/${name}`).alnum(17)}`,
        type: 'UserGroup',
        alternateId: 'unknown',
        displayName: name,
      };
      out.push(
        act(time + (30 + index * 9) * SECOND, 'group.user_membership.add', {
          targets: [oktaUserTarget(user), group],
        }),
      );
    });
  }
  return out;
}

/** The directory job that syncs profiles into applications, at night. */
function sync(day: number): LogRecord[] {
  return random.sample(APPS, 3).map(([target], index) =>
    oktaRecord(random, {
      time: day + 2 * HOUR + index * 7 * MINUTE + random.int(0, 999),
      eventType: 'application.provision.user.sync',
      actor: OKTA_SYSTEM,
      client: null,
      targets: [target],
    }),
  );
}

/** The owners of the two sessions that are stolen on 18 October work in them on the same morning, from their own places. */
function ownersOfStolenSessions(): LogRecord[] {
  const day = at('2023-10-18');
  const [admin, colleague] = [HIJACKED.admin, HIJACKED.colleague];
  const adminAct = desk(admin.who, OFFICE.london, admin.session);
  const colleagueAct = desk(colleague.who, OFFICE.lisbon, colleague.session);
  const time = (hours: number, minutes: number): number =>
    day + hours * HOUR + minutes * MINUTE + random.int(0, 59_999);
  return [
    adminAct(time(7, 31), 'user.authentication.sso', { targets: [APP.mail] }),
    adminAct(time(7, 34), 'user.session.access_admin_app', { requestUri: '/admin/sso/request' }),
    adminAct(time(8, 5), 'application.user_membership.add', {
      targets: [oktaUserTarget(random.pick(department('Support'))), APP.crm],
    }),
    adminAct(time(8, 52), 'user.authentication.sso', { targets: [APP.jira] }),
    adminAct(time(9, 40), 'user.account.unlock_by_admin', {
      targets: [oktaUserTarget(random.pick(department('Finance')))],
    }),
    colleagueAct(time(7, 58), 'user.authentication.sso', { targets: [APP.wiki] }),
    colleagueAct(time(9, 22), 'user.authentication.sso', { targets: [APP.chat] }),
    colleagueAct(time(10, 12), 'user.authentication.sso', { targets: [APP.pager] }),
  ];
}

/** Guessing from the internet against names that do not exist, and one password typed into the field of the name. */
function strangers(day: number): LogRecord[] {
  const nobody = (alternateId: string): OktaActor => ({
    id: 'unknown',
    type: 'User',
    alternateId,
    displayName: 'unknown',
  });
  const fail = (time: number, alternateId: string, address: Address, userAgent: string): LogRecord =>
    oktaRecord(random, {
      time,
      eventType: 'user.session.start',
      actor: nobody(alternateId),
      client: { address, userAgent },
      result: 'FAILURE',
      reason: 'VERIFICATION_ERROR',
      risk: 'MEDIUM',
      requestUri: '/api/v1/authn',
    });
  const out: LogRecord[] = [];
  if (random.chance(0.25)) {
    const from: Address = {
      ip: `45.83.64.${random.int(2, 250)}`,
      place: {
        ...OFFICE.vpn.place,
        city: 'Amsterdam',
        state: 'North Holland',
        country: 'Netherlands',
        postalCode: '1012',
        asNumber: 208843,
        asOrg: 'alpha strike labs',
        isp: 'alpha strike labs',
        domain: 'unknown',
      },
    };
    const names = random.sample(['admin', 'test', 'helpdesk', 'info', 'it', 'office', 'scan', 'backup'], 3);
    const start = day + random.int(0, 23) * HOUR;
    for (const [index, name] of names.entries()) {
      const time = start + index * 11 * SECOND + random.int(0, 999);
      out.push(fail(time, `${name}@halcyonedge.example`, from, 'Mozilla/5.0 (Windows NT 6.1; Win64; x64)'));
    }
  }
  if (day === at('2023-11-07'))
    out.push(
      fail(
        day + 9 * HOUR + 12 * MINUTE + 410,
        'Tr0ut-Lantern-88',
        OFFICE.lisbon,
        'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/119.0',
      ),
    );
  return out;
}

export function noiseOkta(): LogRecord[] {
  return [
    ...DAYS.flatMap((day) => [
      ...atWork(random, day, SIGN_INS).flatMap((who) => signIn(who, day)),
      ...helpDesk(day),
      ...onboarding(day),
      ...sync(day),
      ...strangers(day),
    ]),
    ...ownersOfStolenSessions(),
  ];
}
