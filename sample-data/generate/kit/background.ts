/** What knocks at every company's doors: password spraying, scanners, wrong passwords of the own people. */
import { DAY, MINUTE, SECOND } from '../clock.ts';
import { ANONYMOUS } from '../vendors/atlassian.ts';
import { author, laptop, type Member } from './company.ts';
import { conversation, failSignIn } from './deeds.ts';
import type { Logbook } from './logbook.ts';
import { scannerLine } from './places.ts';

export interface Background {
  readonly days: readonly number[];
  readonly people: readonly Member[];
  /** Days on which somebody sprays a password over people and names that do not exist. */
  readonly sprays: number;
  /** The public server whose interface writes flows, where there is one. */
  readonly server?: { readonly eni: string; readonly ip: string };
  readonly flowsPerDay?: number;
  /** False where the company has no Jira of its own. */
  readonly jira?: boolean;
}

const BOT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36';

export function background(book: Logbook, plan: Background): void {
  const random = book.stream('background');
  for (const day of random.sample(plan.days, plan.sprays)) {
    const client = { address: scannerLine(random), userAgent: BOT };
    const tried = [
      ...random.sample(plan.people, 8).map((who) => ({ who, email: who.email })),
      ...['admin', 'test', 'backup', 'scanner'].map((name) => ({
        who: null,
        email: `${name}@${book.company.domain}`,
      })),
    ];
    let time = day + random.int(0, 22 * 60) * MINUTE;
    for (const { who, email } of tried) {
      failSignIn(book, email, who, client, time);
      time += random.int(3, 40) * SECOND;
    }
  }
  for (const day of plan.days) {
    for (const who of plan.people) {
      if (!random.chance(0.04)) continue;
      const time = day + random.int(8 * 60, 17 * 60) * MINUTE;
      failSignIn(book, who.email, who, laptop(who), time);
      if (plan.jira === false || !random.chance(0.4)) continue;
      const affected = [{ name: who.login, type: 'USER' }];
      book.audit({
        time: time + MINUTE,
        action: 'jira.auditing.user.login.failed',
        author: ANONYMOUS,
        from: who.office.ip,
        affected,
      });
    }
    if (plan.server !== undefined) flows(book, plan, plan.server, day);
  }
}

function flows(book: Logbook, plan: Background, server: { eni: string; ip: string }, day: number): void {
  const random = book.stream(`flows/${day}`);
  for (let i = 0; i < (plan.flowsPerDay ?? 20); i++) {
    const time = day + random.int(0, DAY / SECOND - 120) * SECOND;
    const port = random.int(1025, 65_000);
    if (random.chance(0.35)) {
      const scan = {
        src: scannerLine(random).ip,
        dst: server.ip,
        srcPort: port,
        dstPort: random.pick([22, 23, 3389, 5432, 8080]),
      };
      book.flow(server.eni, {
        ...scan,
        protocol: 6,
        packets: 1,
        bytes: 40,
        start: time,
        end: time + 30 * SECOND,
        action: 'REJECT',
      });
      continue;
    }
    const who = random.pick(plan.people);
    const client = random.chance(0.7) ? who.office.ip : who.home.ip;
    const size = { sent: random.int(800, 9_000), received: random.int(2_000, 90_000) };
    conversation(book, server.eni, {
      client,
      clientPort: port,
      server: server.ip,
      serverPort: 443,
      time,
      seconds: random.int(5, 58),
      ...size,
    });
  }
}

/** A roster's cell of every member by column name. */
export function memberCells(who: Member): Readonly<Record<string, string>> {
  return {
    employee_id: String(who.number),
    display_name: who.name,
    email: who.email,
    login: who.login,
    title: who.title,
    team: who.team,
    okta_id: who.oktaId,
    atlassian_id: who.jiraKey,
    account_id: who.accountId,
    git_author: author('bitbucket', who).name,
  };
}
