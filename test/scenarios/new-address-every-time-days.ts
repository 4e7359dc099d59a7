/** Quillstone Labs without the attack: the staff, two programs, a traveller, and other people who spray. */
import type { Address } from '../../sample-data/generate/addresses.ts';
import { at, HOUR, MINUTE, SECOND } from '../../sample-data/generate/clock.ts';
import { type AuditLog, userThing } from './office/audit.ts';
import { dayOf } from './office/book.ts';
import { elsewhere } from './office/elsewhere.ts';
import { type Life, workdays } from './office/life.ts';
import type { Person } from './office/staff.ts';

/** The company's own address. */
export const OFFICE = elsewhere('203.0.113.20', 'Eindhoven', 'Netherlands', 64499, 'quillstone labs');
const CAFE = elsewhere('77.161.40.12', 'Eindhoven', 'Netherlands', 1136, 'telecom nl');
const TRAIN = elsewhere('188.207.91.33', 'Utrecht', 'Netherlands', 1136, 'mobile nl');

const TRIP: readonly Address[] = [
  elsewhere('195.85.12.7', 'Amsterdam', 'Netherlands', 8737, 'airport nl'),
  elsewhere('118.189.63.140', 'Singapore', 'Singapore', 4657, 'hotel sg'),
  elsewhere('118.189.63.141', 'Singapore', 'Singapore', 4657, 'hotel sg'),
  elsewhere('202.161.44.9', 'Singapore', 'Singapore', 9506, 'airport sg'),
  elsewhere('126.94.201.18', 'Osaka', 'Japan', 17676, 'hotel jp'),
  elsewhere('133.205.7.77', 'Kyoto', 'Japan', 2518, 'hotel jp two'),
  elsewhere('60.56.118.3', 'Osaka', 'Japan', 17511, 'airport jp'),
  elsewhere('98.158.12.61', 'San Diego', 'United States', 7843, 'hotel us'),
  elsewhere('64.186.50.22', 'San Diego', 'United States', 7843, 'airport us'),
  elsewhere('89.101.34.200', 'Dublin', 'Ireland', 6830, 'hotel ie'),
];

const SPRAYERS: readonly Address[] = [
  elsewhere('185.224.7.91', 'Amsterdam', 'Netherlands', 49870, 'hosting nl'),
  elsewhere('45.148.60.14', 'Frankfurt', 'Germany', 51396, 'hosting de'),
];

const windows = (version: string): string =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36`;

/** The agent of half the staff, and the actor's. */
export const COMMON = windows('139.0.0.0');

/** Of the staff. */
export const AGENTS = [
  COMMON,
  COMMON,
  windows('138.0.0.0'),
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0',
];

/** What there is to be looked at. */
export const CONTENT = {
  projects: ['OPT', 'FIRM', 'LAB', 'REL', 'ITS'],
  pages: [],
  repositories: [
    'optics-core',
    'firmware-spectro',
    'stage-driver',
    'calibration',
    'release-tools',
    'lab-infra',
    'licence-server',
    'signing',
    'web-portal',
    'deploy-config',
  ],
};

/** The staff in the office and at home; Daniel in a café and on a train; Ines through four countries. */
export function ordinaryDays(
  life: Life,
  all: readonly Person[],
  daniel: Person,
  ines: Person,
  often: readonly Person[],
): void {
  const { random } = life.book;
  for (const day of workdays(at('2025-09-01'), at('2025-09-26'))) {
    for (const who of all) {
      const date = dayOf(day).slice(8);
      const away = who === ines && date >= '08' && date <= '19';
      if (away || !random.chance(who === daniel ? 1 : often.includes(who) ? 0.9 : 0.3)) continue;
      const start = day + random.int(6 * 60, 8 * 60 + 20) * MINUTE;
      const from = random.chance(0.6) ? OFFICE : who.home;
      const odd =
        who !== daniel
          ? null
          : date === '03'
            ? CAFE
            : date === '16'
              ? TRAIN
              : ['10', '11'].includes(date)
                ? OFFICE
                : null;
      life.shift({ who, from: odd ?? from, start, hours: random.int(7, 9), deeds: random.int(3, 12) });
    }
    const index = Math.round((day - at('2025-09-08')) / (24 * HOUR));
    if (index < 0 || index > 11) continue;
    const places = [TRIP[Math.min(index, 9)]!, TRIP[Math.min(index + (index > 8 ? 0 : 1), 9)]!];
    for (const [turn, from] of places.entries())
      life.shift({
        who: ines,
        from,
        start: day + random.int(0, 9) * HOUR + turn * 11 * HOUR,
        hours: 3,
        deeds: 8,
      });
  }
}

/** Two programs from their machines; `artifact` is refused from the hour in which its password was changed. */
export function jobs(jira: AuditLog, git: AuditLog, life: Life, artifact: Person, nightly: Person): void {
  for (let day = at('2025-09-01'); day <= at('2025-09-26'); day += 24 * HOUR) {
    for (let hour = 1; hour < 24; hour += 4) {
      const time = day + hour * HOUR + 7 * SECOND;
      if (time > at('2025-09-17 10:03:44')) continue;
      const shut = time > at('2025-09-11 02:40:12');
      const action = `jira.auditing.user.${shut ? 'login.failed' : 'logged.in'}` as const;
      jira.write({
        time,
        action,
        who: shut ? null : artifact,
        from: '10.44.2.19',
        things: [userThing(artifact)],
      });
      for (let step = 1; step <= 3 && !shut; step++)
        life.deed(jira, artifact, '10.44.2.19', time + step * 9100);
    }
    for (let step = 0; step < 5; step++) {
      const action = 'bitbucket.service.repository.audit.action.repositorycloned';
      const time = day + HOUR + step * 33_120;
      git.write({ time, action, who: nightly, from: '10.44.2.20', things: [life.repository()] });
    }
  }
}

/** Four sprays by others: refused sign-ins of many people in a row, Daniel among them. `stray` takes part once. */
export function sprays(life: Life, all: readonly Person[], daniel: Person, stray: Address): void {
  const { random } = life.book;
  for (const [day, from] of [
    ['2025-09-02 04:10:00', stray],
    ['2025-09-05 01:00:00', SPRAYERS[0]!],
    ['2025-09-11 03:02:00', SPRAYERS[1]!],
    ['2025-09-20 13:30:00', SPRAYERS[0]!],
  ] as const) {
    const victims = [
      ...random.sample(
        all.filter((who) => who !== daniel),
        from === stray ? 9 : 30,
      ),
      daniel,
    ];
    for (const [index, who] of victims.entries())
      life.okta.write({
        time: at(day) + index * 41_000 + random.int(0, 9000),
        type: 'user.session.start',
        who,
        from,
        agent:
          from === stray
            ? 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'
            : 'python-requests/2.32.3',
        device: null,
        refused: 'INVALID_CREDENTIALS',
      });
  }
}
