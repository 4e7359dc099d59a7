/** Weeks of ordinary work: who signs in from where, and what they do there until the evening. */
import type { Address } from '../addresses.ts';
import { HOUR, isWeekend, MINUTE, SECOND } from '../clock.ts';
import type { Rng } from '../rng.ts';
import { laptop, type Member } from './company.ts';
import { CALLS, PAGES, PROJECTS, QUERIES, REPOSITORIES } from './content.ts';
import {
  type App,
  call,
  developer,
  issue,
  page,
  productSignIn,
  repository,
  type Session,
  search,
  signIn,
  sso,
} from './deeds.ts';
import type { Logbook } from './logbook.ts';

export interface Journey {
  readonly who: Member;
  readonly from: number;
  readonly to: number;
  readonly at: Address;
}

/** What an hour of work leaves in the logs; a scenario that has other products writes its own. */
export type Work = (book: Logbook, random: Rng, session: Session, who: Member, time: number) => void;

export interface OfficeWeeks {
  readonly people: readonly Member[];
  /** Midnights (UTC). */
  readonly days: readonly number[];
  /** Share of people who work at home on a day, half of them through `vpn` where there is one. */
  readonly homeShare: number;
  readonly vpn?: Address;
  readonly journeys?: readonly Journey[];
  /** Pieces of work of one person on one day, on average. */
  readonly pieces: number;
  readonly work?: Work;
  /** Apps that people open in the morning; the first always. */
  readonly apps?: readonly App[];
  /** Names the stream of randomness: each call in one scenario needs another. */
  readonly part?: string;
}

/** Where somebody works on a day: for an owner's activity that the scenario writes itself. */
export interface Day {
  readonly who: Member;
  readonly session: Session;
  /** Of the first sign-in. */
  readonly start: number;
  readonly end: number;
}

/** Everybody's working days. The answer tells who worked when, from where and in which Okta session. */
export function officeWeeks(book: Logbook, plan: OfficeWeeks): Day[] {
  const random = book.stream(plan.part ?? 'office');
  const worked: Day[] = [];
  for (const day of plan.days) {
    for (const who of plan.people) {
      const journey = (plan.journeys ?? []).find((one) => one.who === who && day >= one.from && day < one.to);
      if (!random.chance(isWeekend(day) ? 0.04 : 0.9)) continue;
      worked.push(workday(book, random, plan, who, day, journey?.at ?? placeOf(random, plan, who)));
    }
  }
  return worked;
}

function placeOf(random: Rng, { homeShare, vpn }: OfficeWeeks, who: Member): Address {
  if (!random.chance(homeShare)) return who.office;
  return vpn !== undefined && random.chance(0.5) ? vpn : who.home;
}

function workday(book: Logbook, random: Rng, plan: OfficeWeeks, who: Member, day: number, at: Address): Day {
  const start = day + (8 - who.offset) * HOUR + random.int(0, 95) * MINUTE + random.int(0, 59_999);
  const end = start + random.int(7 * 60, 9 * 60) * MINUTE;
  const session = signIn(book, random, who, laptop(who, at), start);
  const [first, ...others] = plan.apps ?? (['jira', 'confluence', 'mail', 'bitbucket'] as const);
  let time = start + 20 * SECOND;
  for (const app of [first!, ...others.filter(() => random.chance(0.4))]) {
    sso(book, session, app, time);
    if (app === 'jira' || app === 'confluence')
      productSignIn(book, app, { who, ip: at.ip }, time + 2 * SECOND);
    time += random.int(20, 900) * SECOND;
  }
  const pieces = random.int(Math.floor(plan.pieces * 0.5), Math.ceil(plan.pieces * 1.5));
  for (let i = 0; i < pieces; i++)
    (plan.work ?? atlassianAndAws)(book, random, session, who, time + random.int(0, Math.max(1, end - time)));
  return { who, session, start, end };
}

/** Tickets and pages for everybody, code for engineers, AWS for those who have a role there. */
export const atlassianAndAws: Work = (book, random, { client }, who, time) => {
  const at = { who, ip: client.address.ip };
  const technical = who.team === 'Engineering' || who.team === 'Platform';
  const ticket = (): string => `${random.pick(PROJECTS)}-${random.int(100, 2400)}`;
  const deed = random.weighted([
    ['issue', 5],
    ['page', 4],
    ['search', 1],
    ['code', technical ? 5 : 0],
    ['aws', technical ? 2 : 0.2],
  ] as const);
  switch (deed) {
    case 'issue':
      issue(
        book,
        at,
        time,
        ticket(),
        random.weighted([
          ['viewed', 5],
          ['updated', 2],
          ['created', 1],
        ] as const),
      );
      break;
    case 'page':
      page(
        book,
        at,
        time,
        random.pick(PAGES),
        random.weighted([
          ['viewed', 8],
          ['updated', 1],
        ] as const),
      );
      break;
    case 'search':
      search(book, random.pick(['jira', 'confluence'] as const), at, time, random.pick(QUERIES));
      break;
    case 'code':
      repository(
        book,
        at,
        time,
        random.pick(REPOSITORIES),
        random.weighted([
          ['viewed', 3],
          ['pushed', 3],
          ['cloned', 1],
        ] as const),
      );
      break;
    case 'aws': {
      const aws = developer(book, random, who, client.address.ip, time);
      for (const [index, [service, name]] of random.sample(CALLS, 3).entries())
        call(book, aws, time + (index + 1) * 7 * SECOND, service, name);
    }
  }
};
