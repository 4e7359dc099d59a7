/** Chains where addresses tell little: shared exits, an address for every action, the owner's own program, resets, makers. */
import { describe, expect, test } from 'vitest';
import type { Actor, Draft } from '../../../../shared/events/event.ts';
import {
  ACTOR,
  ACTOR_AGENT,
  aws,
  BROWSER,
  chainOf,
  DAYS,
  flow,
  idOf,
  jira,
  OFFICE,
  officeDays,
  okta,
  person,
  schedule,
  service,
  VENDOR,
} from './world.ts';

const EXIT = '198.51.100.5';
/** The browser that everybody in the company has. */
const COMMON = BROWSER('Windows NT 10.0; Win64; x64');
const victim = person('victim');
const bot = service('sync-svc');

/** Thirty colleagues pass through the exit of a VPN now and then. */
const exitDays = DAYS.flatMap((day, d) =>
  Array.from({ length: 15 }, (_, i) =>
    okta(`${day}T19:${String(i * 2).padStart(2, '0')}:00Z`, person(`staff${(i + d) % 20}`), EXIT, {
      userAgent: COMMON,
    }),
  ),
);
/** The victim at the office on every day. */
const ownDays = DAYS.map((day) =>
  okta(`${day}T08:45:00Z`, victim, OFFICE, { session: `own-${day}`, userAgent: COMMON }),
);
const company = [...officeDays(DAYS), ...exitDays, ...ownDays];

describe('a session stolen behind a shared exit, with the program of its owner', () => {
  const seed = okta('2024-03-08T09:10:00Z', victim, EXIT, {
    session: 'stolen',
    userAgent: COMMON,
    action: 'system.api_token.create',
    effects: [{ kind: 'issued-credential', credential: '00Tminted', alias: null }],
  });
  const opened = okta('2024-03-08T09:00:00Z', victim, EXIT, { session: 'stolen', userAgent: COMMON });
  const sso = okta('2024-03-08T09:20:00Z', victim, EXIT, { session: 'stolen', userAgent: COMMON });
  const read = ['09:22', '09:40', '11:00'].map((at) =>
    jira(`2024-03-08T${at}:00Z`, victim, EXIT, { userAgent: COMMON }),
  );
  const token = okta('2024-03-09T03:00:00Z', service('integration'), '192.0.2.201', {
    credential: '00Tminted',
  });
  const atOffice = jira('2024-03-08T09:25:00Z', victim, OFFICE, { userAgent: COMMON });
  const drafts = [...company, opened, seed, sso, ...read, token, atOffice];

  test('the session as a whole, the product behind it and the token it made are the actor’s', () => {
    const chain = chainOf(drafts, idOf(drafts, seed));
    for (const one of [opened, seed, sso, ...read, token]) expect(chain.has(one), one.time?.text).toBe(true);
    expect(chain.step(read[0]!).via).toContainEqual(
      expect.objectContaining({
        link: 'identity',
        why: expect.stringContaining('The address itself is shared and links nobody else.'),
      }),
    );
  });

  test('neither the colleagues at the exit nor the owner at the office are', () => {
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps).toHaveLength(3 + read.length + 1);
  });
});

describe('an account at its own place', () => {
  test('a deed from the home of its owner does not make the home an address of the actor', () => {
    const home = '192.0.2.120';
    const ownWork = DAYS.flatMap((day) => [
      jira(`${day}T09:00:00Z`, victim, home),
      jira(`${day}T15:00:00Z`, victim, home),
    ]);
    const seed = jira('2024-03-10T22:00:00Z', victim, home, {
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'backup9' } }],
    });
    const after = jira('2024-03-10T22:10:00Z', victim, home);
    const made = jira('2024-03-11T23:00:00Z', service('backup9'), home);
    const drafts = [...officeDays(DAYS), ...ownWork, seed, after, made];
    const chain = chainOf(drafts, idOf(drafts, seed));
    for (const one of [seed, after, made]) expect(chain.has(one)).toBe(true);
    for (const one of ownWork) expect(chain.has(one)).toBe(false);
  });

  test('a machine that works around the clock beside the deed stays out', () => {
    const seed = jira('2024-03-08T09:40:00Z', bot, VENDOR, { userAgent: 'vendor-sync/1.0' });
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });
});

