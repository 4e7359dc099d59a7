/**
 * Scenario "two-actors": two incidents at once at Brackwater Utilities, 29 April to 2 June 2024.
 *
 * Brackwater Utilities (brackwater.example): Okta, Jira and Confluence Data Center, AWS. Jira's audit log names people only as
 * `JIRAUSERnnn`; Confluence writes logins (`rcastellano`). The roster has name, e-mail, login and Jira key of all people;
 * two people of operations who have nothing to do with either incident have each other's key in it.
 *
 * Actor A (labels of actor `A`), 13 to 24 May: a stolen session of Rita Castellano (finance).
 *   1. 13 May 10:17: her running Okta session is used from 91.245.253.11, beside her own work at the office: the administrator's
 *      console denied, single sign-on to Jira and Confluence.                                             [a-session]
 *   2. From 91.245.253.11 as JIRAUSER10432 (Castellano) tickets of finance, as rcastellano pages of finance.    [a-reading]
 *   3. 15 May: a personal access token made in Jira, used in the nights after from 193.29.13.77.                [a-token]
 *   4. 16 May: single sign-on to AWS from 193.29.13.77 in the same session: role session of her e-mail; lists and downloads
 *      invoices from S3 on 16, 21 and 23 May.                                                                     [a-aws]
 *   5. 24 May: refused after the response.                                                                    [a-lockout]
 *   Response A, 24 May: sessions cleared, password reset, the token revoked.
 *
 * Actor B (labels of actor `B`), 15 to 30 May: a service account of the ticket export.
 *   1. 15 May 03:10 from 80.94.92.130: refused sign-ins at Okta for six people, Rita Castellano among them.        [b-spray]
 *   2. 15 May 03:25: a refused and two successful sign-ins in Jira as `svc-ticketexport`; searches, 42 tickets.  [b-tickets]
 *   3. 17 May: makes the account `mvogel` (JIRAUSER11877) and grants it groups.                                [b-account]
 *   4. 20 May 20:44: `mvogel` works once for half an hour from 82.57.201.14, the line of Rita Castellano's home (a rented exit
 *      of somebody's router): five tickets. All else from 80.94.92.130 and, from 27 May, 62.233.50.9.     [b-borrowed-line]
 *   5. 27 May: Confluence as `mvogel` from 62.233.50.9, exports of a space.                                       [b-wiki]
 *   6. 30 May: refused after the response.                                                                     [b-lockout]
 *   Response B, 29 May: both accounts deactivated, the ticket of the incident with the address 80.94.92.130.
 *
 * From a seed of A nothing of B may come, and the other way round. The address of the home is where the two touch: Rita's own
 * evening work from there (before, during and after; never labelled) is nobody's but hers.
 *
 * Innocent: Rita's own work at the office and at home in the same Okta session that A uses; the export's nightly run
 * of `svc-ticketexport` from 10.31.7.12; travellers; a second Vogel (`mavogel`, Marlies Vogel of the laboratory) whose login
 * looks like the made one; an administrator who makes an account on 17 May; people of finance who download the same invoices.
 */
import { Logbook } from '../../../sample-data/generate/kit/logbook.ts';
import type { Scenario } from '../../../sample-data/generate/kit/scenario.ts';
import { Scene, sessionId } from '../scene.ts';
import { actorA } from './actor-a.ts';
import { actorB } from './actor-b.ts';
import { BRACKWATER, castOf, FROM, rosterOf, TO } from './company.ts';
import { innocent } from './innocent.ts';

/** The same files twice, with the labels and the seeds of one actor each: what the other did is nobody's then. */
export function actorAlone(actor: 'A' | 'B', edition: number): Scenario {
  const book = new Logbook(BRACKWATER, `two-actors/${edition}`);
  const scene = new Scene(book, 'key');
  const cast = castOf(scene);
  const session = sessionId(scene.random);
  const seeds = { A: actorA(scene, cast, session), B: actorB(scene, cast) };
  innocent(scene, cast, session);
  const own = `${actor.toLowerCase()}-`;
  const records = book.records.filter(({ time }) => time >= FROM && time < TO);
  return {
    name: `two-actors-${actor.toLowerCase()}`,
    about: `Two incidents at once; the labels are those of actor ${actor}.`,
    company: BRACKWATER,
    from: FROM,
    to: TO,
    records: records.map((one) => (one.label?.step.startsWith(own) === true ? one : { ...one, label: null })),
    seeds: seeds[actor],
    tables: new Map([['people.csv', rosterOf(cast)]]),
  };
}
