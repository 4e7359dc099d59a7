/** Ordinary life around an attack: people at work, programs at their hours, strangers at the doors. Nothing here is labelled. */
import type { Address } from '../../sample-data/generate/addresses.ts';
import { at, DAY, HOUR, isWeekend, MINUTE, SECOND } from '../../sample-data/generate/clock.ts';
import {
  type Account,
  accountOf,
  type Client,
  laptop,
  type Member,
} from '../../sample-data/generate/kit/company.ts';
import { hotelLine, scannerLine } from '../../sample-data/generate/kit/places.ts';
import type { Rng } from '../../sample-data/generate/rng.ts';
import type { Product } from '../../sample-data/generate/vendors/atlassian.ts';
import type { OktaTarget } from '../../sample-data/generate/vendors/okta.ts';
import { type Door, type Scene, sessionId } from './scene.ts';

/** What there is to work on, and how one gets in. */
export interface Workplace {
  readonly products: readonly Product[];
  /** The products' names in Okta; null where there is no identity provider. */
  readonly apps: Partial<Readonly<Record<Product, OktaTarget>>> | null;
  readonly issues: readonly string[];
  readonly pages: readonly string[];
  readonly repositories: readonly string[];
  /** Things done in the products on a day, about. */
  readonly deeds: number;
  /** What a day leaves in logs that are not those of `products`. */
  readonly also?: (scene: Scene, who: Member, client: Client, time: number) => void;
}

/** Midnights of the days from `from` up to `to` that people work on. */
export function workdays(from: number, to: number): number[] {
  return days(from, to).filter((day) => !isWeekend(day));
}

export function days(from: number, to: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / DAY) }, (_, index) => from + index * DAY);
}

/** A member of staff under other names. */
export function renamed(who: Member, name: string, email: string, login: string): Member {
  return { ...who, name, email: email.toLowerCase(), login };
}

/** A program's account; `number` must be nobody else's. */
export function program(random: Rng, login: string, domain: string, number: number, name = login): Account {
  return accountOf(random, name, `${login}@${domain}`, login, number);
}

/** One day of one person at one place; the Okta session that it was done in. */
export function workday(scene: Scene, work: Workplace, who: Member, client: Client, start: number): string {
  const { random } = scene;
  const session = sessionId(random);
  const from = client.address.ip;
  const products = work.products.filter(() => random.chance(0.7));
  let time = start + random.int(0, 50 * MINUTE);
  if (work.apps !== null) {
    if (random.chance(0.04)) scene.oktaRefused(who, client, time - 31 * SECOND);
    scene.oktaSignIn(who, client, time, session);
  }
  for (const product of products) {
    time += random.int(15, 900) * SECOND;
    const app = work.apps?.[product];
    if (app !== undefined) scene.sso(who, client, time, app, { session });
    if (product !== 'confluence' && (app !== undefined || random.chance(0.4)))
      scene.signIn(product, who, from, time + random.int(300, 1_900));
    for (let done = random.int(0, work.deeds); done > 0; done--)
      deed(scene, work, product, who, from, time + random.int(1, 420) * MINUTE + random.int(1, 59_000));
  }
  work.also?.(scene, who, client, time + random.int(2, 90) * MINUTE);
  return session;
}

export function deed(
  scene: Scene,
  work: Workplace,
  product: Product,
  who: Account,
  from: string,
  time: number,
): void {
  const { random } = scene;
  switch (product) {
    case 'jira':
      if (random.chance(0.2))
        scene.searchIssues(who, from, time, `project = ${random.pick(work.issues).split('-')[0]}`);
      else scene.viewIssue(who, from, time, random.pick(work.issues));
      return;
    case 'confluence':
      if (random.chance(0.2))
        scene.searchPages(who, from, time, random.pick(work.pages).split(' ')[0]!.toLowerCase());
      else scene.viewPage(who, from, time, random.pick(work.pages));
      return;
    case 'bitbucket':
      scene.repository(
        random.weighted([
          ['viewed', 5],
          ['cloned', 2],
          ['pushed', 3],
        ] as const),
        who,
        from,
        time,
        random.pick(work.repositories),
      );
  }
}

export interface Month {
  readonly from: number;
  readonly to: number;
  readonly people: readonly Member[];
  /** Parts of the month that somebody spends elsewhere (an address from a hotel where none is given). */
  readonly journeys?: readonly {
    readonly who: Member;
    readonly from: string;
    readonly to: string;
    readonly line?: Address;
  }[];
  /** Days on which somebody's work is told by the scenario itself. */
  readonly told?: (who: Member, day: number) => boolean;
}

/** Everybody's working days. */
export function months(scene: Scene, work: Workplace, month: Month): void {
  const { random } = scene;
  const journeys = (month.journeys ?? []).map((one) => ({
    ...one,
    start: at(one.from),
    end: at(one.to),
    line: one.line ?? hotelLine(random),
  }));
  for (const day of workdays(month.from, month.to))
    for (const who of month.people) {
      if (month.told?.(who, day) === true || random.chance(0.15)) continue;
      const journey = journeys.find((one) => one.who === who && day >= one.start && day <= one.end);
      const where = journey?.line ?? (random.chance(0.3) ? who.home : who.office);
      workday(scene, work, who, laptop(who, where), day + (8 - who.offset) * HOUR);
    }
}

/** Calls `act` about every `every` seconds from `from` to `to`. */
export function regularly(
  random: Rng,
  from: number,
  to: number,
  every: number,
  act: (time: number) => void,
): void {
  for (
    let time = from + random.int(0, every) * SECOND;
    time < to;
    time += random.int(every * 0.9, every * 1.1) * SECOND
  )
    act(time + random.int(0, 999));
}

/** Machines that knock at a server's ports and go away; one in eight finds an open one and says a word. */
export function scanners(
  scene: Scene,
  door: Door,
  count: number,
  from: number,
  to: number,
  open: number,
): void {
  const { random } = scene;
  for (let one = 0; one < count; one++) {
    const { ip } = scannerLine(random);
    const start = random.int(from, to);
    const ports = random.sample(
      [21, 22, 23, 25, 80, 445, 1433, 3389, 5900, 8088, 8443, 9200],
      random.int(1, 5),
    );
    for (const [index, port] of ports.entries()) scene.knock(door, start + index * 2_000, ip, door.ip, port);
    if (random.chance(0.12))
      scene.talk(door, start + 14_000, ip, door.ip, open, [random.int(400, 900), random.int(600, 2_400)]);
  }
}

/** People of the company and of others who open a server in the course of the day. */
export function visitors(
  scene: Scene,
  door: Door,
  port: number,
  addresses: readonly string[],
  from: number,
  to: number,
  count: number,
): void {
  const { random } = scene;
  for (let one = 0; one < count; one++)
    scene.talk(door, random.int(from, to), random.pick(addresses), door.ip, port, [
      random.int(900, 24_000),
      random.int(4_000, 400_000),
    ]);
}