describe('a new address for every action', () => {
  const address = (i: number): string => `192.0.2.${140 + i}`;
  const hops = Array.from({ length: 8 }, (_, i) =>
    jira(`2024-03-08T${String(9 + i).padStart(2, '0')}:00:00Z`, victim, address(i), {
      userAgent: BROWSER(victim.name),
    }),
  );
  const own = DAYS.map((day) =>
    jira(`${day}T08:00:00Z`, victim, OFFICE, { userAgent: BROWSER(victim.name) }),
  );

  test('follows the account from hop to hop, with the owner’s own program too', () => {
    const drafts = [...company, ...own, ...hops];
    const chain = chainOf(drafts, idOf(drafts, hops[2]!));
    for (const one of hops) expect(chain.has(one), one.srcIp ?? '').toBe(true);
    for (const one of own) expect(chain.has(one)).toBe(false);
  });

  test('a journey is no such thing: two hotels in a week stay out', () => {
    const stolen = jira('2024-03-08T09:00:00Z', victim, ACTOR, { userAgent: ACTOR_AGENT });
    const hotels = [hops[0]!, { ...hops[1]!, srcIp: address(1) }];
    const drafts = [...company, ...own, stolen, ...hotels];
    expect(chainOf(drafts, idOf(drafts, stolen)).steps).toHaveLength(1);
  });
});

describe('a program at a shared exit', () => {
  test('that nobody else uses there links three accounts; colleagues with theirs stay out', () => {
    const tool = { userAgent: 'python-requests/2.31' };
    const taken = ['staff1', 'staff2', 'staff3'].map((name, i) =>
      okta(`2024-03-08T1${i}:00:00Z`, person(name), EXIT, tool),
    );
    const tried = okta('2024-03-08T09:55:00Z', person('staff9'), EXIT, { ...tool, outcome: 'failure' });
    const drafts = [...company, ...taken, tried];
    const chain = chainOf(drafts, idOf(drafts, taken[0]!));
    expect(chain.steps).toHaveLength(4);
    expect(chain.step(tried).via[0]?.why).toContain(
      '“python-requests/2.31” came from there for 4 identities only',
    );
  });
});

describe('an account that the actor opened', () => {
  const admin = person('admin');
  const seed = okta('2024-03-08T09:00:00Z', admin, EXIT, { session: 'a1' });
  const own = DAYS.map((day) => okta(`${day}T07:55:00Z`, admin, OFFICE, { session: `admin-${day}` }));
  const reset = okta('2024-03-08T09:05:00Z', admin, EXIT, {
    session: 'a1',
    action: 'user.mfa.factor.reset_all',
    effects: [{ kind: 'reset-credential', alias: { kind: 'email', value: 'victim@corp.example' } }],
  });
  const signIn = okta('2024-03-08T09:15:00Z', victim, EXIT, { session: 'v1' });
  const goesOn = okta('2024-03-08T09:30:00Z', victim, EXIT, { session: 'v1' });
  const drafts = [...company, ...own, seed, reset, signIn, goesOn];

  test('by a reset: the next sign-in from the actor’s place is the actor’s', () => {
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps).toHaveLength(4);
    expect(
      chain
        .step(signIn)
        .via.map(({ why }) => why)
        .join(),
    ).toContain('set the credentials of victim@corp.example anew');
  });

  test('a reset for an owner who signs in at the office opens nothing', () => {
    const owner = { ...signIn, srcIp: OFFICE, session: 'v2' };
    const others = [...company, ...own, seed, reset, owner];
    expect(chainOf(others, idOf(others, seed)).has(owner)).toBe(false);
  });
});

