/** Actor B at Brackwater Utilities: the account of the ticket export and one made with it; and what the defenders did. */
import { at, HOUR, MINUTE, SECOND } from '../../../sample-data/generate/clock.ts';
import type { Client } from '../../../sample-data/generate/kit/company.ts';
import { identity, ip, native } from '../../../sample-data/generate/kit/scenario.ts';
import { moments, page, type Scene } from '../scene.ts';
import {
  B_BROWSER,
  B_FIRST,
  B_SECOND,
  type Cast,
  FINANCE_PAGES,
  GRID_ISSUES,
  RITAS_HOME,
} from './company.ts';

const first: Client = { address: B_FIRST, userAgent: B_BROWSER };

export function actorB(scene: Scene, cast: Cast): string[] {
  const { exporter, made } = cast;
  const { random } = scene;
  const spray = scene.attacker('b-spray');
  const tried = cast.sprayed.map((who, index) =>
    spray.oktaRefused(who, first, at('2024-05-15 03:10:08') + index * 37 * SECOND + 120),
  );

  const tickets = scene.attacker('b-tickets');
  tickets.refused('jira', exporter, B_FIRST.ip, at('2024-05-15 03:25:40') + 71, 'Wrong password');
  for (const [day, start] of [
    ['2024-05-15 03:26', 0],
    ['2024-05-16 02:40', 14],
    ['2024-05-17 03:02', 28],
  ] as const) {
    tickets.signIn('jira', exporter, B_FIRST.ip, at(`${day}:31`) + 404);
    tickets.searchIssues(
      exporter,
      B_FIRST.ip,
      at(`${day}:50`) + 9,
      'text ~ "password" OR text ~ "remote access"',
    );
    for (const [index, time] of moments(random, at(`${day}:55`), at(`${day}:55`) + 50 * MINUTE, 14).entries())
      tickets.viewIssue(exporter, B_FIRST.ip, time, GRID_ISSUES[start + index]!);
  }

  const account = scene.attacker('b-account');
  account.createUser(exporter, B_FIRST.ip, at('2024-05-17 03:55:20') + 66, made);
  for (const [index, group] of ['jira-software-users', 'confluence-users', 'operations'].entries())
    account.addToGroup(exporter, B_FIRST.ip, at('2024-05-17 03:56:01') + index * 19 * SECOND, made, group);
  account.signIn('jira', made, B_FIRST.ip, at('2024-05-17 04:10:02') + 512);
  for (const time of moments(random, at('2024-05-18 02:00:00'), at('2024-05-18 03:00:00'), 8))
    account.viewIssue(made, B_FIRST.ip, time, random.pick(GRID_ISSUES));

  const borrowed = scene.attacker('b-borrowed-line');
  borrowed.signIn('jira', made, RITAS_HOME.ip, at('2024-05-20 20:44:13') + 808);
  for (const time of moments(random, at('2024-05-20 20:46:00'), at('2024-05-20 21:14:00'), 5))
    borrowed.viewIssue(made, RITAS_HOME.ip, time, random.pick(GRID_ISSUES));

  const wiki = scene.attacker('b-wiki');
  wiki.signIn('jira', made, B_SECOND.ip, at('2024-05-27 01:15:09') + 33);
  wiki.signIn('confluence', made, B_SECOND.ip, at('2024-05-27 01:18:44') + 290);
  for (const time of moments(random, at('2024-05-27 01:20:00'), at('2024-05-27 01:20:00') + 2 * HOUR, 15))
    wiki.viewPage(made, B_SECOND.ip, time, random.pick(FINANCE_PAGES));
  wiki.audit(made, B_SECOND.ip, at('2024-05-27 03:31:52') + 15, 'audit.logging.summary.space.exported', {
    affected: [{ id: 'OPS', name: 'Operations', type: 'Space' }, page('Operations home')],
  });

  response(scene, cast);
  const out = scene.attacker('b-lockout');
  out.refused('jira', made, B_SECOND.ip, at('2024-05-30 02:04:30') + 64);
  out.refused('jira', exporter, B_FIRST.ip, at('2024-05-30 02:06:11') + 720);
  out.refused('confluence', made, B_SECOND.ip, at('2024-05-30 02:09:45') + 3);
  return [native(tried[3]!), identity(made.login), ip(B_FIRST.ip), ip(B_SECOND.ip)];
}

function response(scene: Scene, { exporter, made, jiraAdmin }: Cast): void {
  const closed = scene.response('b-closed');
  const office = jiraAdmin.office.ip;
  closed.deactivate(jiraAdmin, office, at('2024-05-29 14:20:08') + 10, made);
  closed.deactivate(jiraAdmin, office, at('2024-05-29 14:22:39') + 701, exporter);
  closed.ticket(
    jiraAdmin,
    office,
    at('2024-05-29 14:48:00') + 99,
    'SEC-88',
    `Incident: svc-ticketexport misused from ${B_FIRST.ip}, account mvogel made`,
    [exporter, made],
  );
}
