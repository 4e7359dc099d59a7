/** Accounts that come together: the same office with another tool, and a shared exit where a service appears beside the actor. */
import { expect, test } from 'vitest';
import type { Draft } from '../../../../shared/events/event.ts';
import {
  aws,
  BROWSER,
  chainOf,
  DAYS,
  idOf,
  jira,
  OFFICE,
  officeDays,
  okta,
  person,
  schedule,
  service,
} from './world.ts';

const EXIT = '198.51.100.5';
const COMMON = BROWSER('Windows NT 10.0; Win64; x64');
const victim = person('victim');
const office = officeDays(DAYS).map((one): Draft => ({ ...one, userAgent: COMMON }));
const hours = (day: string, at: readonly number[]): string[] =>
  at.map((hour) => `${day}T${String(hour).padStart(2, '0')}:10:00Z`);

test('tokens of a laptop used from the same office: the tool tells the actor, and leads from one token to the next', () => {
  const token = { credential: 'tok', userAgent: 'python-requests/2.28' };
  const key = { credential: 'AKIAONE', userAgent: 'aws-cli/2.1' };
  const keyUser = service('laptop-key');
  const own = DAYS.flatMap((day) => [
    ...hours(day, [9, 11, 14]).map((at) => jira(at, victim, OFFICE, token)),
    ...hours(day, [10, 15]).map((at) => aws(at, keyUser, OFFICE, key)),
  ]);
  const tool = 'curl/8.1';
  const stolen = [8, 9, 10].flatMap((day) =>
    hours(`2024-03-${String(day).padStart(2, '0')}`, [12, 13]).map((at) =>
      jira(at, victim, OFFICE, { ...token, userAgent: tool }),
    ),
  );
  const withKey = hours('2024-03-09', [12, 16]).map((at) =>
    aws(at, keyUser, OFFICE, { ...key, userAgent: tool }),
  );
  const drafts = [...office, ...own, ...stolen, ...withKey];
  const chain = chainOf(drafts, idOf(drafts, stolen[0]!));
  for (const one of [...stolen, ...withKey]) expect(chain.has(one)).toBe(true);
  for (const one of own) expect(chain.has(one)).toBe(false);
});

const regulars = DAYS.flatMap((day, d) =>
  Array.from({ length: 15 }, (_, i) =>
    okta(`${day}T19:${String(i * 2).padStart(2, '0')}:00Z`, person(`staff${(i + d) % 20}`), EXIT, {
      userAgent: COMMON,
      session: `e${d}-${i}`,
    }),
  ),
);
const bot = service('report-svc');
const own = DAYS.flatMap((day) => [
  okta(`${day}T08:00:00Z`, victim, OFFICE, { session: `s${day}`, userAgent: COMMON }),
  jira(`${day}T09:30:00Z`, victim, OFFICE, { userAgent: COMMON }),
]);
const session = ['20:10', '20:12'].map((at) =>
  okta(`2024-03-08T${at}:00Z`, victim, EXIT, { session: 'night', userAgent: COMMON }),
);
const asBot = ['21:15', '21:20', '21:50'].map((at) =>
  jira(`2024-03-08T${at}:00Z`, bot, EXIT, { userAgent: COMMON }),
);
const later = jira('2024-03-10T21:15:00Z', bot, EXIT, { userAgent: COMMON });
const night = [...office, ...regulars, ...schedule(DAYS, bot), ...own, ...session, ...asBot, later];

test('a service that never was at the exit appears there beside the actor, with the actor’s program', () => {
  const chain = chainOf(night, idOf(night, session[0]!));
  expect(chain.steps).toHaveLength(session.length + asBot.length + 1);
  expect(chain.step(asBot[0]!).via[0]?.why).toContain(
    'with the same program, which the account has nowhere else',
  );
});

test('and back: the one person who was as new there at that hour', () => {
  const chain = chainOf(night, idOf(night, asBot[1]!));
  expect(chain.has(session[0]!)).toBe(true);
  expect(chain.step(session[0]!).confidence).toBeLessThan(0.7);
});

test('two persons who came new in the same hours: nothing says which of them it was', () => {
  const another = person('newhere');
  const theirs = [
    ...DAYS.map((day) => okta(`${day}T08:20:00Z`, another, OFFICE, { userAgent: COMMON })),
    okta('2024-03-08T20:30:00Z', another, EXIT, { session: 'own', userAgent: COMMON }),
  ];
  const drafts = [...night, ...theirs];
  expect(chainOf(drafts, idOf(drafts, asBot[1]!)).has(session[0]!)).toBe(false);
});