describe('from what was made back to its maker', () => {
  const admin = person('admin');
  const ownDays = DAYS.map((day) => jira(`${day}T08:00:00Z`, admin, OFFICE));
  const creation = (at: string, from: string): Draft =>
    jira(at, admin, from, {
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'jdoe2' } }],
    });
  const used = jira('2024-03-09T10:00:00Z', service('jdoe2'), '192.0.2.77');

  test('a maker from a place where the account never was is the actor', () => {
    const made = creation('2024-03-08T21:00:00Z', '192.0.2.78');
    const drafts = [...company, ...ownDays, made, used];
    const chain = chainOf(drafts, idOf(drafts, used));
    expect(chain.step(made).via[0]).toMatchObject({
      link: 'created-account',
      why: expect.stringContaining('had never worked from 192.0.2.78 before that day'),
    });
  });

  test('an administrator at the usual place is not', () => {
    const made = creation('2024-03-08T09:00:00Z', OFFICE);
    const drafts = [...company, ...ownDays, made, used];
    expect(chainOf(drafts, idOf(drafts, used)).steps).toHaveLength(1);
  });

  test('a token whose first use is the actor’s leads to the record that issued it', () => {
    const mint = aws('2024-03-08T21:00:00Z', admin, '192.0.2.78', {
      effects: [{ kind: 'issued-credential', credential: 'AKIANEW', alias: null }],
    });
    const key = aws('2024-03-09T10:00:00Z', service('key-user'), '192.0.2.77', { credential: 'AKIANEW' });
    const drafts = [...company, ...ownDays, mint, key];
    expect(chainOf(drafts, idOf(drafts, key)).step(mint).via[0]).toMatchObject({ link: 'minted-credential' });
  });
});

describe('machines and programs', () => {
  const withDevice = (one: Draft, id: string): Draft => ({
    ...one,
    targets: [{ type: 'device', id, name: null }],
  });
  const s = (at: string, device: string): Draft =>
    withDevice(
      okta(`2024-03-08T${at}:00Z`, victim, OFFICE, { session: 'shared', userAgent: COMMON }),
      device,
    );
  const usual = DAYS.slice(0, 7).map((day) =>
    withDevice(okta(`${day}T08:40:00Z`, victim, OFFICE, { session: `d-${day}`, userAgent: COMMON }), 'own'),
  );

  test('two machines in one session of one place tell the actor from the owner', () => {
    const own = [s('09:00', 'own'), s('09:20', 'own'), s('10:00', 'own')];
    const replayed = [s('09:10', 'other'), s('09:30', 'other')];
    const refusedLater = withDevice(
      okta('2024-03-12T09:00:00Z', person('staff4'), OFFICE, { outcome: 'failure', userAgent: COMMON }),
      'other',
    );
    const drafts = [...company, ...usual, ...own, ...replayed, refusedLater];
    const chain = chainOf(drafts, idOf(drafts, replayed[1]!));
    expect(chain.steps).toHaveLength(3);
    expect(chain.step(refusedLater).via[0]?.why).toContain("is nobody's own machine here");
  });

  test("accounts of others on one person's own machine were used by the same hands", () => {
    const seed = withDevice(
      okta('2024-03-08T20:00:00Z', victim, OFFICE, { session: 'evening', userAgent: COMMON }),
      'own',
    );
    const borrowed = withDevice(
      okta('2024-03-09T20:00:00Z', person('staff7'), OFFICE, { session: 'b1', userAgent: COMMON }),
      'own',
    );
    const drafts = [...company, ...usual, seed, borrowed];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(borrowed)).toBe(true);
    for (const one of usual) expect(chain.has(one)).toBe(false);
  });

  test('one sign-in that got through gives a series of refused ones away', () => {
    const series = Array.from({ length: 10 }, (_, i) =>
      okta(`2024-03-08T02:${String(10 + i * 2)}:00Z`, person(`staff${i}`), EXIT, {
        outcome: 'failure',
        userAgent: COMMON,
      }),
    );
    const through = okta('2024-03-08T02:29:00Z', victim, EXIT, { session: 'v9', userAgent: COMMON });
    const drafts = [...company, ...series, through];
    const chain = chainOf(drafts, idOf(drafts, through));
    for (const one of series) expect(chain.has(one)).toBe(true);
    expect(chain.steps).toHaveLength(11);
  });
});

describe('tokens, doors and ports', () => {
  test('a token that nobody used before the actor is the actor’s from any address', () => {
    const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, {
      credential: 'old-token',
      userAgent: ACTOR_AGENT,
    });
    const later = jira('2024-03-10T09:00:00Z', bot, OFFICE, { credential: 'old-token' });
    const drafts = [...company, ...schedule(DAYS, bot), seed, later];
    expect(
      chainOf(drafts, idOf(drafts, seed))
        .step(later)
        .via.map(({ why }) => why)
        .join(),
    ).toContain('No record shows old-token in use before');
  });

  test('refused sign-ins after an account was shut, from where the actor had used it', () => {
    const seed = okta('2024-03-08T19:05:00Z', victim, EXIT, { session: 'v1', userAgent: ACTOR_AGENT });
    const shut = okta('2024-03-09T10:00:00Z', person('admin'), OFFICE, {
      category: 'account',
      effects: [{ kind: 'disabled-account', alias: { kind: 'email', value: 'victim@corp.example' } }],
    });
    const knock = okta('2024-03-10T22:00:00Z', victim, EXIT, { outcome: 'failure', userAgent: COMMON });
    const elsewhere = okta('2024-03-10T22:30:00Z', victim, OFFICE, { outcome: 'failure', userAgent: COMMON });
    const drafts = [...company, seed, shut, knock, elsewhere];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(knock)).toBe(true);
    expect(chain.has(elsewhere)).toBe(false);
  });

  test('an address that the actor opened a port for is the actor’s, with what flows from it', () => {
    const opened = aws('2024-03-08T09:00:00Z', service('iam-user'), ACTOR, {
      action: 'AuthorizeSecurityGroupIngress',
      category: 'change',
      relatedIps: [{ ip: '192.0.2.240', role: 'mentioned' }],
    });
    const comes = flow('2024-03-08T09:05:00Z', '192.0.2.240', '10.0.0.9');
    const before = flow('2024-03-07T09:05:00Z', '192.0.2.241', '10.0.0.9');
    const drafts = [...company, opened, comes, before];
    const chain = chainOf(drafts, idOf(drafts, opened));
    expect(chain.has(comes)).toBe(true);
    expect(chain.has(before)).toBe(false);
  });
});

test('a refused seed leads to the sign-in that got in soon after from a place as new', () => {
  const settled = DAYS.slice(0, 7).map((day) =>
    okta(`${day}T08:50:00Z`, victim, OFFICE, { userAgent: COMMON }),
  );
  const refused = okta('2024-03-08T02:00:00Z', victim, '192.0.2.150', {
    outcome: 'failure',
    userAgent: COMMON,
  });
  const through = okta('2024-03-08T05:00:00Z', victim, '192.0.2.151', {
    session: 'night',
    userAgent: COMMON,
  });
  const nextDay = okta('2024-03-09T19:00:00Z', victim, '192.0.2.152', {
    session: 'train',
    userAgent: COMMON,
  });
  const drafts = [...company, ...settled, refused, through, nextDay];
  const chain = chainOf(drafts, idOf(drafts, refused));
  expect(chain.has(through)).toBe(true);
  expect(chain.steps).toHaveLength(2);
});

test('pushes that the system sends belong to the sign-in beside them, whatever address they carry', () => {
  const system: Actor = {
    type: 'system',
    id: 'sys',
    name: 'Okta System',
    email: null,
    aliases: [{ kind: 'service', value: 'okta:system' }],
  };
  const account: Actor = { ...victim, aliases: [...victim.aliases, { kind: 'okta-id', value: victim.id! }] };
  const target = { type: 'user', id: victim.id, name: victim.name };
  const push = (at: string, from: string): Draft =>
    okta(at, system, from, { targets: [target], userAgent: null });
  const theirs = okta('2024-03-08T02:01:00Z', account, ACTOR, { userAgent: ACTOR_AGENT });
  const sent = push('2024-03-08T02:00:30Z', '192.0.2.160');
  const own = okta('2024-03-09T08:01:00Z', account, OFFICE);
  const ownPush = push('2024-03-09T08:00:30Z', OFFICE);
  const drafts = [...company, theirs, sent, own, ownPush];
  const chain = chainOf(drafts, idOf(drafts, theirs));
  expect(chain.has(sent)).toBe(true);
  expect(chain.has(ownPush)).toBe(false);
});
